//! New statuses in the text of an assessment, where everything else stays as it is written.

use super::findings::Findings;
use super::merge::Change;
use crate::edit::{Edit, Fields, after_key, apply, block_end, column, folded, in_empty, lines_at, quoted};
use crate::load::Node;
use crate::model::assessment::{Assessment, Evidence, Status};
use crate::raw::Spanned;

/// Fields that belong to one status alone.
const OF_STATUS: [&str; 4] = ["sub_checks", "share_left", "to", "reason"];

/// The line that keeps an entry out of public documents.
const MARK: &str = "confidential: true\n";

/// The text with the changes; none where it is written in a way that cannot be edited piece by piece, such as with aliases.
///
/// The caller reads the result once more and compares.
pub fn edit(
    text: &str,
    tree: &Spanned<Node>,
    before: &Assessment,
    changes: &[Change],
    findings: &Findings,
) -> Option<String> {
    let Node::Map(fields) = &tree.value else { return None };
    let field = |name: &str| fields.iter().find(|(key, _)| key.value == name);
    let (key, list) = field("capabilities")?;
    let Node::Map(entries) = &list.value else { return None };
    let mut edits = Vec::new();
    if findings.date > before.assessed_on {
        let (key, value) = field("assessed_on")?;
        edits.push((after_key(text, key, value)?, format!(": {}", findings.date)));
    }
    let mut added = Vec::new();
    for change in changes {
        match entries.iter().find(|(key, _)| key.value == change.capability.as_str()) {
            None => added.push(change),
            Some((key, entry)) => edits.extend(replaced(text, entries, key, entry, change)?),
        }
    }
    if !added.is_empty() {
        let of = |indent: usize| added.iter().map(|change| new_entry(change, indent)).collect::<String>();
        match entries.first() {
            None => edits.extend(in_empty(text, list.span.start, ['{', '}'], &of(2))?),
            Some(_) if list.span.start < list.span.end => return None,
            Some((first, _)) => {
                let indent = column(text, first.span.start);
                edits.push(lines_at(text, block_end(text, fields, key, indent), &of(indent)));
            }
        }
    }
    Some(apply(text, edits))
}

/// Edits of an entry that is there.
fn replaced(
    text: &str,
    entries: &Fields,
    key: &Spanned<String>,
    entry: &Spanned<Node>,
    change: &Change,
) -> Option<Vec<Edit>> {
    let Node::Map(fields) = &entry.value else { return None };
    // In block style a mapping has no mark of its own.
    if text.get(entry.span.start..)?.starts_with('{') {
        return in_braces(text, key, entry, fields, change).map(|edit| vec![edit]);
    }
    let (status, value) = fields.iter().find(|(key, _)| key.value == "status")?;
    let indent = column(text, status.span.start);
    let line_end = |at: usize| at + text[at..].find('\n').map_or(text.len() - at, |end| end + 1);
    let mut edits = vec![(after_key(text, status, value)?, format!(": {}", change.word()))];
    for (old, _) in fields.iter().filter(|(key, _)| OF_STATUS.contains(&key.value.as_str())) {
        let start = text[..old.span.start].rfind('\n').map_or(0, |end| end + 1);
        // Only its own line: what follows is of another field, or of the next entry.
        let end = field_end(text, entries, key, fields, old, indent);
        edits.push((start..end, String::new()));
    }
    let mut lines = of_status(&change.status, indent);
    match fields.iter().find(|(key, _)| key.value == "confidential") {
        _ if !change.confidential => {}
        Some((key, value)) => edits.push((after_key(text, key, value)?, ": true".to_owned())),
        None => lines.push_str(&format!("{}{MARK}", " ".repeat(indent))),
    }
    match fields.iter().find(|(key, _)| key.value == "evidence") {
        _ if change.evidence.is_empty() => {}
        None => {
            lines.push_str(&format!("{}evidence:\n", " ".repeat(indent)));
            lines.push_str(&items(&change.evidence, indent + 2));
        }
        Some((key_of, list)) => {
            let Node::Seq(present) = &list.value else { return None };
            match present.first() {
                None => {
                    edits.extend(in_empty(text, list.span.start, ['[', ']'], &items(&change.evidence, indent + 2))?)
                }
                Some(first) => {
                    let dash = key_of.span.end + text.get(key_of.span.end..first.span.start)?.rfind('-')?;
                    let end = field_end(text, entries, key, fields, key_of, indent);
                    edits.push(lines_at(text, end, &items(&change.evidence, column(text, dash))));
                }
            }
        }
    }
    edits.push(lines_at(text, line_end(value.span.end), &lines));
    Some(edits)
}

/// Where a field of an entry ends, at the start of a line: before the next field, or where the entry ends.
fn field_end(
    text: &str,
    entries: &Fields,
    entry: &Spanned<String>,
    fields: &Fields,
    field: &Spanned<String>,
    indent: usize,
) -> usize {
    let after = entries.iter().map(|(key, _)| key.span.start).filter(|start| *start > entry.span.start).min();
    let entry_end = after.unwrap_or(text.len());
    let is_next = |start: &usize| *start > field.span.start;
    let next = fields.iter().map(|(key, _)| key.span.start).filter(is_next).min();
    let limit = next.unwrap_or(entry_end);
    let mut at = text[..field.span.start].rfind('\n').map_or(0, |end| end + 1);
    let mut end = at;
    for (n, line) in text[at..].split_inclusive('\n').enumerate() {
        let margin = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        let is_item = trimmed.starts_with("- ") || trimmed == "-";
        let is_of_field = n == 0 || margin > indent || (margin == indent && is_item);
        if at >= limit && n > 0 {
            break;
        }
        if !trimmed.is_empty() && !is_of_field {
            break;
        }
        at += line.len();
        if !trimmed.is_empty() {
            end = at;
        }
    }
    end
}

/// An entry in braces, with its other fields as they are written.
fn in_braces(
    text: &str,
    key: &Spanned<String>,
    entry: &Spanned<Node>,
    fields: &Fields,
    change: &Change,
) -> Option<Edit> {
    let kept = |(name, value): &&(Spanned<String>, Spanned<Node>)| {
        name.value != "status"
            && name.value != "evidence"
            && !OF_STATUS.contains(&name.value.as_str())
            && matches!(value.value, Node::Text(_) | Node::Bool)
    };
    let others = fields.iter().filter(|(name, _)| name.value != "status" && !OF_STATUS.contains(&name.value.as_str()));
    if others.count() != fields.iter().filter(kept).count() {
        return None;
    }
    let end = entry.span.start + closing(&text[entry.span.start..])?;
    let margin = column(text, key.span.start) + 2;
    let mut lines = format!("\n{}status: {}\n", " ".repeat(margin), change.word());
    lines.push_str(&of_status(&change.status, margin));
    if change.confidential {
        // Beside a field that says otherwise it would stand twice.
        let is_said = fields.iter().any(|(name, _)| name.value == "confidential");
        lines.push_str(&format!("{}{MARK}", " ".repeat(margin)).repeat(usize::from(!is_said)));
    }
    for (name, value) in fields.iter().filter(kept) {
        let written = text.get(name.span.start..value.span.end)?;
        lines.push_str(&format!("{}{}\n", " ".repeat(margin), written.trim()));
    }
    if !change.evidence.is_empty() {
        lines.push_str(&format!("{}evidence:\n{}", " ".repeat(margin), items(&change.evidence, margin + 2)));
    }
    let start = text[..entry.span.start].trim_end().len();
    Some((start..end, lines.trim_end_matches('\n').to_owned()))
}

/// Where a mapping in braces ends; none if a quote or a brace in it makes that unclear.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), '\\') => return None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// A new entry in block style, its key in this column.
fn new_entry(change: &Change, indent: usize) -> String {
    let margin = " ".repeat(indent + 2);
    let evidence = match change.evidence.as_slice() {
        [] => String::new(),
        evidence => format!("{margin}evidence:\n{}", items(evidence, indent + 4)),
    };
    let head = format!("{}{}:\n{margin}status: {}\n", " ".repeat(indent), change.capability, change.word());
    let mark = if change.confidential { format!("{margin}{MARK}") } else { String::new() };
    head + &of_status(&change.status, indent + 2) + &mark + &evidence
}

/// The lines that belong to a status alone.
fn of_status(status: &Status, indent: usize) -> String {
    let margin = " ".repeat(indent);
    match status {
        Status::NotApplicable(reason) => format!("{margin}reason: {}\n", folded(reason, indent + 2)),
        Status::Partial(part) => {
            let of =
                |ids: &[_], word: &str| ids.iter().map(|id| format!("{margin}  {id}: {word}\n")).collect::<String>();
            let parts = [of(&part.met, "met"), of(&part.missing, "missing"), of(&part.unknown, "unknown")];
            format!("{margin}sub_checks:\n{}", parts.concat())
        }
        _ => String::new(),
    }
}

/// Items of evidence, each with its `-` in this column.
fn items(evidence: &[Evidence], indent: usize) -> String {
    let margin = " ".repeat(indent);
    let item = |item: &Evidence| {
        let link = item.link.as_ref().map(|link| format!("{margin}  link: {}\n", quoted(link))).unwrap_or_default();
        format!("{margin}- what: {}\n{link}{margin}  date: {}\n", folded(&item.what, indent + 4), item.date.first_day())
    };
    evidence.iter().map(item).collect()
}
