//! What a steering council reviews: every estimate with all that it rests on, and what to ask about it.

mod item;
mod overview;
mod questions;

use schemars::JsonSchema;
use serde::Serialize;

pub use item::{CouncilItemView, OverrideView, PriorFigureView, RateView};
pub use overview::{HalfView, LevelDateView, MatterView, OverviewView};
pub use questions::QuestionView;

use super::{Audience, DocumentInput, DocumentView, Facts, document};
use crate::plan::forecast::{Forecast, Options};
use crate::propose::council::Council;

/// What the review of a plan is shown from, beside the plan.
#[derive(Debug, Clone, Copy)]
pub struct CouncilInput<'a> {
    /// The review.
    pub council: &'a Council,
    /// Forecast of the whole plan.
    pub forecast: &'a Forecast,
    /// How it was made.
    pub options: &'a Options,
    /// Who will read it: a public packet tells no more of the assessment than other public documents.
    pub audience: Audience,
}

/// What a steering council reviews, format `fundable-council/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CouncilView {
    /// Always `fundable-council/1`.
    pub format: &'static str,
    /// The plan at a glance.
    pub overview: OverviewView,
    /// Every step of the plan, in the order of the roadmap.
    pub reviewed: Vec<CouncilItemView>,
    /// What to ask, the weightiest first.
    pub questions: Vec<QuestionView>,
}

/// What the template of a packet sees.
#[derive(Debug, Clone, Serialize)]
pub struct PacketView {
    /// What every document shows.
    #[serde(flatten)]
    pub document: DocumentView,
    /// What the council reviews.
    #[serde(flatten)]
    pub council: CouncilView,
}

/// The view of a review.
pub fn council(facts: &Facts<'_>, input: &CouncilInput<'_>) -> CouncilView {
    let questions = questions::questions(facts, input);
    CouncilView {
        format: "fundable-council/1",
        overview: overview::overview(facts, input),
        reviewed: (0..facts.roadmap.steps.len()).map(|idx| item::item(facts, input, idx, &questions)).collect(),
        questions,
    }
}

/// The view of a packet.
pub fn packet(facts: &Facts<'_>, document_input: &DocumentInput<'_>, input: &CouncilInput<'_>) -> PacketView {
    PacketView { document: document(facts, document_input), council: council(facts, input) }
}
