//! Money in minor units of a currency; never a binary fraction.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use super::effort::{Effort, EffortRange};

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// The currency with this code, in capitals; none where there is none, or where it has no minor unit at all (such
    /// as XAU, gold).
    pub fn from_code(code: &str) -> Option<Self> {
        let currency = iso_currency::Currency::from_code(code)?;
        currency.exponent().map(|_| Self(currency))
    }

    /// Its three letters.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimals of an amount in this currency: 2 for USD, 0 for JPY.
    pub fn decimals(self) -> u32 {
        self.0.exponent().map_or(2, u32::from)
    }
}

/// An amount in minor units (cents); the currency stands beside it, once per plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Minor(i128);

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// From minor units.
    pub fn new(units: i128) -> Self {
        Self(units)
    }

    /// Minor units.
    pub fn units(self) -> i128 {
        self.0
    }

    /// `numerator / denominator` of it, rounded half up. The denominator is above 0 and the amount not negative.
    pub fn scaled(self, numerator: i128, denominator: i128) -> Self {
        Self((self.0 * numerator * 2 + denominator) / (denominator * 2))
    }

    /// The amount in whole units of the currency, rounded half up (-1.5 to -1), with thousands set apart: `12,345`.
    pub fn rounded(self, currency: Currency) -> String {
        let scale = 10_i128.pow(currency.decimals());
        group_thousands((self.0 + scale / 2).div_euclid(scale))
    }

    /// The exact amount as a plain decimal number: `12345.50`.
    pub fn exact(self, currency: Currency) -> String {
        let scale = 10_i128.pow(currency.decimals());
        let n_decimals = currency.decimals() as usize;
        if n_decimals == 0 {
            self.0.to_string()
        } else {
            let sign = if self.0 < 0 { "-" } else { "" };
            format!("{sign}{}.{:0>n_decimals$}", (self.0 / scale).abs(), (self.0 % scale).abs())
        }
    }

    /// The exact amount with thousands set apart: `12,345.50`.
    pub fn exact_grouped(self, currency: Currency) -> String {
        let scale = 10_i128.pow(currency.decimals());
        let sign = if self.0 < 0 { "-" } else { "" };
        let whole = group_thousands((self.0 / scale).abs());
        let n_decimals = currency.decimals() as usize;
        let cents = (self.0 % scale).abs();
        if n_decimals == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{cents:0>n_decimals$}") }
    }
}

impl Add for Minor {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Minor {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// A whole number with a comma between thousands.
pub fn group_thousands(number: i128) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if number < 0 { format!("-{out}") } else { out }
}

/// What a person-week of one work kind costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeeklyRate(pub Minor);

impl WeeklyRate {
    /// Cost of an effort at this rate, rounded half up to a minor unit.
    pub fn cost(self, effort: Effort) -> Minor {
        self.0.scaled(i128::from(effort.units()), i128::from(Effort::UNITS_PER_WEEK))
    }

    /// Cost of each of the three figures of a range.
    pub fn cost_range(self, effort: EffortRange) -> CostRange {
        CostRange { low: self.cost(effort.low), mean: self.cost(effort.mean), high: self.cost(effort.high) }
    }
}

/// A cost as a range and the figure to plan with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CostRange {
    /// If all estimates come out at their optimistic point.
    pub low: Minor,
    /// The mean.
    pub mean: Minor,
    /// If all estimates come out at their pessimistic point.
    pub high: Minor,
}

impl CostRange {
    /// Each of the three, scaled and rounded half up.
    pub fn scaled(self, numerator: i128, denominator: i128) -> Self {
        Self {
            low: self.low.scaled(numerator, denominator),
            mean: self.mean.scaled(numerator, denominator),
            high: self.high.scaled(numerator, denominator),
        }
    }
}

impl Add for CostRange {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, mean: self.mean + other.mean, high: self.high + other.high }
    }
}

impl Sum for CostRange {
    fn sum<I: Iterator<Item = Self>>(ranges: I) -> Self {
        ranges.fold(Self::default(), Add::add)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_print_in_the_decimals_of_their_currency() {
        let usd = Currency::from_code("USD").unwrap();
        let jpy = Currency::from_code("JPY").unwrap();
        assert_eq!(Minor::new(1_234_550).rounded(usd), "12,346");
        assert_eq!(Minor::new(1_234_505).exact(usd), "12345.05");
        assert_eq!(Minor::new(1_234_505).exact_grouped(usd), "12,345.05");
        assert_eq!(Minor::new(1_234_505).exact_grouped(jpy), "1,234,505");
        assert_eq!(Minor::new(1_234_550).rounded(jpy), "1,234,550");
        // What becomes cheaper changes by less than nothing.
        assert_eq!(Minor::new(-160).rounded(usd), "-2");
        assert_eq!(Minor::new(-140).rounded(usd), "-1");
        assert_eq!(Minor::new(-50).exact(usd), "-0.50");
        assert_eq!(Minor::new(-1_234_505).exact_grouped(usd), "-12,345.05");
        assert!(Currency::from_code("usd").is_none());
        assert!(Currency::from_code("XAU").is_none());
    }

    #[test]
    fn cost_rounds_half_up() {
        let rate = WeeklyRate(Minor::new(3));
        assert_eq!(rate.cost(Effort::from_units(Effort::UNITS_PER_WEEK / 2)), Minor::new(2));
    }
}
