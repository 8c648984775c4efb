//! Cuts against every way to cut, and answers that were forged.

use std::cmp::Reverse;

use proptest::prelude::*;

use super::{Checked, CutFault, Cuts, Hold, Purse, Question, cut, verify};
use crate::plan::budget::{Item, Problem, Proof};

const ENOUGH: u64 = 1_000_000;

fn question(items: &[(u64, u64)], needs: Vec<Vec<usize>>, purses: &[(u64, Option<u64>)]) -> Question {
    let list = items.iter().map(|(cost, value)| Item { cost: *cost, value: *value }).collect();
    Question {
        problem: Problem::new(list, needs).unwrap(),
        purses: purses.iter().map(|(min, max)| Purse { min: *min, max: *max }).collect(),
        holds: vec![Hold::Free; items.len()],
    }
}

/// Value, cost and used purses of the best way, by looking at all of them with its own rules.
fn brute(question: &Question) -> (u64, Reverse<u64>, usize) {
    let (n, k) = (question.problem.len(), question.purses.len());
    let mut best = None;
    for way in 0..(k + 1).pow(u32::try_from(n).unwrap()) {
        let digit = |item: usize| way / (k + 1).pow(u32::try_from(item).unwrap()) % (k + 1);
        // 0 is unpaid, 1 somebody else, 2 and more the purses.
        let place: Vec<usize> = (0..n)
            .map(|item| match question.holds[item] {
                Hold::Free if digit(item) == 0 => 0,
                Hold::Free => digit(item) + 1,
                Hold::At(purse) => purse + 2,
                Hold::Elsewhere => 1,
            })
            .collect();
        let is_new = |item: &usize| question.holds[*item] == Hold::Free && place[*item] > 0;
        let new: Vec<usize> = (0..n).filter(is_new).collect();
        if new.iter().any(|item| {
            question.problem.needs(*item).iter().any(|need| place[*need] == 0 || place[*need] > place[*item])
        }) {
            continue;
        }
        let sum = |purse: usize| question.problem.totals((0..n).filter(|item| place[*item] == purse + 2)).0;
        let is_kept = |purse: usize| {
            let has_new = new.iter().any(|item| place[*item] == purse + 2);
            let Purse { min, max } = question.purses[purse];
            !has_new || (min <= sum(purse) && sum(purse) <= max.unwrap_or(u64::MAX))
        };
        if !(0..k).all(is_kept) {
            continue;
        }
        let n_used = (0..k).filter(|purse| place.contains(&(purse + 2))).count();
        let (cost, value) = question.problem.totals(new);
        best = best.max(Some((value, Reverse(cost), n_used)));
    }
    best.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn cuts_are_those_of_every_way_to_cut(
        items in prop::collection::vec((0_u64..12, 0_u64..8), 1..7),
        bits in prop::collection::vec(prop::bool::weighted(0.25), 49),
        purses in prop::collection::vec((0_u64..14, prop::option::weighted(0.8, 0_u64..30)), 1..4),
        held in prop::collection::vec(0_usize..12, 7),
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let n = items.len();
        let needs = (0..n).map(|a| (0..n).filter(|b| order[*b] < order[a] && bits[a * 7 + b]).collect()).collect();
        let mut question = question(&items, needs, &purses);
        for (item, hold) in question.holds.iter_mut().enumerate() {
            *hold = match held[item] {
                10 => Hold::At(item % purses.len()),
                11 => Hold::Elsewhere,
                _ => Hold::Free,
            };
        }
        let cuts = cut(&question, ENOUGH);
        prop_assert_eq!(verify(&question, &cuts), Ok(Checked::Fully));
        prop_assert_eq!(cuts.proof, Proof::Optimal);
        let places = cuts.purses(n);
        let has_some = |purse: usize| (0..n).any(|item| places[item] == Some(purse) || question.holds[item] == Hold::At(purse));
        let n_used = (0..purses.len()).filter(|purse| has_some(*purse)).count();
        prop_assert_eq!((cuts.value, Reverse(cuts.cost), n_used), brute(&question));
        // With next to no work the answer still keeps every rule and says that it is not proved, or is ideal.
        prop_assert!(verify(&question, &cut(&question, 1)).is_ok());
    }
}

/// Two pieces; the second needs the first. One purse for each.
fn chain() -> (Question, Cuts) {
    let question =
        question(&[(10, 5), (10, 5), (7, 1)], vec![vec![], vec![0], vec![]], &[(5, Some(10)), (5, Some(10))]);
    let cuts = cut(&question, ENOUGH);
    assert_eq!(cuts, Cuts { of: vec![vec![0], vec![1]], value: 10, cost: 20, proof: Proof::Optimal });
    (question, cuts)
}

#[test]
fn a_need_may_lie_with_a_funder_before_but_not_after() {
    let (mut question, _) = chain();
    // The second purse alone is large enough for the need, so nothing that waits for it can be asked of the first.
    question.purses = vec![Purse { min: 0, max: Some(9) }, Purse { min: 0, max: Some(10) }];
    question.problem = Problem::new(
        vec![Item { cost: 10, value: 5 }, Item { cost: 9, value: 5 }, Item { cost: 9, value: 1 }],
        vec![vec![], vec![0], vec![]],
    )
    .unwrap();
    assert_eq!(cut(&question, ENOUGH).of, [vec![2], vec![0]]);
    question.purses.reverse();
    assert_eq!(cut(&question, ENOUGH).of, [vec![0], vec![1]]);
}

#[test]
fn what_is_asked_of_a_funder_stays_there_and_counts_for_its_window() {
    let (mut question, _) = chain();
    question.holds[0] = Hold::At(1);
    // The second purse is full, and what needs its piece may not lie with the first.
    assert_eq!(cut(&question, ENOUGH).of, [vec![2], vec![]]);
    question.holds[0] = Hold::Elsewhere;
    assert_eq!(cut(&question, ENOUGH).value, 6);
}

#[test]
fn forged_cuts_are_refused() {
    let (question, cuts) = chain();
    assert_eq!(verify(&question, &cuts), Ok(Checked::Fully));
    let forged = |change: &dyn Fn(&mut Cuts)| {
        let mut forged = cuts.clone();
        change(&mut forged);
        verify(&question, &forged)
    };
    assert_eq!(forged(&|cuts| cuts.of[1] = vec![0]), Err(CutFault::Twice(0)));
    assert_eq!(forged(&|cuts| cuts.of[0] = vec![0, 0]), Err(CutFault::Twice(0)));
    assert_eq!(forged(&|cuts| cuts.of[0] = vec![9]), Err(CutFault::NotFree(9)));
    assert_eq!(forged(&|cuts| cuts.of = vec![vec![2, 0], vec![]]), Err(CutFault::NotFree(0)));
    assert_eq!(forged(&|cuts| cuts.of.truncate(1)), Err(CutFault::WrongNumber));
    assert_eq!(forged(&|cuts| cuts.of = vec![vec![1], vec![0]]), Err(CutFault::NeedsUnpaid(1, 0)));
    assert_eq!(forged(&|cuts| cuts.of = vec![vec![1], vec![]]), Err(CutFault::NeedsUnpaid(1, 0)));
    assert_eq!(forged(&|cuts| cuts.of = vec![vec![0, 2], vec![]]), Err(CutFault::AboveCeiling(0)));
    assert_eq!(forged(&|cuts| cuts.value = 11), Err(CutFault::WrongSums));
    assert_eq!(forged(&|cuts| cuts.cost = 19), Err(CutFault::WrongSums));
    assert_eq!(forged(&|cuts| cuts.proof = Proof::Gap { bound: 9 }), Err(CutFault::WrongSums));
    let worse = Cuts { of: vec![vec![0], vec![2]], value: 6, cost: 17, proof: Proof::Optimal };
    assert_eq!(verify(&question, &worse), Err(CutFault::NotTheBest));
    // The same is no forgery where the gap is owned up to.
    assert_eq!(verify(&question, &Cuts { proof: Proof::Gap { bound: 11 }, ..worse }), Ok(Checked::Fully));
    let mut held = question.clone();
    held.holds[0] = Hold::Elsewhere;
    assert_eq!(verify(&held, &cuts), Err(CutFault::NotFree(0)));
    let mut dear = question.clone();
    dear.purses[0].min = 11;
    assert_eq!(verify(&dear, &cuts), Err(CutFault::BelowFloor(0)));
}
