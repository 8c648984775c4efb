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
//! And what a funder gets:
//!
//! ```
//! use fundable::{ProposalRequest, Workspace};
//!
//! let workspace = Workspace::load("examples/npm")?;
//! for document in workspace.propose(&ProposalRequest::to("alpha-omega").max("300000USD"))?.documents() {
//!     println!("{}.md: {} bytes", document.name(), document.markdown().len());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! [`Workspace`] gives all there is, a [`ProposalRequest`] says which documents are wanted, and [`views`] has what `fundable
//! status --json`, `plan --json` and `propose --forms-only --json` print. These are stable: they change as semantic versioning
//! says, and a field of a view goes or changes its meaning only with the number in `format`. All other modules are the
//! program itself, open to its tests and tools and to those who want to read it, and change with any release; their pages
//! are made with `RUSTDOCFLAGS="--cfg internals" cargo doc --document-private-items`.
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
//! | [`compose`] | a request | all documents of one recipient |
//! | [`typeset`] | Typst | PDF, by the `typst` program |
//! | [`verify`] | a plan as JSON | whether it holds, found out once more without the stages above |
//!
//! Beside them, [`count`] measures texts as forms do, and [`exchange`] reads problems of others for the solvers of [`plan`];
//! [`merge`] keeps what people have edited in documents when they are made anew, and [`interop`] writes and reads the formats of
//! other tools.
//!
//! [`cli`] calls them; none of them calls [`cli`]. Only [`load`], [`typeset`] and [`cli`] touch files and processes, and
//! nothing reads the clock but `init` on a terminal, where the user confirms the date.

#[cfg_attr(not(internals), doc(hidden))]
pub mod source;

#[cfg_attr(not(internals), doc(hidden))]
pub mod diag;
#[cfg_attr(not(internals), doc(hidden))]
pub mod raw;

mod text;

#[cfg_attr(not(internals), doc(hidden))]
pub mod load;

mod edit;

#[cfg_attr(not(internals), doc(hidden))]
pub mod count;
#[cfg_attr(not(internals), doc(hidden))]
pub mod model;

mod graph;
#[cfg_attr(not(internals), doc(hidden))]
pub mod validate;

#[cfg_attr(not(internals), doc(hidden))]
pub mod overlay;

#[cfg_attr(not(internals), doc(hidden))]
pub mod gap;

#[cfg_attr(not(internals), doc(hidden))]
pub mod plan;

#[cfg_attr(not(internals), doc(hidden))]
pub mod exchange;

#[cfg_attr(not(internals), doc(hidden))]
pub mod propose;

#[cfg_attr(not(internals), doc(hidden))]
pub mod progress;

#[cfg_attr(not(internals), doc(hidden))]
pub mod review;

#[cfg_attr(not(internals), doc(hidden))]
pub mod migrate;

#[cfg_attr(not(internals), doc(hidden))]
pub mod render;

#[cfg_attr(not(internals), doc(hidden))]
pub mod compose;

#[cfg_attr(not(internals), doc(hidden))]
pub mod interop;

#[cfg_attr(not(internals), doc(hidden))]
pub mod merge;

#[cfg_attr(not(internals), doc(hidden))]
pub mod typeset;

#[cfg_attr(not(internals), doc(hidden))]
pub mod verify;

#[cfg_attr(not(internals), doc(hidden))]
pub mod cli;

mod proposal;
mod workspace;

pub use compose::{ProposalRequest, Refusal, RefusalKind};
pub use proposal::{Document, Proposal};
pub use workspace::{LoadError, Workspace};

/// What the JSON output of commands and the calls of [`Workspace`] show.
pub mod views {
    pub use crate::render::view::{
        ApplicantView, AskView, CategoryView, CheckView, CostView, DateView, DirectView, EffortView, EstimateView,
        ExactAway, ExactBlock, ExactCost, ExactFlow, ExactOrder, ExactRole, ExactStep, ExactView, ExactWork,
        FormFieldView, FormView, FormsView, FrameworkView, FundingView, LeftOutView, MilestoneView, NeedView,
        OrderView, OutView, PackageView, PlanView, RegistryView, RoleView, ScheduleView, StandingView, StatusView,
        StepView, TotalView, TotalsView, ValuePartView, WorkView,
    };
}
