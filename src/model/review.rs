//! What a reviewer says of the estimates of a plan.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::effort::ThreePoint;
use super::id::CapabilityId;

/// What one reviewer says.
#[derive(Debug, Clone)]
pub struct Review {
    /// Name of the reviewer; no other review has it.
    pub reviewer: String,
    /// Day of the review.
    pub date: NaiveDate,
    /// Answers, in the order of the file.
    pub answers: IndexMap<CapabilityId, ReviewAnswer>,
}

/// What a reviewer says of one capability.
#[derive(Debug, Clone, Default)]
pub struct ReviewAnswer {
    /// Whether the estimate is right.
    pub verdict: Option<Verdict>,
    /// The reviewer's own three points.
    pub effort: Option<ThreePoint>,
    /// When it should be done.
    pub priority: Option<Priority>,
    /// Why.
    pub comment: Option<String>,
}

/// Whether an estimate is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Agree,
    /// It is not.
    Disagree,
    /// The reviewer cannot say.
    Unsure,
}

/// When something should be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Earlier than planned.
    Sooner,
    /// Where the plan has it.
    AsPlanned,
    /// Later.
    Later,
    /// Not at all.
    Never,
}

impl Priority {
    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sooner => "sooner",
            Self::AsPlanned => "as planned",
            Self::Later => "later",
            Self::Never => "not at all",
        }
    }
}
