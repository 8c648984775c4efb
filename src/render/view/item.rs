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
use crate::propose::{OpenItem, gains};
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
    /// The same as a sentence, with the date.
    pub sentence: String,
    /// The same in short, for a list that names the date once.
    pub short: String,
    /// The share of the work that is left: `40 %`, `up to 40 %`; none where nothing is in place or it is a secret.
    pub left: Option<String>,
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
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WaitView {
    /// Number in the document of the item that comes first; none where it is no item of it.
    pub number: Option<usize>,
    /// What became of the need.
    pub outcome: String,
    /// Why it is a need.
    pub because: String,
}

/// The capabilities that a document is about.
#[derive(Debug)]
pub struct Asked<'a> {
    /// Its items, in their order.
    pub items: Vec<&'a CapabilityId>,
    /// What it wants to be found out first.
    pub assess: Vec<&'a CapabilityId>,
}

impl Asked<'_> {
    /// Whether the document names this capability.
    pub fn names(&self, id: &CapabilityId) -> bool {
        self.items.iter().chain(&self.assess).any(|other| *other == id)
    }
}

/// The view of an open item. A public document names no gap that is not asked for, unless it has to come first.
pub fn item(facts: &Facts<'_>, position: usize, open: &OpenItem, audience: Audience, asked: &Asked<'_>) -> ItemView {
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
        benefits: gains(facts, &capability.id, is_hidden(&assessment.answers[&capability.id], audience))
            .into_iter()
            .map(|benefit| words::one_line(&fill(&benefit.text)))
            .collect(),
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
        if_not_funded: undone(facts, &capability.id, audience)
            .into_iter()
            .chain(words::paragraphs(&fill(&if_not_funded(facts, capability, audience))))
            .collect(),
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
pub(super) fn known_precedents(catalog: &Catalog, capability: &Capability) -> Vec<PrecedentId> {
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
    let hidden = is_hidden(&facts.assessment.answers[capability], audience);
    let owed = crate::propose::owed(facts, capability, parts, hidden).into_iter();
    owed.map(|part| words::one_line(&placed(&part.text, facts))).collect()
}

/// Below this share the catalog's words on the whole are no longer true of what is left, in percent.
const WHOLE_FROM_PERCENT: u8 = 25;

/// What follows without the money, in the catalog's words; empty where so little is left that they are not true of it.
fn if_not_funded(facts: &Facts<'_>, capability: &Capability, audience: Audience) -> String {
    let is_small = facts.gap.standings[&capability.id].left().number() < WHOLE_FROM_PERCENT;
    let says_instead = undone(facts, &capability.id, audience).is_some();
    if is_small && says_instead { String::new() } else { capability.proposal.if_not_funded.clone() }
}

/// The parts that stay undone without the money, as a sentence, where others are in place.
fn undone(facts: &Facts<'_>, id: &CapabilityId, audience: Audience) -> Option<String> {
    let Standing::Partial(part) = &facts.gap.standings[id] else { return None };
    if part.met.is_empty() || is_hidden(&facts.assessment.answers[id], audience) {
        return None;
    }
    let sub_checks = &facts.catalog.capability(id).sub_checks;
    let left = part.missing.iter().chain(&part.unknown).map(|id| words::one_line(&sub_checks[id].title));
    Some(format!("What is there stays, and this stays undone: {}.", left.collect::<Vec<_>>().join("; ")))
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
            short: "Work is left here; how much is not public.".to_owned(),
            left: None,
            met: Vec::new(),
            missing: Vec::new(),
            unknown: Vec::new(),
            note: None,
            evidence: Vec::new(),
        };
    }
    let left = match standing {
        Standing::Partial(part) if part.unknown.is_empty() => Some(part.left.to_string()),
        Standing::Partial(part) => Some(format!("up to {}", part.left)),
        _ => None,
    };
    let (sentence, short) = match (standing, &left) {
        (Standing::Partial(_), Some(left)) => (
            format!("On {date} {registry} had this in part: {left} of the work is left."),
            format!("Partly in place; {left} of the work is left."),
        ),
        (Standing::Unknown { .. }, _) => {
            (format!("On {date} nobody knew whether {registry} has this."), "Not known.".to_owned())
        }
        _ => (format!("On {date} {registry} had none of this in place."), "None of it is in place.".to_owned()),
    };
    let tool = answer.by_third_party.as_deref().map(|tool| words::sentence_end(&words::one_line(tool)));
    let tool = tool.map(|tool| format!(" A separate tool offers it: {tool}")).unwrap_or_default();
    let (sentence, short) = (sentence + &tool, short + &tool);
    SituationView {
        standing: standing.name(),
        sentence,
        short,
        left,
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

pub(super) fn waits_for(facts: &Facts<'_>, step: &Step, audience: Audience, asked: &Asked<'_>) -> Vec<WaitView> {
    let public = audience == Audience::Public;
    let hidden = |id: &CapabilityId| public && facts.assessment.answers[id].confidential && !asked.names(id);
    let waits = step.needs.iter().filter_map(|need| {
        let outcome = match &need.result {
            NeedResult::AlreadyMet(_) => return None,
            // A need that does not bind because nobody asks for its end would name a gap that is not part of the ask.
            NeedResult::Dropped(_, Dropped::BeyondTarget | Dropped::Excluded) if public => return None,
            NeedResult::After(id) if hidden(id) => "Another step of the plan comes first.".to_owned(),
            _ => words::need(facts.catalog, need),
        };
        let number = match &need.result {
            NeedResult::After(id) => asked.items.iter().position(|other| *other == id).map(|idx| idx + 1),
            _ => None,
        };
        Some(WaitView { number, outcome, because: words::sentence_end(&words::one_line(&need.because)) })
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
