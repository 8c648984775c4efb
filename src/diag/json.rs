//! Diagnostics for programs.

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use super::{Diagnostic, Diagnostics, Label};
use crate::source::Sources;

/// `fundable check --json`, format `fundable-diagnostics/1`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Report {
    /// Always `fundable-diagnostics/1`.
    pub format: &'static str,
    /// In reading order.
    pub diagnostics: Vec<Entry>,
    /// Names of files in which more may be found once the errors are mended.
    pub unchecked: Vec<String>,
}

/// One diagnostic.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Entry {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// Kebab-case code.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// The place to look at.
    pub place: Option<Place>,
    /// Other places that belong to it.
    pub related: Vec<Place>,
    /// What to do.
    pub help: Vec<String>,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Place {
    /// Name of the file, as it was given.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// First byte, counted from 0.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Words that belong to the place.
    pub label: String,
}

/// File name and schema (JSON Schema, draft 2020-12) of the report.
pub fn output_schema() -> (&'static str, Value) {
    ("diagnostics.json", schema_for!(Report).to_value())
}

/// The report as a value to serialize.
pub fn report(diagnostics: &Diagnostics, sources: &Sources) -> Report {
    let entries = diagnostics.sorted(sources).into_iter().map(|diagnostic| entry(diagnostic, sources)).collect();
    let unchecked = diagnostics.unchecked().iter().map(|file| sources.get(*file).name.clone()).collect();
    Report { format: "fundable-diagnostics/1", diagnostics: entries, unchecked }
}

fn entry(diagnostic: &Diagnostic, sources: &Sources) -> Entry {
    Entry {
        severity: diagnostic.severity.name(),
        code: diagnostic.code.name(),
        message: diagnostic.message.clone(),
        place: diagnostic.primary.as_ref().map(|label| place(label, sources)),
        related: diagnostic.secondary.iter().map(|label| place(label, sources)).collect(),
        help: diagnostic.help.clone(),
    }
}

fn place(label: &Label, sources: &Sources) -> Place {
    let (line, column) = sources.line_column(label.origin);
    Place {
        file: sources.get(label.origin.file).name.clone(),
        line,
        column,
        start: label.origin.span.start,
        end: label.origin.span.end,
        label: label.text.clone(),
    }
}
