//! Which steps are asked for.

use super::super::nothing;
use super::alone::Alone;
use super::months::{InTime, in_time};
use super::{How, NoChoice, Request, WhyOut};
use crate::model::capability::Strength;
use crate::model::id::CapabilityId;
use crate::plan::budget::{Answer, Choice, Limits, Nothing, Proof, Reason, best, verify};
use crate::plan::{Ask, NeedResult, Step, ask, is_asked};

/// Steps, by index in the whole roadmap, and why others are out.
pub struct Picked {
    /// How they were picked.
    pub how: How,
    /// The steps, rising.
    pub steps: Vec<usize>,
    /// Steps that are out, each with the reason.
    pub why: Vec<(usize, WhyOut)>,
}

/// Pick what is asked for: what the user named, or else the best of what nobody else was asked for.
///
/// # Errors
///
/// When nothing can be asked for, with the reason.
pub fn pick(alone: &Alone<'_>, request: &Request) -> Result<Picked, NoChoice> {
    if let Some(ids) = &request.named {
        return named(alone, ids);
    }
    let id = |idx: usize| &alone.facts.roadmap.steps[idx].capability;
    let held: Vec<(usize, WhyOut)> = alone
        .open
        .iter()
        .filter_map(|idx| Some((*idx, WhyOut::AskedElsewhere(request.asked_elsewhere.get(id(*idx))?.clone()))))
        .collect();
    let free: Vec<usize> =
        alone.open.iter().copied().filter(|idx| held.iter().all(|(other, _)| other != idx)).collect();
    if free.is_empty() {
        let mut funders: Vec<String> = alone.open.iter().map(|idx| request.asked_elsewhere[id(*idx)].clone()).collect();
        funders.dedup();
        return Err(NoChoice::AllAskedElsewhere(funders));
    }
    let mut picked = match ask(alone.facts.plan, alone.facts.roadmap) {
        None => Picked { how: How::Whole, steps: free, why: Vec::new() },
        Some(ask) => by_money(alone, &of_free(ask, &free), request)?,
    };
    picked.why.extend(held);
    Ok(picked)
}

/// The question without what others were asked for.
fn of_free(ask: Ask, free: &[usize]) -> Ask {
    let items: Vec<usize> = (0..ask.steps.len()).filter(|item| free.contains(&ask.steps[*item])).collect();
    Ask { steps: free.to_vec(), problem: ask.problem.only(&items), value_unit: ask.value_unit }
}

/// The best closed set within the window that ends in time.
fn by_money(alone: &Alone<'_>, ask: &Ask, request: &Request) -> Result<Picked, NoChoice> {
    let problem = &ask.problem;
    let (whole, _) = problem.totals(0..problem.len());
    let window = request.window.of_costs(whole);
    let steps = |items: &[usize]| -> Vec<usize> { items.iter().map(|item| ask.steps[*item]).collect() };
    let ends_in_time = |items: &[usize]| alone.is_in_time(&steps(items), request.months);
    let all: Vec<usize> = (0..problem.len()).collect();
    if window.contains(whole) && ends_in_time(&all) {
        return Ok(Picked { how: How::Whole, steps: ask.steps.clone(), why: Vec::new() });
    }
    let answer = best(problem, window, &Limits::default());
    verify(problem, window, &answer).map_err(NoChoice::Refused)?;
    let choice = match &answer {
        Answer::Chosen(choice) if !choice.chosen.is_empty() => choice,
        Answer::Chosen(_) | Answer::Nothing(Nothing::NoneWithin) => return Err(none_within(alone, ask)),
        Answer::Nothing(Nothing::EmptyWindow) => return Err(NoChoice::EmptyWindow),
        Answer::Nothing(Nothing::AllCostLess { total }) => return Err(NoChoice::BelowFloor { whole: *total }),
        Answer::Nothing(Nothing::NotFound) => return Err(NoChoice::NotFound),
    };
    let of_money =
        || Picked { how: How::Best(choice.proof), steps: steps(&choice.chosen), why: out_of_money(alone, ask, choice) };
    if ends_in_time(&choice.chosen) {
        return Ok(of_money());
    }
    match in_time(problem, window, ends_in_time) {
        InTime::Found(items, is_exact) => {
            let proof = if is_exact { Proof::Optimal } else { Proof::Gap { bound: choice.bound() } };
            let why = out_of_time(alone, ask, &items, window.max);
            Ok(Picked { how: How::BestInTime(proof), steps: steps(&items), why })
        }
        InTime::Nothing => Err(NoChoice::NothingInTime(request.months.unwrap_or_default())),
        InTime::GaveUp => Ok(of_money()),
    }
}

/// Why the rest is left out where the money was in the way.
fn out_of_money(alone: &Alone<'_>, ask: &Ask, choice: &Choice) -> Vec<(usize, WhyOut)> {
    let why = |reason: Reason| match reason {
        Reason::DoesNotFit { with_needs } => WhyOut::TooDear(with_needs),
        Reason::NeedsLeftOut { need } => WhyOut::NeedsLeftOut(id_of(alone, ask, need)),
        Reason::WorthLess { short } => WhyOut::WorthLess(short),
    };
    choice.left_out.iter().map(|out| (ask.steps[out.item], why(out.reason))).collect()
}

fn id_of(alone: &Alone<'_>, ask: &Ask, item: usize) -> CapabilityId {
    alone.facts.roadmap.steps[ask.steps[item]].capability.clone()
}

/// Why the rest is left out where the end was in the way as well as the money.
fn out_of_time(alone: &Alone<'_>, ask: &Ask, chosen: &[usize], max: u64) -> Vec<(usize, WhyOut)> {
    let problem = &ask.problem;
    let (cost, _) = problem.totals(chosen.iter().copied());
    let why = |item: usize| {
        let (with_needs, _) = problem.totals(problem.with_needs(item));
        let short = (cost + problem.items()[item].cost).saturating_sub(max);
        let need = problem.needs(item).iter().find(|need| !chosen.contains(need));
        match need {
            _ if with_needs > max => WhyOut::TooDear(with_needs),
            Some(need) => WhyOut::NeedsLeftOut(id_of(alone, ask, *need)),
            None if short > 0 => WhyOut::WorthLess(short),
            None => WhyOut::TooLate,
        }
    };
    let rest = (0..problem.len()).filter(|item| !chosen.contains(item));
    rest.map(|item| (ask.steps[item], why(item))).collect()
}

fn none_within(alone: &Alone<'_>, ask: &Ask) -> NoChoice {
    let costs = (0..ask.problem.len()).map(|item| (ask.problem.totals(ask.problem.with_needs(item)).0, item));
    match costs.min() {
        Some((cheapest, item)) => NoChoice::NoneWithin { cheapest, capability: id_of(alone, ask, item) },
        None => NoChoice::NothingOpen,
    }
}

/// The steps that the user named, if they can be built without anything that is left out.
fn named(alone: &Alone<'_>, ids: &[CapabilityId]) -> Result<Picked, NoChoice> {
    let facts = alone.facts;
    let steps = &facts.roadmap.steps;
    let is_open = |id: &CapabilityId| {
        let is_it = |step: &Step| step.capability == *id && is_asked(facts.plan, step);
        steps.iter().position(is_it)
    };
    let position = |id: &CapabilityId| {
        let why = || nothing(facts.catalog, facts.gap, facts.plan, id);
        is_open(id).ok_or_else(|| NoChoice::NotOpen(id.clone(), why()))
    };
    let mut picked = ids.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    picked.sort_unstable();
    picked.dedup();
    let is_lacking = |need: &CapabilityId| is_open(need).is_some() && !alone.asked_elsewhere.contains_key(need);
    let mut missing = Vec::new();
    for step in picked.iter().map(|idx| &steps[*idx]) {
        for need in step.needs.iter().filter(|need| need.strength == Strength::Hard) {
            let NeedResult::After(before) = &need.result else { continue };
            if is_lacking(before) && !need.alternatives.iter().any(|way| ids.contains(way)) {
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
