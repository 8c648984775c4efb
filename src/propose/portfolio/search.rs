//! Branch and bound over which purse pays for what.
//!
//! Pieces of work are settled one by one, needs first. The bound pays for what is left by value per cost from all purses at
//! once, parts of pieces included, and forgets needs and floors.

use super::question::{Cuts, Hold, Question};
use crate::plan::budget::{Limits, Proof, Window, best};

/// Pieces of work looked at before the search ends with a gap. It counts steps and no time, so that every machine gives the
/// same answer.
pub const MAX_WORK: u64 = 10_000_000;

/// The cuts that cover the most value, then cost the least, then have the most purses with something in them; of several,
/// the first that is found by this fixed rule: needs first, then the order of the pieces, the smallest purse first.
pub fn cut(question: &Question, max_work: u64) -> Cuts {
    let free = question.free();
    let part = question.problem.only(&free);
    let (total, _) = part.totals(0..part.len());
    let room = question.purses.iter().enumerate().try_fold(0_u64, |sum, (idx, purse)| {
        Some(sum.saturating_add(purse.max?.saturating_sub(question.held_cost(idx))))
    });
    let relaxed = best(&part, Window::up_to(room.unwrap_or(total).min(total)), &Limits::default());
    let limit = relaxed.choice().map(|choice| (choice.bound(), choice.cost, choice.proof == Proof::Optimal));
    let mut search = Search::new(question, max_work, limit);
    greedy(question, &mut search);
    search.settle(0);
    let is_proved = search.work_left > 0 || search.is_ideal();
    let bound = limit.map_or(0, |(value, ..)| value);
    let Found { purses, value, cost, .. } = search.found;
    let of =
        (0..question.purses.len()).map(|purse| (0..purses.len()).filter(|item| purses[*item] == Some(purse)).collect());
    let proof = if is_proved { Proof::Optimal } else { Proof::Gap { bound: bound.max(value) } };
    Cuts { of: of.collect(), value, cost, proof }
}

/// Cuts that were found.
#[derive(Debug, Clone)]
struct Found {
    purses: Vec<Option<usize>>,
    value: u64,
    cost: u64,
    n_used: usize,
}

struct Search<'a> {
    question: &'a Question,
    /// Free pieces, needs first.
    order: Vec<usize>,
    /// Free pieces by falling value per cost.
    by_density: Vec<usize>,
    /// Place of each free piece in the order.
    place: Vec<usize>,
    /// Purses, the smallest first.
    by_size: Vec<usize>,
    purses: Vec<Option<usize>>,
    spent: Vec<u64>,
    n_new: Vec<usize>,
    value: u64,
    cost: u64,
    found: Found,
    /// Value and cost that no cuts beat, and whether both belong to one set.
    limit: Option<(u64, u64, bool)>,
    work_left: u64,
}

impl<'a> Search<'a> {
    fn new(question: &'a Question, max_work: u64, limit: Option<(u64, u64, bool)>) -> Self {
        let n = question.problem.len();
        let free = question.free();
        let mut order: Vec<usize> = Vec::new();
        while let Some(next) = free.iter().find(|item| {
            let is_open = |need: &&usize| question.holds[**need] == Hold::Free && !order.contains(*need);
            !order.contains(item) && !question.problem.needs(**item).iter().any(|need| is_open(&need))
        }) {
            order.push(*next);
        }
        let mut place = vec![usize::MAX; n];
        order.iter().enumerate().for_each(|(at, item)| place[*item] = at);
        let item = |item: &usize| question.problem.items()[*item];
        let mut by_density = order.clone();
        by_density.sort_by(|a, b| {
            let left = u128::from(item(b).value) * u128::from(item(a).cost);
            let right = u128::from(item(a).value) * u128::from(item(b).cost);
            // What is worth nothing comes last whatever it costs.
            let is_idle = |piece: &usize| item(piece).value == 0;
            is_idle(a).cmp(&is_idle(b)).then(left.cmp(&right)).then(place[*a].cmp(&place[*b]))
        });
        let mut by_size: Vec<usize> = (0..question.purses.len()).collect();
        by_size.sort_by_key(|purse| (question.purses[*purse].max.unwrap_or(u64::MAX), *purse));
        let spent: Vec<u64> = (0..question.purses.len()).map(|purse| question.held_cost(purse)).collect();
        let n_used = (0..question.purses.len()).filter(|purse| question.held(*purse).next().is_some()).count();
        Self {
            found: Found { purses: vec![None; n], value: 0, cost: 0, n_used },
            n_new: vec![0; spent.len()],
            purses: vec![None; n],
            value: 0,
            cost: 0,
            question,
            order,
            by_density,
            place,
            by_size,
            spent,
            limit,
            work_left: max_work,
        }
    }

    /// Whether nothing can beat what was found.
    fn is_ideal(&self) -> bool {
        let has_all_purses = self.found.n_used == self.question.purses.len();
        self.limit.is_some_and(|(value, cost, is_exact)| {
            is_exact && has_all_purses && (self.found.value, self.found.cost) == (value, cost)
        })
    }

    /// Settles the pieces from a place of the order on.
    fn settle(&mut self, at: usize) {
        if self.work_left == 0 || self.is_ideal() || self.is_hopeless(at) {
            return;
        }
        let Some(&item) = self.order.get(at) else { return self.keep() };
        if let Some(first) = self.first_purse(item) {
            let cost = self.question.problem.items()[item].cost;
            for idx in 0..self.by_size.len() {
                let purse = self.by_size[idx];
                let max = self.question.purses[purse].max.unwrap_or(u64::MAX);
                if purse < first || self.spent[purse] + cost > max {
                    continue;
                }
                self.pay(item, purse);
                self.settle(at + 1);
                self.take_back(item, purse);
            }
        }
        self.settle(at + 1);
    }

    fn pay(&mut self, item: usize, purse: usize) {
        let piece = self.question.problem.items()[item];
        self.purses[item] = Some(purse);
        self.spent[purse] += piece.cost;
        self.n_new[purse] += 1;
        self.cost += piece.cost;
        self.value += piece.value;
    }

    fn take_back(&mut self, item: usize, purse: usize) {
        let piece = self.question.problem.items()[item];
        self.purses[item] = None;
        self.spent[purse] -= piece.cost;
        self.n_new[purse] -= 1;
        self.cost -= piece.cost;
        self.value -= piece.value;
    }

    /// The first purse that may pay for a piece; none where nobody pays for one of its needs.
    fn first_purse(&self, item: usize) -> Option<usize> {
        let purse = |need: &usize| match self.question.holds[*need] {
            Hold::Free => self.purses[*need],
            Hold::At(purse) => Some(purse),
            Hold::Elsewhere => Some(0),
        };
        self.question.problem.needs(item).iter().map(purse).try_fold(0, |first, purse| Some(first.max(purse?)))
    }

    fn n_used(&self) -> usize {
        (0..self.spent.len())
            .filter(|purse| self.n_new[*purse] > 0 || self.question.held(*purse).next().is_some())
            .count()
    }

    /// Keeps what is settled if it is better and every floor is reached.
    fn keep(&mut self) {
        let is_short = |purse: usize| self.n_new[purse] > 0 && self.spent[purse] < self.question.purses[purse].min;
        if (0..self.spent.len()).any(is_short) {
            return;
        }
        let n_used = self.n_used();
        let rank = |value: u64, cost: u64, n_used: usize| (value, std::cmp::Reverse(cost), n_used);
        if rank(self.value, self.cost, n_used) > rank(self.found.value, self.found.cost, self.found.n_used) {
            self.found = Found { purses: self.purses.clone(), value: self.value, cost: self.cost, n_used };
        }
    }

    /// Whether nothing better can come of the pieces from a place of the order on.
    fn is_hopeless(&mut self, at: usize) -> bool {
        let mut room = (0..self.spent.len()).try_fold(0_u64, |sum, purse| {
            Some(sum.saturating_add(self.question.purses[purse].max?.saturating_sub(self.spent[purse])))
        });
        let (mut value, mut left_cost, mut cheapest) = (self.value, 0_u64, u64::MAX);
        // The least cost at which the value of what was found can be reached, rounded up.
        let (mut reach, mut reach_cost) = (self.value >= self.found.value, self.cost);
        for &item in &self.by_density {
            self.work_left = self.work_left.saturating_sub(1);
            let is_settled = |need: &usize| self.place[*need] < at;
            let lacks = |need: &usize| {
                self.question.holds[*need] == Hold::Free && is_settled(need) && self.purses[*need].is_none()
            };
            if self.place[item] < at || self.question.problem.needs(item).iter().any(lacks) {
                continue;
            }
            let piece = self.question.problem.items()[item];
            left_cost += piece.cost;
            cheapest = cheapest.min(piece.cost);
            let paid = room.map_or(piece.cost, |room| room.min(piece.cost));
            let part = |cost: u64| match piece.cost {
                0 => piece.value,
                whole => {
                    u64::try_from(u128::from(piece.value) * u128::from(cost) / u128::from(whole)).unwrap_or(u64::MAX)
                }
            };
            let gained = part(paid);
            if !reach && value + gained >= self.found.value {
                let lacking = u128::from(self.found.value - value) * u128::from(piece.cost);
                let cost = lacking.div_ceil(u128::from(piece.value.max(1)));
                reach_cost += u64::try_from(cost).unwrap_or(u64::MAX);
                reach = true;
            } else if !reach {
                reach_cost += paid;
            }
            value += gained;
            room = room.map(|room| room - paid);
        }
        let is_short = |purse: usize| {
            self.n_new[purse] > 0 && self.spent[purse].saturating_add(left_cost) < self.question.purses[purse].min
        };
        if (0..self.spent.len()).any(is_short) || value < self.found.value {
            return true;
        }
        let may_be_used = |purse: &usize| {
            let room = self.question.purses[*purse].max.unwrap_or(u64::MAX).saturating_sub(self.spent[*purse]);
            let is_used = self.n_new[*purse] > 0 || self.question.held(*purse).next().is_some();
            is_used
                || (cheapest <= room
                    && self.spent[*purse].saturating_add(left_cost) >= self.question.purses[*purse].min)
        };
        let most_used = (0..self.spent.len()).filter(may_be_used).count();
        value == self.found.value
            && reach
            && (reach_cost > self.found.cost || (reach_cost == self.found.cost && most_used <= self.found.n_used))
    }
}

/// A first answer: each purse in turn takes the best that it can.
fn greedy(question: &Question, search: &mut Search<'_>) {
    let mut left = question.free();
    for (idx, purse) in question.purses.iter().enumerate() {
        // A need held by a later purse keeps a piece from this one, and what needs it too.
        let mut rest = left.clone();
        loop {
            let n_before = rest.len();
            let fits = |need: &usize, rest: &[usize]| match question.holds[*need] {
                Hold::At(purse) => purse <= idx,
                Hold::Elsewhere => true,
                Hold::Free => rest.contains(need) || search.purses[*need].is_some(),
            };
            let before = rest.clone();
            rest.retain(|item| question.problem.needs(*item).iter().all(|need| fits(need, &before)));
            if rest.len() == n_before {
                break;
            }
        }
        let part = question.problem.only(&rest);
        let held = question.held_cost(idx);
        let (total, _) = part.totals(0..part.len());
        let Some(max) = purse.max.map_or(Some(total), |max| max.checked_sub(held)) else { continue };
        let min = purse.min.saturating_sub(held);
        let answer = best(&part, Window { min: (min > 0).then_some(min), max }, &Limits::default());
        for item in answer.choice().into_iter().flat_map(|choice| &choice.chosen).map(|item| rest[*item]) {
            search.pay(item, idx);
            left.retain(|other| *other != item);
        }
    }
    search.keep();
    for item in question.free() {
        if let Some(purse) = search.purses[item] {
            search.take_back(item, purse);
        }
    }
}
