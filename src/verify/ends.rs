//! The end of the plan, the sum of all waiting, and what both are measured against.

use super::facts::{Facts, exact_step};
use super::fault::{Check, Kind};

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
    check.ensure(by_needs <= bound, Kind::WrongBound, || {
        ("exact.waiting_bound".to_owned(), format!("{bound} is stated, but needs alone make {by_needs}"))
    });
    let (shown, gap) = (facts.stated.schedule.waiting_gap_percent, gap_percent(waiting, bound));
    // Shown with two decimals, rounded up.
    check.ensure((-0.000_001..=0.010_001).contains(&(shown - gap)), Kind::WrongBound, || {
        let at = "schedule.waiting_gap_percent".to_owned();
        (at, format!("{shown} % is shown, but {waiting} is {gap:.4} % above {bound}"))
    });
    if by_needs < bound && bound < waiting {
        check.not_proved = Some(format!("the lower bound {bound} is taken as stated; needs alone show {by_needs}"));
    }
    check.done(format!("{waiting} units of value times days, at least {by_needs} by needs alone"))
}

fn gap_percent(found: u128, bound: u128) -> f64 {
    found.saturating_sub(bound) as f64 * 100.0 / bound.max(1) as f64
}

/// The end is that of the last step, and its bound the longest chain of needs or the work of the busiest role.
pub fn end(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("end");
    let exact = facts.exact;
    let end = exact.steps.iter().map(|step| step.ready).max().unwrap_or(0);
    check.ensure(exact.end == end, Kind::WrongEnd, || {
        ("exact.end".to_owned(), format!("day {} is stated, but the last step is ready on day {end}", exact.end))
    });
    let chain = heads(facts).into_iter().max().unwrap_or(0);
    let by_role = (0..exact.roles.len()).map(|role| {
        let work = exact.steps.iter().flat_map(|step| step.work.iter().map(|work| (work, step.n_days)));
        let own = work.filter(|(work, _)| work.role == role);
        let units: u128 = own.map(|(work, n_days)| u128::from(work.units_per_day) * u128::from(n_days)).sum();
        units.div_ceil(u128::from(exact.roles[role].units_per_day.max(1)))
    });
    let busiest = by_role.max().unwrap_or(0);
    let bound = u128::from(chain).max(busiest);
    check.ensure(u128::from(exact.end_bound) == bound, Kind::WrongBound, || {
        let stated = exact.end_bound;
        (
            "exact.end_bound".to_owned(),
            format!("day {stated} is stated, but needs take {chain} days and the busiest role {busiest}"),
        )
    });
    check.ensure(exact.end_bound <= exact.end, Kind::WrongBound, || {
        (
            "exact.end_bound".to_owned(),
            format!("day {} is stated, but this plan ends on day {}", exact.end_bound, exact.end),
        )
    });
    let shown = &facts.stated.schedule;
    for (name, shown, exact) in
        [("n_days", shown.n_days, exact.end), ("n_days_bound", shown.n_days_bound, exact.end_bound)]
    {
        check.ensure(shown == exact, Kind::WrongEnd, || {
            (format!("schedule.{name}"), format!("{shown} days are shown, the plan counts with {exact}"))
        });
    }
    check.done(format!("{end} working days; needs take {chain}, the busiest role {busiest}"))
}

/// The first day on which each step can be ready, if roles had room for everything and holidays fell where they help most.
fn heads(facts: &Facts<'_>) -> Vec<u32> {
    let mut heads: Vec<u32> = Vec::with_capacity(facts.exact.steps.len());
    for step in &facts.exact.steps {
        let ready = step.after.iter().filter_map(|before| heads.get(*before)).max().copied().unwrap_or(0);
        let lag = facts.calendar.shortest_lag(step.lag_days);
        heads.push(ready.max(step.earliest).saturating_add(step.n_days).saturating_add(lag));
    }
    heads
}
