//! Where things went otherwise than planned, with the reasons that are on record.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::DateView;
use super::super::step::points_text;
use super::{Reader, words};
use crate::model::id::CapabilityId;
use crate::model::plan::{Activity, ProgressEntry};
use crate::plan::StepKind;
use crate::progress::WhyLeft;
use crate::render::words::{one_line, out, sentence_end, title};

/// Where things went otherwise than planned.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeviationsView {
    /// Whether there are any.
    pub any: bool,
    /// Steps that should be ready and are not, the longest overdue first.
    pub overdue: Vec<OverdueView>,
    /// Steps whose last day moved, in the order of the roadmap as it is now.
    pub moved: Vec<MovedView>,
    /// The same in a sentence; none where nothing moved.
    pub moved_summary: Option<String>,
    /// Estimates that were replaced since, as sentences.
    pub estimates: Vec<String>,
    /// What entered the target and what left it, as sentences.
    pub target: Vec<String>,
    /// Reasons on record for work that is not among the overdue steps.
    pub reasons: Vec<ReasonView>,
}

/// A step that should be ready and is not.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverdueView {
    /// Id of the capability.
    pub id: String,
    /// Title of the capability.
    pub title: String,
    /// The day by which it should have been ready.
    pub due: DateView,
    /// The day by which it is to be ready now; none where the roadmap has no such step any more.
    pub now: Option<DateView>,
    /// Both as sentences.
    pub text: String,
    /// Why, in the words of the plan; empty where nothing is on record.
    pub reasons: Vec<String>,
}

/// A step whose last day moved.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MovedView {
    /// Id of the capability.
    pub id: String,
    /// Title of the capability.
    pub title: String,
    /// Its last day in the older roadmap.
    pub from: DateView,
    /// Its last day now.
    pub to: DateView,
    /// Days by which it comes later; below 0 where it comes earlier.
    pub days: i64,
    /// The same with its direction: `12 days later`.
    pub text: String,
}

/// Why something did not go as planned.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReasonView {
    /// What it is about: title of a capability or a package.
    pub about: String,
    /// When it was written down.
    pub date: DateView,
    /// Why, as sentences.
    pub text: String,
}

/// The view of the deviations.
pub fn deviations(reader: &Reader<'_>) -> DeviationsView {
    let deviations = &reader.input.progress.deviations;
    let overdue: Vec<_> = deviations.overdue.iter().filter(|item| reader.speaks_of(&item.capability)).collect();
    let is_overdue = |id: &CapabilityId| overdue.iter().any(|item| item.capability == *id);
    let moved: Vec<MovedView> = deviations
        .moved
        .iter()
        .filter(|item| reader.speaks_of(&item.capability))
        .map(|item| MovedView {
            id: item.capability.to_string(),
            title: reader.title(&item.capability),
            from: item.from.into(),
            to: item.to.into(),
            days: item.days(),
            text: words::days_moved(item.days()),
        })
        .collect();
    let view = DeviationsView {
        any: false,
        overdue: overdue
            .iter()
            .map(|item| OverdueView {
                id: item.capability.to_string(),
                title: reader.title(&item.capability),
                due: item.due.into(),
                now: item.now.map(Into::into),
                text: words::overdue(item.due, item.now, item.kind == StepKind::Assess),
                reasons: given(reader)
                    .filter(|entry| entry.activity.capabilities().contains(&item.capability))
                    .filter_map(reason_of_part)
                    .collect(),
            })
            .collect(),
        moved_summary: words::moved(&moved),
        moved,
        estimates: estimates(reader),
        target: target(reader),
        reasons: given(reader)
            .filter(|entry| !entry.activity.capabilities().iter().any(is_overdue))
            .filter_map(|entry| {
                Some(ReasonView {
                    about: activity(reader, &entry.activity),
                    date: entry.date.into(),
                    text: reason(entry)?,
                })
            })
            .collect(),
    };
    let lists = [view.overdue.is_empty(), view.moved.is_empty(), view.estimates.is_empty(), view.target.is_empty()];
    DeviationsView { any: lists.contains(&false) || !view.reasons.is_empty(), ..view }
}

/// Entries since that give a reason, without those that are confidential or for others to hear of.
fn given<'a>(reader: &'a Reader<'_>) -> impl Iterator<Item = &'a ProgressEntry> {
    let since = reader.input.progress.plan_after.progress.iter().filter(|entry| entry.date >= reader.input.since);
    since.filter(|entry| {
        let ids = entry.activity.capabilities();
        let is_told = ids.iter().any(|id| reader.is_covered(id)) && !ids.iter().any(|id| reader.is_confidential(id));
        entry.deviation.is_some() && is_told
    })
}

fn reason(entry: &ProgressEntry) -> Option<String> {
    entry.deviation.as_deref().map(|text| sentence_end(&one_line(text)))
}

/// The same beside a single capability; a reason for a whole package may be about another one of it.
fn reason_of_part(entry: &ProgressEntry) -> Option<String> {
    let text = reason(entry)?;
    Some(match entry.activity {
        Activity::Capability(_) => text,
        Activity::WorkPackage { .. } => format!("On its work package as a whole: {text}"),
    })
}

/// Title of a piece of work.
pub fn activity(reader: &Reader<'_>, activity: &Activity) -> String {
    match activity {
        Activity::Capability(id) => reader.title(id),
        Activity::WorkPackage { id, .. } => {
            let package = reader.input.progress.plan_after.work_packages.get(id);
            package.map_or_else(|| id.to_string(), |package| one_line(&package.title))
        }
    }
}

fn estimates(reader: &Reader<'_>) -> Vec<String> {
    let progress = reader.input.progress;
    let shown = progress.deviations.estimates.iter().filter(|(id, ..)| reader.speaks_of(id));
    let sentences = shown.map(|(id, before, after)| {
        let change = format!(
            "The estimate for {} changed from {} to {} person-weeks (optimistic / likely / pessimistic).",
            title(reader.input.catalog, id),
            points_text(*before),
            points_text(*after)
        );
        match progress.plan_after.overrides.get(id) {
            Some(own) => {
                let when = crate::model::date::long_day(own.when);
                format!("{change} {} on {when}: {}", one_line(&own.who), sentence_end(&one_line(&own.why)))
            }
            None => change,
        }
    });
    sentences.collect()
}

fn target(reader: &Reader<'_>) -> Vec<String> {
    let (catalog, deviations) = (reader.input.catalog, &reader.input.progress.deviations);
    let entered = deviations.entered.iter().filter(|id| reader.speaks_of(id));
    let entered = entered.map(|id| format!("{} is now part of the target; it was not before.", title(catalog, id)));
    let left = deviations.left.iter().filter(|item| reader.speaks_of(&item.capability)).map(|item| {
        let name = title(catalog, &item.capability);
        match &item.why {
            WhyLeft::NotApplicable(because) => format!(
                "{name} is no longer part of the target, because it does not apply: {}",
                sentence_end(&one_line(because))
            ),
            WhyLeft::Out(reason) => format!("{name} is no longer part of the target. {}", out(catalog, reason)),
            WhyLeft::NotNeeded => {
                format!("{name} is no longer part of the target; nothing that the target asks for needs it any more.")
            }
        }
    });
    entered.chain(left).collect()
}
