//! The sum of all waiting, and what it is measured against.

use super::facts::{Facts, exact_step};
use super::fault::{Check, Kind};
use super::middles::{by_roles, heads};

/// Units of value in a threat point.
const UNITS_PER_POINT: f64 = 10_000.0;

/// The sum of weight times days until ready; weights are the values, or 1 each for the policy `quick-wins`.
pub fn waiting(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("waiting");
    let exact = facts.exact;
    for (idx, (step, shown)) in exact.steps.iter().zip(&facts.stated.steps).enumerate() {
        let is_right = match facts.stated.order.policy.as_str() {
            "quick-wins" => step.weight == 1,
            // Values are shown with two decimals.
            _ => (shown.value * UNITS_PER_POINT - step.weight as f64).abs() <= UNITS_PER_POINT / 200.0 + 1.0,
        };
        check.ensure(is_right, Kind::WrongWeight, || {
            let (value, policy) = (shown.value, &facts.stated.order.policy);
            (
                exact_step(idx, "weight"),
                format!("{} does not follow from {value} threat points by `{policy}`", step.weight),
            )
        });
    }
    let sum = |days: &dyn Fn(usize) -> u32| -> u128 {
        exact.steps.iter().enumerate().map(|(idx, step)| u128::from(step.weight) * u128::from(days(idx))).sum()
    };
    let (stated, waiting) = (exact.waiting.0, sum(&|idx| exact.steps[idx].ready));
    check.ensure(stated == waiting, Kind::WrongSum, || {
        ("exact.waiting".to_owned(), format!("{stated} is stated, the steps make {waiting}"))
    });
    let heads = heads(facts);
    let (bound, by_needs) = (exact.waiting_bound.0, sum(&|idx| heads[idx]));
    check.ensure(bound <= waiting, Kind::WrongBound, || {
        ("exact.waiting_bound".to_owned(), format!("{bound} is stated, but this schedule has {waiting}"))
    });
    let (shown, gap) = (facts.stated.schedule.waiting_gap_percent, gap_percent(waiting, bound));
    // Shown with two decimals, rounded up.
    check.ensure((-0.000_001..=0.010_001).contains(&(shown - gap)), Kind::WrongBound, || {
        let at = "schedule.waiting_gap_percent".to_owned();
        (at, format!("{shown} % is shown, but {waiting} is {gap:.4} % above {bound}"))
    });
    // With what each role has to do; the plan may state more, from weight that it moves along needs.
    let shown = by_roles(facts, &heads).map_or(by_needs, |by_roles| by_needs.max(by_roles));
    // Each step may have been rounded another way.
    check.ensure(shown <= bound + exact.steps.len() as u128, Kind::WrongBound, || {
        ("exact.waiting_bound".to_owned(), format!("{bound} is stated, but needs and roles make {shown}"))
    });
    if shown < bound {
        check.not_proved = Some(format!("the lower bound {bound} is taken as stated; needs and roles show {shown}"));
    }
    check.done(format!("{waiting} units of value times days, at least {shown} by needs and roles"))
}

fn gap_percent(found: u128, bound: u128) -> f64 {
    found.saturating_sub(bound) as f64 * 100.0 / bound.max(1) as f64
}
