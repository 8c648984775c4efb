//! Gaps to a roadmap: what to do, in which order, when, for how much, and why.
//!
//! Pure: no files, no clock, no process. Nothing here fails; what cannot be planned is a result with a reason.

mod ask;
pub mod budget;
mod calendar;
pub mod compare;
mod estimate;
pub mod forecast;
pub mod makespan;
mod milestone;
pub mod order;
mod policy;
#[cfg(test)]
mod random;
mod reason;
mod roadmap;
pub mod schedule;
mod scope;
mod split_mix;
mod timetable;
mod totals;
mod uncertain;
pub mod value_over_time;

pub use ask::{Ask, ask, ask_in_effort};
pub use calendar::Calendar;
pub use estimate::{own_cost, points as points_in_use};
pub use milestone::{Milestone, MilestoneOf};
pub use roadmap::*;
pub use timetable::{Timetable, effort_of_role};
pub use totals::{is_asked, is_funded};
pub use uncertain::{effort_limits, forecast_asked, forecast_roadmap};

use indexmap::IndexMap;

use crate::gap::Gap;
use crate::model::catalog::Catalog;
use crate::model::effort::EffortRange;
use crate::model::id::CapabilityId;
use crate::model::percent::Percent;
use crate::model::plan::Plan;
use scope::Item;

/// How long to look for the earliest end, where the plan's objective asks for it, in seconds of counted work.
pub const DEFAULT_TIME_LIMIT: u32 = 2;

/// Plan the way from the gap to the target.
pub fn plan(catalog: &Catalog, gap: &Gap, plan: &Plan) -> Roadmap {
    plan_within(catalog, gap, plan, DEFAULT_TIME_LIMIT)
}

/// The same with another limit in seconds. They count steps of work and not time, so that every machine gives the same
/// dates.
pub fn plan_within(catalog: &Catalog, gap: &Gap, plan: &Plan, time_limit: u32) -> Roadmap {
    let scope = scope::scope(catalog, gap, plan);
    let drafts: IndexMap<CapabilityId, Step> =
        scope.items.iter().map(|(id, item)| (id.clone(), draft(catalog, gap, plan, id, item))).collect();
    arranged(catalog, plan, drafts, scope.left_out, time_limit)
}

/// Some steps of a roadmap alone, ordered and dated anew from the first day of the plan; `keep` lists them by index.
///
/// Effort, cost and value of a step stay what they are. What a kept step comes after and is not kept does not hold it up.
/// A milestone stays where all of its steps do: a part of the work reaches no level by itself.
pub fn replan(catalog: &Catalog, plan: &Plan, whole: &Roadmap, keep: &[usize], time_limit: u32) -> Roadmap {
    let mut kept = keep.to_vec();
    // The order of the catalog settles ties, as it does in the whole.
    kept.sort_by_key(|idx| catalog.position(&whole.steps[*idx].capability));
    let draft = |idx: &usize| {
        let step = &whole.steps[*idx];
        let dates = StepDates::unknown(plan.start, step.dates.lag_weeks);
        (step.capability.clone(), Step { dates, earlier: None, later: None, ..step.clone() })
    };
    let mut part = arranged(catalog, plan, kept.iter().map(draft).collect(), whole.left_out.clone(), time_limit);
    part.milestones.retain(|milestone| {
        let same = whole.milestones.iter().find(|other| other.of == milestone.of);
        same.is_some_and(|other| other.steps.len() == milestone.steps.len())
    });
    part
}

/// Put steps in order and give them dates.
fn arranged(
    catalog: &Catalog,
    plan: &Plan,
    mut drafts: IndexMap<CapabilityId, Step>,
    left_out: Vec<LeftOut>,
    time_limit: u32,
) -> Roadmap {
    let order = policy::order(catalog, plan, &drafts);
    let mut steps = Vec::with_capacity(drafts.len());
    for (id, block) in policy::sequence(&order) {
        // The order is a permutation of the drafts, so each is found exactly once.
        if let Some(mut step) = drafts.swap_remove(&id) {
            step.block = block;
            steps.push(step);
        }
    }
    unblocks(&mut steps);
    let group_of =
        |id: &CapabilityId| order.groups.iter().position(|group| group.capabilities.contains(id)).unwrap_or(0);
    reason::moves(&mut steps, plan.policy, group_of);
    let timetable = timetable::timetable(plan, &mut steps, time_limit);
    let totals = totals::totals(catalog, plan, &timetable, &steps);
    let milestones = milestone::milestones(catalog, plan, &steps, &left_out);
    let start = timetable.calendar.date(0);
    let finish = steps.iter().map(|step| step.dates.finish).max().unwrap_or(start);
    Roadmap { steps, left_out, order, timetable, milestones, totals, start, finish }
}

/// A step before it has a place and a date.
fn draft(catalog: &Catalog, gap: &Gap, plan: &Plan, id: &CapabilityId, item: &Item) -> Step {
    let capability = catalog.capability(id);
    let left = gap.standings[id].left();
    let points = estimate::points(capability, plan);
    let (effort, upper_bound) = match item.kind {
        StepKind::Build => (EffortRange::of(points, left), None),
        StepKind::Assess => {
            let assess = EffortRange::of(catalog.framework.assess_first.points, Percent::WHOLE);
            (assess, Some(EffortRange::of(points, left)))
        }
    };
    let (value, value_parts, replaced_value) = estimate::value(catalog, capability, plan, left);
    let work = estimate::work(catalog, capability, item.kind, effort, plan.rates.as_ref());
    let direct = estimate::direct(capability, item.kind, left, plan);
    let cost = estimate::cost(&work, &direct, plan);
    // Finding something out has no notice period; the lag belongs to the building.
    let lag_weeks = if item.kind == StepKind::Build { capability.calendar_lag.weeks } else { 0 };
    Step {
        capability: id.clone(),
        kind: item.kind,
        why: item.why.clone(),
        left,
        points,
        replaced: (points != capability.effort.points).then_some(capability.effort.points),
        effort,
        upper_bound,
        value,
        value_parts,
        replaced_value,
        work,
        direct,
        cost,
        needs: item.needs.clone(),
        unblocks: Vec::new(),
        earlier: None,
        later: None,
        block: 0,
        dates: StepDates::unknown(plan.start, lag_weeks),
    }
}

/// Fill in which steps wait for which.
fn unblocks(steps: &mut [Step]) {
    let mut waiting: IndexMap<CapabilityId, Vec<CapabilityId>> = IndexMap::new();
    for step in &*steps {
        for before in predecessors(step) {
            waiting.entry(before.clone()).or_default().push(step.capability.clone());
        }
    }
    for step in steps {
        step.unblocks = waiting.get(&step.capability).cloned().unwrap_or_default();
    }
}

/// Planned steps that a step comes after.
pub fn predecessors(step: &Step) -> impl Iterator<Item = &CapabilityId> {
    step.needs.iter().filter_map(|need| match &need.result {
        NeedResult::After(before) => Some(before),
        NeedResult::AlreadyMet(_) | NeedResult::Dropped(..) => None,
    })
}
