//! A filled form and what is left to do before it can be handed in.

use schemars::JsonSchema;
use serde::Serialize;

use super::ask::{AskView, why_out};
use super::quantity::amount;
use crate::model::catalog::Catalog;
use crate::model::date::long_day;
use crate::model::form::{Limit, Requirement};
use crate::model::funder::RuleKind;
use crate::model::id::{CapabilityId, FieldId};
use crate::propose::{Check, FilledField, FilledForm, Lack, Unsaid, Verdict, own_path};
use crate::render::explain_funder::{limit, requirement};
use crate::render::words::early_start;
use crate::render::words::{list, one_line, sentence_end};
use crate::text::counted;

/// The forms of one funder, format `fundable-form/1`: one, or one for each piece of work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FormsView {
    /// Always `fundable-form/1`.
    pub format: &'static str,
    /// Id of the funder.
    pub funder: String,
    /// Name of the funder.
    pub name: String,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// What is asked for and how it was chosen; null where it is one capability that the user named.
    pub ask: Option<AskView>,
    /// The forms.
    pub forms: Vec<FormView>,
}

/// A filled form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FormView {
    /// Id of the capability that it is about, where there is one form for each.
    pub item: Option<String>,
    /// Its title.
    pub item_title: Option<String>,
    /// Number of fields that have an answer.
    pub n_answered: usize,
    /// Fields, in the order of the form.
    pub fields: Vec<FormFieldView>,
    /// What is left to do, what is wrong first.
    pub checklist: Vec<CheckView>,
}

/// A field and its answer.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FormFieldView {
    /// The form's own name of it.
    pub id: String,
    /// The question, in our words.
    pub question: String,
    /// `required`, `optional`, `unknown`, or the condition.
    pub requirement: String,
    /// What kind of answer it takes.
    pub kind: &'static str,
    /// What can be chosen, where that is known.
    pub choices: Vec<String>,
    /// The limit in words: `300 words`, `none`, `unknown`.
    pub limit: String,
    /// Length of the answer in the unit of the limit.
    pub count: Option<usize>,
    /// The answer, as plain text to paste.
    pub answer: Option<String>,
    /// Where a person wrote it; null where it is computed.
    pub written_in: Option<String>,
    /// `fits`, `missing`, `empty`, `by-hand`, `over`, `under`, `below-floor`, `above-ceiling`, `no-choice` or
    /// `not-to-be-claimed`.
    pub verdict: &'static str,
}

/// Something to do, or to know.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CheckView {
    /// `wrong`, `missing`, `by-hand`, `left-out` or `note`.
    pub kind: &'static str,
    /// Id of the field, where it is about one.
    pub field: Option<String>,
    /// What is to be done and where, as sentences.
    pub text: String,
}

/// The view of a form.
pub fn form(catalog: &Catalog, form: &FilledForm) -> FormView {
    let title = |id: &CapabilityId| one_line(&catalog.capability(id).title);
    let by_id = |id: &FieldId| form.fields.iter().find(|field| field.id == *id);
    FormView {
        item: form.item.as_ref().map(ToString::to_string),
        item_title: form.item.as_ref().map(title),
        n_answered: form.fields.iter().filter(|field| field.answer.is_some()).count(),
        fields: form.fields.iter().map(field).collect(),
        checklist: form
            .checks
            .iter()
            .map(|item| {
                let field = match item {
                    Check::Wrong(id) | Check::Missing(id, _) | Check::MaybeMissing(id, _) | Check::ByHand(id) => {
                        by_id(id)
                    }
                    _ => None,
                };
                check(catalog, form, item, field)
            })
            .collect(),
    }
}

fn field(field: &FilledField) -> FormFieldView {
    FormFieldView {
        id: field.id.to_string(),
        question: one_line(&field.question),
        requirement: requirement(&field.requirement),
        kind: field.kind.name(),
        choices: field.choices.clone(),
        limit: limit(field.limit),
        count: field.count,
        answer: field.answer.as_ref().map(|answer| answer.text.clone()),
        written_in: field.answer.as_ref().and_then(|answer| answer.path.clone()),
        verdict: verdict_name(&field.verdict),
    }
}

fn verdict_name(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Fits => "fits",
        Verdict::Missing(_) => "missing",
        Verdict::Empty(_) => "empty",
        Verdict::ByHand => "by-hand",
        Verdict::Over(_) => "over",
        Verdict::Under(_) => "under",
        Verdict::BelowFloor(..) => "below-floor",
        Verdict::AboveCeiling(..) => "above-ceiling",
        Verdict::NoChoice => "no-choice",
        Verdict::NotToBeClaimed(_) => "not-to-be-claimed",
    }
}

fn check(catalog: &Catalog, form: &FilledForm, check: &Check, field: Option<&FilledField>) -> CheckView {
    let question = field.map(question).unwrap_or_default();
    let titles =
        |ids: &[CapabilityId]| list(&ids.iter().map(|id| super::super::words::title(catalog, id)).collect::<Vec<_>>());
    let own = field.map(|field| own_path(&form.funder, &field.id));
    let (kind, text) = match check {
        Check::Wrong(_) => ("wrong", field.map(|field| wrong(field, own.as_deref(), titles)).unwrap_or_default()),
        Check::Missing(_, lack) => ("missing", format!("{question} {}", mend(lack))),
        Check::MaybeMissing(_, lack) => {
            let when = match field.map(|field| &field.requirement) {
                Some(Requirement::Conditional(condition)) => {
                    format!("Needed if: {}", sentence_end(&one_line(condition)))
                }
                _ => "Whether it has to be answered is not known.".to_owned(),
            };
            ("missing", format!("{question} {when} {}", mend(lack)))
        }
        Check::ByHand(_) => ("by-hand", question),
        Check::Rule(rule, lack) => ("missing", format!("{} {}", rule_text(*rule), mend(lack))),
        Check::Unsaid(unsaid) => (if unsaid.is_missing() { "missing" } else { "note" }, unsaid_text(unsaid, titles)),
        Check::AskedElsewhere(ids) => {
            let is_refused = catalog.funders[&form.funder].forbids_duplicates();
            let rule = if is_refused {
                "this funder pays for nothing that others pay for"
            } else {
                "what this funder says of double funding is not on record"
            };
            let what = titles(ids);
            ("note", format!("Others were asked to pay for {what} too; {rule}. If they agree, take it out of here."))
        }
        Check::UnknownCosts(what) => {
            ("note", format!("The sum is without what nobody has a price for yet: {}. Ask for quotes.", list(what)))
        }
        Check::ToAssess(n) => {
            let open = counted(*n, "capability of unknown status is", "capabilities of unknown status are");
            ("note", format!("{open} not part of the ask; find out first."))
        }
        Check::OldFacts(ids) => {
            let sources = ids.iter().map(|id| &catalog.sources[id]);
            let titles: Vec<_> =
                sources.map(|item| format!("{} ({})", one_line(&item.title), item.last_seen())).collect();
            let what = "Compare with the live form: what is known of it is in part older than six months and rests on";
            ("note", format!("{what} {}.", list(&titles)))
        }
        Check::OutsideWindow => {
            let what = "The chosen work costs less than the least or more than the most that can be asked for";
            ("wrong", format!("{what}. Name other capabilities, or leave out `--capabilities`."))
        }
        Check::TooLong(limit, late) => (
            "wrong",
            format!(
                "The duration was checked after the choice and is longer than {}: {} end later.",
                counted(*limit as usize, "month", "months"),
                titles(late)
            ),
        ),
        Check::Duration(text, months) => (
            "note",
            format!(
                "The work takes {}. What is known of the duration: {}",
                counted(*months as usize, "month", "months"),
                sentence_end(&one_line(text))
            ),
        ),
        Check::RestsOn(ids) => {
            ("note", format!("The work comes after {}: not done yet, and not part of the ask.", titles(ids)))
        }
        Check::LeftOut(out) => {
            let title = super::super::words::title(catalog, &out.capability);
            ("left-out", format!("{title}: {}.", why_out(catalog, &out.why, form.currency)))
        }
        Check::NextWindow(time) => {
            let opens = time.opens.map(|day| format!("from {} ", long_day(day))).unwrap_or_default();
            ("note", format!("It can next be handed in {opens}until {}.", long_day(time.closes)))
        }
        Check::EarlyStart(start, decided) => {
            ("note", format!("{} Set `start` in plan.yaml to that day or later.", early_start(*start, decided)))
        }
    };
    CheckView { kind, field: field.map(|field| field.id.to_string()), text }
}

/// The question, and what can be chosen.
fn question(field: &FilledField) -> String {
    let question = sentence_end(&one_line(&field.question));
    if field.choices.is_empty() { question } else { format!("{question} One of {}.", field.choices.join(", ")) }
}

/// What is wrong with an answer and where to mend it.
fn wrong(field: &FilledField, own: Option<&str>, titles: impl Fn(&[CapabilityId]) -> String) -> String {
    let unit = |number: usize| match field.limit {
        Limit::Length { unit, .. } => unit.name(number),
        Limit::None | Limit::Unknown => "",
    };
    let own = own.unwrap_or_default();
    let place = field.answer.as_ref().and_then(|answer| answer.path.as_deref());
    let at = match place {
        Some(place) if place == own => format!("Mend `{own}`."),
        Some(place) => format!("It stands in `{place}`; mend it there, or write one for this field alone, `{own}`."),
        None => format!("It is computed; write a better one, `{own}`."),
    };
    match &field.verdict {
        Verdict::Over(excess) => {
            let (count, limit) = (field.count.unwrap_or_default(), limit(field.limit));
            format!("{excess} {} too long: {count} where {limit} are allowed. {at}", unit(*excess))
        }
        Verdict::Under(lack) => format!("{lack} {} too short. {at}", unit(*lack)),
        Verdict::BelowFloor(least, currency) => format!(
            "Too little: this funder gives {} or more. Raise the target, include more, or ask another funder.",
            amount(*least, *currency)
        ),
        Verdict::AboveCeiling(most, currency) => format!(
            "Too much: this funder gives {} or less. Propose less, for instance one capability with `--capability`; \
             `fundable budget --max` finds the best choice.",
            amount(*most, *currency)
        ),
        Verdict::NoChoice => format!("It has to be one of {}. {at}", field.choices.join(", ")),
        Verdict::NotToBeClaimed(ids) => {
            format!("Not to be claimed: the ledger says that others pay for {}. Take them out.", titles(ids))
        }
        Verdict::Fits | Verdict::Missing(_) | Verdict::Empty(_) | Verdict::ByHand => String::new(),
    }
}

/// Where to write what is missing.
fn mend(lack: &Lack) -> String {
    match lack {
        Lack::Unwritten(path) => format!("Write `{path}`."),
        Lack::NoRates => "Give `rates`.".to_owned(),
        Lack::NoExchangeRate(from, to) => format!("Add a rate from {from} to {to} to `exchange_rates`."),
    }
}

/// What to say, why, and where.
fn unsaid_text(unsaid: &Unsaid, titles: impl Fn(&[CapabilityId]) -> String) -> String {
    match unsaid {
        Unsaid::RateBasis => {
            "The funder wants explicit rates, and nothing says what they rest on. Write `rates.basis`: a \
                              tariff, a contract or a survey, with its date."
                .to_owned()
        }
        Unsaid::CatalogTexts => {
            "The computed answers quote the catalog. Whether generative AI had a part in its texts is not \
                                 on record here. Find out, and write `narrative.genai_catalog`."
                .to_owned()
        }
        Unsaid::Clients(ids) => format!(
            "{} can land in a client that is a project of its own. Show that its maintainers agree. Write \
             `narrative.consent.clients`.",
            titles(ids)
        ),
        Unsaid::TargetGroups => {
            "The groups that gain are those of the catalog. Name your own, such as public offices that \
                                 rely on the registry, with figures, under `narrative.target_groups`."
                .to_owned()
        }
        Unsaid::Payers(ids) => format!(
            "Somebody may pay for {} already: the evidence comes from reports on work that this funder paid for, or says \
             that work is under way. If so, add it to `ledger`; if not, say in `narrative.funding_elsewhere` who does \
             that work.",
            titles(ids)
        ),
    }
}

fn rule_text(rule: RuleKind) -> &'static str {
    match rule {
        RuleKind::Consent => "The funder wants to see that the maintainers agree.",
        RuleKind::GenaiDisclosure => "The funder wants to know about generative AI.",
        RuleKind::ExplicitRates => "The funder wants to see rates.",
        RuleKind::NoDuplicateFunding => "The funder pays for nothing that others pay for.",
    }
}
