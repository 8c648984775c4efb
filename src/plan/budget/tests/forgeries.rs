//! The checkers must not accept what is wrong.

use super::super::{
    Answer, Choice, Fault, LeftOut, Limits, Next, Nothing, Problem, Proof, Purchase, Reason, Verified, Window, best,
    corners, verify, verify_corners,
};
use super::problem;

const WINDOW: Window = Window { min: Some(20), max: 60 };

/// 1 and 2 are chosen; 0 is worth less, 3 waits for 0, 4 never fits; 5 is like 1.
fn honest() -> (Problem, Choice) {
    let items = [(30, 3), (40, 2), (20, 9), (10, 1), (90, 50), (40, 2)];
    let problem = problem(&items, &[(2, 1), (3, 0)]);
    let answer = best(&problem, WINDOW, &Limits::default());
    assert_eq!(verify(&problem, WINDOW, &answer), Ok(Verified::Fully));
    let choice = answer.choice().unwrap().clone();
    assert_eq!((choice.chosen.as_slice(), choice.cost, choice.value), ([1, 2].as_slice(), 60, 11));
    (problem, choice)
}

fn check(forge: impl Fn(&mut Choice)) -> Fault {
    let (problem, mut choice) = honest();
    forge(&mut choice);
    verify(&problem, WINDOW, &Answer::Chosen(choice)).unwrap_err()
}

fn check_purchase(forge: impl Fn(&mut Purchase)) -> Fault {
    check(|choice| {
        let Next::Buys(purchase) = &mut choice.next else { panic!("more money buys more") };
        forge(purchase);
    })
}

#[test]
fn every_reason_is_given() {
    let (_, choice) = honest();
    let reasons: Vec<(usize, Reason)> = choice.left_out.iter().map(|left| (left.item, left.reason)).collect();
    let expected = [
        (0, Reason::WorthLess { short: 30 }),
        (3, Reason::NeedsLeftOut { need: 0 }),
        (4, Reason::DoesNotFit { with_needs: 90 }),
        (5, Reason::WorthLess { short: 40 }),
    ];
    assert_eq!(reasons, expected);
    let next = Purchase { extra: 30, extra_at_least: 30, is_proved: true, value: 50, adds: vec![4], drops: vec![1, 2] };
    assert_eq!(choice.next, Next::Buys(next));
}

#[test]
fn the_choice_must_be_a_closed_list() {
    assert_eq!(check(|c| c.chosen = vec![2, 1]), Fault::NotAList);
    assert_eq!(check(|c| c.chosen = vec![1, 1, 2]), Fault::NotAList);
    assert_eq!(check(|c| c.chosen.push(6)), Fault::NotAList);
    assert_eq!(check(|c| c.chosen = vec![2]), Fault::NotClosed { item: 2, need: 1 });
}

#[test]
fn sums_and_window_must_be_right() {
    assert_eq!(check(|c| c.cost -= 1), Fault::WrongSums { cost: 60, value: 11 });
    assert_eq!(check(|c| c.value += 1), Fault::WrongSums { cost: 60, value: 11 });
    let (problem, choice) = honest();
    let answer = Answer::Chosen(choice);
    assert_eq!(verify(&problem, Window::up_to(59), &answer), Err(Fault::OutsideWindow));
    assert_eq!(verify(&problem, Window { min: Some(61), max: 90 }, &answer), Err(Fault::OutsideWindow));
}

#[test]
fn reasons_must_be_complete_and_right() {
    assert_eq!(check(|c| c.left_out.truncate(3)), Fault::WrongReason { item: 5 });
    assert_eq!(check(|c| c.left_out[0].reason = Reason::WorthLess { short: 29 }), Fault::WrongReason { item: 0 });
    assert_eq!(check(|c| c.left_out[1].reason = Reason::WorthLess { short: 0 }), Fault::WrongReason { item: 3 });
    let more = LeftOut { item: 1, reason: Reason::WorthLess { short: 0 } };
    assert_eq!(check(|c| c.left_out.push(more)), Fault::WrongReason { item: 1 });
}

/// The same question answered with 0 and 3, which are worth 4.
fn worse(choice: &mut Choice) {
    choice.chosen = vec![0, 3];
    (choice.cost, choice.value) = (40, 4);
    let reason = |item, reason| LeftOut { item, reason };
    choice.left_out = vec![
        reason(1, Reason::WorthLess { short: 20 }),
        reason(2, Reason::NeedsLeftOut { need: 1 }),
        reason(4, Reason::DoesNotFit { with_needs: 90 }),
        reason(5, Reason::WorthLess { short: 20 }),
    ];
    let purchase = Purchase { extra: 20, extra_at_least: 1, is_proved: false, value: 6, adds: vec![1], drops: vec![] };
    choice.next = Next::Buys(purchase);
}

#[test]
fn a_worse_choice_is_found_out() {
    assert_eq!(check(worse), Fault::NotTheBest { cost: 60, value: 11 });
    let gap = |bound| {
        move |choice: &mut Choice| {
            worse(choice);
            choice.proof = Proof::Gap { bound };
            choice.is_lowest = false;
        }
    };
    assert_eq!(check(gap(3)), Fault::BoundBelowValue);
    assert_eq!(check(gap(10)), Fault::NotTheBest { cost: 60, value: 11 });
    let (problem, mut choice) = honest();
    gap(11)(&mut choice);
    assert_eq!(verify(&problem, WINDOW, &Answer::Chosen(choice)), Ok(Verified::Fully));
}

#[test]
fn an_equal_choice_with_higher_indices_is_found_out() {
    let problem = problem(&[(2, 3), (2, 3)], &[]);
    let window = Window::up_to(2);
    let Answer::Chosen(mut choice) = best(&problem, window, &Limits::default()) else { panic!("one fits") };
    choice.chosen = vec![1];
    choice.left_out[0].item = 0;
    choice.next =
        Next::Buys(Purchase { extra: 2, extra_at_least: 2, is_proved: true, value: 6, adds: vec![0], drops: vec![] });
    assert_eq!(verify(&problem, window, &Answer::Chosen(choice.clone())), Err(Fault::NotTheLowest));
    choice.is_lowest = false;
    assert_eq!(verify(&problem, window, &Answer::Chosen(choice)), Ok(Verified::Fully));
}

#[test]
fn the_next_purchase_must_be_right() {
    assert_eq!(check_purchase(|p| p.extra += 1), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.extra = u64::MAX), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.extra_at_least = 0), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.extra_at_least = 29), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.value += 1), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.adds = vec![1, 4]), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.drops = vec![1, 2, 5]), Fault::WrongPurchase);
    assert_eq!(check_purchase(|p| p.drops = vec![1]), Fault::NotClosed { item: 2, need: 1 });
    assert_eq!(check(|c| c.next = Next::Nothing), Fault::WrongPurchase);
    assert_eq!(check(|c| c.next = Next::Unknown), Fault::WrongPurchase);
    // 0 on top gives more too, and costs as much; but the fourth alone is worth more.
    let dearer = |p: &mut Purchase| *p = Purchase { value: 14, adds: vec![0], drops: vec![], ..p.clone() };
    assert_eq!(check_purchase(dearer), Fault::NotTheCheapest { extra: 30 });
    let dearer = |p: &mut Purchase| {
        *p = Purchase { extra: 40, extra_at_least: 40, is_proved: true, value: 15, adds: vec![0, 3], drops: vec![] };
    };
    assert_eq!(check_purchase(dearer), Fault::NotTheCheapest { extra: 30 });
}

#[test]
fn nothing_needs_a_reason_that_holds() {
    let (problem, _) = honest();
    let check = |window, nothing| verify(&problem, window, &Answer::Nothing(nothing));
    assert_eq!(check(WINDOW, Nothing::EmptyWindow), Err(Fault::WrongNothing));
    assert_eq!(check(WINDOW, Nothing::NoneWithin), Err(Fault::WrongNothing));
    assert_eq!(check(WINDOW, Nothing::AllCostLess { total: 230 }), Err(Fault::WrongNothing));
    let window = Window { min: Some(231), max: 300 };
    assert_eq!(check(window, Nothing::AllCostLess { total: 229 }), Err(Fault::WrongNothing));
    assert_eq!(check(window, Nothing::AllCostLess { total: 230 }), Ok(Verified::Fully));
}

#[test]
fn corners_must_be_right() {
    let problem = problem(&[(30, 3), (40, 2), (20, 9), (0, 1), (0, 4)], &[(2, 1), (3, 0)]);
    let honest = corners(&problem);
    assert_eq!(verify_corners(&problem, &honest), Ok(()));
    assert_eq!(honest.iter().map(|corner| corner.adds.as_slice()).collect::<Vec<_>>(), [&[4][..], &[1, 2], &[0, 3]]);
    let check = |forge: &dyn Fn(&mut Vec<super::super::Corner>)| {
        let mut corners = honest.clone();
        forge(&mut corners);
        verify_corners(&problem, &corners).unwrap_err()
    };
    assert_eq!(check(&|c| c.truncate(2)), Fault::NotAllItems);
    assert_eq!(check(&|c| c.clear()), Fault::NotAllItems);
    assert_eq!(check(&|c| c[1].adds = vec![1, 4]), Fault::NotAllItems);
    assert_eq!(check(&|c| c[1].adds = vec![2]), Fault::NotClosed { item: 2, need: 1 });
    assert_eq!(check(&|c| c[1].cost += 1), Fault::WrongCorner { corner: 1 });
    assert_eq!(check(&|c| c[2].added_value += 1), Fault::WrongCorner { corner: 2 });
    for amount in [i128::MAX, 0, -1, i128::MIN] {
        assert_eq!(check(&|c| c[1].flows[0].amount = amount), Fault::WrongFlow { corner: 1 });
    }
    assert_eq!(check(&|c| c[1].flows[0].needed = 2), Fault::WrongFlow { corner: 1 });
    assert_eq!(check(&|c| c[1].flows.clear()), Fault::WrongFlow { corner: 1 });
    // All in one is no corner: 1 and 2 alone are denser.
    let whole = |c: &mut Vec<super::super::Corner>| {
        let last = c.pop().unwrap();
        c[1].adds = vec![0, 1, 2, 3];
        c[1].added_cost += last.added_cost;
        c[1].added_value += last.added_value;
        (c[1].cost, c[1].value) = (last.cost, last.value);
    };
    assert_eq!(check(&whole), Fault::WrongFlow { corner: 1 });
    let swapped = |c: &mut Vec<super::super::Corner>| {
        c.swap(1, 2);
        (c[1].cost, c[1].value) = (30, 8);
        (c[2].cost, c[2].value) = (90, 19);
    };
    assert_eq!(check(&swapped), Fault::DensityRises { corner: 2 });
}
