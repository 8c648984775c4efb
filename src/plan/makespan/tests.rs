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

/// Up to seven activities of two roles with lag, first dates and deadlines.
fn any_activities() -> impl Strategy<Value = Vec<Activity>> {
    let demand = vec(0_u64..=ROOM, 2);
    let deadline = prop_oneof![3 => Just(None), 1 => (1_u32..25).prop_map(Some)];
    let earliest = prop_oneof![3 => Just(0_u32), 1 => 0_u32..10];
    let activity = (0_u32..6, demand, 0_u32..4, vec(any::<bool>(), 7), earliest, deadline);
    vec(activity, 0..8).prop_map(|all| {
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

/// Everything that must hold of a schedule where everybody is always there, day by day.
fn check(activities: &[Activity], room: &[u64], found: &Shortest) {
    for (activity, slot) in activities.iter().zip(&found.slots) {
        assert_eq!((slot.end - slot.start, slot.n_days), (activity.n_days, activity.n_days));
        assert_eq!(slot.ready, slot.end + activity.lag_days);
        assert!(slot.start >= activity.earliest, "{activity:?} starts early");
        assert!(
            activity.after.iter().all(|before| found.slots[*before].ready <= slot.start),
            "{activity:?} does not wait"
        );
    }
    for (day, (role, room)) in (0..found.end).flat_map(|day| room.iter().enumerate().map(move |of| (day, of))) {
        let at_work = activities.iter().zip(&found.slots).filter(|(_, slot)| (slot.start..slot.end).contains(&day));
        let units = at_work.flat_map(|(activity, _)| &activity.demand).filter(|(of, _)| *of == role);
        assert!(units.map(|(_, units)| units).sum::<u64>() <= *room, "role {role} on day {day}");
    }
    assert!(found.lower_bound <= found.end && found.least_late <= found.late);
}

fn made(n_activities: usize, seed: u64) -> generate::Generated {
    let (resource_factor, resource_strength) = (50 + seed as usize % 3 * 25, 20 + seed % 4 * 20);
    generate::generate(&generate::Recipe {
        resource_factor,
        resource_strength,
        seed,
        ..generate::Recipe::usual(n_activities)
    })
}

#[test]
fn made_up_projects_get_sound_schedules() {
    for seed in 0..6 {
        let project = made(20, seed);
        let workforce = Workforce::of_units(project.room.clone());
        let found = shortest(&project.activities, &workforce, &mut Steps::new(100_000));
        check(&project.activities, &project.room, &found);
    }
}

#[test]
fn ten_runs_give_the_same_answer() {
    // Too little work for a proof, so that all parts have their share.
    let project = made(25, 3);
    let workforce = Workforce::of_units(project.room);
    let run = || shortest(&project.activities, &workforce, &mut Steps::new(60_000));
    let first = run();
    assert!((0..9).all(|_| run() == first));
}

#[test]
fn nothing_to_do_is_done_at_once() {
    let found = shortest(&[], &Workforce::default(), &mut Steps::new(0));
    assert_eq!((found.end, found.is_optimal(), found.gap_percent()), (0, true, 0.0));
}

#[test]
fn all_roles_together_bound_more_than_each() {
    // Any two of three fit neither into the one nor into the other role, and no role alone is short.
    let activity =
        |roles: [usize; 2]| Activity { n_days: 4, demand: roles.map(|role| (role, 3)).to_vec(), ..Activity::default() };
    let activities = [activity([0, 1]), activity([1, 2]), activity([0, 2])];
    let workforce = Workforce::of_units(vec![5, 5, 5]);
    let project = Project::new(&activities, &workforce);
    assert_eq!(bound::workload(&project, 0), 5);
    let weights = side_by_side::weights(&project, 5, 1_000, &mut Steps::new(100_000)).unwrap();
    assert_eq!(side_by_side::bound(&project, &weights), 12);
    assert_eq!(shortest(&activities, &workforce, &mut Steps::new(100_000)).end, 12);
}

/// The same activities in another order, in which each still comes after those that it waits for.
fn shuffled(activities: &[Activity], seed: u64) -> Vec<Activity> {
    let mut random = super::super::split_mix::SplitMix(seed);
    let (mut order, mut place) = (Vec::new(), vec![usize::MAX; activities.len()]);
    while order.len() < activities.len() {
        let is_free = |idx: &usize| {
            place[*idx] == usize::MAX && activities[*idx].after.iter().all(|before| place[*before] != usize::MAX)
        };
        let free: Vec<usize> = (0..activities.len()).filter(is_free).collect();
        let next = free[random.below(free.len() as u64) as usize];
        place[next] = order.len();
        order.push(next);
    }
    let moved = |idx: &usize| {
        let after = activities[*idx].after.iter().map(|before| place[*before]).collect();
        Activity { after, ..activities[*idx].clone() }
    };
    order.iter().map(moved).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_list_is_better(activities in any_activities(), seed in any::<u64>()) {
        let workforce = Workforce::of_units(vec![ROOM, ROOM]);
        let best = brute_force(&activities, &workforce);
        let found = shortest(&activities, &workforce, &mut Steps::new(300_000));
        prop_assert_eq!((found.late, found.end), best);
        prop_assert_eq!(score(&activities, &found.slots), best);
        prop_assert!(found.is_optimal(), "{:?}", found);
        check(&activities, &[ROOM, ROOM], &found);
        // Another order of the same activities changes nothing but ties.
        let other = shortest(&shuffled(&activities, seed), &workforce, &mut Steps::new(300_000));
        prop_assert_eq!((other.late, other.end, other.lower_bound), (found.late, found.end, found.lower_bound));
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
        let project = Project::new(&activities, &workforce);
        prop_assert!(bound::critical_path(&project) <= best.1);
        if let Some(weights) = side_by_side::weights(&project, 0, 1_000, &mut Steps::new(100_000)) {
            prop_assert!(side_by_side::bound(&project, &weights) <= best.1);
        }
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
