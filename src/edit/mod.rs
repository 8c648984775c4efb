//! Edits of the text of a YAML file, in which everything else stays as it is written: comments, order and line ends.
//!
//! The caller reads the result once more and compares, because a text can be YAML in more ways than are looked for here.

mod lines;

pub use lines::{apply_apart, body, commented, field, fields, is_flow, line_start, moved, text_value};

use std::ops::Range;

use crate::load::Node;
use crate::raw::Spanned;

/// Longest line of a text that is put in.
const WIDTH: usize = 110;

/// The keys and values of a mapping.
pub type Fields = [(Spanned<String>, Spanned<Node>)];

/// A range of bytes and what comes into its place.
pub type Edit = (Range<usize>, String);

/// The text after the edits, which must not overlap.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    // What is put in before a piece that goes stays.
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = text.to_owned();
    for (range, new) in edits.iter().rev() {
        edited.replace_range(range.clone(), new);
    }
    // A file keeps the line ends that it has.
    let crlf = text.contains("\r\n");
    if crlf { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited }
}

/// From the end of a key to the end of its value; none where the value stands elsewhere.
pub fn after_key(text: &str, key: &Spanned<String>, value: &Spanned<Node>) -> Option<Range<usize>> {
    let end = text.get(..value.span.end)?.trim_end().len();
    (key.span.end < value.span.start && key.span.end < end).then_some(key.span.end..end)
}

/// Where the value of a key in block style ends, at the start of a line or the end of the text: before the next of the fields, and before comments that belong to that.
///
/// `indent` is the column of the entries of the value.
pub fn block_end(text: &str, fields: &Fields, key: &Spanned<String>, indent: usize) -> usize {
    let following = fields.iter().map(|(other, _)| other.span.start).filter(|start| *start > key.span.start).min();
    let mut start = key.span.start;
    let mut end = start;
    for line in text[start..following.unwrap_or(text.len())].split_inclusive('\n') {
        let margin = line.len() - line.trim_start().len();
        let is_of_value = !line.trim().is_empty() && (margin >= indent || !line.trim_start().starts_with('#'));
        start += line.len();
        end = if is_of_value { start } else { end };
    }
    end
}

/// Lines put in at a place where the text may end without a line break.
pub fn lines_at(text: &str, at: usize, lines: &str) -> Edit {
    let gap = if at == 0 || text[..at].ends_with('\n') { "" } else { "\n" };
    (at..at, format!("{gap}{lines}"))
}

/// Lines in the place of an empty collection in brackets, on the lines after it; none if it holds something.
pub fn in_empty(text: &str, start: usize, brackets: [char; 2], lines: &str) -> Option<[Edit; 2]> {
    let rest = text.get(start..)?.strip_prefix(brackets[0])?;
    let (inside, after) = rest.split_once(brackets[1])?;
    let whole = start..text.len() - after.len();
    let line_end = whole.end + after.find('\n').map_or(after.len(), |at| at + 1);
    inside.trim().is_empty().then_some([(whole, String::new()), lines_at(text, line_end, lines)])
}

/// A text in double quotes: every string of JSON is one of YAML.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text of one line as a folded block, in which no character has a meaning but the blank.
pub fn folded(text: &str, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() + indent <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    format!(">-\n{margin}{}", lines.join(&format!("\n{margin}")))
}

/// The column of a place, from 0.
pub fn column(text: &str, at: usize) -> usize {
    text[..at].rsplit('\n').next().unwrap_or_default().chars().count()
}
