//! What roles can do on each day, and what they have to do.

use super::facts::{Facts, exact_step};
use super::fault::{Check, Kind};
use super::stated::Exact;
use crate::text::counted;

/// Units of effort that each role can do on each day until the end of the plan.
#[derive(Debug, Clone)]
pub struct Capacity(pub Vec<Vec<u64>>);

impl Capacity {
    /// Write down each day of a plan whose shape is sound.
    pub fn of(exact: &Exact) -> Self {
        let n_days = exact.horizon() as usize;
        let of_role = exact.roles.iter().map(|role| {
            let mut days = vec![role.units_per_day; n_days];
            for away in &role.away {
                let (from, to) = ((away.from as usize).min(n_days), (away.to as usize).min(n_days));
                days[from..to].iter_mut().for_each(|units| *units = units.saturating_sub(away.units));
            }
            days
        });
        Self(of_role.collect())
    }

    /// What a role can do on a day; 0 after the end of the plan.
    pub fn on(&self, role: usize, day: u32) -> u64 {
        self.0[role].get(day as usize).copied().unwrap_or(0)
    }
}

/// A step works on all days on which its roles are there, and no role has more to do on a day than it can.
pub fn loads(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("capacity");
    let exact = facts.exact;
    let mut load: Vec<Vec<u64>> = facts.capacity.0.iter().map(|days| vec![0; days.len()]).collect();
    for (idx, step) in exact.steps.iter().enumerate() {
        let worked: Vec<u32> = (step.start..step.end).filter(|day| facts.can_work(idx, *day)).collect();
        let ends = worked.first() == Some(&step.start) && worked.last() == Some(&(step.end - 1));
        check.ensure(ends && worked.len() == step.n_days as usize, Kind::WrongPause, || {
            let (start, end, n_days) = (step.start, step.end, step.n_days);
            let found = worked.len();
            let message = format!(
                "{} is to work {n_days} days from day {start} to before day {end}, first and last included; its roles are there on {found} of them",
                facts.name(idx)
            );
            (exact_step(idx, "n_days"), message)
        });
        for work in &step.work {
            worked.iter().for_each(|day| load[work.role][*day as usize] += work.units_per_day);
        }
    }
    let mut n_days = 0;
    for (role, days) in load.iter().enumerate() {
        n_days += days.iter().filter(|units| **units > 0).count();
        let over = (0..days.len()).filter(|day| days[*day] > facts.capacity.0[role][*day]).collect::<Vec<_>>();
        let Some(day) = over.first() else { continue };
        let date = facts.calendar.date(*day as u32);
        let takes = |idx: &usize| {
            let step = &exact.steps[*idx];
            step.work.iter().any(|work| work.role == role) && (step.start..step.end).contains(&(*day as u32))
        };
        let steps: Vec<String> = (0..exact.steps.len()).filter(takes).map(|idx| facts.name(idx)).collect();
        let (name, asked, can) = (&exact.roles[role].role, days[*day], facts.capacity.0[role][*day]);
        let message = format!(
            "{name} has {asked} units to do on day {day} ({date}) but can do {can}; it works on {}; {} such days in all",
            steps.join(", "),
            over.len()
        );
        check.fault(Kind::Overbooked, format!("exact.roles[{role}]"), message);
    }
    check.done(format!(
        "{} of {}, with absences and pauses",
        counted(n_days, "day", "days"),
        counted(exact.roles.len(), "role", "roles")
    ))
}
