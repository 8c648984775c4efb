//! What any order costs at least.
//!
//! From the flow: whatever the order, while a step k is worked on all that is not done waits. Written out, the cost of a
//! block with effort P and value W is (W P + (W/P) Σ p_k²)/2, plus for each k what flows from the steps not done before k
//! into those that are, times p_k. A flow f from u to v counts for each k that lies after v, up to u. These are certain:
//! u itself; of two steps v, v' that u needs the later one; of two steps u, u' that need v the earlier one. Where u needs
//! u', the pair is left out, since u' may have been counted as one of those that u needs.
//!
//! Small blocks are solved once more by trying all orders.

use std::collections::BTreeMap;

use super::best::least_cost;
use super::facts::Facts;
use super::fault::{Check, Kind};
use super::flow::is_sound;
use super::order::{Placed, totals};
use crate::text::counted;

/// The bound of each block is not above the best of all orders nor below what its flow shows, and together they make the
/// bound of the group.
pub fn bounds(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("bounds");
    let (mut n_solved, mut n_blocks, mut open) = (0, 0, Vec::new());
    for (k, group) in facts.exact.order.iter().enumerate() {
        let (mut time, mut sum) = (0, 0_u128);
        for block in Placed::all(k, group) {
            n_blocks += 1;
            let (effort, value) = totals(block.jobs());
            let best = least_cost(block.jobs(), &needs_inside(facts, &block));
            n_solved += usize::from(best.is_some());
            let (stated, cost) = (block.block.lower_bound.0, block.block.cost.0);
            let most = best.unwrap_or(cost);
            check.ensure(stated <= most, if best.is_some() { Kind::NotTheBest } else { Kind::WrongBound }, || {
                (
                    format!("{}.lower_bound", block.at),
                    format!("{stated} is stated, but an order of the block costs {most}"),
                )
            });
            let shown = if is_sound(facts, &block) { shown_by_flow(facts, &block) } else { 0 };
            check.ensure(shown <= stated, Kind::WrongBound, || {
                (format!("{}.lower_bound", block.at), format!("{stated} is stated, but its flow shows {shown}"))
            });
            if best.is_none() && shown < stated {
                open.push(format!("`{}` from {shown} to {stated}", block.at));
            }
            sum = sum.saturating_add(time * value).saturating_add(stated);
            time += effort;
        }
        let (at, stated, objective) = (format!("exact.order[{k}].lower_bound"), group.lower_bound.0, group.objective.0);
        check.ensure(stated == sum, Kind::WrongBound, || {
            (at.clone(), format!("{stated} is stated, the blocks make {sum}"))
        });
        check.ensure(stated <= objective, Kind::WrongBound, || {
            (at.clone(), format!("{stated} is stated, but the sequence costs {objective}"))
        });
    }
    if !open.is_empty() {
        check.not_proved = Some(format!("blocks too large to try all orders, taken as stated: {}", open.join(", ")));
    }
    check.done(format!(
        "{} from their flows, {n_solved} of them by trying all orders",
        counted(n_blocks, "block", "blocks")
    ))
}

/// For each step of a block the places of those in it that come first.
fn needs_inside(facts: &Facts<'_>, block: &Placed<'_>) -> Vec<Vec<usize>> {
    let places: BTreeMap<usize, usize> = block.steps().iter().enumerate().map(|(place, idx)| (*idx, place)).collect();
    let place = |need: &usize| places.get(need).copied();
    block.steps().iter().map(|idx| facts.exact.steps[*idx].after.iter().filter_map(place).collect()).collect()
}

/// The bound that a sound flow shows, rounded up.
fn shown_by_flow(facts: &Facts<'_>, block: &Placed<'_>) -> u128 {
    let (effort, value) = totals(block.jobs());
    let own = |idx: usize| {
        let place = block.steps().iter().position(|other| *other == idx);
        place.map_or(0, |place| u128::from(block.jobs()[place][0]))
    };
    let needs = |idx: usize, other: usize| facts.exact.steps[idx].after.contains(&other);
    let mut carried: u128 = 0;
    for (k, a) in block.block.flow.iter().enumerate() {
        carried = carried.saturating_add(a.amount.0.saturating_mul(own(a.waiter)));
        for b in &block.block.flow[k + 1..] {
            let (of_a, of_b) = if a.waiter == b.waiter {
                (a.needed, b.needed)
            } else if a.needed == b.needed && !needs(a.waiter, b.waiter) && !needs(b.waiter, a.waiter) {
                (a.waiter, b.waiter)
            } else {
                continue;
            };
            let one_of_both = a.amount.0.saturating_mul(own(of_b)).min(b.amount.0.saturating_mul(own(of_a)));
            carried = carried.saturating_add(one_of_both);
        }
    }
    let squares: u128 = block.jobs().iter().map(|job| u128::from(job[0]).pow(2)).sum();
    let doubled = (effort * effort * value + value * squares).saturating_add(carried.saturating_mul(2));
    doubled.div_ceil(2 * effort)
}
