//! What an evaluation log says of the capabilities of a catalog.

use chrono::{DateTime, NaiveDate};
use indexmap::IndexMap;

use super::document::Outcome;
use super::evaluation::CONFIDENTIAL;
use crate::diag::{Code, Diagnostic, Diagnostics, list_names, shortened};
use crate::load::Loaded;
use crate::model::assessment::Evidence;
use crate::model::capability::Capability;
use crate::model::catalog::Catalog;
use crate::model::date::{PartialDate, parse_day};
use crate::model::id::{CapabilityId, SubCheckId};
use crate::raw::gemara as raw;
use crate::raw::{Spanned, Text};
use crate::text::one_line;
use crate::validate::Check;

/// A log, with every name known and every result without contradiction.
#[derive(Debug, Clone)]
pub struct Findings {
    /// Its id.
    pub log: String,
    /// Who made it.
    pub author: String,
    /// What it evaluates.
    pub target: String,
    /// Its date, or the latest one of its parts.
    pub date: NaiveDate,
    /// What it says, in the order of the log.
    pub of: IndexMap<CapabilityId, Finding>,
}

/// What it says of one capability.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The result of the whole.
    pub outcome: Outcome,
    /// What else is said.
    pub message: String,
    /// Sub-checks that passed.
    pub met: Vec<SubCheckId>,
    /// Sub-checks that failed.
    pub missing: Vec<SubCheckId>,
    /// Whether a log of ours marks it as confidential.
    pub confidential: bool,
    /// What shows it, as far as it is dated.
    pub evidence: Vec<Evidence>,
}

/// Check a log against a catalog. `reference` is the id by which it refers to the framework.
pub fn findings(
    loaded: &Loaded<raw::EvaluationLog>,
    catalog: &Catalog,
    reference: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Findings> {
    let raw = &loaded.value;
    let mut reader = Reader { catalog, raw, check: Check { file: loaded.file, diagnostics } };
    let is_known = reader.version().is_some() & reader.framework(reference).is_some();
    let date = reader.date();
    reader.whole_log();
    let (mut of, mut places) = (IndexMap::new(), IndexMap::new());
    if is_known {
        for evaluation in &raw.evaluations {
            let id = &evaluation.control.entry_id;
            if let Some(first) = places.insert(id.value.as_str(), id.span) {
                let (file, diagnostics) = (loaded.file, &mut *reader.check.diagnostics);
                let first = Spanned { value: (), span: first }.origin(file);
                diagnostics.push(
                    Diagnostic::error(Code::DuplicateId, format!("`{}` is evaluated twice", shortened(&id.value)))
                        .at(id.origin(file), "second time")
                        .and_at(first, "first time")
                        .help("keep one of the two"),
                );
                continue;
            }
            let finding = reader.finding(evaluation);
            of.extend(finding.map(|finding| (CapabilityId::new(id.value.clone()), finding)));
        }
    }
    let date = date.filter(|_| !diagnostics.has_errors())?;
    let words = |text: &Text| one_line(&text.value);
    let (log, author, target) = (words(&raw.metadata.id), words(&raw.metadata.author.name), words(&raw.target.name));
    Some(Findings { log, author, target, date, of })
}

struct Reader<'a> {
    catalog: &'a Catalog,
    raw: &'a raw::EvaluationLog,
    check: Check<'a>,
}

impl Reader<'_> {
    /// The schema changes its meaning with the first number alone.
    fn version(&mut self) -> Option<()> {
        let version = &self.raw.metadata.gemara_version;
        let major = version.value.trim_start_matches('v').split('.').next();
        if major == Some("1") {
            return Some(());
        }
        let message = format!("`gemara-version` cannot be `{}`", shortened(&version.value));
        self.check.error(Code::UnknownValue, version.span, message, "version 1 of the schema is read, such as `1.0.0`")
    }

    /// Results about something else would be no names of the catalog at all.
    fn framework(&mut self, reference: &str) -> Option<()> {
        let named = |entry: &raw::Entry| entry.reference_id.as_ref().is_some_and(|id| id.value == reference);
        let other = self.raw.evaluations.iter().map(|evaluation| &evaluation.control).find(|entry| !named(entry));
        let Some(other) = other else { return Some(()) };
        let (place, found) = match &other.reference_id {
            Some(id) => (id.span, format!("this result is about `{}`", shortened(&id.value))),
            None => (other.entry_id.span, "this result does not say which document it is about".to_owned()),
        };
        let help = format!(
            "the catalog is `{}`: name that of the log with `--catalog`, or the id by which the log means it with `--reference`",
            self.catalog.framework.id
        );
        self.check.error(Code::UnknownFramework, place, format!("{found}, not about `{reference}`"), help)
    }

    /// Warn of a result of the whole log that those of its evaluations contradict. Each evaluation counts as it is.
    fn whole_log(&mut self) -> Option<()> {
        let whole = self.raw.result.as_ref()?;
        let is = |outcomes: &'static [Outcome]| {
            move |evaluation: &&raw::Evaluation| outcomes.contains(&evaluation.result.value)
        };
        let mut evaluations = self.raw.evaluations.iter();
        let not_passed = is(&[Outcome::Failed, Outcome::NeedsReview, Outcome::Unknown]);
        let other = match whole.value.as_str() {
            "Passed" => evaluations.find(not_passed),
            "Failed" if !evaluations.clone().any(|evaluation| not_passed(&evaluation)) => {
                evaluations.find(is(&[Outcome::Passed]))
            }
            _ => None,
        }?;
        let (id, word) = (shortened(&other.control.entry_id.value), other.result.value.word());
        let message = match word {
            "Passed" => "the log as a whole is `Failed`, but none of its evaluations is".to_owned(),
            _ => format!("the log as a whole is `Passed`, but `{id}` is `{word}`"),
        };
        let (whole, other) = (self.check.origin(whole.span), self.check.origin(other.result.span));
        self.check.diagnostics.push(
            Diagnostic::warning(Code::PartsContradictStatus, message)
                .at(whole, "of the whole, not used")
                .and_at(other, format!("of `{id}`, taken"))
                .help("the result of each evaluation counts; ask the author of the log which of them is right"),
        );
        Some(())
    }

    /// The date of the log; where it has none, the latest of its parts.
    fn date(&mut self) -> Option<NaiveDate> {
        let raw = self.raw;
        let starts = raw.evaluations.iter().flat_map(|evaluation| &evaluation.assessment_logs);
        let starts: Vec<_> = starts.filter_map(|log| log.start.as_ref()).collect();
        let starts: Vec<_> = starts.into_iter().map(|start| self.day(start)).collect();
        match &raw.metadata.date {
            Some(date) => self.day(date),
            None if starts.is_empty() => self.check.error(
                Code::MissingField,
                raw.metadata.id.span,
                "the log has no date",
                "add `date` to its `metadata`, such as `2026-11-24T00:00:00Z`",
            ),
            None => starts.into_iter().collect::<Option<Vec<_>>>()?.into_iter().max(),
        }
    }

    /// The day of a moment, as its own clock shows it.
    fn day(&mut self, text: &Text) -> Option<NaiveDate> {
        let moment = DateTime::parse_from_rfc3339(&text.value).ok();
        let day = moment.and_then(|moment| parse_day(&moment.date_naive().to_string()));
        day.or_else(|| parse_day(&text.value)).or_else(|| {
            let message = format!("`{}` is not a moment of the years 1900 to 2199", shortened(&text.value));
            self.check.error(Code::InvalidDate, text.span, message, "write it like `2026-11-24T08:30:00Z`")
        })
    }

    fn finding(&mut self, evaluation: &raw::Evaluation) -> Option<Finding> {
        let names: Vec<_> = self.catalog.capabilities.keys().map(CapabilityId::as_str).collect();
        let entry = &evaluation.control.entry_id;
        let id = self.check.known(entry, &names, Code::UnknownCapability, "capability")?;
        let capability = &self.catalog.capabilities[id.as_str()];
        let (mut met, mut missing, mut n_open) = (Vec::new(), Vec::new(), 0);
        for log in &evaluation.assessment_logs {
            let Some(sub_check) = self.sub_check(capability, &log.requirement.entry_id)? else { continue };
            match log.result.value {
                Outcome::Passed => met.push(sub_check),
                Outcome::Failed => missing.push(sub_check),
                _ => n_open += 1,
            }
        }
        let evidence = evaluation.assessment_logs.iter().flat_map(|log| &log.evidence);
        let evidence: Vec<_> = evidence.map(|item| self.evidence(item)).collect();
        let outcome = evaluation.result.value;
        let is_whole = missing.is_empty() && n_open == 0;
        let logs = &evaluation.assessment_logs;
        let clash = match outcome {
            // A part about the whole may be one way of several to look at it, so that only a plain `Failed` contradicts.
            Outcome::Passed if !is_whole || logs.iter().any(|log| log.result.value == Outcome::Failed) => {
                let part = logs.iter().find(|log| log.result.value == Outcome::Failed);
                let part = part.or_else(|| logs.iter().find(|log| log.result.value != Outcome::Passed));
                Some(("the whole passed, but one of its parts did not", part))
            }
            Outcome::Failed if is_whole && met.len() == capability.sub_checks.len() && !met.is_empty() => {
                Some(("the whole failed, but each of its parts passed", logs.first()))
            }
            _ => None,
        };
        if let Some((message, part)) = clash {
            let (file, word) = (self.check.file, |outcome: Outcome| format!("`{}`", outcome.word()));
            let whole = evaluation.result.origin(file);
            let mut diagnostic = Diagnostic::error(Code::PartsContradictStatus, message)
                .at(whole, format!("{} as a whole", word(outcome)));
            if let Some(part) = part {
                let words = format!("{} is {}", shortened(&part.requirement.entry_id.value), word(part.result.value));
                diagnostic = diagnostic.and_at(part.result.origin(file), words);
            }
            self.check
                .diagnostics
                .push(diagnostic.help("correct the results of `assessment-logs`, or that of the whole"));
            return None;
        }
        let evidence = evidence.into_iter().collect::<Option<_>>()?;
        let message = one_line(&evaluation.message.value);
        let public = message.strip_prefix(CONFIDENTIAL);
        let (confidential, message) = (public.is_some(), public.unwrap_or(&message).to_owned());
        Some(Finding { outcome, message, met, missing, confidential, evidence })
    }

    /// The sub-check that a part is about; the inner option is none where it is about the whole. The outer one is the success.
    fn sub_check(&mut self, capability: &Capability, entry: &Text) -> Option<Option<SubCheckId>> {
        let Some(name) = entry.value.strip_prefix(capability.id.as_str()).and_then(|rest| rest.strip_prefix('.'))
        else {
            return Some(None);
        };
        let known: Vec<_> = capability.sub_checks.keys().map(SubCheckId::as_str).collect();
        if known.contains(&name) {
            return Some(Some(SubCheckId::new(name)));
        }
        let message = format!("unknown sub-check `{}` of `{}`", shortened(name), capability.id);
        let help = match known.is_empty() {
            true => "it has none".to_owned(),
            false => list_names("its sub-checks are", known.iter().copied()),
        };
        self.check.error(Code::UnknownSubCheck, entry.span, message, help)
    }

    fn evidence(&mut self, raw: &raw::Evidence) -> Option<Evidence> {
        let day = self.day(&raw.collected_at)?;
        let source = raw.source.as_ref();
        let referred = source.and_then(|source| {
            let references = &self.raw.metadata.mapping_references;
            references.iter().find(|reference| reference.id == source.reference_id)?.url.as_ref()
        });
        let link = source.and_then(|source| source.download_url.as_ref()).or(referred);
        // Gemara has addresses of files too, which are no links.
        let link = link.filter(|link| link.value.starts_with("http"));
        let link = self.check.optional_link(link)?;
        let what = raw.description.as_ref().unwrap_or(&raw.id);
        let date = PartialDate::parse(&day.to_string())?;
        Some(Evidence { what: self.check.text(what).map(|text| one_line(&text))?, link, date })
    }
}
