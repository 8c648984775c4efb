//! More needs for a block, and the runs that it falls into then.

use std::ops::Range;

use super::network::{Network, feasible_order};
use super::reach::Reach;

/// The same jobs with more needs.
#[derive(Debug)]
pub(super) struct Tight {
    pub net: Network,
    /// What may come before what in it.
    pub reach: Reach,
    /// The number that each job had before.
    pub old: Vec<u32>,
}

/// Makes needs of pairs whose first job comes before the second; needs and pairs together have no cycle.
///
/// Needs that others imply are left out, since `bound.rs` relies on it.
pub(super) fn tighten(net: &Network, pairs: &[(u32, u32)]) -> Tight {
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); net.len()];
    let given = (0..net.n_needs()).map(|need| (net.needed[need], net.waiter[need]));
    for (first, second) in given.chain(pairs.iter().copied()) {
        needs[second as usize].push(first as usize);
    }
    let old = feasible_order(net.len(), |job| &needs[job]);
    let list = |job: u32| needs[job as usize].iter().map(|&need| need as u32);
    let net = net.rearranged(&old, |job| list(job).collect());
    let reach = Reach::new(&net);
    let is_implied = |job: u32, need: u32| {
        let rivals = net.needs_of(job).map(|rival| net.needed[rival]);
        rivals.into_iter().any(|rival| reach.is_before(need, rival))
    };
    let same: Vec<u32> = net.jobs();
    let reduced = net.rearranged(&same, |job| {
        let needs = net.needs_of(job).map(|need| net.needed[need]);
        needs.filter(|&need| !is_implied(job, need)).collect()
    });
    Tight { net: reduced, reach, old }
}

/// Cuts a network into runs: each job of a run comes before all jobs of later runs in every feasible sequence.
///
/// Runs are as short as possible.
pub(super) fn runs(net: &Network, reach: &Reach) -> Vec<Range<u32>> {
    let n_jobs = net.len() as u32;
    let mut starts = Vec::new();
    // How many of the first jobs come before this one and all after it.
    let mut n_before = n_jobs;
    for job in (0..n_jobs).rev() {
        n_before = n_before.min(reach.n_first_before(job));
        if n_before == job {
            starts.push(job);
        }
    }
    starts.reverse();
    let ends = starts.iter().skip(1).copied().chain([n_jobs]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}
