//! A funder's form, filled from roadmap, plan and the applicant's own words.
//!
//! Pure. An answer is never cut: a computed one is put in fewer words until it fits, an applicant's own one that does not
//! fit is shown with its excess and the place where it stands.

use super::answer::{Ask, Draft};
use super::checklist::{Check, checks};
use super::{Facts, Proposal, Selection};
use crate::count::{Unit, plain};
use crate::model::form::{Field, Fit, Kind, Limit, Per, Requirement};
use crate::model::funder::Funder;
use crate::model::id::{CapabilityId, FieldId, FunderId};
use crate::model::money::{Currency, Minor};
use crate::model::part::Part;

/// What a form is filled from.
#[derive(Debug, Clone, Copy)]
pub struct FormInput<'a> {
    /// Catalog, assessment, plan and roadmap.
    pub facts: Facts<'a>,
    /// What is asked for; its open items are the ask.
    pub proposal: &'a Proposal,
    /// Who is asked.
    pub funder: &'a Funder,
    /// How the ask was chosen; none where it is simply the proposal.
    pub selection: Option<&'a Selection>,
}

/// A filled form.
#[derive(Debug, Clone)]
pub struct FilledForm {
    /// Whose form it is.
    pub funder: FunderId,
    /// Currency of the plan; none where it gives no rates.
    pub currency: Option<Currency>,
    /// The piece of work that it is about, for a form that is filled in once for each.
    pub item: Option<CapabilityId>,
    /// Its fields, in its order.
    pub fields: Vec<FilledField>,
    /// What is left to do before it can be handed in.
    pub checks: Vec<Check>,
}

/// A field and its answer.
#[derive(Debug, Clone)]
pub struct FilledField {
    /// The form's own name of it.
    pub id: FieldId,
    /// The question, in our words.
    pub question: String,
    /// Whether it must be answered.
    pub requirement: Requirement,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The answer, as plain text to paste.
    pub answer: Option<Answer>,
    /// Length of the answer in the unit of the limit; none where there is no known limit.
    pub count: Option<usize>,
    /// What can be chosen, where that is known.
    pub choices: Vec<String>,
    /// How long it may be.
    pub limit: Limit,
    /// Whether it can be handed in.
    pub verdict: Verdict,
}

/// An answer and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Plain text.
    pub text: String,
    /// The place in plan.yaml or assessment.yaml where a person wrote it; none where it is computed.
    pub path: Option<String>,
}

/// Whether an answer can be handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It can.
    Fits,
    /// There is none, and there has to be or may have to be one.
    Missing(Lack),
    /// There is none, and there need not be one.
    Empty(Lack),
    /// A person has to tick, choose or send it.
    ByHand,
    /// It is too long by this many units of the limit.
    Over(usize),
    /// It is too short by this many units of the limit.
    Under(usize),
    /// The amount is below this one, the least that the funder gives.
    BelowFloor(Minor, Currency),
    /// The amount is above this one, the most that the funder gives.
    AboveCeiling(Minor, Currency),
    /// It is none of the choices of the field.
    NoChoice,
    /// It would be untrue: others pay for these already.
    NotToBeClaimed(Vec<CapabilityId>),
}

impl Verdict {
    /// Whether the form must not be handed in with this answer.
    pub fn is_wrong(&self) -> bool {
        matches!(
            self,
            Self::Over(_)
                | Self::Under(_)
                | Self::BelowFloor(..)
                | Self::AboveCeiling(..)
                | Self::NoChoice
                | Self::NotToBeClaimed(_)
        )
    }
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Only the applicant can write it, at this place of plan.yaml.
    Unwritten(String),
    /// The plan gives no rates.
    NoRates,
    /// The plan gives no rate of exchange from its own currency to the funder's.
    NoExchangeRate(Currency, Currency),
}

/// Fill the form: one, or one for each open item where the funder wants it so.
pub fn fill(input: &FormInput<'_>) -> Vec<FilledForm> {
    match input.funder.form.per {
        Per::Proposal => vec![fill_one(input, None)],
        Per::Item => {
            let single = input.proposal.open.iter().map(|open| {
                let one = Proposal { open: vec![*open], assess: Vec::new(), closed: Vec::new() };
                let item = input.facts.roadmap.steps[open.step].capability.clone();
                fill_one(&FormInput { proposal: &one, ..*input }, Some(item))
            });
            single.collect()
        }
    }
}

fn fill_one(input: &FormInput<'_>, item: Option<CapabilityId>) -> FilledForm {
    let ask = Ask::new(input);
    let fields: Vec<_> = input.funder.form.fields.values().map(|field| filled(&ask, field)).collect();
    let checks = checks(&ask, &fields, item.is_none());
    let currency = input.facts.plan.rates.as_ref().map(|rates| rates.currency);
    FilledForm { funder: input.funder.id.clone(), currency, item, fields, checks }
}

fn filled(ask: &Ask<'_>, field: &Field) -> FilledField {
    let (answer, verdict) = settle(ask, field);
    let count = match (&answer, field.limit) {
        (Some(answer), Limit::Length { unit, .. }) => Some(unit.count(&answer.text)),
        _ => None,
    };
    FilledField {
        id: field.id.clone(),
        question: field.question.clone(),
        requirement: field.requirement.clone(),
        kind: field.kind,
        answer,
        count,
        choices: field.choices.clone(),
        limit: field.limit,
        verdict,
    }
}

/// Where plan.yaml has the applicant's answer to one field.
pub fn own_path(funder: &FunderId, field: &FieldId) -> String {
    // The ids of some forms hold dots.
    let quote = if field.as_str().contains('.') { "\"" } else { "" };
    format!("narrative.answers.{funder}.{quote}{field}{quote}")
}

/// The answer to a field: the applicant's own to this very field, or what the part of the proposal says.
fn settle(ask: &Ask<'_>, field: &Field) -> (Option<Answer>, Verdict) {
    let paid_elsewhere = if field.part == Part::NoDuplicateFunding { ask.paid_elsewhere() } else { Vec::new() };
    if !paid_elsewhere.is_empty() {
        return (None, Verdict::NotToBeClaimed(paid_elsewhere));
    }
    let funder = &ask.input.funder.id;
    let own_path = own_path(funder, &field.id);
    let own = ask.input.facts.plan.narrative.answers.get(funder).and_then(|fields| fields.get(&field.id));
    let draft = match own {
        Some(text) => Draft::written(plain(text), Some(&own_path)),
        None if matches!(field.kind, Kind::Confirmation | Kind::File) => return (None, Verdict::ByHand),
        None if field.choices.len() == 1 => Draft::written(field.choices[0].clone(), None),
        None => ask.draft(field.part),
    };
    match draft {
        Draft::Written { variants, path } => {
            let text = fitting(variants, field);
            let verdict = verdict(ask, field, &text);
            (Some(Answer { text, path }), verdict)
        }
        Draft::Nothing(lack) => {
            let lack = lack.unwrap_or(Lack::Unwritten(own_path));
            let verdict = match field.requirement {
                Requirement::Optional => Verdict::Empty(lack),
                _ => Verdict::Missing(lack),
            };
            (None, verdict)
        }
    }
}

/// Words that a reviewer with hundreds of proposals reads gladly, where the form states no limit.
const READABLE_WORDS: usize = 600;

/// The fullest wording that has the length which the funder advises, or else fits; the shortest where none does.
fn fitting(variants: Vec<String>, field: &Field) -> String {
    let advised = match (field.limit, field.recommended) {
        (Limit::Length { min, unit, .. }, Some(max)) => Limit::Length { min, max, unit },
        (limit @ Limit::Length { .. }, None) => limit,
        _ => Limit::Length { min: 0, max: READABLE_WORDS, unit: Unit::Words },
    };
    let fits = |text: &&String| advised.fit(text) == Fit::Within;
    let chosen = variants.iter().find(fits).or(variants.last());
    chosen.cloned().unwrap_or_default()
}

fn verdict(ask: &Ask<'_>, field: &Field, text: &str) -> Verdict {
    match field.limit.fit(text) {
        Fit::Over(excess) => return Verdict::Over(excess),
        Fit::Under(lack) => return Verdict::Under(lack),
        Fit::Within => {}
    }
    match field.kind {
        Kind::Choice if !field.choices.is_empty() && !field.choices.iter().any(|choice| choice == text) => {
            Verdict::NoChoice
        }
        Kind::Amount => amount_verdict(ask.input.funder, text),
        _ => Verdict::Fits,
    }
}

/// Whether an amount in whole units of the funder's currency lies between its floor and its ceiling.
fn amount_verdict(funder: &Funder, text: &str) -> Verdict {
    let Some(currency) = funder.currency.as_ref().map(|fact| fact.value) else { return Verdict::Fits };
    let Ok(units) = text.parse::<i128>() else { return Verdict::Fits };
    let amount = Minor::new(units * 10_i128.pow(currency.decimals()));
    let least = funder.floor.as_ref().map(|floor| floor.value.least(currency));
    let most = funder.ceiling.as_ref().map(|ceiling| ceiling.value.most(currency));
    match (least, most) {
        (Some(least), _) if amount < least => Verdict::BelowFloor(least, currency),
        (_, Some(most)) if amount > most => Verdict::AboveCeiling(most, currency),
        _ => Verdict::Fits,
    }
}
