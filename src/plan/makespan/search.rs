//! Many lists, bred from each other.

use super::super::split_mix::SplitMix;
use super::bound::Floor;
use super::improve::{Planner, Scheduled};
use super::limit::Limit;
use super::rules::by_rule;

/// Lists that are kept.
const POPULATION: usize = 40;
/// Children without a better one after which all but the best are made anew.
const PATIENCE: usize = 1_500;

/// Search until the floor is reached, this many lists in a row are no better, or a part of the limit, in thousandths,
/// is used up.
///
/// A genetic algorithm on lists: each child takes a stretch of places from one parent and the others from the other,
/// and is improved forward and backward (after Hartmann 1998; Valls, Ballestín & Quintanilla 2008).
pub(super) fn search(planner: &mut Planner, floor: &Floor, patience: usize, until: u32, limit: &mut impl Limit) {
    if planner.project.len() < 2 {
        return;
    }
    let mut random = SplitMix(planner.n_schedules());
    let mut kept: Vec<Scheduled> = vec![planner.best().clone()];
    let (mut n_idle, mut n_in_vain) = (0, 0);
    while limit.used() < until && n_in_vain < patience && !floor.is_reached(planner.best().score()) {
        let before = planner.n_schedules();
        let best_before = planner.best().score();
        let list =
            if kept.len() < POPULATION { any_list(planner, &mut random) } else { child(&kept, planner, &mut random) };
        let next = planner.place_and_improve(&list);
        let is_better = next.score() < best_before;
        n_idle = if is_better { 0 } else { n_idle + 1 };
        n_in_vain = if is_better { 0 } else { n_in_vain + 1 };
        if kept.len() < POPULATION {
            kept.push(next);
        } else {
            keep(&mut kept, next);
        }
        if n_idle > PATIENCE {
            kept = vec![planner.best().clone()];
            n_idle = 0;
        }
        limit.spend((planner.n_schedules() - before) * planner.project.effort());
    }
}

/// Takes the place of the worst, unless it is the same as another.
fn keep(kept: &mut [Scheduled], next: Scheduled) {
    let is_known = kept.iter().any(|other| other.score() == next.score() && other.slots == next.slots);
    let worst = (0..kept.len()).max_by_key(|idx| (kept[*idx].score(), *idx));
    if let Some(worst) = worst.filter(|worst| !is_known && next.score() <= kept[*worst].score()) {
        kept[worst] = next;
    }
}

/// A list by the longest way to the end, blurred.
fn any_list(planner: &Planner, random: &mut SplitMix) -> Vec<usize> {
    let project = planner.project;
    let longest = (0..project.len()).map(|idx| way(project, idx)).max().unwrap_or(0) + 1;
    let blurred = |idx: usize| std::cmp::Reverse(way(project, idx) + random.below(longest / 2 + 1));
    let key: Vec<_> = (0..project.len()).map(blurred).collect();
    by_rule(project, &key)
}

fn way(project: &super::project::Project, idx: usize) -> u64 {
    u64::from(project.activities[idx].n_days) + u64::from(project.tail[idx])
}

/// A child of two of those kept, each the better of two drawn.
fn child(kept: &[Scheduled], planner: &Planner, random: &mut SplitMix) -> Vec<usize> {
    let n = planner.project.len();
    let mut draw = || {
        let pair = (random.below(kept.len() as u64) as usize, random.below(kept.len() as u64) as usize);
        if kept[pair.0].score() <= kept[pair.1].score() { pair.0 } else { pair.1 }
    };
    let (mother, father) = (kept[draw()].list(), kept[draw()].list());
    let (a, b) = (random.below(n as u64) as usize, random.below(n as u64) as usize);
    let (from, to) = (a.min(b), a.max(b) + 1);
    let mut list = Vec::with_capacity(n);
    let mut is_in = vec![false; n];
    let mut take = |list: &mut Vec<usize>, of: &[usize], until: usize| {
        for &idx in of {
            if list.len() == until {
                break;
            }
            if !std::mem::replace(&mut is_in[idx], true) {
                list.push(idx);
            }
        }
    };
    take(&mut list, &mother, from);
    take(&mut list, &father, to);
    take(&mut list, &mother, n);
    mutate(&mut list, planner, random);
    list
}

/// Swap neighbours here and there, where neither waits for the other.
fn mutate(list: &mut [usize], planner: &Planner, random: &mut SplitMix) {
    for place in 1..list.len() {
        let (first, then) = (list[place - 1], list[place]);
        if random.below(20) == 0 && !planner.project.activities[then].after.contains(&first) {
            list.swap(place - 1, place);
        }
    }
}
