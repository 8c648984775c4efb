//! Checks of a migration map against the new catalog.

use indexmap::IndexMap;

use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic, Diagnostics, shortened};
use crate::load::{Loaded, RawWorkspace};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, SubCheckId};
use crate::model::migration::{Fate, Merge, Migration, Piece};
use crate::model::percent::Percent;
use crate::raw::Text;
use crate::raw::migration as raw;
use crate::raw::plan::Plan;

/// A map whose new names are those of the catalog, and in which nothing has two fates.
pub fn migration(raw: &Loaded<raw::Migration>, catalog: &Catalog, diagnostics: &mut Diagnostics) -> Option<Migration> {
    let mut check = Check { file: raw.file, diagnostics };
    let check = &mut check;
    let raw = &raw.value;
    other_framework(&raw.to, catalog, check)?;
    let from = check.text(&raw.from);
    let names = Targets(catalog.capabilities.keys().map(CapabilityId::as_str).collect());
    one_fate_each(raw, check);
    one_source_each(raw, check);
    let mut fates: IndexMap<CapabilityId, Fate> = IndexMap::new();
    for item in &raw.renamed {
        fates.extend(renamed(item, catalog, &names, check));
    }
    for item in &raw.split {
        fates.extend(split(item, &names, check));
    }
    for item in &raw.merged {
        fates.extend(merged(item, &names, check).unwrap_or_default());
    }
    for item in &raw.dropped {
        fates.extend(check.text(&item.because).map(|because| (id(&item.capability), Fate::Dropped(because))));
    }
    let new: Option<IndexMap<_, _>> = all(raw.new.iter().map(|item| {
        let (id, because) = (names.known(&item.capability, check), check.text(&item.because));
        Some((id?, because?))
    }));
    let framework = &catalog.framework;
    let questions: Option<IndexMap<_, _>> = all(raw.questions.iter().map(|item| {
        let known: Vec<_> = framework.taxonomy.keys().map(String::as_str).collect();
        let to =
            flatten(item.to.as_ref().map(|to| check.known(to, &known, Code::UnknownQuestion, "taxonomy question")))?;
        let answers = item.answers.iter().map(|(old, new)| (old.value.clone(), new.value.clone()));
        Some((item.from.value.clone(), (to, answers.collect())))
    }));
    let categories: Vec<_> = framework.categories.keys().map(|id| id.as_str()).collect();
    let threats: Vec<_> = catalog.threats.keys().map(|id| id.as_str()).collect();
    let work_kinds: Vec<_> = catalog.work_kinds.keys().map(|id| id.as_str()).collect();
    let categories = other_names(&raw.categories, &categories, (Code::UnknownCategory, "category"), check);
    let threats = other_names(&raw.threats, &threats, (Code::UnknownThreat, "threat"), check);
    let work_kinds = other_names(&raw.work_kinds, &work_kinds, (Code::UnknownWorkKind, "work kind"), check);
    if check.diagnostics.has_errors() {
        return None;
    }
    Some(Migration {
        from: from?,
        to: raw.to.value.clone(),
        fates,
        new: new?,
        questions: questions?,
        categories: categories?,
        threats: threats?,
        work_kinds: work_kinds?,
    })
}

/// The capabilities of the new catalog.
struct Targets<'a>(Vec<&'a str>);

impl Targets<'_> {
    fn known(&self, name: &Text, check: &mut Check<'_>) -> Option<CapabilityId> {
        check.known(name, &self.0, Code::UnknownCapability, "capability").map(CapabilityId::new)
    }
}

fn id(name: &Text) -> CapabilityId {
    CapabilityId::new(name.value.as_str())
}

fn other_framework(to: &Text, catalog: &Catalog, check: &mut Check<'_>) -> Option<()> {
    let known = &catalog.framework.id;
    if to.value == *known {
        return Some(());
    }
    let message = format!("this map leads to `{}`, the new catalog is for `{known}`", shortened(&to.value));
    check.error(Code::MapOfOtherFramework, to.span, message, "name the catalog that the map leads to with `--to`")
}

fn renamed(
    raw: &raw::Renamed,
    catalog: &Catalog,
    names: &Targets<'_>,
    check: &mut Check<'_>,
) -> Option<(CapabilityId, Fate)> {
    let to = names.known(&raw.to, check);
    let stricter = check.optional_text(raw.stricter.as_ref());
    let to = to?;
    let known: Vec<_> = catalog.capability(&to).sub_checks.keys().map(SubCheckId::as_str).collect();
    let sub_checks: Option<IndexMap<_, _>> = all(raw.sub_checks.iter().map(|(old, new)| {
        let new = check.known(new, &known, Code::UnknownSubCheck, "sub-check")?;
        Some((old.value.clone(), SubCheckId::new(new)))
    }));
    Some((id(&raw.from), Fate::Renamed { to, stricter: stricter?, sub_checks: sub_checks? }))
}

fn split(raw: &raw::Split, names: &Targets<'_>, check: &mut Check<'_>) -> Option<(CapabilityId, Fate)> {
    if raw.into.len() < 2 {
        let help = "list two or more capabilities under `into`, or write it under `renamed` or `dropped`";
        return check.error(Code::UnclearMap, raw.from.span, "this capability is split into fewer than two", help);
    }
    let pieces: Option<Vec<Piece>> = all(raw.into.iter().map(|item| {
        let to = names.known(&item.capability, check)?;
        let sub_checks = item.sub_checks.iter().map(|id| id.value.clone()).collect();
        Some(Piece { to, sub_checks, met_carries: item.met_carries })
    }));
    Some((id(&raw.from), Fate::Split(pieces?)))
}

fn merged(raw: &raw::Merged, names: &Targets<'_>, check: &mut Check<'_>) -> Option<Vec<(CapabilityId, Fate)>> {
    let into = names.known(&raw.into, check);
    if raw.from.len() < 2 {
        let help = "list two or more capabilities under `from`, or write it under `renamed`";
        return check.error(Code::UnclearMap, raw.into.span, "fewer than two capabilities become this one", help);
    }
    let shares: Option<Vec<_>> = all(raw.from.iter().map(|item| {
        let share = item.share.as_ref().map(|share| check.number(share, 0, 1, 99));
        let share = flatten(share)?.and_then(|share| Percent::new(u8::try_from(share).ok()?));
        Some((id(&item.capability), share))
    }));
    let from = shares?;
    let given = from.iter().filter_map(|(_, share)| *share);
    if given.clone().next().is_some() {
        let missing = raw.from.iter().find(|item| item.share.is_none());
        if let Some(item) = missing {
            let help = "give each of them a `share`, or none";
            return check.error(Code::UnclearMap, item.capability.span, "only some of these have a share", help);
        }
        check.whole(given, raw.into.span)?;
    }
    let fate = Fate::Merged(Merge { from: from.clone(), into: into? });
    Some(from.into_iter().map(|(id, _)| (id, fate.clone())).collect())
}

/// Report an old capability of which the map says two things.
fn one_fate_each(raw: &raw::Migration, check: &mut Check<'_>) {
    let old = (raw.renamed.iter().map(|item| &item.from))
        .chain(raw.split.iter().map(|item| &item.from))
        .chain(raw.merged.iter().flat_map(|item| &item.from).map(|item| &item.capability))
        .chain(raw.dropped.iter().map(|item| &item.capability));
    twice(old, "the map says two things of", "keep the one that holds", check);
}

/// Report a new capability that two entries lead to.
fn one_source_each(raw: &raw::Migration, check: &mut Check<'_>) {
    let new = (raw.renamed.iter().map(|item| &item.to))
        .chain(raw.split.iter().flat_map(|item| &item.into).map(|item| &item.capability))
        .chain(raw.merged.iter().map(|item| &item.into))
        .chain(raw.new.iter().map(|item| &item.capability));
    twice(new, "two entries lead to", "where several become one, write them under `merged`", check);
}

fn twice<'a>(names: impl Iterator<Item = &'a Text>, what: &str, help: &str, check: &mut Check<'_>) {
    let mut seen: IndexMap<&str, &Text> = IndexMap::new();
    for name in names {
        if let Some(first) = seen.get(name.value.as_str()) {
            let message = format!("{what} `{}`", shortened(&name.value));
            check.diagnostics.push(
                Diagnostic::error(Code::UnclearMap, message)
                    .at(check.origin(name.span), "second time")
                    .and_at(check.origin(first.span), "first time")
                    .help(help),
            );
        } else {
            seen.insert(&name.value, name);
        }
    }
}

fn other_names(
    raw: &[raw::Name],
    known: &[&str],
    (code, what): (Code, &str),
    check: &mut Check<'_>,
) -> Option<IndexMap<String, Option<String>>> {
    all(raw.iter().map(|item| {
        let to = flatten(item.to.as_ref().map(|to| check.known(to, known, code, what)))?;
        Some((item.from.value.clone(), to))
    }))
}

/// Whether the map says what becomes of every capability of the files, and is for their framework. A file that is for the
/// new framework already is passed over.
pub fn mapped(
    workspace: &RawWorkspace,
    map: &Migration,
    catalog: &Catalog,
    diagnostics: &mut Diagnostics,
) -> Option<()> {
    if let Some(Loaded { file, value }) = &workspace.assessment {
        let mut check = Check { file: *file, diagnostics };
        if is_for_old(&value.framework, map, &mut check) {
            each_has_a_fate(value.capabilities.keys(), map, catalog, &mut check);
            each_question_has_a_fate(value.taxonomy.keys(), map, catalog, &mut check);
        }
    }
    if let Some(Loaded { file, value }) = &workspace.plan {
        let mut check = Check { file: *file, diagnostics };
        if is_for_old(&value.framework, map, &mut check) {
            each_has_a_fate(named_in(value), map, catalog, &mut check);
        }
    }
    (!diagnostics.has_errors()).then_some(())
}

/// Whether a file is for the old framework; one that is for neither is reported.
fn is_for_old(framework: &Text, map: &Migration, check: &mut Check<'_>) -> bool {
    if framework.value != map.from && framework.value != map.to {
        let found = shortened(&framework.value);
        let message = format!("this file is for `{found}`, the map leads from `{}` to `{}`", map.from, map.to);
        let help = format!("name a map that leads from `{found}` with `--map`");
        check.error::<()>(Code::MapOfOtherFramework, framework.span, message, help);
    }
    framework.value == map.from
}

/// Every capability that a plan names.
fn named_in(plan: &Plan) -> impl Iterator<Item = &Text> {
    let target = &plan.target;
    (target.include.iter().chain(target.exclude.iter().map(|item| &item.capability)))
        .chain(plan.dates.iter().map(|item| &item.capability))
        .chain(plan.work_packages.iter().flat_map(|item| &item.capabilities))
        .chain(plan.drop_soft.iter().flat_map(|item| [&item.capability, &item.need]))
        .chain(plan.estimates.iter().map(|item| &item.capability))
        .chain(plan.ledger.iter().filter_map(|item| item.capability.as_ref()))
        .chain(plan.progress.iter().filter_map(|item| item.capability.as_ref()))
}

fn each_has_a_fate<'a>(
    names: impl Iterator<Item = &'a Text>,
    map: &Migration,
    catalog: &Catalog,
    check: &mut Check<'_>,
) {
    let targets = map.targets();
    for name in names {
        let id = name.value.as_str();
        let is_kept = catalog.capabilities.contains_key(id);
        if map.fates.contains_key(id) {
            continue;
        }
        if !is_kept {
            let message =
                format!("the map does not say what becomes of `{}`, and `{}` does not have it", shortened(id), map.to);
            let help = "add it to the map under `renamed`, `split`, `merged` or `dropped`";
            check.error::<()>(Code::UnmappedCapability, name.span, message, help);
        } else if targets.iter().any(|target| target.as_str() == id) {
            let message = format!("`{}` stays what it is, and another capability becomes it too", shortened(id));
            let help =
                "say in the map what becomes of it: write both under `merged`, or give it another name under `renamed`";
            check.error::<()>(Code::UnclearMap, name.span, message, help);
        }
    }
}

fn each_question_has_a_fate<'a>(
    names: impl Iterator<Item = &'a Text>,
    map: &Migration,
    catalog: &Catalog,
    check: &mut Check<'_>,
) {
    for name in names {
        let id = name.value.as_str();
        if !map.questions.contains_key(id) && !catalog.framework.taxonomy.contains_key(id) {
            let message =
                format!("the map does not say what becomes of `{}`, and `{}` does not ask it", shortened(id), map.to);
            let help = "add it to the map under `questions`, without `to` if it is gone";
            check.error::<()>(Code::UnknownQuestion, name.span, message, help);
        }
    }
}
