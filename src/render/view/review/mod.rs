//! The page on which a steering council judges the estimates.

mod item;
mod model;

pub use item::ReviewItemView;
pub use model::ModelView;

use serde::Serialize;

use super::registry::labels;
use super::{Audience, DateView, Facts, Provenance};
use crate::plan::forecast::Forecast;
use crate::render::words::one_line;

/// Everything on the page for a review.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewView {
    /// The format of the answers, `fundable-review/1`.
    pub format: &'static str,
    /// Name of the registry.
    pub registry: String,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// Date of the plan.
    pub dated: DateView,
    /// Day of the assessment.
    pub assessed_on: DateView,
    /// Titles of the categories, in the order of the framework.
    pub categories: Vec<String>,
    /// What the page plans with.
    pub model: ModelView,
    /// What is planned, in the order of the roadmap.
    pub items: Vec<ReviewItemView>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The page for the review of a plan; the forecast is that of its roadmap.
///
/// All of the plan is on it, for both audiences; a public one holds nothing confidential and names no gap that the plan
/// leaves out.
pub fn review(facts: &Facts<'_>, forecast: &Forecast, audience: Audience, provenance: Provenance) -> ReviewView {
    ReviewView {
        format: "fundable-review/1",
        registry: one_line(&facts.assessment.repository.name),
        labels: labels(facts),
        audience: audience.name(),
        dated: facts.plan.dated.into(),
        assessed_on: facts.assessment.assessed_on.into(),
        categories: facts.catalog.framework.categories.values().map(|category| category.title.clone()).collect(),
        model: model::model(facts),
        items: (0..facts.roadmap.steps.len()).map(|idx| item::item(facts, forecast, idx, audience)).collect(),
        provenance,
    }
}
