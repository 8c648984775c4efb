//! Two roadmaps side by side.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use super::registry::labels;
use super::{Facts, RegistryView};
use crate::model::money::Minor;
use crate::plan::compare::{Change, Comparison, Place};
use crate::plan::{MilestoneOf, Total};
use crate::render::words;

/// `fundable compare --json`, format `fundable-comparison/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ComparisonView {
    /// Always `fundable-comparison/1`.
    pub format: &'static str,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Currency of all costs; none where the plans give no rates.
    pub currency: Option<&'static str>,
    /// Sums: steps, effort, cost, ask, end, and milestones.
    pub sums: Vec<PairView>,
    /// Capabilities whose place, date or cost changes.
    pub changes: Vec<ChangeView>,
    /// Number of capabilities that stay as they are.
    pub n_same: usize,
}

/// A figure in the first and in the second plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PairView {
    /// What it is.
    pub of: String,
    /// In the first.
    pub before: String,
    /// In the second.
    pub after: String,
    /// The difference, with its sign; empty where there is none.
    pub difference: String,
}

/// A capability whose place, date or cost changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChangeView {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// Position in the first; `-` where it is not taken up.
    pub position_before: String,
    /// Position in the second.
    pub position_after: String,
    /// Last day in the first.
    pub finish_before: String,
    /// Last day in the second.
    pub finish_after: String,
    /// Change of cost, with its sign; empty where there is none.
    pub cost_difference: String,
}

/// The view of a comparison. `facts` are those of the second plan.
pub fn comparison(facts: &Facts<'_>, comparison: &Comparison) -> ComparisonView {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let number = |minor: Minor| currency.map_or_else(String::new, |currency| minor.rounded(currency));
    let signed = |minor: i128| match minor {
        0 => String::new(),
        minor if minor > 0 => format!("+{}", number(Minor::new(minor))),
        minor => format!("-{}", number(Minor::new(-minor))),
    };
    let cost = |total: &Total| total.cost.map(|cost| cost.total.mean).unwrap_or_default();
    let (before, after) = &comparison.all;
    let mut sums = vec![
        pair("Steps", before.n_steps.to_string(), after.n_steps.to_string(), {
            let difference = after.n_steps as i64 - before.n_steps as i64;
            if difference == 0 { String::new() } else { format!("{difference:+}") }
        }),
        pair("Effort in person-weeks", before.effort.mean.to_string(), after.effort.mean.to_string(), {
            let difference = after.effort.mean.tenths() as i64 - before.effort.mean.tenths() as i64;
            let tenths = difference.unsigned_abs();
            let sign = if difference < 0 { '-' } else { '+' };
            if difference == 0 { String::new() } else { format!("{sign}{}.{}", tenths / 10, tenths % 10) }
        }),
    ];
    if currency.is_some() {
        for (name, (before, after)) in [("Cost", &comparison.all), ("Cost of what is asked for", &comparison.ask)] {
            let (before, after) = (cost(before), cost(after));
            sums.push(pair(name, number(before), number(after), signed(after.units() - before.units())));
        }
    }
    let (before, after) = comparison.finish;
    sums.push(days("End of the plan".to_owned(), Some(before), Some(after)));
    // Levels of single categories only where something changes: there are many of them.
    let milestones = comparison.milestones.iter();
    let shown = milestones.filter(|(of, before, after)| before != after || !matches!(of, MilestoneOf::LevelOf(..)));
    sums.extend(
        shown.map(|(of, before, after)| days(words::milestone(facts.catalog, facts.plan, of), *before, *after)),
    );
    let changed: Vec<_> = comparison.steps.iter().filter(|change| change.before != change.after).collect();
    ComparisonView {
        format: "fundable-comparison/1",
        registry: facts.assessment.into(),
        labels: labels(facts),
        currency: currency.map(|currency| currency.code()),
        sums,
        n_same: comparison.steps.len() - changed.len(),
        changes: changed.into_iter().map(|change| change_view(facts, change, signed)).collect(),
    }
}

fn pair(of: &str, before: String, after: String, difference: String) -> PairView {
    PairView { of: of.to_owned(), before, after, difference }
}

fn days(of: String, before: Option<NaiveDate>, after: Option<NaiveDate>) -> PairView {
    let text = |date: Option<NaiveDate>| date.map_or_else(|| "-".to_owned(), |date| date.to_string());
    let difference = before.zip(after).map(|(before, after)| (after - before).num_days()).filter(|days| *days != 0);
    let difference = difference.map(|days| format!("{days:+} days")).unwrap_or_default();
    PairView { of, before: text(before), after: text(after), difference }
}

fn change_view(facts: &Facts<'_>, change: &Change, signed: impl Fn(i128) -> String) -> ChangeView {
    let position = |place: Option<Place>| place.map_or_else(|| "-".to_owned(), |place| place.position.to_string());
    let finish = |place: Option<Place>| place.map_or_else(|| "-".to_owned(), |place| place.finish.to_string());
    let cost = |place: Option<Place>| place.and_then(|place| place.cost).map_or(0, Minor::units);
    ChangeView {
        id: change.capability.to_string(),
        title: facts.catalog.capability(&change.capability).title.clone(),
        position_before: position(change.before),
        position_after: position(change.after),
        finish_before: finish(change.before),
        finish_after: finish(change.after),
        cost_difference: signed(cost(change.after) - cost(change.before)),
    }
}
