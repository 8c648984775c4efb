//! How long value waits: what a schedule costs in waiting, and what no schedule can avoid.
//!
//! The sum over all steps of value times the working days until the step is ready is what the order keeps low. A list
//! schedule in the best order of one team need not have the lowest sum when several roles work side by side, so it is
//! measured against a lower bound, the largest of these:
//!
//! - *Needs alone*: no step is ready before the longest chain of work and lag that leads to it.
//! - *One role alone*. Let role r do R units a day, and uⱼ units for step j, which takes nⱼ days and ends at Cⱼ. The
//!   middle of its work, Mⱼ, is at most Cⱼ - nⱼ/2. Whatever a schedule looks like, Σ vⱼMⱼ with weights v ≥ 0 is no less
//!   than on a machine with the speed of the role which at any time works on the step with the highest vⱼ/uⱼ of those
//!   that can have begun by their chains of needs (mean busy times: Goemans 1997; Goemans et al. 2002). Weight may be
//!   moved from a step to one that it needs: if j needs i, Cⱼ ≥ Cᵢ + lagᵢ + nⱼ, so to move f gains f (lagᵢ + nⱼ). The
//!   flow that proves the blocks of `order/` for this role (1|prec|Σ wⱼCⱼ) moves weight until all steps of a block have
//!   the same vⱼ/uⱼ; the bound is the higher one of with and without.
//! - *All roles as one*: the same with the efforts and the capacities of all roles summed up.
//!
//! Steps that a machine has nothing to do for count by needs alone, or hand their weight to a step that they need,
//! whichever bound is higher. Holidays, absences and dates only make schedules worse and are left out, lag counts with as
//! many holidays as can fall into it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

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
    let lags = activities.iter().map(|activity| workforce.shortest_lag(activity.lag_days)).collect();
    let project = Project { activities, weights, heads: &heads, lags };
    let of_role = |role: usize| {
        let units = |activity: &Activity| activity.demand_of(role) * u64::from(activity.n_days);
        by_machine(&project, workforce.room(role), units)
    };
    let of_all = || {
        let units = |activity: &Activity| {
            activity.demand.iter().map(|(_, units)| units * u64::from(activity.n_days)).sum::<u64>()
        };
        by_machine(&project, (0..workforce.len()).map(|role| workforce.room(role)).sum(), units)
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

/// The bound of one machine that does `room` units a day, of which each activity takes some.
fn by_machine(project: &Project<'_>, room: u64, units: impl Fn(&Activity) -> u64) -> u128 {
    let units: Vec<u64> = project.activities.iter().map(units).collect();
    let machine = Machine { project, units: &units, room: room.max(1) };
    [false, true].map(|hand_on| machine.bound(&project.weigh(&units, hand_on))).into_iter().fold(0, u128::max)
}

/// What is to be bounded.
struct Project<'a> {
    activities: &'a [Activity],
    weights: &'a [u64],
    heads: &'a [u32],
    /// Shortest lag of each activity.
    lags: Vec<u32>,
}

/// Weights of the activities that a machine has something to do for, and what is certain about all others.
struct Weighed {
    weights: Vec<u64>,
    gained: u128,
}

impl Project<'_> {
    /// Settle the activities that take up nothing of a machine: by their heads, or by handing their weight on.
    fn weigh(&self, units: &[u64], hand_on: bool) -> Weighed {
        let mut weights = self.weights.to_vec();
        let lags = self.weights.iter().zip(&self.lags);
        let mut gained: u128 = lags.map(|(weight, lag)| u128::from(*weight) * u128::from(*lag)).sum();
        for (idx, activity) in self.activities.iter().enumerate().rev().filter(|(idx, _)| units[*idx] == 0) {
            let weight = std::mem::take(&mut weights[idx]);
            // Of several that it needs, the one that can end last.
            let to = activity.after.iter().copied().max_by_key(|before| (self.heads[*before], *before));
            let days = match to.filter(|_| hand_on) {
                Some(to) => {
                    weights[to] += weight;
                    self.lags[to] + activity.n_days
                }
                None => self.heads[idx] - self.lags[idx],
            };
            gained += u128::from(weight) * u128::from(days);
        }
        Weighed { weights, gained }
    }
}

/// A role, or several as one.
struct Machine<'a> {
    project: &'a Project<'a>,
    /// What it does for each activity.
    units: &'a [u64],
    /// What it does in a day.
    room: u64,
}

/// An activity on a machine.
struct Part {
    /// Index of the activity.
    idx: usize,
    /// Weight per unit, as a fraction.
    density: (u128, u128),
}

impl Machine<'_> {
    /// The higher of two bounds: with the weights as they are, and with weight moved along needs.
    fn bound(&self, weighed: &Weighed) -> u128 {
        let activities = self.project.activities;
        let takes: Vec<usize> = (0..activities.len()).filter(|idx| self.units[*idx] > 0).collect();
        let part = |idx: &usize| Part {
            idx: *idx,
            density: (u128::from(weighed.weights[*idx]), u128::from(self.units[*idx])),
        };
        let as_they_are = self.middles_and_halves(takes.iter().map(part).collect());
        let moved = self.with_weight_moved(&takes, &weighed.weights).unwrap_or(0);
        // What is bounded is a whole number.
        weighed.gained + as_they_are.max(moved).div_ceil(1 << FRACTION_BITS)
    }

    /// With weight moved along needs until each block has one density; for as many activities as that takes no time.
    fn with_weight_moved(&self, takes: &[usize], weights: &[u64]) -> Option<u128> {
        if takes.len() > MAX_MOVED {
            return None;
        }
        let Project { activities, lags, .. } = self.project;
        let mut index = vec![None; activities.len()];
        takes.iter().enumerate().for_each(|(job, idx)| index[*idx] = Some(job));
        let jobs = takes.iter().map(|idx| Job { effort: self.units[*idx], value: weights[*idx] }).collect();
        // Needs through activities that take up nothing of the machine are left out, which only lowers the bound.
        let needs = takes.iter().map(|idx| activities[*idx].after.iter().filter_map(|need| index[*need]).collect());
        // Numbers beyond the range of exact arithmetic have no bound from here.
        let instance = Instance::new(jobs, needs.collect()).ok()?;
        let ordering = order(&instance, &Options { search_work: 0, ..Options::default() });
        let mut parts = Vec::with_capacity(takes.len());
        let mut gained = 0;
        for (block, flows) in ordering.blocks.iter().zip(&ordering.certificate.flows) {
            let density = (block.value, block.effort);
            parts.extend(block.jobs.iter().map(|job| Part { idx: takes[*job], density }));
            let gains = flows.iter().map(|flow| {
                let days = lags[takes[flow.needed]] + activities[takes[flow.waiter]].n_days;
                flow.amount.unsigned_abs() * u128::from(days)
            });
            gained += fixed(gains.sum(), block.effort);
        }
        Some(gained + self.middles_and_halves(parts))
    }

    /// The least sum of weight × end of work, in fixed point: the machine always works on the densest part that can have
    /// begun, which makes the middles least, and from the middle of its work to its end each takes half its days.
    fn middles_and_halves(&self, mut parts: Vec<Part>) -> u128 {
        let activities = self.project.activities;
        let release = |idx: usize| {
            let days = self.project.heads[idx] - self.project.lags[idx] - activities[idx].n_days;
            u128::from(days) * u128::from(self.room)
        };
        // Densest first, so that the lowest rank in the heap is the part to work on.
        parts.sort_by(|a, b| (b.density.0 * a.density.1).cmp(&(a.density.0 * b.density.1)).then(a.idx.cmp(&b.idx)));
        let mut left: Vec<u128> = parts.iter().map(|part| u128::from(self.units[part.idx])).collect();
        let mut by_release: Vec<usize> = (0..parts.len()).collect();
        by_release.sort_by_key(|rank| (release(parts[*rank].idx), *rank));
        let mut coming = by_release.into_iter().peekable();
        let mut ready = BinaryHeap::new();
        let mut now = 0;
        let mut sum = 0;
        loop {
            while let Some(rank) = coming.next_if(|rank| release(parts[*rank].idx) <= now) {
                ready.push(Reverse(rank));
            }
            let next = coming.peek().map(|rank| release(parts[*rank].idx));
            let Some(Reverse(rank)) = ready.pop() else {
                let Some(next) = next else { break };
                now = next;
                continue;
            };
            let end = (now + left[rank]).min(next.unwrap_or(u128::MAX));
            let (weight, units) = parts[rank].density;
            // Divided in two steps, so that the product cannot overflow.
            sum += fixed(weight * (end - now), units) * (now + end) / (2 * u128::from(self.room));
            left[rank] -= end - now;
            now = end;
            if left[rank] > 0 {
                ready.push(Reverse(rank));
            }
        }
        let halves = parts.iter().map(|part| {
            let (weight, units) = part.density;
            let (own, days) = (u128::from(self.units[part.idx]), u128::from(activities[part.idx].n_days));
            fixed(weight * own * days, 2 * units)
        });
        sum + halves.sum::<u128>()
    }
}

/// For more activities, the cuts that move weight would take longer than the rest of the plan.
const MAX_MOVED: usize = 1_000;

/// Quotients keep this many bits behind the point, rounded down.
const FRACTION_BITS: u32 = 16;

fn fixed(number: u128, divisor: u128) -> u128 {
    ((number / divisor) << FRACTION_BITS) + ((number % divisor) << FRACTION_BITS) / divisor
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
        assert_eq!(bound(&four, &[1; 4], &[2]), 4 + 4 + 8 + 8);
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
