//! How late each activity could happen with the same end.

use super::board::Board;
use super::task::{Activity, Slot};
use super::workforce::{Away, Workforce};

/// Shift a schedule to the right: each activity, the last to end first, as late as its successors, its deadline, its
/// roles and the day `end` allow (justification; Wiest 1964, Valls, Ballestín & Quintanilla 2005).
///
/// `end` is the day on which all is ready, not before the last `ready` of `slots`. The result is a schedule of its own,
/// in which nothing starts earlier than in `slots`; a deadline that is missed already is taken to be as late as that.
/// Of two that are `kept` in order, the first still ends before the second starts.
pub fn latest(
    activities: &[Activity],
    slots: &[Slot],
    end: u32,
    kept: Option<&dyn Fn(usize, usize) -> bool>,
    workforce: &Workforce,
) -> Vec<Slot> {
    let mirrored = workforce.mirrored(end);
    let mut board = Board::default();
    board.clear(&mirrored);
    let own = |(activity, slot): (&Activity, &Slot)| activity.deadline.map_or(end, |day| day.max(slot.ready).min(end));
    let mut must_be_ready: Vec<u32> = activities.iter().zip(slots).map(own).collect();
    let mut shifted = slots.to_vec();
    // Those that wait end later than what they wait for, or have no work and a higher index.
    let mut order: Vec<usize> = (0..activities.len()).collect();
    order.sort_by_key(|idx| (slots[*idx].end, slots[*idx].start, *idx));
    for (place, &idx) in order.iter().enumerate().rev() {
        let activity = &activities[idx];
        let last_end = workforce.before_lag(must_be_ready[idx], activity.lag_days).unwrap_or(0);
        // All that must stay behind it have been shifted already.
        let later = kept.into_iter().flat_map(|kept| order[place + 1..].iter().filter(|then| kept(idx, **then)));
        let last_end = later.fold(last_end, |last_end, then| last_end.min(shifted[*then].start));
        let (from, to) = board.put(activity, end.saturating_sub(last_end), &mirrored);
        let slot = Slot { start: end.saturating_sub(to), end: end.saturating_sub(from), ..slots[idx] };
        shifted[idx] = Slot { ready: workforce.after_lag(slot.end, activity.lag_days), ..slot };
        for &before in &activity.after {
            must_be_ready[before] = must_be_ready[before].min(slot.start);
        }
    }
    shifted
}

impl Workforce {
    /// The same with time running backwards from the day before `end`; what lies after that is left out.
    fn mirrored(&self, end: u32) -> Self {
        let mirror = |away: &Away| Away { from: end.saturating_sub(away.to), to: end - away.from, units: away.units };
        let within = |all: &Vec<Away>| all.iter().rev().filter(|away| away.from < end).map(mirror).collect();
        // Lag is dealt with in forward time, and there alone holidays matter.
        let mut mirrored = self.without_holidays();
        mirrored.away = self.away.iter().map(within).collect();
        mirrored
    }
}
