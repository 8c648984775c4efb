//! `migration.yaml`: how the capabilities of one framework become those of another.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, Spanned, Text};

/// How an assessment and a plan for one framework are carried to another, such as its next version. A capability that has
/// the same id in both and stands nowhere here is carried as it is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Migration")]
pub struct Migration {
    /// Id of the framework that the files are for.
    pub from: Text,
    /// Id of the framework that they are to be for.
    pub to: Text,
    /// Capabilities with another id, or that ask for more than before.
    #[serde(default)]
    pub renamed: Vec<Renamed>,
    /// Capabilities that have become several.
    #[serde(default)]
    pub split: Vec<Split>,
    /// Capabilities that have become one with others.
    #[serde(default)]
    pub merged: Vec<Merged>,
    /// Capabilities that the new framework does not have.
    #[serde(default)]
    pub dropped: Vec<Dropped>,
    /// Capabilities that the old framework did not have; those that are not listed are new all the same.
    #[serde(default)]
    pub new: Vec<New>,
    /// Taxonomy questions with another id or other answers, or that are gone.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Categories with another id, or that are gone.
    #[serde(default)]
    pub categories: Vec<Name>,
    /// Threats with another id, or that are gone.
    #[serde(default)]
    pub threats: Vec<Name>,
    /// Kinds of work with another id, or that are gone.
    #[serde(default)]
    pub work_kinds: Vec<Name>,
}

/// A capability with another id, or that asks for more.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Renamed {
    /// The old id.
    pub from: Text,
    /// The new id; the same where only the requirement has changed.
    pub to: Text,
    /// What it asks for beyond the old one, as a sentence. What was in place is then unknown until somebody has looked.
    pub stricter: Option<Text>,
    /// New ids of sub-checks by their old ones, where they differ.
    #[serde(default)]
    pub sub_checks: IndexMap<Text, Text>,
}

/// A capability that has become several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Split {
    /// The old id.
    pub from: Text,
    /// What it has become; two or more.
    pub into: Vec<Piece>,
}

/// A part of a capability that was split.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// The new id.
    pub capability: Text,
    /// Sub-checks of the old capability that are this part, where it had some.
    #[serde(default)]
    pub sub_checks: Vec<Text>,
    /// Whether this part is in place wherever the old capability was, or the sub-checks named here were. Where it is not
    /// said, it is unknown until somebody has looked.
    #[serde(default)]
    pub met_carries: bool,
}

/// Capabilities that have become one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Merged {
    /// The old ones; two or more.
    pub from: Vec<Source>,
    /// The new id.
    pub into: Text,
}

/// A capability that has become a part of another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The old id.
    pub capability: Text,
    /// Its percent of the effort of the new one, 1 to 99; all of them or none, and they sum to 100.
    pub share: Option<Spanned<Number>>,
}

/// A capability that the new framework does not have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dropped {
    /// The old id.
    pub capability: Text,
    /// Why, as a sentence.
    pub because: Text,
}

/// A capability that the old framework did not have.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct New {
    /// The new id.
    pub capability: Text,
    /// Why it has come, as a sentence.
    pub because: Text,
}

/// A taxonomy question that has changed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The old id.
    pub from: Text,
    /// The new id; left out where it is gone.
    pub to: Option<Text>,
    /// New answers by the old ones, where they differ.
    #[serde(default)]
    pub answers: IndexMap<Text, Text>,
}

/// A name that has changed.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The old id.
    pub from: Text,
    /// The new id; left out where it is gone.
    pub to: Option<Text>,
}
