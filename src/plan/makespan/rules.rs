//! The first schedules: that of the list as it is, and those of priority rules (Kolisch 1996).

use std::cmp::Reverse;

use super::improve::Planner;
use super::limit::Limit;
use super::project::Project;

/// Make them, and improve each.
pub(super) fn start(planner: &mut Planner, limit: &mut impl Limit) {
    let project = planner.project;
    let n = project.len();
    let as_it_is: Vec<usize> = (0..n).collect();
    planner.place_and_improve(&as_it_is);
    for rule in RULES {
        if limit.is_over() {
            return;
        }
        let before = planner.n_schedules();
        planner.place_and_improve(&by_rule(project, &rule(project)));
        limit.spend((planner.n_schedules() - before) * project.effort());
    }
}

/// Lower goes first.
type Rule = fn(&Project) -> Vec<Reverse<u64>>;

const RULES: [Rule; 4] = [latest_start, latest_finish, most_total_successors, greatest_rank_weight];

/// The activities by a rule, each after those that it waits for; of equals the one that the list has first.
pub(super) fn by_rule<K: Ord + Copy>(project: &Project, key: &[K]) -> Vec<usize> {
    let mut n_open: Vec<usize> = vec![0; project.len()];
    project.successors.iter().flatten().for_each(|next| n_open[*next] += 1);
    let mut free: std::collections::BTreeSet<(K, usize)> =
        (0..project.len()).filter(|idx| n_open[*idx] == 0).map(|idx| (key[idx], idx)).collect();
    let mut list = Vec::with_capacity(project.len());
    while let Some((_, idx)) = free.pop_first() {
        list.push(idx);
        for &next in &project.successors[idx] {
            n_open[next] -= 1;
            if n_open[next] == 0 {
                free.insert((key[next], next));
            }
        }
    }
    list
}

/// Latest start time: the longest way to the end first.
fn latest_start(project: &Project) -> Vec<Reverse<u64>> {
    let to_end = |idx: usize| Reverse(u64::from(project.activities[idx].n_days) + u64::from(project.tail[idx]));
    (0..project.len()).map(to_end).collect()
}

/// Latest finish time: the longest way to the end after the work first.
fn latest_finish(project: &Project) -> Vec<Reverse<u64>> {
    project.tail.iter().map(|tail| Reverse(u64::from(*tail))).collect()
}

/// Most total successors.
fn most_total_successors(project: &Project) -> Vec<Reverse<u64>> {
    let n = project.len();
    let mut all: Vec<Vec<bool>> = vec![vec![false; n]; n];
    for idx in (0..n).rev() {
        let mut own = vec![false; n];
        for &next in &project.successors[idx] {
            own[next] = true;
            own.iter_mut().zip(&all[next]).for_each(|(own, of_next)| *own |= of_next);
        }
        all[idx] = own;
    }
    all.iter().map(|own| Reverse(own.iter().filter(|is_after| **is_after).count() as u64)).collect()
}

/// Greatest rank positional weight: days of an activity and of those that wait for it directly.
fn greatest_rank_weight(project: &Project) -> Vec<Reverse<u64>> {
    let days = |idx: usize| u64::from(project.activities[idx].n_days);
    (0..project.len())
        .map(|idx| Reverse(days(idx) + project.successors[idx].iter().map(|next| days(*next)).sum::<u64>()))
        .collect()
}
