//! Checks of an assessment against the catalog.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::met_without_need::met_without_need;
use super::scalar::{Check, all};
use crate::diag::{Code, Diagnostic, Diagnostics, Severity, list_names, shortened};
use crate::load::Loaded;
use crate::model::assessment::{Answer, Assessment, Evidence, PartLeft, Repository, Status};
use crate::model::capability::Capability;
use crate::model::catalog::{Catalog, Question};
use crate::model::id::{CapabilityId, SubCheckId};
use crate::model::percent::Percent;
use crate::raw::Text;
use crate::raw::assessment::{self as raw, SubStatus};

/// An assessment that answers every capability of the catalog; one that is not listed is unknown.
pub fn assessment(
    raw: &Loaded<raw::Assessment>,
    catalog: &Catalog,
    diagnostics: &mut Diagnostics,
) -> Option<Assessment> {
    let mut check = Check { file: raw.file, diagnostics };
    let check = &mut check;
    let raw = &raw.value;
    framework(&raw.framework, catalog, check)?;
    let illustrative = check.optional_text(raw.illustrative.as_ref());
    let repository = repository(&raw.repository, check);
    let assessed_on = check.day(&raw.assessed_on);
    let assessed_by = check.texts(&raw.assessed_by);
    let taxonomy = taxonomy(raw, catalog, check);
    let answers = answers(raw, catalog, assessed_on, check);
    if let Some(taxonomy) = &taxonomy {
        unlisted(raw, catalog, taxonomy, check);
        done_but_not_applicable(raw, catalog, taxonomy, check);
        met_without_need(raw, catalog, taxonomy, check);
    }
    if diagnostics.has_errors() {
        return None;
    }
    Some(Assessment {
        illustrative: illustrative?,
        repository: repository?,
        assessed_on: assessed_on?,
        assessed_by: assessed_by?,
        taxonomy: taxonomy?,
        answers: answers?,
    })
}

/// A file made for another framework must not be read with this catalog: every name in it would seem to be wrong.
pub fn framework(id: &Text, catalog: &Catalog, check: &mut Check<'_>) -> Option<()> {
    let known = &catalog.framework.id;
    if id.value == *known {
        return Some(());
    }
    let message = format!("this file is for `{}`, the catalog is for `{known}`", shortened(&id.value));
    check.diagnostics.push(
        Diagnostic::error(Code::UnknownFramework, message)
            .at(check.origin(id.span), "the rest of the file was not checked")
            .help(format!("name the catalog of `{}` with `--catalog`", shortened(&id.value)))
            .help(format!("or carry the file to `{known}` with `fundable migrate` and a map"))
            .help(format!(
                "or write `framework: {known}`, but only if this line is a slip and the file was always for `{known}`"
            )),
    );
    None
}

fn repository(raw: &raw::Repository, check: &mut Check<'_>) -> Option<Repository> {
    let name = check.text(&raw.name);
    let ecosystem = check.text(&raw.ecosystem);
    let url = check.optional_link(raw.url.as_ref());
    let login_provider = check.optional_text(raw.login_provider.as_ref());
    Some(Repository { name: name?, ecosystem: ecosystem?, url: url?, login_provider: login_provider? })
}

fn taxonomy(raw: &raw::Assessment, catalog: &Catalog, check: &mut Check<'_>) -> Option<IndexMap<String, String>> {
    let questions = &catalog.framework.taxonomy;
    let names: Vec<_> = questions.keys().map(String::as_str).collect();
    let given: Option<IndexMap<String, String>> = all(raw.taxonomy.iter().map(|(name, answer)| {
        let name = check.known(name, &names, Code::UnknownQuestion, "taxonomy question")?;
        let known: Vec<_> = questions[&name].answers.keys().map(String::as_str).collect();
        let answer = check.known(answer, &known, Code::UnknownAnswer, &format!("answer to `{name}`"))?;
        Some((name, answer))
    }));
    // What a misspelt line was meant to say is not known, so nothing is said to be missing or needless beside it.
    let given = given?;
    let mut answers = IndexMap::new();
    let mut good = true;
    for (name, question) in questions {
        match (question.applies(&given), given.get(name)) {
            (true, Some(answer)) => drop(answers.insert(name.clone(), answer.clone())),
            (true, None) => {
                let place = raw.taxonomy.keys().next().unwrap_or(&raw.framework).span;
                let list = list_names("Write one of", question.answers.keys().map(String::as_str));
                let help = format!("{} {list}", question.question);
                check.error::<()>(Code::MissingAnswer, place, format!("the taxonomy does not answer `{name}`"), help);
                good = false;
            }
            (false, Some(_)) => needless_answer(raw, name, question, check),
            (false, None) => {}
        }
    }
    good.then_some(answers)
}

fn needless_answer(raw: &raw::Assessment, name: &str, question: &Question, check: &mut Check<'_>) {
    let Some(key) = raw.taxonomy.keys().find(|key| key.value == name) else { return };
    let conditions: Vec<_> =
        question.asked_when.iter().map(|(question, answer)| format!("`{question}` is `{answer}`")).collect();
    check.warning(
        Code::NeedlessAnswer,
        key.span,
        format!("`{name}` is asked only where {}", conditions.join(" and ")),
        "delete it, or change the answer on which it depends",
    );
}

fn answers(
    raw: &raw::Assessment,
    catalog: &Catalog,
    assessed_on: Option<NaiveDate>,
    check: &mut Check<'_>,
) -> Option<IndexMap<CapabilityId, Answer>> {
    let names: Vec<_> = catalog.capabilities.keys().map(|id| id.as_str()).collect();
    let provider = raw.repository.login_provider.as_ref();
    let mut checked: IndexMap<&str, Option<Answer>> = IndexMap::new();
    let mut good = true;
    for (name, item) in &raw.capabilities {
        match check.known(name, &names, Code::UnknownCapability, "capability") {
            None => good = false,
            Some(_) => {
                let capability = &catalog.capabilities[name.value.as_str()];
                checked.insert(&name.value, answer(name, item, capability, provider, assessed_on, check));
            }
        }
    }
    let answers = all(catalog.capabilities.keys().map(|id| {
        let answer = checked.get(id.as_str()).cloned().unwrap_or_else(|| {
            Some(Answer {
                status: Status::Unknown { listed: false },
                by_third_party: None,
                evidence: Vec::new(),
                note: None,
                confidential: false,
            })
        });
        answer.map(|answer| (id.clone(), answer))
    }));
    answers.filter(|_| good)
}

/// One note for all capabilities that apply and are not listed.
fn unlisted(raw: &raw::Assessment, catalog: &Catalog, taxonomy: &IndexMap<String, String>, check: &mut Check<'_>) {
    let is_listed = |id: &CapabilityId| raw.capabilities.keys().any(|key| key.value == id.as_str());
    let applicable = catalog.capabilities.values().filter(|item| catalog.unmet_condition(item, taxonomy).is_none());
    let missing: Vec<_> = applicable.map(|item| &item.id).filter(|id| !is_listed(id)).collect();
    let Some(first) = missing.first() else { return };
    let (place, label) = match raw.capabilities.keys().next_back() {
        Some(last) => (last.span, "the list ends here"),
        None => (raw.framework.span, "the list of this file is empty"),
    };
    let origin = check.origin(place);
    let subject = if missing.len() == 1 {
        format!("`{first}` is not listed and counts")
    } else {
        format!("`{first}` and {} more are not listed and count", missing.len() - 1)
    };
    check.diagnostics.push(
        Diagnostic::new(Severity::Note, Code::UnlistedCapabilities, format!("{subject} as unknown"))
            .at(origin, label)
            .help("add them with a status; `unknown` says that somebody has looked and does not know"),
    );
}

fn answer(
    name: &Text,
    raw: &raw::Answer,
    capability: &Capability,
    provider: Option<&Text>,
    assessed_on: Option<NaiveDate>,
    check: &mut Check<'_>,
) -> Option<Answer> {
    stray_fields(raw, check);
    let status = match raw.status.value {
        raw::Status::Met => Some(Status::Met),
        raw::Status::Missing => Some(Status::Missing),
        raw::Status::Unknown => Some(Status::Unknown { listed: true }),
        raw::Status::Partial => part_left(raw, capability, check).map(Status::Partial),
        raw::Status::NotApplicable => match &raw.reason {
            Some(reason) => check.text(reason).map(Status::NotApplicable),
            None => check.error(
                Code::NoReason,
                raw.status.span,
                format!("`{}` is called not applicable without a reason", name.value),
                "add `reason:` with a sentence; if the taxonomy says so already, delete the entry",
            ),
        },
        raw::Status::Delegated => match raw.to.as_ref().or(provider) {
            Some(provider) => check.text(provider).map(Status::Delegated),
            None => check.error(
                Code::NoProvider,
                raw.status.span,
                format!("`{}` is delegated, but nobody says to whom", name.value),
                "add `to:` here, or `login_provider:` under `repository`",
            ),
        },
    };
    let by_third_party = check.optional_text(raw.by_third_party.as_ref());
    let evidence: Option<Vec<Evidence>> = all(raw.evidence.iter().map(|item| evidence(item, assessed_on, check)));
    let needs_evidence = matches!(raw.status.value, raw::Status::Met | raw::Status::Partial | raw::Status::Delegated);
    if needs_evidence && raw.evidence.is_empty() {
        check.warning(
            Code::NoEvidence,
            raw.status.span,
            format!("no evidence for `{}`", name.value),
            "add `evidence:` with what shows it, a date and a permanent link, or reviewers will ask",
        );
    }
    let note = check.optional_text(raw.note.as_ref());
    Some(Answer {
        status: status?,
        by_third_party: by_third_party?,
        evidence: evidence?,
        note: note?,
        confidential: raw.confidential,
    })
}

/// Fields that have no meaning with the status are mistakes of the author, not something to pass over.
fn stray_fields(raw: &raw::Answer, check: &mut Check<'_>) {
    let status = raw.status.value;
    let partial = status == raw::Status::Partial;
    let stray = [
        (raw.sub_checks.keys().next().map(|key| key.span).filter(|_| !partial), "sub_checks", "partial"),
        (raw.share_left.as_ref().map(|share| share.span).filter(|_| !partial), "share_left", "partial"),
        (raw.to.as_ref().map(|to| to.span).filter(|_| status != raw::Status::Delegated), "to", "delegated"),
        (
            raw.reason.as_ref().map(|reason| reason.span).filter(|_| status != raw::Status::NotApplicable),
            "reason",
            "not-applicable",
        ),
    ];
    for (span, field, meant) in stray {
        if let Some(span) = span {
            let message = format!("`{field}` belongs to `status: {meant}` alone");
            check.error::<()>(Code::StrayField, span, message, format!("delete it, or change the status to `{meant}`"));
        }
    }
}

fn part_left(raw: &raw::Answer, capability: &Capability, check: &mut Check<'_>) -> Option<PartLeft> {
    match (&raw.share_left, raw.sub_checks.is_empty()) {
        (Some(share), true) => {
            let left = check.number(share, 0, 1, 99)?;
            let left = Percent::new(u8::try_from(left).ok()?)?;
            Some(PartLeft { left, met: Vec::new(), missing: Vec::new(), unknown: Vec::new() })
        }
        (Some(share), false) => check.error(
            Code::TwoSharesLeft,
            share.span,
            "both `share_left` and `sub_checks` say how much is left",
            "keep `sub_checks`, from which the share is computed, or `share_left`",
        ),
        (None, true) => no_share_left(raw, capability, check),
        (None, false) => part_left_of_sub_checks(raw, capability, check),
    }
}

fn no_share_left(raw: &raw::Answer, capability: &Capability, check: &mut Check<'_>) -> Option<PartLeft> {
    let help = match capability.sub_checks.len() {
        // A single part is met or not; what is half done has a share.
        0 | 1 => "add `share_left:` with the percent of the effort that is left, 1 to 99".to_owned(),
        _ => {
            let names = capability.sub_checks.keys().map(SubCheckId::as_str);
            list_names(
                "add `sub_checks:` with `met` for at least one and `missing` or `unknown` for the rest of",
                names,
            )
        }
    };
    check.error(Code::NoShareLeft, raw.status.span, "`partial` does not say how much is left", help)
}

fn part_left_of_sub_checks(raw: &raw::Answer, capability: &Capability, check: &mut Check<'_>) -> Option<PartLeft> {
    let known: Vec<_> = capability.sub_checks.keys().map(SubCheckId::as_str).collect();
    if known.is_empty() {
        let place = raw.sub_checks.keys().next().map_or(raw.status.span, |key| key.span);
        let message = format!("`{}` has no sub-checks", capability.id);
        return check.error(Code::UnknownSubCheck, place, message, "write `share_left:` instead");
    }
    let named: Option<Vec<_>> =
        all(raw.sub_checks.keys().map(|id| check.known(id, &known, Code::UnknownSubCheck, "sub-check")));
    named?;
    let mut part = PartLeft { left: Percent::ZERO, met: Vec::new(), missing: Vec::new(), unknown: Vec::new() };
    let mut left = 0;
    for (id, sub_check) in &capability.sub_checks {
        let status = raw.sub_checks.iter().find(|(key, _)| key.value == id.as_str()).map(|(_, status)| status.value);
        match status {
            Some(SubStatus::Met) => part.met.push(id.clone()),
            Some(SubStatus::Missing) => part.missing.push(id.clone()),
            // A sub-check that is not listed is unknown, as a capability is.
            Some(SubStatus::Unknown) | None => part.unknown.push(id.clone()),
        }
        if status != Some(SubStatus::Met) {
            left += sub_check.share.number();
        }
    }
    part.left = Percent::new(left)?;
    if part.met.is_empty() {
        let help = if part.missing.is_empty() {
            "write `status: unknown` without `sub_checks`, or `share_left:` instead of them if a part is in place"
        } else {
            "write `status: missing` without `sub_checks`, or `share_left:` instead of them if a part is in place"
        };
        return check.error(
            Code::PartsContradictStatus,
            raw.status.span,
            "no sub-check is met, so nothing is in place",
            help,
        );
    }
    if left == 0 {
        let help = "write `status: met` without `sub_checks`, or `share_left:` instead of them if something is left";
        return check.error(
            Code::PartsContradictStatus,
            raw.status.span,
            "every sub-check is met, so nothing is left",
            help,
        );
    }
    Some(part)
}

fn evidence(raw: &raw::Evidence, assessed_on: Option<NaiveDate>, check: &mut Check<'_>) -> Option<Evidence> {
    let what = check.text(&raw.what);
    let link = check.optional_link(raw.link.as_ref());
    let date = check.partial_date(&raw.date);
    if let (Some(date), Some(assessed_on)) = (date, assessed_on)
        && date.first_day() > assessed_on
    {
        check.warning(
            Code::EvidenceAfterAssessment,
            raw.date.span,
            "this evidence is dated after the assessment",
            "correct the date, or set `assessed_on` to the day of the last look",
        );
    }
    Some(Evidence { what: what?, link: link?, date: date? })
}

/// Say so when something is in place that the taxonomy calls not applicable: it is shown, but not counted.
fn done_but_not_applicable(
    raw: &raw::Assessment,
    catalog: &Catalog,
    taxonomy: &IndexMap<String, String>,
    check: &mut Check<'_>,
) {
    for (name, answer) in &raw.capabilities {
        let done = matches!(answer.status.value, raw::Status::Met | raw::Status::Partial);
        let Some(capability) = catalog.capabilities.get(name.value.as_str()) else { continue };
        if done && catalog.unmet_condition(capability, taxonomy).is_some() {
            let origin = check.origin(name.span);
            check.diagnostics.push(
                Diagnostic::new(
                    Severity::Note,
                    Code::DoneButNotApplicable,
                    format!("`{}` is in place although the taxonomy says that it does not apply", name.value),
                )
                .at(origin, "shown as done, counted in no level")
                .help("nothing to do if that is so; otherwise correct the taxonomy"),
            );
        }
    }
}
