//! What holds each activity back, and the chain that sets the end.

use std::cmp::Reverse;

use super::board::pauses_of;
use super::latest::latest;
use super::task::{Activity, Slot};
use super::workforce::Workforce;

/// Why an activity does not start earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// It starts on the first day on which its roles are there.
    Nothing,
    /// It may not start earlier.
    Date,
    /// It needs this activity, work and lag.
    Need(usize),
    /// A role that both take up is busy with this activity.
    Role {
        /// The role.
        role: usize,
        /// What it is busy with.
        with: usize,
    },
    /// Too little of this role was there.
    Away {
        /// The role.
        role: usize,
        /// What it would have waited for otherwise.
        after: Option<usize>,
    },
    /// Nothing that this can name: another order of work could start it earlier.
    Order,
}

/// What each activity of a schedule waits for. Of several reasons the first of these: a date, the need that is ready
/// last, the activity with the lowest index that frees a role, the role that comes back.
pub fn waits(activities: &[Activity], slots: &[Slot], workforce: &Workforce) -> Vec<Wait> {
    let freed = freed(activities, slots, workforce);
    (0..activities.len()).map(|idx| wait(idx, activities, slots, workforce, &freed)).collect()
}

/// A role that is freed on a day, where an activity ends or pauses.
type Freed = (usize, u32, usize);

/// Role, day and activity, sorted.
fn freed(activities: &[Activity], slots: &[Slot], workforce: &Workforce) -> Vec<Freed> {
    let mut freed = Vec::new();
    for (idx, (activity, slot)) in activities.iter().zip(slots).enumerate() {
        let is_within = |from: &u32| slot.start < *from && *from < slot.end;
        let pauses = pauses_of(activity, workforce).into_iter().map(|(from, _)| from).filter(is_within);
        for day in pauses.chain([slot.end]) {
            freed.extend(activity.demand.iter().map(|(role, _)| (*role, day, idx)));
        }
    }
    freed.sort_unstable();
    freed
}

fn wait(idx: usize, activities: &[Activity], slots: &[Slot], workforce: &Workforce, freed: &[Freed]) -> Wait {
    let (activity, start) = (&activities[idx], slots[idx].start);
    let wait = wait_from(idx, activities, slots, freed, start, start);
    if wait != Wait::Order {
        return wait;
    }
    // Work that could begin while a role is away begins when it is back.
    let back = |(role, _): &(usize, u64)| workforce.away(*role).iter().any(|away| away.to == start).then_some(*role);
    let Some(role) = activity.demand.iter().find_map(back) else { return Wait::Order };
    let pause = pauses_of(activity, workforce).into_iter().find(|(_, to)| *to == start);
    let first = pause.map_or(start, |(from, _)| from);
    let after = match wait_from(idx, activities, slots, freed, first, start) {
        Wait::Need(after) | Wait::Role { with: after, .. } => Some(after),
        _ => None,
    };
    Wait::Away { role, after }
}

/// What an activity waits for that keeps it from beginning before one of the days `first..=start`.
fn wait_from(idx: usize, activities: &[Activity], slots: &[Slot], freed: &[Freed], first: u32, start: u32) -> Wait {
    let activity = &activities[idx];
    let starts_from = |day: u32| (first..=start).contains(&day);
    if starts_from(0) {
        return Wait::Nothing;
    }
    if starts_from(activity.earliest) {
        return Wait::Date;
    }
    let last_need = activity.after.iter().copied().max_by_key(|before| (slots[*before].ready, Reverse(*before)));
    if let Some(need) = last_need.filter(|need| starts_from(slots[*need].ready)) {
        return Wait::Need(need);
    }
    let frees = |(role, _): &(usize, u64)| {
        let from = freed.partition_point(|(of, day, _)| (*of, *day) < (*role, first));
        let to = freed.partition_point(|(of, day, _)| (*of, *day) <= (*role, start));
        freed[from..to].iter().filter(|(.., other)| *other != idx).map(|(role, _, other)| (*other, *role)).min()
    };
    match activity.demand.iter().filter_map(frees).min() {
        Some((with, role)) => Wait::Role { role, with },
        None => Wait::Order,
    }
}

/// By how many days each activity can start later without the end or a deadline moving, where those that share a role
/// and do not fit side by side keep their order (total float; Wiest 1964). Floats are not independent: what one uses up
/// is gone for those that wait for it.
pub fn floats(activities: &[Activity], slots: &[Slot], waits: &[Wait], end: u32, workforce: &Workforce) -> Vec<u32> {
    let collide = |first: usize, then: usize| {
        activities[first].demand.iter().any(|(role, units)| {
            let other = activities[then].demand.iter().find(|(own, _)| own == role);
            other.is_some_and(|(_, other)| units + other > workforce.room(*role))
        })
    };
    let kept = |first: usize, then: usize| {
        let waits_for_it = matches!(waits[then], Wait::Role { with, .. } if with == first);
        slots[first].end <= slots[then].start && (waits_for_it || collide(first, then))
    };
    let late = latest(activities, slots, end, Some(&kept), workforce);
    slots.iter().zip(late).map(|(slot, late)| late.start - slot.start).collect()
}

/// The chain of activities that sets the end, first to last: each waits for the one before it, and with the last
/// all is ready (critical sequence; Wiest 1964; critical chain, Goldratt 1997).
pub fn critical_chain(slots: &[Slot], waits: &[Wait]) -> Vec<usize> {
    let mut chain = Vec::new();
    // Of several that end last, the one that starts last: it is the nearest to what holds it back.
    let mut next = (0..slots.len()).max_by_key(|idx| (slots[*idx].ready, slots[*idx].start, Reverse(*idx)));
    while let Some(idx) = next.filter(|idx| !chain.contains(idx)) {
        chain.push(idx);
        next = match waits[idx] {
            Wait::Need(before) | Wait::Role { with: before, .. } => Some(before),
            Wait::Away { after, .. } => after,
            Wait::Nothing | Wait::Date | Wait::Order => None,
        };
    }
    chain.reverse();
    chain
}
