//! Gemara, the model of the OpenSSF for governance, risk and compliance documents: the framework as a *guidance catalog*, an
//! assessment as an *evaluation log*, and such a log back into an assessment.
//!
//! - `document.rs`: the two kinds of document, as far as we write them.
//! - `catalog.rs`: a catalog as a guidance catalog.
//! - `evaluation.rs`: an assessment as an evaluation log.
//! - `findings.rs`: what an evaluation log says of the capabilities of a catalog.
//! - `merge.rs`: what an assessment takes over from that.
//! - `edit.rs`: the same in the text of the assessment, where everything else stays as it is written.
//!
//! What is written keeps to v1.0.0 of the schema, and later versions of v1 add to it alone. The texts of the schema that it
//! was written by:
//! [`evaluationlog.cue`](https://github.com/gemaraproj/gemara/blob/a4a338e081f8adc62bd38fdb3e936a46c16be2f3/evaluationlog.cue),
//! and the whole of it as
//! [JSON Schema](https://github.com/gemaraproj/gemara-python/blob/db4bd287c7618cfad97d8e37a0a8196439cdd3d4/schemas/gemara-v1.schema.json)
//! of v1.5.0.

mod catalog;
mod document;
mod edit;
mod evaluation;
mod findings;
mod merge;
mod taken_view;

pub use catalog::guidance_catalog;
pub use document::{EvaluationLog, GuidanceCatalog, Outcome};
pub use edit::edit;
pub use evaluation::{Exported, evaluation_log};
pub use findings::{Finding, Findings, findings};
pub use merge::{Change, Taken, taken, with_changes};
pub use taken_view::{TakenView, output_schema};
