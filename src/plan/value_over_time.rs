//! How long value waits: what a schedule costs in waiting, and what no schedule can avoid.
//!
//! The sum over all steps of value times the working days until the step is ready is what the order keeps low. A list
//! schedule in the best order of one team need not have the lowest sum when several roles work side by side, so it is
//! measured against a lower bound, the largest of these:
//!
//! - *Needs alone*: no step is ready before the longest chain of work and lag that leads to it.
//! - *One role alone*: what a role does for a step takes effort / capacity days if the whole role works on it. Put the
//!   steps in the order in which a schedule completes them: one machine as fast as the role, which does them in that
//!   order, completes none later (its first k steps are no more than what the role has done by then). The best order on
//!   that machine, or any lower bound on it, is therefore a lower bound on every schedule; it is the problem of
//!   `order/`, 1|prec|Σ wⱼCⱼ. Lag is added to each step. Steps that do not take up the role count as above.
//! - *All roles as one*: the same with the efforts and the capacities of all roles summed up.
//!
//! Holidays, absences and dates only make schedules worse and are left out, lag counts with as many holidays as can
//! fall into it.

use super::order::{Instance, Job, Options, order};
use super::schedule::{Activity, Slot, Workforce};

/// The sum of value × working days until ready, in the unit of the weights times days.
pub fn cost(weights: &[u64], slots: &[Slot]) -> u128 {
    weights.iter().zip(slots).map(|(weight, slot)| u128::from(*weight) * u128::from(slot.ready)).sum()
}

/// No schedule costs less; activities in list order.
pub fn lower_bound(activities: &[Activity], weights: &[u64], workforce: &Workforce) -> u128 {
    let heads = heads(activities, workforce);
    let by_needs = weights.iter().zip(&heads).map(|(weight, head)| u128::from(*weight) * u128::from(*head)).sum();
    let of_role = |role: usize| {
        let units = |activity: &Activity| {
            let own = activity.demand.iter().find(|(own, _)| *own == role);
            own.map_or(0, |(_, units)| units * u64::from(activity.n_days))
        };
        by_machine(activities, weights, &heads, workforce, workforce.room(role), units)
    };
    let of_all = || {
        let units = |activity: &Activity| {
            activity.demand.iter().map(|(_, units)| units * u64::from(activity.n_days)).sum::<u64>()
        };
        let room = (0..workforce.len()).map(|role| workforce.room(role)).sum();
        by_machine(activities, weights, &heads, workforce, room, units)
    };
    (0..workforce.len()).map(of_role).chain(std::iter::once_with(of_all)).fold(by_needs, u128::max)
}

/// The first day on which each activity can be ready, if roles had room for everything.
pub fn heads(activities: &[Activity], workforce: &Workforce) -> Vec<u32> {
    let mut heads: Vec<u32> = Vec::with_capacity(activities.len());
    for activity in activities {
        let start = activity.after.iter().map(|before| heads[*before]).max().unwrap_or(0).max(activity.earliest);
        heads.push(start + activity.n_days + workforce.shortest_lag(activity.lag_days));
    }
    heads
}

/// The bound of one machine that does `room` units a day.
fn by_machine(
    activities: &[Activity],
    weights: &[u64],
    heads: &[u32],
    workforce: &Workforce,
    room: u64,
    units: impl Fn(&Activity) -> u64,
) -> u128 {
    let units: Vec<u64> = activities.iter().map(units).collect();
    let takes: Vec<usize> = (0..activities.len()).filter(|idx| units[*idx] > 0).collect();
    let mut index = vec![None; activities.len()];
    takes.iter().enumerate().for_each(|(job, idx)| index[*idx] = Some(job));
    // What leads to an activity through others that do not take up the machine leads to it all the same.
    let mut before: Vec<Vec<usize>> = Vec::with_capacity(activities.len());
    for activity in activities {
        let mut jobs: Vec<usize> = Vec::new();
        for need in &activity.after {
            match index[*need] {
                Some(job) => jobs.push(job),
                None => jobs.extend(&before[*need]),
            }
        }
        jobs.sort_unstable();
        jobs.dedup();
        before.push(jobs);
    }
    let jobs = takes.iter().map(|idx| Job { effort: units[*idx], value: weights[*idx] }).collect();
    let needs = takes.iter().map(|idx| before[*idx].clone()).collect();
    // Numbers beyond the range of exact arithmetic have no bound from here; needs still give one.
    let Ok(instance) = Instance::new(jobs, needs) else { return 0 };
    let cheap = Options { search_work: 0, ..Options::default() };
    let work = order(&instance, &cheap).lower_bound.div_ceil(u128::from(room.max(1)));
    let rest = (0..activities.len()).map(|idx| {
        let days = match index[idx] {
            Some(_) => workforce.shortest_lag(activities[idx].lag_days),
            None => heads[idx],
        };
        u128::from(weights[idx]) * u128::from(days)
    });
    work + rest.sum::<u128>()
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::plan::schedule::Board;

    fn activity(n_days: u32, demand: &[(usize, u64)], lag_days: u32, after: &[usize]) -> Activity {
        Activity { n_days, demand: demand.to_vec(), lag_days, after: after.to_vec(), ..Activity::default() }
    }

    fn bound(activities: &[Activity], weights: &[u64], room: &[u64]) -> u128 {
        lower_bound(activities, weights, &Workforce::of_units(room.to_vec()))
    }

    #[test]
    fn one_role_is_a_machine() {
        // Smith's rule: 3 days for 5, then 4 days for 2; 3 x 5 + 7 x 2.
        let pair = [activity(4, &[(0, 1)], 0, &[]), activity(3, &[(0, 1)], 0, &[])];
        assert_eq!(bound(&pair, &[2, 5], &[1]), 29);
        // The first comes first if the second needs it, even through a third that another role does.
        let chain = [activity(4, &[(0, 1)], 0, &[]), activity(1, &[(1, 1)], 0, &[0]), activity(3, &[(0, 1)], 0, &[1])];
        assert_eq!(bound(&chain, &[2, 0, 5], &[1, 1]), 4 * 2 + 8 * 5, "needs alone are longer than the machine");
    }

    #[test]
    fn two_people_are_a_machine_twice_as_fast() {
        let pair = [activity(4, &[(0, 1)], 0, &[]), activity(4, &[(0, 1)], 0, &[])];
        assert_eq!(bound(&pair, &[1, 1], &[2]), 8, "both end on day 4");
        let four = vec![activity(4, &[(0, 1)], 0, &[]); 4];
        assert_eq!(bound(&four, &[1; 4], &[2]), 2 + 4 + 6 + 8);
    }

    #[test]
    fn lag_is_added_to_each() {
        let pair = [activity(4, &[(0, 1)], 10, &[]), activity(4, &[(0, 1)], 0, &[])];
        assert_eq!(bound(&pair, &[1, 1], &[1]), 4 + 8 + 10);
    }

    /// The least cost of all list schedules, which is the least of all schedules (Sprecher, Kolisch & Drexl 1995).
    fn least(activities: &[Activity], weights: &[u64], workforce: &Workforce) -> u128 {
        let mut board = Board::default();
        let mut slots = vec![Slot::default(); activities.len()];
        let mut least = u128::MAX;
        for_each_list(activities, &mut Vec::new(), &mut |list| {
            board.place_list(activities, list, workforce, &mut slots);
            least = least.min(cost(weights, &slots));
        });
        least
    }

    fn for_each_list(activities: &[Activity], list: &mut Vec<usize>, visit: &mut impl FnMut(&[usize])) {
        if list.len() == activities.len() {
            return visit(list);
        }
        for next in 0..activities.len() {
            if !list.contains(&next) && activities[next].after.iter().all(|before| list.contains(before)) {
                list.push(next);
                for_each_list(activities, list, visit);
                list.pop();
            }
        }
    }

    /// Days, units of two roles, lag, bits for roles and needs, earliest day, weight.
    type Row = (u32, Vec<u64>, u32, u8, u32, u64);

    fn any_row() -> impl Strategy<Value = Row> {
        (1_u32..9, vec(1_u64..4, 2), 0_u32..8, any::<u8>(), 0_u32..12, 0_u64..9)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_schedule_costs_less_than_the_bound(
            rows in vec(any_row(), 0..6),
            room in [3_u64..7, 3_u64..7],
            holidays in vec(1_u32..30, 0..4),
            away in (0_u32..20, 0_u32..6),
        ) {
            let activity = |(idx, row): (usize, &Row)| Activity {
                n_days: row.0,
                demand: (0..2).filter(|role| (row.3 >> role) & 1 == 0).map(|role| (role, row.1[role])).collect(),
                lag_days: row.2,
                after: (0..idx).filter(|before| (row.3 >> (before + 2)) & 1 == 1).collect(),
                earliest: row.4.saturating_sub(6),
                deadline: None,
            };
            let activities: Vec<Activity> = rows.iter().enumerate().map(activity).collect();
            let weights: Vec<u64> = rows.iter().map(|row| row.5).collect();
            let mut workforce = Workforce::of_units(room.to_vec()).with_holidays(holidays);
            workforce = workforce.with_absence(0, away.0, away.0 + away.1, 100);
            let least = least(&activities, &weights, &workforce);
            prop_assert!(lower_bound(&activities, &weights, &workforce) <= least);
        }
    }
}
