//! What became of single capabilities and packages, and what comes next.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::DateView;
use super::super::item::{ongoing, placed};
use super::{Reader, words};
use crate::model::decimal::format_scaled;
use crate::model::id::CapabilityId;
use crate::model::plan::{Activity, ProgressEntry};
use crate::plan::{Step, StepKind};
use crate::progress::ChangeKind;
use crate::render::words::{one_line, sentence_end};

/// Steps that a report names as the next ones.
const N_NEXT: usize = 5;

/// What became of a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Category.
    pub category: String,
    /// The level that asks for it.
    pub level: u8,
    /// `completed`, `in-progress`, `found-out`, `setback` or `open`.
    pub kind: &'static str,
    /// Status in the older assessment.
    pub was: &'static str,
    /// Status in the newer assessment.
    pub is: &'static str,
    /// Share of the work that was left, percent; an upper bound where it was unknown.
    pub left_before: u8,
    /// Share of the work that is left, percent.
    pub left: u8,
    /// How it stood and stands, as sentences.
    pub text: String,
    /// Whether the target asks for it.
    pub in_target: bool,
    /// What was written down about it since, the oldest first.
    pub notes: Vec<NoteView>,
    /// Hours that were written down since.
    pub hours: Option<String>,
    /// What the newer assessment shows for it, what is dated since first.
    pub evidence: Vec<ProofView>,
    /// Why it matters, the first reason first.
    pub benefits: Vec<String>,
}

/// Something that was written down about the work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NoteView {
    /// When.
    pub date: DateView,
    /// What was done, as sentences.
    pub text: String,
    /// Permanent link to what shows it.
    pub link: Option<String>,
}

/// Something that shows a status.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ProofView {
    /// What it shows and where.
    pub what: String,
    /// Permanent link.
    pub link: Option<String>,
    /// Its date; where it is not clearly since the first day that counts, this is said.
    pub date: String,
    /// `since`, `before`, or `unclear` where only the month or year is known.
    pub age: &'static str,
}

/// What was written down about a work package.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PackageView {
    /// Title of the package.
    pub title: String,
    /// What was done, the oldest first.
    pub notes: Vec<NoteView>,
}

/// A step to come.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NextView {
    /// Id of the capability.
    pub id: String,
    /// Title of the capability.
    pub title: String,
    /// `build`, or `assess` where it is found out first.
    pub kind: &'static str,
    /// First day of work.
    pub start: DateView,
    /// Last day of work or of its notice period.
    pub finish: DateView,
    /// Both in words.
    pub when: String,
}

/// The view of one capability.
pub fn change(reader: &Reader<'_>, id: &CapabilityId) -> ChangeView {
    let (input, progress) = (reader.input, reader.input.progress);
    let capability = input.catalog.capability(id);
    let change = progress.changes[id];
    let (was, is) = (&progress.before.standings[id], &progress.after.standings[id]);
    let entries: Vec<_> = progress.entries_of(id, input.since).collect();
    let hours: u64 = entries.iter().filter_map(|entry| entry.hours_hundredths).map(u64::from).sum();
    ChangeView {
        id: id.to_string(),
        number: capability.number.clone(),
        title: reader.title(id),
        category: one_line(&input.catalog.framework.categories[&capability.category].title),
        level: capability.level.number(),
        kind: match change.kind {
            ChangeKind::Completed => "completed",
            ChangeKind::InProgress { .. } => "in-progress",
            ChangeKind::FoundOut => "found-out",
            ChangeKind::Setback { .. } => "setback",
            ChangeKind::InPlace | ChangeKind::Open | ChangeKind::NotApplicable => "open",
        },
        was: was.name(),
        is: is.name(),
        left_before: was.left().number(),
        left: is.left().number(),
        text: words::change(change.kind, was, is),
        in_target: change.in_target,
        notes: entries.iter().filter_map(|entry| note(entry)).collect(),
        hours: (hours > 0).then(|| words::hours(hours)),
        evidence: evidence(reader, id),
        benefits: capability
            .proposal
            .benefits
            .iter()
            .map(|benefit| sentence_end(&one_line(&placed(&benefit.text, &reader.facts))))
            .collect(),
    }
}

/// The note of an entry; none where it has none.
pub fn note(entry: &ProgressEntry) -> Option<NoteView> {
    let text = sentence_end(&one_line(entry.note.as_ref()?));
    Some(NoteView { date: entry.date.into(), text, link: entry.link.clone() })
}

/// What the newer assessment shows for a capability, what is dated since first.
pub fn evidence(reader: &Reader<'_>, id: &CapabilityId) -> Vec<ProofView> {
    let since = reader.input.since;
    let proofs = reader.input.after.answers[id].evidence.iter().map(|item| {
        let age = if item.date.first_day() >= since {
            "since"
        } else if item.date.last_day() < since {
            "before"
        } else {
            "unclear"
        };
        ProofView {
            what: one_line(&item.what),
            link: item.link.clone(),
            date: words::evidence_date(&item.date.to_string(), age, since),
            age,
        }
    });
    let mut proofs: Vec<ProofView> = proofs.collect();
    // A stable sort keeps the order of the assessment among those of one age.
    proofs.sort_by_key(|proof| match proof.age {
        "since" => 0,
        "unclear" => 1,
        _ => 2,
    });
    proofs
}

/// What was written down about packages since; nothing about one that holds something confidential, or that is for others
/// to hear of.
pub fn packages(reader: &Reader<'_>) -> Vec<PackageView> {
    let plan = &reader.input.progress.plan_after;
    let packages = plan.work_packages.iter().filter_map(|(id, package)| {
        let is_about = |entry: &&ProgressEntry| {
            matches!(&entry.activity, Activity::WorkPackage { id: other, .. } if other == id)
                && entry.date >= reader.input.since
        };
        let ids = &package.capabilities;
        let hidden = ids.iter().any(|id| reader.is_confidential(id)) || !ids.iter().any(|id| reader.is_covered(id));
        let notes: Vec<_> = plan.progress.iter().filter(is_about).filter(|_| !hidden).filter_map(note).collect();
        (!notes.is_empty()).then(|| PackageView { title: one_line(&package.title), notes })
    });
    packages.collect()
}

/// The first steps of the roadmap as it is now; where the funder has granted some of them, of these alone.
pub fn next(reader: &Reader<'_>) -> Vec<NextView> {
    let steps = reader.input.progress.roadmap.steps.iter();
    let mut steps: Vec<&Step> = steps.filter(|step| reader.is_covered(&step.capability)).collect();
    // A stable sort: of one day, the order of the roadmap is that of importance.
    steps.sort_by_key(|step| step.dates.start);
    let views = steps.into_iter().take(N_NEXT).map(|step| NextView {
        id: step.capability.to_string(),
        title: reader.title(&step.capability),
        kind: match step.kind {
            StepKind::Build => "build",
            StepKind::Assess => "assess",
        },
        start: step.dates.start.into(),
        finish: step.dates.finish.into(),
        when: words::stretch(step.dates.start, step.dates.finish),
    });
    views.collect()
}

/// What running the completed work takes.
pub fn upkeep(reader: &Reader<'_>) -> Vec<String> {
    let completed = reader.shown().filter(|(_, kind)| *kind == ChangeKind::Completed).map(|(id, _)| id);
    let lines = completed.filter_map(|id| {
        let capability = reader.input.catalog.capability(id);
        Some(format!("{}: {}", reader.title(id), ongoing(capability)?))
    });
    lines.collect()
}

/// Hours without needless decimals.
pub fn hours_number(hundredths: u64) -> String {
    format_scaled(i64::try_from(hundredths).unwrap_or(i64::MAX), 2)
}
