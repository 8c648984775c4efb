//! Floats: how far each step can slip.

use super::facts::{Facts, shown_step};
use super::fault::{Check, Kind};

/// If every step slips as far as is said, the result is a schedule with the same end: needs are kept, no role has too
/// much to do, and no deadline is missed by more.
///
/// So no float is too long. Whether one could be longer is not looked at.
pub fn floats(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("floats");
    let steps = &facts.exact.steps;
    let late: Vec<Late> = (0..steps.len()).map(|idx| Late::of(facts, idx)).collect();
    for (idx, step) in steps.iter().enumerate() {
        let Late { start, ready, .. } = late[idx];
        let mut limits = vec![(facts.exact.end, "the plan ends".to_owned())];
        limits.extend(step.deadline.map(|day| (day.max(step.ready), "its deadline is".to_owned())));
        let waits = |(_, other): &(usize, &super::stated::ExactStep)| other.after.contains(&idx);
        let waiters = steps.iter().enumerate().filter(waits);
        limits.extend(
            waiters.map(|(other, _)| (late[other].start, format!("{} starts at the latest", facts.name(other)))),
        );
        for (day, what) in limits.into_iter().filter(|(day, _)| ready.is_none_or(|ready| ready > *day)) {
            let ready =
                ready.map_or_else(|| "not ready before the end".to_owned(), |ready| format!("ready on day {ready}"));
            let message = format!(
                "{} may start on day {start}, it is said; it is then {ready}, but {what} on day {day}",
                facts.name(idx)
            );
            check.fault(Kind::WrongFloat, shown_step(idx, "float_days"), message);
        }
    }
    loads(facts, &late, &mut check);
    let n_with_float = facts.stated.steps.iter().filter(|step| step.float_days > 0).count();
    check.done(format!(
        "{n_with_float} of {} steps can slip, all at once, with needs, roles, deadlines and the end kept",
        steps.len()
    ))
}

/// A step that has slipped as far as is said.
struct Late {
    start: u32,
    /// Days on which it works.
    worked: Vec<u32>,
    /// When it is ready; none if its work goes beyond the end.
    ready: Option<u32>,
}

impl Late {
    fn of(facts: &Facts<'_>, idx: usize) -> Self {
        let step = &facts.exact.steps[idx];
        let start = step.start + facts.stated.steps[idx].float_days;
        let days = (start..facts.exact.end).filter(|day| facts.can_work(idx, *day));
        let worked: Vec<u32> = days.take(step.n_days as usize).collect();
        let last = worked.last().filter(|_| worked.len() == step.n_days as usize);
        let ready = last.map(|last| facts.calendar.after_lag(last + 1, step.lag_days));
        Self { start, worked, ready }
    }
}

fn loads(facts: &Facts<'_>, late: &[Late], check: &mut Check) {
    let mut free = facts.capacity.0.clone();
    let mut is_over = vec![false; free.len()];
    // Those that do not slip come first, so that the fault names one that does.
    let mut order: Vec<usize> = (0..late.len()).collect();
    order.sort_by_key(|idx| (facts.stated.steps[*idx].float_days, *idx));
    for idx in order {
        for (work, day) in
            facts.exact.steps[idx].work.iter().flat_map(|work| late[idx].worked.iter().map(move |day| (work, *day)))
        {
            let units = &mut free[work.role][day as usize];
            if work.units_per_day > *units && !std::mem::replace(&mut is_over[work.role], true) {
                let (name, role) = (facts.name(idx), &facts.exact.roles[work.role].role);
                let message =
                    format!("{name} may slip that far, it is said; {role} has then too much to do on day {day}");
                check.fault(Kind::WrongFloat, shown_step(idx, "float_days"), message);
            }
            *units = units.saturating_sub(work.units_per_day);
        }
    }
}
