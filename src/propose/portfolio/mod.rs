//! The whole ask cut over several funders at once, so that nothing is asked of two of them.

mod checker;
mod question;
mod search;
#[cfg(test)]
mod tests;

pub use checker::{Checked, CutFault, verify};
pub use question::{Cuts, Hold, Purse, Question};
pub use search::{MAX_WORK, cut};

use super::{AskWindow, Facts};
use crate::model::funder::Funder;
use crate::model::id::CapabilityId;
use crate::model::value::Value;
use crate::plan::budget::Proof;
use crate::plan::{Ask, ask};

/// Who gets which part of the ask.
#[derive(Debug, Clone)]
pub struct Portfolio {
    /// One cut for each funder, in the order in which they are asked.
    pub cuts: Vec<FunderCut>,
    /// Open work that no funder of the list pays for, in the order of the roadmap.
    pub rest: Vec<Rest>,
    /// Cost of what the cuts have, in minor units of the plan's currency.
    pub cost: u64,
    /// Value of what the cuts have.
    pub value: Value,
    /// The same of the whole ask.
    pub whole: (u64, Value),
    /// Whether the new parts of the cuts are the best ones; a bound is in units of value.
    pub proof: Proof,
    /// How much of that a checker proved once more.
    pub checked: Checked,
}

/// What one funder is asked for.
#[derive(Debug, Clone)]
pub struct FunderCut {
    /// What it gives at least and at most.
    pub window: AskWindow,
    /// Pieces of work, in the order of the roadmap.
    pub pieces: Vec<Piece>,
    /// What they cost together.
    pub cost: u64,
    /// What they are worth together.
    pub value: Value,
}

/// A piece of work in a cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Index of its step in the roadmap.
    pub step: usize,
    /// Whether the ledger says that this funder was asked already, or is about to be.
    pub is_asked: bool,
    /// Needs that lie outside this cut: each with the index of the funder, none where somebody else was asked.
    pub rests_on: Vec<(CapabilityId, Option<usize>)>,
    /// Needs that nobody pays for; only of work that was asked for already.
    pub unpaid_needs: Vec<CapabilityId>,
}

/// Open work that no funder of the list pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// Index of its step in the roadmap.
    pub step: usize,
    /// Why.
    pub why: WhyRest,
}

/// Why a piece of work is in no cut; amounts in minor units of the plan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyRest {
    /// The ledger says that this one was asked, who is not in the list.
    AskedElsewhere(String),
    /// Nobody pays for this need.
    NeedsUnfunded(CapabilityId),
    /// With all its needs that are free it costs this, more than any of the funders gives.
    TooDear(u64),
    /// The cuts take away more; the ceiling of the nearest funder would have to be higher by this.
    NoRoom(u64),
    /// It is below the floor of the nearest funder by this, with what could go with it.
    BelowFloor(u64),
    /// It adds nothing that is worth its cost.
    AddsNothing,
    /// The search ended before it was settled.
    NotSettled,
}

/// Cut the ask over funders, in the order in which they are to be asked; none where the plan gives no rates.
///
/// What is granted or done is no part of the ask. What the ledger says was asked of a funder of the list, or is about to
/// be, stays with it; of several the first of the list.
///
/// # Errors
///
/// When the checker refuses the answer: a fault of this program.
pub fn portfolio(facts: &Facts<'_>, funders: &[(&Funder, AskWindow)]) -> Result<Option<Portfolio>, CutFault> {
    let Some(ask) = ask(facts.plan, facts.roadmap) else { return Ok(None) };
    let holds: Vec<Hold> =
        ask.steps.iter().map(|step| hold(facts, &facts.roadmap.steps[*step].capability, funders)).collect();
    let purse = |(_, window): &(&Funder, AskWindow)| Purse {
        min: window.min.as_ref().map_or(0, |edge| edge.in_plan),
        max: window.max.as_ref().map(|edge| edge.in_plan),
    };
    let question = Question { problem: ask.problem.clone(), purses: funders.iter().map(purse).collect(), holds };
    let cuts = cut(&question, MAX_WORK);
    let checked = verify(&question, &cuts)?;
    Ok(Some(
        Reader { facts, ask: &ask, question: &question, cuts: &cuts, new: cuts.purses(ask.steps.len()) }
            .portfolio(funders, checked),
    ))
}

/// Whether the ledger says that somebody was asked for a capability, or is about to be.
fn hold(facts: &Facts<'_>, id: &CapabilityId, funders: &[(&Funder, AskWindow)]) -> Hold {
    let pending = || facts.plan.ledger.iter().filter(|entry| entry.status.is_pending() && entry.covers(id));
    let of = |funder: &Funder| pending().any(|entry| entry.profile.as_ref() == Some(&funder.id));
    match funders.iter().position(|(funder, _)| of(funder)) {
        Some(purse) => Hold::At(purse),
        None if pending().next().is_some() => Hold::Elsewhere,
        None => Hold::Free,
    }
}

/// Puts the answer into words of the plan.
struct Reader<'a> {
    facts: &'a Facts<'a>,
    ask: &'a Ask,
    question: &'a Question,
    cuts: &'a Cuts,
    new: Vec<Option<usize>>,
}

impl Reader<'_> {
    fn portfolio(&self, funders: &[(&Funder, AskWindow)], checked: Checked) -> Portfolio {
        let cuts: Vec<FunderCut> =
            funders.iter().enumerate().map(|(idx, (_, window))| self.cut(idx, window.clone())).collect();
        let items = || 0..self.ask.steps.len();
        let is_out = |item: &usize| !matches!(self.place(*item), Some(Some(_)));
        let (whole_cost, whole_value) = self.question.problem.totals(items());
        Portfolio {
            cost: cuts.iter().map(|cut| cut.cost).sum(),
            value: cuts.iter().map(|cut| cut.value).sum(),
            rest: items().filter(is_out).map(|item| Rest { step: self.ask.steps[item], why: self.why(item) }).collect(),
            whole: (whole_cost, self.value(whole_value)),
            proof: self.cuts.proof,
            checked,
            cuts,
        }
    }

    fn value(&self, units: u64) -> Value {
        Value::from_units(units * self.ask.value_unit.units())
    }

    fn id(&self, item: usize) -> &CapabilityId {
        &self.facts.roadmap.steps[self.ask.steps[item]].capability
    }

    /// The funder of a piece; the inner none where somebody else was asked, the outer one where nobody pays.
    fn place(&self, item: usize) -> Option<Option<usize>> {
        match self.question.holds[item] {
            Hold::Free => self.new[item].map(Some),
            Hold::At(purse) => Some(Some(purse)),
            Hold::Elsewhere => Some(None),
        }
    }

    fn cut(&self, purse: usize, window: AskWindow) -> FunderCut {
        let items: Vec<usize> =
            (0..self.ask.steps.len()).filter(|item| self.place(*item) == Some(Some(purse))).collect();
        let (cost, value) = self.question.problem.totals(items.iter().copied());
        FunderCut {
            window,
            pieces: items.iter().map(|item| self.piece(*item, purse)).collect(),
            cost,
            value: self.value(value),
        }
    }

    fn piece(&self, item: usize, purse: usize) -> Piece {
        let needs = self.question.problem.needs(item).iter().map(|need| (self.id(*need).clone(), self.place(*need)));
        let (paid, unpaid): (Vec<_>, Vec<_>) = needs.partition(|(_, place)| place.is_some());
        let outside = paid.into_iter().filter_map(|(id, place)| Some((id, place?)));
        Piece {
            step: self.ask.steps[item],
            is_asked: self.question.holds[item] == Hold::At(purse),
            rests_on: outside.filter(|(_, place)| *place != Some(purse)).collect(),
            unpaid_needs: unpaid.into_iter().map(|(id, _)| id).collect(),
        }
    }

    fn why(&self, item: usize) -> WhyRest {
        let problem = &self.question.problem;
        if self.question.holds[item] == Hold::Elsewhere {
            let entries = self.facts.plan.ledger.iter();
            let entry = entries.filter(|entry| entry.status.is_pending()).find(|entry| entry.covers(self.id(item)));
            return WhyRest::AskedElsewhere(entry.map(|entry| entry.funder.clone()).unwrap_or_default());
        }
        let is_free = |other: &usize| self.question.holds[*other] == Hold::Free;
        let (with_needs, _) = problem.totals(problem.with_needs(item).into_iter().filter(is_free));
        let purses = || self.question.purses.iter().enumerate();
        if purses().all(|(_, purse)| purse.max.is_some_and(|max| max < with_needs)) {
            return WhyRest::TooDear(with_needs);
        }
        if let Some(need) = problem.needs(item).iter().find(|need| self.place(**need).is_none()) {
            return WhyRest::NeedsUnfunded(self.id(*need).clone());
        }
        let piece = problem.items()[item];
        if piece.value == 0 {
            return WhyRest::AddsNothing;
        }
        let first = problem.needs(item).iter().filter_map(|need| self.place(*need)?).max().unwrap_or(0);
        let spent = |purse: usize| {
            let paid = (0..self.ask.steps.len()).filter(|other| self.place(*other) == Some(Some(purse)));
            problem.totals(paid).0
        };
        let open = || purses().filter(|(idx, _)| *idx >= first);
        let short = open().map(|(idx, purse)| (spent(idx) + piece.cost).saturating_sub(purse.max.unwrap_or(u64::MAX)));
        match short.min() {
            Some(short) if short > 0 => return WhyRest::NoRoom(short),
            _ => {}
        }
        let fits = |(idx, purse): &(usize, &Purse)| purse.max.is_none_or(|max| spent(*idx) + piece.cost <= max);
        let below = open().filter(fits).map(|(idx, purse)| purse.min.saturating_sub(spent(idx) + piece.cost));
        match below.min() {
            Some(below) if below > 0 => WhyRest::BelowFloor(below),
            _ => WhyRest::NotSettled,
        }
    }
}
