//! Precedents, incidents, threats and sources.

use schemars::JsonSchema;
use serde::Serialize;

use super::quantity::amount;
use crate::model::catalog::Catalog;
use crate::model::id::{IncidentId, PrecedentId, SourceId};
use crate::render::words::{one_line, sentence_end};

/// A source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SourceView {
    /// As a reader would call it.
    pub title: String,
    /// Permanent link.
    pub url: Option<String>,
    /// Date of its content.
    pub date: String,
    /// Where it is when there is no link.
    pub note: Option<String>,
}

/// The sources with these ids, each once.
pub fn sources<'a>(catalog: &Catalog, ids: impl IntoIterator<Item = &'a SourceId>) -> Vec<SourceView> {
    let mut views: Vec<SourceView> = Vec::new();
    for id in ids {
        let citation = &catalog.sources[id];
        let view = SourceView {
            title: one_line(&citation.title),
            url: citation.url.clone(),
            date: citation.date.to_string(),
            note: citation.note.as_deref().map(one_line),
        };
        if !views.contains(&view) {
            views.push(view);
        }
    }
    views
}

/// Work done before.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PrecedentView {
    /// For instance `P12`.
    pub id: String,
    /// Registry or project.
    pub registry: String,
    /// What was done.
    pub work: String,
    /// Start and end, as far as they are known.
    pub period: String,
    /// Calendar time in words, `not on record` where nobody knows.
    pub calendar: String,
    /// Who did it.
    pub who: String,
    /// Public amounts, or that they are not public.
    pub money: String,
    /// Who paid.
    pub funder: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Whether the registry did it itself.
    pub own: bool,
    /// Sources.
    pub sources: Vec<SourceView>,
}

/// The precedents with these ids.
pub fn precedents(catalog: &Catalog, ids: &[PrecedentId], registry: &str) -> Vec<PrecedentView> {
    ids.iter().map(|id| precedent(catalog, id, registry)).collect()
}

fn precedent(catalog: &Catalog, id: &PrecedentId, registry: &str) -> PrecedentView {
    let precedent = &catalog.precedents[id];
    let unknown = || "not on record".to_owned();
    let period = match (&precedent.started, &precedent.finished) {
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("from {start}"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => unknown(),
    };
    let money = match &precedent.money {
        None => "not public".to_owned(),
        Some(amounts) if amounts.iter().all(|item| item.amount.units() == 0) => "no money".to_owned(),
        Some(amounts) => {
            let parts = amounts.iter().map(|item| {
                let cap = item.cap.map(|cap| format!(", capped at {}", cap.rounded(item.currency))).unwrap_or_default();
                let note = item
                    .note
                    .as_deref()
                    .map(|note| format!(" ({})", one_line(note).trim_end_matches('.')))
                    .unwrap_or_default();
                format!("{}: {}{cap}{note}", one_line(&item.what), amount(item.amount, item.currency))
            });
            parts.collect::<Vec<_>>().join("; ")
        }
    };
    PrecedentView {
        id: id.to_string(),
        registry: one_line(&precedent.registry),
        work: one_line(&precedent.work),
        period,
        calendar: precedent.calendar.as_deref().map_or_else(unknown, one_line),
        who: precedent.who.as_deref().map_or_else(unknown, one_line),
        money,
        funder: precedent.funder.as_deref().map(one_line),
        outcome: sentence_end(&one_line(&precedent.outcome)),
        own: precedent.registry == registry,
        sources: sources(catalog, &precedent.sources),
    }
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct IncidentView {
    /// When.
    pub date: String,
    /// Title.
    pub title: String,
    /// Registry or project.
    pub registry: String,
    /// What happened.
    pub facts: String,
    /// Sources.
    pub sources: Vec<SourceView>,
}

/// The incidents with these ids, oldest first, as the catalog has them.
pub fn incidents(catalog: &Catalog, ids: &[IncidentId]) -> Vec<IncidentView> {
    let known = catalog.incidents.values().filter(|incident| ids.contains(&incident.id));
    known
        .map(|incident| IncidentView {
            date: incident.date.to_string(),
            title: one_line(&incident.title),
            registry: one_line(&incident.registry),
            facts: sentence_end(&one_line(&incident.facts)),
            sources: sources(catalog, &incident.sources),
        })
        .collect()
}
