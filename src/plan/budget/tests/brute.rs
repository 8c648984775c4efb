//! The best choice by looking at every subset.

use std::cmp::Reverse;

use super::super::{Problem, Window};

/// A closed set; sets compare by what is better.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Set {
    pub items: Vec<usize>,
    pub cost: u64,
    pub value: u64,
}

/// All closed sets; for up to 16 items.
pub(super) fn closed_sets(problem: &Problem) -> Vec<Set> {
    let n = problem.len();
    let is_in = |mask: usize, item: usize| mask >> item & 1 == 1;
    let is_closed = |mask: &usize| {
        (0..n).all(|item| !is_in(*mask, item) || problem.needs(item).iter().all(|&need| is_in(*mask, need)))
    };
    let set = |mask: usize| {
        let items: Vec<usize> = (0..n).filter(|&item| is_in(mask, item)).collect();
        let (cost, value) = problem.totals(items.iter().copied());
        Set { items, cost, value }
    };
    (0..1 << n).filter(is_closed).map(set).collect()
}

/// Highest value, then least cost, then lowest indices, where a set with more items comes before its own beginning.
pub(super) fn best(sets: &[Set], window: Window) -> Option<&Set> {
    let padded = |set: &Set| set.items.iter().copied().chain([usize::MAX]).collect::<Vec<usize>>();
    let within = sets.iter().filter(|set| window.contains(set.cost));
    within.min_by_key(|set| (Reverse(set.value), set.cost, padded(set)))
}

/// The cheapest set above the window that is worth more than this; the one worth most at that cost, the lowest of all.
pub(super) fn next(sets: &[Set], window: Window, value: u64) -> Option<&Set> {
    let better = || sets.iter().filter(|set| set.cost > window.max && set.value > value);
    let cost = better().map(|set| set.cost).min()?;
    best(sets, Window { min: Some(cost), max: cost })
}
