//! Catalogs: what is in one, where each entry comes from, and what a folder of one's own changes.

use schemars::JsonSchema;
use serde::Serialize;

use super::step::points_text;
use crate::diag::json::Report;
use crate::model::capability::{Capability, Strength};
use crate::model::catalog::{Catalog, Framework};
use crate::overlay::{Entry, FieldChange, From, Kind};
use crate::render::words::one_line;
use crate::text::counted;

/// `fundable catalog list --json`, format `fundable-catalog-list/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatalogListView {
    /// Always `fundable-catalog-list/1`.
    pub format: &'static str,
    /// Id of the framework.
    pub framework: String,
    /// Date of the catalog.
    pub catalog_version: String,
    /// What is listed, such as `capabilities`.
    pub kind: &'static str,
    /// The entries, in the order of the catalog.
    pub entries: Vec<ListedView>,
}

/// An entry of a catalog in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ListedView {
    /// Its id.
    pub id: String,
    /// Its title or name.
    pub title: String,
    /// Where it comes from.
    pub from: OriginView,
    /// Name of its file.
    pub file: String,
    /// More about it, in a few words; empty for a capability.
    pub about: String,
    /// Of a capability: what kind it is, and what it takes.
    pub capability: Option<ListedCapabilityView>,
}

/// What a list says of a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ListedCapabilityView {
    /// Number.
    pub number: String,
    /// Id of the category.
    pub category: String,
    /// Level.
    pub level: u8,
    /// Three points in person-weeks: `2 / 4 / 8`.
    pub effort: String,
    /// Calendar lag in weeks.
    pub lag_weeks: u32,
    /// What it cannot be built without; alternatives are joined by `|`.
    pub needs: Vec<String>,
    /// What it is better built after.
    pub better_after: Vec<String>,
    /// The same by their numbers, in a few words: `A1.1, Z1.2 or Z2.1 (A1.3)`; advice on the order stands in brackets.
    pub needs_text: String,
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OriginView {
    /// The built-in catalog.
    BuiltIn,
    /// One's own files.
    Own,
    /// One's own files, in the place of a built-in entry.
    Replaced,
}

impl OriginView {
    /// The word in a table.
    pub fn word(self) -> &'static str {
        match self {
            Self::BuiltIn => "built-in",
            Self::Own => "own",
            Self::Replaced => "replaced",
        }
    }
}

impl std::convert::From<&From> for OriginView {
    fn from(from: &From) -> Self {
        match from {
            From::BuiltIn => Self::BuiltIn,
            From::Own => Self::Own,
            From::Replaced(_) => Self::Replaced,
        }
    }
}

/// `fundable catalog show --json`, format `fundable-catalog-entry/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CatalogEntryView {
    /// Always `fundable-catalog-entry/1`.
    pub format: &'static str,
    /// What it is, such as `capability`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Where it comes from.
    pub from: OriginView,
    /// Name of its file.
    pub file: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// What it says otherwise than the built-in entry that it replaces.
    pub changes: Vec<FieldChangeView>,
    /// Its text, as a file of an own catalog.
    pub yaml: String,
}

/// `fundable catalog check --json`, format `fundable-catalog-check/1`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct CatalogCheckView {
    /// Always `fundable-catalog-check/1`.
    pub format: &'static str,
    /// The folder.
    pub folder: String,
    /// Whether it lies over the built-in catalog.
    pub over_builtin: bool,
    /// Id of the framework; none where it cannot be read.
    pub framework: Option<String>,
    /// What its `framework.yaml` says otherwise, where it is for the built-in framework.
    pub framework_changes: Vec<FieldChangeView>,
    /// Built-in entries that it replaces.
    pub replaced: Vec<EntryChangeView>,
    /// Entries that it adds.
    pub added: Vec<EntryChangeView>,
    /// Number of built-in entries that are used as they are.
    pub n_builtin: usize,
    /// Every problem.
    pub problems: Report,
}

/// An entry of a folder of one's own.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EntryChangeView {
    /// What it is, such as `capability`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// Name of its file.
    pub file: String,
    /// The line at which it begins, from 1.
    pub line: usize,
    /// What it says otherwise than the built-in entry; empty for one that is added.
    pub changes: Vec<FieldChangeView>,
}

/// A field that says something else.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldChangeView {
    /// Its path, such as `effort.likely`; efforts are in person-weeks.
    pub field: String,
    /// What the built-in entry says; none where it does not have the field.
    pub before: Option<String>,
    /// What the own one says; none where it does not have the field.
    pub after: Option<String>,
}

/// What is in a catalog, of one kind; only those for which `is_wanted` holds.
pub fn catalog_list(
    catalog: &Catalog,
    entries: &[Entry],
    kind: Kind,
    is_wanted: impl Fn(&ListedView) -> bool,
) -> CatalogListView {
    let mut listed: Vec<_> = entries.iter().filter(|entry| entry.kind == kind).map(|e| row(catalog, e)).collect();
    if kind == Kind::Capability {
        // The order of the framework's text, which is that of every other table.
        listed.sort_by_key(|entry| catalog.capabilities.get_index_of(entry.id.as_str()));
    }
    listed.retain(is_wanted);
    let Framework { id, catalog_version, .. } = &catalog.framework;
    CatalogListView {
        format: "fundable-catalog-list/1",
        framework: id.clone(),
        catalog_version: catalog_version.to_string(),
        kind: kind.words().1,
        entries: listed,
    }
}

fn row(catalog: &Catalog, entry: &Entry) -> ListedView {
    let id = entry.id.as_str();
    let (title, about) = match entry.kind {
        Kind::Capability => (catalog.capabilities[id].title.clone(), String::new()),
        Kind::Threat => {
            let threat = &catalog.threats[id];
            let answers = catalog.capabilities.values().filter(|item| item.threats.contains_key(id)).count();
            (
                threat.title.clone(),
                format!("weight {}, answered by {}", threat.weight, counted(answers, "capability", "capabilities")),
            )
        }
        Kind::Incident => {
            let incident = &catalog.incidents[id];
            (incident.title.clone(), format!("{}, {}", incident.date, incident.registry))
        }
        Kind::WorkKind => (catalog.work_kinds[id].title.clone(), catalog.work_kinds[id].covers.clone()),
        Kind::Precedent => (catalog.precedents[id].work.clone(), catalog.precedents[id].registry.clone()),
        Kind::Source => (catalog.sources[id].title.clone(), catalog.sources[id].date.to_string()),
        Kind::Funder => (catalog.funders[id].name.clone(), catalog.funders[id].about.clone()),
    };
    ListedView {
        id: entry.id.clone(),
        title: one_line(&title),
        from: (&entry.from).into(),
        file: entry.file.clone(),
        about: one_line(&about),
        capability: catalog
            .capabilities
            .get(id)
            .filter(|_| entry.kind == Kind::Capability)
            .map(|item| capability(catalog, item)),
    }
}

fn capability(catalog: &Catalog, item: &Capability) -> ListedCapabilityView {
    let needs = |strength: Strength, joiner: &str, name: fn(&Capability) -> String| {
        let of = item.needs.iter().filter(|need| need.strength == strength);
        let names = of.map(|need| {
            let names: Vec<_> = need.alternatives.iter().map(|id| name(catalog.capability(id))).collect();
            names.join(joiner)
        });
        names.collect::<Vec<_>>()
    };
    let id = |item: &Capability| item.id.to_string();
    let numbers = |strength| needs(strength, " or ", |item| item.number.clone()).join(", ");
    let needs_text = match (numbers(Strength::Hard), numbers(Strength::Soft)) {
        (hard, soft) if soft.is_empty() => hard,
        (hard, soft) => format!("{hard} ({soft})").trim_start().to_owned(),
    };
    ListedCapabilityView {
        number: item.number.clone(),
        category: item.category.to_string(),
        level: item.level.number(),
        effort: points_text(item.effort.points),
        lag_weeks: item.calendar_lag.weeks,
        needs: needs(Strength::Hard, "|", id),
        better_after: needs(Strength::Soft, "|", id),
        needs_text,
    }
}

/// One entry as it can be copied.
pub fn catalog_entry(entry: &Entry) -> CatalogEntryView {
    CatalogEntryView {
        format: "fundable-catalog-entry/1",
        kind: entry.kind.words().0,
        id: entry.id.clone(),
        from: (&entry.from).into(),
        file: entry.file.clone(),
        line: entry.line,
        changes: changes_of(entry),
        yaml: entry.yaml.clone(),
    }
}

/// What a folder changes, and what is wrong with it.
pub fn catalog_check(
    (folder, over_builtin): (String, bool),
    framework: Option<String>,
    framework_changes: &[FieldChange],
    entries: &[Entry],
    problems: Report,
) -> CatalogCheckView {
    let of = |origin: OriginView| {
        let wanted = entries.iter().filter(move |entry| OriginView::from(&entry.from) == origin);
        let view = wanted.map(|entry| EntryChangeView {
            kind: entry.kind.words().0,
            id: entry.id.clone(),
            file: entry.file.clone(),
            line: entry.line,
            changes: changes_of(entry),
        });
        view.collect::<Vec<_>>()
    };
    CatalogCheckView {
        format: "fundable-catalog-check/1",
        folder,
        over_builtin,
        framework,
        framework_changes: framework_changes.iter().map(change).collect(),
        replaced: of(OriginView::Replaced),
        added: of(OriginView::Own),
        n_builtin: of(OriginView::BuiltIn).len(),
        problems,
    }
}

fn changes_of(entry: &Entry) -> Vec<FieldChangeView> {
    match &entry.from {
        From::Replaced(changes) => changes.iter().map(change).collect(),
        From::BuiltIn | From::Own => Vec::new(),
    }
}

fn change(change: &FieldChange) -> FieldChangeView {
    FieldChangeView { field: change.path.clone(), before: change.before.clone(), after: change.after.clone() }
}
