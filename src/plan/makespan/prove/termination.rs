//! Ends the search after some steps, or with the limit.

use pumpkin_core::termination::TerminationCondition;

use super::super::limit::Limit;

/// Counts rounds of propagation.
pub(super) struct Slice<'a, L> {
    pub limit: &'a mut L,
    /// Part of the limit, in thousandths, after which it is over.
    pub until: u32,
    pub units_per_step: u64,
    pub n_left: u64,
    pub n_steps: u64,
}

impl<L: Limit> TerminationCondition for Slice<'_, L> {
    fn should_stop(&mut self) -> bool {
        if self.n_left == 0 || self.limit.used() >= self.until {
            return true;
        }
        self.limit.spend(self.units_per_step);
        self.n_left -= 1;
        self.n_steps += 1;
        false
    }
}
