//! Every step once, and after what it needs.

use std::collections::BTreeMap;

use super::facts::{Facts, exact_step, shown_step};
use super::fault::{Check, Kind};
use crate::text::counted;

/// Each step stands in the plan once, and both descriptions speak of the same one.
pub fn steps(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("steps");
    let mut first = BTreeMap::new();
    for (idx, (shown, exact)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        check.ensure(shown.id == exact.id, Kind::WrongStep, || {
            (shown_step(idx, "id"), format!("`{}` here, `{}` in `{}`", shown.id, exact.id, exact_step(idx, "id")))
        });
        check.ensure(shown.position == idx + 1, Kind::WrongStep, || {
            (shown_step(idx, "position"), format!("{} is at place {}", shown.position, idx + 1))
        });
        if let Some(other) = first.insert(&exact.id, idx) {
            let message = format!("`{}` is step {} already", exact.id, other + 1);
            check.fault(Kind::RepeatedStep, exact_step(idx, "id"), message);
        }
    }
    check.done(format!("{}, each once", counted(facts.exact.steps.len(), "step", "steps")))
}

/// Each step stands after those that come first, and these are its planned needs.
pub fn needs(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("needs");
    let mut n_needs = 0;
    for (idx, (shown, exact)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        n_needs += exact.after.len();
        for before in exact.after.iter().filter(|before| **before >= idx) {
            let message = format!("{} needs {}, which does not stand before it", facts.name(idx), facts.name(*before));
            check.fault(Kind::NeedStandsLater, exact_step(idx, "after"), message);
        }
        let planned: Vec<_> = shown.needs.iter().filter(|need| need.result == "planned").collect();
        let is_way = |ways: &[String], before: &usize| ways.contains(&facts.exact.steps[*before].id);
        for need in planned.iter().filter(|need| !exact.after.iter().any(|before| is_way(&need.alternatives, before))) {
            let message = format!(
                "{} needs `{}`, but comes after none of them",
                facts.name(idx),
                need.alternatives.join("` or `")
            );
            check.fault(Kind::MissingNeed, exact_step(idx, "after"), message);
        }
        for before in exact.after.iter().filter(|before| !planned.iter().any(|need| is_way(&need.alternatives, before)))
        {
            let message = format!("{} comes after {} without a planned need", facts.name(idx), facts.name(*before));
            check.fault(Kind::MissingNeed, shown_step(idx, "needs"), message);
        }
    }
    check.done(format!("{} between steps, each before what waits for it", counted(n_needs, "need", "needs")))
}
