//! The page on which a steering council judges the estimates.

mod item;
mod model;

pub use item::ReviewItemView;
pub use model::ModelView;

use serde::Serialize;

use super::council::{CouncilInput, council};
use super::registry::labels;
use super::{DateView, Facts, Provenance};
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
    /// What the council is asked about the plan as a whole.
    pub questions: Vec<String>,
    /// What the page plans with.
    pub model: ModelView,
    /// What is planned, in the order of the roadmap.
    pub items: Vec<ReviewItemView>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The page for the review of a plan.
///
/// All of the plan is on it, for both audiences; a public one holds nothing confidential and names no gap that the plan
/// leaves out.
pub fn review(facts: &Facts<'_>, input: &CouncilInput<'_>, provenance: Provenance) -> ReviewView {
    let council = council(facts, input);
    let about_plan = council.questions.iter().filter(|question| question.id.is_none());
    ReviewView {
        format: "fundable-review/1",
        registry: one_line(&facts.assessment.repository.name),
        labels: labels(facts),
        audience: input.audience.name(),
        dated: facts.plan.dated.into(),
        assessed_on: facts.assessment.assessed_on.into(),
        categories: facts.catalog.framework.categories.values().map(|category| category.title.clone()).collect(),
        questions: about_plan.map(|question| question.text.clone()).collect(),
        model: model::model(facts),
        items: council.reviewed.into_iter().enumerate().map(|(idx, step)| item::item(facts, idx, step)).collect(),
        provenance,
    }
}
