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
    let mut slots = Vec::with_capacity(tasks.len());
    Board::default().place(tasks, capacity, &mut slots);
    slots
}

/// Memory for placing tasks, to be used again from one schedule to the next.
#[derive(Debug, Clone, Default)]
pub struct Board {
    roles: Vec<Profile>,
    /// Units of effort a day that the task at hand takes, per role.
    demand: Vec<(usize, u64)>,
}

impl Board {
    /// Place all tasks in the order given; adds one slot per task to `slots`, which is empty.
    pub fn place(&mut self, tasks: &[Task], capacity: &[u32], slots: &mut Vec<Slot>) {
        self.roles.resize_with(capacity.len(), Profile::default);
        self.roles.iter_mut().zip(capacity).for_each(|(role, capacity)| role.clear(*capacity));
        for task in tasks {
            let n_days = duration(task, &self.roles);
            self.demand.clear();
            self.demand.extend(task.effort.iter().map(|(role, effort)| (*role, daily(*effort, n_days))));
            let ready = task.after.iter().map(|before| slots[*before].ready).max().unwrap_or(0);
            let start = self.earliest(ready, n_days);
            for (role, units) in &self.demand {
                self.roles[*role].add(start, n_days, *units);
            }
            slots.push(Slot { start, n_days, ready: start + n_days + task.lag_weeks * DAYS_PER_WEEK });
        }
    }

    /// The first day from `ready` on from which all roles have room for the task at hand.
    fn earliest(&self, ready: u32, n_days: u32) -> u32 {
        let mut start = ready;
        loop {
            let of_all = self
                .demand
                .iter()
                .fold(start, |start, (role, units)| self.roles[*role].earliest(start, n_days, *units));
            if of_all == start {
                return start;
            }
            start = of_all;
        }
    }
}

/// What a role can do and has to do, in units of effort a day.
#[derive(Debug, Clone, Default)]
struct Profile {
    /// All of its people together.
    room: u64,
    /// One person, or less where the role has less.
    room_for_one: u64,
    /// Load from this day until that of the next entry; begins at day 0 and ends with no load.
    steps: Vec<(u32, u64)>,
}

impl Profile {
    fn clear(&mut self, capacity: u32) {
        self.room = units_per_day(capacity);
        self.room_for_one = units_per_day(capacity.min(100));
        self.steps.clear();
        self.steps.push((0, 0));
    }

    /// The first day from `start` on from which there is room for a number of days.
    fn earliest(&self, start: u32, n_days: u32, units: u64) -> u32 {
        let limit = self.room.saturating_sub(units);
        let first = self.steps.partition_point(|(day, _)| *day <= start) - 1;
        let mut free_from = start;
        for (step, next) in self.steps[first..].iter().zip(&self.steps[first + 1..]) {
            if step.1 > limit {
                free_from = next.0;
            } else if next.0 - free_from >= n_days {
                break;
            }
        }
        free_from
    }

    fn add(&mut self, start: u32, n_days: u32, units: u64) {
        let first = self.cut(start);
        let last = self.cut(start + n_days);
        self.steps[first..last].iter_mut().for_each(|(_, load)| *load += units);
    }

    /// The index of the entry that begins on this day, which is made if there is none.
    fn cut(&mut self, day: u32) -> usize {
        let idx = self.steps.partition_point(|(step, _)| *step < day);
        if self.steps.get(idx).is_none_or(|(step, _)| *step > day) {
            let load = self.steps[idx - 1].1;
            self.steps.insert(idx, (day, load));
        }
        idx
    }
}

/// Units of effort that a role with this capacity does in a day.
fn units_per_day(capacity_hundredths: u32) -> u64 {
    Effort::UNITS_PER_WEEK * u64::from(capacity_hundredths) / 100 / u64::from(DAYS_PER_WEEK)
}

/// Working days that a task takes with at most one full-time person of each role.
fn duration(task: &Task, roles: &[Profile]) -> u32 {
    let days = task.effort.iter().map(|(role, effort)| effort.units().div_ceil(roles[*role].room_for_one));
    u32::try_from(days.max().unwrap_or(1).max(1)).unwrap_or(u32::MAX / 4)
}

/// Even use of a role per day; rounded up, and never above the capacity because the duration was rounded up as well.
fn daily(effort: Effort, n_days: u32) -> u64 {
    effort.units().div_ceil(u64::from(n_days))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::Index;

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

    /// Placing day by day, as slow and as plain as it gets.
    fn slow(tasks: &[Task], capacity: &[u32]) -> Vec<Slot> {
        let mut load = vec![vec![0; 5_000]; capacity.len()];
        let mut slots: Vec<Slot> = Vec::new();
        for task in tasks {
            let days =
                |(role, effort): &(usize, Effort)| effort.units().div_ceil(units_per_day(capacity[*role].min(100)));
            let n_days = task.effort.iter().map(days).max().unwrap_or(1).max(1);
            let fits = |start: usize| {
                task.effort.iter().all(|(role, effort)| {
                    let units = effort.units().div_ceil(n_days);
                    load[*role][start..start + n_days as usize]
                        .iter()
                        .all(|day| day + units <= units_per_day(capacity[*role]))
                })
            };
            let ready = task.after.iter().map(|before| slots[*before].ready as usize).max().unwrap_or(0);
            let start = (ready..).find(|start| fits(*start)).unwrap();
            for (role, effort) in &task.effort {
                let window = &mut load[*role][start..start + n_days as usize];
                window.iter_mut().for_each(|day| *day += effort.units().div_ceil(n_days));
            }
            let (start, n_days) = (start as u32, n_days as u32);
            slots.push(Slot { start, n_days, ready: start + n_days + task.lag_weeks * DAYS_PER_WEEK });
        }
        slots
    }

    fn any_task() -> impl Strategy<Value = Task> {
        let part = (0_usize..3, 0_u64..40_000_000);
        (vec(part, 0..3), 0_u32..4, vec(any::<Index>(), 0..3)).prop_map(|(mut parts, lag_weeks, after)| {
            parts.sort_unstable();
            parts.dedup_by_key(|(role, _)| *role);
            // Any number for now; made an earlier task below.
            let after = after.iter().map(|index| index.index(1_000)).collect();
            let effort = parts.into_iter().map(|(role, units)| (role, Effort::from_units(units))).collect();
            Task { effort, lag_weeks, after }
        })
    }

    proptest! {
        #[test]
        fn a_board_used_again_places_as_day_by_day(
            mut tasks in vec(any_task(), 0..25),
            capacity in [5_u32..250, 5_u32..250, 5_u32..250],
        ) {
            for (idx, task) in tasks.iter_mut().enumerate() {
                task.after.iter_mut().for_each(|before| *before %= idx.max(1));
                task.after.retain(|before| *before < idx);
            }
            let expected = slow(&tasks, &capacity);
            let (mut board, mut slots) = (Board::default(), Vec::new());
            for _ in 0..2 {
                slots.clear();
                board.place(&tasks, &capacity, &mut slots);
                prop_assert_eq!(&slots, &expected);
            }
            prop_assert_eq!(schedule(&tasks, &capacity), expected);
        }
    }
}
