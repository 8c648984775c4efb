//! A finished document as Typst source, ready to be set.

mod coverage;
mod glyphs;
mod measure;
mod table;
#[cfg(test)]
mod tests;
mod text;
mod writer;

use chrono::{Datelike, NaiveDate};

use crate::render::characters::reveal;
use crate::render::markdown::Document;
use crate::render::page::{Page, Placed};
pub(in crate::render) use glyphs::is_formatting;
use glyphs::{Shape, pieces};
pub(in crate::render) use text::literal;
use text::{Breaks, content, metadata};

/// Write a Markdown text as Typst source, to be compiled in a folder that holds the files of the page's [`Theme`](crate::render::Theme).
///
/// No text of the document or the page is ever Typst markup, whatever it holds. The source compiles with
/// `--pdf-standard ua-1 --ignore-system-fonts`.
///
/// ```
/// use fundable::render::{Page, to_typst};
///
/// let source = to_typst("# Sign releases\n\nCosts *#read(\"x\")* $100", &Page::new("Proposal", "fundable 0.1.0"));
/// assert!(source.contains(r##"#"Costs "#emph[#"#read(\"x\")"]#" $100""##));
/// ```
pub fn to_typst(markdown: &str, page: &Page) -> String {
    let document = Document::parse(markdown, &page.pictures);
    let title = document.title.as_deref().unwrap_or(&page.title);
    let mut source = preamble(title, page, !document.outline.is_empty());
    source.push_str(&writer::body(&document.events, &page.pictures));
    source
}

/// A picture as Typst can show it, to be laid beside the source under the last part of its path.
///
/// Markup of a picture is plain ASCII, so only its texts change: what no font inside Typst can show becomes a square. The
/// table of the same figures spells it.
pub fn typst_picture(placed: &Placed) -> (String, String) {
    let name = placed.path.rsplit('/').next().unwrap_or(&placed.path);
    (name.to_owned(), shown_in_picture(&placed.picture.svg))
}

fn shown_in_picture(svg: &str) -> String {
    let squares = |piece: &str| piece.chars().map(|c| if is_formatting(c) { c } else { '□' }).collect();
    let shown = |(shape, piece): (Shape, &str)| match shape {
        Shape::Missing => squares(piece),
        // Letters that join, as in Arabic: the text of a picture keeps no way from their shapes back to them.
        Shape::Plain if piece.chars().any(char::is_alphabetic) => squares(piece),
        Shape::Any | Shape::Plain => piece.to_owned(),
    };
    pieces(svg).into_iter().map(shown).collect()
}

/// The import of the theme and the call that sets up the document.
fn preamble(title: &str, page: &Page, has_headings: bool) -> String {
    let title = reveal(title);
    // PDF/UA-1 refuses a document without title.
    let title = if title.trim().is_empty() { "Untitled" } else { &title };
    let contents = page.contents.as_deref().filter(|_| has_headings);
    let facts: String =
        page.facts.iter().map(|fact| format!("    ({}, {}),\n", block(&fact.label), block(&fact.value))).collect();
    format!(
        "#import \"theme.typ\": *\n\n\
         #show: document.with(\n  \
         title: {},\n  \
         shown-title: {},\n  \
         short-title: {},\n  \
         subtitle: {},\n  \
         facts: (\n{facts}  ),\n  \
         note: {},\n  \
         language: {},\n  \
         date: {},\n  \
         contents: {},\n  \
         generator: {},\n\
         )\n\n",
        metadata(title),
        block(title),
        block(page.short_title.as_deref().unwrap_or(title)),
        option(page.subtitle.as_deref()),
        option(page.note.as_deref()),
        metadata(page.language.code()),
        page.date.map_or("none".to_owned(), date),
        option(contents),
        block(&page.generator),
    )
}

fn block(text: &str) -> String {
    format!("[{}]", content(&reveal(text), Breaks::BODY))
}

fn option(text: Option<&str>) -> String {
    text.map_or("none".to_owned(), block)
}

fn date(date: NaiveDate) -> String {
    format!("datetime(year: {}, month: {}, day: {})", date.year(), date.month(), date.day())
}
