//! What can be at work on one day: a bound from all roles and all needs together.
//!
//! Weights such that no set of activities that can be at work side by side weighs more than 1 (none waits for another,
//! and all fit into the roles): on each day no more than 1 gets done, so all takes at least the sum of weight times
//! days. The best weights solve a linear program, the dual of that of Mingozzi, Maniezzo, Ricciardelli & Bianco (1998)
//! as Brucker & Knust (2000) solve it: sets that weigh too much are added as they are found. What comes out is checked in
//! whole numbers, so rounding can make the bound weaker and never wrong.

mod heaviest;
mod simplex;

use super::limit::Limit;
use super::project::Project;
use heaviest::Heaviest;
use simplex::Simplex;

/// More activities than these make the program too large.
const MAX_ACTIVITIES: usize = 300;
/// Rounds after which the weights are as good as they get.
const MAX_ROUNDS: usize = 400;
/// Whole numbers to a weight of 1.
const WHOLE: f64 = 1_000_000.0;
/// A set that weighs more is worth a row of the program.
const TOO_MUCH: u64 = 1_000_010;

/// Weights of activities in whole numbers, and the most that any set that is at work side by side weighs.
#[derive(Debug, Clone)]
pub(super) struct Weights {
    /// Per activity.
    pub of: Vec<u64>,
    /// The most on a day; above 0.
    pub most: u64,
}

/// Find weights that give a bound above one already known; none where there are none, or sets are too many.
///
/// It ends when the weights are the best, or when a part of the limit, in thousandths, is used up: weights that are not
/// the best yet count as well, only for less.
pub(super) fn weights(project: &Project, known: u32, until: u32, limit: &mut impl Limit) -> Option<Weights> {
    if project.len() > MAX_ACTIVITIES {
        return None;
    }
    let days: Vec<f64> = project.activities.iter().map(|activity| f64::from(activity.n_days)).collect();
    let spare = spare(project);
    let heaviest = Heaviest::new(project);
    let mut simplex = Simplex::new(&days);
    for idx in (0..project.len()).filter(|idx| project.activities[*idx].n_days > 0) {
        simplex.add(&heaviest.around(idx, &[]));
    }
    let mut best: Option<Weights> = None;
    let mut best_bound = known;
    for _ in 0..MAX_ROUNDS {
        let n_pivots = simplex.solve()?;
        limit.spend(n_pivots * simplex.size() / 2_000);
        // No weights give more than this.
        if simplex.value() - 1e-6 + f64::from(spare) <= f64::from(best_bound) || limit.used() >= until {
            break;
        }
        let of: Vec<u64> = simplex.solution().iter().map(|weight| (weight * WHOLE) as u64).collect();
        let quick = heaviest.quick(&of, TOO_MUCH);
        limit.spend(1 + (project.len() * project.len()) as u64 / 100);
        if !quick.is_empty() {
            quick.iter().for_each(|set| simplex.add(set));
            continue;
        }
        let (set, most, n_nodes) = heaviest.find(&of)?;
        limit.spend(n_nodes / 10);
        let weights = Weights { of, most: most.max(1) };
        if bound(project, &weights) > best_bound {
            best_bound = bound(project, &weights);
            best = Some(weights);
        }
        if most <= TOO_MUCH {
            break;
        }
        simplex.add(&set);
    }
    best
}

/// Days before and after all work, which the weights know nothing of.
fn spare(project: &Project) -> u32 {
    let works = || (0..project.len()).filter(|idx| project.activities[*idx].n_days > 0);
    let head = works().map(|idx| project.head[idx]).min().unwrap_or(0);
    head + works().map(|idx| project.tail[idx]).min().unwrap_or(0)
}

/// The highest bound of activities after some day and before some tail, by their weights.
pub(super) fn bound(project: &Project, weights: &Weights) -> u32 {
    let mut by_head: Vec<usize> = (0..project.len()).filter(|idx| weights.of[*idx] > 0).collect();
    by_head.sort_by_key(|idx| (project.head[*idx], *idx));
    let mut tails: Vec<u32> = by_head.iter().map(|idx| project.tail[*idx]).collect();
    tails.sort_unstable();
    tails.dedup();
    let mut highest = 0;
    for tail in tails {
        let mut sum = 0;
        for idx in by_head.iter().rev().filter(|idx| project.tail[**idx] >= tail) {
            sum += weights.of[*idx] * u64::from(project.activities[*idx].n_days);
            let n_days = u32::try_from(sum.div_ceil(weights.most)).unwrap_or(u32::MAX);
            highest = highest.max(n_days.saturating_add(project.head[*idx]).saturating_add(tail));
        }
    }
    highest
}
