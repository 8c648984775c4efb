//! Raw types to the model: every check of meaning, all problems collected.
//!
//! Each function returns its part of the model only if there was no error in it, and always adds every problem that
//! it found to the diagnostics.

mod assessment;
mod brand;
mod capability;
mod catalog;
mod funder;
mod knowledge;
mod ledger;
mod migration;
mod names;
mod plan;
mod plan_money;
mod plan_time;
mod plan_words;
mod progress;
mod prose;
mod review;
mod scalar;

pub use assessment::assessment;
pub use brand::brand;
pub use catalog::catalog;
pub use migration::{mapped, migration};
pub use plan::plan;
pub use review::{Reviewed, reviews};
pub use scalar::Check;
