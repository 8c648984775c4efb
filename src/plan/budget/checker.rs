//! Checks an answer from nothing but the problem; shares no code with the search.
//!
//! Slow and plain on purpose: this file, `corner_checker.rs` and `reasons.rs` are what one has to trust. Where there are
//! few closed sets, all of them are looked at. Else the value is compared with the curve of the corners, which is proved
//! anew by its flows; what the search has excluded beyond that stays its claim.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::answer::{Answer, Choice, Next, Nothing, Proof, Window};
use super::corner_checker::proved_bound;
use super::fault::Fault;
use super::problem::Problem;
use super::reasons::{closure, left_out};

/// Problems with more closed sets than this are checked up to a bound only. Any 17 items have fewer.
pub const MAX_SETS: usize = 150_000;

/// How much of an answer was proved once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// All of it.
    Fully,
    /// All but that nothing is better; nothing is worth more than this, though.
    UpToBound {
        /// The bound that was proved.
        bound: u64,
    },
}

/// Checks that an answer is closed, within its window, and as good as it says.
///
/// # Errors
///
/// The first [`Fault`] found.
pub fn verify(problem: &Problem, window: Window, answer: &Answer) -> Result<Verified, Fault> {
    let sets = closed_sets(problem);
    match answer {
        Answer::Nothing(nothing) => check_nothing(problem, window, *nothing, sets.as_deref())?,
        Answer::Chosen(choice) => {
            check_choice(problem, window, choice)?;
            check_next(problem, window, choice)?;
            if let Some(sets) = &sets {
                check_best(window, choice, sets)?;
                check_cheapest(window, choice, sets)?;
            }
        }
    }
    if sets.is_some() {
        return Ok(Verified::Fully);
    }
    let bound = proved_bound(problem, window.max)?;
    match answer.choice() {
        Some(choice) if choice.value > bound => Err(Fault::WrongSums { cost: choice.cost, value: bound }),
        _ => Ok(Verified::UpToBound { bound }),
    }
}

fn check_nothing(problem: &Problem, window: Window, nothing: Nothing, sets: Option<&[Set]>) -> Result<(), Fault> {
    let (total, _) = problem.totals(0..problem.len());
    let min = window.min.unwrap_or(0);
    let holds = match nothing {
        Nothing::EmptyWindow => min > window.max,
        Nothing::AllCostLess { total: claimed } => claimed == total && total < min,
        Nothing::NoneWithin => sets.is_none_or(|sets| !sets.iter().any(|set| window.contains(set.cost))),
        Nothing::NotFound => true,
    };
    if holds { Ok(()) } else { Err(Fault::WrongNothing) }
}

fn check_choice(problem: &Problem, window: Window, choice: &Choice) -> Result<(), Fault> {
    let (cost, value) = check_set(problem, &choice.chosen)?;
    if (cost, value) != (choice.cost, choice.value) {
        return Err(Fault::WrongSums { cost, value });
    }
    if !window.contains(cost) {
        return Err(Fault::OutsideWindow);
    }
    if choice.bound() < value {
        return Err(Fault::BoundBelowValue);
    }
    let reasons = left_out(problem, &choice.chosen, cost, window.max);
    let wrong = (0..reasons.len().max(choice.left_out.len())).find(|&k| reasons.get(k) != choice.left_out.get(k));
    match wrong.and_then(|k| reasons.get(k).or(choice.left_out.get(k))) {
        Some(wrong) => Err(Fault::WrongReason { item: wrong.item }),
        None => Ok(()),
    }
}

/// The items exist, ascend, and have all that they need; returns their cost and value.
fn check_set(problem: &Problem, items: &[usize]) -> Result<(u64, u64), Fault> {
    if !items.is_sorted_by(|a, b| a < b) || items.last().is_some_and(|&last| last >= problem.len()) {
        return Err(Fault::NotAList);
    }
    for &item in items {
        if let Some(&need) = problem.needs(item).iter().find(|need| !items.contains(need)) {
            return Err(Fault::NotClosed { item, need });
        }
    }
    Ok(problem.totals(items.iter().copied()))
}

fn check_next(problem: &Problem, window: Window, choice: &Choice) -> Result<(), Fault> {
    let (_, whole_value) = problem.totals(0..problem.len());
    let holds = match &choice.next {
        Next::Nothing => choice.value == whole_value,
        Next::Unknown => choice.proof != Proof::Optimal,
        Next::Buys(purchase) => {
            let mut items: BTreeSet<usize> = choice.chosen.iter().copied().collect();
            let drops_what_is_there = purchase.drops.iter().all(|item| items.remove(item));
            let adds_what_is_not =
                purchase.adds.iter().all(|item| choice.chosen.binary_search(item).is_err() && items.insert(*item));
            let items: Vec<usize> = items.into_iter().collect();
            let (cost, value) = check_set(problem, &items)?;
            drops_what_is_there
                && adds_what_is_not
                && purchase.adds.is_sorted()
                && purchase.drops.is_sorted()
                && window.max.checked_add(purchase.extra) == Some(cost)
                && (1..=purchase.extra).contains(&purchase.extra_at_least)
                && (!purchase.is_proved || purchase.extra_at_least == purchase.extra)
                && purchase.value == value
                && value > choice.value
        }
    };
    if holds { Ok(()) } else { Err(Fault::WrongPurchase) }
}

fn check_best(window: Window, choice: &Choice, sets: &[Set]) -> Result<(), Fault> {
    // Highest value, lowest cost, lowest indices.
    fn key(set: &Set) -> (u64, Reverse<u64>, &[bool]) {
        (set.value, Reverse(set.cost), &set.is_in)
    }
    let within = sets.iter().filter(|set| window.contains(set.cost));
    let Some(best) = within.max_by(|a, b| key(a).cmp(&key(b))) else { return Err(Fault::OutsideWindow) };
    let is_as_claimed = match choice.proof {
        Proof::Optimal => (best.cost, best.value) == (choice.cost, choice.value),
        Proof::Gap { bound } => best.value <= bound,
    };
    if !is_as_claimed {
        return Err(Fault::NotTheBest { cost: best.cost, value: best.value });
    }
    let is_best = |item: &usize| best.is_in[*item];
    if choice.is_lowest && !(0..best.is_in.len()).filter(is_best).eq(choice.chosen.iter().copied()) {
        return Err(Fault::NotTheLowest);
    }
    Ok(())
}

fn check_cheapest(window: Window, choice: &Choice, sets: &[Set]) -> Result<(), Fault> {
    let Next::Buys(purchase) = &choice.next else { return Ok(()) };
    let better = sets.iter().filter(|set| set.cost > window.max && set.value > choice.value);
    let cheapest = better.map(|set| (set.cost - window.max, Reverse(set.value))).min();
    match cheapest {
        Some((extra, _)) if purchase.extra_at_least > extra => Err(Fault::NotTheCheapest { extra }),
        Some((extra, Reverse(value))) if purchase.is_proved && purchase.value != value => {
            Err(Fault::NotTheCheapest { extra })
        }
        _ => Ok(()),
    }
}

/// A closed set.
#[derive(Clone)]
struct Set {
    is_in: Vec<bool>,
    cost: u64,
    value: u64,
}

/// All closed sets, unless they are many.
fn closed_sets(problem: &Problem) -> Option<Vec<Set>> {
    let mut items: Vec<usize> = (0..problem.len()).collect();
    // What an item needs has fewer needs than the item, so it comes earlier.
    items.sort_by_cached_key(|&item| closure(problem, item).len());
    let mut sets = vec![Set { is_in: vec![false; problem.len()], cost: 0, value: 0 }];
    for item in items {
        let has_needs = |set: &&Set| problem.needs(item).iter().all(|&need| set.is_in[need]);
        let with_item = |set: &Set| {
            let mut set = set.clone();
            set.is_in[item] = true;
            set.cost += problem.items()[item].cost;
            set.value += problem.items()[item].value;
            set
        };
        let more: Vec<Set> = sets.iter().filter(has_needs).map(with_item).collect();
        sets.extend(more);
        if sets.len() > MAX_SETS {
            return None;
        }
    }
    Some(sets)
}
