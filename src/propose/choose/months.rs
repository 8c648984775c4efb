//! The best choice that also ends in time.
//!
//! Closed sets are looked at from the best one down until one ends in time: what remains after one that is too late is
//! divided so that no set comes twice (Lawler, "A procedure for computing the K best solutions", 1972). A set is taken to
//! end no earlier than its parts, which schedules of one order of work keep to but for rare cases.

use std::cmp::Reverse;

use crate::plan::budget::{Answer, Limits, Nothing, Problem, Proof, Window, best};

/// How many sets are scheduled before the search ends.
pub const MAX_SCHEDULES: usize = 200;

/// What the search has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InTime {
    /// This set, ascending, and whether no better one ends in time.
    Found(Vec<usize>, bool),
    /// No set within the window ends in time.
    Nothing,
    /// None was found before the limit was reached.
    GaveUp,
}

/// Sets that have some items for certain and lack some for certain, with the best of them.
#[derive(Debug)]
struct Branch {
    is_in: Vec<bool>,
    is_out: Vec<bool>,
    chosen: Vec<usize>,
    value: u64,
    cost: u64,
}

/// The best closed set within the window that `ends_in_time`.
pub fn in_time(problem: &Problem, window: Window, mut ends_in_time: impl FnMut(&[usize]) -> bool) -> InTime {
    let n = problem.len();
    let mut n_left = MAX_SCHEDULES.saturating_sub(n);
    // What is too late with nothing but its own needs is too late in any set.
    let is_out = (0..n).map(|item| !ends_in_time(&problem.with_needs(item))).collect();
    let mut is_exact = true;
    let mut open: Vec<Branch> = solve(problem, window, vec![false; n], is_out, &mut is_exact).into_iter().collect();
    loop {
        let best = (0..open.len()).max_by_key(|idx| {
            let branch = &open[*idx];
            (branch.value, Reverse(branch.cost), Reverse(branch.chosen.clone()))
        });
        let Some(best) = best else { return if is_exact { InTime::Nothing } else { InTime::GaveUp } };
        let branch = open.swap_remove(best);
        if ends_in_time(&branch.chosen) {
            return InTime::Found(branch.chosen, is_exact);
        }
        if n_left == 0 {
            return InTime::GaveUp;
        }
        n_left -= 1;
        let free: Vec<usize> = branch.chosen.iter().copied().filter(|item| !branch.is_in[*item]).collect();
        let mut is_in = branch.is_in;
        for item in free {
            let mut without = branch.is_out.clone();
            without[item] = true;
            open.extend(solve(problem, window, is_in.clone(), without, &mut is_exact));
            problem.with_needs(item).into_iter().for_each(|need| is_in[need] = true);
        }
    }
}

/// The best set that has and lacks what it must; none where there is none.
fn solve(
    problem: &Problem,
    window: Window,
    is_in: Vec<bool>,
    mut is_out: Vec<bool>,
    is_exact: &mut bool,
) -> Option<Branch> {
    // What needs something that is out is out too.
    while let Some(item) =
        (0..problem.len()).find(|item| !is_out[*item] && problem.needs(*item).iter().any(|need| is_out[*need]))
    {
        is_out[item] = true;
    }
    if (0..problem.len()).any(|item| is_in[item] && is_out[item]) {
        return None;
    }
    let (cost, _) = problem.totals((0..problem.len()).filter(|item| is_in[*item]));
    let rest: Vec<usize> = (0..problem.len()).filter(|item| !is_in[*item] && !is_out[*item]).collect();
    let smaller = problem.only(&rest);
    let left = Window { min: window.min.map(|min| min.saturating_sub(cost)), max: window.max.checked_sub(cost)? };
    let answer = best(&smaller, left, &Limits::default());
    let Some(choice) = answer.choice() else {
        *is_exact &= !matches!(answer, Answer::Nothing(Nothing::NotFound));
        return None;
    };
    *is_exact &= choice.proof == Proof::Optimal;
    let mut chosen: Vec<usize> = (0..problem.len()).filter(|item| is_in[*item]).collect();
    chosen.extend(choice.chosen.iter().map(|item| rest[*item]));
    chosen.sort_unstable();
    if chosen.is_empty() {
        return None;
    }
    let (cost, value) = problem.totals(chosen.iter().copied());
    Some(Branch { is_in, is_out, chosen, value, cost })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::plan::budget::Item;

    proptest! {
        #[test]
        fn the_best_set_in_time_is_that_of_all_sets(
            items in prop::collection::vec((1_u64..20, 0_u64..20, 1_u64..10), 1..8),
            bits in prop::collection::vec(prop::bool::weighted(0.2), 64),
            max in 1_u64..80, limit in 1_u64..40,
        ) {
            let n = items.len();
            let needs: Vec<Vec<usize>> = (0..n).map(|a| (0..a).filter(|b| bits[a * 8 + b]).collect()).collect();
            let list = items.iter().map(|(cost, value, _)| Item { cost: *cost, value: *value }).collect();
            let problem = Problem::new(list, needs.clone()).unwrap();
            let is_early = |set: &[usize]| set.iter().map(|item| items[*item].2).sum::<u64>() <= limit;
            let expected = (1_usize..1 << n)
                .map(|mask| (0..n).filter(|item| mask >> item & 1 == 1).collect::<Vec<_>>())
                .filter(|set| set.iter().all(|item| needs[*item].iter().all(|need| set.contains(need))))
                .filter(|set| is_early(set) && problem.totals(set.iter().copied()).0 <= max)
                .map(|set| { let (cost, value) = problem.totals(set); (value, Reverse(cost)) })
                .filter(|(value, _)| *value > 0)
                .max();
            match in_time(&problem, Window::up_to(max), is_early) {
                InTime::Found(set, is_exact) => {
                    prop_assert!(is_exact && is_early(&set));
                    let (cost, value) = problem.totals(set);
                    prop_assert_eq!(Some((value, Reverse(cost))), expected);
                }
                InTime::Nothing => prop_assert_eq!(expected, None),
                InTime::GaveUp => prop_assert!(false, "these are few sets"),
            }
        }
    }
}
