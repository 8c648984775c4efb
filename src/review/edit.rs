//! New estimates in the text of a plan: what is replaced is replaced where it stands, what is new is added at the end of the
//! list, and everything else, comments and the order of the file too, stays as it is.

use std::ops::Range;

use super::change::Change;
use crate::load::Node;
use crate::model::decimal::format_scaled;
use crate::model::effort::ThreePoint;
use crate::raw::Spanned;

/// Longest line of a text that is put in.
const WIDTH: usize = 110;

/// The text with the changes; none where it is written in a way that cannot be edited piece by piece, such as with aliases.
///
/// The caller reads the result once more and compares, because a text can be YAML in more ways than are looked for here.
pub fn edit(text: &str, tree: &Spanned<Node>, changes: &[Change]) -> Option<String> {
    let Node::Map(fields) = &tree.value else { return None };
    let list = fields.iter().find(|(key, _)| key.value == "estimates");
    let entries = match list.map(|(_, list)| &list.value) {
        Some(Node::Seq(entries)) => entries.as_slice(),
        Some(_) => return None,
        None => &[],
    };
    let mut edits = Vec::new();
    let mut added = Vec::new();
    for change in changes {
        match entries.iter().find_map(|entry| entry_of(entry, change)) {
            Some((entry, is_flow)) => edits.extend(replaced(text, entry, is_flow, change)?),
            None => added.push(change),
        }
    }
    if !added.is_empty() {
        match list {
            None => edits.push(new_list(text, &added)),
            Some((_, list)) if entries.is_empty() => edits.extend(in_empty_list(text, list, &added)?),
            Some((key, list)) => edits.push(at_end(text, fields, key, list, &added)?),
        }
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut edited = text.to_owned();
    for (range, new) in edits.iter().rev() {
        edited.replace_range(range.clone(), new);
    }
    // A file keeps the line ends that it has.
    let crlf = text.contains("\r\n");
    Some(if crlf { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited })
}

type Fields = [(Spanned<String>, Spanned<Node>)];

/// The fields of the entry of a change, and whether it is written in braces.
fn entry_of<'a>(entry: &'a Spanned<Node>, change: &Change) -> Option<(&'a Fields, bool)> {
    let Node::Map(fields) = &entry.value else { return None };
    let is_it = |(key, value): &(Spanned<String>, Spanned<Node>)| {
        key.value == "capability" && matches!(&value.value, Node::Text(id) if id == change.capability.as_str())
    };
    // In block style a mapping has no mark of its own.
    fields.iter().any(is_it).then_some((fields, entry.span.start < entry.span.end))
}

/// Edits of an entry that is there.
fn replaced(text: &str, entry: &Fields, is_flow: bool, change: &Change) -> Option<Vec<(Range<usize>, String)>> {
    let field = |name: &str| entry.iter().find(|(key, _)| key.value == name);
    let mut edits = Vec::new();
    match field("effort") {
        Some((_, effort)) => {
            let Node::Map(points) = &effort.value else { return None };
            let (low, likely, high) = change.after.hundredths();
            for (name, point) in [("optimistic", low), ("likely", likely), ("pessimistic", high)] {
                let (key, value) = points.iter().find(|(key, _)| key.value == name)?;
                edits.push((scalar(text, key, value)?, format!(": {}", weeks(point))));
            }
        }
        None => {
            let (key, _) = field("value")?;
            let rest =
                if is_flow { ", ".to_owned() } else { format!("\n{}", " ".repeat(column(text, key.span.start))) };
            edits.push((key.span.start..key.span.start, format!("effort: {}{rest}", points(change.after))));
        }
    }
    let entry = &change.entry;
    for (name, new) in [("who", &entry.who), ("when", &entry.when.to_string()), ("why", &entry.why)] {
        let (key, value) = field(name)?;
        let new = match name {
            "when" => new.clone(),
            "why" if !is_flow => folded(new, column(text, key.span.start) + 2),
            _ => quoted(new),
        };
        edits.push((scalar(text, key, value)?, format!(": {new}")));
    }
    Some(edits)
}

/// From the end of a key to the end of its value; none where the value stands elsewhere.
fn scalar(text: &str, key: &Spanned<String>, value: &Spanned<Node>) -> Option<Range<usize>> {
    let end = text.get(..value.span.end)?.trim_end().len();
    (key.span.end < value.span.start && key.span.end < end).then_some(key.span.end..end)
}

/// A new list at the end of the file.
fn new_list(text: &str, added: &[&Change]) -> (Range<usize>, String) {
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let head = "# Estimates that a review has replaced, with who, when and why.\nestimates:\n";
    (text.len()..text.len(), format!("{gap}{head}{}", entries(added, 2)))
}

/// In the place of `[]`, on the lines after it.
fn in_empty_list(text: &str, list: &Spanned<Node>, added: &[&Change]) -> Option<[(Range<usize>, String); 2]> {
    let rest = text.get(list.span.start..)?.strip_prefix('[')?;
    let (inside, after) = rest.split_once(']')?;
    let brackets = list.span.start..text.len() - after.len();
    let line_end = brackets.end + after.find('\n').map_or(after.len(), |at| at + 1);
    let gap = if text[..line_end].ends_with('\n') { "" } else { "\n" };
    let new = (line_end..line_end, format!("{gap}{}", entries(added, 2)));
    inside.trim().is_empty().then_some([(brackets, String::new()), new])
}

/// After the last entry of a list in block style, before comments that belong to what follows.
fn at_end(
    text: &str,
    fields: &Fields,
    key: &Spanned<String>,
    list: &Spanned<Node>,
    added: &[&Change],
) -> Option<(Range<usize>, String)> {
    if list.span.start < list.span.end {
        return None;
    }
    let Node::Seq(items) = &list.value else { return None };
    let first = items.first()?.span.start;
    let indent = column(text, text.get(..first)?.rfind('-')?);
    let following = fields.iter().map(|(other, _)| other.span.start).filter(|start| *start > key.span.start).min();
    let mut end = first;
    let mut start = key.span.start;
    for line in text[key.span.start..following.unwrap_or(text.len())].split_inclusive('\n') {
        let margin = line.len() - line.trim_start().len();
        let is_of_list = !line.trim().is_empty() && (margin >= indent || !line.trim_start().starts_with('#'));
        start += line.len();
        end = if is_of_list { start } else { end };
    }
    let gap = if text[..end].ends_with('\n') { "" } else { "\n" };
    Some((end..end, format!("{gap}{}", entries(added, indent))))
}

/// Entries in block style, each with its `-` in this column.
fn entries(added: &[&Change], indent: usize) -> String {
    let entry = |change: &&Change| {
        let margin = " ".repeat(indent);
        let entry = &change.entry;
        [
            format!("{margin}- capability: {}\n", change.capability),
            format!("{margin}  effort: {}\n", points(change.after)),
            format!("{margin}  who: {}\n", quoted(&entry.who)),
            format!("{margin}  when: {}\n", entry.when),
            format!("{margin}  why: {}\n", folded(&entry.why, indent + 4)),
        ]
        .concat()
    };
    added.iter().map(entry).collect()
}

fn points(estimate: ThreePoint) -> String {
    let (low, likely, high) = estimate.hundredths();
    format!("{{optimistic: {}, likely: {}, pessimistic: {}}}", weeks(low), weeks(likely), weeks(high))
}

fn weeks(hundredths: u32) -> String {
    format_scaled(i64::from(hundredths), 2)
}

/// A text in double quotes: every string of JSON is one of YAML.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A text of one line as a folded block, in which no character has a meaning but the blank.
fn folded(text: &str, indent: usize) -> String {
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
fn column(text: &str, at: usize) -> usize {
    text[..at].rsplit('\n').next().unwrap_or_default().chars().count()
}
