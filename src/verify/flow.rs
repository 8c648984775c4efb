//! The flow of each block, which proves that no part of it should come earlier.
//!
//! For a block with effort P and value W, step j weighs `w_j P - p_j W`: more than 0 where it is denser than the block.
//! The flow moves weight along needs, from the step that waits to the one that it needs, until every weight is 0. A part
//! that could come first holds, with each step, what that step needs, so nothing flows out of it. Its weight is therefore
//! 0 or less, and it is no denser than the block (Picard 1976; Sidney 1975).

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::fault::{Check, Kind};
use super::order::{Placed, totals};
use crate::text::counted;

/// Every flow runs along needs inside its block and evens out all weights.
pub fn flows(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("flows");
    let (mut n_flows, mut n_blocks) = (0, 0);
    for (k, group) in facts.exact.order.iter().enumerate() {
        for block in Placed::all(k, group) {
            n_blocks += 1;
            n_flows += block.block.flow.len();
            flow(facts, &block, &mut check);
        }
    }
    check.done(format!(
        "{}: no part of any of {} should come earlier",
        counted(n_flows, "flow", "flows"),
        counted(n_blocks, "block", "blocks")
    ))
}

/// Whether the flow of a block proves it.
pub fn is_sound(facts: &Facts<'_>, block: &Placed<'_>) -> bool {
    let mut check = Check::new("flow");
    flow(facts, block, &mut check);
    check.faults.is_empty()
}

fn flow(facts: &Facts<'_>, block: &Placed<'_>, check: &mut Check) {
    let (effort, value) = totals(block.jobs());
    // The checks of the shape keep these far below 2¹²⁰.
    let weight = |job: &[u64; 2]| (u128::from(job[1]) * effort) as i128 - (u128::from(job[0]) * value) as i128;
    let mut left: BTreeMap<usize, i128> = block.steps().iter().copied().zip(block.jobs().iter().map(weight)).collect();
    let mut seen = BTreeSet::new();
    for (k, flow) in block.block.flow.iter().enumerate() {
        let (waiter, needed, amount) = (flow.waiter, flow.needed, flow.amount.0);
        let is_need = facts.exact.steps[waiter].after.contains(&needed);
        let is_inside = left.contains_key(&waiter) && left.contains_key(&needed);
        // No need carries more than all weight there is.
        let is_amount = (1..=effort * value).contains(&amount);
        if !is_need || !is_inside || !is_amount || !seen.insert((waiter, needed)) {
            let (name, need) = (facts.name(waiter), facts.name(needed));
            let message =
                format!("{amount} from {name} to {need}: no amount, or no need inside the block, or there twice");
            check.fault(Kind::WrongFlow, format!("{}.flow[{k}]", block.at), message);
            return;
        }
        left.entry(waiter).and_modify(|left| *left -= amount as i128);
        left.entry(needed).and_modify(|left| *left += amount as i128);
    }
    for (idx, left) in left.into_iter().filter(|(_, left)| *left != 0) {
        let message =
            format!("the flow leaves a weight of {left} on {}, where 0 would prove the block", facts.name(idx));
        check.fault(Kind::UnevenFlow, format!("{}.flow", block.at), message);
    }
}
