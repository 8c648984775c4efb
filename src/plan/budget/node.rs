//! A part of all closed sets: some items surely in, some surely out, the others open.

use super::envelope::Envelope;
use super::goal::{Found, Goal};
use super::prepared::Prepared;

/// What is decided about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Open,
    In,
    Out,
    /// Not part of the search.
    Idle,
}

/// The closed sets that have the items `In` and not the items `Out`.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub fate: Vec<Fate>,
    /// Cost of what is in.
    pub cost: u64,
    /// Value of what is in.
    pub value: u64,
    /// No set here is worth more within the window.
    pub bound: u64,
}

impl Node {
    /// All closed sets.
    pub fn root(prepared: &Prepared<'_>) -> Self {
        let fate = prepared.is_idle.iter().map(|&is_idle| if is_idle { Fate::Idle } else { Fate::Open }).collect();
        Self { fate, cost: 0, value: 0, bound: u64::MAX }
    }

    /// Takes an item in with all that it needs; false where something of that is out already.
    ///
    /// An idle item may be given too: then all that it needs is taken in.
    pub fn take(&mut self, prepared: &Prepared<'_>, item: usize) -> bool {
        std::iter::once(item).chain(prepared.before.of(item)).all(|item| match self.fate[item] {
            Fate::Out => false,
            Fate::In | Fate::Idle => true,
            Fate::Open => {
                self.fate[item] = Fate::In;
                self.cost += prepared.problem.items()[item].cost;
                self.value += prepared.problem.items()[item].value;
                true
            }
        })
    }

    /// Leaves an item out with all that needs it; false where something of that is in already.
    pub fn leave(&mut self, prepared: &Prepared<'_>, item: usize) -> bool {
        std::iter::once(item).chain(prepared.after.of(item)).all(|item| match self.fate[item] {
            Fate::In => false,
            Fate::Out | Fate::Idle => true,
            Fate::Open => {
                self.fate[item] = Fate::Out;
                true
            }
        })
    }

    /// Leaves out what costs too much with its needs; false where what is in costs too much already.
    pub fn leave_unpayable(&mut self, prepared: &Prepared<'_>, budget: u64) -> bool {
        let Some(left) = budget.checked_sub(self.cost) else { return false };
        for &item in &prepared.sequence {
            if self.fate[item] == Fate::Open && self.missing_cost(prepared, item) > left {
                self.leave(prepared, item);
            }
        }
        true
    }

    /// Open items, each after those that it needs.
    pub fn open(&self, prepared: &Prepared<'_>) -> Vec<usize> {
        prepared.sequence.iter().copied().filter(|&item| self.fate[item] == Fate::Open).collect()
    }

    /// Cost of an open item and of all that it needs and that is not in.
    fn missing_cost(&self, prepared: &Prepared<'_>, item: usize) -> u64 {
        let missing = prepared.before.of(item).filter(|&need| self.fate[need] == Fate::Open);
        prepared.problem.totals(missing.chain([item])).0
    }

    /// A set that the goal accepts, made quickly: the densest open items that fit, less what it can do without.
    pub fn quick_set(&self, prepared: &Prepared<'_>, envelope: &Envelope, goal: Goal) -> Option<Found> {
        let items = prepared.problem.items();
        let is_in = self.fate.iter().map(|&fate| fate == Fate::In).collect();
        let mut set = Found { is_in, cost: self.cost, value: self.value };
        for &item in envelope.slices().iter().flat_map(|slice| &slice.jobs) {
            if matches!(goal, Goal::Cheapest { .. }) && goal.accepts(set.cost, set.value) {
                break;
            }
            let is_free = prepared.needs[item].iter().all(|&need| set.is_in[need]);
            if is_free && set.cost + items[item].cost <= goal.max() {
                set.is_in[item] = true;
                set.cost += items[item].cost;
                set.value += items[item].value;
            }
        }
        let least_value = if matches!(goal, Goal::Cheapest { .. }) { goal.value() } else { set.value };
        for &item in prepared.sequence.iter().rev() {
            let is_needed = || prepared.waiters[item].iter().any(|&waiter| set.is_in[waiter]);
            let can_go = set.is_in[item]
                && items[item].cost > 0
                && set.cost >= goal.min() + items[item].cost
                && set.value >= least_value + items[item].value;
            if can_go && !is_needed() {
                set.is_in[item] = false;
                set.cost -= items[item].cost;
                set.value -= items[item].value;
            }
        }
        goal.accepts(set.cost, set.value).then_some(set)
    }
}
