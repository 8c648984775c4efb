//! What a finished document says about itself, beside its text.

use std::sync::Arc;

use chrono::NaiveDate;

use super::escape::escape_markdown;
use super::picture::Picture;
use super::theme::Theme;

/// The frame of a document: title, key facts, status, and how it is presented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Title, used where the text does not begin with a first-level heading of its own.
    pub title: String,
    /// Title for the head of each page; the full title where there is none.
    pub short_title: Option<String>,
    /// One line under the title.
    pub subtitle: Option<String>,
    /// Key facts, in reading order.
    pub facts: Vec<Fact>,
    /// Status of the document, such as "Draft for discussion".
    pub note: Option<String>,
    /// Language of the text: hyphenation and screen readers depend on it.
    pub language: Language,
    /// Date of the document. Never read from a clock.
    pub date: Option<NaiveDate>,
    /// Heading of the list of contents; no list where there is none.
    pub contents: Option<String>,
    /// What made the document, such as `fundable 0.1.0`.
    pub generator: String,
    /// Pictures that the text places.
    pub pictures: Vec<Placed>,
    /// How it looks.
    pub theme: Arc<Theme>,
}

/// A picture with the place where its file lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Path below the folder of the document, with forward slashes; letters, digits, hyphens and a dot.
    pub path: String,
    /// The picture.
    pub picture: Picture,
}

impl Placed {
    /// The line of Markdown that places it.
    pub fn line(&self) -> String {
        format!("![{}]({})", escape_markdown(&self.picture.description), self.path)
    }
}

impl Page {
    /// A page with a title, and nothing else but a list of contents.
    pub fn new(title: impl Into<String>, generator: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            short_title: None,
            subtitle: None,
            facts: Vec::new(),
            note: None,
            language: Language::default(),
            date: None,
            contents: Some("Contents".to_owned()),
            generator: generator.into(),
            pictures: Vec::new(),
            theme: Arc::default(),
        }
    }
}

/// One key fact: a label and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// A word or two, such as "Amount".
    pub label: String,
    /// The fact itself, plain text.
    pub value: String,
}

impl Fact {
    /// A fact from its two texts.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}

/// Language of a document, as an ISO 639 code of two or three small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language(String);

impl Language {
    /// The language with this code; nothing where it is not two or three small letters.
    pub fn new(code: &str) -> Option<Self> {
        let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase());
        is_code.then(|| Self(code.to_owned()))
    }

    /// The code, such as `en`.
    pub fn code(&self) -> &str {
        &self.0
    }
}

impl Default for Language {
    fn default() -> Self {
        Self("en".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_code() {
        assert!(Language::new("de").is_some());
        assert!(Language::new("en-GB").is_none());
        assert!(Language::new("\"x").is_none());
    }
}
