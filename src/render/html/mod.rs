//! A finished web page: one file, no scripts, nothing fetched.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag, TagEnd};

use crate::model::date::long_day;
use crate::render::characters::reveal;
use crate::render::markdown::{Document, plain_text};
use crate::render::page::{Page, Placed};

/// What a browser may do with the page: show it, with its own style, and nothing else.
///
/// A second wall behind the escaping: should markup ever slip in, it still cannot run or fetch anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// Write a Markdown text as one self-contained page of HTML.
///
/// Raw HTML in the text is shown as text. Links lead to web and mail addresses and to headings of the page only.
///
/// ```
/// use fundable::render::{Page, to_html};
///
/// let html = to_html("# Sign releases\n\n## Why\n\n<script>x</script>", &Page::new("Proposal", "fundable 0.1.0"));
/// assert!(html.contains("<title>Sign releases</title>"));
/// assert!(html.contains("&lt;script&gt;"));
/// ```
pub fn to_html(markdown: &str, page: &Page) -> String {
    let document = Document::parse(markdown, &page.pictures);
    let title = document.title.as_deref().unwrap_or(&page.title);
    let mut html = head(title, page);
    html.push_str("<body>\n");
    push_header(&mut html, title, page);
    push_contents(&mut html, &document, page);
    html.push_str("<main>\n");
    pulldown_cmark::html::push_html(&mut html, for_browser(&document.events, &page.pictures).into_iter());
    html.push_str("</main>\n");
    html.push_str(&format!("<footer>{}</footer>\n</body>\n</html>\n", escape(&page.generator)));
    html
}

fn head(title: &str, page: &Page) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<style>\n{}</style>\n</head>\n",
        page.language.code(),
        escape(&page.generator),
        escape(title),
        page.theme.style(),
    )
}

fn push_header(html: &mut String, title: &str, page: &Page) {
    html.push_str("<header>\n");
    if let (Some(address), Some(logo)) = (page.theme.logo_address(), &page.theme.brand.logo) {
        html.push_str(&format!("<img class=\"logo\" src=\"{address}\" alt=\"{}\">\n", escape(&logo.alt)));
    }
    html.push_str(&format!("<h1 dir=\"auto\">{}</h1>\n", escape(title)));
    if let Some(subtitle) = &page.subtitle {
        html.push_str(&format!("<p class=\"subtitle\" dir=\"auto\">{}</p>\n", escape(subtitle)));
    }
    if let Some(date) = page.date {
        html.push_str(&format!("<p class=\"date\"><time datetime=\"{date}\">{}</time></p>\n", long_day(date)));
    }
    if !page.facts.is_empty() {
        html.push_str("<dl>\n");
        for fact in &page.facts {
            let (label, value) = (escape(&fact.label), escape(&fact.value));
            html.push_str(&format!("<div><dt>{label}</dt><dd dir=\"auto\">{value}</dd></div>\n"));
        }
        html.push_str("</dl>\n");
    }
    if let Some(note) = &page.note {
        html.push_str(&format!("<p class=\"note\" dir=\"auto\">{}</p>\n", escape(note)));
    }
    html.push_str("</header>\n");
}

/// Main sections and the level below, as nested lists.
fn push_contents(html: &mut String, document: &Document<'_>, page: &Page) {
    let Some(heading) = page.contents.as_deref().filter(|_| !document.outline.is_empty()) else { return };
    html.push_str(&format!("<nav>\n<h2>{}</h2>\n<ol>\n", escape(heading)));
    let mut depth_before = 0;
    for entry in document.outline.iter().filter(|entry| entry.depth <= 2) {
        html.push_str(match (depth_before, entry.depth) {
            (0, _) => "<li>",
            (1, 2) => "\n<ol>\n<li>",
            (2, 1) => "</li>\n</ol>\n</li>\n<li>",
            _ => "</li>\n<li>",
        });
        html.push_str(&format!("<a href=\"#{}\">{}</a>", escape(&entry.anchor), escape(&entry.text)));
        depth_before = entry.depth;
    }
    html.push_str(if depth_before == 2 { "</li>\n</ol>\n</li>\n" } else { "</li>\n" });
    html.push_str("</ol>\n</nav>\n");
}

/// The events with what a browser needs beside their plain form.
///
/// Everything written as HTML here is a constant, or a picture that has escaped its own texts: text never takes this way.
fn for_browser<'a>(events: &[Event<'a>], pictures: &'a [Placed]) -> Vec<Event<'a>> {
    let html = |text: &'static str| Event::Html(CowStr::Borrowed(text));
    let mut out = Vec::with_capacity(events.len() + events.len() / 4);
    let (mut in_picture, mut in_address) = (false, false);
    for (idx, event) in events.iter().enumerate() {
        match event {
            Event::Start(Tag::Image { dest_url, .. }) => {
                in_picture = true;
                let placed = pictures.iter().find(|placed| placed.path == **dest_url);
                let svg = placed.map_or("", |placed| placed.picture.svg.as_str());
                out.extend([
                    html("<figure tabindex=\"0\">\n"),
                    Event::Html(CowStr::Borrowed(svg)),
                    html("</figure>\n"),
                ]);
            }
            Event::End(TagEnd::Image) => in_picture = false,
            // Its alternative text is inside the picture.
            _ if in_picture => {}
            // On paper an address stands behind a link, but not behind itself.
            Event::Start(Tag::Link { dest_url, .. }) if shows(&events[idx + 1..], dest_url) => {
                in_address = true;
                out.extend([html("<span class=\"address\">"), event.clone()]);
            }
            Event::End(TagEnd::Link) if in_address => {
                in_address = false;
                out.extend([event.clone(), html("</span>")]);
            }
            // The page's title is the only heading of the first level.
            Event::Start(Tag::Heading { level, id, .. }) => {
                let (level, id) = (below(*level), id.clone());
                out.push(Event::Start(Tag::Heading { level, id, classes: Vec::new(), attrs: Vec::new() }));
            }
            Event::End(TagEnd::Heading(level)) => out.push(Event::End(TagEnd::Heading(below(*level)))),
            // A wide table scrolls inside its own box; `tabindex` lets a keyboard do it.
            Event::Start(Tag::Table(alignments)) => {
                let open = match alignments.len() {
                    0..=2 => "<div class=\"table\">",
                    3..=4 => "<div class=\"table\" tabindex=\"0\">",
                    _ => "<div class=\"table wide\" tabindex=\"0\">",
                };
                out.extend([html(open), event.clone()]);
            }
            Event::End(TagEnd::Table) => out.extend([event.clone(), html("</div>\n")]),
            Event::Start(Tag::TableCell) => out.extend([event.clone(), html(cell_start(&events[idx + 1..]))]),
            Event::End(TagEnd::TableCell) => out.extend([html("</span>"), event.clone()]),
            Event::TaskListMarker(true) => {
                out.push(html("<span class=\"task\" role=\"img\" aria-label=\"done\">☑</span>"));
            }
            Event::TaskListMarker(false) => {
                out.push(html("<span class=\"task\" role=\"img\" aria-label=\"open\">☐</span>"));
            }
            other => out.push(other.clone()),
        }
    }
    out
}

/// Whether the words of the link that was just opened are its address.
fn shows(events: &[Event<'_>], address: &str) -> bool {
    let length = events.iter().position(|event| matches!(event, Event::End(TagEnd::Link)));
    let words = plain_text(&events[..length.unwrap_or(0)]);
    let bare = |text: &str| text.trim_start_matches("https://").trim_end_matches('/').to_owned();
    bare(&words) == bare(address)
}

/// Dates and numbers must not wrap, addresses must: no rule of style can tell one from the other.
fn cell_start(events: &[Event<'_>]) -> &'static str {
    let length = events.iter().position(|event| matches!(event, Event::End(TagEnd::TableCell)));
    let text = plain_text(&events[..length.unwrap_or(0)]);
    let longest_word = text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    match longest_word {
        25.. => "<span class=\"long\">",
        _ if text.chars().count() <= 12 => "<span class=\"short\">",
        _ => "<span>",
    }
}

fn below(level: HeadingLevel) -> HeadingLevel {
    HeadingLevel::try_from(level as usize + 1).unwrap_or(HeadingLevel::H6)
}

/// Text for HTML, in an element or in an attribute with double quotes.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in reveal(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
