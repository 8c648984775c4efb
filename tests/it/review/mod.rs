//! The review page, and what becomes of the answers.

mod merge;
mod page;
