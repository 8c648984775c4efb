//! Chooses how to order one block, by its size and by what it turns out to cost.

use super::network::Network;
use super::polish::polish;
use super::rough::rough_order;
use super::search::{Limits, Search};

/// Larger blocks are not searched: each step of the search would cost too much to take many.
const SEARCHED: usize = 256;
/// Smaller blocks are searched at once: the search is over before a quick order would be made.
const POLISHED_FIRST: usize = 48;

/// A block in order, and how good that order is known to be.
#[derive(Debug)]
pub(super) struct Settled {
    pub sequence: Vec<u32>,
    /// Cost from time 0.
    pub cost: i128,
    /// No order of the block costs less.
    pub low: i128,
    /// Blocks that the search remembered.
    pub n_states: usize,
    /// Work of the search, in the unit of [`Limits::work`].
    pub work: u64,
}

/// Orders a block (jobs ascending); `low` is a bound that is known already.
pub(super) fn settle(net: &Network, block: &[u32], low: i128, limits: Limits) -> Settled {
    if block.len() <= 2 {
        let cost = net.cost(block);
        return Settled { sequence: block.to_vec(), cost, low: cost, n_states: 0, work: 0 };
    }
    let own = net.restricted_to(block);
    let mut settled = Settled { sequence: Vec::new(), cost: i128::MAX, low, n_states: 0, work: 0 };
    if block.len() >= POLISHED_FIRST {
        settled.try_quick(&own);
    }
    if block.len() <= SEARCHED {
        settled.try_search(&own, limits);
    }
    if settled.sequence.is_empty() {
        settled.try_quick(&own);
    }
    for job in &mut settled.sequence {
        *job = block[*job as usize];
    }
    settled
}

impl Settled {
    fn try_quick(&mut self, net: &Network) {
        self.sequence = rough_order(net);
        polish(net, &mut self.sequence);
        self.cost = net.cost(&self.sequence);
    }

    fn try_search(&mut self, net: &Network, limits: Limits) {
        let mut search = Search::new(net, limits);
        // Orders as good as the quick one still count: among equals the lowest sequence is wanted.
        let found = search.solve(&net.jobs(), self.low, self.cost);
        self.low = found.low;
        self.n_states = search.n_states();
        self.work = search.work();
        if let Some(best) = found.best {
            self.cost = best.cost;
            self.sequence = best.sequence.clone();
        }
    }
}
