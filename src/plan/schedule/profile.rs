//! What one role has to do on each day.

/// Load of a role over time, in units a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// All that the role can do in a day.
    room: u64,
    /// Load from this day until that of the next entry; begins at day 0 and ends with no load.
    steps: Vec<(u32, u64)>,
}

impl Profile {
    /// Forget all load.
    pub fn clear(&mut self, room: u64) {
        self.room = room;
        self.steps.clear();
        self.steps.push((0, 0));
    }

    /// The first day from `start` on from which there is room for a number of days.
    pub fn earliest(&self, start: u32, n_days: u32, units: u64) -> u32 {
        let limit = self.room.saturating_sub(units);
        let first = self.steps.partition_point(|(day, _)| *day <= start) - 1;
        let mut free_from = start;
        for (step, next) in self.steps[first..].iter().zip(&self.steps[first + 1..]) {
            if step.1 > limit {
                free_from = next.0;
            } else if next.0 - free_from >= n_days {
                break;
            }
        }
        free_from
    }

    /// The end of the last stretch within `from..to` that has no room; none if all of it has.
    pub fn busy_until(&self, from: u32, to: u32, units: u64) -> Option<u32> {
        let limit = self.room.saturating_sub(units);
        let last = self.steps.partition_point(|(day, _)| *day < to);
        let first = self.steps.partition_point(|(day, _)| *day <= from) - 1;
        let stretches = self.steps[first..last].iter().zip(&self.steps[first + 1..]);
        stretches.rev().find(|((_, load), _)| *load > limit).map(|(_, (end, _))| *end)
    }

    /// Add load to every day of `start..end`.
    pub fn add(&mut self, start: u32, end: u32, units: u64) {
        let first = self.cut(start);
        let last = self.cut(end);
        self.steps[first..last].iter_mut().for_each(|(_, load)| *load += units);
    }

    /// The index of the entry that begins on this day, which is made if there is none.
    fn cut(&mut self, day: u32) -> usize {
        let idx = self.steps.partition_point(|(step, _)| *step < day);
        if self.steps.get(idx).is_none_or(|(step, _)| *step > day) {
            let load = self.steps[idx - 1].1;
            self.steps.insert(idx, (day, load));
        }
        idx
    }
}
