//! Answers of several reviewers to one opinion per estimate, and that into `plan.yaml`.
//!
//! - `poll.rs`: who says what of each capability; median, spread, and who should talk first.
//! - `change.rs`: what the plan puts in the place of its estimates, with who, when and why.
//! - `edit.rs`: the same in the text of the plan, where everything else stays as it is written.
//!
//! Pure: no files, no clock.

mod change;
mod edit;
mod poll;

pub use change::{Change, changes, is_same, with_changes};
pub use edit::edit;
pub use poll::{Judgement, PollItem, poll};
