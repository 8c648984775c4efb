//! Where things went otherwise than the roadmap of the older assessment had it.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::change::in_target;
use super::{Change, Sides};
use crate::gap::Standing;
use crate::model::effort::ThreePoint;
use crate::model::id::CapabilityId;
use crate::plan::{OutReason, Roadmap, Step, StepKind};

/// Where things went otherwise than planned. Each list is in the order of its roadmap or of the catalog.
#[derive(Debug, Clone)]
pub struct Deviations {
    /// Steps that should be ready by the day of the newer assessment and are not, by the older roadmap or by their
    /// deadline; the longest overdue first.
    pub overdue: Vec<Overdue>,
    /// Open steps of both roadmaps whose last day differs, in the order of the newer one.
    pub moved: Vec<Moved>,
    /// Capabilities whose estimate was replaced since, with the three points before and now.
    pub estimates: Vec<(CapabilityId, ThreePoint, ThreePoint)>,
    /// Capabilities that the target takes up now and did not before.
    pub entered: Vec<CapabilityId>,
    /// Capabilities that the target took up before and does not now.
    pub left: Vec<LeftTarget>,
}

/// A step that should be ready and is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overdue {
    /// The capability.
    pub capability: CapabilityId,
    /// What should have been done.
    pub kind: StepKind,
    /// The day by which it should have been ready.
    pub due: NaiveDate,
    /// The day by which it is to be ready now; none where the roadmap has no such step any more.
    pub now: Option<NaiveDate>,
}

/// A step whose last day moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The capability.
    pub capability: CapabilityId,
    /// Its last day in the older roadmap.
    pub from: NaiveDate,
    /// Its last day in the newer one.
    pub to: NaiveDate,
}

impl Moved {
    /// Days by which it moved; below 0 where it comes earlier.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// A capability that the target does not take up any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftTarget {
    /// The capability.
    pub capability: CapabilityId,
    /// Why.
    pub why: WhyLeft,
}

/// Why a capability left the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyLeft {
    /// It does not apply any more, with the reason.
    NotApplicable(String),
    /// The plan leaves it out.
    Out(OutReason),
    /// Nothing of what the target asks for needs it any more.
    NotNeeded,
}

/// Compare the two roadmaps.
pub fn deviations(sides: &Sides<'_>, changes: &IndexMap<CapabilityId, Change>) -> Deviations {
    let catalog = sides.input.catalog;
    let (baseline, roadmap) = (sides.before.roadmap, sides.after.roadmap);
    let was_in = |id: &CapabilityId| in_target(catalog, &sides.before, id, None);
    let turned = |is: bool| {
        let turned = changes.iter().filter(move |(_, change)| change.in_target == is);
        turned.map(|(id, _)| id).filter(move |id| was_in(id) != is)
    };
    Deviations {
        overdue: overdue(sides),
        moved: baseline_pairs(baseline, roadmap).collect(),
        estimates: estimates(sides),
        entered: turned(true).cloned().collect(),
        left: turned(false).map(|id| LeftTarget { capability: id.clone(), why: why_left(sides, id) }).collect(),
    }
}

fn overdue(sides: &Sides<'_>) -> Vec<Overdue> {
    let until = sides.input.after.assessed_on;
    let is_open = |step: &Step| {
        let standing = &sides.after.gap.standings[&step.capability];
        match step.kind {
            StepKind::Build => standing.is_open(),
            StepKind::Assess => matches!(standing, Standing::Unknown { .. }),
        }
    };
    // A deadline counts even where the older roadmap did not expect to keep it.
    let due = |step: &Step| {
        let deadline = sides.before.plan.dates.get(&step.capability).and_then(|dates| dates.deadline);
        deadline.map_or(step.dates.finish, |deadline| deadline.min(step.dates.finish))
    };
    let steps = sides.before.roadmap.steps.iter().filter(|step| due(step) <= until && is_open(step));
    let mut overdue: Vec<Overdue> = steps
        .map(|step| Overdue {
            capability: step.capability.clone(),
            kind: step.kind,
            due: due(step),
            now: find(sides.after.roadmap, &step.capability).map(|step| step.dates.finish),
        })
        .collect();
    // A stable sort: of one day, the order of the roadmap is that of importance.
    overdue.sort_by_key(|item| item.due);
    overdue
}

/// Steps of the same kind in both whose last day differs.
fn baseline_pairs<'a>(baseline: &'a Roadmap, roadmap: &'a Roadmap) -> impl Iterator<Item = Moved> + 'a {
    let pairs = roadmap.steps.iter().filter_map(|now| {
        let was = find(baseline, &now.capability).filter(|was| was.kind == now.kind)?;
        Some(Moved { capability: now.capability.clone(), from: was.dates.finish, to: now.dates.finish })
    });
    pairs.filter(|moved| moved.from != moved.to)
}

fn estimates(sides: &Sides<'_>) -> Vec<(CapabilityId, ThreePoint, ThreePoint)> {
    let catalog = sides.input.catalog;
    let points = |plan: &crate::model::plan::Plan, id: &CapabilityId| {
        let own = plan.overrides.get(id).and_then(|replaced| replaced.effort);
        own.unwrap_or(catalog.capability(id).effort.points)
    };
    let pairs =
        catalog.capabilities.keys().map(|id| (id.clone(), points(sides.before.plan, id), points(sides.after.plan, id)));
    pairs.filter(|(_, before, after)| before != after).collect()
}

fn why_left(sides: &Sides<'_>, id: &CapabilityId) -> WhyLeft {
    let target = &sides.after.plan.target;
    let capability = sides.input.catalog.capability(id);
    let level = target.levels[&capability.category];
    let left_out = sides.after.roadmap.left_out.iter().find(|item| item.capability == *id);
    match (&sides.after.gap.standings[id], left_out) {
        (Standing::NotApplicable { because, .. }, _) => WhyLeft::NotApplicable(because.clone()),
        (_, Some(item)) => WhyLeft::Out(item.reason.clone()),
        (_, None) => match target.exclude.get(id) {
            Some(because) => WhyLeft::Out(OutReason::Excluded(because.clone())),
            None if capability.level > level => WhyLeft::Out(OutReason::BeyondTarget(level)),
            None => WhyLeft::NotNeeded,
        },
    }
}

/// The step of a capability.
pub fn find<'a>(roadmap: &'a Roadmap, id: &CapabilityId) -> Option<&'a Step> {
    roadmap.steps.iter().find(|step| step.capability == *id)
}
