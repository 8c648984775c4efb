//! The budget of an ask, to the minor unit.

use serde::Serialize;

use super::super::Facts;
use super::{ProposalInput, steps};
use crate::model::date::long_day;
use crate::model::decimal::format_scaled;
use crate::model::effort::Effort;
use crate::model::money::{CostRange, Currency, Minor};
use crate::model::plan::Rates;
use crate::plan::StepCost;
use crate::render::words::{one_line, sentence_end};

/// Hours of a person-week where the plan gives no rates, in hundredths.
const HOURS_PER_WEEK_HUNDREDTHS: u32 = 4_000;

/// The budget of an ask.
#[derive(Debug, Clone, Serialize)]
pub struct AskBudgetView {
    /// Currency of the plan.
    pub currency: &'static str,
    /// One line per kind of work, the largest first.
    pub work: Vec<BudgetLineView>,
    /// What the rates rest on, where the plan says it.
    pub basis: Option<String>,
    /// Sum of the hours.
    pub hours: String,
    /// Sum of the work.
    pub labour: String,
    /// The most by which hours times rate differs from the amount of a line.
    pub rounding: String,
    /// What is bought; lines without an amount are named elsewhere and are in no sum.
    pub direct: Vec<BudgetLineView>,
    /// Overhead in percent, and what it comes to; none where the plan adds none.
    pub overhead: Option<String>,
    /// Work, direct costs and overhead.
    pub estimate: String,
    /// P80 less P50 of the cost.
    pub contingency: String,
    /// Estimate and contingency.
    pub cap: String,
    /// P50 of the cost.
    pub p50: String,
    /// P80 of the cost.
    pub p80: String,
    /// Percent of the runs that stay within the estimate.
    pub estimate_holds_percent: u32,
    /// The estimate in whole units, with its currency.
    pub estimate_text: String,
    /// The cap in whole units, with its currency.
    pub cap_text: String,
    /// The most that the funder gives, where the estimate fits and the cap does not.
    pub cap_above: Option<String>,
    /// The ask in the funder's currency; none where that is the plan's own, or the plan gives no rate.
    pub converted: Option<ConvertedView>,
}

/// One line.
#[derive(Debug, Clone, Serialize)]
pub struct BudgetLineView {
    /// Kind of work, or what is bought.
    pub what: String,
    /// Hours with two decimals; empty for what is bought.
    pub hours: String,
    /// Rate per hour; empty for what is bought.
    pub rate: String,
    /// Exact amount.
    pub amount: String,
}

/// The ask in the funder's currency.
#[derive(Debug, Clone, Serialize)]
pub struct ConvertedView {
    /// Its code.
    pub currency: &'static str,
    /// The estimate in whole units, with the currency.
    pub estimate: String,
    /// The cap in whole units, with the currency.
    pub cap: String,
    /// The rate, its date and its source.
    pub rate: String,
}

/// The budget; none where the plan gives no rates.
pub fn budget(facts: &Facts<'_>, input: &ProposalInput<'_>) -> Option<AskBudgetView> {
    let rates = facts.plan.rates.as_ref()?;
    let (forecast, _) = input.forecast.cost.as_ref()?;
    let currency = rates.currency;
    let part = |pick: fn(&StepCost) -> CostRange| -> Minor {
        steps(facts, input.document.proposal).filter_map(|step| step.cost.as_ref()).map(|cost| pick(cost).mean).sum()
    };
    let (estimate, overhead) = (part(|cost| cost.total), part(|cost| cost.overhead));
    let contingency = input.forecast.contingency().unwrap_or_default();
    let cap = estimate + contingency;
    let text = |amount: Minor| amount.exact_grouped(currency);
    let work = work(facts, input, rates);
    let efforts: Vec<Effort> = work.iter().map(|line| line.effort).collect();
    let hours = hours_that_add_up(facts, &efforts);
    let rounding = work.iter().zip(&hours).map(|(line, hours)| line.rounding(*hours)).max().unwrap_or_default();
    Some(AskBudgetView {
        currency: currency.code(),
        basis: rates.basis.as_deref().map(|text| sentence_end(&one_line(text))),
        hours: hours_text(hours.iter().sum()),
        rounding: format!("{currency} {}", rounding.exact_grouped(currency)),
        work: work.iter().zip(&hours).map(|(line, hours)| line.view(*hours, currency)).collect(),
        labour: text(part(|cost| cost.labour)),
        direct: direct(facts, input, currency),
        overhead: (overhead > Minor::ZERO).then(|| text(overhead)),
        estimate: text(estimate),
        contingency: text(contingency),
        cap: text(cap),
        p50: whole(forecast.p50(), currency),
        p80: whole(forecast.p80(), currency),
        estimate_holds_percent: forecast.planned_share().percent(),
        estimate_text: whole(estimate, currency),
        cap_text: whole(cap, currency),
        cap_above: cap_above(facts, input, currency, estimate, cap),
        converted: converted(facts, input, currency, estimate, cap),
    })
}

fn whole(amount: Minor, currency: Currency) -> String {
    super::super::amount(amount, currency)
}

/// A kind of work in the making.
struct WorkLine<'a> {
    title: &'a str,
    effort: Effort,
    hourly: Minor,
    cost: Minor,
}

impl WorkLine<'_> {
    /// The absolute difference between these hours, in hundredths, times the rate, and the amount.
    fn rounding(&self, hours: u128) -> Minor {
        let product = self.hourly.scaled(i128::try_from(hours).unwrap_or(i128::MAX), 100);
        Minor::new((product.units() - self.cost.units()).abs())
    }

    fn view(&self, hours: u128, currency: Currency) -> BudgetLineView {
        BudgetLineView {
            what: one_line(self.title),
            hours: hours_text(hours),
            rate: self.hourly.exact_grouped(currency),
            amount: self.cost.exact_grouped(currency),
        }
    }
}

/// One line per kind of work, the most expensive first; equal ones in the order of the catalog.
fn work<'a>(facts: &Facts<'a>, input: &ProposalInput<'_>, rates: &Rates) -> Vec<WorkLine<'a>> {
    let catalog = facts.catalog;
    let lines = catalog.work_kinds.iter().filter_map(|(kind, title)| {
        let of_kind =
            || steps(facts, input.document.proposal).flat_map(|step| &step.work).filter(|line| line.kind == *kind);
        let effort: Effort = of_kind().map(|line| line.effort.mean).sum();
        (effort > Effort::ZERO).then(|| WorkLine {
            title: &title.title,
            effort,
            hourly: rates.weekly[kind].0.scaled(100, i128::from(rates.hours_per_week_hundredths)),
            cost: of_kind().filter_map(|line| line.cost).map(|cost| cost.mean).sum(),
        })
    });
    let mut lines: Vec<_> = lines.collect();
    lines.sort_by_key(|line| std::cmp::Reverse(line.cost));
    lines
}

/// What is bought and has a known price.
fn direct(facts: &Facts<'_>, input: &ProposalInput<'_>, currency: Currency) -> Vec<BudgetLineView> {
    let lines = steps(facts, input.document.proposal).flat_map(|step| &step.direct);
    let known = lines.filter_map(|line| Some((line, line.converted?)));
    known
        .map(|(line, cost)| BudgetLineView {
            what: one_line(&line.what),
            hours: String::new(),
            rate: String::new(),
            amount: cost.mean.exact_grouped(currency),
        })
        .collect()
}

/// The funder's ceiling, where it lies between estimate and cap; none where no amount can be compared.
fn cap_above(
    facts: &Facts<'_>,
    input: &ProposalInput<'_>,
    currency: Currency,
    estimate: Minor,
    cap: Minor,
) -> Option<String> {
    let own = input.funder.currency.as_ref().map(|fact| fact.value)?;
    let most = input.funder.ceiling.as_ref()?.value.most(own);
    let rate = facts.plan.exchange_rate(currency, own);
    let amount = |amount| if own == currency { Some(amount) } else { rate.map(|rate| rate.convert(amount)) };
    (amount(estimate)? <= most && amount(cap)? > most).then(|| whole(most, own))
}

fn converted(
    facts: &Facts<'_>,
    input: &ProposalInput<'_>,
    currency: Currency,
    estimate: Minor,
    cap: Minor,
) -> Option<ConvertedView> {
    let to = input.funder.currency.as_ref().map(|fact| fact.value).filter(|to| *to != currency)?;
    let rate = facts.plan.exchange_rate(currency, to)?;
    let figure = format_scaled(i64::try_from(rate.millionths).unwrap_or(i64::MAX), 6);
    Some(ConvertedView {
        currency: to.code(),
        estimate: whole(rate.convert(estimate), to),
        cap: whole(rate.convert(cap), to),
        rate: format!("1 {currency} = {figure} {to} on {} ({})", long_day(rate.date), one_line(&rate.source)),
    })
}

fn hours_per_week_hundredths(facts: &Facts<'_>) -> u128 {
    facts.plan.rates.as_ref().map_or(HOURS_PER_WEEK_HUNDREDTHS, |rates| rates.hours_per_week_hundredths).into()
}

/// Hours of efforts in hundredths whose sum is that of all of them, rounded half up once: each is the difference of two
/// rounded sums, so that a column adds up and no figure is off by a hundredth or more.
pub fn hours_that_add_up(facts: &Facts<'_>, efforts: &[Effort]) -> Vec<u128> {
    let unit = u128::from(Effort::UNITS_PER_WEEK);
    let mut sum: u128 = 0;
    let mut before: u128 = 0;
    let hours = efforts.iter().map(|effort| {
        sum += u128::from(effort.units());
        let so_far = (sum * hours_per_week_hundredths(facts) + unit / 2) / unit;
        std::mem::replace(&mut before, so_far).abs_diff(so_far)
    });
    hours.collect()
}

/// Hours in hundredths as text with two decimals.
pub fn hours_text(hundredths: u128) -> String {
    let whole = crate::model::money::group_thousands(i128::try_from(hundredths / 100).unwrap_or(i128::MAX));
    format!("{whole}.{:02}", hundredths % 100)
}

/// Whole hours of an effort, rounded half up.
pub fn whole_hours(facts: &Facts<'_>, effort: Effort) -> String {
    let unit = u128::from(Effort::UNITS_PER_WEEK) * 100;
    let hours = (u128::from(effort.units()) * hours_per_week_hundredths(facts) + unit / 2) / unit;
    crate::model::money::group_thousands(i128::try_from(hours).unwrap_or(i128::MAX))
}
