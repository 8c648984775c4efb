//! Effort, in person-weeks, exact.

use std::fmt;
use std::iter::Sum;
use std::ops::Add;

use super::percent::Percent;

/// An amount of work, counted in units of 1/6,000,000 person-week.
///
/// The unit makes every quantity that we derive a whole number: hundredths of a week, times the mean's sixth, times a
/// percentage left, times a percentage per work kind. Sums and comparisons are therefore exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Effort(u64);

impl Effort {
    /// No work.
    pub const ZERO: Self = Self(0);
    /// Units in a person-week.
    pub const UNITS_PER_WEEK: u64 = 6_000_000;

    /// From units of 1/6,000,000 person-week.
    pub fn from_units(units: u64) -> Self {
        Self(units)
    }

    /// Units of 1/6,000,000 person-week.
    pub fn units(self) -> u64 {
        self.0
    }

    /// This percentage of it, rounded down to a unit.
    pub fn percent(self, share: Percent) -> Self {
        Self(self.0 * u64::from(share.number()) / 100)
    }

    /// Tenths of a person-week, rounded half up.
    pub fn tenths(self) -> u64 {
        let unit = Self::UNITS_PER_WEEK / 10;
        (self.0 + unit / 2) / unit
    }

    /// Person-weeks, for output to programs and for pictures; never for sums.
    pub fn weeks(self) -> f64 {
        self.0 as f64 / Self::UNITS_PER_WEEK as f64
    }
}

impl Add for Effort {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Effort {
    fn sum<I: Iterator<Item = Self>>(efforts: I) -> Self {
        efforts.fold(Self::ZERO, Add::add)
    }
}

/// Person-weeks with one decimal.
impl fmt::Display for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.tenths();
        write!(f, "{}.{}", tenths / 10, tenths % 10)
    }
}

/// A three-point estimate in hundredths of a person-week: 0 < optimistic <= likely <= pessimistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThreePoint {
    optimistic: u32,
    likely: u32,
    pessimistic: u32,
}

impl ThreePoint {
    /// Hundredths of a person-week in rising order; none if they are not, or if the lowest is 0.
    pub fn new(optimistic: u32, likely: u32, pessimistic: u32) -> Option<Self> {
        (0 < optimistic && optimistic <= likely && likely <= pessimistic).then_some(Self {
            optimistic,
            likely,
            pessimistic,
        })
    }

    /// The optimistic point, of which `left` is still to do.
    pub fn low(self, left: Percent) -> Effort {
        hundredths(self.optimistic, left)
    }

    /// The most likely point, of which `left` is still to do.
    pub fn likely(self, left: Percent) -> Effort {
        hundredths(self.likely, left)
    }

    /// The pessimistic point, of which `left` is still to do.
    pub fn high(self, left: Percent) -> Effort {
        hundredths(self.pessimistic, left)
    }

    /// The PERT mean (o + 4m + b) / 6 (Malcolm, Roseboom, Clark, Fazar 1959), of which `left` is still to do.
    ///
    /// ```
    /// use fundable::model::{effort::ThreePoint, percent::Percent};
    ///
    /// let estimate = ThreePoint::new(200, 600, 1200).expect("the points rise");
    /// assert_eq!(estimate.mean(Percent::WHOLE).to_string(), "6.3");
    /// ```
    pub fn mean(self, left: Percent) -> Effort {
        let sum = u64::from(self.optimistic) + 4 * u64::from(self.likely) + u64::from(self.pessimistic);
        Effort(sum * 100 * u64::from(left.number()))
    }

    /// The three points in hundredths of a person-week.
    pub fn hundredths(self) -> (u32, u32, u32) {
        (self.optimistic, self.likely, self.pessimistic)
    }
}

fn hundredths(point: u32, left: Percent) -> Effort {
    Effort(u64::from(point) * 600 * u64::from(left.number()))
}

/// Effort as a range and its mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct EffortRange {
    /// Sum of optimistic points.
    pub low: Effort,
    /// Sum of PERT means; the figure that is planned and priced with.
    pub mean: Effort,
    /// Sum of pessimistic points.
    pub high: Effort,
}

impl EffortRange {
    /// The range of one estimate, of which `left` is still to do.
    pub fn of(estimate: ThreePoint, left: Percent) -> Self {
        Self { low: estimate.low(left), mean: estimate.mean(left), high: estimate.high(left) }
    }

    /// The most likely point, or the sum of them: it follows from the other two and the mean, and exactly so, because
    /// efforts are whole numbers of a unit that the mean's sixth was made for.
    pub fn likely(self) -> Effort {
        Effort((6 * self.mean.0 - self.low.0 - self.high.0) / 4)
    }

    /// This percentage of each of the three.
    pub fn percent(self, share: Percent) -> Self {
        Self { low: self.low.percent(share), mean: self.mean.percent(share), high: self.high.percent(share) }
    }
}

impl Add for EffortRange {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { low: self.low + other.low, mean: self.mean + other.mean, high: self.high + other.high }
    }
}

impl Sum for EffortRange {
    fn sum<I: Iterator<Item = Self>>(ranges: I) -> Self {
        ranges.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_an_effort_sum_to_the_whole_without_a_remainder() {
        let estimate = ThreePoint::new(50, 150, 500).unwrap();
        let left = Percent::new(37).unwrap();
        let whole = estimate.mean(left);
        let parts = [33, 33, 34].map(|share| whole.percent(Percent::new(share).unwrap()));
        assert_eq!(parts.into_iter().sum::<Effort>(), whole);
    }

    #[test]
    fn points_must_rise_from_above_zero() {
        assert!(ThreePoint::new(0, 1, 2).is_none());
        assert!(ThreePoint::new(3, 2, 4).is_none());
        assert!(ThreePoint::new(1, 1, 1).is_some());
    }

    #[test]
    fn the_likely_point_follows_from_the_others() {
        let estimate = ThreePoint::new(50, 150, 525).unwrap();
        for left in [1, 37, 99, 100].map(|left| Percent::new(left).unwrap()) {
            assert_eq!(EffortRange::of(estimate, left).likely(), estimate.likely(left));
        }
    }
}
