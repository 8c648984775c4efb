//! Figures that stand alone in a field.

use chrono::{Months, NaiveDate};

use super::super::form::Lack;
use super::{Ask, Draft};
use crate::model::decimal::rounded_to_add_up;
use crate::model::effort::Effort;
use crate::model::money::{Currency, Minor};

/// Hours of a person-week where the plan gives no rates, in hundredths.
const HOURS_PER_WEEK_HUNDREDTHS: u32 = 4_000;

/// Hours of work, rounded half up.
pub fn hours(ask: &Ask<'_>) -> Draft {
    Draft::written(hours_of(ask, effort(ask)).to_string(), None)
}

/// Whole months from the first to the last day, begun ones counted.
pub fn months(ask: &Ask<'_>) -> Draft {
    match period(ask) {
        Some((start, finish)) => Draft::written(months_between(start, finish).to_string(), None),
        None => Draft::Nothing(None),
    }
}

/// The amount in whole units of the funder's currency, rounded half up as in the budget.
pub fn cost(ask: &Ask<'_>) -> Draft {
    match price(ask) {
        Ok((amount, currency)) => {
            let unit = 10_i128.pow(currency.decimals());
            let whole = (amount.units() + unit / 2) / unit;
            // Without a currency on record a figure alone says nothing.
            let text = match ask.input.funder.currency {
                Some(_) => whole.to_string(),
                None => format!("{currency} {whole}"),
            };
            Draft::written(text, None)
        }
        Err(lack) => Draft::Nothing(Some(lack)),
    }
}

/// Code of the currency of the amount.
pub fn currency(ask: &Ask<'_>) -> Draft {
    let own = ask.input.funder.currency.as_ref().map(|fact| fact.value);
    match own.or(ask.input.facts.plan.rates.as_ref().map(|rates| rates.currency)) {
        Some(currency) => Draft::written(currency.to_string(), None),
        None => Draft::Nothing(Some(Lack::NoRates)),
    }
}

/// Sum of the efforts.
pub fn effort(ask: &Ask<'_>) -> Effort {
    ask.items.iter().map(|item| item.step.effort.mean).sum()
}

/// Hours in an effort, rounded half up.
pub fn hours_of(ask: &Ask<'_>, effort: Effort) -> u64 {
    whole_hours(ask, std::iter::once(effort)).into_iter().sum()
}

/// Whole hours of efforts, which add up to those of their sum.
pub fn whole_hours(ask: &Ask<'_>, efforts: impl Iterator<Item = Effort>) -> Vec<u64> {
    let per_week = u128::from(hours_per_week_hundredths(ask));
    let parts = efforts.map(|effort| u128::from(effort.units()) * per_week);
    let hours = rounded_to_add_up(parts, u128::from(Effort::UNITS_PER_WEEK) * 100);
    hours.into_iter().map(|hours| u64::try_from(hours).unwrap_or(u64::MAX)).collect()
}

fn hours_per_week_hundredths(ask: &Ask<'_>) -> u32 {
    ask.input.facts.plan.rates.as_ref().map_or(HOURS_PER_WEEK_HUNDREDTHS, |rates| rates.hours_per_week_hundredths)
}

/// First day of work and last day of lag; none where nothing is asked for.
pub fn period(ask: &Ask<'_>) -> Option<(NaiveDate, NaiveDate)> {
    let start = ask.items.iter().map(|item| item.step.dates.start).min()?;
    let finish = ask.items.iter().map(|item| item.step.dates.finish).max()?;
    Some((start, finish))
}

/// Months from a first to a last day, begun ones counted; 1 or more.
pub fn months_between(start: NaiveDate, finish: NaiveDate) -> u32 {
    let after = |n: u32| start.checked_add_months(Months::new(n)).unwrap_or(NaiveDate::MAX);
    (1..).find(|n| after(*n) > finish).unwrap_or(1)
}

/// The amount in the funder's currency, or in that of the plan where the funder's is not on record.
pub fn price(ask: &Ask<'_>) -> Result<(Minor, Currency), Lack> {
    let (amount, currency) = amount(ask).ok_or(Lack::NoRates)?;
    match ask.input.funder.currency.as_ref().map(|fact| fact.value) {
        Some(wanted) if wanted != currency => Err(Lack::NoExchangeRate(currency, wanted)),
        _ => Ok((amount, currency)),
    }
}

/// The amount in the currency of the rates, which is the funder's unless the plan cannot convert to it.
pub fn amount(ask: &Ask<'_>) -> Option<(Minor, Currency)> {
    let currency = ask.input.facts.plan.rates.as_ref()?.currency;
    Some((ask.items.iter().filter_map(|item| item.step.cost).map(|cost| cost.total.mean).sum(), currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begun_months_count() {
        let day = |text: &str| crate::model::date::parse_day(text).unwrap();
        for (start, finish, expected) in [
            ("2027-01-04", "2027-01-04", 1),
            ("2027-01-04", "2027-02-03", 1),
            ("2027-01-04", "2027-02-04", 2),
            ("2027-01-31", "2027-02-27", 1),
            ("2027-01-31", "2027-02-28", 2),
            ("2027-01-01", "2027-12-31", 12),
        ] {
            assert_eq!(months_between(day(start), day(finish)), expected, "{start} {finish}");
        }
    }
}
