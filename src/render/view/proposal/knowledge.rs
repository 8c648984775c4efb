//! What the catalog knows about the asked-for work: threats, incidents, precedents, running cost. Each thing once.

use serde::Serialize;

use super::super::knowledge::{IncidentView, PrecedentView, SourceView, incidents, precedents};
use super::super::{DocumentView, Facts, item::ongoing};
use super::steps;
use crate::model::capability::Capability;
use crate::model::decimal::format_scaled;
use crate::model::id::{IncidentId, PrecedentId};
use crate::propose::{Proposal, is_own};
use crate::render::words::{list, one_line};

/// Why an item is worth it.
#[derive(Debug, Clone, Serialize)]
pub struct ReasonView {
    /// Number in the proposal.
    pub number: usize,
    /// Title.
    pub title: String,
    /// Titles of the threats, the largest part first.
    pub threats: String,
    /// Threat points that it takes away.
    pub points: String,
}

/// An incident and the items that answer it.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentOfView {
    /// The incident.
    #[serde(flatten)]
    pub incident: IncidentView,
    /// The items: `pieces 1 and 4`.
    pub items: String,
}

/// A precedent and the items that it informs.
#[derive(Debug, Clone, Serialize)]
pub struct PriorArtView {
    /// The precedent.
    #[serde(flatten)]
    pub precedent: PrecedentView,
    /// The items: `pieces 1 and 4`.
    pub items: String,
}

/// A source and the items whose prose rests on it.
#[derive(Debug, Clone, Serialize)]
pub struct SourceOfView {
    /// The source.
    pub source: SourceView,
    /// The items: `pieces 1 and 4`.
    pub items: String,
}

/// What has to be run afterwards.
#[derive(Debug, Clone, Serialize)]
pub struct RunningView {
    /// Number in the proposal.
    pub number: usize,
    /// Title.
    pub title: String,
    /// What it takes, with a share of a post where one is on record.
    pub what: String,
}

/// The threats that each item takes away.
pub fn reasons(facts: &Facts<'_>, proposal: &Proposal) -> Vec<ReasonView> {
    let view = |(idx, step): (usize, &crate::plan::Step)| {
        let threats = step.value_parts.iter().map(|part| one_line(&facts.catalog.threats[&part.threat].title));
        ReasonView {
            number: idx + 1,
            title: one_line(&facts.catalog.capability(&step.capability).title),
            threats: threats.collect::<Vec<_>>().join("; "),
            points: step.value.to_string(),
        }
    };
    steps(facts, proposal).enumerate().map(view).collect()
}

/// Incidents that the prose of the items speaks of, the oldest first.
pub fn incidents_of(facts: &Facts<'_>, proposal: &Proposal) -> Vec<IncidentOfView> {
    let told = |id: &IncidentId| numbers(facts, proposal, |capability| capability.proposal.incidents.contains(id));
    let ids = facts.catalog.incidents.keys().filter(|id| !told(id).is_empty()).cloned().collect::<Vec<_>>();
    let views = incidents(facts.catalog, &ids);
    views.into_iter().zip(&ids).map(|(incident, id)| IncidentOfView { incident, items: told(id) }).collect()
}

/// Precedents that the figures of the items cite: what others have done, then what the registry did itself, which is no
/// prior art.
pub fn prior_art(facts: &Facts<'_>, proposal: &Proposal) -> (Vec<PriorArtView>, Vec<PriorArtView>) {
    let cited = |id: &PrecedentId| {
        numbers(facts, proposal, |capability| {
            capability.effort.precedents.contains(id) || capability.calendar_lag.precedents.contains(id)
        })
    };
    let ids = facts.catalog.precedents.keys().filter(|id| !cited(id).is_empty()).cloned().collect::<Vec<_>>();
    let views = precedents(facts.catalog, &ids, &facts.assessment.repository.name);
    let views = views.into_iter().zip(&ids).map(|(precedent, id)| PriorArtView { precedent, items: cited(id) });
    views.partition(|view| !view.precedent.own)
}

/// What to make of the registry's own record among the precedents, as sentences; empty where none is cited.
pub fn own_record_note(facts: &Facts<'_>, proposal: &Proposal) -> String {
    let own = |ids: &[PrecedentId]| ids.iter().any(|id| is_own(facts, id));
    let some = numbers(facts, proposal, |capability| {
        own(&capability.effort.precedents) || own(&capability.calendar_lag.precedents)
    });
    if some.is_empty() {
        return String::new();
    }
    let registry = one_line(&facts.assessment.repository.name);
    let mut note = format!(
        "Where a text on {some} names what {registry} did itself, that is its own record and no evidence from elsewhere; a \
         figure that leans on it is judgement."
    );
    let alone = numbers(facts, proposal, |capability| {
        let ids = &capability.effort.precedents;
        !ids.is_empty() && ids.iter().all(|id| is_own(facts, id))
    });
    if !alone.is_empty() {
        note.push_str(&format!(" For {alone} nothing else is on record."));
    }
    note
}

/// The items for which something is true; empty where it is for none.
fn numbers(facts: &Facts<'_>, proposal: &Proposal, is_so: impl Fn(&Capability) -> bool) -> String {
    let items = steps(facts, proposal).enumerate();
    let wanted = items.filter(|(_, step)| is_so(facts.catalog.capability(&step.capability)));
    pieces(&wanted.map(|(idx, _)| idx + 1).collect::<Vec<_>>())
}

/// Numbers of items as words: `piece 1`, `pieces 1 and 4`.
fn pieces(numbers: &[usize]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    match numbers.len() {
        0 => String::new(),
        1 => format!("piece {}", texts[0]),
        _ => format!("pieces {}", list(&texts)),
    }
}

/// The sources of the items' prose, in the order in which they come up.
pub fn sources_of(document: &DocumentView) -> Vec<SourceOfView> {
    let mut found: Vec<(&SourceView, Vec<usize>)> = Vec::new();
    for item in &document.items {
        for source in &item.sources {
            match found.iter_mut().find(|(known, _)| *known == source) {
                Some((_, numbers)) => numbers.push(item.position),
                None => found.push((source, vec![item.position])),
            }
        }
    }
    let n_items = document.items.len();
    let items = |numbers: &[usize]| if numbers.len() == n_items { "all pieces".to_owned() } else { pieces(numbers) };
    found.into_iter().map(|(source, numbers)| SourceOfView { source: source.clone(), items: items(&numbers) }).collect()
}

/// What has to be run and paid for after the work.
pub fn running(facts: &Facts<'_>, proposal: &Proposal) -> Vec<RunningView> {
    let items = steps(facts, proposal).enumerate().filter_map(|(idx, step)| {
        let capability = facts.catalog.capability(&step.capability);
        Some(RunningView { number: idx + 1, title: one_line(&capability.title), what: ongoing(capability)? })
    });
    items.collect()
}

/// The posts that running all of it takes; none where no figure is on record.
pub fn running_sum(facts: &Facts<'_>, proposal: &Proposal) -> Option<String> {
    let known: Vec<(u32, u32)> = steps(facts, proposal)
        .filter_map(|step| facts.catalog.capability(&step.capability).ongoing.as_ref()?.fte_hundredths)
        .collect();
    let (low, high) = known.iter().fold((0, 0), |sum, range| (sum.0 + i64::from(range.0), sum.1 + i64::from(range.1)));
    let text = |hundredths| format_scaled(hundredths, 2);
    let posts = if low == high { text(low) } else { format!("{} to {}", text(low), text(high)) };
    (high > 0).then_some(posts)
}
