//! Sums over the steps of a roadmap.

use indexmap::IndexMap;

use super::roadmap::{RoleLoad, Step, StepCost, StepKind, Total, Totals, WorkLine};
use super::schedule::{Activity, Workforce};
use super::timetable::Timetable;
use crate::model::catalog::Catalog;
use crate::model::effort::EffortRange;
use crate::model::id::{CapabilityId, RoleName, WorkKindId};
use crate::model::money::CostRange;
use crate::model::plan::Plan;

/// Sum up the steps.
pub fn totals(catalog: &Catalog, plan: &Plan, timetable: &Timetable, steps: &[Step]) -> Totals {
    let mut levels = IndexMap::new();
    let mut categories = IndexMap::new();
    for level in catalog.framework.highest().up_to() {
        let total = total(steps.iter().filter(|step| catalog.capability(&step.capability).level == level));
        if total.n_steps > 0 {
            levels.insert(level, total);
        }
    }
    for category in catalog.framework.categories.keys() {
        let total = total(steps.iter().filter(|step| catalog.capability(&step.capability).category == *category));
        if total.n_steps > 0 {
            categories.insert(category.clone(), total);
        }
    }
    let unknown = || steps.iter().filter(|step| step.kind == StepKind::Assess);
    Totals {
        all: total(steps.iter()),
        ask: total(steps.iter().filter(|step| is_asked(plan, step))),
        levels,
        categories,
        kinds: kinds(catalog, steps),
        roles: roles(plan, timetable, steps),
        if_unknown_missing: unknown().filter_map(|step| step.upper_bound).sum(),
        n_unknown: unknown().count(),
        n_unknown_direct: steps.iter().flat_map(|step| &step.direct).filter(|line| line.amount.is_none()).count(),
    }
}

/// Whether money is asked for a step: it is to be built, and nobody has agreed to pay for it.
pub fn is_asked(plan: &Plan, step: &Step) -> bool {
    step.kind == StepKind::Build && !is_funded(plan, &step.capability)
}

/// Whether somebody has agreed to pay for a capability.
pub fn is_funded(plan: &Plan, capability: &CapabilityId) -> bool {
    plan.ledger.iter().any(|entry| entry.covers(capability) && entry.status.is_funded())
}

fn total<'a>(steps: impl Iterator<Item = &'a Step>) -> Total {
    let mut sum = Total::default();
    for step in steps {
        sum.n_steps += 1;
        sum.effort = sum.effort + step.effort;
        sum.finish = sum.finish.max(Some(step.dates.finish));
        if let Some(cost) = step.cost {
            let so_far = sum.cost.unwrap_or_default();
            sum.cost = Some(StepCost {
                labour: so_far.labour + cost.labour,
                direct: so_far.direct + cost.direct,
                overhead: so_far.overhead + cost.overhead,
                total: so_far.total + cost.total,
            });
        }
    }
    sum
}

fn kinds(catalog: &Catalog, steps: &[Step]) -> IndexMap<WorkKindId, WorkLine> {
    let lines = catalog.work_kinds.keys().filter_map(|kind| {
        let lines: Vec<_> = steps.iter().flat_map(|step| &step.work).filter(|line| line.kind == *kind).collect();
        let effort: EffortRange = lines.iter().map(|line| line.effort).sum();
        let priced = lines.first()?.cost.is_some();
        let cost = priced.then(|| lines.iter().filter_map(|line| line.cost).sum::<CostRange>());
        Some((kind.clone(), WorkLine { kind: kind.clone(), effort, cost }))
    });
    lines.collect()
}

fn roles(plan: &Plan, timetable: &Timetable, steps: &[Step]) -> IndexMap<RoleName, RoleLoad> {
    let loads = plan.team.iter().enumerate().filter_map(|(role_idx, (name, role))| {
        let does = |step: &Step| {
            step.work.iter().filter(|line| role.does.contains(&line.kind)).map(|line| line.effort).sum::<EffortRange>()
        };
        let effort: EffortRange = steps.iter().map(does).sum();
        let works_on = |activity: &Activity| activity.demand_of(role_idx) > 0;
        let activities = timetable.activities.iter().zip(&timetable.slots);
        let end = activities.filter(|(activity, _)| works_on(activity)).map(|(_, slot)| slot.end).max();
        // A role that is assumed to be bought in and has nothing to do is of no interest to anybody.
        if role.bought_in && end.is_none() {
            return None;
        }
        let load = RoleLoad {
            effort,
            fte_hundredths: role.fte_hundredths,
            bought_in: role.bought_in,
            busy_until: end.map(|end| timetable.calendar.date(end - 1)),
            used_percent: end.map_or(0, |end| used_percent(effort, &timetable.workforce, role_idx, end)),
        };
        Some((name.clone(), load))
    });
    loads.collect()
}

/// Percent of what a role can do until a day that an effort takes up, rounded down.
fn used_percent(effort: EffortRange, workforce: &Workforce, role: usize, end: u32) -> u32 {
    let away = workforce.away(role).iter();
    let lost: u64 = away.map(|away| u64::from(away.to.min(end).saturating_sub(away.from)) * away.units).sum();
    let can_do = workforce.room(role) * u64::from(end) - lost;
    u32::try_from(effort.mean.units() * 100 / can_do.max(1)).unwrap_or(u32::MAX)
}
