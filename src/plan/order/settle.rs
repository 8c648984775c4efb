//! Chooses how to order one block, by its size and by what it turns out to cost.

use super::arrange::{Piece, arrange};
use super::bound::flow_bound;
use super::cut::Cutter;
use super::network::Network;
use super::pair_branch::settle_by_branching;
use super::pairs::cut_pairs;
use super::polish::polish;
use super::reach::Reach;
use super::rough::rough_order;
use super::search::{Limits, Search};
use super::tighten::{runs, tighten};

/// Smaller blocks are searched at once: the search is over before the pairs would be cut.
const PAIRED_FROM: usize = 16;
/// Larger blocks have too many pairs: with 5 needs per job the flow of 512 jobs takes about 70 MB.
const PAIRED: usize = 512;
/// Where halves are left, the search gets so much work per job before pairs are tried both ways round.
const SEARCH_PER_JOB: u64 = 400;
/// Larger blocks are not searched: each step of the search would cost too much to take many.
const SEARCHED: usize = 256;
/// Smaller blocks are searched at once: the search is over before a quick order would be made.
const POLISHED_FIRST: usize = 48;

/// A block in order, and how good that order is known to be.
#[derive(Debug, Default)]
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
        return Settled::forced(net, block);
    }
    let own = net.restricted_to(block);
    let mut settled = if (PAIRED_FROM..=PAIRED).contains(&block.len()) {
        settle_by_pairs(&own, low, i128::MAX, limits)
    } else {
        settle_by_search(&own, low, limits)
    };
    settled.renumber(block);
    settled
}

/// Makes needs of all pairs that are settled, and orders what is left to choose.
///
/// Where no order can cost as little as `limit`, there may be a bound and no sequence.
pub(super) fn settle_by_pairs(net: &Network, low: i128, limit: i128, limits: Limits) -> Settled {
    let Some(cut) = cut_pairs(net, &Reach::new(net), limits.work) else {
        return settle_by_search(net, low, limits);
    };
    if cut.low > limit {
        return Settled { sequence: Vec::new(), cost: i128::MAX, low: cut.low, n_states: 0, work: cut.work };
    }
    let tight = tighten(net, &cut.settled);
    let mut whole = Settled { work: cut.work, ..Settled::default() };
    let mut time = 0;
    for run in runs(&tight.net, &tight.reach) {
        let jobs: Vec<u32> = run.collect();
        let (effort, value) = tight.net.totals(&jobs);
        whole.join(time * value, settle_run(&tight.net, &jobs, whole.limits_left(limits)));
        time += effort;
    }
    whole.renumber(&tight.old);
    whole.low = whole.low.max(cut.low).max(low);
    whole
}

/// Orders some jobs that nothing comes in between.
fn settle_run(net: &Network, jobs: &[u32], limits: Limits) -> Settled {
    if jobs.len() == 1 {
        return Settled::forced(net, jobs);
    }
    let mut cutter = Cutter::new(net);
    let blocks = cutter.decompose(jobs);
    let mut used = Settled::default();
    let mut settled = Vec::new();
    let mut pieces = Vec::new();
    for block in blocks.iter() {
        let mut done = settle_block(net, block, flow_bound(&cutter, block), used.limits_left(limits));
        used.work += done.work;
        used.n_states += done.n_states;
        let (effort, value) = net.totals(block);
        pieces.push(Piece { effort, value, sequence: std::mem::take(&mut done.sequence) });
        settled.push(done);
    }
    let mut whole = Settled::default();
    let mut time = 0;
    for k in arrange(net, &pieces) {
        let Piece { effort, value, sequence } = &pieces[k];
        let done = std::mem::take(&mut settled[k]);
        whole.join(time * value, Settled { sequence: sequence.clone(), ..done });
        time += effort;
    }
    whole
}

/// Orders a block of a run, in which hardly any pair is settled.
fn settle_block(net: &Network, block: &[u32], low: i128, limits: Limits) -> Settled {
    if block.len() <= 2 {
        return Settled::forced(net, block);
    }
    let own = net.restricted_to(block);
    let few = Limits { work: limits.work.min(SEARCH_PER_JOB * block.len() as u64), ..limits };
    let mut settled = settle_by_search(&own, low, few);
    if settled.cost != settled.low {
        settled = settle_by_branching(&own, settled, limits);
    }
    settled.renumber(block);
    settled
}

/// Finds the best order of a network that is one block, or a good one.
fn settle_by_search(net: &Network, low: i128, limits: Limits) -> Settled {
    let mut settled = Settled { sequence: Vec::new(), cost: i128::MAX, low, n_states: 0, work: 0 };
    if net.len() >= POLISHED_FIRST {
        settled.try_quick(net);
    }
    if net.len() <= SEARCHED {
        settled.try_search(net, limits);
    }
    if settled.sequence.is_empty() {
        settled.try_quick(net);
    }
    settled
}

impl Settled {
    /// Jobs that can come in one order only.
    fn forced(net: &Network, jobs: &[u32]) -> Self {
        let cost = net.cost(jobs);
        Self { sequence: jobs.to_vec(), cost, low: cost, n_states: 0, work: 0 }
    }

    /// Gives each job the number that stands at its place.
    pub fn renumber(&mut self, numbers: &[u32]) {
        for job in &mut self.sequence {
            *job = numbers[*job as usize];
        }
    }

    /// Appends jobs that cost so much more for starting late.
    fn join(&mut self, late: i128, run: Self) {
        self.sequence.extend(run.sequence);
        self.cost += late + run.cost;
        self.low += late + run.low;
        self.n_states += run.n_states;
        self.work += run.work;
    }

    /// What a limit leaves after the work done.
    pub fn limits_left(&self, limits: Limits) -> Limits {
        Limits { work: limits.work.saturating_sub(self.work), ..limits }
    }

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
