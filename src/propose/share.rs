//! How much of a full-time post a part of the ask takes.

use super::{Facts, Proposal};
use crate::model::effort::Effort;
use crate::plan::{Calendar, Step};

/// Working days from the first to the last day of work on the ask.
pub fn working_days(facts: &Facts<'_>, proposal: &Proposal) -> u32 {
    let calendar: &Calendar = &facts.roadmap.timetable.calendar;
    let steps = || proposal.open.iter().map(|open| -> &Step { &facts.roadmap.steps[open.step] });
    let start = steps().map(|step| calendar.day_from(step.dates.start)).min();
    let end = steps().map(|step| calendar.day_after(step.dates.work_end)).max();
    end.zip(start).map_or(0, |(end, start)| end - start)
}

/// Percent of what one full-time person does in these days, rounded half up; 0 where there are no days.
pub fn share_percent(effort: Effort, days: u32) -> u64 {
    let capacity = u128::from(days) * u128::from(Effort::UNITS_PER_WEEK);
    let scaled = u128::from(effort.units()) * 500;
    (scaled + capacity / 2).checked_div(capacity).map_or(0, |percent| u64::try_from(percent).unwrap_or(u64::MAX))
}
