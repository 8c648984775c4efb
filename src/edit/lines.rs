//! Fields and items as whole lines: where they begin and end, and what they are as comments or at another column.

use std::ops::Range;

use super::{Edit, Fields, WIDTH, apply, folded, quoted};
use crate::load::Node;
use crate::raw::Spanned;

/// The text with the edits; none where two of them overlap or are outside of it.
pub fn apply_apart(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let is_apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start);
    let is_inside = edits.iter().all(|(range, _)| text.get(range.clone()).is_some());
    (is_apart && is_inside).then(|| apply(text, edits))
}

/// The fields of a mapping.
pub fn fields(node: &Spanned<Node>) -> Option<&Fields> {
    match &node.value {
        Node::Map(fields) => Some(fields),
        _ => None,
    }
}

/// One field of a mapping.
pub fn field<'a>(fields: &'a Fields, name: &str) -> Option<&'a (Spanned<String>, Spanned<Node>)> {
    fields.iter().find(|(key, _)| key.value == name)
}

/// Whether a mapping or a list is written in brackets; in block style it has no mark of its own.
pub fn is_flow(node: &Spanned<Node>) -> bool {
    node.span.start < node.span.end
}

/// The lines of a field or an item that begins at `start` and ends before `limit`, without the empty lines and comments at
/// their end that belong to what follows.
pub fn body(text: &str, start: usize, limit: usize) -> Range<usize> {
    let from = line_start(text, start);
    let indent = margin(&text[from..]);
    let (mut at, mut end) = (from, from);
    for line in text[from..limit.max(from)].split_inclusive('\n') {
        at += line.len();
        let is_comment = line.trim_start().starts_with('#');
        if !line.trim().is_empty() && (!is_comment || margin(line) > indent) {
            end = at;
        }
    }
    from..end
}

/// Where the line of a place begins.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Blanks at the beginning of a line.
fn margin(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines as comments, each at the column of the first.
pub fn commented(lines: &str) -> String {
    let indent = margin(lines);
    let comment = |line: &str| match line.split_at_checked(indent) {
        Some((blanks, rest)) if blanks.trim().is_empty() => format!("{blanks}# {rest}"),
        _ => format!("# {line}"),
    };
    lines.split_inclusive('\n').map(comment).collect()
}

/// Lines moved to another column.
pub fn moved(lines: &str, from: usize, to: usize) -> String {
    let line = |line: &str| match line.trim().is_empty() {
        true => "\n".to_owned(),
        false => format!("{}{}", " ".repeat((margin(line) + to).saturating_sub(from)), line.trim_start_matches(' ')),
    };
    lines.split_inclusive('\n').map(line).collect()
}

/// A text as a value after a colon: bare where it can be nothing else, folded where it is long, else in quotes.
pub fn text_value(text: &str, indent: usize) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || " /._-()".contains(c) || (c.is_alphabetic() && !c.is_ascii());
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(bare) && text.trim() == text;
    let looks_otherwise = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    let one_line = !text.contains(['\n', '\r', '\t']) && text.trim() == text && !text.contains("  ");
    if text.chars().count() > WIDTH - 20 && one_line {
        folded(text, indent)
    } else if is_word && !looks_otherwise.contains(&text.to_lowercase().as_str()) {
        text.to_owned()
    } else {
        quoted(text)
    }
}
