//! The budget of an ask, to the minor unit.

use serde::Serialize;

use super::super::Facts;
use super::{ProposalInput, steps};
use crate::model::decimal::rounded_to_add_up;
use crate::model::effort::Effort;
use crate::model::money::{CostRange, Currency, Minor};
use crate::model::rates::Rates;
use crate::plan::{StepCost, own_cost};
use crate::propose::unpriced;
use crate::render::words::{list, one_line, sentence_end};

/// Hours of a person-week where the plan gives no rates, in hundredths.
const HOURS_PER_WEEK_HUNDREDTHS: u32 = 4_000;

/// The budget of an ask.
#[derive(Debug, Clone, Serialize)]
pub struct AskBudgetView {
    /// Currency of all amounts: the funder's, unless the plan cannot convert to it.
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
    /// What is bought and has no known price, so that no sum has it; empty where everything has one.
    pub without: String,
    /// The estimate in the currency of the plan; none where that is the one of all amounts.
    pub own: Option<OwnView>,
    /// Other rates of exchange that were used.
    pub other_rates: Vec<String>,
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

/// The ask in the currency of the plan.
#[derive(Debug, Clone, Serialize)]
pub struct OwnView {
    /// The estimate in whole units, with the currency.
    pub estimate: String,
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
        cap_above: cap_above(input, currency, estimate, cap),
        without: list(&unpriced(steps(facts, input.document.proposal))),
        own: own(facts, input, rates),
        other_rates: other_rates(facts, input, rates),
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
            hourly: rates.hourly(kind),
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
fn cap_above(input: &ProposalInput<'_>, currency: Currency, estimate: Minor, cap: Minor) -> Option<String> {
    let own = input.funder.currency.as_ref().map(|fact| fact.value).filter(|own| *own == currency)?;
    let most = input.funder.ceiling.as_ref()?.value.most(own);
    (estimate <= most && cap > most).then(|| whole(most, own))
}

fn own(facts: &Facts<'_>, input: &ProposalInput<'_>, rates: &Rates) -> Option<OwnView> {
    let converted = rates.converted.as_ref()?;
    let (estimate, currency) = own_cost(facts.plan, steps(facts, input.document.proposal))?;
    Some(OwnView { estimate: whole(estimate, currency), rate: converted.rate.to_string() })
}

/// The rates at which what is bought in other currencies was converted, each once.
fn other_rates(facts: &Facts<'_>, input: &ProposalInput<'_>, rates: &Rates) -> Vec<String> {
    let known = rates.converted.as_ref().map(|converted| &converted.rate);
    let mut used: Vec<String> = Vec::new();
    for (_, currency) in
        steps(facts, input.document.proposal).flat_map(|step| &step.direct).filter_map(|line| line.amount)
    {
        let at = facts.plan.exchange_rate(currency, rates.currency);
        let rate = at.or_else(|| facts.plan.exchange_rate(currency, rates.own().currency));
        let rate = rate.filter(|rate| Some(*rate) != known && currency != rates.currency).map(ToString::to_string);
        used.extend(rate.filter(|rate| !used.contains(rate)));
    }
    used
}

fn hours_per_week_hundredths(facts: &Facts<'_>) -> u128 {
    facts.plan.rates.as_ref().map_or(HOURS_PER_WEEK_HUNDREDTHS, |rates| rates.hours_per_week_hundredths).into()
}

/// Hours of efforts in hundredths, rounded so that a column adds up.
fn hours_that_add_up(facts: &Facts<'_>, efforts: &[Effort]) -> Vec<u128> {
    let hundredths = efforts.iter().map(|effort| u128::from(effort.units()) * hours_per_week_hundredths(facts));
    rounded_to_add_up(hundredths, u128::from(Effort::UNITS_PER_WEEK))
}

/// Whole hours of efforts, rounded so that a column adds up.
pub fn whole_hours_that_add_up(facts: &Facts<'_>, efforts: &[Effort]) -> Vec<u128> {
    let parts = efforts.iter().map(|effort| u128::from(effort.units()) * hours_per_week_hundredths(facts));
    rounded_to_add_up(parts, u128::from(Effort::UNITS_PER_WEEK) * 100)
}

/// Whole hours as text.
pub fn whole_hours_text(hours: u128) -> String {
    crate::model::money::group_thousands(i128::try_from(hours).unwrap_or(i128::MAX))
}

/// Hours in hundredths as text with two decimals.
fn hours_text(hundredths: u128) -> String {
    format!("{}.{:02}", whole_hours_text(hundredths / 100), hundredths % 100)
}

/// Whole hours of an effort, rounded half up.
pub fn whole_hours(facts: &Facts<'_>, effort: Effort) -> String {
    let unit = u128::from(Effort::UNITS_PER_WEEK) * 100;
    let hours = (u128::from(effort.units()) * hours_per_week_hundredths(facts) + unit / 2) / unit;
    crate::model::money::group_thousands(i128::try_from(hours).unwrap_or(i128::MAX))
}
