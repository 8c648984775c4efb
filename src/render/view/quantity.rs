//! Effort, money and dates, as numbers for programs and as text for people.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

use crate::model::date::long_day;
use crate::model::effort::{Effort, EffortRange};
use crate::model::money::{CostRange, Currency, Minor};

/// An effort in person-weeks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EffortView {
    /// Sum of the optimistic points, person-weeks.
    pub low: f64,
    /// Sum of the PERT means, person-weeks; the figure that is planned and priced with.
    pub mean: f64,
    /// Sum of the pessimistic points, person-weeks.
    pub high: f64,
    /// The mean with one decimal.
    pub text: String,
    /// Low to high.
    pub range: String,
}

impl From<EffortRange> for EffortView {
    fn from(effort: EffortRange) -> Self {
        Self {
            low: rounded(effort.low),
            mean: rounded(effort.mean),
            high: rounded(effort.high),
            text: effort.mean.to_string(),
            range: format!("{} to {}", effort.low, effort.high),
        }
    }
}

/// Two decimals are more than any estimate knows.
fn rounded(effort: Effort) -> f64 {
    (effort.weeks() * 100.0).round() / 100.0
}

/// A cost in the currency of the plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CostView {
    /// ISO 4217 code.
    pub currency: &'static str,
    /// Low end, exact, as a decimal number in text.
    pub low: String,
    /// The figure to plan with, exact.
    pub mean: String,
    /// High end, exact.
    pub high: String,
    /// The figure to plan with, in whole units, with the currency.
    pub text: String,
    /// The same without the currency, for columns whose head names it.
    pub number: String,
    /// Low to high in whole units, with the currency.
    pub range: String,
}

impl CostView {
    /// A cost range in a currency.
    pub fn new(cost: CostRange, currency: Currency) -> Self {
        let number = cost.mean.rounded(currency);
        Self {
            currency: currency.code(),
            low: cost.low.exact(currency),
            mean: cost.mean.exact(currency),
            high: cost.high.exact(currency),
            text: format!("{currency} {number}"),
            number,
            range: format!("{currency} {} to {}", cost.low.rounded(currency), cost.high.rounded(currency)),
        }
    }
}

/// An amount with its currency, in whole units.
pub fn amount(amount: Minor, currency: Currency) -> String {
    format!("{currency} {}", amount.rounded(currency))
}

/// A day.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DateView {
    /// `2027-01-04`
    pub iso: String,
    /// `4 January 2027`
    pub text: String,
}

impl From<NaiveDate> for DateView {
    fn from(date: NaiveDate) -> Self {
        Self { iso: date.to_string(), text: long_day(date) }
    }
}
