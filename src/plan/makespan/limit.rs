//! How much work may be done.

/// Counts work, and says when it is enough.
///
/// One unit of work takes a bit more than half a microsecond; the parts of the search know about how many each of their
/// steps takes, by the number of activities. Where the limit is [`Steps`], the answer depends on nothing but the input.
pub trait Limit {
    /// Count work that was done.
    fn spend(&mut self, units: u64);

    /// The part of the limit that is used up, in thousandths; 1,000 or more when it is over.
    fn used(&self) -> u32;

    /// Whether nothing is left.
    fn is_over(&self) -> bool {
        self.used() >= 1_000
    }
}

/// A limit in units of work, whatever the time.
#[derive(Debug, Clone, Copy)]
pub struct Steps {
    limit: u64,
    spent: u64,
}

impl Steps {
    /// Units that take about a second.
    ///
    /// Measured with `examples/solve.rs` on made-up projects of 30, 60 and 120 activities that take up all roles and have
    /// little room: 2,000,000 units took 1.0, 0.9 and 1.3 s of processor time on one core.
    pub const PER_SECOND: u64 = 1_600_000;

    /// No more than this many units.
    pub fn new(limit: u64) -> Self {
        Self { limit, spent: 0 }
    }

    /// About as much work as gets done in this many seconds.
    pub fn of_seconds(seconds: u32) -> Self {
        Self::new(u64::from(seconds) * Self::PER_SECOND)
    }
}

impl Limit for Steps {
    fn spend(&mut self, units: u64) {
        self.spent = self.spent.saturating_add(units);
    }

    fn used(&self) -> u32 {
        let thousandths = u128::from(self.spent) * 1_000 / u128::from(self.limit.max(1));
        u32::try_from(thousandths).unwrap_or(u32::MAX)
    }
}
