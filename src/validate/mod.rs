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
mod met_without_need;
mod migration;
mod names;
mod needs;
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

use crate::diag::Diagnostics;
use crate::load::RawWorkspace;
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::plan::Plan;

/// The assessment and the plan of a workspace, each without errors. Without a catalog nothing is known of what they mean, and
/// the diagnostics say so.
pub fn workspace(
    raw: &RawWorkspace,
    catalog: Option<&Catalog>,
    diagnostics: &mut Diagnostics,
) -> (Option<Assessment>, Option<Plan>) {
    let Some(catalog) = catalog else {
        let files = raw.assessment.iter().map(|raw| raw.file).chain(raw.plan.iter().map(|raw| raw.file));
        files.for_each(|file| diagnostics.leave_unchecked(file));
        return (None, None);
    };
    let assessment = raw.assessment.as_ref().and_then(|raw| assessment(raw, catalog, diagnostics));
    let plan = raw.plan.as_ref().and_then(|raw| plan(raw, catalog, assessment.as_ref(), diagnostics));
    (assessment, plan)
}
