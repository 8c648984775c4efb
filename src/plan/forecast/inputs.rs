//! What a forecast is made from.

use std::num::{NonZeroU32, NonZeroUsize};

use crate::model::effort::Effort;
use crate::model::money::Minor;
use crate::model::percent::Percent;

/// A plan whose efforts are estimates.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// Tasks in the order in which they are placed; every run keeps this order.
    pub tasks: Vec<EstimatedTask>,
    /// Milestones: of each the indices of its tasks, of which the last to end is wanted.
    pub milestones: Vec<Vec<usize>>,
    /// Added to all costs; none where the plan gives no rates, and then nothing is priced.
    pub overhead: Option<Percent>,
}

/// A task with an estimate for its effort.
#[derive(Debug, Clone)]
pub struct EstimatedTask {
    /// What its random numbers hang on: the same key has the same luck in every plan, so that two plans can be compared
    /// task by task. No two tasks of a plan share a key; see [`key`].
    pub key: u64,
    /// The estimate.
    pub points: Points,
    /// Who does the work, and what it costs.
    pub lines: Vec<Line>,
    /// Costs other than work, taken as certain.
    pub direct: Minor,
    /// Whole weeks of lag after the work, taken as certain.
    pub lag_weeks: u32,
    /// Indices of tasks that come first; each is lower than the task's own.
    pub after: Vec<usize>,
    /// The first working day on which it may start.
    pub earliest: u32,
}

/// A part of the work of a task.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// The role that does it, by its index.
    pub role: usize,
    /// Its share of the effort.
    pub share: Percent,
    /// What a person-week of it costs; nothing where the plan gives no rates.
    pub weekly: Minor,
}

/// A three-point estimate: optimistic <= likely <= pessimistic, each 0 or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    low: Effort,
    likely: Effort,
    high: Effort,
}

impl Points {
    /// The three points; none if they do not rise.
    pub fn new(low: Effort, likely: Effort, high: Effort) -> Option<Self> {
        (low <= likely && likely <= high).then_some(Self { low, likely, high })
    }

    /// The optimistic point.
    pub fn low(self) -> Effort {
        self.low
    }

    /// The most likely point.
    pub fn likely(self) -> Effort {
        self.likely
    }

    /// The pessimistic point.
    pub fn high(self) -> Effort {
        self.high
    }

    /// The PERT mean (o + 4m + b) / 6, rounded down to a unit; the figure that is planned with.
    pub fn mean(self) -> Effort {
        Effort::from_units((self.low.units() + 4 * self.likely.units() + self.high.units()) / 6)
    }

    /// How far the likely point lies from the optimistic (0) to the pessimistic (1); none where they are the same.
    pub(super) fn skew(self) -> Option<f64> {
        let above_low = |point: Effort| (point.units() - self.low.units()) as f64;
        (self.low < self.high).then(|| above_low(self.likely) / above_low(self.high))
    }
}

/// How to forecast.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Where the random numbers start.
    pub seed: u64,
    /// Number of runs.
    pub n_runs: NonZeroU32,
    /// How much the estimates err together.
    pub correlation: Correlation,
    /// Whether to find out which tasks matter; a sensitivity is empty otherwise.
    pub ranks_tasks: bool,
    /// For how many of the tasks that matter most the gain from knowing their effort is computed; each takes as long as
    /// the forecast itself.
    pub n_known: usize,
    /// Threads to use; they do not change the result.
    pub n_threads: NonZeroUsize,
}

impl Default for Options {
    /// 10,000 runs on one thread, which puts P80 within about 0.8 percentage points 19 times out of 20.
    fn default() -> Self {
        Self {
            seed: 1,
            n_runs: const { NonZeroU32::new(10_000).expect("it is above 0") },
            correlation: Correlation::default(),
            ranks_tasks: true,
            n_known: 3,
            n_threads: NonZeroUsize::MIN,
        }
    }
}

/// The correlation of any two estimates, in hundredths from 0 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correlation(u8);

impl Correlation {
    /// A correlation; none above 0.99.
    pub fn from_hundredths(hundredths: u8) -> Option<Self> {
        (hundredths < 100).then_some(Self(hundredths))
    }

    /// Hundredths, 0 to 99.
    pub fn hundredths(self) -> u8 {
        self.0
    }

    /// Weights of the common factor and of a task's own; their squares sum to 1.
    pub(super) fn weights(self) -> (f64, f64) {
        ((f64::from(self.0) / 100.0).sqrt(), (f64::from(100 - self.0) / 100.0).sqrt())
    }
}

impl Default for Correlation {
    /// 0.3, because none is the one value that is known to be wrong.
    ///
    /// The same people estimate all tasks, for the same registry, by the same catalog. With n estimates of the same
    /// width the spread of the sum is sqrt(1 + (n - 1) rho) times that of independent ones: for 30 tasks 2.6 times at
    /// 0.2, 3.1 times at 0.3, and no more than 5.5 times at 1. Most of the error is thus made by leaving out a small
    /// correlation, and little by choosing between 0.2 and 0.4: Book, *Why correlation matters in cost estimating*,
    /// 32nd DoD Cost Analysis Symposium, 1999, who advises 0.2 where nothing is known. We stay a little above, as all
    /// our points come from one source.
    fn default() -> Self {
        Self(30)
    }
}

/// A key from a name, the same on every system: FNV-1a (Fowler, Noll & Vo).
pub const fn key(name: &str) -> u64 {
    let (bytes, mut hash, mut idx) = (name.as_bytes(), 0xCBF2_9CE4_8422_2325_u64, 0);
    while idx < bytes.len() {
        hash = (hash ^ bytes[idx] as u64).wrapping_mul(0x0100_0000_01B3);
        idx += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_must_rise() {
        let effort = Effort::from_units;
        assert!(Points::new(effort(2), effort(1), effort(3)).is_none());
        assert!(Points::new(effort(1), effort(3), effort(2)).is_none());
        assert_eq!(Points::new(effort(0), effort(6), effort(12)).unwrap().mean(), effort(6));
    }

    #[test]
    fn a_correlation_is_below_1() {
        assert!(Correlation::from_hundredths(100).is_none());
        let (common, own) = Correlation::default().weights();
        assert!((common * common + own * own - 1.0).abs() < 1e-15);
    }

    #[test]
    fn keys_are_those_of_fnv_1a() {
        assert_eq!((key(""), key("a")), (0xCBF2_9CE4_8422_2325, 0xAF63_DC4C_8601_EC8C));
    }
}
