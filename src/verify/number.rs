//! Numbers that stand in text, and days.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// Larger numbers than this are in no plan; sums of them would overflow.
const MAX_WHOLE: u128 = 10_u128.pow(30);

/// A whole number in text, 0 to 10³⁰.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Whole(pub u128);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        digits(&text).map(Self).ok_or_else(|| D::Error::custom(format!("`{text}` is no whole number from 0 to 10^30")))
    }
}

/// An amount of money in text, in minor units: `12345.50` is 1234550, as is `1234550`.
///
/// How many decimals a currency has does not matter, since only amounts of one currency are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount(pub u128);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let number = digits(&text.replacen('.', "", 1));
        number.map(Self).ok_or_else(|| D::Error::custom(format!("`{text}` is no amount from 0 to 10^30 minor units")))
    }
}

fn digits(text: &str) -> Option<u128> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| is_number && *number <= MAX_WHOLE)
}

/// A date as `YYYY-MM-DD`.
pub(super) fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let text = String::deserialize(deserializer)?;
    let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().filter(|date| date.to_string() == text);
    date.ok_or_else(|| D::Error::custom(format!("`{text}` is no date of the form YYYY-MM-DD")))
}
