//! What came out of the runs, sorted.

/// Outcomes of all runs, and the outcome of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution<T> {
    /// Ascending, at least one.
    sorted: Vec<T>,
    planned: T,
}

impl<T: Copy + Ord> Distribution<T> {
    /// Outcomes, at least one, and what comes out if every effort is its PERT mean.
    pub(super) fn new(mut outcomes: Vec<T>, planned: T) -> Self {
        outcomes.sort_unstable();
        Self { sorted: outcomes, planned }
    }

    /// The outcome that a number of runs in a hundred do not exceed; at 0 the lowest.
    ///
    /// Always an outcome that occurred, never something between two.
    pub fn percentile(&self, percent: u8) -> T {
        let n = self.sorted.len();
        let rank = (n * usize::from(percent.min(100))).div_ceil(100);
        self.sorted[rank.max(1) - 1]
    }

    /// P10: one run in ten stays within it.
    pub fn p10(&self) -> T {
        self.percentile(10)
    }

    /// P50: one run in two stays within it.
    pub fn p50(&self) -> T {
        self.percentile(50)
    }

    /// P80: four runs in five stay within it.
    pub fn p80(&self) -> T {
        self.percentile(80)
    }

    /// P90: nine runs in ten stay within it.
    pub fn p90(&self) -> T {
        self.percentile(90)
    }

    /// The cumulative curve: lowest, P1, P2, and so on to the highest, 101 in all.
    pub fn curve(&self) -> Vec<T> {
        (0..=100).map(|percent| self.percentile(percent)).collect()
    }

    /// Share of the runs that stay within a limit.
    pub fn share_within(&self, limit: T) -> Share {
        Share::of(self.sorted.partition_point(|outcome| *outcome <= limit), self.sorted.len())
    }

    /// What comes out if every effort is its PERT mean, as the plan has it.
    pub fn planned(&self) -> T {
        self.planned
    }

    /// Share of the runs that stay within the plan.
    ///
    /// For an end it is mostly below a half: where paths meet, the latest decides (merge bias).
    pub fn planned_share(&self) -> Share {
        self.share_within(self.planned)
    }

    /// The limits between which a percentile lies 19 times out of 20, as far as the number of runs goes.
    ///
    /// From the ranks next to it by the normal limit of the binomial distribution; nothing is assumed of the outcomes.
    pub fn limits(&self, percent: u8) -> (T, T) {
        let n = self.sorted.len();
        let part = f64::from(percent.min(100)) / 100.0;
        let margin = 1.96 * (n as f64 * part * (1.0 - part)).sqrt();
        let rank = n as f64 * part;
        let low = (rank - margin).floor().max(1.0) as usize;
        let high = ((rank + margin).ceil() as usize + 1).clamp(1, n);
        (self.sorted[low.min(n) - 1], self.sorted[high - 1])
    }

    /// Outcomes of all runs, ascending.
    pub fn sorted(&self) -> &[T] {
        &self.sorted
    }
}

/// A share, in hundredths of a percent from 0 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Share(u32);

impl Share {
    /// A part of a whole above 0, rounded half up.
    pub(super) fn of(part: usize, whole: usize) -> Self {
        Self(u32::try_from((part * 20_000 + whole) / (2 * whole)).unwrap_or(10_000).min(10_000))
    }

    /// A fraction, rounded half up and held between 0 and 1.
    pub(super) fn of_fraction(fraction: f64) -> Self {
        Self((fraction.clamp(0.0, 1.0) * 10_000.0 + 0.5) as u32)
    }

    /// Hundredths of a percent, 0 to 10,000.
    pub fn hundredths_of_percent(self) -> u32 {
        self.0
    }

    /// Whole percent, rounded half up.
    pub fn percent(self) -> u32 {
        (self.0 + 50) / 100
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_outcomes() {
        let distribution = Distribution::new((1..=10).rev().collect(), 4);
        assert_eq!([0, 1, 10, 11, 50, 80, 90, 100].map(|p| distribution.percentile(p)), [1, 1, 1, 2, 5, 8, 9, 10]);
        assert_eq!(distribution.planned_share().percent(), 40);
        assert_eq!(distribution.curve().len(), 101);
        assert_eq!(distribution.limits(50), (1, 10));
    }

    #[test]
    fn one_run_is_enough() {
        let distribution = Distribution::new(vec![7], 7);
        assert_eq!((distribution.p10(), distribution.p90(), distribution.limits(80)), (7, 7, (7, 7)));
        assert_eq!((distribution.share_within(6).percent(), distribution.share_within(7).percent()), (0, 100));
    }
}
