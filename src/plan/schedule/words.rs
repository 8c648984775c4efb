//! Sets of days, 64 to a word.

/// Days in a word.
pub(super) const WORD: usize = u64::BITS as usize;

/// A set of days.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<u64>);

impl Words {
    /// Take all days out.
    pub fn clear(&mut self) {
        self.0.fill(0);
    }

    /// Have room for a number of words.
    pub fn reserve(&mut self, n_words: usize) {
        self.0.resize(n_words, 0);
    }

    /// Put a day in, for which there is room.
    pub fn insert(&mut self, day: usize) {
        self.0[day / WORD] |= 1 << (day % WORD);
    }

    /// Whether a day is in it; there is room for it.
    pub fn contains(&self, day: usize) -> bool {
        self.0[day / WORD] & (1 << (day % WORD)) != 0
    }

    /// The last day of the set up to this one; day 0 where there is none.
    pub fn last(&self, day: usize) -> usize {
        let mut idx = day / WORD;
        let mut word = self.0.get(idx).map_or(0, |word| word & (u64::MAX >> (WORD - 1 - day % WORD)));
        idx = idx.min(self.0.len());
        while word == 0 && idx > 0 {
            idx -= 1;
            word = self.0[idx];
        }
        idx * WORD + word.checked_ilog2().unwrap_or(0) as usize
    }

    /// The days of the set after this one, ascending.
    pub fn after(&self, day: usize) -> impl Iterator<Item = usize> {
        let next = day + 1;
        let mut idx = next / WORD;
        let mut word = self.0.get(idx).map_or(0, |word| word & (u64::MAX << (next % WORD)));
        std::iter::from_fn(move || {
            while word == 0 {
                idx += 1;
                word = *self.0.get(idx)?;
            }
            let day = idx * WORD + word.trailing_zeros() as usize;
            word &= word - 1;
            Some(day)
        })
    }
}

/// Those of the days `from..to` that are in a word.
pub(super) fn mask(idx: usize, from: usize, to: usize) -> u64 {
    let first = from.saturating_sub(idx * WORD);
    let n_after = ((idx + 1) * WORD).saturating_sub(to);
    (u64::MAX << first) & (u64::MAX >> n_after)
}

/// Finds a number of days in a row that are in none of several sets.
#[derive(Debug)]
pub(super) struct Gap {
    n_days: usize,
    /// Shifts that leave of a word only the days on which as many free ones begin, if fewer than a word.
    shifts: Option<[u32; 6]>,
}

impl Gap {
    /// A gap of this many days.
    pub fn new(n_days: u32) -> Self {
        // 1, 2, 4, ... days in a row, until the last shift makes it the number wanted.
        let mut width = 1;
        let shifts = std::array::from_fn(|_| {
            let shift = width.min(n_days - width);
            width += shift;
            shift
        });
        Self { n_days: n_days as usize, shifts: ((n_days as usize) < WORD).then_some(shifts) }
    }

    /// The first day on or after `from` on which a gap begins; `busy` is the union of the sets, word by word.
    pub fn find(&self, from: usize, busy: impl Fn(usize) -> u64) -> usize {
        let mut n_free = 0;
        let mut word = from / WORD;
        let mut days = busy(word) | ((1 << (from % WORD)) - 1);
        loop {
            if days == u64::MAX {
                n_free = 0;
                word += 1;
                days = busy(word);
                continue;
            }
            let day = word * WORD;
            if n_free + days.trailing_zeros() as usize >= self.n_days {
                return day - n_free;
            }
            if days == 0 {
                n_free += WORD;
            } else {
                if let Some(shifts) = self.shifts {
                    let begins = shifts.iter().fold(!days, |free, shift| free & (free >> shift));
                    if begins != 0 {
                        return day + begins.trailing_zeros() as usize;
                    }
                }
                n_free = days.leading_zeros() as usize;
            }
            word += 1;
            days = busy(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_gap_is_found_where_counting_finds_it(
            stretches in vec((0_usize..400, 1_usize..90), 0..8),
            from in 0_usize..500,
            n_days in 1_u32..150,
        ) {
            let is_busy = |day: usize| stretches.iter().any(|(first, n)| (*first..first + n).contains(&day));
            let busy = |word: usize| (0..WORD).map(|bit| u64::from(is_busy(word * WORD + bit)) << bit).sum();
            let slow = (from..).find(|start| !(*start..start + n_days as usize).any(is_busy));
            prop_assert_eq!(Some(Gap::new(n_days).find(from, busy)), slow);
        }

        #[test]
        fn neighbours_are_those_of_a_sorted_list(mut days in vec(0_usize..300, 0..9), day in 0_usize..400) {
            let mut words = Words::default();
            words.reserve(300_usize.div_ceil(WORD));
            days.iter().for_each(|day| words.insert(*day));
            days.sort_unstable();
            days.dedup();
            prop_assert_eq!(words.last(day), days.iter().copied().filter(|of| *of <= day).max().unwrap_or(0));
            let after: Vec<usize> = days.into_iter().filter(|of| *of > day).collect();
            prop_assert_eq!(words.after(day).collect::<Vec<_>>(), after);
        }
    }
}
