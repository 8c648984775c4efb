//! The load of a role as the days on which it changes, for plans that reach far into the future.

/// Load of a role over time, in units a day; costs no memory for idle decades.
#[derive(Debug, Clone)]
pub(super) struct Steps {
    /// Load from this day until that of the next entry; begins at day 0 and ends with no load.
    steps: Vec<(u32, u64)>,
}

impl Steps {
    /// From the days on which the load changes and the load from each of them on; begins at day 0 and ends with no load.
    pub fn new(steps: impl IntoIterator<Item = (u32, u64)>) -> Self {
        Self { steps: steps.into_iter().collect() }
    }

    /// The end of the last stretch within `from..to` that has a load above a limit; none if no day has.
    pub fn busy_until(&self, from: u32, to: u32, limit: u64) -> Option<u32> {
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
