//! What templates and JSON output may see: serialize only, words and numbers made ready.
//!
//! A template arranges these; whatever needs computing is computed here.

mod budget;
mod compare;
mod document;
mod exact;
mod forecast;
mod item;
mod knowledge;
mod plan;
mod quantity;
mod registry;
mod schedule;
mod status;
mod step;

pub use budget::{BudgetView, budget};
pub use compare::{ComparisonView, comparison};
pub use document::{Audience, DocumentInput, DocumentView, InputDigest, Provenance, STATEMENT, document};
pub use exact::ExactView;
pub use forecast::{ForecastView, forecast};
pub use item::ItemView;
pub use knowledge::{IncidentView, PrecedentView, SourceView, precedents, sources};
pub use plan::{PlanView, plan};
pub use quantity::{CostView, DateView, EffortView, amount};
pub use registry::RegistryView;
pub use schedule::{MilestoneView, ScheduleView};
pub use status::{CategoryView, StatusView, status};
pub use step::StepView;

use crate::gap::Gap;
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::plan::Plan;
use crate::plan::Roadmap;

/// The values that every view is made from.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Where the registry stands.
    pub gap: &'a Gap,
    /// What it wants.
    pub plan: &'a Plan,
    /// The way there.
    pub roadmap: &'a Roadmap,
}
