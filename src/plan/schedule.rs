//! Dates by a list schedule: each step, in the given order, at the earliest time at which its needs are done and its
//! roles have room (serial schedule generation scheme, Kelley 1963; Kolisch 1996).
//!
//! The model: at most one full-time person of each role works on a step, less where the role has less. The role with
//! the longest share sets the duration; the others spread theirs evenly over it. Calendar lag follows the work, holds
//! back the steps that wait, and uses nobody.

use super::calendar::DAYS_PER_WEEK;
use crate::model::effort::Effort;

/// A step to be dated.
#[derive(Debug, Clone)]
pub struct Task {
    /// Effort per role, by the index of the role.
    pub effort: Vec<(usize, Effort)>,
    /// Whole weeks of lag after the work.
    pub lag_weeks: u32,
    /// Indices of tasks that come first; each is lower than the task's own.
    pub after: Vec<usize>,
}

/// When a task happens, in working days from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// First day of work.
    pub start: u32,
    /// Working days; 1 or more.
    pub n_days: u32,
    /// The day after the lag, on which a task that waits may start.
    pub ready: u32,
}

/// Place all tasks in the order given. `capacity` is in hundredths of a full-time person per role, each above 0.
pub fn schedule(tasks: &[Task], capacity: &[u32]) -> Vec<Slot> {
    let mut load: Vec<Vec<u64>> = vec![Vec::new(); capacity.len()];
    let mut slots: Vec<Slot> = Vec::with_capacity(tasks.len());
    for task in tasks {
        let n_days = duration(task, capacity);
        let demand: Vec<_> = task.effort.iter().map(|(role, effort)| (*role, daily(*effort, n_days))).collect();
        let mut start = task.after.iter().map(|before| slots[*before].ready).max().unwrap_or(0);
        while let Some(busy) = last_busy_day(&demand, &load, capacity, start, n_days) {
            start = busy + 1;
        }
        for (role, units) in &demand {
            let days = &mut load[*role];
            days.resize(days.len().max((start + n_days) as usize), 0);
            days[start as usize..(start + n_days) as usize].iter_mut().for_each(|day| *day += units);
        }
        slots.push(Slot { start, n_days, ready: start + n_days + task.lag_weeks * DAYS_PER_WEEK });
    }
    slots
}

/// Units of effort that a role with this capacity does in a day.
fn units_per_day(capacity_hundredths: u32) -> u64 {
    Effort::UNITS_PER_WEEK * u64::from(capacity_hundredths) / 100 / u64::from(DAYS_PER_WEEK)
}

/// Working days that a task takes with at most one full-time person of each role.
fn duration(task: &Task, capacity: &[u32]) -> u32 {
    let days =
        task.effort.iter().map(|(role, effort)| effort.units().div_ceil(units_per_day(capacity[*role].min(100))));
    u32::try_from(days.max().unwrap_or(1).max(1)).unwrap_or(u32::MAX / 4)
}

/// Even use of a role per day; rounded up, and never above the capacity because the duration was rounded up as well.
fn daily(effort: Effort, n_days: u32) -> u64 {
    effort.units().div_ceil(u64::from(n_days))
}

/// The last day in the window on which a role has no room; none where the task fits.
fn last_busy_day(demand: &[(usize, u64)], load: &[Vec<u64>], capacity: &[u32], start: u32, n_days: u32) -> Option<u32> {
    demand
        .iter()
        .filter_map(|(role, units)| {
            let room = units_per_day(capacity[*role]);
            let days = &load[*role];
            let end = days.len().min((start + n_days) as usize);
            (start as usize..end).rev().find(|day| days[*day] + units > room)
        })
        .max()
        .and_then(|day| u32::try_from(day).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(n: u64) -> Effort {
        Effort::from_units(n * Effort::UNITS_PER_WEEK)
    }

    fn task(role: usize, n_weeks: u64, lag_weeks: u32, after: &[usize]) -> Task {
        Task { effort: vec![(role, weeks(n_weeks))], lag_weeks, after: after.to_vec() }
    }

    #[test]
    fn one_person_does_one_thing_after_the_other() {
        let slots = schedule(&[task(0, 2, 0, &[]), task(0, 1, 0, &[])], &[100]);
        assert_eq!(slots.iter().map(|slot| (slot.start, slot.ready)).collect::<Vec<_>>(), [(0, 10), (10, 15)]);
    }

    #[test]
    fn two_people_work_side_by_side_but_not_on_the_same_step() {
        let slots = schedule(&[task(0, 2, 0, &[]), task(0, 1, 0, &[])], &[200]);
        assert_eq!(slots.iter().map(|slot| (slot.start, slot.ready)).collect::<Vec<_>>(), [(0, 10), (0, 5)]);
    }

    #[test]
    fn lag_holds_back_the_successor_but_nobody_else() {
        let slots = schedule(&[task(0, 1, 4, &[]), task(0, 1, 0, &[0]), task(0, 1, 0, &[])], &[100]);
        assert_eq!(slots.iter().map(|slot| slot.start).collect::<Vec<_>>(), [0, 25, 5]);
    }

    #[test]
    fn half_a_person_takes_twice_as_long() {
        assert_eq!(schedule(&[task(0, 1, 0, &[])], &[50])[0].n_days, 10);
    }
}
