//! What is fuzzed; `README.md` says how.

pub mod page;
pub mod targets;
