//! What of a Markdown text may reach a finished document.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use crate::render::characters::reveal;

/// Deepest nesting of lists and quotations, and of emphasis, that is kept; what is deeper joins the level above.
///
/// Typst stops at 72 levels of layout, HTML readers get lost long before, and no honest text comes near.
const MAX_DEPTH: usize = 8;

/// Go through the parser's events and keep what a finished document may hold.
///
/// - Raw HTML becomes text, HTML comments go.
/// - An image becomes its alternative text, unless it is one of the document's own pictures.
/// - Empty headings go.
/// - Nesting stops at [`MAX_DEPTH`].
/// - Invisible characters that reverse text are spelt out.
pub(super) fn clean<'a>(events: impl Iterator<Item = Event<'a>>, is_own: &dyn Fn(&str) -> bool) -> Vec<Event<'a>> {
    let mut cleaner = Cleaner {
        is_own,
        kept: Vec::new(),
        text: String::new(),
        open: Vec::new(),
        n_blocks: 0,
        n_spans: 0,
        raw_html: String::new(),
    };
    for event in events {
        cleaner.take(event);
    }
    cleaner.flush();
    cleaner.kept
}

struct Cleaner<'a, 'f> {
    /// Whether an image at this place is a picture of the document.
    is_own: &'f dyn Fn(&str) -> bool,
    kept: Vec<Event<'a>>,
    /// Text that more text may follow: an escape or a dropped tag between two parts must not split a word.
    text: String,
    /// For each open tag, what to do at its end.
    open: Vec<Fate>,
    n_blocks: usize,
    n_spans: usize,
    raw_html: String,
}

/// What happens to a tag.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    KeptBlock,
    KeptSpan,
    /// The tag goes, what it holds stays.
    Unwrapped,
}

impl<'a> Cleaner<'a, '_> {
    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(code) => {
                let code = reveal(&code).into_owned();
                self.push(Event::Code(code.into()));
            }
            Event::Html(html) => self.raw_html.push_str(&html),
            Event::InlineHtml(html) => self.text(&without_comments(&html)),
            Event::SoftBreak | Event::HardBreak | Event::Rule | Event::TaskListMarker(_) => self.push(event),
            // Not part of our dialect; text is the safe reading should the options ever grow.
            Event::InlineMath(text) | Event::DisplayMath(text) | Event::FootnoteReference(text) => self.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'a>) {
        let fate = match &tag {
            Tag::List(_) | Tag::BlockQuote(_) if self.n_blocks < MAX_DEPTH => Fate::KeptBlock,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough if self.n_spans < MAX_DEPTH => Fate::KeptSpan,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => Fate::Unwrapped,
            // An item shares the fate of its list.
            Tag::Item if self.open.last() == Some(&Fate::Unwrapped) => Fate::Unwrapped,
            Tag::Image { dest_url, .. } if (self.is_own)(dest_url) => Fate::Kept,
            Tag::Image { .. } | Tag::HtmlBlock => Fate::Unwrapped,
            _ => Fate::Kept,
        };
        match fate {
            Fate::KeptBlock => self.n_blocks += 1,
            Fate::KeptSpan => self.n_spans += 1,
            Fate::Kept => {}
            Fate::Unwrapped if tag == Tag::Item => self.push(Event::HardBreak),
            Fate::Unwrapped => {}
        }
        self.open.push(fate);
        if fate != Fate::Unwrapped {
            self.push(Event::Start(tag));
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match self.open.pop() {
            Some(Fate::KeptBlock) => self.n_blocks -= 1,
            Some(Fate::KeptSpan) => self.n_spans -= 1,
            Some(Fate::Kept) => {}
            Some(Fate::Unwrapped) | None => {
                if tag == TagEnd::HtmlBlock {
                    self.end_html_block();
                }
                return;
            }
        }
        self.push(Event::End(tag));
        if matches!(tag, TagEnd::Heading(_)) {
            self.drop_empty_heading();
        }
    }

    fn text(&mut self, text: &str) {
        self.text.push_str(&reveal(text));
    }

    fn push(&mut self, event: Event<'a>) {
        self.flush();
        self.kept.push(event);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            self.kept.push(Event::Text(CowStr::from(std::mem::take(&mut self.text))));
        }
    }

    fn end_html_block(&mut self) {
        let text = without_comments(&std::mem::take(&mut self.raw_html));
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        if lines.is_empty() {
            return;
        }
        self.push(Event::Start(Tag::Paragraph));
        for (idx, line) in lines.iter().enumerate() {
            if idx > 0 {
                self.push(Event::SoftBreak);
            }
            self.text(line);
        }
        self.push(Event::End(TagEnd::Paragraph));
    }

    /// A heading without text has nothing to be read, listed or linked.
    fn drop_empty_heading(&mut self) {
        let start = self.kept.iter().rposition(|event| matches!(event, Event::Start(Tag::Heading { .. })));
        if let Some(start) = start
            && super::plain_text(&self.kept[start..]).trim().is_empty()
        {
            self.kept.truncate(start);
        }
    }
}

/// The HTML without its comments. A comment that nobody closed is shown: losing the rest of a text is worse.
fn without_comments(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find("<!--") {
        let Some(length) = rest[start + 4..].find("-->") else { break };
        text.push_str(&rest[..start]);
        rest = &rest[start + 4 + length + 3..];
    }
    text.push_str(rest);
    text
}
