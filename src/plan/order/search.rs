//! The best order inside one block, by dynamic programming with bounds.
//!
//! The classic dynamic program over order ideals (closed sets) has a state for each set of jobs that
//! may be done already, and is lost on a block with 40 independent roots. This one uses that what is
//! *left* after some jobs are done falls into blocks of its own, which go one after the other
//! whatever came before. So a state is a block; its children are found by fixing its first job (or
//! its last, see `reach.rs`) and cutting up the rest; blocks that turn up again are remembered.
//! Children are taken by the bound of `bound.rs`, the lowest first, and left out when it exceeds what
//! is known. A random block of 47 jobs needs about 100 states, one of 99 jobs needed 1,000.
//!
//! Sidney & Steiner (1986) and Potts (1985) are the ancestors of the two ideas.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::arrange::{Piece, arrange};
use super::branch::{Child, branch};
use super::cut::Cutter;
use super::network::Network;
use super::reach::Reach;

/// Limits of a search; they bound time and memory without looking at a clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Jobs looked at, counted once for each cut they are part of.
    pub work: u64,
    /// Blocks remembered.
    pub states: usize,
    /// Pairs put in order by trial, one after another (see `pair_branch.rs`); keeps the stack low.
    pub branchings: u32,
}

/// What is known about the best order of a block.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// No order costs less.
    pub low: i128,
    /// The cheapest order seen, if any.
    pub best: Option<Rc<Solved>>,
}

/// An order of a block and its cost from time 0.
#[derive(Debug)]
pub(super) struct Solved {
    pub sequence: Vec<u32>,
    pub cost: i128,
}

impl Found {
    /// The best order, when it is known to be the best.
    pub fn exact(&self) -> Option<&Rc<Solved>> {
        self.best.as_ref().filter(|best| best.cost == self.low)
    }
}

/// A search in one network, usually a block of its own.
#[derive(Debug)]
pub(super) struct Search<'a> {
    cutter: Cutter<'a>,
    reach: Reach,
    memo: BTreeMap<Box<[u64]>, State>,
    limits: Limits,
    work: u64,
}

#[derive(Debug, Clone)]
struct State {
    found: Found,
    /// Kept while the state is open, since to cut up the rest again is most of the work.
    children: Rc<[Child]>,
}

impl<'a> Search<'a> {
    pub fn new(net: &'a Network, limits: Limits) -> Self {
        Self { cutter: Cutter::new(net), reach: Reach::new(net), memo: BTreeMap::new(), limits, work: 0 }
    }

    /// Jobs looked at so far.
    pub fn work(&self) -> u64 {
        self.work
    }

    /// Blocks remembered so far.
    pub fn n_states(&self) -> usize {
        self.memo.len()
    }

    /// Whether a limit stopped the search.
    fn is_spent(&self) -> bool {
        self.work >= self.limits.work || self.memo.len() >= self.limits.states
    }

    /// Looks for the best order of a block that costs `limit` or less.
    ///
    /// `low` is a known bound. Unless the search is spent, the result is exact or its bound exceeds
    /// the limit, and an exact order is the lowest best sequence.
    pub fn solve(&mut self, block: &[u32], low: i128, limit: i128) -> Found {
        let net = self.cutter.net;
        if block.len() <= 2 {
            // Two jobs are one block only when the second needs the first.
            let solved = Solved { sequence: block.to_vec(), cost: net.cost(block) };
            return Found { low: solved.cost, best: Some(Rc::new(solved)) };
        }
        let mask = self.reach.mask(block);
        let known = self.memo.get(&mask).cloned();
        if let Some(state) = &known
            && (state.found.exact().is_some() || state.found.low > limit)
        {
            return state.found.clone();
        }
        if self.is_spent() {
            return known.map_or(Found { low, best: None }, |state| state.found);
        }
        let children = match known {
            Some(state) => state.children,
            None => {
                let branching = branch(&mut self.cutter, &self.reach, block, &mask);
                self.work += branching.work;
                branching.children
            }
        };
        let found = self.best_child(&children, low, limit);
        let children = if found.exact().is_some() { Rc::default() } else { children };
        self.memo.insert(mask, State { found: found.clone(), children });
        found
    }

    fn best_child(&mut self, children: &[Child], low: i128, limit: i128) -> Found {
        let mut best: Option<Rc<Solved>> = None;
        let mut lowest_left = i128::MAX;
        for child in children {
            let limit = best.as_ref().map_or(limit, |best| best.cost);
            if child.low > limit || self.is_spent() {
                lowest_left = lowest_left.min(child.low);
                break;
            }
            match self.finish(child, limit) {
                Ok(solved) => {
                    if best.as_ref().is_none_or(|best| self.is_better(&solved, best)) {
                        best = Some(Rc::new(solved));
                    }
                }
                Err(low) => lowest_left = lowest_left.min(low),
            }
        }
        let found = best.as_ref().map_or(lowest_left, |best| best.cost.min(lowest_left));
        Found { low: found.max(low), best }
    }

    /// The best order of a child, or a bound when that exceeds the limit or the search is spent.
    fn finish(&mut self, child: &Child, limit: i128) -> Result<Solved, i128> {
        let net = self.cutter.net;
        let mut low = child.low;
        let mut is_open = false;
        let mut pieces = Vec::with_capacity(child.rest.len());
        for part in &child.rest {
            let found = self.solve(&part.jobs, part.low, limit - low + part.low);
            low += (found.low - part.low).max(0);
            if low > limit {
                return Err(low);
            }
            match found.exact() {
                Some(solved) => {
                    pieces.push(Piece { effort: part.effort, value: part.value, sequence: solved.sequence.clone() })
                }
                None => is_open = true,
            }
        }
        if is_open {
            return Err(low);
        }
        let rest = arrange(net, &pieces).into_iter().flat_map(|k| pieces[k].sequence.iter().copied());
        let sequence = if child.is_first {
            std::iter::once(child.job).chain(rest).collect()
        } else {
            rest.chain(std::iter::once(child.job)).collect()
        };
        Ok(Solved { sequence, cost: low })
    }

    fn is_better(&self, a: &Solved, b: &Solved) -> bool {
        let index = |job: &u32| self.cutter.net.index[*job as usize];
        let is_lower = || a.sequence.iter().map(index).lt(b.sequence.iter().map(index));
        a.cost < b.cost || (a.cost == b.cost && is_lower())
    }
}
