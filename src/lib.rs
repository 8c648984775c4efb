//! From a package repository's security self-assessment to proposals that a community, a funder or a steering council
//! can act on.
//!
//! # For other programs
//!
//! ```
//! use fundable::Workspace;
//!
//! let workspace = Workspace::load("examples/npm")?;
//! for category in workspace.status().categories {
//!     println!("{}: level {}", category.title, category.level_text);
//! }
//! let plan = workspace.plan();
//! for step in &plan.steps {
//!     println!("{} from {}", step.title, step.start.iso);
//! }
//! # Ok::<(), fundable::LoadError>(())
//! ```
//!
//! [`Workspace`] and [`LoadError`] are stable: they change as semantic versioning says. The views that they give are those of
//! `fundable status --json` and `fundable plan --json`; a field of theirs goes or changes its meaning only with the number in
//! `format`. All modules below are the program itself, open to its tests and tools and to those who want to read it, and change
//! with any release. Documents are written by the program, because templates of one's own run in a process of it.
//!
//! # The way of the data
//!
//! Each module is a stage; they stand here in the order of the flow, and nobody imports backwards (a test checks it).
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`load`] | paths | texts ([`source`]) and raw types ([`raw`]) |
//! | [`validate`] | raw types | the [`model`], or diagnostics ([`diag`]) |
//! | [`overlay`] | raw types | what a catalog of one's own changes, entry by entry |
//! | [`gap`] | catalog and assessment | where the registry stands |
//! | [`plan`] | gap and plan | an ordered, dated, priced roadmap with its reasons, and how sure it is |
//! | [`propose`] | roadmap | what goes into a document, and the answers to a funder's form |
//! | [`progress`] | two assessments and the plan | what was done, what was not, and what it took |
//! | [`review`] | answers of reviewers | new estimates, in the text of the plan too |
//! | [`migrate`] | files for one framework and a map | the same for another, in the text of the files |
//! | [`render`] | that | Markdown, HTML and Typst as text |
//! | [`typeset`] | Typst | PDF, by the `typst` program |
//! | [`verify`] | a plan as JSON | whether it holds, found out once more without the stages above |
//!
//! Beside them, [`count`] measures texts as forms do, and [`exchange`] reads problems of others for the solvers of [`plan`];
//! [`merge`] keeps what people have edited in documents when they are made anew, and [`interop`] writes and reads the formats of
//! other tools.
//!
//! [`cli`] calls them; none of them calls [`cli`]. Only [`load`], [`typeset`] and [`cli`] touch files and processes, and
//! nothing reads the clock but `init` on a terminal, where the user confirms the date.

pub mod source;

pub mod diag;
pub mod raw;

mod text;

pub mod load;

mod edit;

pub mod count;
pub mod model;

mod graph;
pub mod validate;

pub mod overlay;

pub mod gap;

pub mod plan;

pub mod exchange;

pub mod propose;

pub mod progress;

pub mod review;

pub mod migrate;

pub mod render;

pub mod interop;

pub mod merge;

pub mod typeset;

pub mod verify;

mod workspace;

pub use workspace::{LoadError, Workspace};

pub mod cli;
