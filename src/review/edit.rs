//! New estimates in the text of a plan: what is replaced is replaced where it stands, what is new is added at the end of the
//! list, and everything else, comments and the order of the file too, stays as it is.

use super::change::Change;
use crate::edit::{Edit, Fields, after_key, apply, block_end, column, folded, in_empty, lines_at, quoted};
use crate::load::Node;
use crate::model::decimal::format_scaled;
use crate::model::effort::ThreePoint;
use crate::raw::Spanned;

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
            Some((_, list)) if entries.is_empty() => {
                edits.extend(in_empty(text, list.span.start, ['[', ']'], &entries_of(&added, 2))?);
            }
            Some((key, list)) => edits.push(at_end(text, fields, key, list, &added)?),
        }
    }
    Some(apply(text, edits))
}

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
fn replaced(text: &str, entry: &Fields, is_flow: bool, change: &Change) -> Option<Vec<Edit>> {
    let field = |name: &str| entry.iter().find(|(key, _)| key.value == name);
    let mut edits = Vec::new();
    match field("effort") {
        Some((_, effort)) => {
            let Node::Map(points) = &effort.value else { return None };
            let (low, likely, high) = change.after.hundredths();
            for (name, point) in [("optimistic", low), ("likely", likely), ("pessimistic", high)] {
                let (key, value) = points.iter().find(|(key, _)| key.value == name)?;
                edits.push((after_key(text, key, value)?, format!(": {}", weeks(point))));
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
        edits.push((after_key(text, key, value)?, format!(": {new}")));
    }
    Some(edits)
}

/// A new list at the end of the file.
fn new_list(text: &str, added: &[&Change]) -> Edit {
    let gap = if text.ends_with('\n') { "\n" } else { "\n\n" };
    let head = "# Estimates that a review has replaced, with who, when and why.\nestimates:\n";
    (text.len()..text.len(), format!("{gap}{head}{}", entries_of(added, 2)))
}

/// After the last entry of a list in block style, before comments that belong to what follows.
fn at_end(text: &str, fields: &Fields, key: &Spanned<String>, list: &Spanned<Node>, added: &[&Change]) -> Option<Edit> {
    if list.span.start < list.span.end {
        return None;
    }
    let Node::Seq(items) = &list.value else { return None };
    let first = items.first()?.span.start;
    let indent = column(text, text.get(..first)?.rfind('-')?);
    let end = block_end(text, fields, key, indent).max(first);
    Some(lines_at(text, end, &entries_of(added, indent)))
}

/// Entries in block style, each with its `-` in this column.
fn entries_of(added: &[&Change], indent: usize) -> String {
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
