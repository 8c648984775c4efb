//! The documents of Gemara as far as we write them. Fields and words are those of its schema.

use serde::Serialize;

pub use crate::raw::gemara::Outcome;

/// The version of the schema that documents name: the lowest that has all that is in them.
pub const VERSION: &str = "1.0.0";

impl Outcome {
    /// The word of the schema.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotRun => "Not Run",
            Self::Passed => "Passed",
            Self::Failed => "Failed",
            Self::NeedsReview => "Needs Review",
            Self::NotApplicable => "Not Applicable",
            Self::Unknown => "Unknown",
        }
    }

    /// The outcome of several together, by the order that Gemara's own library uses: one that failed decides, then one that is
    /// unknown, then one that needs review. What does not apply or was not run counts only where there is nothing else.
    pub fn of_all(outcomes: impl Iterator<Item = Self>) -> Self {
        let rank = |outcome: &Self| match outcome {
            Self::NotRun => 0,
            Self::NotApplicable => 1,
            Self::Passed => 2,
            Self::NeedsReview => 3,
            Self::Unknown => 4,
            Self::Failed => 5,
        };
        outcomes.max_by_key(rank).unwrap_or(Self::NotRun)
    }
}

/// `#GuidanceCatalog`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct GuidanceCatalog {
    /// Title of the framework.
    pub title: String,
    /// What kind of document it is, whose, and of when.
    pub metadata: Metadata,
    /// `#GuidanceType`
    pub r#type: &'static str,
    /// Categories.
    pub groups: Vec<Group>,
    /// Capabilities.
    pub guidelines: Vec<Guideline>,
}

/// `#Guideline`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Guideline {
    pub id: String,
    pub title: String,
    pub objective: String,
    pub group: String,
    /// `#Lifecycle`
    pub state: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<String>,
    pub applicability: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<Rationale>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub see_also: Vec<String>,
}

/// `#Rationale`
#[derive(Debug, Clone, Serialize)]
pub struct Rationale {
    pub importance: String,
    pub goals: Vec<String>,
}

/// `#Statement`
#[derive(Debug, Clone, Serialize)]
pub struct Statement {
    pub id: String,
    pub text: String,
}

/// `#EvaluationLog`
#[derive(Debug, Clone, Serialize)]
pub struct EvaluationLog {
    /// What kind of document it is, whose, and of when.
    pub metadata: Metadata,
    /// The outcome of all evaluations together.
    pub result: Outcome,
    /// The package repository.
    pub target: Entity,
    /// One per capability.
    pub evaluations: Vec<Evaluation>,
}

/// `#ControlEvaluation`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Evaluation {
    pub name: String,
    pub result: Outcome,
    pub message: String,
    pub control: EntryMapping,
    pub assessment_logs: Vec<AssessmentLog>,
}

/// `#AssessmentLog`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AssessmentLog {
    pub requirement: EntryMapping,
    pub description: String,
    pub result: Outcome,
    pub message: String,
    pub applicability: Vec<String>,
    pub steps: Vec<String>,
    /// `#Datetime`
    pub start: String,
}

/// `#Metadata`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Metadata {
    pub id: String,
    /// `#ArtifactType`
    pub r#type: &'static str,
    pub gemara_version: &'static str,
    pub version: String,
    /// `#Datetime`
    pub date: String,
    pub description: String,
    pub author: Entity,
    pub mapping_references: Vec<MappingReference>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub applicability_groups: Vec<Group>,
}

/// `#Actor` and `#Resource`
#[derive(Debug, Clone, Serialize)]
pub struct Entity {
    pub id: String,
    pub name: String,
    /// `#EntityType`
    pub r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
}

/// `#MappingReference`
#[derive(Debug, Clone, Serialize)]
pub struct MappingReference {
    pub id: String,
    pub title: String,
    pub version: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// `#EntryMapping`
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct EntryMapping {
    pub reference_id: String,
    pub entry_id: String,
}

/// `#Group`
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub description: String,
}
