//! The one place that reads Markdown and decides what may pass.

mod link;
mod outline;
mod picture;
mod policy;
#[cfg(test)]
mod tests;

pub use link::Target;
pub use outline::Heading;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::page::Placed;

/// A Markdown text, read and cleaned: what `html` and `typst` write.
///
/// The events hold no raw HTML, no footnotes, and no images but the document's own pictures, each a block of its own; links
/// go to a [`Target`] only, and headings carry their depth and their anchor. Nothing behind this point has to think about hostile input, except to escape text.
#[derive(Debug)]
pub struct Document<'a> {
    /// Plain text of the first-level heading that the text began with; it is not among the events.
    pub title: Option<String>,
    /// The other headings, in reading order.
    pub outline: Vec<Heading>,
    /// What is to be written.
    pub events: Vec<Event<'a>>,
}

impl<'a> Document<'a> {
    /// Read a Markdown text with its own pictures. Every text is Markdown, so nothing can fail.
    pub fn parse(markdown: &'a str, pictures: &[Placed]) -> Self {
        let is_own = |path: &str| pictures.iter().any(|placed| placed.path == path);
        let mut events = picture::lift(&policy::clean(parser(markdown), &is_own));
        let title = take_title(&mut events);
        let outline = outline::annotate(&mut events, title.as_deref());
        link::resolve(&mut events, &outline);
        Self { title, outline, events }
    }
}

/// The events of a text as they stand, before anything is decided.
pub(crate) fn parser(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, options())
}

/// The dialect: GitHub's, without what needs a browser or a server.
///
/// No smart punctuation (a quotation mark in a package name is part of the name), no heading attributes (anchors come
/// from the text alone, as on GitHub), no footnotes and no mathematics (no template needs them, and each is another
/// meaning for `[^` and `$` in hostile text).
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS
}

/// Takes a first-level heading off the start of the document.
///
/// It is the document's title by convention, and someone who edits the title edits it there.
fn take_title(events: &mut Vec<Event<'_>>) -> Option<String> {
    let Some(Event::Start(Tag::Heading { level: pulldown_cmark::HeadingLevel::H1, .. })) = events.first() else {
        return None;
    };
    let end = events.iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))))?;
    let title = plain_text(&events[..end]);
    events.drain(..=end);
    Some(title)
}

/// The text that a reader sees in these events, on one line.
pub(crate) fn plain_text(events: &[Event<'_>]) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text
}
