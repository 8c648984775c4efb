//! The data of a report's pictures, within what its reader may see.

use super::{Reader, ReportInput};
use crate::model::date::long_day;
use crate::model::id::CapabilityId;
use crate::plan::{Step, StepKind};
use crate::render::picture::from_facts::categories;
use crate::render::picture::heatmap::Heatmap;
use crate::render::picture::roadmap::{Roadmap, Row, State};
use crate::render::words::{assess_first, one_line};

/// What was planned, what of it is in place, and when the rest will be, in the order of the older roadmap; then what came
/// in since.
pub fn report_roadmap(input: &ReportInput<'_>) -> Roadmap {
    let reader = Reader::of(input);
    let progress = input.progress;
    let (older, newer) = (&progress.baseline.steps, &progress.roadmap.steps);
    let is_new = |step: &&Step| !older.iter().any(|other| other.capability == step.capability);
    let ids = older.iter().chain(newer.iter().filter(is_new)).map(|step| &step.capability);
    let shown = ids.filter(|id| reader.speaks_of(id));
    let find = |steps: &'_ [Step], id: &CapabilityId| steps.iter().find(|step| step.capability == *id).cloned();
    let row = |id: &CapabilityId| {
        let (before, after) = (find(older, id), find(newer, id));
        let state = match &after {
            _ if progress.after.standings[id].is_reached() => State::Done,
            Some(step) if step.kind == StepKind::Assess => State::Assess,
            // What is open and not planned any more has only the dates that it had.
            _ => State::Planned,
        };
        let title = reader.title(id);
        Row {
            title: if state == State::Assess { assess_first(&title) } else { title },
            state,
            work: after.as_ref().map(|step| (step.dates.start, step.dates.work_end)),
            ready: after.as_ref().map(|step| step.dates.finish),
            baseline: before.map(|step| (step.dates.start, step.dates.finish)),
        }
    };
    let until = input.after.assessed_on;
    Roadmap {
        heading: format!("Progress of {}", one_line(&input.after.repository.name)),
        rows: shown.map(row).collect(),
        milestones: Vec::new(),
        now: Some((until, format!("assessed {until}"))),
    }
}

/// The level of each category before and now, each with its day. No capability is named.
pub fn report_heatmap(input: &ReportInput<'_>) -> Heatmap {
    let progress = input.progress;
    let (before, now) = (long_day(input.before.assessed_on), long_day(input.after.assessed_on));
    let states = [progress.before.clone(), progress.after.clone()];
    Heatmap {
        heading: format!("Maturity of {}, before and now", one_line(&input.after.repository.name)),
        columns: vec![format!("Before ({before})"), format!("Now ({now})")],
        rows: categories(input.catalog, &states, Some(&progress.plan_after)),
        highest: input.catalog.framework.highest().number(),
        note:
            "Large: the level, reached when every capability up to it that applies is in place. Small: capabilities in \
               place, of those that apply."
                .to_owned(),
    }
}
