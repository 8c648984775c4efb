//! `review-<name>.yaml`: what one reviewer answers on the review page.

use schemars::JsonSchema;
use serde::Deserialize;

use super::plan::ThreePoint;
use super::{Spanned, Text};

/// What one reviewer says of the estimates of a plan; the review page writes it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Review")]
pub struct Review {
    /// The format of this file.
    pub format: Spanned<Format>,
    /// Name of the registry, as its assessment has it.
    pub registry: Text,
    /// Name of the reviewer.
    pub reviewer: Text,
    /// Day of the review, `YYYY-MM-DD`.
    pub date: Text,
    /// What the reviewed page was made from; left out where somebody writes a review by hand.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Answers, at most one per capability.
    #[serde(default)]
    pub answers: Vec<Answer>,
}

/// The format of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum Format {
    /// The only one so far.
    #[serde(rename = "fundable-review/1")]
    V1,
}

/// An input of the page and its digest.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// File name, or `catalog`.
    pub name: Text,
    /// SHA-256 in hexadecimal digits.
    pub sha256: Text,
}

/// What a reviewer says of one capability.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Capability id.
    pub capability: Text,
    /// Whether the estimate is right.
    pub verdict: Option<Spanned<Verdict>>,
    /// The reviewer's own three points, for all of the capability.
    pub effort: Option<ThreePoint>,
    /// When it should be done.
    pub priority: Option<Spanned<Priority>>,
    /// Why; it goes into the plan as the reason for the figures.
    pub comment: Option<Text>,
}

/// Whether an estimate is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is; this counts as a judgement with the figures of the plan.
    Agree,
    /// It is not.
    Disagree,
    /// The reviewer cannot say.
    Unsure,
}

/// When something should be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Priority {
    /// Where the plan has it.
    AsPlanned,
    /// Earlier.
    Sooner,
    /// Later.
    Later,
    /// Not at all.
    Never,
}
