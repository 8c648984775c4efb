//! The work list in the formats of other tools, one writer per format: a view in, text out.
//!
//! Every text of the view is one line without control characters that matter; each writer escapes what its own format
//! would take for more than text.

mod csv;
mod github_issues;
mod ics;
mod taskjuggler;

pub use self::csv::{defused, to_csv};
pub use github_issues::to_issues;
pub use ics::to_ics;
pub use taskjuggler::to_taskjuggler;
