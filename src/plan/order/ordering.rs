//! The answer: a sequence, its cost, its blocks, and how much of it is proved.

use super::certificate::Certificate;

/// All jobs in an order that respects their needs, with a lower bound on what any order costs.
///
/// It is a claim: [`verify`](super::verify) checks it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ordering {
    /// Every job once.
    pub sequence: Vec<usize>,
    /// Σ value × completion time, in units of effort × value.
    pub objective: u128,
    /// No feasible order costs less than this; at most the objective.
    pub lower_bound: u128,
    /// The sequence cut into blocks of falling density.
    pub blocks: Vec<Block>,
    /// Why the blocks are blocks.
    pub certificate: Certificate,
}

impl Ordering {
    /// Whether the order is known to be the best.
    pub fn proof(&self) -> Proof {
        if self.lower_bound == self.objective { Proof::Optimal } else { Proof::Gap { lower_bound: self.lower_bound } }
    }

    /// By how many percent of the lower bound the order may cost too much at most; 0 when optimal.
    pub fn gap_percent(&self) -> f64 {
        if self.lower_bound == self.objective {
            return 0.0;
        }
        (self.objective - self.lower_bound) as f64 * 100.0 / self.lower_bound as f64
    }
}

/// What is known about the quality of an ordering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// No order costs less.
    Optimal,
    /// Some order may cost less, but none less than this.
    Gap {
        /// In units of effort × value.
        lower_bound: u128,
    },
}

/// Jobs that stand together in a best order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The jobs, in sequence.
    pub jobs: Vec<usize>,
    /// Sum of their efforts.
    pub effort: u128,
    /// Sum of their values; the density of the block is value / effort.
    pub value: u128,
    /// Cost of the members if the block started at time 0.
    pub cost: u128,
    /// No feasible order of the members costs less from time 0.
    pub lower_bound: u128,
    /// How the order inside was found.
    pub solution: Solution,
}

/// How the order inside a block was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Solution {
    /// The block is one job.
    Single,
    /// The best order, found by search.
    Exact {
        /// Sub-blocks that the search had to remember; 0 when only one order is possible.
        states: usize,
    },
    /// The best order found; the lower bound of the block says how good it is.
    Bounded {
        /// Sub-blocks that the search remembered before it gave up; 0 when the block was too large.
        states: usize,
    },
}

/// How hard to try.
///
/// The limits count steps and never look at a clock, so the answer is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// Work of all searches together, in jobs looked at (about 0.2 µs each). One block gets at most
    /// half of what the blocks before it left; small blocks come first.
    pub search_work: u64,
    /// Sub-blocks that the search of one block may remember (about 1 kB each).
    pub block_states: usize,
}

impl Default for Options {
    /// A second or two at most; enough to prove 10,000 jobs with 1.5 needs each.
    fn default() -> Self {
        Self { search_work: 8_000_000, block_states: 200_000 }
    }
}
