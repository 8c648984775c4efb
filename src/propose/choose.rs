//! What to ask of a funder: the best closed set of open work within its floor and ceiling, or the user's own.
//!
//! The chosen steps are ordered and dated anew by themselves, from the first day of the plan, so that every figure of a
//! form is about them alone.

use super::figures::months_between;
use super::months::{InTime, in_time};
use super::window::AskWindow;
use super::{Extent, Facts, NothingToPropose, Proposal, nothing, propose};
use crate::model::capability::Strength;
use crate::model::id::CapabilityId;
use crate::model::money::Currency;
use crate::model::plan::Objective;
use crate::model::value::Value;
use crate::plan::budget::{Answer, Fault, Limits, Nothing, Proof, Reason, best, verify};
use crate::plan::{Ask, NeedResult, Roadmap, ask, is_asked, predecessors, replan};

/// What the user wants of the choice.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// From the least to the most that can be asked for.
    pub window: AskWindow,
    /// These capabilities instead of the best ones.
    pub named: Option<Vec<CapabilityId>>,
    /// The work, lags included, has to end within so many months.
    pub months: Option<u32>,
}

/// What is asked for, with a roadmap of its own.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// The chosen steps alone.
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
    /// All open work lies within the window.
    Whole,
    /// The closed set worth most within it.
    Best(Proof),
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
    /// The user did not name it.
    NotNamed,
}

/// Why nothing is chosen. Amounts are in minor units of the plan's currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoChoice {
    /// Nothing is open, or nobody knows whether anything is.
    NothingOpen,
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
    let priced = ask(facts.plan, facts.roadmap);
    let picked = match (&request.named, &priced) {
        (Some(ids), _) => named(facts, ids)?,
        (None, Some(ask)) => by_money(facts, ask, request)?,
        (None, None) => Picked { how: How::Whole, steps: open.clone(), why: Vec::new() },
    };
    let chosen = replan(facts.catalog, facts.plan, facts.roadmap, &picked.steps, time_limit(facts));
    let ids: Vec<&CapabilityId> = chosen.steps.iter().map(|step| &step.capability).collect();
    let cost = |idx: &usize| steps[*idx].cost.map(|cost| u64::try_from(cost.total.mean.units()).unwrap_or(u64::MAX));
    let left_out = open.iter().filter(|idx| !picked.steps.contains(idx)).map(|idx| {
        let why = picked.why.iter().find(|(step, _)| step == idx).map_or(WhyOut::NotNamed, |(_, why)| why.clone());
        OutOfAsk { capability: steps[*idx].capability.clone(), cost: cost(idx), why }
    });
    let mut rests_on: Vec<CapabilityId> = Vec::new();
    for before in chosen.steps.iter().flat_map(predecessors) {
        if !ids.contains(&before) && !rests_on.contains(before) {
            rests_on.push(before.clone());
        }
    }
    let value = |of: &[usize]| Value::from_units(of.iter().map(|idx| steps[*idx].value.units()).sum());
    let months = duration(&chosen);
    let sum = picked.steps.iter().filter_map(cost).sum();
    let selection = Selection {
        how: picked.how,
        window: request.window.clone(),
        cost: facts.plan.rates.as_ref().map(|rates| (sum, rates.currency)),
        value: value(&picked.steps),
        whole_value: value(&open),
        left_out: left_out.collect(),
        rests_on,
        n_assess: facts.roadmap.totals.n_unknown,
        months,
        time: time(&chosen, months, request.months),
    };
    let part = Facts { roadmap: &chosen, ..*facts };
    let proposal = propose(part.catalog, part.gap, part.plan, &chosen, &Extent::Whole);
    let proposal = proposal.map_err(|_| NoChoice::NothingOpen)?;
    Ok(Chosen { proposal, selection, roadmap: chosen })
}

/// Steps, by index in the whole roadmap, and why others are out.
struct Picked {
    how: How,
    steps: Vec<usize>,
    why: Vec<(usize, WhyOut)>,
}

fn by_money(facts: &Facts<'_>, ask: &Ask, request: &Request) -> Result<Picked, NoChoice> {
    let problem = &ask.problem;
    let (whole, _) = problem.totals(0..problem.len());
    let window = request.window.of_costs(whole);
    let all: Vec<usize> = (0..problem.len()).collect();
    let ends_in_time = |items: &[usize]| is_in_time(facts, ask, items, request.months);
    if window.contains(whole) && ends_in_time(&all) {
        return Ok(Picked { how: How::Whole, steps: ask.steps.clone(), why: Vec::new() });
    }
    let answer = best(problem, window, &Limits::default());
    verify(problem, window, &answer).map_err(NoChoice::Refused)?;
    let choice = match &answer {
        Answer::Chosen(choice) if !choice.chosen.is_empty() => choice,
        Answer::Chosen(_) | Answer::Nothing(Nothing::NoneWithin) => return Err(none_within(facts, ask)),
        Answer::Nothing(Nothing::EmptyWindow) => return Err(NoChoice::EmptyWindow),
        Answer::Nothing(Nothing::AllCostLess { total }) => return Err(NoChoice::BelowFloor { whole: *total }),
        Answer::Nothing(Nothing::NotFound) => return Err(NoChoice::NotFound),
    };
    let why = |reason: Reason| match reason {
        Reason::DoesNotFit { with_needs } => WhyOut::TooDear(with_needs),
        Reason::NeedsLeftOut { need } => WhyOut::NeedsLeftOut(facts.roadmap.steps[ask.steps[need]].capability.clone()),
        Reason::WorthLess { short } => WhyOut::WorthLess(short),
    };
    let of_money = || choice.left_out.iter().map(|out| (ask.steps[out.item], why(out.reason))).collect();
    let steps = |items: &[usize]| items.iter().map(|item| ask.steps[*item]).collect();
    if ends_in_time(&choice.chosen) {
        return Ok(Picked { how: How::Best(choice.proof), steps: steps(&choice.chosen), why: of_money() });
    }
    match in_time(problem, window, ends_in_time) {
        InTime::Found(items, is_exact) => {
            let proof = if is_exact { Proof::Optimal } else { Proof::Gap { bound: choice.bound() } };
            let why = out_of_time(facts, ask, &items, window.max);
            Ok(Picked { how: How::Best(proof), steps: steps(&items), why })
        }
        InTime::Nothing => Err(NoChoice::NothingInTime(request.months.unwrap_or_default())),
        InTime::GaveUp => Ok(Picked { how: How::Best(choice.proof), steps: steps(&choice.chosen), why: of_money() }),
    }
}

/// Why the rest is left out where the end was in the way as well as the money.
fn out_of_time(facts: &Facts<'_>, ask: &Ask, chosen: &[usize], max: u64) -> Vec<(usize, WhyOut)> {
    let problem = &ask.problem;
    let (cost, _) = problem.totals(chosen.iter().copied());
    let why = |item: usize| {
        let (with_needs, _) = problem.totals(problem.with_needs(item));
        let short = (cost + problem.items()[item].cost).saturating_sub(max);
        let need = problem.needs(item).iter().find(|need| !chosen.contains(need));
        match need {
            _ if with_needs > max => WhyOut::TooDear(with_needs),
            Some(need) => WhyOut::NeedsLeftOut(facts.roadmap.steps[ask.steps[*need]].capability.clone()),
            None if short > 0 => WhyOut::WorthLess(short),
            None => WhyOut::TooLate,
        }
    };
    let rest = (0..problem.len()).filter(|item| !chosen.contains(item));
    rest.map(|item| (ask.steps[item], why(item))).collect()
}

fn none_within(facts: &Facts<'_>, ask: &Ask) -> NoChoice {
    let costs = (0..ask.problem.len()).map(|item| (ask.problem.totals(ask.problem.with_needs(item)).0, item));
    match costs.min() {
        Some((cheapest, item)) => {
            let capability = facts.roadmap.steps[ask.steps[item]].capability.clone();
            NoChoice::NoneWithin { cheapest, capability }
        }
        None => NoChoice::NothingOpen,
    }
}

/// The steps that the user named, if they can be built without anything that is left out.
fn named(facts: &Facts<'_>, ids: &[CapabilityId]) -> Result<Picked, NoChoice> {
    let steps = &facts.roadmap.steps;
    let position = |id: &CapabilityId| {
        let found = steps.iter().position(|step| step.capability == *id && is_asked(facts.plan, step));
        let why = || nothing(facts.catalog, facts.gap, facts.plan, id);
        found.ok_or_else(|| NoChoice::NotOpen(id.clone(), why()))
    };
    let mut picked = ids.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    picked.sort_unstable();
    picked.dedup();
    let is_open = |id: &CapabilityId| steps.iter().any(|step| step.capability == *id && is_asked(facts.plan, step));
    let mut missing = Vec::new();
    for step in picked.iter().map(|idx| &steps[*idx]) {
        for need in step.needs.iter().filter(|need| need.strength == Strength::Hard) {
            let NeedResult::After(before) = &need.result else { continue };
            if is_open(before) && !need.alternatives.iter().any(|way| ids.contains(way)) {
                missing.push((step.capability.clone(), before.clone()));
            }
        }
    }
    if missing.is_empty() {
        Ok(Picked { how: How::Named, steps: picked, why: Vec::new() })
    } else {
        Err(NoChoice::MissingNeeds(missing))
    }
}

/// Whether some items, scheduled alone, end within the limit; always where there is none.
fn is_in_time(facts: &Facts<'_>, ask: &Ask, items: &[usize], limit: Option<u32>) -> bool {
    let Some(limit) = limit else { return true };
    let keep: Vec<usize> = items.iter().map(|item| ask.steps[*item]).collect();
    duration(&replan(facts.catalog, facts.plan, facts.roadmap, &keep, time_limit(facts))) <= limit
}

/// Seconds of counted work for one schedule; many are made where the choice has to end in time.
fn time_limit(facts: &Facts<'_>) -> u32 {
    match facts.plan.objective {
        Objective::ValueFirst => crate::plan::DEFAULT_TIME_LIMIT,
        Objective::EarliestEnd => 1,
    }
}

fn duration(roadmap: &Roadmap) -> u32 {
    // The form counts from the first day of work, and the plan may begin on a weekend.
    let start = roadmap.steps.iter().map(|step| step.dates.start).min().unwrap_or(roadmap.start);
    months_between(start, roadmap.finish)
}

fn time(chosen: &Roadmap, months: u32, limit: Option<u32>) -> Time {
    match limit {
        None => Time::NoLimit,
        Some(limit) if months <= limit => Time::Within(limit),
        Some(limit) => {
            let start = chosen.steps.iter().map(|step| step.dates.start).min().unwrap_or(chosen.start);
            let late = chosen.steps.iter().filter(|step| months_between(start, step.dates.finish) > limit);
            Time::Exceeds(limit, late.map(|step| step.capability.clone()).collect())
        }
    }
}
