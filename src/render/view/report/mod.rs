//! Progress against the plan, for the funder.

mod account;
mod change;
mod deviation;
mod picture;
mod words;

use account::{ActivityView, MoneyLineView, ObjectivesView, RemainderView};
use change::{ChangeView, NextView, PackageView};
use deviation::DeviationsView;
pub use picture::{report_heatmap, report_roadmap};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::{FrameworkView, framework};
use super::registry::{ApplicantView, applicant, labels};
use super::{Audience, DateView, Facts, Provenance, RegistryView};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::date::PartialDate;
use crate::model::id::CapabilityId;
use crate::progress::{Basis, ChangeKind, Progress};
use crate::render::words::{one_line, paragraphs};

/// Which kind of report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// For any reader.
    General,
    /// The monthly update that Alpha-Omega takes as a pull request: the highlights.
    Monthly,
    /// At the end of a contract: what was delivered, against what was agreed.
    Final,
}

/// What a report is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReportInput<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The older assessment.
    pub before: &'a Assessment,
    /// The newer assessment.
    pub after: &'a Assessment,
    /// What happened between them.
    pub progress: &'a Progress,
    /// First day on which notes, hours and evidence count as new.
    pub since: NaiveDate,
    /// Name of the funder whom it is for.
    pub funder: Option<&'a str>,
    /// Which kind of report.
    pub shape: Shape,
    /// Who will read it.
    pub audience: Audience,
    /// Where it comes from.
    pub provenance: &'a Provenance,
}

/// `fundable report --json`, format `fundable-report/1`, and what the templates of reports see.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReportView {
    /// Always `fundable-report/1`.
    pub format: &'static str,
    /// `general`, `monthly` or `final`.
    pub shape: &'static str,
    /// The registry, by the newer assessment.
    pub registry: RegistryView,
    /// The framework.
    pub framework: FrameworkView,
    /// Name of the funder; none for a report to anybody.
    pub funder: Option<String>,
    /// Who reports.
    pub applicant: Option<ApplicantView>,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// Date of the plan.
    pub dated: DateView,
    /// First day on which notes, hours and evidence count as new.
    pub since: DateView,
    /// Day of the older assessment.
    pub before: DateView,
    /// Day of the newer assessment.
    pub until: DateView,
    /// Month of the newer assessment, such as `August 2026`.
    pub month: String,
    /// Name of the file.
    pub file: String,
    /// The whole in a few sentences.
    pub headline: Vec<String>,
    /// How much of what was agreed on is in place.
    pub objectives: ObjectivesView,
    /// In place now, and not before.
    pub completed: Vec<ChangeView>,
    /// Less of it is left, or work on it is on record.
    pub in_progress: Vec<ChangeView>,
    /// Its status was unknown.
    pub found_out: Vec<ChangeView>,
    /// Less of it is in place than before.
    pub setbacks: Vec<ChangeView>,
    /// What was written down about whole work packages.
    pub packages: Vec<PackageView>,
    /// The first steps of the roadmap as it is now.
    pub next: Vec<NextView>,
    /// Where things went otherwise than planned.
    pub deviations: DeviationsView,
    /// Hours and money so far, in one line each; empty where the files give none.
    pub money: Vec<MoneyLineView>,
    /// The pieces of work that were agreed on.
    pub activities: Vec<ActivityView>,
    /// What of them remains.
    pub remains: Vec<RemainderView>,
    /// Who pays for operation afterwards, in the applicant's words.
    pub sustainability: Vec<String>,
    /// What running the completed work takes.
    pub upkeep: Vec<String>,
    /// What the report covers, where that is not everything, in a sentence.
    pub covers: Option<String>,
    /// What is kept out of a public report, in a sentence.
    pub kept_back: Option<String>,
    /// Where the report comes from.
    pub provenance: Provenance,
}

/// The view of a report.
pub fn report(input: &ReportInput<'_>) -> ReportView {
    let reader = Reader::of(input);
    let progress = input.progress;
    let of_kind = |wanted: fn(&ChangeKind) -> bool| {
        let ids = reader.shown().filter(move |(_, kind)| wanted(kind)).map(|(id, _)| id);
        ids.map(|id| change::change(&reader, id)).collect::<Vec<_>>()
    };
    let completed = of_kind(|kind| *kind == ChangeKind::Completed);
    let in_progress: Vec<ChangeView> = of_kind(|kind| matches!(kind, ChangeKind::InProgress { .. } | ChangeKind::Open))
        .into_iter()
        .filter(|view| view.kind == "in-progress" || !view.notes.is_empty() || view.hours.is_some())
        .collect();
    let (found_out, setbacks) =
        (of_kind(|kind| *kind == ChangeKind::FoundOut), of_kind(|kind| matches!(kind, ChangeKind::Setback { .. })));
    let objectives = account::objectives(&reader);
    let mut all_labels: Vec<String> = input.before.illustrative.iter().map(|label| one_line(label)).collect();
    for label in labels(&reader.facts) {
        if !all_labels.contains(&label) {
            all_labels.push(label);
        }
    }
    let until = input.after.assessed_on;
    let month = PartialDate::parse(&until.format("%Y-%m").to_string()).map(|month| month.to_string());
    let narrative = &progress.plan_after.narrative;
    ReportView {
        format: "fundable-report/1",
        shape: match input.shape {
            Shape::General => "general",
            Shape::Monthly => "monthly",
            Shape::Final => "final",
        },
        registry: input.after.into(),
        framework: framework(&reader.facts),
        funder: input.funder.map(one_line),
        applicant: applicant(&progress.plan_after),
        labels: all_labels,
        audience: if input.audience == Audience::Private { "private" } else { "public" },
        dated: progress.plan_after.dated.into(),
        since: input.since.into(),
        before: input.before.assessed_on.into(),
        until: until.into(),
        month: month.unwrap_or_default(),
        file: match input.shape {
            Shape::General => "report.md".to_owned(),
            Shape::Monthly => format!("update-{}.md", until.format("%Y-%m")),
            Shape::Final => "report-final.md".to_owned(),
        },
        headline: words::headline(&reader, &objectives, [&completed, &in_progress, &found_out, &setbacks]),
        objectives,
        upkeep: change::upkeep(&reader),
        completed,
        in_progress,
        found_out,
        setbacks,
        packages: change::packages(&reader),
        next: change::next(&reader),
        deviations: deviation::deviations(&reader),
        money: account::money(&reader),
        activities: account::activities(&reader),
        remains: account::remains(&reader),
        sustainability: narrative.sustainability.as_deref().map(paragraphs).unwrap_or_default(),
        covers: words::covers(&progress.account, input.funder),
        kept_back: words::kept_back(reader.hidden().count()),
        provenance: input.provenance.clone(),
    }
}

/// The inputs of a report, and what its readers may see of them.
struct Reader<'a> {
    input: &'a ReportInput<'a>,
    facts: Facts<'a>,
}

impl<'a> Reader<'a> {
    fn of(input: &'a ReportInput<'a>) -> Self {
        let progress = input.progress;
        let facts = Facts {
            catalog: input.catalog,
            assessment: input.after,
            gap: &progress.after,
            plan: &progress.plan_after,
            roadmap: &progress.roadmap,
        };
        Self { input, facts }
    }

    /// Whether either assessment keeps a capability from the public, and this is for it.
    fn is_confidential(&self, id: &CapabilityId) -> bool {
        let is_marked = |assessment: &Assessment| assessment.answers[id].confidential;
        self.input.audience == Audience::Public && (is_marked(self.input.before) || is_marked(self.input.after))
    }

    /// Whether a capability is the business of the reader: where the funder has granted something, that and nothing else,
    /// because other work is for others to hear of.
    fn is_covered(&self, id: &CapabilityId) -> bool {
        let account = &self.input.progress.account;
        account.basis == Basis::Roadmap || account.objectives.contains_key(id)
    }

    /// Whether a public report says nothing about how a capability stands: it is confidential, or it is a gap that nobody
    /// is asked to pay for.
    fn is_hidden(&self, id: &CapabilityId) -> bool {
        let progress = self.input.progress;
        let is_agreed = progress.changes[id].in_target || progress.account.objectives.contains_key(id);
        let is_gap = progress.after.standings[id].is_open() && !is_agreed;
        self.is_confidential(id) || (self.input.audience == Audience::Public && is_gap)
    }

    /// Whether the report speaks about how a capability stands.
    fn speaks_of(&self, id: &CapabilityId) -> bool {
        self.is_covered(id) && !self.is_hidden(id)
    }

    /// Capabilities that the report speaks of, and what became of them.
    fn shown(&self) -> impl Iterator<Item = (&'a CapabilityId, ChangeKind)> {
        let changes = self.input.progress.changes.iter().filter(|(id, _)| self.speaks_of(id));
        changes.map(|(id, change)| (id, change.kind))
    }

    /// Kinds of the changes that the reader is not shown.
    fn hidden(&self) -> impl Iterator<Item = ChangeKind> {
        let is_news = |kind| !matches!(kind, ChangeKind::InPlace | ChangeKind::Open | ChangeKind::NotApplicable);
        let hidden = self.input.progress.changes.iter().filter(|(id, _)| self.is_covered(id) && self.is_hidden(id));
        hidden.map(|(_, change)| change.kind).filter(move |kind| is_news(*kind))
    }

    /// Title of a capability.
    fn title(&self, id: &CapabilityId) -> String {
        one_line(&self.input.catalog.capability(id).title)
    }
}
