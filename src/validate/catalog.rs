//! Checks of a whole catalog.

use std::hash::Hash;

use indexmap::IndexMap;

use super::capability::{capability, conditions};
use super::funder::funder;
use super::knowledge;
use super::names::{Names, ids, unique};
use super::needs::{Head, needs};
use super::scalar::{Check, all};
use crate::diag::{Code, Diagnostics};
use crate::load::{Loaded, RawCatalog};
use crate::model::capability::Capability;
use crate::model::catalog::{AssessFirst, Catalog, Category, Framework, LevelMeaning, Question, WorkKind};
use crate::model::funder::Funder;
use crate::model::id::{CapabilityId, CategoryId, IncidentId, SourceId, WorkKindId};
use crate::model::knowledge::Incident;
use crate::model::level::Level;
use crate::raw::{self, InputKind};
use crate::source::{FileId, Sources};

/// A catalog in which all names are known, all numbers in range, and no capability needs itself.
///
/// Capabilities are parsed on the way. If one has not the right form, what the files mean stays unsaid: others may refer to it.
pub fn catalog(raw: &RawCatalog, sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Catalog> {
    let mut meaning = Diagnostics::default();
    let names = Names::of(raw, &mut meaning);
    let framework = framework(&raw.framework, &names, &mut meaning);
    let highest = framework.as_ref().map_or(Level::highest(9), Framework::highest);
    let mut heads = Vec::with_capacity(raw.capabilities.len());
    let capabilities: Option<Vec<Capability>> = all(raw.capabilities.iter().map(|file| {
        let raw = file.parse(InputKind::Capability, sources, diagnostics)?;
        let mut check = Check { file: raw.file, diagnostics: &mut meaning };
        let checked = capability(&raw.value, stem_of(raw.file, sources), highest, &names, &mut check);
        heads.push(Head::of(raw));
        checked
    }));
    if heads.len() < raw.capabilities.len() {
        return None;
    }
    diagnostics.append(meaning);
    let names = Names { capabilities: ids(&heads, |head| &head.id, diagnostics), ..names };
    needs(&heads, &names, diagnostics);
    let funders: Option<Vec<Funder>> = all(raw.funders.iter().map(|loaded| {
        let mut check = Check { file: loaded.file, diagnostics };
        funder(&loaded.value, stem_of(loaded.file, sources), &names, &mut check)
    }));
    let work_kinds = entries(&raw.work_kinds, diagnostics, work_kind);
    let threats = entries(&raw.threats, diagnostics, knowledge::threat);
    let incidents = entries(&raw.incidents, diagnostics, |item, check| knowledge::incident(item, &names, check));
    let precedents = entries(&raw.precedents, diagnostics, |item, check| knowledge::precedent(item, &names, check));
    let citations: Option<Vec<_>> =
        all(raw.citations().map(|(file, citation)| knowledge::citation(citation, &mut Check { file, diagnostics })));
    if diagnostics.has_errors() {
        return None;
    }
    let framework = framework?;
    Some(Catalog {
        capabilities: in_reading_order(capabilities?, &framework),
        framework,
        work_kinds: work_kinds?,
        threats: threats?,
        incidents: oldest_first(incidents?),
        precedents: precedents?,
        sources: citations?.into_iter().map(|citation| (citation.id.clone(), citation)).collect(),
        funders: funders?.into_iter().map(|funder| (funder.id.clone(), funder)).collect(),
    })
}

/// The name of a file without folder and ending, which its id has to equal.
fn stem_of(file: FileId, sources: &Sources) -> &str {
    let name = &sources.get(file).name;
    name.rsplit('/').next().unwrap_or(name).trim_end_matches(".yaml")
}

/// One's own incidents come after the built-in ones; the sort is stable, so those of one day stay as they are written.
fn oldest_first(mut incidents: IndexMap<IncidentId, Incident>) -> IndexMap<IncidentId, Incident> {
    incidents.sort_by(|_, a, _, b| a.date.first_day().cmp(&b.date.first_day()));
    incidents
}

/// By category, level and number, as a reader of the framework's text meets them; the id breaks ties between numbers
/// that a catalog uses twice.
fn in_reading_order(mut capabilities: Vec<Capability>, framework: &Framework) -> IndexMap<CapabilityId, Capability> {
    capabilities.sort_by(|a, b| {
        let key = |item: &Capability| (framework.categories.get_index_of(&item.category), item.level);
        key(a).cmp(&key(b)).then_with(|| a.number.cmp(&b.number)).then_with(|| a.id.cmp(&b.id))
    });
    capabilities.into_iter().map(|item| (item.id.clone(), item)).collect()
}

fn framework(
    raw: &Loaded<raw::framework::Framework>,
    names: &Names<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Framework> {
    let questions: Vec<_> = raw.value.taxonomy.iter().map(|question| (raw.file, &question.id)).collect();
    unique(&questions, diagnostics);
    let mut check = Check { file: raw.file, diagnostics };
    let check = &mut check;
    let raw = &raw.value;
    let id = check.text(&raw.id);
    let title = check.text(&raw.title);
    let version = check.text(&raw.version);
    let published = check.partial_date(&raw.published);
    let publisher = check.text(&raw.publisher);
    let reference = check.known(&raw.reference, &names.sources, Code::UnknownSource, "source");
    let licence = check.text(&raw.licence);
    let catalog_version = check.day(&raw.catalog_version);
    let levels: Option<Vec<_>> = all(raw.levels.iter().enumerate().map(|(idx, item)| {
        // Levels are counted from 0 without a gap, so each has one possible number.
        let expected = i64::try_from(idx).ok()?;
        let level = check.number(&item.level, 0, expected, expected);
        let title = check.text(&item.title);
        let meaning = check.text(&item.meaning);
        Some(LevelMeaning { level: Level::highest(u8::try_from(level?).ok()?), title: title?, meaning: meaning? })
    }));
    let categories: Option<IndexMap<_, _>> = all(raw.categories.iter().map(|item| {
        let id = check.id(&item.id, '-');
        let title = check.text(&item.title);
        let letter = check.text(&item.letter);
        let meaning = check.text(&item.meaning);
        let applies_when = conditions(&item.applies_when, &names.questions, check);
        Some((
            CategoryId::new(id?),
            Category { title: title?, letter: letter?, meaning: meaning?, applies_when: applies_when? },
        ))
    }));
    let taxonomy: Option<IndexMap<_, _>> = all(raw.taxonomy.iter().map(|item| {
        let id = check.id(&item.id, '_');
        let question = check.text(&item.question);
        let help = check.text(&item.help);
        let asked_when = all(item.asked_when.iter().map(|pair| check.pair(pair, &names.questions)));
        let answers: Option<IndexMap<_, _>> = all(item.answers.iter().map(|answer| {
            let (id, label) = (check.id(&answer.id, '-'), check.text(&answer.label));
            Some((id?, label?))
        }));
        Some((id?, Question { question: question?, help: help?, asked_when: asked_when?, answers: answers? }))
    }));
    let assess_first = assess_first(&raw.assess_first, names, check);
    Some(Framework {
        id: id?,
        title: title?,
        version: version?,
        published: published?,
        publisher: publisher?,
        reference: SourceId::new(reference?),
        licence: licence?,
        catalog_version: catalog_version?,
        levels: levels?,
        categories: categories?,
        taxonomy: taxonomy?,
        assess_first: assess_first?,
    })
}

fn assess_first(raw: &raw::framework::AssessFirst, names: &Names<'_>, check: &mut Check<'_>) -> Option<AssessFirst> {
    let points = check.three_point(&raw.optimistic, &raw.likely, &raw.pessimistic);
    let work = check.work_shares(
        &raw.work,
        &names.work_kinds,
        raw.work.keys().next().map_or(raw.likely.span, |kind| kind.span),
    );
    let because = check.text(&raw.because);
    Some(AssessFirst { points: points?, work: work?, because: because? })
}

fn work_kind(raw: &raw::framework::WorkKind, check: &mut Check<'_>) -> Option<(WorkKindId, WorkKind)> {
    let (id, title, covers) = (check.id(&raw.id, '-'), check.text(&raw.title), check.text(&raw.covers));
    Some((WorkKindId::new(id?), WorkKind { title: title?, covers: covers? }))
}

/// The entries of a list, which may come from several files.
fn entries<R, K: Hash + Eq, V>(
    raw: &[Loaded<R>],
    diagnostics: &mut Diagnostics,
    mut entry: impl FnMut(&R, &mut Check<'_>) -> Option<(K, V)>,
) -> Option<IndexMap<K, V>> {
    all(raw.iter().map(|loaded| entry(&loaded.value, &mut Check { file: loaded.file, diagnostics })))
}
