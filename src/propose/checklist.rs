//! What is left to do before a form can be handed in.

use chrono::NaiveDate;

use super::answer::Ask;
use super::form::{FilledField, Lack, Verdict};
use super::unsaid::{Unsaid, unsaid};
use super::{OutOfAsk, Selection, Time, unpriced};
use crate::model::form::Requirement;
use crate::model::funder::{Decided, Funder, OpenTime, RuleKind};
use crate::model::id::{CapabilityId, FieldId, SourceId};
use crate::model::part::Part;
use crate::plan::Step;

/// Something to do, or to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// An answer cannot be handed in as it is; its verdict says why.
    Wrong(FieldId),
    /// A required answer is missing.
    Missing(FieldId, Lack),
    /// An answer is missing that may be required.
    MaybeMissing(FieldId, Lack),
    /// A person has to tick, choose or send it.
    ByHand(FieldId),
    /// A rule of the funder is not kept, and no field of the form asks for it.
    Rule(RuleKind, Lack),
    /// A reviewer will ask for this, and nothing says it.
    Unsaid(Unsaid),
    /// Another funder was asked for these, or is about to be.
    AskedElsewhere(Vec<CapabilityId>),
    /// What has to be bought and nobody has a price for, so that the sum leaves it out.
    UnknownCosts(Vec<String>),
    /// Capabilities of unknown status that are not part of the ask: their number.
    ToAssess(usize),
    /// What is known of the funder rests on sources that were last seen more than six months ago.
    OldFacts(Vec<SourceId>),
    /// The user's own choice costs less than the least or more than the most.
    OutsideWindow,
    /// The work takes longer than the limit; these steps end later.
    TooLong(u32, Vec<CapabilityId>),
    /// What is known of the duration that the funder allows, in words, and how many months the work takes.
    Duration(String, u32),
    /// The work comes after these, which are not done yet and not part of the ask.
    RestsOn(Vec<CapabilityId>),
    /// Open work that is not asked for.
    LeftOut(OutOfAsk),
    /// The next time to hand in, from the date of the plan.
    NextWindow(OpenTime),
    /// The work starts on this day, before the funder usually has decided.
    EarlyStart(NaiveDate, Decided),
}

impl Check {
    /// Whether the form must not be handed in as it is.
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

/// The list for a form, what is wrong first, then what is missing, then what to know.
///
/// How the ask was chosen is said where there is one form for all of it.
pub fn checks(ask: &Ask<'_>, fields: &[FilledField], is_whole_form: bool) -> Vec<Check> {
    let mut list: Vec<Check> = Vec::new();
    list.extend(fields.iter().filter(|field| field.verdict.is_wrong()).map(|field| Check::Wrong(field.id.clone())));
    list.extend(fields.iter().filter_map(missing));
    list.extend(rules(ask));
    list.extend(unsaid(ask).into_iter().filter(|_| is_whole_form).map(Check::Unsaid));
    let by_hand = fields.iter().filter(|field| field.verdict == Verdict::ByHand);
    list.extend(by_hand.map(|field| Check::ByHand(field.id.clone())));
    let input = ask.input;
    let asked = ask.asked_elsewhere();
    list.extend((!asked.is_empty()).then_some(Check::AskedElsewhere(asked)));
    let unpriced = unpriced(ask.items.iter().map(|item| item.step));
    let has_rates = input.facts.plan.rates.is_some();
    list.extend((has_rates && !unpriced.is_empty()).then_some(Check::UnknownCosts(unpriced)));
    let n_assess = input.selection.map_or(input.proposal.assess.len(), |selection| selection.n_assess);
    list.extend((n_assess > 0).then_some(Check::ToAssess(n_assess)));
    if let Some(selection) = input.selection.filter(|_| is_whole_form) {
        list.extend(chosen(input.funder, selection));
    }
    let dated = input.facts.plan.dated;
    let old: Vec<_> =
        input.funder.old_sources(&input.facts.catalog.sources, dated).iter().map(|old| old.id.clone()).collect();
    list.extend((!old.is_empty()).then_some(Check::OldFacts(old)));
    list.extend(input.funder.next_time(dated).map(Check::NextWindow));
    let steps = ask.items.iter().map(|item| item.step);
    list.extend(early_start(input.funder, dated, steps).map(|(start, decided)| Check::EarlyStart(start, decided)));
    list
}

/// The first day of work and when the funder decides, where work starts before that.
pub fn early_start<'a>(
    funder: &Funder,
    dated: NaiveDate,
    steps: impl Iterator<Item = &'a Step>,
) -> Option<(NaiveDate, Decided)> {
    let (start, decided) = (steps.map(|step| step.dates.start).min()?, funder.decides(dated)?);
    (start <= decided.last).then_some((start, decided))
}

/// What to know of the choice.
fn chosen(funder: &Funder, selection: &Selection) -> Vec<Check> {
    let mut list = Vec::new();
    let is_within = selection.cost.is_none_or(|(cost, _)| selection.window.of_costs(cost).contains(cost));
    list.extend((!is_within).then_some(Check::OutsideWindow));
    if let Time::Exceeds(limit, late) = &selection.time {
        list.push(Check::TooLong(*limit, late.clone()));
    }
    let duration = funder.duration.as_ref();
    list.extend(duration.map(|fact| Check::Duration(fact.value.clone(), selection.months)));
    list.extend((!selection.rests_on.is_empty()).then(|| Check::RestsOn(selection.rests_on.clone())));
    list.extend(selection.left_out.iter().cloned().map(Check::LeftOut));
    list
}

fn missing(field: &FilledField) -> Option<Check> {
    let Verdict::Missing(lack) = &field.verdict else { return None };
    let check = if field.requirement == Requirement::Required { Check::Missing } else { Check::MaybeMissing };
    Some(check(field.id.clone(), lack.clone()))
}

/// Rules that hold and that the plan says nothing about, where no field of the form brings them up.
fn rules(ask: &Ask<'_>) -> impl Iterator<Item = Check> {
    let (funder, plan) = (ask.input.funder, ask.input.facts.plan);
    let asks = |part: Part| funder.form.fields.values().any(|field| field.part == part);
    let consent = funder.holds(RuleKind::Consent) && plan.narrative.consent.is_none() && !asks(Part::Consent);
    let genai = funder.holds(RuleKind::GenaiDisclosure) && plan.narrative.genai.is_none() && !asks(Part::Genai);
    let rates = funder.holds(RuleKind::ExplicitRates) && plan.rates.is_none() && !asks(Part::Budget);
    let unwritten = |path: &str| Lack::Unwritten(path.to_owned());
    [
        consent.then(|| Check::Rule(RuleKind::Consent, unwritten("narrative.consent"))),
        genai.then(|| Check::Rule(RuleKind::GenaiDisclosure, unwritten("narrative.genai"))),
        rates.then_some(Check::Rule(RuleKind::ExplicitRates, Lack::NoRates)),
    ]
    .into_iter()
    .flatten()
}
