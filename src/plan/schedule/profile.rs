//! What one role has to do on each day.

use super::days::{Coarse, Days};
use super::steps::Steps;

/// Days up to which the load has a place for each day: 126 years.
pub(super) const MAX_DAYS: u32 = 1 << 15;

/// Load of a role over time, in units a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// All that the role can do in a day.
    room: u64,
    days: Days,
    /// What serves instead of `days` once work reaches beyond [`MAX_DAYS`].
    steps: Option<Steps>,
}

impl Profile {
    /// Forget all load.
    pub fn clear(&mut self, room: u64) {
        self.room = room;
        self.days.clear(room as u32);
        self.steps = i32::try_from(room).is_err().then(|| Steps::new([(0, 0)]));
    }

    /// The load as bits.
    pub fn days(&self) -> &Days {
        &self.days
    }

    /// Whether the load reaches too far into the future for bits.
    pub fn is_long(&self) -> bool {
        self.steps.is_some()
    }

    /// How the coarse view sees a demand.
    pub fn coarse(&self, units: u64) -> Coarse {
        self.days.coarse(self.limit(units) as u32)
    }

    /// The end of the last stretch within `from..to` that has no room; none if all of it has.
    pub fn busy_until(&self, from: u32, to: u32, units: u64) -> Option<u32> {
        let limit = self.limit(units);
        match &self.steps {
            None => self.days.busy_until(from, to, limit as u32),
            Some(steps) => steps.busy_until(from, to, limit),
        }
    }

    /// Add load to every day of `start..end`, none of which has more than the room after it.
    pub fn add(&mut self, start: u32, end: u32, units: u64) {
        if self.steps.is_none() && end > MAX_DAYS {
            self.steps = Some(Steps::new(self.days.steps()));
        }
        match &mut self.steps {
            None => self.days.add(start, end, units as u32),
            Some(steps) => steps.add(start, end, units),
        }
    }

    /// The load beside which there is still room.
    fn limit(&self, units: u64) -> u64 {
        self.room.saturating_sub(units)
    }
}
