//! How much threat a capability takes away.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use super::percent::Percent;

/// Threat points in units of 1/10,000: weight (1 to 5) times contribution (3 or 1) times the user's priority, times the
/// share left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Value(u64);

impl Value {
    /// None at all.
    pub const ZERO: Self = Self(0);
    /// One threat point.
    pub const POINT: Self = Self(10_000);

    /// Points of one threat: `points` (weight times contribution), priority in hundredths, and the share left.
    pub fn of_threat(points: u32, priority_hundredths: u32, left: Percent) -> Self {
        Self(u64::from(points) * u64::from(priority_hundredths) * u64::from(left.number()))
    }

    /// Points that a person set, in hundredths, and the share left.
    pub fn overridden(hundredths: u32, left: Percent) -> Self {
        // Hundredths times percent is the unit already.
        Self(u64::from(hundredths) * u64::from(left.number()))
    }

    /// From units of 1/10,000 threat point.
    pub fn from_units(units: u64) -> Self {
        Self(units)
    }

    /// Units of 1/10,000 threat point.
    pub fn units(self) -> u64 {
        self.0
    }

    /// Threat points, for output to programs; never for comparisons.
    pub fn points(self) -> f64 {
        self.0 as f64 / Self::POINT.0 as f64
    }
}

impl Add for Value {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Value {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::ZERO, Add::add)
    }
}

/// Threat points with one decimal, rounded half up.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 + 500) / 1_000;
        if tenths.is_multiple_of(10) {
            write!(f, "{}", tenths / 10)
        } else {
            write!(f, "{}.{}", tenths / 10, tenths % 10)
        }
    }
}
