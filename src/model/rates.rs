//! What work costs, and what one currency is worth in another.

use std::fmt;

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::date::long_day;
use super::decimal::format_scaled;
use super::id::WorkKindId;
use super::money::{CostRange, Currency, Minor, WeeklyRate};
use super::plan::Plan;

/// What work costs.
#[derive(Debug, Clone)]
pub struct Rates {
    /// Currency of all costs.
    pub currency: Currency,
    /// Hours in a person-week, in hundredths.
    pub hours_per_week_hundredths: u32,
    /// Rate per person-week, for every work kind.
    pub weekly: IndexMap<WorkKindId, WeeklyRate>,
    /// What the rates rest on.
    pub basis: Option<String>,
    /// What they were converted from; none where they stand as they were written.
    pub converted: Option<Box<Converted>>,
}

/// Where converted rates come from.
#[derive(Debug, Clone)]
pub struct Converted {
    /// The rates as they were written.
    pub own: Rates,
    /// The rate of exchange from their currency.
    pub rate: ExchangeRate,
}

impl Rates {
    /// The rates as they were written.
    pub fn own(&self) -> &Self {
        self.converted.as_ref().map_or(self, |converted| &converted.own)
    }

    /// The hourly rate of a kind of work, rounded half up to a minor unit.
    pub fn hourly(&self, kind: &WorkKindId) -> Minor {
        self.weekly[kind].0.scaled(100, i128::from(self.hours_per_week_hundredths))
    }
}

/// A rate of exchange.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRate {
    /// Currency to convert.
    pub from: Currency,
    /// Currency of the result.
    pub to: Currency,
    /// Millionths of `to` for one `from`.
    pub millionths: u64,
    /// When.
    pub date: NaiveDate,
    /// Where it was found.
    pub source: String,
}

impl ExchangeRate {
    /// An amount of `from` in `to`, rounded half up to a minor unit.
    pub fn convert(&self, amount: Minor) -> Minor {
        let (to, from) = self.ratio();
        amount.scaled(to, from)
    }

    /// Minor units of `to` per minor unit of `from`, as a fraction; the two may differ in their decimals.
    pub fn ratio(&self) -> (i128, i128) {
        let to = 10_i128.pow(self.to.decimals()) * i128::from(self.millionths);
        let from = 10_i128.pow(self.from.decimals()) * 1_000_000;
        (to, from)
    }
}

/// `1 USD = 0.92 EUR on 23 November 2026 (source)`
impl fmt::Display for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = format_scaled(i64::try_from(self.millionths).unwrap_or(i64::MAX), 6);
        let source = self.source.split_whitespace().collect::<Vec<_>>().join(" ");
        write!(f, "1 {} = {figure} {} on {} ({source})", self.from, self.to, long_day(self.date))
    }
}

impl Plan {
    /// The rate of exchange from one currency to another, as the user wrote it; none where it is not on record.
    pub fn exchange_rate(&self, from: Currency, to: Currency) -> Option<&ExchangeRate> {
        self.exchange_rates.iter().find(|rate| rate.from == from && rate.to == to)
    }

    /// The plan with its rates in another currency, each rounded half up to a minor unit; the plan itself where they are
    /// in it already, and none where it gives no rates or no rate of exchange.
    ///
    /// Rates are converted and not amounts, so that hours times rate and the sum of a column hold in that currency.
    pub fn in_currency(&self, currency: Currency) -> Option<Self> {
        let own = self.rates.as_ref()?;
        if own.currency == currency {
            return Some(self.clone());
        }
        let rate = self.exchange_rate(own.currency, currency)?;
        let weekly = own.weekly.iter().map(|(kind, weekly)| (kind.clone(), WeeklyRate(rate.convert(weekly.0))));
        let converted = Converted { own: own.clone(), rate: rate.clone() };
        let rates = Rates { currency, weekly: weekly.collect(), converted: Some(Box::new(converted)), ..own.clone() };
        Some(Self { rates: Some(rates), ..self.clone() })
    }

    /// The plan with its rates as they were written.
    pub fn in_own_currency(&self) -> Self {
        Self { rates: self.rates.as_ref().map(|rates| rates.own().clone()), ..self.clone() }
    }

    /// A cost in the currency of the rates, over the one in which they were written where no rate leads there directly;
    /// none where the plan gives no rates or no rate of exchange.
    pub fn priced(&self, range: CostRange, currency: Currency) -> Option<CostRange> {
        let rates = self.rates.as_ref()?;
        if currency == rates.currency {
            return Some(range);
        }
        let at = |range: CostRange, rate: &ExchangeRate| {
            let (to, from) = rate.ratio();
            range.scaled(to, from)
        };
        if let Some(rate) = self.exchange_rate(currency, rates.currency) {
            return Some(at(range, rate));
        }
        let converted = rates.converted.as_ref()?;
        Some(at(at(range, self.exchange_rate(currency, converted.own.currency)?), &converted.rate))
    }
}
