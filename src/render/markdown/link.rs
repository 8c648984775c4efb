//! Where a link may lead.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::outline::Heading;

/// Longest address that is kept, in bytes. Typst refuses more than 8,000, and no reader follows one of that length.
const MAX_ADDRESS_BYTES: usize = 2_000;

/// A place that a link in a finished document may lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A web or mail address, with `http`, `https` or `mailto` as its scheme.
    Address(String),
    /// A heading of the same document, without the `#`.
    Anchor(String),
}

impl Target {
    /// Read the destination of a link; nothing where it may not be followed.
    ///
    /// A list of what is allowed, because nobody can list everything that is not: `javascript:`, `data:` and `file:`
    /// are the known ones. Relative paths are refused too: nobody knows where the finished file will lie.
    pub fn read(destination: &str) -> Option<Self> {
        if let Some(anchor) = destination.strip_prefix('#') {
            return Some(Self::Anchor(anchor.to_owned()));
        }
        let is_plain = destination.len() <= MAX_ADDRESS_BYTES
            && destination.chars().all(|c| !c.is_whitespace() && !c.is_control() && !is_invisible(c));
        let is_allowed = ["https://", "http://", "mailto:"].iter().any(|scheme| {
            let start = destination.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && destination.len() > scheme.len()
        });
        (is_plain && is_allowed).then(|| Self::Address(destination.to_owned()))
    }
}

/// Whether a character could make an address look like another one.
fn is_invisible(c: char) -> bool {
    crate::render::characters::is_direction_control(c) || crate::render::characters::is_unprintable(c)
}

/// Keep the links that lead somewhere allowed, and turn the others into their text.
///
/// An anchor has to be one of the document's headings: a browser shrugs at a dangling one, Typst stops.
pub(super) fn resolve(events: &mut Vec<Event<'_>>, outline: &[Heading]) {
    let mut is_open = false;
    let mut is_kept = Vec::new();
    let mut resolved = Vec::with_capacity(events.len());
    for event in events.drain(..) {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = with_scheme(link_type, dest_url);
                let keep = !is_open && leads_somewhere(&dest_url, outline);
                is_kept.push(keep);
                is_open |= keep;
                if keep {
                    resolved.push(Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if is_kept.pop() == Some(true) {
                    is_open = false;
                    show_address_of_empty_link(&mut resolved);
                    resolved.push(Event::End(TagEnd::Link));
                }
            }
            Event::Text(text) => match resolved.last_mut() {
                // A link that was dropped must not leave its text in three parts.
                Some(Event::Text(before)) => *before = CowStr::from(format!("{before}{text}")),
                _ => resolved.push(Event::Text(text)),
            },
            other => resolved.push(other),
        }
    }
    *events = resolved;
}

/// An e-mail autolink comes without its scheme.
fn with_scheme(link_type: LinkType, destination: CowStr<'_>) -> CowStr<'_> {
    match link_type {
        LinkType::Email => format!("mailto:{destination}").into(),
        _ => destination,
    }
}

fn leads_somewhere(destination: &str, outline: &[Heading]) -> bool {
    match Target::read(destination) {
        Some(Target::Anchor(anchor)) => outline.iter().any(|heading| heading.anchor == anchor),
        Some(Target::Address(_)) => true,
        None => false,
    }
}

/// A link without a label would be a link that nobody can see or read aloud.
fn show_address_of_empty_link(events: &mut Vec<Event<'_>>) {
    if let Some(Event::Start(Tag::Link { dest_url, .. })) = events.last() {
        let address = dest_url.clone();
        events.push(Event::Text(address));
    }
}
