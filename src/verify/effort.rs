//! Efforts, what roles can do, and how long work takes.

use chrono::NaiveDate;

use super::facts::{Facts, exact_step, shown_step};
use super::fault::{Check, Kind};
use super::stated::{Effort, RoleTotal, Total};
use crate::text::{counted, one_line};

/// Units of effort in a person-week.
const UNITS_PER_WEEK: u64 = 6_000_000;
/// Units in a hundredth of a person-week, as far as efforts are shown.
const UNITS_PER_HUNDREDTH: f64 = 60_000.0;
/// What a full-time person does in a day, in units.
const UNITS_PER_PERSON_DAY: u64 = UNITS_PER_WEEK / 5;

/// Efforts rise from low to high, roles share them out, and sums and figures for people agree.
pub fn efforts(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("efforts");
    let exact = facts.exact;
    for (idx, step) in exact.steps.iter().enumerate() {
        let [low, mean, high] = step.effort;
        check.ensure(low <= mean && mean <= high, Kind::EffortRange, || {
            (exact_step(idx, "effort"), format!("low {low}, mean {mean}, high {high} of {}", facts.name(idx)))
        });
        let of_roles: u64 = step.work.iter().map(|work| work.effort).sum();
        check.ensure(of_roles == mean, Kind::EffortOfRoles, || {
            let name = facts.name(idx);
            (exact_step(idx, "work"), format!("the roles do {of_roles} units for {name}, whose mean is {mean}"))
        });
        shown(&mut check, &shown_step(idx, "effort"), &facts.stated.steps[idx].effort, step.effort);
    }
    let totals = &facts.stated.totals;
    let all = |_: usize| true;
    total(&mut check, facts, "totals.all", &totals.all, all);
    for (k, sum) in totals.levels.iter().enumerate() {
        let is_in = |idx: usize| format!("Level {}", facts.stated.steps[idx].level) == sum.of;
        total(&mut check, facts, &format!("totals.levels[{k}]"), sum, is_in);
    }
    for (k, sum) in totals.categories.iter().enumerate() {
        let is_in = |idx: usize| facts.stated.steps[idx].category == sum.of;
        total(&mut check, facts, &format!("totals.categories[{k}]"), sum, is_in);
    }
    for (of, sums) in [("levels", &totals.levels), ("categories", &totals.categories)] {
        let n_steps = sums.iter().fold(0_usize, |n, sum| n.saturating_add(sum.n_steps));
        check.ensure(n_steps == exact.steps.len(), Kind::WrongSum, || {
            (format!("totals.{of}"), format!("they hold {n_steps} steps, the plan {}", exact.steps.len()))
        });
    }
    let mean: u64 = exact.steps.iter().map(|step| step.effort[1]).sum();
    check.done(format!("{mean} units of mean effort, by step, role, level and category"))
}

fn total(check: &mut Check, facts: &Facts<'_>, at: &str, total: &Total, is_in: impl Fn(usize) -> bool) {
    let within: Vec<usize> = (0..facts.exact.steps.len()).filter(|idx| is_in(*idx)).collect();
    check.ensure(total.n_steps == within.len(), Kind::WrongSum, || {
        (format!("{at}.n_steps"), format!("{} steps are said to be in it, {} are", total.n_steps, within.len()))
    });
    let sum = [0, 1, 2].map(|part| within.iter().map(|idx| facts.exact.steps[*idx].effort[part]).sum());
    shown(check, &format!("{at}.effort"), &total.effort, sum);
    let finish = within.iter().map(|idx| facts.stated.steps[*idx].finish.iso).max();
    let stated = total.finish.map(|date| date.iso);
    check.ensure(stated == finish, Kind::WrongDate, || {
        (format!("{at}.finish"), format!("{} is said to be the last day, {} is", day(stated), day(finish)))
    });
}

/// Whether figures for people are the units, to a hundredth of a week.
fn shown(check: &mut Check, at: &str, shown: &Effort, [low, mean, high]: [u64; 3]) {
    figure(check, &format!("{at}.low"), shown.low, low);
    figure(check, &format!("{at}.mean"), shown.mean, mean);
    figure(check, &format!("{at}.high"), shown.high, high);
}

fn figure(check: &mut Check, at: &str, weeks: f64, units: u64) {
    let difference = (weeks * 100.0).round() * UNITS_PER_HUNDREDTH - units as f64;
    check.ensure(difference.abs() <= UNITS_PER_HUNDREDTH / 2.0 + 1.0, Kind::WrongEffort, || {
        let message = format!(
            "{weeks} person-weeks are shown, but {units} units are {:.2}",
            units as f64 / UNITS_PER_WEEK as f64
        );
        (at.to_owned(), message)
    });
}

/// Roles do in a day what their full-time persons can, and are busy as long as is said.
pub fn capacities(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("capacities");
    let exact = facts.exact;
    for (idx, role) in exact.roles.iter().enumerate() {
        let (all, one) = (role.units_per_day, role.units_per_day_for_one);
        check.ensure(one == all.min(UNITS_PER_PERSON_DAY), Kind::WrongCapacity, || {
            let most = all.min(UNITS_PER_PERSON_DAY);
            (
                format!("exact.roles[{idx}].units_per_day_for_one"),
                format!("{one} units, but one person of {all} does {most}"),
            )
        });
        for (k, away) in role.away.iter().enumerate().filter(|(_, away)| away.units > all) {
            let message = format!("{} units are away, but the role has {all}", away.units);
            check.fault(Kind::WrongCapacity, format!("exact.roles[{idx}].away[{k}].units"), message);
        }
    }
    for (k, total) in facts.stated.totals.roles.iter().enumerate() {
        role_total(&mut check, facts, &format!("totals.roles[{k}]"), total);
    }
    check.done(format!(
        "{}, one full-time person of each at most on a step",
        counted(exact.roles.len(), "role", "roles")
    ))
}

fn role_total(check: &mut Check, facts: &Facts<'_>, at: &str, total: &RoleTotal) {
    let Some(role) = facts.exact.roles.iter().position(|role| one_line(&role.role) == total.role) else {
        check.fault(Kind::UnknownIndex, at, format!("`{}` is no role of the plan", total.role));
        return;
    };
    let units = facts.exact.roles[role].units_per_day;
    let persons: Option<f64> = total.fte.parse().ok();
    let can_do = persons.map(|persons| (persons * 100.0).round() * (UNITS_PER_PERSON_DAY / 100) as f64);
    check.ensure(can_do == Some(units as f64), Kind::WrongCapacity, || {
        (format!("{at}.fte"), format!("{} full-time persons do not make {units} units a day", total.fte))
    });
    let steps = facts.exact.steps.iter();
    let work = || {
        steps
            .clone()
            .flat_map(|step| step.work.iter().filter(|work| work.role == role).map(|work| (work.effort, step.end)))
    };
    figure(check, &format!("{at}.effort.mean"), total.effort.mean, work().map(|(effort, _)| effort).sum());
    let until = work().map(|(_, end)| facts.calendar.date(end - 1)).max();
    let stated = total.busy_until.map(|date| date.iso);
    check.ensure(stated == until, Kind::WrongDate, || {
        (format!("{at}.busy_until"), format!("{} is said to be its last day of work, {} is", day(stated), day(until)))
    });
}

fn day(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "none".to_owned(), |date| date.to_string())
}

/// The role with the longest share sets the days of work, and all spread theirs evenly over them.
pub fn durations(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("durations");
    let mut n_days = 0;
    for (idx, step) in facts.exact.steps.iter().enumerate() {
        n_days += u64::from(step.n_days);
        let days =
            step.work.iter().map(|work| work.effort.div_ceil(facts.exact.roles[work.role].units_per_day_for_one));
        let longest = days.max().unwrap_or(0).max(1);
        check.ensure(u64::from(step.n_days) == longest, Kind::WrongDuration, || {
            (
                exact_step(idx, "n_days"),
                format!("{} days, but the longest share of {} takes {longest}", step.n_days, facts.name(idx)),
            )
        });
        let shown = facts.stated.steps[idx].n_working_days;
        check.ensure(shown == step.n_days, Kind::WrongDuration, || {
            (shown_step(idx, "n_working_days"), format!("{shown} days are shown, the plan counts with {}", step.n_days))
        });
        for (k, work) in step.work.iter().enumerate() {
            let daily = work.effort.div_ceil(u64::from(step.n_days));
            check.ensure(work.units_per_day == daily, Kind::WrongDemand, || {
                let at = exact_step(idx, &format!("work[{k}].units_per_day"));
                (
                    at,
                    format!(
                        "{} units a day, but {} over {} days are {daily}",
                        work.units_per_day, work.effort, step.n_days
                    ),
                )
            });
        }
    }
    check.done(format!(
        "{n_days} days of work of {}, from efforts and capacities",
        counted(facts.exact.steps.len(), "step", "steps")
    ))
}
