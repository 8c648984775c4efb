//! Events of a clean document into Typst markup that calls the theme.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::table::{Extent, Layout, Track, layout};
use super::text::{Breaks, code, content, literal, metadata};
use super::typst_picture;
use crate::render::characters::{reveal, starts_right_to_left};
use crate::render::markdown::{Target, plain_text};
use crate::render::page::Placed;

/// The text of the document. Every block ends in an empty line.
pub(super) fn body(events: &[Event<'_>], pictures: &[Placed]) -> String {
    let mut writer = Writer { pictures, ..Writer::new(events, Breaks::BODY) };
    let mut source = String::new();
    while writer.at < events.len() {
        source.push_str(&writer.next());
    }
    source
}

/// Walks through the events; each call writes one of them, with all that it holds.
///
/// It calls itself once per level of nesting. `markdown` has cut that to a depth which neither our stack nor Typst's
/// limits can feel.
struct Writer<'a> {
    events: &'a [Event<'a>],
    at: usize,
    breaks: Breaks,
    /// Whether the text here is struck through. PDF/UA-1 allows one line through or under a text, not two.
    is_struck: bool,
    /// Pictures of the document; none inside a table.
    pictures: &'a [Placed],
}

impl<'a> Writer<'a> {
    fn new(events: &'a [Event<'a>], breaks: Breaks) -> Self {
        Self { events, at: 0, breaks, is_struck: false, pictures: &[] }
    }

    fn next(&mut self) -> String {
        let event = &self.events[self.at];
        self.at += 1;
        match event {
            Event::Start(tag) => self.tag(tag),
            Event::Text(text) => content(text, self.breaks),
            Event::Code(text) => format!("#raw({})", code(text, self.breaks)),
            Event::SoftBreak => "#\" \"".to_owned(),
            Event::HardBreak => "#linebreak()".to_owned(),
            Event::Rule => "#rule()\n\n".to_owned(),
            Event::TaskListMarker(is_done) => format!("#task({is_done})"),
            // `markdown` lets none of these through.
            Event::End(_) | Event::Html(_) | Event::InlineHtml(_) => String::new(),
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => String::new(),
        }
    }

    fn tag(&mut self, tag: &'a Tag<'a>) -> String {
        match tag {
            Tag::Paragraph => {
                let direction = self.direction();
                let announces = plain_text(self.ahead()).trim_end().ends_with(':');
                let before = self.at.checked_sub(2).and_then(|at| self.events.get(at));
                let is_first = matches!(before, Some(Event::End(TagEnd::Heading(_))));
                let text = self.inside();
                let leads = match self.events.get(self.at) {
                    Some(Event::Start(Tag::List(_))) => true,
                    // All that stands between a heading and a table, or a line that ends in a colon.
                    Some(Event::Start(Tag::Table(_))) => announces || is_first,
                    _ => false,
                };
                match (leads, direction) {
                    (true, _) => format!("#lead[{direction}{text}]\n\n"),
                    (false, "") => format!("{text}\n\n"),
                    (false, _) => format!("#[{direction}{text}]\n\n"),
                }
            }
            Tag::Heading { level, id, .. } => {
                let anchor = metadata(id.as_deref().unwrap_or("section"));
                let direction = self.direction();
                let text = self.inside();
                format!("#heading(level: {})[{direction}{text}] #label({anchor})\n\n", *level as u8)
            }
            Tag::BlockQuote(_) => format!("#quote(block: true)[\n{}]\n\n", self.inside()),
            Tag::CodeBlock(_) => self.code_block(),
            Tag::List(start) => self.list(*start),
            Tag::Table(alignments) => self.table(alignments),
            Tag::Emphasis => format!("#emph[{}]", self.inside()),
            Tag::Strong => format!("#strong[{}]", self.inside()),
            Tag::Strikethrough if self.is_struck => self.inside(),
            Tag::Strikethrough => {
                self.is_struck = true;
                let text = self.inside();
                self.is_struck = false;
                format!("#strike[{text}]")
            }
            Tag::Link { dest_url, .. } => self.link(dest_url),
            Tag::Image { dest_url, .. } => self.picture(dest_url),
            // Rows and cells are taken by `table`, items by `list`; the rest is not part of our dialect.
            _ => self.inside(),
        }
    }

    /// Everything up to the end of the tag that was just opened.
    fn inside(&mut self) -> String {
        let mut source = String::new();
        while !self.at_end() {
            source.push_str(&self.next());
        }
        self.at += 1;
        source
    }

    fn at_end(&self) -> bool {
        matches!(self.events.get(self.at), None | Some(Event::End(_)))
    }

    /// The events up to the end of the block that was just opened.
    fn ahead(&self) -> &'a [Event<'a>] {
        let mut depth = 0_usize;
        let rest = &self.events[self.at..];
        let length = rest.iter().position(|event| match event {
            Event::Start(_) => {
                depth += 1;
                false
            }
            Event::End(_) if depth == 0 => true,
            Event::End(_) => {
                depth -= 1;
                false
            }
            _ => false,
        });
        &rest[..length.unwrap_or(rest.len())]
    }

    /// A rule for the direction of the text ahead, where it is not that of the document.
    fn direction(&self) -> &'static str {
        if starts_right_to_left(&plain_text(self.ahead())) { "#set text(dir: rtl); " } else { "" }
    }

    fn code_block(&mut self) -> String {
        let mut text = String::new();
        while !self.at_end() {
            if let Event::Text(part) = &self.events[self.at] {
                text.push_str(part);
            }
            self.at += 1;
        }
        self.at += 1;
        format!("#raw(block: true, {})\n\n", code(text.trim_end_matches('\n'), self.breaks))
    }

    fn list(&mut self, start: Option<u64>) -> String {
        let is_loose = is_loose(self.ahead());
        let mut items = Vec::new();
        while !self.at_end() {
            self.at += 1;
            let is_task = starts_with_box(self.ahead());
            items.push((is_task, self.inside()));
        }
        self.at += 1;
        let holds_tasks = start.is_none() && items.iter().any(|(is_task, _)| *is_task);
        let name = match start {
            Some(start) => format!("#enum(start: {start}, "),
            None if holds_tasks => "#task-list(".to_owned(),
            None => "#list(".to_owned(),
        };
        let items = items.iter().map(|(is_task, text)| {
            // A list with boxes has no bullets of its own.
            let bullet = if holds_tasks && !is_task { "#bullet" } else { "" };
            format!("  [{bullet}{}],\n", text.trim_end())
        });
        format!("{name}tight: {},\n{})\n\n", !is_loose, items.collect::<String>())
    }

    fn link(&mut self, destination: &str) -> String {
        let holds_strike = self.ahead().iter().any(|event| matches!(event, Event::Start(Tag::Strikethrough)));
        let function = if self.is_struck || holds_strike { "quiet-link" } else { "link" };
        let label = self.inside();
        match Target::read(destination) {
            Some(Target::Address(address)) => format!("#{function}({})[{label}]", metadata(&address)),
            Some(Target::Anchor(anchor)) => format!("#{function}(label({}))[{label}]", metadata(&anchor)),
            None => label,
        }
    }

    fn picture(&mut self, path: &str) -> String {
        self.inside();
        let Some(placed) = self.pictures.iter().find(|placed| placed.path == path) else { return String::new() };
        let (width, height) = placed.picture.size();
        let (name, _) = typst_picture(placed);
        let alternative = metadata(&reveal(&placed.picture.description));
        format!("#picture({}, alt: {alternative}, ratio: {height} / {width})\n\n", literal(&name))
    }

    fn table(&mut self, alignments: &'a [Alignment]) -> String {
        let rows = self.rows();
        let extents: Vec<Vec<Extent>> = rows.iter().map(|row| row.iter().map(|cell| extent(cell)).collect()).collect();
        let layout = layout(alignments, &extents);
        let mut cells = rows.iter().map(|row| cells(row, &layout));
        let head = cells.next().unwrap_or_default();
        let body: String = cells.map(|row| format!("  {},\n", row.join(", "))).collect();
        let tracks: Vec<String> = layout.tracks.iter().map(|track| track.source()).collect();
        let aligned: Vec<&str> = alignments.iter().map(|&alignment| alignment_name(alignment)).collect();
        format!(
            "#data-table(\n  columns: ({},),\n  align: ({},),\n  dense: {},\n  keep-rows: {},\n  whole: {},\n  header: ({},),\n{body})\n\n",
            tracks.join(", "),
            aligned.join(", "),
            layout.is_dense,
            layout.keeps_rows,
            layout.is_whole,
            head.join(", "),
        )
    }

    /// The entries of the table that was just opened, row by row, the heading first.
    fn rows(&mut self) -> Vec<Vec<&'a [Event<'a>]>> {
        let mut rows = Vec::new();
        while !self.at_end() {
            self.at += 1;
            let mut row = Vec::new();
            while !self.at_end() {
                self.at += 1;
                let cell = self.ahead();
                row.push(cell);
                self.at += cell.len() + 1;
            }
            self.at += 1;
            rows.push(row);
        }
        self.at += 1;
        rows
    }
}

/// Whether a paragraph stands directly in one of the items, which asks for space between them.
fn is_loose(events: &[Event<'_>]) -> bool {
    let mut depth = 0_usize;
    for event in events {
        match event {
            Event::Start(Tag::Paragraph) if depth == 1 => return true,
            Event::Start(_) => depth += 1,
            Event::End(TagEnd::List(_)) | Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// Whether the item begins with a box to tick, in its first paragraph where it has paragraphs.
fn starts_with_box(item: &[Event<'_>]) -> bool {
    let first = item.iter().find(|event| !matches!(event, Event::Start(Tag::Paragraph)));
    matches!(first, Some(Event::TaskListMarker(_)))
}

fn extent(cell: &[Event<'_>]) -> Extent {
    cell.iter().fold(Extent::default(), |extent, event| match event {
        Event::Text(text) => extent.then(Extent::of_text(text)),
        Event::Code(text) => extent.then(Extent::of_code(text)),
        Event::SoftBreak | Event::HardBreak => extent.then(Extent::of_text(" ")),
        _ => extent,
    })
}

/// One entry per column, empty where the row is too short.
fn cells(row: &[&[Event<'_>]], layout: &Layout) -> Vec<String> {
    layout.tracks.iter().enumerate().map(|(idx, &track)| cell(row.get(idx).copied().unwrap_or(&[]), track)).collect()
}

fn cell(events: &[Event<'_>], track: Track) -> String {
    let direction = if starts_right_to_left(&plain_text(events)) { "#set text(dir: rtl); " } else { "" };
    let mut writer = Writer::new(events, breaks(track));
    let mut source = String::new();
    while writer.at < events.len() {
        source.push_str(&writer.next());
    }
    format!("[{direction}{source}]")
}

/// Words wider than their column are opened there, not only those that would be too wide for the page.
fn breaks(track: Track) -> Breaks {
    let limit = track.room().map_or(Breaks::BODY.limit, |room| room.min(Breaks::BODY.limit));
    Breaks { limit, is_hyphenated: false }
}

fn alignment_name(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None => "start",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
    }
}
