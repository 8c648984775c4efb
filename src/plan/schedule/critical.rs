//! What holds each activity back, and the chain that sets the end.

use std::cmp::Reverse;

use super::board::{after_pause, pauses_of};
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
    /// A part of this role was away.
    Away(usize),
    /// Nothing that this can name: another order of work could start it earlier.
    Order,
}

/// What each activity of a schedule waits for. Of several reasons the first of these: a date, the need that is ready
/// last, the activity with the lowest index that frees a role, the role that comes back.
pub fn waits(activities: &[Activity], slots: &[Slot], workforce: &Workforce) -> Vec<Wait> {
    (0..activities.len()).map(|idx| wait(idx, activities, slots, workforce)).collect()
}

fn wait(idx: usize, activities: &[Activity], slots: &[Slot], workforce: &Workforce) -> Wait {
    let (activity, start) = (&activities[idx], slots[idx].start);
    let pauses = pauses_of(activity, workforce);
    let starts_from = |day: u32| after_pause(&pauses, day) == start;
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
    // Another activity frees its roles where it ends or pauses.
    let frees_a_role = |other: usize| {
        let (role, _) = activities[other].demand.iter().find(|(role, _)| takes(activity, *role))?;
        let slot = slots[other];
        let is_within = |(from, _): &(u32, u32)| slot.start < *from && *from < slot.end;
        let mut pauses = pauses_of(&activities[other], workforce).into_iter().filter(is_within);
        let is_freed = other != idx && (starts_from(slot.end) || pauses.any(|(from, _)| starts_from(from)));
        is_freed.then_some(Wait::Role { role: *role, with: other })
    };
    let comes_back = |(role, _): &(usize, u64)| {
        workforce.away(*role).iter().any(|away| starts_from(away.to)).then_some(Wait::Away(*role))
    };
    let other = (0..activities.len()).find_map(frees_a_role);
    other.or_else(|| activity.demand.iter().find_map(comes_back)).unwrap_or(Wait::Order)
}

fn takes(activity: &Activity, role: usize) -> bool {
    activity.demand.iter().any(|(own, _)| *own == role)
}

/// By how many days each activity can start later without the end or a deadline moving, where those that share a role
/// and do not fit side by side keep their order (total float; Wiest 1964). Floats are not independent: what one uses up
/// is gone for those that wait for it.
pub fn floats(activities: &[Activity], slots: &[Slot], waits: &[Wait], end: u32, workforce: &Workforce) -> Vec<u32> {
    let kept = kept(activities, slots, waits, workforce);
    let late = latest(activities, slots, end, &kept, workforce);
    slots.iter().zip(late).map(|(slot, late)| late.start - slot.start).collect()
}

/// Pairs of which the first ends before the second starts, because both would be too much for a role.
fn kept(activities: &[Activity], slots: &[Slot], waits: &[Wait], workforce: &Workforce) -> Vec<(usize, usize)> {
    let collide = |first: usize, then: usize| {
        let both = activities[first].demand.iter().filter_map(|(role, units)| {
            let (_, other) = activities[then].demand.iter().find(|(own, _)| own == role)?;
            Some(units + other > workforce.room(*role))
        });
        both.into_iter().any(|too_much| too_much)
    };
    let pairs = (0..slots.len()).flat_map(|first| (0..slots.len()).map(move |then| (first, then)));
    let is_kept = |(first, then): &(usize, usize)| {
        let waits_for_it = matches!(waits[*then], Wait::Role { with, .. } if with == *first);
        slots[*first].end <= slots[*then].start && (waits_for_it || collide(*first, *then))
    };
    pairs.filter(is_kept).collect()
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
            Wait::Nothing | Wait::Date | Wait::Away(_) | Wait::Order => None,
        };
    }
    chain.reverse();
    chain
}
