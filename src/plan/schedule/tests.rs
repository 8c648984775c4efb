//! Laws of the schedule.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use super::task::units_per_day;
use super::*;
use crate::model::effort::Effort;

fn weeks(n: u64) -> Effort {
    Effort::from_units(n * Effort::UNITS_PER_WEEK)
}

fn task(role: usize, n_weeks: u64, lag_weeks: u32, after: &[usize]) -> Task {
    Task { effort: vec![(role, weeks(n_weeks))], lag_weeks, after: after.to_vec(), ..Task::default() }
}

/// Starts and ends of work, as placed with these capacities.
fn placed(tasks: &[Task], workforce: &Workforce) -> Vec<(u32, u32)> {
    schedule(tasks, workforce).iter().map(|slot| (slot.start, slot.end)).collect()
}

#[test]
fn one_person_does_one_thing_after_the_other() {
    let tasks = [task(0, 2, 0, &[]), task(0, 1, 0, &[])];
    assert_eq!(placed(&tasks, &Workforce::new(&[100])), [(0, 10), (10, 15)]);
}

#[test]
fn two_people_work_side_by_side_but_not_on_the_same_step() {
    let tasks = [task(0, 2, 0, &[]), task(0, 1, 0, &[])];
    assert_eq!(placed(&tasks, &Workforce::new(&[200])), [(0, 10), (0, 5)]);
}

#[test]
fn lag_holds_back_the_successor_but_nobody_else() {
    let tasks = [task(0, 1, 4, &[]), task(0, 1, 0, &[0]), task(0, 1, 0, &[])];
    assert_eq!(placed(&tasks, &Workforce::new(&[100])), [(0, 5), (25, 30), (5, 10)]);
}

#[test]
fn half_a_person_takes_twice_as_long() {
    assert_eq!(placed(&[task(0, 1, 0, &[])], &Workforce::new(&[50])), [(0, 10)]);
}

#[test]
fn work_pauses_while_a_role_is_away() {
    let tasks = [task(0, 2, 0, &[]), task(0, 1, 0, &[])];
    let away = Workforce::new(&[100]).with_absence(0, 3, 8, 100);
    assert_eq!(placed(&tasks, &away), [(0, 15), (15, 20)]);
    // Of two people one is away: there is room for one step, which does not pause; the other waits.
    let half_away = Workforce::new(&[200]).with_absence(0, 3, 8, 100);
    assert_eq!(placed(&tasks, &half_away), [(0, 10), (8, 13)]);
}

#[test]
fn nothing_starts_before_its_date() {
    let later = Task { earliest: 7, ..task(0, 1, 0, &[]) };
    assert_eq!(placed(&[later, task(0, 1, 0, &[])], &Workforce::new(&[100])), [(7, 12), (0, 5)]);
}

#[test]
fn a_step_waits_for_a_need_a_role_or_a_date() {
    let dated = Task { earliest: 20, ..task(1, 1, 0, &[]) };
    let tasks = [task(0, 1, 0, &[]), task(0, 1, 1, &[]), task(1, 1, 0, &[1]), dated];
    let workforce = Workforce::new(&[100, 100]);
    let activities: Vec<_> = tasks.iter().map(|task| Activity::of(task, &workforce)).collect();
    let slots = schedule(&tasks, &workforce);
    let waits = waits(&activities, &slots, &workforce);
    assert_eq!(waits, [Wait::Nothing, Wait::Role { role: 0, with: 0 }, Wait::Need(1), Wait::Date]);
    assert_eq!(critical_chain(&slots, &waits), [3]);
    assert_eq!(critical_chain(&slots[..3], &waits[..3]), [0, 1, 2]);
    // The chain of the first three has five days until the end; they keep their order.
    assert_eq!(floats(&activities, &slots, &waits, 25, &workforce), [0, 0, 0, 0]);
    assert_eq!(floats(&activities[..3], &slots[..3], &waits[..3], 25, &workforce), [5, 5, 5]);
    // As late as can be, the first may also follow the second.
    let late = latest(&activities[..3], &slots[..3], 25, None, &workforce);
    assert_eq!(late.iter().map(|slot| slot.start).collect::<Vec<_>>(), [20, 10, 20]);
}

#[test]
fn a_task_may_need_any_number_of_roles() {
    let all = |n_weeks| Task { effort: (0..20).map(|role| (role, weeks(n_weeks))).collect(), ..Task::default() };
    assert_eq!(
        placed(&[all(2), all(1), task(7, 1, 0, &[])], &Workforce::new(&[100; 20])),
        [(0, 10), (10, 15), (15, 20)]
    );
}

/// A team as a person would write it down: capacities in hundredths, absences, holidays as weekdays.
#[derive(Debug, Clone)]
struct Team {
    capacity: [u32; 3],
    absences: Vec<(usize, u32, u32, u32)>,
    holidays: Vec<u32>,
}

impl Team {
    fn workforce(&self) -> Workforce {
        let team = Workforce::new(&self.capacity).with_holidays(self.holidays.clone());
        self.absences
            .iter()
            .fold(team, |team, (role, from, n_days, fte)| team.with_absence(*role, *from, from + n_days, *fte))
    }

    /// What a role cannot do on a day.
    fn away(&self, role: usize, day: u32) -> u64 {
        let covers = |absence: &&(usize, u32, u32, u32)| {
            let (of, from, n_days, _) = **absence;
            of == role && (from..from + n_days).contains(&day)
        };
        let units = self.absences.iter().filter(covers).map(|(.., fte)| units_per_day(*fte)).sum::<u64>();
        units.min(units_per_day(self.capacity[role]))
    }

    fn is_open(&self, activity: &Activity, day: u32) -> bool {
        let fits = |(role, units): &(usize, u64)| self.away(*role, day) + units <= units_per_day(self.capacity[*role]);
        activity.demand.iter().all(fits)
    }

    /// The first working day after a lag: weekdays counted one by one.
    fn after_lag(&self, end: u32, lag_days: u32) -> u32 {
        let working: Vec<u32> = (0..20_000).filter(|day| !self.holidays.contains(day)).collect();
        let ready = working[end as usize - 1] + lag_days + 1;
        working.iter().position(|day| *day >= ready).unwrap() as u32
    }
}

/// Placing day by day, as slow and as plain as it gets.
fn slow(activities: &[Activity], team: &Team) -> Vec<Slot> {
    let mut load = vec![vec![0; 10_000]; 3];
    let mut slots: Vec<Slot> = Vec::new();
    for activity in activities {
        let ready = activity.after.iter().map(|before| slots[*before].ready).max().unwrap_or(0).max(activity.earliest);
        let days = |start: u32| {
            let open = (start..).filter(|day| team.is_open(activity, *day));
            open.take(activity.n_days as usize).collect::<Vec<_>>()
        };
        let has_room = |day: &u32| {
            activity.demand.iter().all(|(role, units)| {
                let room = units_per_day(team.capacity[*role]) - team.away(*role, *day);
                load[*role][*day as usize] + units <= room
            })
        };
        let fits = |start: &u32| team.is_open(activity, *start) && days(*start).iter().all(has_room);
        let start = (ready..).find(fits).unwrap();
        let days = days(start);
        for (role, units) in &activity.demand {
            days.iter().for_each(|day| load[*role][*day as usize] += units);
        }
        let end = days.last().unwrap() + 1;
        slots.push(Slot { start, end, n_days: activity.n_days, ready: team.after_lag(end, activity.lag_days) });
    }
    slots
}

/// Everything that must hold of a schedule, day by day.
fn check(activities: &[Activity], slots: &[Slot], team: &Team) {
    let end = slots.iter().map(|slot| slot.end).max().unwrap_or(0);
    for (idx, (activity, slot)) in activities.iter().zip(slots).enumerate() {
        let n_open = (slot.start..slot.end).filter(|day| team.is_open(activity, *day)).count();
        assert_eq!(n_open, activity.n_days as usize, "days of {idx}");
        assert!(
            team.is_open(activity, slot.start) && team.is_open(activity, slot.end - 1),
            "{idx} begins with a pause"
        );
        assert_eq!(slot.ready, team.after_lag(slot.end, activity.lag_days));
        assert!(slot.start >= activity.earliest, "{idx} starts early");
        assert!(activity.after.iter().all(|before| slots[*before].ready <= slot.start), "{idx} does not wait");
    }
    for (role, day) in (0..3).flat_map(|role| (0..end).map(move |day| (role, day))) {
        let at_work = activities
            .iter()
            .zip(slots)
            .filter(|(activity, slot)| (slot.start..slot.end).contains(&day) && team.is_open(activity, day));
        let units = |(activity, _): (&Activity, _)| {
            activity.demand.iter().filter(|(of, _)| *of == role).map(|(_, units)| units).sum::<u64>()
        };
        let load: u64 = at_work.map(units).sum();
        assert!(load + team.away(role, day) <= units_per_day(team.capacity[role]), "role {role} on day {day}");
    }
}

fn any_task() -> impl Strategy<Value = Task> {
    let part = (0_usize..3, 1_u64..40_000_000);
    let earliest = prop_oneof![4 => Just(0_u32), 1 => 0_u32..60];
    (vec(part, 0..3), 0_u32..4, vec(any::<Index>(), 0..3), earliest).prop_map(
        |(mut parts, lag_weeks, after, earliest)| {
            parts.sort_unstable();
            parts.dedup_by_key(|(role, _)| *role);
            // Any number for now; made an earlier task below.
            let after = after.iter().map(|index| index.index(1_000)).collect();
            let effort = parts.into_iter().map(|(role, units)| (role, Effort::from_units(units))).collect();
            Task { effort, lag_weeks, after, earliest, deadline: None }
        },
    )
}

fn any_tasks() -> impl Strategy<Value = Vec<Task>> {
    vec(any_task(), 0..25).prop_map(|mut tasks| {
        for (idx, task) in tasks.iter_mut().enumerate() {
            task.after.iter_mut().for_each(|before| *before %= idx.max(1));
            task.after.retain(|before| *before < idx);
        }
        tasks
    })
}

fn any_team() -> impl Strategy<Value = Team> {
    let capacity = [5_u32..250, 5_u32..250, 5_u32..250];
    let absence = (0_usize..3, 0_u32..100, 1_u32..30, 5_u32..250);
    (capacity, vec(absence, 0..4), vec(1_u32..200, 0..6)).prop_map(|(capacity, absences, mut holidays)| {
        holidays.sort_unstable();
        holidays.dedup();
        Team { capacity, absences, holidays }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_board_used_again_places_as_day_by_day(tasks in any_tasks(), team in any_team()) {
        let workforce = team.workforce();
        let activities: Vec<_> = tasks.iter().map(|task| Activity::of(task, &workforce)).collect();
        let expected = slow(&activities, &team);
        check(&activities, &expected, &team);
        let (mut board, mut slots) = (Board::default(), Vec::new());
        for _ in 0..2 {
            slots.clear();
            board.place(&tasks, &workforce, &mut slots);
            prop_assert_eq!(&slots, &expected);
        }
        let list: Vec<usize> = (0..tasks.len()).collect();
        board.place_list(&activities, &list, &workforce, &mut slots);
        prop_assert_eq!(&slots, &expected);
    }

    #[test]
    fn the_far_future_is_like_the_near(tasks in any_tasks(), capacity in [5_u32..250, 5_u32..250, 5_u32..250]) {
        let workforce = Workforce::new(&capacity);
        let n_days = 200_000;
        let later: Vec<Task> =
            tasks.iter().map(|task| Task { earliest: task.earliest + n_days, ..task.clone() }).collect();
        let shift = |slot: &Slot| Slot {
            start: slot.start + n_days,
            end: slot.end + n_days,
            ready: slot.ready + n_days,
            ..*slot
        };
        let near: Vec<Slot> = schedule(&tasks, &workforce).iter().map(shift).collect();
        prop_assert_eq!(schedule(&later, &workforce), near);
    }

    #[test]
    fn what_is_shifted_to_the_right_is_a_schedule_and_ends_as_late(
        tasks in any_tasks(),
        team in any_team(),
        later in 0_u32..20,
    ) {
        let workforce = team.workforce();
        let activities: Vec<_> = tasks.iter().map(|task| Activity::of(task, &workforce)).collect();
        let slots = schedule(&tasks, &workforce);
        let end = slots.iter().map(|slot| slot.ready).max().unwrap_or(0) + later;
        let late = latest(&activities, &slots, end, None, &workforce);
        check(&activities, &late, &team);
        prop_assert!(slots.iter().zip(&late).all(|(slot, late)| slot.start <= late.start && late.ready <= end));
    }

    #[test]
    fn the_chain_reaches_from_the_start_to_the_end(tasks in any_tasks(), team in any_team()) {
        let workforce = team.workforce();
        let activities: Vec<_> = tasks.iter().map(|task| Activity::of(task, &workforce)).collect();
        let slots = schedule(&tasks, &workforce);
        let waits = waits(&activities, &slots, &workforce);
        let chain = critical_chain(&slots, &waits);
        let end = |idx: Option<&usize>| idx.map(|idx| slots[*idx].ready);
        prop_assert_eq!(end(chain.last()), slots.iter().map(|slot| slot.ready).max());
        prop_assert!(chain.windows(2).all(|pair| slots[pair[0]].start < slots[pair[1]].start));
        // A list schedule places nothing later than it must: something always holds a step back.
        prop_assert!(!waits.contains(&Wait::Order));
    }

    #[test]
    fn the_chain_has_no_float(tasks in any_tasks(), capacity in [5_u32..250, 5_u32..250, 5_u32..250]) {
        let workforce = Workforce::new(&capacity);
        let activities: Vec<_> = tasks.iter().map(|task| Activity::of(task, &workforce)).collect();
        let slots = schedule(&tasks, &workforce);
        let waits = waits(&activities, &slots, &workforce);
        let end = slots.iter().map(|slot| slot.ready).max().unwrap_or(0);
        let floats = floats(&activities, &slots, &waits, end, &workforce);
        prop_assert!(critical_chain(&slots, &waits).iter().all(|idx| floats[*idx] == 0));
    }
}
