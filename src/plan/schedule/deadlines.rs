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
/// waits for, the most urgent first; nothing else changes places. `slots` are those of the list as it is.
///
/// Returns the activities that were brought forward, and the schedule; nothing where that does not help.
pub fn bring_forward(
    activities: &[Activity],
    slots: &[Slot],
    workforce: &Workforce,
) -> Option<(Vec<usize>, Vec<Slot>)> {
    let due = due(activities, workforce);
    let mut least = days_late(activities, slots);
    let mut is_forward = vec![false; activities.len()];
    let mut board = Board::default();
    let mut best = None;
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
            best = Some((forward, current.clone()));
        }
    }
    best
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
        let (forward, better) = bring_forward(&activities, &slots, &workforce).unwrap();
        assert_eq!(forward, [1, 3]);
        assert_eq!(better.iter().map(|slot| slot.start).collect::<Vec<_>>(), [5, 0, 10, 2]);
    }

    #[test]
    fn a_deadline_that_becomes_late_is_brought_forward_too() {
        let activities = [activity(3, &[], Some(4)), activity(5, &[], None), activity(2, &[], Some(5))];
        let (slots, workforce) = placed(&activities);
        let (forward, better) = bring_forward(&activities, &slots, &workforce).unwrap();
        assert_eq!(forward, [0, 2]);
        assert_eq!(days_late(&activities, &better), 0);
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
