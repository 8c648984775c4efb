//! The question: work, purses in an order, and what is asked of whom already.

use crate::plan::budget::{Problem, Proof};

/// What one funder can pay for, in minor units of the plan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purse {
    /// The least that it pays; 0 where no floor is known.
    pub min: u64,
    /// The most; none where no ceiling is known.
    pub max: Option<u64>,
}

/// Whether a piece of work is asked of somebody already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// It is not.
    Free,
    /// Of this purse, and it stays there.
    At(usize),
    /// Of somebody who is not in the list.
    Elsewhere,
}

/// Which purse pays for what?
///
/// Every cut keeps to the floor and the ceiling of its purse. What a piece of work needs is in the same cut, in the cut of a
/// purse before it in the list, or asked of somebody else already; so the list is also the order in which funders are
/// asked, and no two cuts wait for each other. What is held counts in its purse; its own needs are not looked at, because it
/// was asked for by people who knew them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Pieces of work.
    pub problem: Problem,
    /// Purses, in the order in which they are asked.
    pub purses: Vec<Purse>,
    /// One for each piece of work.
    pub holds: Vec<Hold>,
}

/// A claim about the best cuts; [`verify`](super::verify) checks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cuts {
    /// New pieces of work for each purse, ascending.
    pub of: Vec<Vec<usize>>,
    /// What they are worth together.
    pub value: u64,
    /// What they cost together.
    pub cost: u64,
    /// Whether others cover more value, or as much for less, or as much for as little with more purses.
    pub proof: Proof,
}

impl Question {
    /// Cost of what a purse holds already.
    pub fn held_cost(&self, purse: usize) -> u64 {
        self.problem.totals(self.held(purse)).0
    }

    /// What a purse holds already, ascending.
    pub fn held(&self, purse: usize) -> impl Iterator<Item = usize> {
        (0..self.holds.len()).filter(move |item| self.holds[*item] == Hold::At(purse))
    }

    /// Pieces of work that are free, ascending.
    pub fn free(&self) -> Vec<usize> {
        (0..self.holds.len()).filter(|item| self.holds[*item] == Hold::Free).collect()
    }
}

impl Cuts {
    /// The purse of each piece of work that a cut has, by the index of the piece.
    pub fn purses(&self, n_items: usize) -> Vec<Option<usize>> {
        let mut purses = vec![None; n_items];
        for (purse, items) in self.of.iter().enumerate() {
            items.iter().for_each(|item| purses[*item] = Some(purse));
        }
        purses
    }
}
