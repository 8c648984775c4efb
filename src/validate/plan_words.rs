//! Checks of what the applicant writes: who asks, the narrative, and answers to fields of forms.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::scalar::{Check, all, flatten};
use crate::count::plain;
use crate::diag::{Code, did_you_mean, list_names, shortened};
use crate::model::catalog::Catalog;
use crate::model::form::{Field, Fit, Kind, Limit};
use crate::model::funder::{Funder, MONTHS_UNTIL_OLD};
use crate::model::id::{FieldId, FunderId};
use crate::model::plan::{Applicant, ClientConsent, Consent, Narrative, TargetGroup};
use crate::raw::plan as raw;
use crate::raw::{Spanned, Text};

/// Who asks.
pub fn applicant(raw: &raw::Applicant, check: &mut Check<'_>) -> Option<Applicant> {
    let organisation = check.text(&raw.organisation);
    let mut text = |text: &Option<Text>| check.optional_text(text.as_ref());
    let (contact, about, legal_status) = (text(&raw.contact), text(&raw.about), text(&raw.legal_status));
    let (person, role, email) = (text(&raw.person), text(&raw.role), text(&raw.email));
    let (phone, address, country) = (text(&raw.phone), text(&raw.address), text(&raw.country));
    let licence = text(&raw.licence);
    let mut link = |link: &Option<Text>| check.optional_link(link.as_ref());
    let (url, website, repository) = (link(&raw.url), link(&raw.website), link(&raw.repository));
    Some(Applicant {
        organisation: organisation?,
        contact: contact?,
        url: url?,
        about: about?,
        legal_status: legal_status?,
        person: person?,
        role: role?,
        email: email?,
        phone: phone?,
        address: address?,
        country: country?,
        website: website?,
        repository: repository?,
        licence: licence?,
    })
}

/// The applicant's own words.
pub fn narrative(raw: &raw::Narrative, catalog: &Catalog, check: &mut Check<'_>) -> Option<Narrative> {
    let mut text = |text: &Option<Text>| check.optional_text(text.as_ref());
    let (summary, motivation) = (text(&raw.summary), text(&raw.motivation));
    let (sustainability, project) = (text(&raw.sustainability), text(&raw.project));
    let (dependents, qualification) = (text(&raw.dependents), text(&raw.qualification));
    let (community, funding_elsewhere) = (text(&raw.community), text(&raw.funding_elsewhere));
    let (genai, genai_catalog) = (text(&raw.genai), text(&raw.genai_catalog));
    let target_groups = all(raw.target_groups.iter().map(|group| {
        let (who, gain) = (check.text(&group.who), check.text(&group.gain));
        Some(TargetGroup { who: who?, gain: gain? })
    }));
    let alternatives = check.texts(&raw.alternatives);
    let consent = raw.consent.as_ref().map(|consent| {
        let (statement, link) = (check.text(&consent.statement), check.optional_link(consent.link.as_ref()));
        let clients = all(consent.clients.iter().map(|item| {
            let (client, statement) = (check.text(&item.client), check.text(&item.statement));
            let link = check.optional_link(item.link.as_ref());
            Some(ClientConsent { client: client?, statement: statement?, link: link? })
        }));
        Some(Consent { statement: statement?, link: link?, clients: clients? })
    });
    let answers = answers(&raw.answers, catalog, check);
    Some(Narrative {
        summary: summary?,
        motivation: motivation?,
        alternatives: alternatives?,
        sustainability: sustainability?,
        project: project?,
        dependents: dependents?,
        qualification: qualification?,
        community: community?,
        funding_elsewhere: funding_elsewhere?,
        target_groups: target_groups?,
        consent: flatten(consent)?,
        genai: genai?,
        genai_catalog: genai_catalog?,
        answers: answers?,
    })
}

type Answers = IndexMap<FunderId, IndexMap<FieldId, String>>;

fn answers(raw: &IndexMap<Text, IndexMap<Text, Text>>, catalog: &Catalog, check: &mut Check<'_>) -> Option<Answers> {
    all(raw.iter().map(|(id, fields)| {
        let Some(funder) = catalog.funders.get(id.value.as_str()) else {
            let known = catalog.funders.keys().map(FunderId::as_str);
            return unknown(id, Code::UnknownFunder, "funder of the catalog", known, check);
        };
        let fields: Option<IndexMap<_, _>> = all(fields.iter().map(|(id, text)| answer(funder, id, text, check)));
        Some((funder.id.clone(), fields?))
    }))
}

/// Report a name that is not among the known ones, and say which may be meant.
fn unknown<'a, T>(
    name: &Text,
    code: Code,
    what: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    check: &mut Check<'_>,
) -> Option<T> {
    let hint = did_you_mean(&name.value, known.clone()).unwrap_or_else(|| list_names("the known ones are", known));
    check.error(code, name.span, format!("`{}` is no {what}", shortened(&name.value)), hint)
}

/// One answer, of the kind and within the limit of its field.
fn answer(funder: &Funder, id: &Text, text: &Text, check: &mut Check<'_>) -> Option<(FieldId, String)> {
    let Some(field) = funder.form.fields.get(id.value.as_str()) else {
        let known = funder.form.fields.keys().map(FieldId::as_str);
        let what = format!("field of the form of `{}`", funder.id);
        return unknown(id, Code::UnknownFormField, &what, known, check);
    };
    let answer = check.text(text)?;
    right_kind(field, &Spanned { value: answer.clone(), span: text.span }, check)?;
    let Limit::Length { min, max, unit } = field.limit else { return Some((field.id.clone(), answer)) };
    // An answer is a block of many lines; its field is the better place to point at.
    let (name, place) = (&field.id, id.span);
    match field.limit.fit(&plain(&answer)) {
        Fit::Within => Some((field.id.clone(), answer)),
        Fit::Over(excess) => check.error(
            Code::AnswerTooLong,
            place,
            format!("the answer to `{name}` is {excess} {} too long", unit.name(excess)),
            format!("`{}` takes at most {max} {}; nothing is cut, so shorten it", funder.id, unit.name(max)),
        ),
        Fit::Under(lack) => check.error(
            Code::AnswerTooShort,
            place,
            format!("the answer to `{name}` is {lack} {} too short", unit.name(lack)),
            format!("`{}` takes at least {min} {}", funder.id, unit.name(min)),
        ),
    }
}

/// Report an answer that its field cannot take.
fn right_kind(field: &Field, answer: &Text, check: &mut Check<'_>) -> Option<()> {
    let text = answer.value.as_str();
    let is_whole = || !text.is_empty() && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    let help = match field.kind {
        Kind::Link => return check.link(answer).map(drop),
        Kind::Date => return check.day(answer).map(drop),
        Kind::Integer | Kind::Amount if !is_whole() => {
            "write a whole number: no unit, no currency, thousands not set apart".to_owned()
        }
        Kind::Choice if !field.choices.is_empty() && !field.choices.iter().any(|choice| choice == text) => {
            let choices = || field.choices.iter().map(String::as_str);
            did_you_mean(text, choices()).unwrap_or_else(|| list_names("write one of", choices()))
        }
        _ => return Some(()),
    };
    let message = format!("`{}` is no answer to `{}`", shortened(text), field.id);
    check.error(Code::InvalidAnswer, answer.span, message, help)
}

/// Warn of funders that the plan turns to while what is known of them is old.
pub fn chosen_funders(raw: &raw::Plan, catalog: &Catalog, dated: NaiveDate, check: &mut Check<'_>) {
    let answered = raw.narrative.iter().flat_map(|narrative| narrative.answers.keys());
    let is_asked = |status| matches!(status, raw::FundingStatus::Draft | raw::FundingStatus::Submitted);
    let asked = raw.ledger.iter().filter(|entry| is_asked(entry.status.value)).map(|entry| &entry.funder);
    let mut warned: Vec<&FunderId> = Vec::new();
    for name in answered.chain(asked) {
        let Some(funder) = catalog.funders.get(name.value.as_str()) else { continue };
        let old = funder.old_sources(&catalog.sources, dated);
        if warned.contains(&&funder.id) || old.is_empty() {
            continue;
        }
        warned.push(&funder.id);
        let titles: Vec<_> =
            old.iter().map(|citation| format!("{} ({})", citation.title, citation.last_seen())).collect();
        check.warning(
            Code::OldFunderFacts,
            name.span,
            format!("what is known of `{}` is in part older than {MONTHS_UNTIL_OLD} months", funder.id),
            format!("compare with the live form before you hand in; the facts rest on: {}", titles.join("; ")),
        );
    }
}
