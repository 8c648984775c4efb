//! The load of a role as bits, one per day, for plans of some decades.
//!
//! Two views of the same load. `cuts` and `load` are exact: a list of the days on which the load changes, in which the
//! neighbours of a day are found by counting zeros and a new entry moves no other. `above` is coarse: which days have a
//! load above each of twelve levels. Most starts are ruled out by it, for several roles and 64 days at a time.

use super::divisor::Divisor;
use super::words::{WORD, Words, mask};

/// Levels of the coarse view; twelve, because halves, thirds and quarters of a role are what people plan with.
pub(super) const N_LEVELS: usize = 12;

/// Load of a role over time, in units a day.
#[derive(Debug, Clone, Default)]
pub(super) struct Days {
    /// Set where the load may change; day 0 always is.
    cuts: Words,
    /// Load from a day in `cuts` until the next such day; what stands at other days is left over and means nothing.
    /// There is no load from the last one on.
    load: Vec<u32>,
    /// From one level to the next; the lowest is no load, and the next after the highest would be all the room.
    step: Divisor,
    /// For each word of days, for each level, the days with a load above it; none after the last word.
    above: Vec<u64>,
}

/// A demand for a role as its coarse view sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Coarse {
    /// The index of the lowest level at which there is no room; the number of levels where there always is.
    busy: usize,
    /// The index of the highest level up to which there is room.
    free: usize,
}

impl Days {
    /// Forget all load.
    pub fn clear(&mut self, room: u32) {
        self.reserve(0);
        self.cuts.clear();
        self.cuts.insert(0);
        self.load[0] = 0;
        self.step = Divisor::new(room.div_ceil(N_LEVELS as u32));
        self.above.fill(0);
    }

    /// How the coarse view sees work beside which a load up to a limit is possible.
    pub fn coarse(&self, limit: u32) -> Coarse {
        let busy = self.step.div_ceil(limit) as usize;
        let is_exact = busy as u32 * self.step.number() == limit;
        Coarse { busy, free: if is_exact { busy } else { busy - 1 } }
    }

    /// The days that are surely too busy: a word of them at every [`N_LEVELS`]th place, and none after the last.
    pub fn surely_busy(&self, coarse: Coarse) -> &[u64] {
        if coarse.busy < N_LEVELS { &self.above[coarse.busy..] } else { &[] }
    }

    /// Whether the coarse view is enough to say that there is room on all of the days `from..to`, none of which is
    /// surely too busy.
    pub fn is_surely_free(&self, coarse: Coarse, from: u32, to: u32) -> bool {
        let (from, to) = (from as usize, to as usize);
        let busy = |word: usize| self.above.get(word * N_LEVELS + coarse.free).copied().unwrap_or(0);
        coarse.busy == coarse.free
            || (from / WORD..to.div_ceil(WORD)).all(|word| busy(word) & mask(word, from, to) == 0)
    }

    /// The end of the last stretch within `from..to` that has a load above a limit; none if no day has.
    pub fn busy_until(&self, from: u32, to: u32, limit: u32) -> Option<u32> {
        let mut load = self.load[self.cuts.last(from as usize)];
        let mut busy_until = None;
        for cut in self.cuts.after(from as usize) {
            if load > limit {
                busy_until = Some(cut as u32);
            }
            if cut >= to as usize {
                break;
            }
            load = self.load[cut];
        }
        busy_until
    }

    /// Add load to every day of `start..end`.
    pub fn add(&mut self, start: u32, end: u32, units: u32) {
        let (start, end) = (start as usize, end as usize);
        self.reserve(end);
        self.cut(start);
        self.cut(end);
        let mut from = start;
        while from < end {
            let to = self.cuts.after(from).next().unwrap_or(end);
            let load = self.load[from];
            self.load[from] = load + units;
            let levels = self.step.div_ceil(load) as usize..self.step.div_ceil(load + units) as usize;
            for word in from / WORD..to.div_ceil(WORD) {
                let days = mask(word, from, to);
                let levels = word * N_LEVELS + levels.start..word * N_LEVELS + levels.end;
                self.above[levels].iter_mut().for_each(|above| *above |= days);
            }
            from = to;
        }
    }

    /// Days on which the load changes, and the load from each of them on.
    pub fn steps(&self) -> impl Iterator<Item = (u32, u64)> {
        let first = (0, u64::from(self.load[0]));
        std::iter::once(first).chain(self.cuts.after(0).map(|cut| (cut as u32, u64::from(self.load[cut]))))
    }

    /// Have a place for this day.
    fn reserve(&mut self, day: usize) {
        let n_words = day / WORD + 1;
        if self.above.len() < n_words * N_LEVELS {
            self.cuts.reserve(n_words);
            self.load.resize(n_words * WORD, 0);
            self.above.resize(n_words * N_LEVELS, 0);
        }
    }

    /// Make the load change on this day, if only to what it is.
    fn cut(&mut self, day: usize) {
        if !self.cuts.contains(day) {
            self.load[day] = self.load[self.cuts.last(day)];
            self.cuts.insert(day);
        }
    }
}
