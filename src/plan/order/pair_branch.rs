//! Branch and bound over pairs, where halves are left and the search of sequences does not end.

use super::network::Network;
use super::reach::Reach;
use super::search::Limits;
use super::settle::{Settled, settle_by_pairs};
use super::tighten::tighten;

/// Goes on from what is known of a network that is one block: tries a pair both ways round.
///
/// Halves hang together, so a pair put in order as a rule settles many others by the next cut.
pub(super) fn settle_by_branching(net: &Network, known: Settled, limits: Limits) -> Settled {
    let Some(branchings) = limits.branchings.checked_sub(1) else { return known };
    let Some((first, second)) = decisive_pair(net) else { return known };
    let limits = Limits { branchings, ..limits };
    let mut best = known;
    let mut lowest = i128::MAX;
    for pair in [(first, second), (second, first)] {
        if best.work >= limits.work {
            return best;
        }
        let tight = tighten(net, &[pair]);
        let mut child = settle_by_pairs(&tight.net, best.low, best.cost, best.limits_left(limits));
        child.renumber(&tight.old);
        lowest = lowest.min(child.low);
        best.n_states += child.n_states;
        best.work += child.work;
        let index = |job: &u32| net.index[*job as usize];
        let is_lower = || child.sequence.iter().map(index).lt(best.sequence.iter().map(index));
        if !child.sequence.is_empty() && (child.cost < best.cost || (child.cost == best.cost && is_lower())) {
            best.cost = child.cost;
            best.sequence = child.sequence;
        }
    }
    best.low = best.low.max(lowest.min(best.cost));
    best
}

/// The pair from which most others follow, whichever way round it is put.
fn decisive_pair(net: &Network) -> Option<(u32, u32)> {
    let reach = Reach::new(net);
    let count = |row: &[u64]| u64::from(row.iter().map(|word| word.count_ones()).sum::<u32>()) + 1;
    let n_before: Vec<u64> = net.jobs().iter().map(|&job| count(reach.before(job))).collect();
    let n_after: Vec<u64> = net.jobs().iter().map(|&job| count(reach.after(job))).collect();
    let follow = |first: u32, second: u32| n_before[first as usize] * n_after[second as usize];
    let mut best = None;
    for second in net.jobs() {
        for first in (0..second).filter(|&first| !reach.is_before(first, second)) {
            let key = (follow(first, second).min(follow(second, first)), follow(first, second) + follow(second, first));
            if best.is_none_or(|(known, _)| key > known) {
                best = Some((key, (first, second)));
            }
        }
    }
    best.map(|(_, pair)| pair)
}
