//! What `fundable import gemara-evaluation --json` prints.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use super::findings::Findings;
use super::merge::{Change, Taken};

/// `fundable import gemara-evaluation --json`, format `fundable-import/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TakenView {
    /// Always `fundable-import/1`.
    pub format: &'static str,
    /// Id of the evaluation log.
    pub log: String,
    /// Who made it.
    pub author: String,
    /// What it evaluates.
    pub target: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
    /// Name of the registry that the assessment is of.
    pub registry: String,
    /// Capabilities whose status changes, in the order of the catalog.
    pub changes: Vec<TakenChange>,
    /// Capabilities of which the log says what the assessment says, if with fewer words.
    pub n_same: usize,
    /// Capabilities that stay as they are, because the log does not know, in the order of the catalog.
    pub kept: Vec<String>,
    /// The edit of the assessment, as `diff -u` shows it; empty where nothing changes and for a new workspace.
    pub diff: String,
    /// Files that were written.
    pub written: Vec<String>,
}

/// A new status of a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TakenChange {
    /// The capability.
    pub id: String,
    /// Its status before, in a word.
    pub before: &'static str,
    /// Its status by the log, in the word of an assessment.
    pub after: &'static str,
    /// Whether it becomes confidential, and was not before.
    pub confidential: bool,
    /// How many pieces of evidence the log adds.
    pub n_evidence: usize,
}

impl TakenView {
    /// What a log changes in the assessment of a registry, before anything is written.
    pub fn new(findings: &Findings, taken: &Taken, registry: &str, diff: String) -> Self {
        let Findings { log, author, target, date, .. } = findings;
        Self {
            format: "fundable-import/1",
            log: log.clone(),
            author: author.clone(),
            target: target.clone(),
            date: date.to_string(),
            registry: registry.to_owned(),
            changes: taken.changes.iter().map(change).collect(),
            n_same: taken.n_same,
            kept: taken.kept.iter().map(ToString::to_string).collect(),
            diff,
            written: Vec::new(),
        }
    }
}

fn change(change: &Change) -> TakenChange {
    TakenChange {
        id: change.capability.to_string(),
        before: change.before,
        after: change.word(),
        confidential: change.confidential,
        n_evidence: change.evidence.len(),
    }
}

/// File name and schema (JSON Schema, draft 2020-12) of the output.
pub fn output_schema() -> (&'static str, Value) {
    ("import.json", schema_for!(TakenView).to_value())
}
