//! A problem as a value; words for people are made in [`super::human`].

use super::Code;
use crate::source::{BUILT_IN, FileId, Origin, Sources};

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing can be planned before it is mended.
    Error,
    /// The result may not be what the author means.
    Warning,
    /// Worth knowing.
    Note,
}

impl Severity {
    /// The word that is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place with a few words under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub origin: Origin,
    /// The words; may be empty.
    pub text: String,
}

/// One problem: what, where, and the mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind.
    pub code: Code,
    /// How bad.
    pub severity: Severity,
    /// One sentence, lower case, no final dot, exact names in backticks.
    pub message: String,
    /// The place to look at; none for a file that cannot be read.
    pub primary: Option<Label>,
    /// Other places that belong to it.
    pub secondary: Vec<Label>,
    /// What to do about it, whenever we know.
    pub help: Vec<String>,
}

impl Diagnostic {
    /// A problem of this severity.
    pub fn new(severity: Severity, code: Code, message: impl Into<String>) -> Self {
        Self { code, severity, message: message.into(), primary: None, secondary: Vec::new(), help: Vec::new() }
    }

    /// An error.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message)
    }

    /// A warning.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message)
    }

    /// Point at the place of the problem.
    pub fn at(mut self, origin: Origin, text: impl Into<String>) -> Self {
        self.primary = Some(Label { origin, text: text.into() });
        self
    }

    /// Point at another place that belongs to it.
    pub fn and_at(mut self, origin: Origin, text: impl Into<String>) -> Self {
        self.secondary.push(Label { origin, text: text.into() });
        self
    }

    /// Say what to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }
}

/// All problems found so far, but no more than ten thousand of them: a file can be all faults.
#[derive(Debug, Clone, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    has_errors: bool,
    unchecked: Vec<FileId>,
}

/// Nobody mends more one by one, and each takes some memory.
const MAX_KEPT: usize = 10_000;

impl Diagnostics {
    /// Add one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        // The first error is kept whatever there was before it: nothing may be planned on it.
        let is_first_error = diagnostic.severity == Severity::Error && !self.has_errors;
        self.has_errors |= is_first_error;
        if self.list.len() < MAX_KEPT || is_first_error {
            self.list.push(diagnostic);
        }
    }

    /// Add all that were found elsewhere.
    pub fn append(&mut self, others: Self) {
        others.list.into_iter().for_each(|diagnostic| self.push(diagnostic));
        others.unchecked.into_iter().for_each(|file| self.leave_unchecked(file));
    }

    /// Note that what a file means was not checked, because a fault before that stood in the way.
    pub fn leave_unchecked(&mut self, file: FileId) {
        if !self.unchecked.contains(&file) {
            self.unchecked.push(file);
        }
    }

    /// Files in which more may be found once what was found is mended.
    pub fn unchecked(&self) -> &[FileId] {
        &self.unchecked
    }

    /// Whether there is an error among them.
    pub fn has_errors(&self) -> bool {
        self.has_errors
    }

    /// How many there are of this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// In reading order: by file, then by place; without a place first, and built-in files last, since the cause is in one's
    /// own. The code and the message break ties, so that the order never depends on the order of the checks.
    pub fn sorted(&self, sources: &Sources) -> Vec<&Diagnostic> {
        let mut sorted: Vec<_> = self.list.iter().collect();
        sorted.sort_by_key(|diagnostic| {
            let place = diagnostic.primary.as_ref().map(|label| label.origin);
            let name = place.map(|origin| sources.get(origin.file).name.as_str());
            let is_built_in = name.is_some_and(|name| name.starts_with(BUILT_IN));
            (is_built_in, name, place.map(|origin| origin.span), diagnostic.code, diagnostic.message.as_str())
        });
        // The same value can be checked for several places that refer to it.
        sorted.dedup();
        sorted
    }
}
