//! What a catalog of one's own changes: which entries it adds, which built-in ones it replaces, and in which fields.
//!
//! - `entry.rs`: every entry of a catalog with its place, and its text as it can be copied.
//! - `change.rs`: two texts of one entry, compared field by field.
//!
//! Pure: it works on texts that were read before.

mod change;
mod entry;

pub use change::FieldChange;
pub use entry::{Entry, From, Kind, entries, framework_changes};
