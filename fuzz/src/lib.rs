//! What is fuzzed; `README.md` says how.

pub mod edited;
pub mod page;
pub mod targets;
