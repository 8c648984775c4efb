//! Every entry of a catalog with its place, and its text as it can be copied.

use std::collections::{BTreeMap, BTreeSet};

use super::change::{FieldChange, Read, changes};
use crate::load::{CatalogFile, Loaded, Node, RawCatalog, tree};
use crate::raw::framework::BuiltinPart;
use crate::raw::{Spanned, Text};
use crate::source::{FileId, Origin, Sources, Span};

/// A kind of entry, in the order of listings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Capabilities.
    Capability,
    /// Threats.
    Threat,
    /// Incidents.
    Incident,
    /// Kinds of work.
    WorkKind,
    /// Precedents.
    Precedent,
    /// Sources of the catalog; those of a funder are a part of the funder.
    Source,
    /// Funders.
    Funder,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Capability, Self::Threat, Self::Incident, Self::WorkKind, Self::Precedent, Self::Source, Self::Funder];

    /// What one is called, and several.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Capability => ("capability", "capabilities"),
            Self::Threat => ("threat", "threats"),
            Self::Incident => ("incident", "incidents"),
            Self::WorkKind => ("kind of work", "kinds of work"),
            Self::Precedent => ("precedent", "precedents"),
            Self::Source => ("source", "sources"),
            Self::Funder => ("funder", "funders"),
        }
    }

    /// The part of the built-in catalog that it belongs to; sources always stay.
    fn part(self) -> Option<BuiltinPart> {
        match self {
            Self::Capability => Some(BuiltinPart::Capabilities),
            Self::Threat | Self::Incident => Some(BuiltinPart::Threats),
            Self::WorkKind => Some(BuiltinPart::WorkKinds),
            Self::Precedent => Some(BuiltinPart::Precedents),
            Self::Funder => Some(BuiltinPart::Funders),
            Self::Source => None,
        }
    }

    /// The list that it stands in; none where each has a file of its own.
    fn list(self) -> Option<&'static str> {
        match self {
            Self::Capability | Self::Funder => None,
            Self::Threat => Some("threats"),
            Self::Incident => Some("incidents"),
            Self::WorkKind => Some("work_kinds"),
            Self::Precedent => Some("precedents"),
            Self::Source => Some("sources"),
        }
    }

    /// A list that the file of such an entry needs beside it.
    fn other_list(self) -> Option<&'static str> {
        match self {
            Self::Threat => Some("incidents"),
            Self::Incident => Some("threats"),
            _ => None,
        }
    }
}

/// Where an entry comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum From {
    /// The built-in catalog.
    BuiltIn,
    /// One's own files; the built-in catalog has none of this name.
    Own,
    /// One's own files, in the place of a built-in one, from which it differs in these fields.
    Replaced(Vec<FieldChange>),
}

/// An entry of a catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Name of its file.
    pub file: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// Where it comes from.
    pub from: From,
    /// Its text as a file of an own catalog, with the line that names its schema.
    pub yaml: String,
}

/// Every entry of a catalog by kind, in the order of its files. `base` is the built-in catalog with its texts.
pub fn entries(raw: &RawCatalog, sources: &Sources, base: (&RawCatalog, &Sources)) -> Vec<Entry> {
    let (trees, base_trees) = (trees_of(raw, sources), trees_of(base.0, base.1));
    let (places, base_places) = (places_of(raw, &trees), places_of(base.0, &base_trees));
    let entry = |Place { kind, file, id, span }: &Place<'_>| {
        let source = sources.get(*file);
        let is_kept = kind.part().is_none_or(|part| raw.kept.contains(&part));
        let old = base_places.iter().find(|old| is_kept && old.kind == *kind && old.id == *id);
        let from = match old {
            _ if source.is_built_in() => From::BuiltIn,
            None => From::Own,
            Some(old) => {
                let old = base_trees.get(&old.file).map(|tree| (base.1.get(old.file).text.as_str(), tree));
                let new = trees.get(file).map(|tree| (source.text.as_str(), tree));
                From::Replaced(compared(*kind, id, old, new))
            }
        };
        let line = if kind.list().is_some() { sources.line_column(Origin { file: *file, span: *span }).0 } else { 1 };
        let yaml = text_of(*kind, id, &source.text, trees.get(file));
        Entry { kind: *kind, id: (*id).to_owned(), file: source.name.clone(), line, from, yaml }
    };
    places.iter().map(entry).collect()
}

/// What an own `framework.yaml` says otherwise than that of the built-in catalog; nothing where it is another framework.
pub fn framework_changes(raw: &RawCatalog, sources: &Sources, base: (&RawCatalog, &Sources)) -> Vec<FieldChange> {
    let (own, built_in) = (&raw.framework, &base.0.framework);
    if own.value.id != built_in.value.id {
        return Vec::new();
    }
    let (before, after) = (&base.1.get(built_in.file).text, &sources.get(own.file).text);
    match (tree(before), tree(after)) {
        (Some(old), Some(new)) => changes(Read { node: &old, text: before }, Read { node: &new, text: after }),
        _ => Vec::new(),
    }
}

/// Where an entry stands.
struct Place<'a> {
    kind: Kind,
    file: FileId,
    id: &'a str,
    span: Span,
}

fn places_of<'a>(raw: &'a RawCatalog, trees: &'a Trees) -> Vec<Place<'a>> {
    fn of<T>(kind: Kind, list: &[Loaded<T>], id: fn(&T) -> &Text) -> Vec<Place<'_>> {
        let ids = list.iter().map(|entry| (entry.file, id(&entry.value)));
        ids.map(|(file, id)| Place { kind, file, id: &id.value, span: id.span }).collect()
    }
    let capabilities = raw.capabilities.iter().filter_map(|CatalogFile { file, .. }| {
        let tree = trees.get(file)?;
        Some(Place { kind: Kind::Capability, file: *file, id: id_of(tree)?, span: tree.span })
    });
    let mut places: Vec<_> = capabilities.collect();
    places.extend(of(Kind::Threat, &raw.threats, |item| &item.id));
    places.extend(of(Kind::Incident, &raw.incidents, |item| &item.id));
    places.extend(of(Kind::WorkKind, &raw.work_kinds, |item| &item.id));
    places.extend(of(Kind::Precedent, &raw.precedents, |item| &item.id));
    places.extend(of(Kind::Source, &raw.sources, |item| &item.id));
    places.extend(of(Kind::Funder, &raw.funders, |item| &item.id));
    places
}

type Trees = BTreeMap<FileId, Spanned<Node>>;

/// The trees of the files of all entries, each read once: the sources alone are 150 entries of one file.
fn trees_of(raw: &RawCatalog, sources: &Sources) -> Trees {
    fn of<T>(list: &[Loaded<T>]) -> impl Iterator<Item = FileId> {
        list.iter().map(|entry| entry.file)
    }
    let files: BTreeSet<FileId> = raw
        .capabilities
        .iter()
        .map(|entry| entry.file)
        .chain(of(&raw.threats))
        .chain(of(&raw.incidents))
        .chain(of(&raw.work_kinds))
        .chain(of(&raw.precedents))
        .chain(of(&raw.sources))
        .chain(of(&raw.funders))
        .collect();
    files.into_iter().filter_map(|file| Some((file, tree(&sources.get(file).text)?))).collect()
}

/// The changes from one text to the other, each a file that holds the entry.
fn compared(
    kind: Kind,
    id: &str,
    before: Option<(&str, &Spanned<Node>)>,
    after: Option<(&str, &Spanned<Node>)>,
) -> Vec<FieldChange> {
    let read = |(text, tree)| node_of(kind, id, tree).map(|node| Read { node, text });
    match (before.and_then(read), after.and_then(read)) {
        (Some(old), Some(new)) => changes(old, new),
        _ => Vec::new(),
    }
}

fn node_of<'a>(kind: Kind, id: &str, tree: &'a Spanned<Node>) -> Option<&'a Spanned<Node>> {
    let Some(list) = kind.list() else { return Some(tree) };
    items(list, tree)?.iter().find(|item| id_of(item) == Some(id))
}

fn items<'a>(list: &str, tree: &'a Spanned<Node>) -> Option<&'a [Spanned<Node>]> {
    let Node::Map(fields) = &tree.value else { return None };
    match &fields.iter().find(|(key, _)| key.value == list)?.1.value {
        Node::Seq(items) => Some(items),
        _ => None,
    }
}

fn id_of(item: &Spanned<Node>) -> Option<&str> {
    let Node::Map(fields) = &item.value else { return None };
    match &fields.iter().find(|(key, _)| key.value == "id")?.1.value {
        Node::Text(id) => Some(id),
        _ => None,
    }
}

/// The whole file of an entry that has one; for one of a list, a file with this entry alone.
fn text_of(kind: Kind, id: &str, text: &str, tree: Option<&Spanned<Node>>) -> String {
    let Some(list) = kind.list() else { return text.to_owned() };
    // Several entries on one line cannot be taken apart; such a file is shown whole.
    let Some(lines) = tree.and_then(|tree| lines_of(list, id, tree, text)) else { return text.to_owned() };
    let schema = text.lines().next().filter(|line| line.starts_with("# yaml-language-server:"));
    let head = schema.map(|line| format!("{line}\n")).unwrap_or_default();
    let other = kind.other_list().map(|other| format!("{other}: []\n")).unwrap_or_default();
    format!("{head}{list}:\n{lines}{other}")
}

/// The lines of one entry of a list, up to where the next thing begins; comments in between belong to what follows.
fn lines_of(list: &str, id: &str, tree: &Spanned<Node>, text: &str) -> Option<String> {
    let items = items(list, tree)?;
    let idx = items.iter().position(|item| id_of(item) == Some(id))?;
    let start = |item: &Spanned<Node>| match &item.value {
        Node::Map(fields) => {
            fields.first().map_or(item.span.start, |(key, _)| key.span.start.min(item_start(item, key)))
        }
        _ => item.span.start,
    };
    let from = line_start(text, start(&items[idx]));
    let Node::Map(fields) = &tree.value else { return None };
    if fields.iter().any(|(key, _)| key.value == list && key.span.start >= from) {
        return None;
    }
    let next_field = fields.iter().map(|(key, _)| key.span.start).filter(|start| *start > from).min();
    let next_item = items.get(idx + 1).map(start);
    let to = next_item.or(next_field).map_or(text.len(), |next| line_start(text, next));
    if to <= from {
        return None;
    }
    let mut lines: Vec<&str> = text.get(from..to)?.split_inclusive('\n').collect();
    while lines.last().is_some_and(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        lines.pop();
    }
    Some(lines.concat().trim_end().to_owned() + "\n")
}

/// In braces an item begins before its first key.
fn item_start(item: &Spanned<Node>, key: &Spanned<String>) -> usize {
    if item.span.start < item.span.end { item.span.start } else { key.span.start }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}
