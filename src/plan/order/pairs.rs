//! Which of two jobs comes first: a bound for a whole block, and pairs that are settled in every best order.
//!
//! The search of `search.rs` looks at sequences. This looks at pairs. For jobs i and k that are not tied, let x(i,k) be
//! 1 when i comes before k and 0 when after. The cost of an order is what tied pairs cost, plus p_i w_k where x(i,k) is 1
//! and p_k w_i where it is 0. If i is needed by j, then j before k means i before k:
//!
//! > x(j,k) ≤ x(i,k) and x(k,i) ≤ x(k,j)
//!
//! Forget that the x have to make one sequence, and keep these rules alone.
//!
//! 1. *No loss in whole numbers.* From whole numbers that keep the rules one can make a sequence that costs no more
//!    (Correa & Schulz 2005; Ambühl & Mastrolilli 2009 by way of vertex covers).
//! 2. *Easy in halves.* With fractions between 0 and 1 the best solution has only 0, ½ and 1, and is found by one
//!    minimum cut (Chudak & Hochbaum 1999): to choose a pair is to choose all pairs that follow from it, and each has the
//!    weight p_k w_i - p_i w_k. Pairs (i,k) and (k,i) have opposite weights and opposite rules, so the cut treats them
//!    alike; where it chooses neither, x is ½.
//! 3. *What is whole stays.* A pair that the smallest cut of least cost chooses is chosen in every best whole solution
//!    (strong persistency of Hammer, Hansen & Simeone 1984), and so, by 1, in every best order. It becomes a need.
//!
//! On sparse random networks that is nearly all: of 16 blocks with 64 to 307 jobs that the search had left open, this
//! proved 14 outright or but for a few pairs. What stays open (halves, and orders that cost the same) falls into short
//! runs of jobs, and the search finds the lowest best sequence of each.
//!
//! A block comes with the flow that evens out its jobs (`cut.rs`). If f runs from job j to its need i, let f p_k run from
//! (j,k) to (i,k) and from (k,i) to (k,j), for all k. That evens out the weights of all pairs, but for those where a rule
//! leads to a tied pair. So the cut starts nearly done (that
//! took a fifth to a third off the time of large blocks).

use super::cut::{Cutter, gcd};
use super::network::Network;
use super::pair_flow::PairFlow;
use super::reach::Reach;

/// What the cut says about a block.
#[derive(Debug)]
pub(super) struct PairCut {
    /// No order of the block costs less, from time 0.
    pub low: i128,
    /// Pairs whose first job comes before the second in every best order; empty where the cut was given up.
    pub settled: Vec<(u32, u32)>,
    /// Pairs looked at, once for each round.
    pub work: u64,
}

/// Cuts the pairs of a network that is one block, with about so much work at most.
///
/// Nothing where the numbers are too large for 64 bits.
pub(super) fn cut_pairs(net: &Network, reach: &Reach, work: u64) -> Option<PairCut> {
    let jobs = net.jobs();
    let (effort, value) = net.totals(&jobs);
    // The flow counts in the unit of `cut.rs`, so that the one of the jobs can be taken over as it is.
    let scale = effort / gcd(effort, value);
    // All flow together: along each chain of needs, once for each other job, and back.
    let largest = scale.checked_mul(effort)?.checked_mul(value.max(1))?.checked_mul(4 * jobs.len() as i128)?;
    if largest > 1 << 62 {
        return None;
    }
    let product = |first: u32, second: u32| net.effort[first as usize] * net.value[second as usize];
    let weight = |first, second| ((product(second, first) - product(first, second)) * scale) as i64;
    let mut cutter = Cutter::new(net);
    cutter.gather(&jobs);
    cutter.is_even(&jobs);
    let mut flow = PairFlow::new(net, reach, weight, &cutter.amount);
    // Twice what it costs when all pairs that are not tied are halves.
    let mut twice_half = 0;
    for &first in &jobs {
        for &second in &jobs {
            let is_tied = first == second || reach.is_before(first, second);
            if is_tied || !reach.is_before(second, first) {
                twice_half += product(first, second) * if is_tied { 2 } else { 1 };
            }
        }
    }
    let is_done = flow.saturate(work);
    // A pair and its opposite are chosen by halves, so what the cut gains counts half.
    let twice_low = twice_half * scale - flow.surplus();
    Some(PairCut {
        low: (twice_low + 2 * scale - 1).div_euclid(2 * scale),
        settled: if is_done { flow.chosen() } else { Vec::new() },
        work: flow.work(),
    })
}
