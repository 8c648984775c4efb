//! The schema of Gemara v1.0.0 once more, as a strict reader: every field that it has for these documents and no other, its fixed
//! words, and its rules between fields. Written by the texts that `docs/interop.md` links to.

#![allow(dead_code, reason = "a field is there so that it may be in the file")]

use std::collections::BTreeSet;

use serde::Deserialize;

/// Read a guidance catalog, and check the rules between its fields.
pub fn guidance_catalog(text: &str) -> GuidanceCatalog {
    let catalog: GuidanceCatalog = serde_saphyr::from_str(text).unwrap();
    assert_eq!(catalog.metadata.artifact_type, "GuidanceCatalog");
    catalog.metadata.check();
    let groups = unique(catalog.groups.iter().map(|group| &group.id));
    let levels = unique(catalog.metadata.applicability_groups.iter().map(|group| &group.id));
    let ids = unique(catalog.guidelines.iter().map(|item| &item.id));
    assert!(!groups.is_empty() && !ids.is_empty());
    for item in &catalog.guidelines {
        assert!(groups.contains(&item.group), "{}: group {}", item.id, item.group);
        assert!(item.applicability.iter().flatten().all(|id| levels.contains(id)), "{}", item.id);
        assert!(item.see_also.iter().flatten().all(|id| ids.contains(id)), "{}", item.id);
        for list in [&item.recommendations, &item.applicability, &item.see_also] {
            assert!(list.as_ref().is_none_or(|list| !list.is_empty()), "{}: an empty list", item.id);
        }
        assert!(item.statements.as_ref().is_none_or(|list| !list.is_empty()), "{}", item.id);
        assert!(item.rationale.as_ref().is_none_or(|rationale| !rationale.goals.is_empty()), "{}", item.id);
        unique(item.statements.iter().flatten().map(|statement| &statement.id));
    }
    catalog
}

/// Read an evaluation log, and check the rules between its fields, those of v1.5.0 too.
pub fn evaluation_log(text: &str) -> EvaluationLog {
    let log: EvaluationLog = serde_saphyr::from_str(text).unwrap();
    assert_eq!(log.metadata.artifact_type, "EvaluationLog");
    log.metadata.check();
    log.target.check();
    let known = unique(log.metadata.mapping_references.iter().map(|reference| &reference.id));
    assert!(!log.evaluations.is_empty());
    for evaluation in &log.evaluations {
        assert!(known.contains(&evaluation.control.reference_id), "{}", evaluation.name);
        assert!(!evaluation.assessment_logs.is_empty(), "{}", evaluation.name);
        for entry in &evaluation.assessment_logs {
            assert_eq!(entry.requirement.reference_id, evaluation.control.reference_id);
            assert!(!entry.steps.is_empty() && !entry.applicability.is_empty());
            // From v1.5.0 on it may be left out where nothing was executed.
            datetime(&entry.start);
        }
    }
    log
}

fn unique<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeSet<&'a String> {
    let ids: Vec<_> = ids.collect();
    let set: BTreeSet<_> = ids.iter().copied().collect();
    assert_eq!(set.len(), ids.len(), "an id stands twice in {ids:?}");
    set
}

fn datetime(text: &str) {
    let parsed = chrono::DateTime::parse_from_rfc3339(text);
    assert!(parsed.is_ok(), "{text} is no moment");
}

fn address(text: Option<&String>) {
    let good = |text: &String| text.starts_with("http") && text.contains("://") && !text.contains(char::is_whitespace);
    assert!(text.is_none_or(good), "{text:?}");
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuidanceCatalog {
    pub title: String,
    pub metadata: Metadata,
    #[serde(rename = "type")]
    pub guidance_type: GuidanceType,
    pub groups: Vec<Group>,
    pub guidelines: Vec<Guideline>,
}

#[derive(Debug, Deserialize)]
pub enum GuidanceType {
    Standard,
    Regulation,
    #[serde(rename = "Best Practice")]
    BestPractice,
    Framework,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Guideline {
    pub id: String,
    pub title: String,
    pub objective: String,
    pub group: String,
    pub state: Lifecycle,
    pub recommendations: Option<Vec<String>>,
    pub applicability: Option<Vec<String>>,
    pub rationale: Option<Rationale>,
    pub statements: Option<Vec<Statement>>,
    pub see_also: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub enum Lifecycle {
    Active,
    Draft,
    Deprecated,
    Retired,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rationale {
    pub importance: String,
    pub goals: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub id: String,
    pub text: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvaluationLog {
    pub metadata: Metadata,
    pub result: Outcome,
    pub target: Entity,
    pub evaluations: Vec<Evaluation>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Evaluation {
    pub name: String,
    pub result: Outcome,
    pub message: String,
    pub control: EntryMapping,
    pub assessment_logs: Vec<AssessmentLog>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AssessmentLog {
    pub requirement: EntryMapping,
    pub description: String,
    pub result: Outcome,
    pub message: String,
    pub applicability: Vec<String>,
    pub steps: Vec<String>,
    pub start: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Outcome {
    #[serde(rename = "Not Run")]
    NotRun,
    Passed,
    Failed,
    #[serde(rename = "Needs Review")]
    NeedsReview,
    #[serde(rename = "Not Applicable")]
    NotApplicable,
    Unknown,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Metadata {
    pub id: String,
    #[serde(rename = "type")]
    pub artifact_type: String,
    pub gemara_version: String,
    pub version: Option<String>,
    pub date: Option<String>,
    pub description: String,
    pub author: Entity,
    #[serde(default)]
    pub mapping_references: Vec<MappingReference>,
    #[serde(default)]
    pub applicability_groups: Vec<Group>,
}

impl Metadata {
    fn check(&self) {
        assert_eq!(self.gemara_version, "1.0.0");
        self.date.iter().for_each(|date| datetime(date));
        self.author.check();
        unique(self.mapping_references.iter().map(|reference| &reference.id));
        self.mapping_references.iter().for_each(|reference| address(reference.url.as_ref()));
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entity {
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    pub version: Option<String>,
    pub description: Option<String>,
    pub uri: Option<String>,
}

impl Entity {
    fn check(&self) {
        assert!(!self.id.is_empty() && !self.name.is_empty());
        address(self.uri.as_ref());
    }
}

#[derive(Debug, Deserialize)]
pub enum EntityType {
    Human,
    Software,
    #[serde(rename = "Software Assisted")]
    SoftwareAssisted,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MappingReference {
    pub id: String,
    pub title: String,
    pub version: String,
    pub description: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EntryMapping {
    pub reference_id: String,
    pub entry_id: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    pub title: String,
    pub description: String,
}
