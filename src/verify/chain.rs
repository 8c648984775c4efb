//! The critical chain: the steps that set the end.

use super::facts::Facts;
use super::fault::{Check, Kind};
use crate::text::counted;

/// Each step of the chain starts when the one before it is ready or frees a role, and the last one ends the plan.
pub fn chain(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("critical-chain");
    let exact = facts.exact;
    let ids = &facts.stated.schedule.critical_chain;
    let mut chain = Vec::with_capacity(ids.len());
    for (k, id) in ids.iter().enumerate() {
        match exact.steps.iter().position(|step| step.id == *id) {
            Some(idx) => chain.push((k, idx)),
            None => check.fault(Kind::UnknownIndex, at(k), format!("`{id}` is no step of the plan")),
        }
    }
    for pair in chain.windows(2) {
        let ((_, before), (k, idx)) = (pair[0], pair[1]);
        check.ensure(follows(facts, before, idx), Kind::BrokenChain, || {
            let (name, other) = (facts.name(idx), facts.name(before));
            (at(k), format!("{name} starts on day {}, which {other} does not set", exact.steps[idx].start))
        });
    }
    let last = chain.last().map_or(0, |(_, idx)| exact.steps[*idx].ready);
    check.ensure(last == exact.end, Kind::BrokenChain, || {
        ("schedule.critical_chain".to_owned(), format!("it ends on day {last}, but the plan on day {}", exact.end))
    });
    check.done(format!("{}, each waiting for the one before it, until the end", counted(chain.len(), "step", "steps")))
}

fn at(k: usize) -> String {
    format!("schedule.critical_chain[{k}]")
}

/// Whether a step starts as soon as another is ready, if it needs it, or frees a role that both take up.
fn follows(facts: &Facts<'_>, before: usize, idx: usize) -> bool {
    let (first, step) = (&facts.exact.steps[before], &facts.exact.steps[idx]);
    // It may be held up further by absences of its own roles, and by nothing else.
    let idle = (0..step.start).rev().take_while(|day| !facts.can_work(idx, *day)).count() as u32;
    let starts_from = |day: u32| (step.start - idle..=step.start).contains(&day);
    let is_need = step.after.contains(&before) && starts_from(first.ready);
    let shares_a_role = step.work.iter().any(|work| first.work.iter().any(|other| other.role == work.role));
    // A role is freed where work on the other step pauses, too.
    let mut pauses = (first.start..first.end).filter(|day| !facts.can_work(before, *day));
    is_need || (shares_a_role && (starts_from(first.end) || pauses.any(starts_from)))
}
