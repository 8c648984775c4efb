//! Headings, their depth and their anchors.

use std::collections::BTreeSet;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use super::plain_text;

/// A heading below the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 for a main section, up to 6; never more than one deeper than the heading before.
    pub depth: u8,
    /// The text as a reader sees it.
    pub text: String,
    /// Name to link to, unique in the document, without the `#`.
    pub anchor: String,
}

/// Collect the headings, and write depth and anchor into their events.
///
/// Levels become depths without holes: a text that starts at the second level and jumps to the fourth has depths 1 and
/// 2. Screen readers rely on it, and PDF/UA-1 refuses anything else.
///
/// The title is not in the list, but it keeps its anchor as it does on GitHub: a link list that a template wrote for the
/// Markdown file has to hit the same headings here.
pub(super) fn annotate(events: &mut [Event<'_>], title: Option<&str>) -> Vec<Heading> {
    let mut outline = Vec::new();
    let mut anchors = Anchors::default();
    if let Some(title) = title {
        anchors.unique(&slug(title));
    }
    let mut open_levels: Vec<HeadingLevel> = Vec::new();
    for start in 0..events.len() {
        let Event::Start(Tag::Heading { level, .. }) = events[start] else { continue };
        let length = events[start..].iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        let end = start + length.expect("the parser closes every heading that it opens");

        while open_levels.last().is_some_and(|&open| open >= level) {
            open_levels.pop();
        }
        open_levels.push(level);
        let depth = open_levels.len();
        let text = plain_text(&events[start..end]);
        let anchor = anchors.unique(&slug(&text));

        let level = HeadingLevel::try_from(depth).expect("levels 1 to 6 cannot nest deeper than 6");
        let id = Some(CowStr::from(anchor.clone()));
        events[start] = Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() });
        events[end] = Event::End(TagEnd::Heading(level));
        outline.push(Heading { depth: level as u8, text, anchor });
    }
    outline
}

/// GitHub's rule: small letters, blanks become hyphens, everything but letters, digits, `-` and `_` goes.
///
/// The same for all text that our templates put into headings. Where GitHub keeps combining marks and Rust's
/// definition of a letter does not, a link list made for one and read on the other could miss.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars().flat_map(char::to_lowercase) {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            _ if c.is_alphanumeric() || ('\u{300}'..='\u{36F}').contains(&c) => slug.push(c),
            _ => {}
        }
    }
    slug
}

/// The anchors given so far.
#[derive(Default)]
struct Anchors {
    taken: BTreeSet<String>,
}

impl Anchors {
    /// The slug itself, else with the first free of `-1`, `-2` and so on behind it.
    fn unique(&mut self, slug: &str) -> String {
        // A heading of signs alone has an empty slug, and neither HTML nor Typst takes an empty name.
        let name = if slug.is_empty() { "section" } else { slug };
        let mut anchor = name.to_owned();
        let mut n_tries = 0_usize;
        while !self.taken.insert(anchor.clone()) {
            n_tries += 1;
            anchor = format!("{name}-{n_tries}");
        }
        anchor
    }
}
