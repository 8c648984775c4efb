//! What is placed, and where.

use super::super::calendar::DAYS_PER_WEEK;
use super::workforce::{Workforce, weekdays};
use crate::model::effort::Effort;

/// A step to be dated.
#[derive(Debug, Clone, Default)]
pub struct Task {
    /// Effort per role, by the index of the role.
    pub effort: Vec<(usize, Effort)>,
    /// Whole weeks of lag after the work.
    pub lag_weeks: u32,
    /// Indices of tasks that come first; each is lower than the task's own.
    pub after: Vec<usize>,
    /// The first day on which work may start.
    pub earliest: u32,
    /// The day on which it should be ready at the latest.
    pub deadline: Option<u32>,
}

/// When a task happens, in working days from 0.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Slot {
    /// First day of work.
    pub start: u32,
    /// The day after the last day of work.
    pub end: u32,
    /// Days of work; 1 or more, and fewer than lie between start and end where it pauses.
    pub n_days: u32,
    /// The day after the lag, on which a task that waits may start.
    pub ready: u32,
}

/// A task whose duration is settled: an activity of a resource-constrained project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// Days of work; 0 for a mere mark in time.
    pub n_days: u32,
    /// Units a day per role (or resource), each above 0 and within the room of the role.
    pub demand: Vec<(usize, u64)>,
    /// Lag after the work, in weekdays.
    pub lag_days: u32,
    /// Indices of activities that come first; each is lower than the activity's own.
    pub after: Vec<usize>,
    /// The first day on which work may start.
    pub earliest: u32,
    /// The day on which it should be ready at the latest.
    pub deadline: Option<u32>,
}

impl Activity {
    /// The activity that a task comes to with these roles.
    pub fn of(task: &Task, workforce: &Workforce) -> Self {
        let n_days = duration(task, workforce);
        Self {
            n_days,
            demand: task.effort.iter().map(|(role, effort)| (*role, daily(*effort, n_days))).collect(),
            lag_days: weekdays(task.lag_weeks),
            after: task.after.clone(),
            earliest: task.earliest,
            deadline: task.deadline,
        }
    }

    /// Units a day that it takes of a role; 0 where it takes none.
    pub fn demand_of(&self, role: usize) -> u64 {
        self.demand.iter().find(|(own, _)| *own == role).map_or(0, |(_, units)| *units)
    }
}

/// Units of effort that a role with this capacity does in a day.
pub(super) fn units_per_day(capacity_hundredths: u32) -> u64 {
    Effort::UNITS_PER_WEEK * u64::from(capacity_hundredths) / 100 / u64::from(DAYS_PER_WEEK)
}

/// Working days that a task takes with at most one full-time person of each role.
pub(super) fn duration(task: &Task, workforce: &Workforce) -> u32 {
    let days = task.effort.iter().map(|(role, effort)| effort.units().div_ceil(workforce.room_for_one[*role]));
    u32::try_from(days.max().unwrap_or(1).max(1)).unwrap_or(u32::MAX / 4)
}

/// Even use of a role per day; rounded up, and never above the capacity because the duration was rounded up as well.
pub(super) fn daily(effort: Effort, n_days: u32) -> u64 {
    effort.units().div_ceil(u64::from(n_days))
}
