//! Markdown to the plain text that a form takes.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

/// The text without Markdown marks: paragraphs on one line each with an empty line between, lists as lines with `-` or a number, links as
/// their text and address. Nothing that a reader would see is lost; what is no Markdown stays as it is.
///
/// ```
/// use fundable::count::plain;
///
/// assert_eq!(plain("- **one**\n- [two](https://example.org)"), "- one\n- two (https://example.org)");
/// ```
pub fn plain(text: &str) -> String {
    let unix = text.replace("\r\n", "\n");
    let mut writer = Writer::default();
    for event in Parser::new(&unix) {
        writer.event(event);
    }
    writer.out.trim_end().to_owned()
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Next number of each open list; none for one with marks.
    lists: Vec<Option<u64>>,
    /// Where the text of each open link begins, and its address; a picture can stand in a link.
    links: Vec<(usize, String)>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => {
                self.out.push_str(&text);
            }
            Event::SoftBreak => self.out.push(' '),
            Event::HardBreak => self.line(),
            Event::Rule => self.block(),
            // The extensions that make these are not switched on.
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => {
                self.block();
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(first);
            }
            Tag::Item => self.item(),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((self.out.len(), dest_url.into_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::List(_) => drop(self.lists.pop()),
            TagEnd::Link | TagEnd::Image => {
                if let Some((start, address)) = self.links.pop() {
                    let text = self.out[start..].to_owned();
                    if text.is_empty() {
                        self.out.push_str(&address);
                    } else if text != address && format!("mailto:{text}") != address {
                        self.out.push_str(&format!(" ({address})"));
                    }
                }
            }
            _ => {}
        }
    }

    /// Begin an item of the innermost list.
    fn item(&mut self) {
        self.line();
        let indent = "  ".repeat(self.lists.len().saturating_sub(1));
        let mark = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "-".to_owned(),
        };
        self.out.push_str(&format!("{indent}{mark} "));
    }

    /// Begin a block, with an empty line before it unless it is the first of the text or of an item.
    fn block(&mut self) {
        let is_first_of_item = self.out.ends_with("- ") || self.out.ends_with(". ");
        if self.out.is_empty() || (is_first_of_item && !self.lists.is_empty()) {
            return;
        }
        self.out.truncate(self.out.trim_end().len());
        self.out.push_str("\n\n");
    }

    /// Begin a line.
    fn line(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &str) {
        assert_eq!(plain(markdown), expected, "{markdown:?}");
    }

    #[test]
    fn marks_go_and_words_stay() {
        check("# A *title*\n\nOne **bold** `word`.\n\n> said", "A title\n\nOne bold word.\n\nsaid");
        check("1. a\n2. b\n   - c\n\nd", "1. a\n2. b\n  - c\n\nd");
        check("3. c\n4. d", "3. c\n4. d");
        check("- a\n\n  more\n- b", "- a\n\nmore\n- b");
        check("```\nlet x = 1;\n```\nafter", "let x = 1;\n\nafter");
        check("a\\\nb\nc", "a\nb c");
    }

    #[test]
    fn links_keep_their_address() {
        check("[a b](https://example.org/x_y)", "a b (https://example.org/x_y)");
        check("<https://example.org>", "https://example.org");
        check("<me@example.org>", "me@example.org");
        check(
            "[![p](https://example.org/p)](https://example.org/l)",
            "p (https://example.org/p) (https://example.org/l)",
        );
        check("![a picture](https://example.org/p.png)", "a picture (https://example.org/p.png)");
    }

    #[test]
    fn what_is_no_markdown_stays() {
        for text in ["2 * 3 * 4 = 24", "snake_case_name", "a < b & c > d", "<script>alert(1)</script>", "50 % of $ 5"] {
            check(text, text);
        }
        check("one\r\ntwo\r\n\r\nthree", "one two\n\nthree");
        check("", "");
    }
}
