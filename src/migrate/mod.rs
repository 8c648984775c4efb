//! An assessment and a plan for one framework, carried to another by a map.
//!
//! - `status.rs`: what is true of a new capability, given what was true of the old ones; nothing becomes met that was not.
//! - `fate.rs`: what the map and the new catalog say of a name.
//! - `assessment.rs`, `plan.rs`, `plan_names.rs`: the same in the texts of the files, where everything else stays as it is.
//!
//! Pure: no files, no clock. The old catalog is not needed: the map says all that there is to know of it.

mod assessment;
mod fate;
mod plan;
mod plan_names;
mod status;
#[cfg(test)]
mod tests;

pub use assessment::{Line, NewAssessment, assessment};
pub use fate::{Becomes, Fates};
pub use plan::{NewPlan, PlanLine, SECTIONS, plan};
pub use status::{Answer, Carried, merged, piece, renamed};
