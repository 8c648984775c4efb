//! One piece of open work, with the prose that proposes it.

use schemars::JsonSchema;
use serde::Serialize;

use super::Facts;
use super::document::Audience;
use super::knowledge::{IncidentView, PrecedentView, SourceView, incidents, precedents, sources};
use super::step::{StepView, step};
use crate::gap::Standing;
use crate::model::assessment::{Answer, PartLeft};
use crate::model::capability::{Capability, Part};
use crate::model::catalog::Catalog;
use crate::model::decimal::format_scaled;
use crate::model::id::{CapabilityId, PrecedentId, SubCheckId};
use crate::plan::{Dropped, NeedResult, Step};
use crate::propose::OpenItem;
use crate::render::words;

/// A piece of open work.
#[derive(Debug, Clone, Serialize)]
pub struct ItemView {
    /// Place in this document, from 1.
    pub position: usize,
    /// The step of the roadmap.
    pub step: StepView,
    /// `high`, `medium` or `low`: when it should start.
    pub urgency: &'static str,
    /// `high`, `medium` or `low`: how much threat it takes away.
    pub impact: &'static str,
    /// What the framework asks for.
    pub requirement: String,
    /// One sentence.
    pub summary: String,
    /// Where the registry stands.
    pub situation: SituationView,
    /// The problem, in general.
    pub problem: Vec<String>,
    /// What will be built.
    pub change: Vec<String>,
    /// What it solves.
    pub benefits: Vec<String>,
    /// What will be handed over.
    pub deliverables: Vec<String>,
    /// How a reviewer can see that it is done.
    pub acceptance: Vec<String>,
    /// What may go wrong.
    pub risks: Vec<RiskView>,
    /// What follows if nobody pays for it.
    pub if_not_funded: Vec<String>,
    /// Conditions outside the framework.
    pub prerequisites: Vec<String>,
    /// Needs that are planned or dropped, in words; those that are met are not worth a line.
    pub waits_for: Vec<WaitView>,
    /// What it costs to run afterwards; none where nothing is on record.
    pub ongoing: Option<String>,
    /// Work done before, elsewhere first.
    pub precedents: Vec<PrecedentView>,
    /// Incidents that the prose speaks of.
    pub incidents: Vec<IncidentView>,
    /// Sources of the prose and of the needs.
    pub sources: Vec<SourceView>,
}

/// Where the registry stands with a capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SituationView {
    /// `missing` or `partial`; `open` in a public document where the answer is confidential.
    pub standing: &'static str,
    /// The same as a sentence.
    pub sentence: String,
    /// Parts that are in place.
    pub met: Vec<String>,
    /// Parts that are not.
    pub missing: Vec<String>,
    /// Parts that nobody has looked at.
    pub unknown: Vec<String>,
    /// The assessment's note.
    pub note: Option<String>,
    /// What shows it.
    pub evidence: Vec<EvidenceView>,
}

/// Something that shows a status.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EvidenceView {
    /// What it shows and where.
    pub what: String,
    /// Permanent link.
    pub link: Option<String>,
    /// Its date.
    pub date: String,
}

/// A risk and what is done about it.
#[derive(Debug, Clone, Serialize)]
pub struct RiskView {
    /// What may go wrong.
    pub risk: String,
    /// What is done about it.
    pub mitigation: String,
}

/// Something that an item waits for, or would wait for elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct WaitView {
    /// What became of the need.
    pub outcome: String,
    /// Why it is a need.
    pub because: String,
}

/// The view of an open item.
///
/// `asked` are the capabilities that the document is about; a public one names no other gap, unless it has to come first.
pub fn item(
    facts: &Facts<'_>,
    position: usize,
    open: &OpenItem,
    audience: Audience,
    asked: &[&CapabilityId],
) -> ItemView {
    let Facts { catalog, assessment, gap, roadmap, .. } = *facts;
    let planned = &roadmap.steps[open.step];
    let capability = catalog.capability(&planned.capability);
    let prose = &capability.proposal;
    let standing = &gap.standings[&capability.id];
    let fill = |text: &str| placed(text, facts);
    let mut precedents = precedents(catalog, &known_precedents(catalog, capability), &assessment.repository.name);
    // What others have done is worth more to a reader than the registry's own history; a stable sort keeps the rest.
    precedents.sort_by_key(|precedent| precedent.own);
    ItemView {
        position,
        step: step(facts, open.step),
        urgency: words::rank(open.urgency),
        impact: words::rank(open.impact),
        requirement: words::one_line(&capability.requirement),
        summary: words::one_line(&fill(&prose.summary)),
        situation: situation(facts, capability, &assessment.answers[&capability.id], standing, audience),
        problem: words::paragraphs(&fill(&prose.situation)),
        change: words::paragraphs(&fill(&prose.change)),
        benefits: prose.benefits.iter().map(|text| words::one_line(&fill(text))).collect(),
        deliverables: owed(facts, &prose.deliverables, &capability.id, audience),
        acceptance: owed(facts, &prose.acceptance, &capability.id, audience),
        risks: prose
            .risks
            .iter()
            .map(|risk| RiskView {
                risk: words::one_line(&fill(&risk.risk)),
                mitigation: words::one_line(&fill(&risk.mitigation)),
            })
            .collect(),
        if_not_funded: words::paragraphs(&fill(&prose.if_not_funded)),
        prerequisites: capability.prerequisites.iter().map(|text| words::one_line(text)).collect(),
        waits_for: waits_for(facts, planned, audience, asked),
        ongoing: ongoing(capability),
        precedents,
        incidents: incidents(catalog, &prose.incidents),
        sources: {
            let needs = planned.needs.iter().flat_map(|need| &need.sources);
            let ongoing = capability.ongoing.iter().flat_map(|ongoing| &ongoing.sources);
            sources(catalog, std::iter::once(&capability.reference).chain(&prose.sources).chain(needs).chain(ongoing))
        },
    }
}

/// Precedents that the estimate cites, then those that the calendar lag cites or that inform the capability otherwise.
fn known_precedents(catalog: &Catalog, capability: &Capability) -> Vec<PrecedentId> {
    let informing = catalog.precedents.values().filter(|precedent| precedent.capabilities.contains(&capability.id));
    let cited = capability.effort.precedents.iter().chain(&capability.calendar_lag.precedents);
    let mut ids: Vec<PrecedentId> = Vec::new();
    for id in cited.chain(informing.map(|precedent| &precedent.id)) {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids
}

/// The text with the names of the registry and its ecosystem.
pub(super) fn placed(text: &str, facts: &Facts<'_>) -> String {
    let repository = &facts.assessment.repository;
    text.replace("{registry}", &repository.name).replace("{ecosystem}", &repository.ecosystem)
}

/// Whether it stays secret how the registry stands.
fn is_hidden(answer: &Answer, audience: Audience) -> bool {
    answer.confidential && audience == Audience::Public
}

/// Deliverables or acceptance criteria that are still owed, each on one line; all of them where the ones that are left
/// would tell what is met.
pub(super) fn owed(facts: &Facts<'_>, parts: &[Part], capability: &CapabilityId, audience: Audience) -> Vec<String> {
    let standing = &facts.gap.standings[capability];
    let hidden = is_hidden(&facts.assessment.answers[capability], audience);
    let unmet = parts.iter().filter(|part| hidden || is_unmet(part.sub_check.as_ref(), standing));
    unmet.map(|part| words::one_line(&placed(&part.text, facts))).collect()
}

/// Whether a deliverable is still owed: one of a sub-check that is met is not.
fn is_unmet(sub_check: Option<&SubCheckId>, standing: &Standing) -> bool {
    match (sub_check, standing) {
        (Some(id), Standing::Partial(part)) => !part.met.contains(id),
        _ => true,
    }
}

/// Where the registry stands with a capability.
pub(super) fn situation(
    facts: &Facts<'_>,
    capability: &Capability,
    answer: &Answer,
    standing: &Standing,
    audience: Audience,
) -> SituationView {
    let registry = &facts.assessment.repository.name;
    let date = crate::model::date::long_day(facts.assessment.assessed_on);
    let hidden = is_hidden(answer, audience);
    let titles = |ids: &[SubCheckId]| ids.iter().map(|id| words::one_line(&capability.sub_checks[id].title)).collect();
    let empty = PartLeft { left: standing.left(), met: Vec::new(), missing: Vec::new(), unknown: Vec::new() };
    let part = match standing {
        Standing::Partial(part) => part,
        _ => &empty,
    };
    if hidden {
        let sentence = format!("Work is left here; how {registry} stood on {date} in detail is not public.");
        return SituationView {
            standing: "open",
            sentence,
            met: Vec::new(),
            missing: Vec::new(),
            unknown: Vec::new(),
            note: None,
            evidence: Vec::new(),
        };
    }
    let mut sentence = match standing {
        Standing::Partial(part) => {
            let upper = if part.unknown.is_empty() { "" } else { "up to " };
            format!("On {date} {registry} had this in part: {upper}{} of the work is left.", part.left)
        }
        Standing::Unknown { .. } => format!("On {date} nobody knew whether {registry} has this."),
        _ => format!("On {date} {registry} had none of this in place."),
    };
    if let Some(tool) = &answer.by_third_party {
        sentence.push_str(&format!(" A separate tool offers it: {}", words::sentence_end(&words::one_line(tool))));
    }
    SituationView {
        standing: standing.name(),
        sentence,
        met: titles(&part.met),
        missing: titles(&part.missing),
        unknown: titles(&part.unknown),
        note: answer.note.as_deref().map(|note| words::sentence_end(&words::one_line(note))),
        evidence: evidence(answer),
    }
}

/// Evidence of an answer.
pub fn evidence(answer: &Answer) -> Vec<EvidenceView> {
    let entries = answer.evidence.iter().map(|item| EvidenceView {
        what: words::one_line(&item.what),
        link: item.link.clone(),
        date: item.date.to_string(),
    });
    entries.collect()
}

fn waits_for(facts: &Facts<'_>, step: &Step, audience: Audience, asked: &[&CapabilityId]) -> Vec<WaitView> {
    let public = audience == Audience::Public;
    let hidden = |id: &CapabilityId| public && facts.assessment.answers[id].confidential && !asked.contains(&id);
    let waits = step.needs.iter().filter_map(|need| {
        let outcome = match &need.result {
            NeedResult::AlreadyMet(_) => return None,
            // A need that does not bind because nobody asks for its end would name a gap that is not part of the ask.
            NeedResult::Dropped(_, Dropped::BeyondTarget | Dropped::Excluded) if public => return None,
            NeedResult::After(id) if hidden(id) => "Another step of the plan comes first.".to_owned(),
            _ => words::need(facts.catalog, need),
        };
        Some(WaitView { outcome, because: words::sentence_end(&words::one_line(&need.because)) })
    });
    waits.collect()
}

pub(super) fn ongoing(capability: &Capability) -> Option<String> {
    let ongoing = capability.ongoing.as_ref()?;
    let what = words::one_line(&ongoing.what);
    let what = what.trim_end_matches('.');
    Some(match ongoing.fte_hundredths {
        Some((low, high)) if low == high => format!("{what} ({} full-time persons).", format_scaled(i64::from(low), 2)),
        Some((low, high)) => {
            format!(
                "{what} ({} to {} full-time persons).",
                format_scaled(i64::from(low), 2),
                format_scaled(i64::from(high), 2)
            )
        }
        None => format!("{what}."),
    })
}
