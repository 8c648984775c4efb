//! Two roadmaps side by side: what changes in order, dates and cost.

use chrono::NaiveDate;

use super::roadmap::{Roadmap, Step, Total};
use crate::model::id::CapabilityId;
use crate::model::level::Level;
use crate::model::money::Minor;

/// What differs between two roadmaps of the same registry.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// Every capability that either of them takes up, in the order of the second, then what only the first has.
    pub steps: Vec<Change>,
    /// Per level that either of them reaches something of: last day in the first and in the second.
    pub levels: Vec<(Level, Option<NaiveDate>, Option<NaiveDate>)>,
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
    let finish_of = |roadmap: &Roadmap, level| roadmap.totals.levels.get(level).and_then(|total| total.finish);
    let mut levels: Vec<Level> = before.totals.levels.keys().chain(after.totals.levels.keys()).copied().collect();
    levels.sort_unstable();
    levels.dedup();
    Comparison {
        steps: steps.collect(),
        levels: levels.iter().map(|level| (*level, finish_of(before, level), finish_of(after, level))).collect(),
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
