//! Dates: when each step happens, with people who can do one thing at a time.
//!
//! The model is the resource-constrained project scheduling problem (RCPSP; Pritsker, Watters & Wolfe 1969) with
//! calendars. At most one full-time person of each role works on a step, less where the role has less. The role with
//! the longest share sets the duration; the others spread theirs evenly over it. Calendar lag follows the work, holds
//! back the steps that wait, and uses nobody. A step pauses on days on which too little of one of its roles is there.
//!
//! - `task.rs`: what is placed; [`Activity`] is a task whose duration is settled.
//! - `workforce.rs`: capacities, holidays, absences.
//! - `board.rs`: the list schedule. Each step, in the order given, as early as its needs are done and its roles have
//!   room (serial schedule generation scheme, Kelley 1963; Kolisch 1996).
//! - `profile.rs`: what a role has to do on each day; `days.rs` as bits, `steps.rs` for the far future. `words.rs` finds
//!   room in the bits.
//! - `latest.rs`: how late each step could happen with the same end.
//! - `deadlines.rs`: what is brought forward when the order misses a deadline.
//! - `critical.rs`: what each step waits for, and the chain of them that sets the end.

mod board;
mod critical;
mod days;
mod deadlines;
mod divisor;
mod latest;
mod profile;
mod steps;
mod task;
#[cfg(test)]
mod tests;
mod words;
mod workforce;

pub use board::{Board, pauses_of};
pub use critical::{Wait, critical_chain, floats, waits};
pub use deadlines::{BroughtForward, bring_forward, days_late};
pub use latest::latest;
pub use task::{Activity, Slot, Task};
pub use workforce::{Away, Workforce};

/// Place all tasks in the order given.
pub fn schedule(tasks: &[Task], workforce: &Workforce) -> Vec<Slot> {
    let mut slots = Vec::with_capacity(tasks.len());
    Board::default().place(tasks, workforce, &mut slots);
    slots
}
