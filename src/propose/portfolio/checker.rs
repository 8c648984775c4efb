//! Checks cuts from nothing but the question; shares no code with the search.

use std::cmp::Reverse;

use super::question::{Cuts, Hold, Question};
use crate::plan::budget::Proof;

/// Questions with more ways to cut than this are checked for rules and sums only.
const MAX_WAYS: u64 = 200_000;

/// How much of an answer was proved once more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checked {
    /// All of it: every way to cut was looked at.
    Fully,
    /// All but that nothing is better.
    ButForTheBest,
}

/// Why an answer is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutFault {
    /// There is not one cut for each purse.
    WrongNumber,
    /// This piece does not exist, is not free, or stands in the wrong place of its cut.
    NotFree(usize),
    /// This piece is in two cuts, or twice in one.
    Twice(usize),
    /// Nobody pays for this need before the piece: piece and need.
    NeedsUnpaid(usize, usize),
    /// The cut of this purse costs less than its floor.
    BelowFloor(usize),
    /// The cut of this purse costs more than its ceiling.
    AboveCeiling(usize),
    /// Value or cost are not the sums.
    WrongSums,
    /// There are better cuts.
    NotTheBest,
}

/// Checks that no piece of work stands twice, that needs, floors and ceilings are kept, and that it is as good as it says.
///
/// # Errors
///
/// The first [`CutFault`] found.
pub fn verify(question: &Question, cuts: &Cuts) -> Result<Checked, CutFault> {
    let n = question.problem.len();
    if cuts.of.len() != question.purses.len() {
        return Err(CutFault::WrongNumber);
    }
    let mut purses: Vec<Option<usize>> = vec![None; n];
    for (purse, items) in cuts.of.iter().enumerate() {
        for &item in items {
            if question.holds.get(item) != Some(&Hold::Free) {
                return Err(CutFault::NotFree(item));
            }
            if purses[item].replace(purse).is_some() {
                return Err(CutFault::Twice(item));
            }
        }
        if let Some(pair) = items.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(CutFault::NotFree(pair[1]));
        }
    }
    check_rules(question, &purses)?;
    let (cost, value) = question.problem.totals(cuts.of.iter().flatten().copied());
    let is_below = matches!(cuts.proof, Proof::Gap { bound } if bound < value);
    if (cost, value) != (cuts.cost, cuts.value) || is_below {
        return Err(CutFault::WrongSums);
    }
    let free: Vec<usize> = (0..n).filter(|item| question.holds[*item] == Hold::Free).collect();
    let n_choices = question.purses.len() as u64 + 1;
    let Some(n_ways) = u32::try_from(free.len()).ok().and_then(|n| n_choices.checked_pow(n)) else {
        return Ok(Checked::ButForTheBest);
    };
    if n_ways > MAX_WAYS {
        return Ok(Checked::ButForTheBest);
    }
    let own = rank(question, &purses);
    for way in 0..n_ways {
        let mut rest = way;
        let mut other = vec![None; n];
        for &item in &free {
            other[item] = (rest % n_choices).checked_sub(1).and_then(|purse| usize::try_from(purse).ok());
            rest /= n_choices;
        }
        let is_better = rank(question, &other) > own && check_rules(question, &other).is_ok();
        let is_beyond = matches!(cuts.proof, Proof::Gap { bound } if rank(question, &other).0 <= bound);
        if is_better && !is_beyond {
            return Err(CutFault::NotTheBest);
        }
    }
    Ok(Checked::Fully)
}

/// Value, cost, and purses with something in them, so that better is greater.
fn rank(question: &Question, purses: &[Option<usize>]) -> (u64, Reverse<u64>, usize) {
    let paid = (0..purses.len()).filter(|item| purses[*item].is_some());
    let (cost, value) = question.problem.totals(paid);
    let has_some = |purse: &usize| (0..purses.len()).any(|item| place(question, purses, item) == Some(Some(*purse)));
    (value, Reverse(cost), (0..question.purses.len()).filter(has_some).count())
}

/// The purse of a piece, held or new; the inner none for one that is asked of somebody else.
fn place(question: &Question, purses: &[Option<usize>], item: usize) -> Option<Option<usize>> {
    match question.holds[item] {
        Hold::Free => purses[item].map(Some),
        Hold::At(purse) => Some(Some(purse)),
        Hold::Elsewhere => Some(None),
    }
}

fn check_rules(question: &Question, purses: &[Option<usize>]) -> Result<(), CutFault> {
    for (item, own) in purses.iter().enumerate().filter_map(|(item, purse)| Some((item, (*purse)?))) {
        for &need in question.problem.needs(item) {
            match place(question, purses, need) {
                Some(None) => {}
                Some(Some(before)) if before <= own => {}
                _ => return Err(CutFault::NeedsUnpaid(item, need)),
            }
        }
    }
    for (idx, purse) in question.purses.iter().enumerate() {
        if !purses.contains(&Some(idx)) {
            continue;
        }
        let paid = (0..purses.len()).filter(|item| place(question, purses, *item) == Some(Some(idx)));
        let (cost, _) = question.problem.totals(paid);
        if cost < purse.min {
            return Err(CutFault::BelowFloor(idx));
        }
        if purse.max.is_some_and(|max| cost > max) {
            return Err(CutFault::AboveCeiling(idx));
        }
    }
    Ok(())
}
