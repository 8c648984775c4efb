//! From JSON to what a plan states.

use std::fmt;

use serde::Deserialize;
use serde_json::Deserializer;

use super::fault::MAX_SHOWN;
use super::stated::Stated;
use crate::text::printable;

const FORMAT: &str = "fundable-plan/1";

/// Why a text is no plan that could be checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Where in the JSON, such as `exact.steps[3].start`; none where the text is no JSON at all.
    pub path: Option<String>,
    /// Line, from 1.
    pub line: usize,
    /// Column in bytes, from 1; 0 where only the line is known.
    pub column: usize,
    /// What is wrong, in one sentence.
    pub message: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.path {
            write!(f, "`{path}`: ")?;
        }
        write!(f, "{}", self.message)?;
        if self.line > 0 { write!(f, " (line {}, column {})", self.line, self.column) } else { Ok(()) }
    }
}

impl std::error::Error for Unreadable {}

#[derive(Deserialize)]
struct Head {
    format: String,
}

/// Read a plan.
pub fn read(text: &[u8]) -> Result<Stated, Unreadable> {
    let Head { format } = part(text)?;
    if format != FORMAT {
        return Err(Unreadable {
            path: Some("format".to_owned()),
            line: 0,
            column: 0,
            message: format!(
                "this is `{}`, but only a plan can be checked, which is `{FORMAT}`",
                printable(&format, MAX_SHOWN)
            ),
        });
    }
    part(text)
}

fn part<'de, T: Deserialize<'de>>(text: &'de [u8]) -> Result<T, Unreadable> {
    let mut deserializer = Deserializer::from_slice(text);
    let value = serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path =
            Some(printable(&error.path().to_string(), MAX_SHOWN)).filter(|path| path != "." && error.inner().is_data());
        unreadable(path, error.inner())
    })?;
    deserializer.end().map_err(|error| unreadable(None, &error))?;
    Ok(value)
}

fn unreadable(path: Option<String>, error: &serde_json::Error) -> Unreadable {
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = text.strip_suffix(&place).unwrap_or(&text);
    Unreadable { path, line: error.line(), column: error.column(), message: printable(message, MAX_SHOWN) }
}
