//! How far effort, cost and dates may lie from the plan.

use schemars::JsonSchema;
use serde::Serialize;

use super::quantity::amount;
use super::registry::labels;
use super::{DateView, Facts, RegistryView};
use crate::model::money::Minor;
use crate::plan::MilestoneOf;
use crate::plan::forecast::{Distribution, Forecast, Influence, Options, Sensitivity};
use crate::render::words;

/// `fundable forecast --json`, format `fundable-forecast/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ForecastView {
    /// Always `fundable-forecast/1`.
    pub format: &'static str,
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Where the random numbers start.
    pub seed: u64,
    /// Number of runs.
    pub n_runs: u32,
    /// Correlation of any two estimates.
    pub correlation: String,
    /// Effort, cost, end, then milestones.
    pub rows: Vec<SpreadView>,
    /// P80 less P50 of the cost; none where the plan gives no rates.
    pub contingency: Option<String>,
    /// What the end depends on.
    pub end_depends_on: Vec<InfluenceView>,
    /// What the cost depends on; empty where the plan gives no rates.
    pub cost_depends_on: Vec<InfluenceView>,
    /// Capabilities of unknown status; their work is not in the forecast.
    pub n_unknown: usize,
}

/// One quantity.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SpreadView {
    /// What it is.
    pub of: String,
    /// As the plan has it.
    pub planned: String,
    /// Percent of the runs that stay within the plan.
    pub planned_share_percent: u32,
    /// One run in ten stays within it.
    pub p10: String,
    /// One in two.
    pub p50: String,
    /// Four in five.
    pub p80: String,
    /// Nine in ten.
    pub p90: String,
    /// The deadline, for a step that has one.
    pub deadline: Option<String>,
    /// Percent of the runs that keep it.
    pub deadline_share_percent: Option<u32>,
}

/// What the uncertainty of one step does.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InfluenceView {
    /// Title of the step, or what all estimates have in common.
    pub of: String,
    /// Percent of the variance.
    pub share_percent: u32,
    /// How far P80 falls if its effort is known to be the likely one; none where it is not computed.
    pub p80_falls_by: Option<String>,
}

/// The view of a forecast.
pub fn forecast(facts: &Facts<'_>, forecast: &Forecast, options: &Options) -> ForecastView {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let number = |minor: Minor| currency.map_or_else(String::new, |currency| minor.rounded(currency));
    let money = |minor: Minor| currency.map_or_else(String::new, |currency| amount(minor, currency));
    let calendar = &facts.roadmap.timetable.calendar;
    let date = |days: u32| DateView::from(calendar.date(days.saturating_sub(1))).iso;
    let mut rows = vec![spread("Effort in person-weeks".to_owned(), &forecast.effort, |effort| effort.to_string())];
    if let Some((cost, _)) = &forecast.cost {
        let code = currency.map_or_else(String::new, |currency| format!(" in {currency}"));
        rows.push(spread(format!("Cost{code}"), cost, number));
    }
    rows.push(spread("End of the plan".to_owned(), &forecast.end, date));
    for (milestone, forecast) in facts.roadmap.milestones.iter().zip(&forecast.milestones) {
        let mut row = spread(words::milestone(facts.catalog, facts.plan, &milestone.of), forecast, date);
        // Where the lag ends on a holiday, the plan names that day, and not the last working day before it.
        row.planned = DateView::from(milestone.finish).iso;
        if let MilestoneOf::Deadline(id) = &milestone.of
            && let Some(day) = facts.plan.dates.get(id).and_then(|dates| dates.deadline)
        {
            row.deadline = Some(DateView::from(day).iso);
            row.deadline_share_percent = Some(forecast.share_within(calendar.day_after(day)).percent());
        }
        rows.push(row);
    }
    ForecastView {
        format: "fundable-forecast/1",
        registry: facts.assessment.into(),
        labels: labels(facts),
        seed: options.seed,
        n_runs: options.n_runs.get(),
        correlation: format!("0.{:02}", options.correlation.hundredths()),
        rows,
        contingency: forecast.contingency().map(money),
        end_depends_on: influences(facts, &forecast.end_sensitivity, |days| format!("{days} working days")),
        cost_depends_on: forecast
            .cost
            .as_ref()
            .map(|(_, sensitivity)| influences(facts, sensitivity, |minor| money(*minor)))
            .unwrap_or_default(),
        n_unknown: facts.roadmap.totals.n_unknown,
    }
}

pub(super) fn spread<T: Copy + Ord>(of: String, spread: &Distribution<T>, text: impl Fn(T) -> String) -> SpreadView {
    SpreadView {
        of,
        planned: text(spread.planned()),
        planned_share_percent: spread.planned_share().percent(),
        p10: text(spread.p10()),
        p50: text(spread.p50()),
        p80: text(spread.p80()),
        p90: text(spread.p90()),
        deadline: None,
        deadline_share_percent: None,
    }
}

/// What all estimates have in common, then the steps that matter; those of less than one percent say nothing.
fn influences<D>(facts: &Facts<'_>, sensitivity: &Sensitivity<D>, text: impl Fn(&D) -> String) -> Vec<InfluenceView> {
    let common = InfluenceView {
        of: "What all estimates have in common".to_owned(),
        share_percent: sensitivity.common.percent(),
        p80_falls_by: None,
    };
    let worth_a_line = |influence: &&Influence<D>| influence.share.percent() > 0;
    let steps = sensitivity.tasks.iter().filter(worth_a_line).map(|influence| InfluenceView {
        of: facts.catalog.capability(&facts.roadmap.steps[influence.task].capability).title.clone(),
        share_percent: influence.share.percent(),
        p80_falls_by: influence.p80_falls_by.as_ref().map(&text),
    });
    std::iter::once(common).chain(steps).collect()
}
