//! Whether a web page can do harm, by a parser that reads it as browsers do.

use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that a page of ours may hold. None of them runs or fetches anything.
const ELEMENTS: [&str; 52] = [
    "a",
    "blockquote",
    "body",
    "br",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "ul",
    "figure",
    "figcaption",
    "section",
    "article",
    "aside",
    "caption",
    "colgroup",
    "col",
    "sup",
    "sub",
    "s",
];
/// Attributes that they may have.
const ATTRIBUTES: [&str; 16] = [
    "aria-label",
    "charset",
    "class",
    "content",
    "datetime",
    "dir",
    "href",
    "http-equiv",
    "id",
    "lang",
    "name",
    "role",
    "start",
    "style",
    "tabindex",
    "title",
];

/// Panics with what could do harm.
pub fn assert_harmless(html: &str) {
    let dom = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    // The tree is kept to the end: a node that goes takes the children of its children with it.
    let mut open: Vec<Handle> = vec![dom.document.clone()];
    let mut n_styles = 0;
    while let Some(node) = open.pop() {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let name = &*name.local;
            assert!(ELEMENTS.contains(&name), "<{name}> in {html}");
            n_styles += usize::from(name == "style");
            attrs.borrow().iter().for_each(|attribute| assert_attribute(name, attribute, html));
        }
        assert!(!matches!(node.data, NodeData::Comment { .. }), "a comment in {html}");
        open.extend(node.children.borrow().iter().cloned());
    }
    assert!(n_styles <= 1, "a second style in {html}");
}

fn assert_attribute(element: &str, attribute: &Attribute, html: &str) {
    let (name, value) = (&*attribute.name.local, &*attribute.value);
    assert!(ATTRIBUTES.contains(&name), "{name} of <{element}> in {html}");
    let is_good = match name {
        "href" => {
            let scheme = value.split(':').next().unwrap_or_default().to_ascii_lowercase();
            element == "a" && (value.starts_with('#') || ["http", "https", "mailto"].contains(&scheme.as_str()))
        }
        // The alignment of a cell, and nothing that a reader wrote.
        "style" => ["left", "center", "right"].iter().any(|side| value == format!("text-align: {side}")),
        "http-equiv" => value == "Content-Security-Policy",
        _ => true,
    };
    assert!(is_good, "{name}={value:?} of <{element}> in {html}");
}
