//! Graphs with a known answer, and large ones.

use super::super::generate::{Recipe, generate};
use super::super::{Instance, InstanceError, Job, Options, Ordering, Proof, Solution, Verified, order, verify};
use super::instance;

fn solve(instance: &Instance) -> Ordering {
    let ordering = order(instance, &Options::default());
    assert_eq!(verify(instance, &ordering), Ok(Verified::Optimal));
    assert_eq!(ordering.proof(), Proof::Optimal);
    assert_eq!(ordering.gap_percent(), 0.0);
    ordering
}

#[test]
fn nothing_to_order() {
    let ordering = solve(&instance(&[], &[]));
    assert_eq!(ordering, Ordering::default());
}

#[test]
fn one_job() {
    let ordering = solve(&instance(&[(3, 5)], &[]));
    assert_eq!(ordering.sequence, [0]);
    assert_eq!(ordering.objective, 15);
    assert_eq!(ordering.blocks[0].solution, Solution::Single);
}

#[test]
fn independent_jobs_go_by_density() {
    let ordering = solve(&instance(&[(4, 4), (1, 3), (2, 5), (5, 0)], &[]));
    assert_eq!(ordering.sequence, [1, 2, 0, 3]);
}

#[test]
fn equal_densities_go_by_index() {
    let ordering = solve(&instance(&[(2, 2), (1, 1), (3, 3), (1, 1)], &[(0, 3)]));
    assert_eq!(ordering.sequence, [1, 2, 3, 0]);
}

#[test]
fn worthless_jobs_go_by_index() {
    let ordering = solve(&instance(&[(2, 0), (1, 0), (3, 0)], &[(0, 2)]));
    assert_eq!(ordering.sequence, [1, 2, 0]);
    assert_eq!(ordering.objective, 0);
}

#[test]
fn a_chain_falls_apart_where_density_falls() {
    // 2 is worth waiting for with 1 and 0; 3 and 4 come one by one.
    let jobs = [(1, 0), (1, 1), (1, 9), (1, 2), (1, 1)];
    let ordering = solve(&instance(&jobs, &[(1, 0), (2, 1), (3, 2), (4, 3)]));
    assert_eq!(ordering.sequence, [0, 1, 2, 3, 4]);
    let lengths: Vec<usize> = ordering.blocks.iter().map(|block| block.jobs.len()).collect();
    assert_eq!(lengths, [3, 1, 1]);
}

#[test]
fn one_root_with_many_waiters_needs_no_search() {
    // 60 waiters have 2^60 closed sets; all 60 are in one block with the root.
    let mut jobs = vec![(100, 0)];
    jobs.extend((0..60).map(|k| (1, 50 + k)));
    let needs: Vec<(usize, usize)> = (1..=60).map(|waiter| (waiter, 0)).collect();
    let instance = instance(&jobs, &needs);
    let ordering = order(&instance, &Options::default());
    assert_eq!(ordering.blocks.len(), 1);
    assert!(matches!(ordering.blocks[0].solution, Solution::Exact { states } if states <= 2));
    let expected: Vec<usize> = std::iter::once(0).chain((1..=60).rev()).collect();
    assert_eq!(ordering.sequence, expected);
    // Too many closed sets for the checker too, but here the bound of the flow is exact.
    assert_eq!(verify(&instance, &ordering), Ok(Verified::Optimal));
}

#[test]
fn one_waiter_with_many_needs_needs_no_search() {
    let mut jobs = vec![(1, 10_000)];
    jobs.extend((0..60).map(|k| (1 + k % 7, k % 5)));
    let needs: Vec<(usize, usize)> = (1..=60).map(|needed| (0, needed)).collect();
    let instance = instance(&jobs, &needs);
    let ordering = order(&instance, &Options::default());
    assert!(matches!(ordering.blocks[0].solution, Solution::Exact { states } if states <= 60));
    assert_eq!(verify(&instance, &ordering), Ok(Verified::Optimal));
    assert_eq!(ordering.sequence.last(), Some(&0));
}

#[test]
fn separate_parts_are_merged_by_density() {
    let jobs = [(1, 1), (1, 7), (1, 2), (1, 8), (1, 4)];
    let ordering = solve(&instance(&jobs, &[(1, 0), (3, 2)]));
    assert_eq!(ordering.sequence, [2, 3, 0, 1, 4]);
}

#[test]
fn needs_may_be_repeated_and_implied() {
    let jobs = [(2, 1), (3, 1), (1, 20)];
    let plain = solve(&instance(&jobs, &[(1, 0), (2, 1)]));
    let wordy = solve(&instance(&jobs, &[(1, 0), (2, 1), (2, 0), (2, 1), (1, 0)]));
    assert_eq!(plain, wordy);
}

#[test]
fn a_long_chain_does_not_exhaust_the_stack() {
    let jobs: Vec<(u64, u64)> = (0..10_000).map(|k| (1 + k % 3, k % 100)).collect();
    let needs: Vec<(usize, usize)> = (1..10_000).map(|k| (k, k - 1)).collect();
    let ordering = order(&instance(&jobs, &needs), &Options::default());
    assert_eq!(ordering.sequence, (0..10_000).collect::<Vec<usize>>());
}

#[test]
fn ten_thousand_jobs() {
    let instance = generate(&Recipe::sparse(10_000)).unwrap();
    let ordering = order(&instance, &Options { search_work: 100_000, ..Options::default() });
    assert!(ordering.gap_percent() < 0.1, "gap {} %", ordering.gap_percent());
    assert!(verify(&instance, &ordering).is_ok());
}

#[test]
fn a_block_too_hard_to_prove_has_a_gap() {
    // Worthless jobs and jobs that need three of them: as hard as the problem gets.
    let mut jobs = vec![(1, 0); 100];
    jobs.extend([(1, 1); 100]);
    let needs: Vec<(usize, usize)> = (0..300).map(|k| (100 + k / 3, (k * k * 7 + k * 31) % 100)).collect();
    let instance = instance(&jobs, &needs);
    let options = Options { search_work: 20_000, ..Options::default() };
    let ordering = order(&instance, &options);
    let gap = ordering.gap_percent();
    assert!(gap > 0.0 && gap < 10.0, "gap {gap} %");
    let Proof::Gap { lower_bound } = ordering.proof() else {
        panic!("proved after all");
    };
    assert_eq!(lower_bound, ordering.lower_bound);
    let Ok(Verified::UpToBound { open_blocks, .. }) = verify(&instance, &ordering) else {
        panic!("the checker knows more than the solver");
    };
    let is_open = |&k: &usize| matches!(ordering.blocks[k].solution, Solution::Bounded { .. });
    assert!(open_blocks.iter().any(is_open));
}

fn fault(jobs: &[(u64, u64)], needs: Vec<Vec<usize>>) -> InstanceError {
    let jobs = jobs.iter().map(|&(effort, value)| Job { effort, value }).collect();
    Instance::new(jobs, needs).unwrap_err()
}

#[test]
fn a_find_cycle_is_named_in_full() {
    let jobs = [(1, 1); 7];
    // 0 -> 1 -> 2 -> 3 -> 0 is longer than 4 -> 6 -> 5 -> 4.
    let needs = vec![vec![1], vec![2], vec![3], vec![0, 4], vec![6], vec![4], vec![5]];
    let error = fault(&jobs, needs);
    assert_eq!(error, InstanceError::Cycle(vec![4, 6, 5, 4]));
    assert_eq!(error.to_string(), "jobs wait for each other: 4 -> 6 -> 5 -> 4");
}

#[test]
fn of_equal_cycles_the_lowest_is_named() {
    let needs = vec![vec![], vec![2], vec![0, 1], vec![4], vec![3]];
    assert_eq!(fault(&[(1, 1); 5], needs), InstanceError::Cycle(vec![1, 2, 1]));
    assert_eq!(fault(&[(1, 1)], vec![vec![0]]), InstanceError::Cycle(vec![0, 0]));
}

#[test]
fn unsound_instances_are_refused() {
    let unknown = InstanceError::UnknownNeed { job: 1, need: 2 };
    assert_eq!(fault(&[(1, 1); 2], vec![vec![], vec![2]]), unknown);
    assert_eq!(fault(&[(1, 1), (0, 1)], vec![vec![]; 2]), InstanceError::ZeroEffort { job: 1 });
    let lengths = InstanceError::LengthMismatch { n_jobs: 1, n_needs: 0 };
    assert_eq!(fault(&[(1, 1)], vec![]), lengths);
    assert_eq!(fault(&[(u64::MAX, 1); 2], vec![vec![]; 2]), InstanceError::TooLarge);
    assert_eq!(fault(&[(1, u64::MAX)], vec![vec![]]), InstanceError::TooLarge);
}

#[test]
fn the_largest_numbers_do_not_overflow() {
    // Total effort 2^31 and total value 2^62, the most that is allowed.
    let jobs = [(1 << 30, 0), (1 << 30, 1 << 62)];
    let ordering = solve(&instance(&jobs, &[(1, 0)]));
    assert_eq!(ordering.objective, 1 << 93);
}
