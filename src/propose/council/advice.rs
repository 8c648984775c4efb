//! What the order costs where it follows advice: soft needs, each dropped by itself.

use super::Facts;
use crate::model::capability::Strength;
use crate::model::id::CapabilityId;
use crate::model::plan::{DroppedNeed, Objective, Policy};
use crate::plan::{NeedResult, Roadmap, plan_within};

/// A soft need that the order follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// Index of the step that waits.
    pub step: usize,
    /// What it waits for.
    pub need: CapabilityId,
    /// What the waiting of the whole plan, one team doing one step after the other, falls by without it: units of value
    /// (with the policy `quick-wins` one capability) times units of effort; 0 where it only says what comes first anyway.
    pub saves: i128,
    /// The same in tenths of a percent of all waiting.
    pub saves_per_mille: u32,
    /// Working days by which the plan ends earlier without it, below 0 where it ends later; none where the dates aim at
    /// the earliest end, because those take a search of their own.
    pub days_earlier: Option<i64>,
}

/// Every soft need that holds a step back, the dearest first; between equals the order of the roadmap.
pub fn advice(facts: &Facts<'_>) -> Vec<Advice> {
    let whole = waiting(facts.roadmap, facts.plan.policy);
    let mut found = Vec::new();
    for (idx, step) in facts.roadmap.steps.iter().enumerate() {
        for need in step.needs.iter().filter(|need| need.strength == Strength::Soft) {
            if let NeedResult::After(before) = &need.result {
                let without = without(facts, &step.capability, &need.alternatives);
                let saves = whole - waiting(&without, facts.plan.policy);
                let end = |roadmap: &Roadmap| i64::from(roadmap.timetable.end);
                let by_dates = facts.plan.objective == Objective::ValueFirst;
                found.push(Advice {
                    step: idx,
                    need: before.clone(),
                    saves,
                    saves_per_mille: u32::try_from(saves.max(0) * 1_000 / whole.max(1)).unwrap_or(u32::MAX),
                    days_earlier: by_dates.then(|| end(facts.roadmap) - end(&without)),
                });
            }
        }
    }
    found.sort_by_key(|advice| (std::cmp::Reverse(advice.saves), advice.step));
    found
}

/// The plan without one soft need, whichever of its ways would do.
fn without(facts: &Facts<'_>, capability: &CapabilityId, ways: &[CapabilityId]) -> Roadmap {
    let mut plan = facts.plan.clone();
    plan.dropped_needs.extend(ways.iter().map(|way| DroppedNeed {
        capability: capability.clone(),
        need: way.clone(),
        because: String::new(),
    }));
    // The dates of the earliest end are not compared, so they need no search.
    plan_within(facts.catalog, facts.gap, &plan, 0)
}

/// The sum of value times the time until it is gained, if one team does one step after the other.
fn waiting(roadmap: &Roadmap, policy: Policy) -> i128 {
    let mut end: i128 = 0;
    let terms = roadmap.steps.iter().map(|step| {
        end += i128::from(step.effort.mean.units());
        i128::from(step.weight(policy)) * end
    });
    terms.sum()
}
