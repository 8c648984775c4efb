//! Exactly what a file may say: serde types with spans, from which the JSON Schemas are generated.
//!
//! Nothing here is checked for meaning. Numbers stay text ([`Number`]) and dates stay strings, so that every wrong
//! one becomes a diagnostic of ours with its place, and all of them are reported in one run.

pub mod assessment;
pub mod brand;
pub mod capability;
pub mod dsomm;
pub mod framework;
pub mod funder;
pub mod gemara;
pub mod knowledge;
pub mod migration;
pub mod plan;
pub mod review;
mod scalar;
mod schema;
mod spanned;

pub use scalar::{Number, OrUnknown};
pub use schema::{InputKind, json_schema, schema_of};
pub use spanned::Spanned;

/// Text with its place.
pub type Text = Spanned<String>;
