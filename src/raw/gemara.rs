//! An evaluation log of Gemara v1, as far as an assessment is made of it. Later versions of v1 add fields, and nobody needs to
//! hear of those that are not read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Spanned, Text};

/// `#EvaluationLog`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct EvaluationLog {
    /// What document it is, by whom, and of when.
    pub metadata: Metadata,
    /// What was evaluated.
    pub target: Target,
    /// The result of the whole log, a word of [`Outcome`] in most; nothing is taken from it.
    pub result: Option<Text>,
    /// The result per control or guideline.
    pub evaluations: Vec<Evaluation>,
}

/// `#Metadata`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(extend("additionalProperties" = true))]
pub struct Metadata {
    /// The id of the document.
    pub id: Text,
    /// The kind of document.
    pub r#type: Spanned<ArtifactType>,
    /// The version of the schema, for instance `1.0.0`.
    pub gemara_version: Text,
    /// Its date, as a moment.
    pub date: Option<Text>,
    /// Who made it.
    pub author: Author,
    /// Documents that it refers to.
    #[serde(default)]
    pub mapping_references: Vec<MappingReference>,
}

/// `#ArtifactType`, of which only one is an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
pub enum ArtifactType {
    /// An evaluation log.
    EvaluationLog,
}

/// `#Actor`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct Author {
    /// A person, a body or a tool.
    pub name: Text,
}

/// `#Resource`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct Target {
    /// Its name.
    pub name: Text,
}

/// `#MappingReference`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct MappingReference {
    /// The id by which this document refers to the other one.
    pub id: Text,
    /// Where the other one is.
    pub url: Option<Text>,
}

/// `#ControlEvaluation`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(extend("additionalProperties" = true))]
pub struct Evaluation {
    /// The result.
    pub result: Spanned<Outcome>,
    /// What else is to be said of it.
    pub message: Text,
    /// What was evaluated.
    pub control: Entry,
    /// The parts of the evaluation.
    pub assessment_logs: Vec<AssessmentLog>,
}

/// `#EntryMapping`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(extend("additionalProperties" = true))]
pub struct Entry {
    /// The id of a mapping reference; a part takes that of its evaluation where it has none.
    pub reference_id: Option<Text>,
    /// The id of the entry in that document.
    pub entry_id: Text,
}

/// `#AssessmentLog`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(extend("additionalProperties" = true))]
pub struct AssessmentLog {
    /// What was evaluated.
    pub requirement: Entry,
    /// The result.
    pub result: Spanned<Outcome>,
    /// When, as a moment.
    pub start: Option<Text>,
    /// What shows it; from v1.3.0 on.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
}

/// What an evaluation came to (`#Result`); written too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Outcome {
    /// Nobody has evaluated it.
    #[serde(rename = "Not Run")]
    NotRun,
    /// Met.
    Passed,
    /// Not met.
    Failed,
    /// A person has to look.
    #[serde(rename = "Needs Review")]
    NeedsReview,
    /// It makes no sense for the target.
    #[serde(rename = "Not Applicable")]
    NotApplicable,
    /// Evaluated, and nobody knows.
    Unknown,
}

/// `#Evidence`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(extend("additionalProperties" = true))]
pub struct Evidence {
    /// Its id.
    pub id: Text,
    /// What it shows.
    pub description: Option<Text>,
    /// When it was collected, as a moment.
    pub collected_at: Text,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// `#EvidenceMapping`
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(extend("additionalProperties" = true))]
pub struct Source {
    /// The id of a mapping reference.
    pub reference_id: Text,
    /// Where the very content is; from v1.5.0 on.
    pub download_url: Option<Text>,
}
