//! Deadlines: what to bring forward when the order misses one.

use super::board::Board;
use super::task::{Activity, Slot};
use super::workforce::Workforce;

/// Days by which deadlines are missed, summed up over all activities.
pub fn days_late(activities: &[Activity], slots: &[Slot]) -> u64 {
    let late = |(activity, slot): (&Activity, &Slot)| activity.deadline.map_or(0, |day| slot.ready.saturating_sub(day));
    activities.iter().zip(slots).map(|pair| u64::from(late(pair))).sum()
}

/// A list schedule that misses its deadlines by as few days as can be had by bringing forward what is late and what that
/// waits for, the most urgent first, and none of it further than that takes; nothing else changes places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BroughtForward {
    /// What was brought forward.
    pub activities: Vec<usize>,
    /// The new list.
    pub list: Vec<usize>,
    /// Its schedule.
    pub slots: Vec<Slot>,
}

/// Bring forward what misses its deadline; `slots` are those of the list as it is. Nothing where that does not help.
pub fn bring_forward(activities: &[Activity], slots: &[Slot], workforce: &Workforce) -> Option<BroughtForward> {
    let due = due(activities, workforce);
    let mut least = days_late(activities, slots);
    let mut is_forward = vec![false; activities.len()];
    let mut board = Board::default();
    let mut best: Option<BroughtForward> = None;
    let mut current = slots.to_vec();
    // Each round adds what the round before made late, or ends.
    while least > 0 {
        let n_forward = is_forward.iter().filter(|is_forward| **is_forward).count();
        for (idx, activity) in activities.iter().enumerate().rev() {
            is_forward[idx] |= activity.deadline.is_some_and(|day| current[idx].ready > day);
            if is_forward[idx] {
                activity.after.iter().for_each(|before| is_forward[*before] = true);
            }
        }
        let (mut forward, rest): (Vec<usize>, Vec<usize>) = (0..activities.len()).partition(|idx| is_forward[*idx]);
        if forward.len() == n_forward {
            break;
        }
        // What an activity waits for is due before it, so the list keeps the needs; equals stay in order.
        forward.sort_by_key(|idx| (due[*idx], *idx));
        let list: Vec<usize> = forward.iter().chain(&rest).copied().collect();
        board.place_list(activities, &list, workforce, &mut current);
        let late = days_late(activities, &current);
        if late < least {
            least = late;
            best = Some(BroughtForward { activities: forward, list, slots: current.clone() });
        }
    }
    best.map(|best| put_back(best, activities, least, workforce))
}

/// Schedules that are tried at most to put things back.
const MAX_TRIES: usize = 2_000;

/// Put what was brought forward back towards its place in the order, the least urgent first, as far as no deadline is
/// missed by more days for it.
fn put_back(best: BroughtForward, activities: &[Activity], least: u64, workforce: &Workforce) -> BroughtForward {
    let mut board = Board::default();
    let BroughtForward { activities: forward, mut list, mut slots } = best;
    let mut n_tries = 0;
    for &idx in forward.iter().rev() {
        let now = list.iter().position(|other| *other == idx).unwrap_or(0);
        let comes_after = |other: &usize| *other > idx && !forward.contains(other);
        let waits = |other: &usize| activities[*other].after.contains(&idx);
        let last = list[now + 1..].iter().position(|other| comes_after(other) || waits(other));
        let last = last.map_or(list.len() - 1, |offset| now + offset);
        let mut keeps_dates = |place: &usize| {
            n_tries += 1;
            let mut other = list.clone();
            other[now..=*place].rotate_left(1);
            let mut placed = slots.clone();
            board.place_list(activities, &other, workforce, &mut placed);
            let is_as_good = n_tries <= MAX_TRIES && days_late(activities, &placed) <= least;
            if is_as_good {
                (list, slots) = (other, placed);
            }
            is_as_good
        };
        (now + 1..=last).rev().find(&mut keeps_dates);
    }
    let is_moved = |idx: &usize| list.iter().skip_while(|other| *other != idx).any(|other| other < idx);
    BroughtForward { activities: forward.into_iter().filter(is_moved).collect(), list, slots }
}

/// The day by which the work of each activity must end for no deadline to be missed that hangs on it.
fn due(activities: &[Activity], workforce: &Workforce) -> Vec<u32> {
    let mut due = vec![u32::MAX; activities.len()];
    for (idx, activity) in activities.iter().enumerate().rev() {
        let lag = workforce.shortest_lag(activity.lag_days);
        let own = activity.deadline.map_or(u32::MAX, |day| day.saturating_sub(lag));
        due[idx] = due[idx].saturating_sub(if due[idx] == u32::MAX { 0 } else { lag }).min(own);
        if due[idx] < u32::MAX {
            let start = due[idx].saturating_sub(activity.n_days);
            activity.after.iter().for_each(|before| due[*before] = due[*before].min(start));
        }
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(n_days: u32, after: &[usize], deadline: Option<u32>) -> Activity {
        Activity { n_days, demand: vec![(0, 1)], after: after.to_vec(), deadline, ..Activity::default() }
    }

    fn placed(activities: &[Activity]) -> (Vec<Slot>, Workforce) {
        let workforce = Workforce::of_units(vec![1]);
        let list: Vec<usize> = (0..activities.len()).collect();
        let mut slots = vec![Slot::default(); activities.len()];
        Board::default().place_list(activities, &list, &workforce, &mut slots);
        (slots, workforce)
    }

    #[test]
    fn what_is_late_comes_first_with_what_it_waits_for() {
        let activities =
            [activity(5, &[], None), activity(2, &[], None), activity(5, &[], None), activity(3, &[1], Some(6))];
        let (slots, workforce) = placed(&activities);
        assert_eq!(days_late(&activities, &slots), 9);
        let better = bring_forward(&activities, &slots, &workforce).unwrap();
        assert_eq!((better.activities, better.list), (vec![1, 3], vec![1, 3, 0, 2]));
        assert_eq!(better.slots.iter().map(|slot| slot.start).collect::<Vec<_>>(), [5, 0, 10, 2]);
    }

    #[test]
    fn a_deadline_that_becomes_late_is_brought_forward_too() {
        let activities = [activity(3, &[], Some(4)), activity(5, &[], None), activity(2, &[], Some(5))];
        let (slots, workforce) = placed(&activities);
        let better = bring_forward(&activities, &slots, &workforce).unwrap();
        assert_eq!((better.activities, better.list), (vec![2], vec![0, 2, 1]));
        assert_eq!(days_late(&activities, &better.slots), 0);
    }

    #[test]
    fn nothing_comes_further_forward_than_it_must() {
        let activities =
            [activity(5, &[], None), activity(2, &[], None), activity(5, &[], None), activity(3, &[1], Some(11))];
        let (slots, workforce) = placed(&activities);
        let better = bring_forward(&activities, &slots, &workforce).unwrap();
        assert_eq!((better.activities, better.list), (vec![3], vec![0, 1, 3, 2]));
        assert_eq!(days_late(&activities, &better.slots), 0);
    }

    #[test]
    fn what_cannot_be_helped_is_left_alone() {
        let met = [activity(3, &[], Some(3)), activity(2, &[], None)];
        let (slots, workforce) = placed(&met);
        assert!(bring_forward(&met, &slots, &workforce).is_none());
        let hopeless = [activity(3, &[], Some(1)), activity(2, &[], None)];
        let (slots, workforce) = placed(&hopeless);
        assert!(bring_forward(&hopeless, &slots, &workforce).is_none());
        assert_eq!(days_late(&hopeless, &slots), 2);
    }
}
