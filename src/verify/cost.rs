//! Money, in minor units.

use super::facts::{Facts, exact_step, shown_step};
use super::fault::{Check, Kind};
use super::number::Whole;
use super::stated::{Cost, ExactCost, Total};

const POINTS: [&str; 3] = ["low", "mean", "high"];

/// Labour, direct costs and overhead make the total, of each step and of all, and are what people see.
pub fn costs(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("costs");
    let (stated, exact) = (facts.stated, facts.exact);
    check.ensure(stated.overhead_percent == exact.overhead_percent, Kind::WrongOverhead, || {
        let (shown, percent) = (stated.overhead_percent, exact.overhead_percent);
        ("overhead_percent".to_owned(), format!("{shown} % are shown, the plan counts with {percent} %"))
    });
    let has_costs = exact.cost.is_some();
    for (idx, (step, shown)) in exact.steps.iter().zip(&stated.steps).enumerate() {
        check.ensure(step.cost.is_some() == has_costs, Kind::WrongCost, || {
            (exact_step(idx, "cost"), "either all steps have a cost and the plan has one, or none".to_owned())
        });
        if let Some(cost) = &step.cost {
            one(&mut check, &exact_step(idx, "cost"), cost, exact.overhead_percent);
        }
        let parts = [("labour", shown.labour), ("overhead", shown.overhead), ("cost", shown.cost)];
        let parts = parts.map(|(name, shown)| (shown_step(idx, name), shown));
        same(&mut check, parts, step.cost.map(|cost| [cost.labour, cost.overhead, cost.total]));
    }
    let all = |_: usize| true;
    let sum = total(&mut check, facts, "totals.all", &stated.totals.all, all);
    if let Some(cost) = &exact.cost {
        let parts = [
            ("labour", cost.labour, sum[0]),
            ("direct", cost.direct, sum[1]),
            ("overhead", cost.overhead, sum[2]),
            ("total", cost.total, sum[3]),
        ];
        for (name, stated, sum) in parts {
            equal(&mut check, &format!("exact.cost.{name}"), stated.map(|whole| whole.0), sum);
        }
    }
    for (k, level) in stated.totals.levels.iter().enumerate() {
        let is_in = |idx: usize| format!("Level {}", stated.steps[idx].level) == level.of;
        total(&mut check, facts, &format!("totals.levels[{k}]"), level, is_in);
    }
    for (k, category) in stated.totals.categories.iter().enumerate() {
        let is_in = |idx: usize| stated.steps[idx].category == category.of;
        total(&mut check, facts, &format!("totals.categories[{k}]"), category, is_in);
    }
    let n_costs = exact.steps.iter().filter(|step| step.cost.is_some()).count();
    check.done(match &exact.cost {
        Some(cost) => format!(
            "{n_costs} costs that add up to {} minor units, overhead {} %",
            cost.total[1].0, exact.overhead_percent
        ),
        None => "the plan gives no costs".to_owned(),
    })
}

/// The parts of one cost.
fn one(check: &mut Check, at: &str, cost: &ExactCost, percent: u8) {
    for (name, part) in
        [("labour", cost.labour), ("direct", cost.direct), ("overhead", cost.overhead), ("total", cost.total)]
    {
        let [low, mean, high] = part.map(|whole| whole.0);
        check.ensure(low <= mean && mean <= high, Kind::CostRange, || {
            (format!("{at}.{name}"), format!("low {low}, mean {mean}, high {high}"))
        });
    }
    for (k, point) in POINTS.iter().enumerate() {
        let [labour, direct, overhead, total] =
            [cost.labour, cost.direct, cost.overhead, cost.total].map(|part| part[k].0);
        check.ensure(labour + direct + overhead == total, Kind::WrongCost, || {
            let sum = labour + direct + overhead;
            (format!("{at}.total[{k}]"), format!("{point}: {labour} + {direct} + {overhead} = {sum}, not {total}"))
        });
        // Rounded to the nearest minor unit.
        let hundredfold = (labour + direct) * u128::from(percent);
        check.ensure(hundredfold.abs_diff(overhead * 100) <= 50, Kind::WrongOverhead, || {
            (format!("{at}.overhead[{k}]"), format!("{point}: {percent} % of {} is not {overhead}", labour + direct))
        });
    }
}

/// Compares a sum for people with that of its steps, which it returns: labour, direct costs, overhead, total.
fn total(
    check: &mut Check,
    facts: &Facts<'_>,
    at: &str,
    total: &Total,
    is_in: impl Fn(usize) -> bool,
) -> [[u128; 3]; 4] {
    let steps = facts.exact.steps.iter().enumerate().filter(|(idx, _)| is_in(*idx));
    let costs: Vec<ExactCost> = steps.filter_map(|(_, step)| step.cost).collect();
    let sum = |part: fn(&ExactCost) -> [Whole; 3]| [0, 1, 2].map(|k| costs.iter().map(|cost| part(cost)[k].0).sum());
    let sums = [sum(|cost| cost.labour), sum(|cost| cost.direct), sum(|cost| cost.overhead), sum(|cost| cost.total)];
    let shown =
        [("labour", total.labour), ("direct", total.direct), ("overhead", total.overhead), ("cost", total.cost)];
    let shown = shown.map(|(name, shown)| (format!("{at}.{name}"), shown));
    same(check, shown, (!costs.is_empty()).then(|| sums.map(|sum| sum.map(Whole))));
    sums
}

/// Compares costs for people with those in whole numbers.
fn same<const N: usize>(check: &mut Check, shown: [(String, Option<Cost>); N], exact: Option<[[Whole; 3]; N]>) {
    for (k, (at, shown)) in shown.into_iter().enumerate() {
        match (shown, exact.map(|exact| exact[k])) {
            (Some(shown), Some(exact)) => {
                let shown = [shown.low, shown.mean, shown.high].map(|amount| amount.0);
                equal(check, &at, shown, exact.map(|whole| whole.0));
            }
            (None, None) => {}
            (Some(_), None) => check.fault(Kind::WrongCost, at, "a cost is shown, but the whole numbers have none"),
            (None, Some(_)) => check.fault(Kind::WrongCost, at, "no cost is shown, but the whole numbers have one"),
        }
    }
}

fn equal(check: &mut Check, at: &str, stated: [u128; 3], found: [u128; 3]) {
    for ((point, stated), found) in POINTS.iter().zip(stated).zip(found) {
        check.ensure(stated == found, Kind::WrongCost, || {
            (at.to_owned(), format!("{point}: {stated} minor units are stated, {found} follow from the steps"))
        });
    }
}
