//! Problems in input files: what can be said ([`Code`]), the value that says it ([`Diagnostic`]), and its two
//! renderings for people ([`human`]) and for programs ([`json`]).

mod code;
mod diagnostic;
pub mod human;
pub mod json;
mod nearest;

pub use code::Code;
pub use diagnostic::{Diagnostic, Diagnostics, Label, Severity};
pub use nearest::{did_you_mean, list_names, nearest, shortened};
