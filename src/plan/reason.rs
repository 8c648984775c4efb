//! Why a step does not stand one place earlier or later: what the move would cost.

use super::predecessors;
use super::roadmap::{Move, Step};
use crate::model::id::CapabilityId;
use crate::model::plan::Policy;

/// Fill in what it would cost to swap each step with its neighbours; no step leaves its group of the policy.
pub fn moves(steps: &mut [Step], policy: Policy, group_of: impl Fn(&CapabilityId) -> usize) {
    let swaps: Vec<Move> = steps.windows(2).map(|pair| swap(&pair[0], &pair[1], policy, &group_of)).collect();
    for (idx, step) in steps.iter_mut().enumerate() {
        step.earlier = idx.checked_sub(1).map(|before| swaps[before].clone());
        step.later = swaps.get(idx).cloned();
    }
}

/// What it costs to do `second` before `first`: the value that waits longer, times how much longer, less what is won.
fn swap(first: &Step, second: &Step, policy: Policy, group_of: &impl Fn(&CapabilityId) -> usize) -> Move {
    if predecessors(second).any(|before| *before == first.capability) {
        return Move::Needs;
    }
    if group_of(&first.capability) != group_of(&second.capability) {
        return Move::OtherLevel;
    }
    let weight = |step: &Step| i128::from(step.weight(policy));
    let effort = |step: &Step| i128::from(step.effort.mean.units());
    Move::Costs(weight(first) * effort(second) - weight(second) * effort(first))
}
