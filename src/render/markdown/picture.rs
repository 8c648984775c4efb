//! Pictures of ours in a text: each a block of its own, and no other image at all.

use pulldown_cmark::{Event, Tag, TagEnd};

/// Lift each picture that has a paragraph to itself out of it; elsewhere a picture becomes its alternative text.
pub(super) fn lift<'a>(events: &[Event<'a>]) -> Vec<Event<'a>> {
    let mut lifted = Vec::with_capacity(events.len());
    let mut at = 0;
    while let Some(event) = events.get(at) {
        if let Some(length) = alone(&events[at..]) {
            lifted.extend_from_slice(&events[at + 1..at + 1 + length]);
            at += length + 2;
            continue;
        }
        if !matches!(event, Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image)) {
            lifted.push(event.clone());
        }
        at += 1;
    }
    lifted
}

/// Number of events of the picture, where a paragraph begins here that holds it and nothing else.
fn alone(events: &[Event<'_>]) -> Option<usize> {
    let [Event::Start(Tag::Paragraph), Event::Start(Tag::Image { .. }), ..] = events else { return None };
    let end = events.iter().position(|event| matches!(event, Event::End(TagEnd::Image)))?;
    matches!(events.get(end + 1), Some(Event::End(TagEnd::Paragraph))).then_some(end)
}
