//! `catalog/framework.yaml` and `catalog/work-kinds.yaml`: levels, categories, taxonomy questions, kinds of work.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::capability::Condition;
use super::{Number, Spanned, Text};

/// The framework that capabilities belong to.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Framework")]
pub struct Framework {
    /// Id that assessments and plans name.
    pub id: Text,
    /// Full title.
    pub title: Text,
    /// Version of the framework's text.
    pub version: Text,
    /// When that version came out.
    pub published: Text,
    /// Who publishes it.
    pub publisher: Text,
    /// Source id of its text.
    pub reference: Text,
    /// Licence of its text.
    pub licence: Text,
    /// Date of this catalog; printed in the provenance of each document.
    pub catalog_version: Text,
    /// What this framework keeps of the built-in catalog: needed where its id is another than the built-in one's, and only
    /// there. An empty list begins from nothing.
    pub keep_builtin: Option<Vec<Spanned<BuiltinPart>>>,
    /// Levels in rising order, from 0.
    pub levels: Vec<Level>,
    /// Categories in the order of the framework's text.
    pub categories: Vec<Category>,
    /// Questions that decide what applies to a registry.
    pub taxonomy: Vec<Question>,
    /// What it takes to find out the status of one unknown capability.
    pub assess_first: AssessFirst,
}

/// A part of the built-in catalog that a framework of one's own can keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BuiltinPart {
    /// Capabilities, with the threats, precedents and kinds of work that they name.
    Capabilities,
    /// Threats and incidents.
    Threats,
    /// Precedents; they name capabilities.
    Precedents,
    /// Kinds of work.
    WorkKinds,
    /// Funders.
    Funders,
}

impl BuiltinPart {
    /// Every part.
    pub const ALL: [Self; 5] = [Self::Capabilities, Self::Threats, Self::Precedents, Self::WorkKinds, Self::Funders];
}

/// A maturity level.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its number, from 0.
    pub level: Spanned<Number>,
    /// Short title.
    pub title: Text,
    /// What it means, as a sentence.
    pub meaning: Text,
}

/// A category of capabilities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// Title.
    pub title: Text,
    /// Letter in the numbers of its capabilities.
    pub letter: Text,
    /// What it is about, as a sentence.
    pub meaning: Text,
    /// Conditions on the registry, all of which must hold.
    #[serde(default)]
    pub applies_when: Vec<Condition>,
}

/// A question about what kind of registry it is.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Lower-case words with underscores.
    pub id: Text,
    /// The question.
    pub question: Text,
    /// How to decide.
    pub help: Text,
    /// `question=answer`; asked only where all of them hold.
    #[serde(default)]
    pub asked_when: Vec<Text>,
    /// The answers to choose from.
    pub answers: Vec<Answer>,
}

/// An answer to a taxonomy question.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What an assessment writes.
    pub id: Text,
    /// What it means.
    pub label: Text,
}

/// Effort of finding out the status of one unknown capability.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessFirst {
    /// Person-weeks if everything goes well, 0.01 to 1,000 with up to two decimals.
    pub optimistic: Spanned<Number>,
    /// Person-weeks, most likely; not less.
    pub likely: Spanned<Number>,
    /// Person-weeks if most things go wrong; not less.
    pub pessimistic: Spanned<Number>,
    /// Share per work kind in whole percent; sums to 100.
    pub work: IndexMap<Text, Spanned<Number>>,
    /// What the figures rest on.
    pub because: Text,
}

/// Kinds of work: roles do them, and rates price them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Work kinds")]
pub struct WorkKinds {
    /// Kinds of work, in the order of tables.
    pub work_kinds: Vec<WorkKind>,
}

/// A kind of work.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkKind {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// As shown in a table.
    pub title: Text,
    /// What it includes.
    pub covers: Text,
}
