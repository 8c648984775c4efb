//! Laws of the shortest schedule.

use proptest::collection::vec;
use proptest::prelude::*;

use super::super::schedule::{Board, Slot};
use super::*;

/// Days late and end of the best of all lists. For an aim that no delay ever serves, as days late and the end are, some
/// list gives the best schedule of all (active schedules; Sprecher, Kolisch & Drexl 1995).
fn brute_force(activities: &[Activity], workforce: &Workforce) -> (u32, u32) {
    let mut best = (u32::MAX, u32::MAX);
    let mut board = Board::default();
    every_list(activities, &mut Vec::new(), &mut |list| {
        let mut slots = vec![Slot { start: 0, end: 0, n_days: 0, ready: 0 }; activities.len()];
        board.place_list(activities, list, workforce, &mut slots);
        best = best.min(score(activities, &slots));
    });
    best
}

fn score(activities: &[Activity], slots: &[Slot]) -> (u32, u32) {
    let late = |(activity, slot): (&Activity, &Slot)| {
        activity.deadline.map_or(0, |deadline| slot.ready.saturating_sub(deadline))
    };
    let end = slots.iter().map(|slot| slot.ready).max().unwrap_or(0);
    (activities.iter().zip(slots).map(late).sum(), end)
}

fn every_list(activities: &[Activity], list: &mut Vec<usize>, look: &mut impl FnMut(&[usize])) {
    if list.len() == activities.len() {
        look(list);
    }
    for idx in 0..activities.len() {
        let is_free = !list.contains(&idx) && activities[idx].after.iter().all(|before| list.contains(before));
        if is_free {
            list.push(idx);
            every_list(activities, list, look);
            list.pop();
        }
    }
}

const ROOM: u64 = 6;

/// Up to six activities of two roles with lag, first dates and deadlines.
fn any_activities() -> impl Strategy<Value = Vec<Activity>> {
    let demand = vec(0_u64..=ROOM, 2);
    let deadline = prop_oneof![3 => Just(None), 1 => (1_u32..25).prop_map(Some)];
    let earliest = prop_oneof![3 => Just(0_u32), 1 => 0_u32..10];
    let activity = (0_u32..6, demand, 0_u32..4, vec(any::<bool>(), 6), earliest, deadline);
    vec(activity, 0..7).prop_map(|all| {
        let of = |(idx, (n_days, demand, lag_days, needs, earliest, deadline)): (
            usize,
            (_, Vec<u64>, _, Vec<bool>, _, _),
        )| {
            Activity {
                n_days,
                demand: demand.into_iter().enumerate().filter(|(_, units)| *units > 0).collect(),
                lag_days,
                after: (0..idx).filter(|before| needs[*before] && needs[(before + idx) % 6]).collect(),
                earliest,
                deadline,
            }
        };
        all.into_iter().enumerate().map(of).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_list_is_better(activities in any_activities()) {
        let workforce = Workforce::of_units(vec![ROOM, ROOM]);
        let best = brute_force(&activities, &workforce);
        let found = shortest(&activities, &workforce, &mut Steps::of_seconds(1));
        prop_assert_eq!((found.late, found.end), best);
        prop_assert_eq!(score(&activities, &found.slots), best);
        prop_assert!(found.is_optimal(), "{:?}", found);
    }

    #[test]
    fn no_bound_is_above_the_best(
        activities in any_activities(),
        away in vec((0_usize..2, 0_u32..20, 1_u32..8), 0..3),
        holidays in vec(1_u32..30, 0..4),
    ) {
        let workforce = away.iter().fold(
            Workforce::of_units(vec![ROOM * 240_000; 2]).with_holidays(holidays),
            |workforce, (role, from, n_days)| workforce.with_absence(*role, *from, from + n_days, 60),
        );
        let mut activities = activities;
        activities.iter_mut().flat_map(|activity| &mut activity.demand).for_each(|(_, units)| *units *= 240_000);
        let best = brute_force(&activities, &workforce);
        let found = shortest(&activities, &workforce, &mut Steps::new(20_000));
        prop_assert!((found.late, found.end) >= best);
        prop_assert!(found.least_late <= best.0, "{:?} {:?}", found, best);
        if found.late == best.0 {
            prop_assert!(found.lower_bound <= best.1, "{:?} {:?}", found, best);
        }
        if found.is_optimal() {
            prop_assert_eq!((found.late, found.end), best);
        }
    }
}
