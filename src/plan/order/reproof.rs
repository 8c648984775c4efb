//! What the checker can prove once more about the order inside one block.

use std::collections::BTreeMap;

use super::certificate::NeedFlow;
use super::fault::Fault;
use super::instance::Instance;
use super::ordering::{Block, Solution};

/// Blocks with more closed sets than this are checked up to their bound only.
pub const MAX_IDEALS: usize = 4_000;

/// What the order inside a block costs at least, as far as we can prove it here.
///
/// The claim may be higher, since a search can exclude orders that the flow does not, but it must not
/// be lower than the flow shows, nor higher than an order that exists.
pub(super) fn check_bound(instance: &Instance, k: usize, block: &Block, flows: &[NeedFlow]) -> Result<u128, Fault> {
    let shown = bound(instance, block, flows);
    let best = cheapest(instance, &block.jobs);
    let is_best = block.cost == block.lower_bound && block.cost == best.unwrap_or(block.cost);
    if !matches!(block.solution, Solution::Bounded { .. }) && !is_best {
        return Err(Fault::NotTheBest { block: k });
    }
    if !(shown..=best.unwrap_or(block.cost)).contains(&block.lower_bound) {
        return Err(Fault::WrongBlockBound { block: k, shown });
    }
    Ok(best.unwrap_or(shown))
}

/// The bound that `bound.rs` derives, from the flow, rounded up.
fn bound(instance: &Instance, block: &Block, flows: &[NeedFlow]) -> u128 {
    let effort = |job: usize| u128::from(instance.jobs()[job].effort);
    let mut carried: u128 = 0;
    for (k, a) in flows.iter().enumerate() {
        carried += a.amount.unsigned_abs() * effort(a.waiter);
        for b in &flows[k + 1..] {
            let crossed = |of_a: usize, of_b: usize| {
                (a.amount.unsigned_abs() * effort(of_b)).min(b.amount.unsigned_abs() * effort(of_a))
            };
            let is_tied = |a: usize, b: usize| instance.needs(a).contains(&b) || instance.needs(b).contains(&a);
            if a.waiter == b.waiter {
                carried += crossed(a.needed, b.needed);
            } else if a.needed == b.needed && !is_tied(a.waiter, b.waiter) {
                carried += crossed(a.waiter, b.waiter);
            }
        }
    }
    let squares: u128 = block.jobs.iter().map(|&job| effort(job) * effort(job)).sum();
    let doubled = block.effort * block.effort * block.value + block.value * squares + 2 * carried;
    doubled.div_ceil(2 * block.effort)
}

/// The cost of the best order from time 0, over all closed sets of the jobs, unless they are many.
fn cheapest(instance: &Instance, jobs: &[usize]) -> Option<u128> {
    let position: BTreeMap<usize, usize> = jobs.iter().enumerate().map(|(k, &job)| (job, k)).collect();
    let needs: Vec<Vec<usize>> = jobs
        .iter()
        .map(|&job| instance.needs(job).iter().filter_map(|need| position.get(need)).copied().collect())
        .collect();
    // What is done, with the time and the least cost so far; all sets of one size at a time.
    let mut layer = BTreeMap::from([(vec![false; jobs.len()], (0, 0))]);
    let mut n_ideals = 1;
    for _ in jobs {
        let mut next: BTreeMap<Vec<bool>, (u128, u128)> = BTreeMap::new();
        for (done, &(time, cost)) in &layer {
            let can_follow = |k: &usize| !done[*k] && needs[*k].iter().all(|&need| done[need]);
            for k in (0..jobs.len()).filter(can_follow) {
                let job = instance.jobs()[jobs[k]];
                let time = time + u128::from(job.effort);
                let cost = cost + u128::from(job.value) * time;
                let mut done = done.clone();
                done[k] = true;
                let best = next.entry(done).or_insert((time, cost));
                best.1 = best.1.min(cost);
                if n_ideals + next.len() > MAX_IDEALS {
                    return None;
                }
            }
        }
        n_ideals += next.len();
        layer = next;
    }
    layer.into_values().map(|(_, cost)| cost).min()
}
