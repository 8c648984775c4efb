//! The checker must not accept what is wrong.

use super::super::{Fault, Instance, NeedFlow, Options, Ordering, Solution, Verified, order, verify};
use super::instance;

/// Two blocks: {0, 1, 2, 3} with a choice inside, then {4}.
fn honest() -> (Instance, Ordering) {
    let jobs = [(2, 0), (3, 0), (1, 9), (1, 20), (4, 1)];
    let instance = instance(&jobs, &[(2, 0), (2, 1), (3, 1), (3, 0), (4, 0)]);
    let ordering = order(&instance, &Options::default());
    assert_eq!(verify(&instance, &ordering), Ok(Verified::Optimal));
    assert_eq!(ordering.sequence, [0, 1, 3, 2, 4]);
    assert_eq!(ordering.blocks.len(), 2);
    (instance, ordering)
}

fn check(forge: impl Fn(&mut Ordering)) -> Fault {
    let (instance, mut ordering) = honest();
    forge(&mut ordering);
    verify(&instance, &ordering).unwrap_err()
}

#[test]
fn a_sequence_must_be_a_permutation() {
    assert_eq!(check(|o| o.sequence[0] = 1), Fault::NotAPermutation { job: 1 });
    assert_eq!(check(|o| o.sequence[0] = 9), Fault::NotAPermutation { job: 9 });
    assert_eq!(check(|o| o.sequence.truncate(4)), Fault::NotAPermutation { job: 4 });
}

#[test]
fn a_sequence_must_respect_needs() {
    let fault = check(|o| o.sequence.swap(0, 3));
    assert_eq!(fault, Fault::NeedBroken { job: 2, need: 0 });
}

#[test]
fn blocks_must_make_up_the_sequence() {
    assert_eq!(check(|o| o.sequence.swap(2, 3)), Fault::NotThePartition);
    assert_eq!(check(|o| o.blocks.truncate(1)), Fault::NotThePartition);
}

#[test]
fn sums_must_be_right() {
    assert!(matches!(check(|o| o.objective -= 1), Fault::WrongObjective { .. }));
    assert_eq!(check(|o| o.blocks[1].effort += 1), Fault::WrongBlock { block: 1 });
    assert_eq!(check(|o| o.blocks[0].cost -= 1), Fault::WrongBlock { block: 0 });
}

#[test]
fn bounds_must_be_right() {
    assert!(matches!(check(|o| o.lower_bound += 1), Fault::WrongBound { .. }));
    assert!(matches!(check(|o| o.lower_bound -= 1), Fault::WrongBound { .. }));
    let fault = check(|o| o.blocks[0].lower_bound = 1);
    assert_eq!(fault, Fault::NotTheBest { block: 0 });
    let fault = check(|o| {
        o.blocks[0].solution = Solution::Bounded { states: 0 };
        o.blocks[0].lower_bound = 1;
    });
    assert!(matches!(fault, Fault::WrongBlockBound { block: 0, .. }));
    let fault = check(|o| {
        o.blocks[0].solution = Solution::Bounded { states: 0 };
        o.blocks[0].lower_bound += 1;
    });
    assert!(matches!(fault, Fault::WrongBlockBound { block: 0, .. }));
}

#[test]
fn flows_must_run_along_needs_and_even_out() {
    assert_eq!(check(|o| o.certificate.flows.truncate(1)), Fault::MissingFlows { block: 1 });
    let fault = check(|o| o.certificate.flows[0][0].amount += 1);
    assert!(matches!(fault, Fault::UnevenFlow { block: 0, .. }));
    for amount in [i128::MAX, 0, -1, i128::MIN] {
        let fault = check(|o| o.certificate.flows[0][0].amount = amount);
        assert!(matches!(fault, Fault::WrongFlow { block: 0, .. }));
    }
    let fault = check(|o| {
        let twice = o.certificate.flows[0][0];
        o.certificate.flows[0].insert(0, twice);
    });
    assert!(matches!(fault, Fault::WrongFlow { block: 0, .. }));
    for (waiter, needed) in [(0, 2), (4, 0), (2, 77)] {
        let flow = NeedFlow { waiter, needed, amount: 1 };
        let fault = check(|o| o.certificate.flows[0].push(flow));
        assert_eq!(fault, Fault::WrongFlow { block: 0, flow });
    }
}

#[test]
fn a_worse_order_inside_a_block_is_found_out() {
    let (instance, mut ordering) = honest();
    ordering.sequence.swap(2, 3);
    let block = &mut ordering.blocks[0];
    block.jobs.swap(2, 3);
    // 2 ends one later at value 9 and 3 one sooner at value 20, now the other way round.
    block.cost += 11;
    block.lower_bound += 11;
    ordering.objective += 11;
    ordering.lower_bound += 11;
    assert_eq!(verify(&instance, &ordering).map(|_| ()), Err(Fault::NotTheBest { block: 0 }));
}

#[test]
fn blocks_must_not_rise_in_density() {
    let instance = instance(&[(1, 1), (1, 2)], &[]);
    let mut ordering = order(&instance, &Options::default());
    ordering.sequence.reverse();
    ordering.blocks.reverse();
    ordering.objective = 5;
    ordering.lower_bound = 5;
    assert_eq!(verify(&instance, &ordering), Err(Fault::DensityRises { block: 1 }));
}

#[test]
fn blocks_must_not_hide_a_denser_part() {
    // 1 alone is denser than both together, so together they are no block.
    let instance = instance(&[(1, 1), (1, 2)], &[]);
    let mut ordering = order(&instance, &Options::default());
    let mut whole = ordering.blocks[0].clone();
    whole.jobs = vec![1, 0];
    (whole.effort, whole.value, whole.cost, whole.lower_bound) = (2, 3, 4, 4);
    whole.solution = Solution::Exact { states: 1 };
    ordering.blocks = vec![whole];
    ordering.certificate.flows = vec![Vec::new()];
    assert!(matches!(verify(&instance, &ordering), Err(Fault::UnevenFlow { block: 0, .. })));
}
