//! The list: each step as early as those before it in the list allow.

use super::facts::{Facts, exact_step};
use super::fault::{Check, Kind};
use crate::text::counted;

/// The list is every step once, after what it needs, and leads to the days of the plan: no step could start earlier
/// without moving one that the list puts before it.
pub fn placement(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("placement");
    let exact = facts.exact;
    let n_steps = exact.steps.len();
    let mut is_placed = vec![false; n_steps];
    let mut free = facts.capacity.0.clone();
    for (k, &idx) in exact.list.iter().enumerate() {
        let step = &exact.steps[idx];
        let again = std::mem::replace(&mut is_placed[idx], true);
        check.ensure(!again, Kind::WrongList, || {
            (format!("exact.list[{k}]"), format!("{} stands there twice", facts.name(idx)))
        });
        for before in step.after.iter().filter(|before| !is_placed[**before]) {
            let message = format!("{} stands before {}, which it needs", facts.name(idx), facts.name(*before));
            check.fault(Kind::WrongList, format!("exact.list[{k}]"), message);
        }
        if again {
            continue;
        }
        if let Some(day) = earlier(facts, idx, &free) {
            let message = format!("{} starts on day {}, but could on day {day}", facts.name(idx), step.start);
            check.fault(Kind::WrongPlacement, exact_step(idx, "start"), message);
        }
        for day in (step.start..step.end).filter(|day| facts.can_work(idx, *day)) {
            for work in &step.work {
                let units = &mut free[work.role][day as usize];
                *units = units.saturating_sub(work.units_per_day);
            }
        }
    }
    for idx in (0..n_steps).filter(|idx| !is_placed[*idx]) {
        check.fault(Kind::WrongList, "exact.list", format!("{} is not in it", facts.name(idx)));
    }
    check.done(format!("{}, none of which could start earlier by the list", counted(n_steps, "step", "steps")))
}

/// A day before its start on which a step could begin, beside all that is placed so far.
fn earlier(facts: &Facts<'_>, idx: usize, free: &[Vec<u64>]) -> Option<u32> {
    let step = &facts.exact.steps[idx];
    let has_room = |day: u32| step.work.iter().all(|work| free[work.role][day as usize] >= work.units_per_day);
    let ready = step.after.iter().map(|before| facts.exact.steps[*before].ready).max().unwrap_or(0);
    let (mut start, mut n_days) = (None, 0);
    for day in ready.max(step.earliest)..step.end {
        if !facts.can_work(idx, day) {
            continue;
        }
        if !has_room(day) {
            // Work never gives way to other work once it has begun.
            (start, n_days) = (None, 0);
            continue;
        }
        let first = *start.get_or_insert(day);
        n_days += 1;
        if first >= step.start {
            return None;
        }
        if n_days == step.n_days {
            return Some(first);
        }
    }
    None
}
