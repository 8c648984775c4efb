//! The text of an assessment, carried to another framework: each answer is rewritten where it stands.

use std::ops::Range;

use indexmap::IndexMap;

use super::fate::{Becomes, Fates};
use super::status::{Answer, Carried, merged, piece, renamed, status_word, sub_status_word};
use crate::edit::{
    Edit, Fields, after_key, apply_apart, body, column, commented, field, fields, is_flow, line_start, moved,
    text_value,
};
use crate::load::Node;
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, SubCheckId};
use crate::model::migration::Merge;
use crate::raw::{Spanned, assessment as raw};

/// An assessment for the new framework.
#[derive(Debug, Clone)]
pub struct NewAssessment {
    /// Its text.
    pub text: String,
    /// What it has to say of each capability that it lists; whoever writes it reads it once more and compares.
    pub answers: IndexMap<String, Answer>,
    /// What became of each capability, in the order of the file, and the new ones.
    pub lines: Vec<Line>,
}

/// What became of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The new id; none for one that is gone.
    pub to: Option<String>,
    /// The old ids; none for one that is new.
    pub from: Vec<String>,
    /// The new status.
    pub status: &'static str,
    /// Why somebody has to look at it again, or why it is gone or has come.
    pub because: Option<String>,
}

/// An answer in the file.
struct Entry<'a> {
    id: &'a str,
    key: &'a Spanned<String>,
    node: &'a Spanned<Node>,
    lines: Range<usize>,
    old: Answer,
}

/// Carry an assessment; `taxonomy` are answers to questions that the old framework did not ask. None where the text is
/// written in a way that cannot be edited piece by piece.
pub fn assessment(
    text: &str,
    tree: &Spanned<Node>,
    raw: &raw::Assessment,
    fates: &Fates<'_>,
    taxonomy: &IndexMap<String, String>,
) -> Option<NewAssessment> {
    let top = fields(tree)?;
    let (key, value) = field(top, "framework")?;
    let mut edits = vec![(after_key(text, key, value)?, format!(": {}", fates.map.to))];
    edits.extend(questions(text, top, fates, taxonomy)?);
    let entries = entries(text, top, raw)?;
    let mut new = NewAssessment { text: String::new(), answers: IndexMap::new(), lines: Vec::new() };
    let mut done: Vec<&CapabilityId> = Vec::new();
    for entry in &entries {
        match fates.of(entry.id) {
            Becomes::Same(to) => {
                let carried = renamed(&entry.old, entry.id, None, str::to_owned, &sub_checks(fates.catalog, to));
                edits.extend(alone(text, entry, to, carried, &mut new)?);
            }
            Becomes::Renamed { to, stricter, sub_checks: new_ids } => {
                let new_id = |id: &str| new_ids.get(id).map_or_else(|| id.to_owned(), ToString::to_string);
                let carried = renamed(&entry.old, entry.id, stricter, new_id, &sub_checks(fates.catalog, to));
                edits.extend(alone(text, entry, to, carried, &mut new)?);
            }
            Becomes::Split(pieces) => {
                let mut texts = String::new();
                for item in pieces {
                    let carried = piece(&entry.old, entry.id, item);
                    texts.push_str(&rewritten(text, entry, item.to.as_str(), &carried.answer)?);
                    new.add(&item.to, &[entry.id], carried);
                }
                edits.push((entry.lines.clone(), texts));
            }
            Becomes::Merged(merge) if done.contains(&&merge.into) => {
                edits.push((lead(text, entry).start..entry.lines.end, String::new()));
            }
            Becomes::Merged(merge) => {
                done.push(&merge.into);
                edits.push((entry.lines.clone(), together(text, &entries, entry, merge, &mut new)?));
            }
            Becomes::Dropped(because) => {
                let lines = text.get(entry.lines.clone())?;
                let head =
                    format!("{}# Not in {}: {because}\n", " ".repeat(column(text, entry.key.span.start)), fates.map.to);
                edits.push((entry.lines.clone(), format!("{head}{}", commented(lines))));
                new.lines.push(Line {
                    to: None,
                    from: vec![entry.id.to_owned()],
                    status: status_word(entry.old.status),
                    because: Some(because.to_owned()),
                });
            }
            Becomes::Nothing => return None,
        }
    }
    edits.extend(added(text, &entries, fates, &mut new));
    new.text = apply_apart(text, edits)?;
    Some(new)
}

impl NewAssessment {
    fn add(&mut self, to: &CapabilityId, from: &[&str], carried: Carried) {
        self.lines.push(Line {
            to: Some(to.to_string()),
            from: from.iter().map(|id| (*id).to_owned()).collect(),
            status: status_word(carried.answer.status),
            because: carried.look_again,
        });
        self.answers.insert(to.to_string(), carried.answer);
    }
}

fn sub_checks<'a>(catalog: &'a Catalog, id: &CapabilityId) -> Vec<&'a str> {
    catalog.capability(id).sub_checks.keys().map(SubCheckId::as_str).collect()
}

/// The answers of the file with their lines.
fn entries<'a>(text: &str, top: &'a Fields, raw: &raw::Assessment) -> Option<Vec<Entry<'a>>> {
    let (key, node) = field(top, "capabilities")?;
    let listed = fields(node)?;
    if is_flow(node) && !listed.is_empty() {
        return None;
    }
    let end = next_start(text, top, key);
    let entry = |(idx, (key, node)): (usize, &'a (Spanned<String>, Spanned<Node>))| {
        let limit = listed.get(idx + 1).map_or(end, |(next, _)| line_start(text, next.span.start));
        let (_, answer) = raw.capabilities.iter().find(|(id, _)| id.value == key.value)?;
        Some(Entry { id: &key.value, key, node, lines: body(text, key.span.start, limit), old: answer.into() })
    };
    listed.iter().enumerate().map(entry).collect()
}

/// The comments right above an answer. Those with an empty line above them are the head of a section.
fn lead(text: &str, entry: &Entry<'_>) -> Range<usize> {
    let mut start = entry.lines.start;
    while let Some(line) = text[..start].split_inclusive('\n').next_back() {
        if !line.trim_start().starts_with('#') {
            let is_head = line.trim().is_empty();
            return if is_head { entry.lines.start..entry.lines.start } else { start..entry.lines.start };
        }
        start -= line.len();
    }
    start..entry.lines.start
}

/// Where the field after this one begins, or the end of the text.
pub fn next_start(text: &str, fields: &Fields, key: &Spanned<String>) -> usize {
    let following = fields.iter().map(|(other, _)| other.span.start).filter(|start| *start > key.span.start).min();
    following.map_or(text.len(), |start| line_start(text, start))
}

/// The edit of an answer that stays one: nothing where it stays as it is, else as little as can be.
fn alone(
    text: &str,
    entry: &Entry<'_>,
    to: &CapabilityId,
    carried: Carried,
    new: &mut NewAssessment,
) -> Option<Option<Edit>> {
    let is_same = entry.id == to.as_str() && entry.old == carried.answer;
    let edit = match is_same {
        true => None,
        false => Some((entry.lines.clone(), rewritten(text, entry, to.as_str(), &carried.answer)?)),
    };
    new.add(to, &[entry.id], carried);
    Some(edit)
}

/// The lines of an answer with another id and another status; everything else in them stays.
fn rewritten(text: &str, entry: &Entry<'_>, to: &str, answer: &Answer) -> Option<String> {
    if is_flow(entry.node) {
        return Some(written(to, answer, column(text, entry.key.span.start), None));
    }
    let listed = fields(entry.node)?;
    let start = entry.lines.start;
    let mut edits: Vec<Edit> = vec![(entry.key.span.range(), to.to_owned())];
    let (status, value) = field(listed, "status")?;
    edits.push((after_key(text, status, value)?, format!(": {}", status_word(answer.status))));
    let indent = column(text, status.span.start);
    let lines_of = |key: &Spanned<String>| {
        let next = next_start(text, listed, key).min(entry.lines.end);
        body(text, key.span.start, next)
    };
    let gone = [
        ("sub_checks", answer.sub_checks.is_empty()),
        ("share_left", answer.share_left.is_none()),
        ("to", answer.to.is_none()),
        ("reason", answer.reason.is_none()),
    ];
    for (name, is_gone) in gone {
        if let Some((key, _)) = field(listed, name).filter(|_| is_gone) {
            edits.push((lines_of(key), String::new()));
        }
    }
    if let Some((_, node)) = field(listed, "sub_checks").filter(|_| !answer.sub_checks.is_empty()) {
        let renamed = fields(node)?.iter().zip(answer.sub_checks.keys());
        edits.extend(renamed.map(|((key, _), new)| (key.span.range(), new.clone())));
    }
    if answer.note != entry.old.note {
        let note =
            answer.note.iter().map(|note| line("note", &text_value(note, indent + 2), indent)).collect::<String>();
        match field(listed, "note") {
            Some((key, _)) => edits.push((lines_of(key), note)),
            None => edits.push((entry.lines.end..entry.lines.end, note)),
        }
    }
    let lines = text.get(..entry.lines.end)?;
    let edited = apply_apart(lines, edits)?;
    let rewritten = edited.get(start..)?;
    Some(if rewritten.ends_with('\n') { rewritten.to_owned() } else { format!("{rewritten}\n") })
}

/// The lines of several answers that have become one.
fn together(
    text: &str,
    entries: &[Entry<'_>],
    first: &Entry<'_>,
    merge: &Merge,
    new: &mut NewAssessment,
) -> Option<String> {
    let find = |id: &CapabilityId| entries.iter().find(|entry| entry.id == id.as_str());
    let old: Vec<(&str, Option<&Answer>)> =
        merge.from.iter().map(|(id, _)| (id.as_str(), find(id).map(|entry| &entry.old))).collect();
    let carried = merged(&old, merge);
    let indent = column(text, first.key.span.start);
    let evidence: Option<String> = merge
        .from
        .iter()
        .filter_map(|(id, _)| find(id))
        .filter(|entry| !entry.old.evidence.is_empty())
        .map(|entry| evidence_lines(text, entry, indent + 4))
        .collect();
    // Comments above the others come along; those above the first stay where they are.
    let others = merge.from.iter().filter_map(|(id, _)| find(id)).filter(|entry| entry.id != first.id);
    let leads: Option<String> = others.map(|entry| text.get(lead(text, entry))).collect();
    let lines = leads? + &written(merge.into.as_str(), &carried.answer, indent, Some(&evidence?));
    let names: Vec<&str> = old.iter().map(|(id, _)| *id).collect();
    new.add(&merge.into, &names, carried);
    Some(lines)
}

/// The items of the evidence of an answer, as they are written where that is in block style.
fn evidence_lines(text: &str, entry: &Entry<'_>, indent: usize) -> Option<String> {
    let node = fields(entry.node).filter(|_| !is_flow(entry.node)).and_then(|listed| {
        let (key, node) = field(listed, "evidence")?;
        (!is_flow(node)).then(|| (next_start(text, listed, key).min(entry.lines.end), node))
    });
    let Some((limit, node)) = node else { return Some(evidence(&entry.old, indent)) };
    let Node::Seq(items) = &node.value else { return None };
    let (first, _) = fields(items.first()?)?.first()?;
    let dash = text.get(..first.span.start)?.rfind('-')?;
    // A comment before the first item of the list belongs to it.
    let lines = body(text, dash, limit);
    let lines = text.get(lines)?;
    let moved = moved(lines, column(text, dash), indent);
    Some(if moved.ends_with('\n') { moved } else { format!("{moved}\n") })
}

/// An answer written anew.
fn written(id: &str, answer: &Answer, indent: usize, evidence_lines: Option<&str>) -> String {
    let inner = indent + 2;
    let mut out = format!("{}{id}:\n", " ".repeat(indent));
    let mut put = |name: &str, value: &str| out.push_str(&line(name, value, inner));
    put("status", status_word(answer.status));
    if !answer.sub_checks.is_empty() {
        let part = |(id, status): (&String, &raw::SubStatus)| format!("{id}: {}", sub_status_word(*status));
        put("sub_checks", &format!("{{{}}}", answer.sub_checks.iter().map(part).collect::<Vec<_>>().join(", ")));
    }
    let texts = [
        ("share_left", answer.share_left.clone()),
        ("to", answer.to.as_ref().map(|text| text_value(text, inner + 2))),
        ("reason", answer.reason.as_ref().map(|text| text_value(text, inner + 2))),
        ("by_third_party", answer.by_third_party.as_ref().map(|text| text_value(text, inner + 2))),
    ];
    texts.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))).for_each(|(name, value)| put(name, value));
    if !answer.evidence.is_empty() {
        let own = evidence(answer, inner + 2);
        out.push_str(&format!("{}evidence:\n{}", " ".repeat(inner), evidence_lines.unwrap_or(&own)));
    }
    if let Some(note) = &answer.note {
        out.push_str(&line("note", &text_value(note, inner + 2), inner));
    }
    if answer.confidential {
        out.push_str(&line("confidential", "true", inner));
    }
    out
}

fn evidence(answer: &Answer, indent: usize) -> String {
    let margin = " ".repeat(indent);
    let item = |(what, link, date): &(String, Option<String>, String)| {
        let link = link.as_ref().map(|link| format!("{margin}  link: {link}\n")).unwrap_or_default();
        format!("{margin}- what: {}\n{link}{margin}  date: {date}\n", text_value(what, indent + 4))
    };
    answer.evidence.iter().map(item).collect()
}

fn line(name: &str, value: &str, indent: usize) -> String {
    format!("{}{name}: {value}\n", " ".repeat(indent))
}

/// What the old framework did not have, at the end of the list; where the list is empty, it is unknown without an entry.
fn added(text: &str, entries: &[Entry<'_>], fates: &Fates<'_>, new: &mut NewAssessment) -> Option<Edit> {
    let ids: Vec<&CapabilityId> = fates
        .catalog
        .capabilities
        .keys()
        .filter(|id| fates.is_new(id) && !new.answers.contains_key(id.as_str()))
        .collect();
    for id in &ids {
        let because = fates.map.new.get(id.as_str()).cloned();
        let line = Line { to: Some(id.to_string()), from: Vec::new(), status: "unknown", because };
        new.lines.push(line);
    }
    let last = entries.last().filter(|_| !ids.is_empty())?;
    let indent = column(text, last.key.span.start);
    let gap = if text[..last.lines.end].ends_with('\n') { "" } else { "\n" };
    let mut out = format!("{gap}\n{}# Not in the assessment for {}.\n", " ".repeat(indent), fates.map.from);
    for id in ids {
        let answer = Answer::unknown();
        out.push_str(&written(id.as_str(), &answer, indent, None));
        new.answers.insert(id.to_string(), answer);
    }
    Some((last.lines.end..last.lines.end, out))
}

/// Taxonomy questions with other names and answers, those that are gone, and those that are asked anew.
fn questions(text: &str, top: &Fields, fates: &Fates<'_>, taxonomy: &IndexMap<String, String>) -> Option<Vec<Edit>> {
    let (key, node) = field(top, "taxonomy")?;
    let listed = fields(node)?;
    let end = next_start(text, top, key);
    let mut edits = Vec::new();
    let mut last = None;
    for (idx, (key, value)) in listed.iter().enumerate() {
        let limit = listed.get(idx + 1).map_or(end, |(next, _)| line_start(text, next.span.start));
        let lines = body(text, key.span.start, limit);
        last = Some((lines.end, column(text, key.span.start)));
        let Some((to, answers)) = fates.map.questions.get(&key.value) else { continue };
        match to {
            None if is_flow(node) => return None,
            None => edits.push((lines.clone(), commented(text.get(lines)?))),
            Some(to) => {
                edits.push((key.span.range(), to.clone()));
                if let Node::Text(old) = &value.value
                    && let Some(new) = answers.get(old)
                {
                    edits.push((value.span.range(), format!("\"{new}\"")));
                }
            }
        }
    }
    if !taxonomy.is_empty() {
        let (at, indent) = last.filter(|_| !is_flow(node))?;
        let gap = if text[..at].ends_with('\n') { "" } else { "\n" };
        let answers = taxonomy.iter().map(|(question, answer)| line(question, &format!("\"{answer}\""), indent));
        edits.push((at..at, format!("{gap}{}", answers.collect::<String>())));
    }
    Some(edits)
}
