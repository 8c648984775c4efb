//! Checks of one funder.

use indexmap::IndexMap;

use super::capability::id_mismatch;
use super::names::{Names, unique};
use super::scalar::{Check, all, flatten};
use crate::count::Unit;
use crate::diag::{Code, shortened};
use crate::model::form::{Field, Form, Kind, Limit, Per, Requirement};
use crate::model::funder::{Bound, Decision, Fact, Funder, Rule, RuleKind, Window};
use crate::model::id::{FieldId, FunderId, SourceId};
use crate::model::money::Currency;
use crate::model::part::Part;
use crate::raw::funder as raw;
use crate::raw::{OrUnknown, Text};

/// A funder in which every source is known and graded, and every limit can be counted.
pub fn funder(raw: &raw::Funder, file_stem: &str, names: &Names<'_>, check: &mut Check<'_>) -> Option<Funder> {
    let id = check.file_id(&raw.id).filter(|id| id == file_stem || id_mismatch(&raw.id, file_stem, check).is_some());
    let (name, about) = (check.text(&raw.name), check.text(&raw.about));
    let home = check.optional_link(raw.home.as_ref());
    let eligibility = known(&raw.eligibility, |list| facts(list, names, check));
    let currency = known(&raw.currency, |item| {
        let (code, source) = (check.currency(&item.code), graded(&item.source, names, check));
        Some(Fact { value: code?, source: source? })
    });
    let unit = currency.as_ref().and_then(|currency| currency.as_ref().map(|fact| fact.value));
    let floor = known(&raw.floor, |item| bound(item, unit, names, check));
    let ceiling = known(&raw.ceiling, |item| bound(item, unit, names, check));
    if let (Some(Some(floor)), Some(Some(ceiling)), OrUnknown::Known(written)) = (&floor, &ceiling, &raw.ceiling)
        && ceiling.value.amount < floor.value.amount
    {
        let message = "the ceiling is below the floor";
        check.error::<()>(Code::NumberOutOfRange, written.amount.span, message, "change one of the two");
    }
    let duration = known(&raw.duration, |item| fact(item, names, check));
    let amounts = facts(&raw.amounts, names, check);
    let windows = known(&raw.windows, |list| all(list.iter().map(|item| window(item, names, check))));
    let decision = flatten(raw.decision.as_ref().map(|item| decision(item, names, check)));
    let criteria = known(&raw.criteria, |list| facts(list, names, check));
    let duties = known(&raw.duties, |list| facts(list, names, check));
    let reports = all(raw.reports.iter().map(|item| {
        let (address, source) = (check.link(&item.address), graded(&item.source, names, check));
        Some(Fact { value: address?, source: source? })
    }));
    let rules = rules(&raw.rules, names, check);
    let form = form(&raw.form, names, check);
    Some(Funder {
        id: FunderId::new(id?),
        name: name?,
        about: about?,
        home: home?,
        eligibility: eligibility?,
        currency: currency?,
        floor: floor?,
        ceiling: ceiling?,
        duration: duration?,
        amounts: amounts?,
        windows: windows?,
        decision: decision?,
        criteria: criteria?,
        duties: duties?,
        reports: reports?,
        rules: rules?,
        form: form?,
    })
}

/// What is known, checked; the outer option is the success of the check.
fn known<R, M>(raw: &OrUnknown<R>, check: impl FnOnce(&R) -> Option<M>) -> Option<Option<M>> {
    match raw {
        OrUnknown::Unknown => Some(None),
        OrUnknown::Known(value) => check(value).map(Some),
    }
}

/// A source that is known and graded.
fn graded(id: &Text, names: &Names<'_>, check: &mut Check<'_>) -> Option<SourceId> {
    let known = check.known(id, &names.sources, Code::UnknownSource, "source")?;
    if names.graded.contains(&known.as_str()) {
        return Some(SourceId::new(known));
    }
    check.error(
        Code::UngradedSource,
        id.span,
        format!("`{known}` has no grade, and a fact about a funder rests on it"),
        "add `grade: primary` to the source if its text was read, `grade: quoted` if somebody quotes it",
    )
}

fn fact(raw: &raw::Fact, names: &Names<'_>, check: &mut Check<'_>) -> Option<Fact<String>> {
    let (value, source) = (check.text(&raw.fact), graded(&raw.source, names, check));
    Some(Fact { value: value?, source: source? })
}

fn facts(raw: &[raw::Fact], names: &Names<'_>, check: &mut Check<'_>) -> Option<Vec<Fact<String>>> {
    all(raw.iter().map(|item| fact(item, names, check)))
}

fn bound(
    raw: &raw::AmountFact,
    currency: Option<Currency>,
    names: &Names<'_>,
    check: &mut Check<'_>,
) -> Option<Fact<Bound>> {
    let holds_for = check.optional_text(raw.holds_for.as_ref());
    let source = graded(&raw.source, names, check);
    let Some(currency) = currency else {
        let help = "write the funder's `currency`, or `unknown` here";
        return check.error(Code::UnknownCurrency, raw.amount.span, "this amount has no currency", help);
    };
    let amount = check.amount(&raw.amount, currency);
    let bound = Bound { amount: amount?, exclusive: raw.exclusive, holds_for: holds_for? };
    Some(Fact { value: bound, source: source? })
}

fn window(raw: &raw::Window, names: &Names<'_>, check: &mut Check<'_>) -> Option<Fact<Window>> {
    let (text, source) = (check.text(&raw.text), graded(&raw.source, names, check));
    let months: Option<Vec<u32>> =
        all(raw.months.iter().map(|month| u32::try_from(check.number(month, 0, 1, 12)?).ok()));
    let mut day = |day: &Option<_>| {
        flatten(day.as_ref().map(|day| check.number(day, 0, 1, 31)))
            .map(|day| day.and_then(|day| u32::try_from(day).ok()))
    };
    let (opens_on, closes_on) = (day(&raw.opens_on), day(&raw.closes_on));
    let deadlines: Option<Vec<_>> = all(raw.deadlines.iter().map(|day| check.day(day)));
    if let (Some(first), None) = (raw.months.first(), &raw.closes_on) {
        let help = "add `closes_on`, or delete `months` where only the words are known";
        check.error::<()>(Code::MissingField, first.span, "months without the day on which they close", help)?;
    }
    let (mut months, mut deadlines) = (months?, deadlines?);
    months.sort_unstable();
    deadlines.sort_unstable();
    let window = Window { text: text?, months, opens_on: opens_on?, closes_on: closes_on?, deadlines };
    Some(Fact { value: window, source: source? })
}

fn decision(raw: &raw::Decision, names: &Names<'_>, check: &mut Check<'_>) -> Option<Fact<Decision>> {
    let (text, source) = (check.text(&raw.fact), graded(&raw.source, names, check));
    let least = check.number(&raw.least_months, 0, 0, 36)?;
    let most = check.number(&raw.most_months, 0, least, 36)?;
    let months = |number: i64| u32::try_from(number).ok();
    let decision = Decision { text: text?, least_months: months(least)?, most_months: months(most)? };
    Some(Fact { value: decision, source: source? })
}

fn rules(raw: &raw::Rules, names: &Names<'_>, check: &mut Check<'_>) -> Option<IndexMap<RuleKind, Fact<Rule>>> {
    let mut written = |kind: RuleKind| {
        let rule = match kind {
            RuleKind::NoDuplicateFunding => &raw.no_duplicate_funding,
            RuleKind::GenaiDisclosure => &raw.genai_disclosure,
            RuleKind::ExplicitRates => &raw.explicit_rates,
            RuleKind::Consent => &raw.consent,
        };
        known(rule, |rule| {
            let (text, source) = (check.text(&rule.fact), graded(&rule.source, names, check));
            Some((kind, Fact { value: Rule { holds: rule.holds, text: text? }, source: source? }))
        })
    };
    let rules: Option<Vec<_>> = all(RuleKind::ALL.into_iter().map(&mut written));
    Some(rules?.into_iter().flatten().collect())
}

fn form(raw: &raw::Form, names: &Names<'_>, check: &mut Check<'_>) -> Option<Form> {
    let ids: Vec<_> = raw.fields.iter().map(|field| (check.file, &field.id)).collect();
    unique(&ids, check.diagnostics);
    let notes = facts(&raw.notes, names, check);
    let fields: Option<Vec<Field>> = all(raw.fields.iter().map(|item| field(item, names, check)));
    let per = match raw.per.value {
        raw::Per::Proposal => Per::Proposal,
        raw::Per::Item => Per::Item,
    };
    Some(Form { per, notes: notes?, fields: fields?.into_iter().map(|field| (field.id.clone(), field)).collect() })
}

fn field(raw: &raw::Field, names: &Names<'_>, check: &mut Check<'_>) -> Option<Field> {
    let id = field_id(&raw.id, check);
    let question = check.text(&raw.question);
    let requirement = requirement(raw, check);
    let limit = limit(&raw.limit, check);
    let recommended = raw.recommended.as_ref().map(|number| check.number(number, 0, 1, MAX_LENGTH));
    let choices = check.texts(&raw.choices);
    let source = graded(&raw.source, names, check);
    Some(Field {
        id: id?,
        question: question?,
        requirement: requirement?,
        kind: kind(raw.kind.value),
        limit: limit?,
        recommended: flatten(recommended)?.and_then(|number| usize::try_from(number).ok()),
        choices: choices?,
        part: part(raw.part.value),
        source: source?,
    })
}

/// Ids of fields are those of the form itself, which follow no rule of ours.
fn field_id(id: &Text, check: &mut Check<'_>) -> Option<FieldId> {
    let good = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if !id.value.is_empty() && id.value.len() <= 80 && id.value.chars().all(good) {
        return Some(FieldId::new(id.value.as_str()));
    }
    let help = "write letters, digits, `_`, `-` and `.`, at most 80 of them";
    check.error(Code::InvalidId, id.span, format!("`{}` is no id of a field", shortened(&id.value)), help)
}

fn requirement(raw: &raw::Field, check: &mut Check<'_>) -> Option<Requirement> {
    let condition = check.optional_text(raw.condition.as_ref())?;
    match (raw.requirement.value, condition) {
        (raw::Requirement::Conditional, Some(condition)) => Some(Requirement::Conditional(condition)),
        (raw::Requirement::Conditional, None) => check.error(
            Code::MissingField,
            raw.requirement.span,
            "a conditional field without its condition",
            "add `condition:`, a sentence",
        ),
        (_, Some(_)) => check.error(
            Code::StrayField,
            raw.condition.as_ref().map_or(raw.id.span, |text| text.span),
            "a condition has no meaning here",
            "delete it, or write `requirement: conditional`",
        ),
        (raw::Requirement::Required, None) => Some(Requirement::Required),
        (raw::Requirement::Optional, None) => Some(Requirement::Optional),
        (raw::Requirement::Unknown, None) => Some(Requirement::Unknown),
    }
}

/// Longer than any form takes.
const MAX_LENGTH: i64 = 1_000_000;

/// `none`, `unknown`, `300 words`, `5 to 2000 characters`.
fn limit(raw: &Text, check: &mut Check<'_>) -> Option<Limit> {
    match raw.value.as_str() {
        "none" => return Some(Limit::None),
        "unknown" => return Some(Limit::Unknown),
        _ => {}
    }
    let words: Vec<_> = raw.value.split_whitespace().collect();
    let (min, max, unit) = match words.as_slice() {
        [max, unit] => (Some(0), length(max), *unit),
        [min, "to", max, unit] => (length(min), length(max), *unit),
        _ => (None, None, ""),
    };
    let unit = match unit {
        "words" => Some(Unit::Words),
        "characters" => Some(Unit::Characters),
        _ => None,
    };
    match (min, max, unit) {
        (Some(min), Some(max), Some(unit)) if min <= max && max > 0 => Some(Limit::Length { min, max, unit }),
        _ => check.error(
            Code::InvalidLimit,
            raw.span,
            format!("`{}` is no limit", shortened(&raw.value)),
            "write `300 words`, `2000 characters`, `5 to 2000 characters`, `none` or `unknown`",
        ),
    }
}

fn length(text: &str) -> Option<usize> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = text.parse().ok().filter(|_| is_number)?;
    usize::try_from(number).ok().filter(|_| number <= MAX_LENGTH)
}

fn kind(raw: raw::Kind) -> Kind {
    match raw {
        raw::Kind::Text => Kind::Text,
        raw::Kind::Integer => Kind::Integer,
        raw::Kind::Amount => Kind::Amount,
        raw::Kind::Date => Kind::Date,
        raw::Kind::Link => Kind::Link,
        raw::Kind::List => Kind::List,
        raw::Kind::Choice => Kind::Choice,
        raw::Kind::Confirmation => Kind::Confirmation,
        raw::Kind::File => Kind::File,
    }
}

/// The part of the model.
fn part(raw: raw::Part) -> Part {
    match raw {
        raw::Part::Title => Part::Title,
        raw::Part::Summary => Part::Summary,
        raw::Part::Sentence => Part::Sentence,
        raw::Part::Abstract => Part::Abstract,
        raw::Part::Registry => Part::Registry,
        raw::Part::Project => Part::Project,
        raw::Part::Dependents => Part::Dependents,
        raw::Part::CurrentState => Part::CurrentState,
        raw::Part::Problem => Part::Problem,
        raw::Part::Work => Part::Work,
        raw::Part::Approach => Part::Approach,
        raw::Part::Deliverables => Part::Deliverables,
        raw::Part::Outcomes => Part::Outcomes,
        raw::Part::Evaluation => Part::Evaluation,
        raw::Part::Beneficiaries => Part::Beneficiaries,
        raw::Part::Comparison => Part::Comparison,
        raw::Part::Risks => Part::Risks,
        raw::Part::IfNotFunded => Part::IfNotFunded,
        raw::Part::Hours => Part::Hours,
        raw::Part::Cost => Part::Cost,
        raw::Part::Currency => Part::Currency,
        raw::Part::Duration => Part::Duration,
        raw::Part::Budget => Part::Budget,
        raw::Part::Milestones => Part::Milestones,
        raw::Part::WorkKinds => Part::WorkKinds,
        raw::Part::Team => Part::Team,
        raw::Part::Qualification => Part::Qualification,
        raw::Part::Responsible => Part::Responsible,
        raw::Part::Sustainability => Part::Sustainability,
        raw::Part::FundingElsewhere => Part::FundingElsewhere,
        raw::Part::NoDuplicateFunding => Part::NoDuplicateFunding,
        raw::Part::Consent => Part::Consent,
        raw::Part::Community => Part::Community,
        raw::Part::Organisation => Part::Organisation,
        raw::Part::About => Part::About,
        raw::Part::Identity => Part::Identity,
        raw::Part::LegalStatus => Part::LegalStatus,
        raw::Part::Person => Part::Person,
        raw::Part::Role => Part::Role,
        raw::Part::Email => Part::Email,
        raw::Part::Phone => Part::Phone,
        raw::Part::Address => Part::Address,
        raw::Part::Country => Part::Country,
        raw::Part::Home => Part::Home,
        raw::Part::Website => Part::Website,
        raw::Part::Repository => Part::Repository,
        raw::Part::Licence => Part::Licence,
        raw::Part::Genai => Part::Genai,
        raw::Part::OwnWords => Part::OwnWords,
    }
}
