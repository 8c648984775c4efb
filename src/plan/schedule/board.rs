//! Placing one after the other, each as early as there is room.

use super::days::{Coarse, N_LEVELS};
use super::profile::{MAX_DAYS, Profile};
use super::task::{Activity, Slot, Task, daily, duration};
use super::words::Gap;
use super::workforce::{Workforce, weekdays};

/// Roles of a task up to which all of them are searched at once.
const MAX_ROLES: usize = 8;

/// Memory for placing tasks, to be used again from one schedule to the next.
#[derive(Debug, Clone, Default)]
pub struct Board {
    roles: Vec<Profile>,
    /// Units of effort a day that the task at hand takes, per role.
    demand: Vec<(usize, u64)>,
    /// Stretches on which the task at hand pauses; ascending, and none touches the next.
    pauses: Vec<(u32, u32)>,
}

impl Board {
    /// Place all tasks in the order given; adds one slot per task to `slots`, which is empty.
    pub fn place(&mut self, tasks: &[Task], workforce: &Workforce, slots: &mut Vec<Slot>) {
        self.clear(workforce);
        for task in tasks {
            let n_days = duration(task, workforce);
            self.demand.clear();
            self.demand.extend(task.effort.iter().map(|(role, effort)| (*role, daily(*effort, n_days))));
            let ready = task.after.iter().map(|before| slots[*before].ready).max().unwrap_or(0);
            let (start, end) = self.settle(ready.max(task.earliest), n_days, workforce);
            let ready = workforce.after_lag(end, weekdays(task.lag_weeks));
            slots.push(Slot { start, end, n_days, ready });
        }
    }

    /// Place activities in the order of a list, which names each of them once and after those it waits for; the slot of
    /// each goes to its place in `slots`, which has one per activity.
    pub fn place_list(&mut self, activities: &[Activity], list: &[usize], workforce: &Workforce, slots: &mut [Slot]) {
        self.clear(workforce);
        for &idx in list {
            let activity = &activities[idx];
            let ready = activity.after.iter().map(|before| slots[*before].ready).max().unwrap_or(0);
            let (start, end) = self.put(activity, ready.max(activity.earliest), workforce);
            let ready = workforce.after_lag(end, activity.lag_days);
            slots[idx] = Slot { start, end, n_days: activity.n_days, ready };
        }
    }

    /// Place one activity on or after a day as if there were no other: its first day of work, and the day after its last.
    pub fn put_alone(&mut self, activity: &Activity, from: u32, workforce: &Workforce) -> (u32, u32) {
        self.clear(workforce);
        self.put(activity, from, workforce)
    }

    /// Forget what was placed.
    pub(super) fn clear(&mut self, workforce: &Workforce) {
        self.roles.resize_with(workforce.len(), Profile::default);
        self.roles.iter_mut().zip(&workforce.room).for_each(|(role, room)| role.clear(*room));
        for (role, away) in self.roles.iter_mut().zip(&workforce.away) {
            away.iter().for_each(|away| role.add(away.from, away.to, away.units));
        }
    }

    /// Place one activity on or after a day: its first day of work, and the day after its last.
    pub(super) fn put(&mut self, activity: &Activity, from: u32, workforce: &Workforce) -> (u32, u32) {
        self.demand.clone_from(&activity.demand);
        self.settle(from, activity.n_days, workforce)
    }

    /// Find a place for the demand at hand and take it.
    fn settle(&mut self, from: u32, n_days: u32, workforce: &Workforce) -> (u32, u32) {
        if n_days == 0 {
            return (from, from);
        }
        let is_long = n_days > MAX_DAYS
            || self.demand.len() > MAX_ROLES
            || self.demand.iter().any(|(role, _)| self.roles[*role].is_long());
        if is_long || self.demand.iter().any(|(role, _)| !workforce.away[*role].is_empty()) {
            return self.settle_around_absences(from, n_days, workforce);
        }
        let start = self.earliest(from, n_days);
        for (role, units) in &self.demand {
            self.roles[*role].add(start, start + n_days, *units);
        }
        (start, start + n_days)
    }

    /// The first day on or after one from which all roles have room for the demand at hand.
    fn earliest(&mut self, mut from: u32, n_days: u32) -> u32 {
        let roles = &self.roles;
        let mut coarse = [Coarse::default(); MAX_ROLES];
        let mut busy: [&[u64]; MAX_ROLES] = [&[]; MAX_ROLES];
        for (((role, units), coarse), busy) in self.demand.iter().zip(&mut coarse).zip(&mut busy) {
            *coarse = roles[*role].coarse(*units);
            *busy = roles[*role].days().surely_busy(*coarse);
        }
        let busy = &busy[..self.demand.len()];
        let gap = Gap::new(n_days);
        loop {
            let start = gap.find(from as usize, |word| {
                busy.iter().fold(0, |all, of_role| all | of_role.get(word * N_LEVELS).copied().unwrap_or(0))
            });
            let (start, end) = (start as u32, start as u32 + n_days);
            let unsure = self.demand.iter().zip(&coarse).filter_map(|((role, units), coarse)| {
                let is_sure = roles[*role].days().is_surely_free(*coarse, start, end);
                if is_sure { None } else { roles[*role].busy_until(start, end, *units) }
            });
            match unsure.max() {
                Some(free_from) => from = free_from,
                None => return start,
            }
        }
    }

    /// The same where a role is away at times. Work pauses while too little of a role is there, and nowhere else: it
    /// never gives way to other work once it has begun.
    fn settle_around_absences(&mut self, from: u32, n_days: u32, workforce: &Workforce) -> (u32, u32) {
        self.pauses.clear();
        pauses(&self.demand, workforce, &mut self.pauses);
        let mut start = from;
        'start: loop {
            start = after_pause(&self.pauses, start);
            let mut end = start;
            for (from, to) in stretches(&self.pauses, start, n_days) {
                let busy =
                    self.demand.iter().filter_map(|(role, units)| self.roles[*role].busy_until(from, to, *units));
                if let Some(free_from) = busy.max() {
                    // Work that began before this day would run into the same busy stretch.
                    start = free_from;
                    continue 'start;
                }
                end = to;
            }
            for (from, to) in stretches(&self.pauses, start, n_days) {
                for (role, units) in &self.demand {
                    self.roles[*role].add(from, to, *units);
                }
            }
            return (start, end);
        }
    }
}

/// Stretches on which too little of a role is there for a demand; ascending, and none touches the next.
fn pauses(demand: &[(usize, u64)], workforce: &Workforce, pauses: &mut Vec<(u32, u32)>) {
    for (role, units) in demand {
        let too_little = workforce.away[*role].iter().filter(|away| away.units + units > workforce.room[*role]);
        pauses.extend(too_little.map(|away| (away.from, away.to)));
    }
    pauses.sort_unstable();
    pauses.dedup_by(|next, last| {
        let touches = next.0 <= last.1;
        if touches {
            last.1 = last.1.max(next.1);
        }
        touches
    });
}

/// The first day on or after one that is in no pause.
pub(super) fn after_pause(pauses: &[(u32, u32)], day: u32) -> u32 {
    let idx = pauses.partition_point(|(_, to)| *to <= day);
    pauses.get(idx).filter(|(from, _)| *from <= day).map_or(day, |(_, to)| *to)
}

/// Days of work from a day in no pause on, as stretches `from..to` between the pauses.
fn stretches(pauses: &[(u32, u32)], start: u32, n_days: u32) -> impl Iterator<Item = (u32, u32)> {
    let mut next = pauses.partition_point(|(from, _)| *from < start);
    let (mut from, mut left) = (start, n_days);
    std::iter::from_fn(move || {
        if left == 0 {
            return None;
        }
        let pause = pauses.get(next);
        let to = pause.map_or(from + left, |(pause, _)| (from + left).min(*pause));
        let stretch = (from, to);
        left -= to - from;
        from = pause.map_or(to, |(_, end)| *end);
        next += 1;
        Some(stretch)
    })
}

/// Days on which an activity would pause, whatever else its roles have to do: the first of each stretch and the day after
/// its last.
pub fn pauses_of(activity: &Activity, workforce: &Workforce) -> Vec<(u32, u32)> {
    let mut all = Vec::new();
    pauses(&activity.demand, workforce, &mut all);
    all
}
