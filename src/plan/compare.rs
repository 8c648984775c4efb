//! Two roadmaps side by side: what changes in order, dates and cost.

use chrono::NaiveDate;

use super::milestone::MilestoneOf;
use super::roadmap::{Roadmap, Step, Total};
use crate::model::id::CapabilityId;
use crate::model::money::Minor;

/// What differs between two roadmaps of the same registry.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Every capability that either of them takes up, in the order of the second, then what only the first has.
    pub steps: Vec<Change>,
    /// Milestones of either: last day in the first and in the second.
    pub milestones: Vec<(MilestoneOf, Option<NaiveDate>, Option<NaiveDate>)>,
    /// Everything.
    pub all: (Total, Total),
    /// What money is asked for.
    pub ask: (Total, Total),
    /// Last days.
    pub finish: (NaiveDate, NaiveDate),
}

/// Where a capability stands in each of two roadmaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The capability.
    pub capability: CapabilityId,
    /// In the first; none where it is not taken up.
    pub before: Option<Place>,
    /// In the second; none where it is not taken up.
    pub after: Option<Place>,
}

/// Where a capability stands in a roadmap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Position in the order, from 1.
    pub position: usize,
    /// Last day of the step.
    pub finish: NaiveDate,
    /// Its cost; none without rates.
    pub cost: Option<Minor>,
}

/// Compare two roadmaps.
pub fn compare(before: &Roadmap, after: &Roadmap) -> Comparison {
    let in_second = after.steps.iter().map(|step| &step.capability);
    let only_first = before.steps.iter().map(|step| &step.capability).filter(|id| place(after, id).is_none());
    let steps = in_second.chain(only_first).map(|id| Change {
        capability: id.clone(),
        before: place(before, id),
        after: place(after, id),
    });
    let finish_of = |roadmap: &Roadmap, of: &MilestoneOf| {
        roadmap.milestones.iter().find(|milestone| milestone.of == *of).map(|milestone| milestone.finish)
    };
    let in_second = after.milestones.iter().map(|milestone| &milestone.of);
    let only_first = before.milestones.iter().map(|milestone| &milestone.of);
    let only_first = only_first.filter(|of| finish_of(after, of).is_none());
    let mut milestones: Vec<&MilestoneOf> = in_second.chain(only_first).collect();
    // Levels, levels of categories, packages, deadlines, each in the order of the framework and of the plan.
    milestones.sort_by_key(|of| match of {
        MilestoneOf::Level(level) => (0, level.number()),
        MilestoneOf::LevelOf(..) => (1, 0),
        MilestoneOf::Package(_) => (2, 0),
        MilestoneOf::Deadline(_) => (3, 0),
    });
    let milestones = milestones.into_iter().map(|of| (of.clone(), finish_of(before, of), finish_of(after, of)));
    Comparison {
        steps: steps.collect(),
        milestones: milestones.collect(),
        all: (before.totals.all.clone(), after.totals.all.clone()),
        ask: (before.totals.ask.clone(), after.totals.ask.clone()),
        finish: (before.finish, after.finish),
    }
}

fn place(roadmap: &Roadmap, id: &CapabilityId) -> Option<Place> {
    let is_it = |step: &Step| step.capability == *id;
    let idx = roadmap.steps.iter().position(is_it)?;
    let step = &roadmap.steps[idx];
    Some(Place { position: idx + 1, finish: step.dates.finish, cost: step.cost.map(|cost| cost.total.mean) })
}
