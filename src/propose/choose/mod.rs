//! What to ask of a funder: the best closed set of open work within its floor and ceiling, or the user's own.
//!
//! All open work has the roadmap of the plan. A part of it is ordered and dated anew from the first day of the plan, with
//! the assessments and the work of others that it comes after, so that every figure of a document is about it alone.
//!
//! What somebody else was asked for is left out where the funder pays for nothing that others pay for: two grants for the
//! same work are a breach of the contract with either. Like work that is paid for, it does not keep what needs it out.

mod alone;
mod months;
mod pick;

use indexmap::IndexMap;

use super::window::AskWindow;
use super::{Extent, Facts, NothingToPropose, Proposal, propose};
use crate::model::funder::Funder;
use crate::model::id::CapabilityId;
use crate::model::money::Currency;
use crate::model::plan::{FundingStatus, Plan};
use crate::model::value::Value;
use crate::plan::budget::{Fault, Proof};
use crate::plan::{Roadmap, is_asked, predecessors};
use alone::Alone;
use pick::{Picked, pick};

/// What the user wants of the choice.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// From the least to the most that can be asked for.
    pub window: AskWindow,
    /// These capabilities instead of the best ones.
    pub named: Option<Vec<CapabilityId>>,
    /// The work, lags included, has to end within so many months.
    pub months: Option<u32>,
    /// Work that is not chosen because another funder was asked for it, with the name of that one.
    pub asked_elsewhere: IndexMap<CapabilityId, String>,
}

/// What was handed in to another funder, with its name, where this one refuses what others pay for; nothing where it is not
/// known to. A draft binds nobody yet.
pub fn asked_elsewhere(plan: &Plan, funder: &Funder) -> IndexMap<CapabilityId, String> {
    let others = plan.ledger.iter().filter(|entry| entry.profile.as_ref() != Some(&funder.id));
    let handed_in = others.filter(|entry| entry.status == FundingStatus::Submitted && funder.forbids_duplicates());
    let work = |entry: &crate::model::plan::LedgerEntry| entry.activity.capabilities().to_vec();
    handed_in.flat_map(|entry| work(entry).into_iter().map(|id| (id, entry.funder.clone()))).collect()
}

/// What is asked for, with a roadmap of its own.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// That of the plan where all open work is chosen; else the chosen steps and what they come after.
    pub roadmap: Roadmap,
    /// All of them, as a proposal.
    pub proposal: Proposal,
    /// How they were chosen.
    pub selection: Selection,
}

/// How the ask was chosen, and what is left out of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    /// How.
    pub how: How,
    /// From the least to the most that could be asked for.
    pub window: AskWindow,
    /// What it costs, in minor units, and the currency of the plan; none where the plan gives no rates.
    pub cost: Option<(u64, Currency)>,
    /// What it is worth.
    pub value: Value,
    /// What the whole ask is worth.
    pub whole_value: Value,
    /// Open work that is not asked for here, in the order of the roadmap.
    pub left_out: Vec<OutOfAsk>,
    /// Work that the ask comes after and that is not done yet: paid for by others, or to be assessed first.
    pub rests_on: Vec<CapabilityId>,
    /// Capabilities of unknown status, which no ask pays for: their number.
    pub n_assess: usize,
    /// Months from the first to the last day, begun ones counted.
    pub months: u32,
    /// How that lies to a limit.
    pub time: Time,
}

/// How an ask was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// All open work lies within the window, but for what others were asked for.
    Whole,
    /// The closed set worth most within it.
    Best(Proof),
    /// Of those that end in time the one worth most, if no set ends before a part of it does.
    BestInTime(Proof),
    /// The user named it.
    Named,
}

/// How the duration lies to a limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// There is none.
    NoLimit,
    /// It is within so many months.
    Within(u32),
    /// It was checked after the choice and is longer; these steps end later, in the order of the roadmap.
    Exceeds(u32, Vec<CapabilityId>),
}

/// Open work that is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutOfAsk {
    /// The capability.
    pub capability: CapabilityId,
    /// What it costs by itself, in minor units; none where the plan gives no rates.
    pub cost: Option<u64>,
    /// Why.
    pub why: WhyOut,
}

/// Why open work is not asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyOut {
    /// With all that it needs it costs this, more than the funder gives.
    TooDear(u64),
    /// It needs this one, which is left out.
    NeedsLeftOut(CapabilityId),
    /// What is asked for takes away more; the most would have to be higher by this, 0 where it adds nothing.
    WorthLess(u64),
    /// The whole would not end within the limit of months with it.
    TooLate,
    /// This one was asked for it, and the funder pays for nothing that others pay for.
    AskedElsewhere(String),
    /// The user did not name it.
    NotNamed,
}

/// Why nothing is chosen. Amounts are in minor units of the plan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoChoice {
    /// Nothing is open, or nobody knows whether anything is.
    NothingOpen,
    /// All open work was asked of these, and the funder pays for nothing that others pay for.
    AllAskedElsewhere(Vec<String>),
    /// The least is more than the most.
    EmptyWindow,
    /// The whole ask costs less than the least that the funder gives.
    BelowFloor {
        /// What it costs.
        whole: u64,
    },
    /// No closed set costs a sum within the window.
    NoneWithin {
        /// The cheapest work with all that it needs.
        cheapest: u64,
        /// Which that is.
        capability: CapabilityId,
    },
    /// None was found; there may be one.
    NotFound,
    /// Nothing within the window ends within the limit of months.
    NothingInTime(u32),
    /// This one that was named cannot be asked for.
    NotOpen(CapabilityId, NothingToPropose),
    /// The named ones cannot do without these: capability and its need.
    MissingNeeds(Vec<(CapabilityId, CapabilityId)>),
    /// The checker refuses the answer: a fault of this program.
    Refused(Fault),
}

/// Choose what to ask for.
///
/// # Errors
///
/// When nothing can be asked for, with the reason.
pub fn choose(facts: &Facts<'_>, request: &Request) -> Result<Chosen, NoChoice> {
    let steps = &facts.roadmap.steps;
    let open: Vec<usize> = (0..steps.len()).filter(|idx| is_asked(facts.plan, &steps[*idx])).collect();
    if open.is_empty() {
        return Err(NoChoice::NothingOpen);
    }
    let alone = Alone { facts, open: &open, asked_elsewhere: &request.asked_elsewhere };
    let Picked { how, steps: picked, why } = pick(&alone, request)?;
    let roadmap = alone.roadmap(&picked);
    let proposal = propose(facts.catalog, facts.gap, facts.plan, &roadmap, &Extent::Whole);
    let mut proposal = proposal.map_err(|_| NoChoice::NothingOpen)?;
    let is_picked = |id: &CapabilityId| picked.iter().any(|idx| steps[*idx].capability == *id);
    proposal.open.retain(|open| is_picked(&roadmap.steps[open.step].capability));
    let cost = |idx: &usize| steps[*idx].cost.map(|cost| u64::try_from(cost.total.mean.units()).unwrap_or(u64::MAX));
    let left_out = open.iter().filter(|idx| !picked.contains(idx)).map(|idx| {
        let why = why.iter().find(|(step, _)| step == idx).map_or(WhyOut::NotNamed, |(_, why)| why.clone());
        OutOfAsk { capability: steps[*idx].capability.clone(), cost: cost(idx), why }
    });
    let mut rests_on: Vec<CapabilityId> = Vec::new();
    for before in proposal.open.iter().flat_map(|open| predecessors(&roadmap.steps[open.step])) {
        if !is_picked(before) && !rests_on.contains(before) {
            rests_on.push(before.clone());
        }
    }
    let value = |of: &[usize]| Value::from_units(of.iter().map(|idx| steps[*idx].value.units()).sum());
    let months = alone.months(&roadmap, &picked);
    let sum = picked.iter().filter_map(cost).sum();
    let selection = Selection {
        how,
        window: request.window.clone(),
        cost: facts.plan.rates.as_ref().map(|rates| (sum, rates.currency)),
        value: value(&picked),
        whole_value: value(&open),
        left_out: left_out.collect(),
        rests_on,
        n_assess: facts.roadmap.totals.n_unknown,
        months,
        time: alone.time(&roadmap, &picked, request.months),
    };
    Ok(Chosen { roadmap, proposal, selection })
}
