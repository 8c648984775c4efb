//! Blocks: steps that stand together in a best order.

use super::facts::{Facts, shown_step};
use super::fault::{Check, Kind};
use super::order::{Placed, cost, totals};
use crate::text::counted;

/// Steps know their block, the cost of each block is that of its sequence, and no block is denser than the one before it.
pub fn blocks(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("blocks");
    let mut n_blocks = 0;
    for (k, group) in facts.exact.order.iter().enumerate() {
        let blocks = Placed::all(k, group);
        for block in &blocks {
            n_blocks += 1;
            let shown = |idx: &usize| facts.stated.steps[*idx].block;
            for idx in block.steps().iter().filter(|idx| shown(idx) != n_blocks) {
                let message =
                    format!("{} is said to be in block {}, but is in {n_blocks}", facts.name(*idx), shown(idx));
                check.fault(Kind::WrongBlock, shown_step(*idx, "block"), message);
            }
            let (stated, cost) = (block.block.cost.0, cost(block.jobs()));
            check.ensure(stated == cost, Kind::WrongBlock, || {
                (format!("{}.cost", block.at), format!("{stated} is stated, its sequence makes {cost}"))
            });
        }
        for pair in blocks.windows(2) {
            let [(effort, value), (next_effort, next_value)] = [totals(pair[0].jobs()), totals(pair[1].jobs())];
            check.ensure(next_value * effort <= value * next_effort, Kind::DensityRises, || {
                let message = format!(
                    "value {next_value} per effort {next_effort} is denser than {value} per {effort} before it"
                );
                (pair[1].at.clone(), message)
            });
        }
    }
    check.done(format!("{} of falling value per effort", counted(n_blocks, "block", "blocks")))
}
