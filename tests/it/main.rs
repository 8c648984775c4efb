//! The only integration binary: the program as its users meet it, and the laws that hold across modules.
//!
//! `tests/README.md` says how to add a case and how to bless a change.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test may stop at once, and says what it skips")]

#[cfg(unix)]
mod action;
mod answers;
mod audience;
mod backlog;
mod bad;
mod batch;
mod browser;
mod budget;
mod catalog;
mod choose;
mod cli;
mod compare;
mod council;
#[cfg(target_os = "linux")]
mod disk;
mod docs;
mod edits;
mod escapes;
mod examples;
mod explain;
mod forecast;
mod forms;
mod funders;
#[path = "../../fuzz/src/lib.rs"]
mod fuzz;
mod fuzz_corpus;
mod hostile;
mod interop;
mod kills;
mod layering;
mod library;
mod limits;
mod manual;
mod migrate;
mod pdf_structure;
mod pictures;
mod places;
mod planner;
mod portfolio;
mod proposal;
mod proposal_figures;
#[path = "../../xtask/src/reference.rs"]
mod reference;
mod report;
mod review;
mod schema;
mod support;
mod templates;
mod themes;
mod typeset;
mod verify;
mod writing;
