//! What the applicant says, and what the ledger says of other payers.

use serde::Serialize;

use super::super::{Audience, Facts};
use super::steps;
use crate::model::date::long_day;
use crate::model::funder::Funder;
use crate::model::id::CapabilityId;
use crate::model::part::Part;
use crate::model::plan::{Activity, Consent, LedgerEntry};
use crate::plan::{Step, StepKind, predecessors};
use crate::propose::Proposal;
use crate::render::words::{list, one_line, paragraphs, sentence_end, title};

/// The applicant's own words, as paragraphs; empty where there are none.
#[derive(Debug, Clone, Serialize)]
pub struct WordsView {
    /// What the registry is.
    pub project: Vec<String>,
    /// Who depends on it.
    pub dependents: Vec<String>,
    /// Who is to do the work.
    pub qualification: Vec<String>,
    /// How the community takes part.
    pub community: Vec<String>,
    /// How the work was paid for so far.
    pub funding_elsewhere: Vec<String>,
    /// What shows that the maintainers agree.
    pub consent: Option<ConsentView>,
    /// What this funder alone is told about the time after the grant.
    pub afterwards: Vec<String>,
    /// Licence of the work.
    pub licence: Option<String>,
    /// Who answers for the work: name and role.
    pub person: Option<String>,
}

/// What shows that the maintainers agree.
#[derive(Debug, Clone, Serialize)]
pub struct ConsentView {
    /// Who agreed to what, and when.
    pub statement: Vec<String>,
    /// Where it can be read.
    pub link: Option<String>,
    /// The same for each client outside the registry.
    pub clients: Vec<ClientView>,
}

/// What shows that the maintainers of a client agree.
#[derive(Debug, Clone, Serialize)]
pub struct ClientView {
    /// Name of the client.
    pub client: String,
    /// Who agreed to what, and when.
    pub statement: String,
    /// Where it can be read.
    pub link: Option<String>,
}

/// The applicant's own words for a funder.
pub fn words(facts: &Facts<'_>, funder: &Funder) -> WordsView {
    let narrative = &facts.plan.narrative;
    let text = |text: &Option<String>| text.as_deref().map(paragraphs).unwrap_or_default();
    let applicant = facts.plan.applicant.as_ref();
    let answers = narrative.answers.get(&funder.id);
    let afterwards = funder.form.fields.values().filter(|field| field.part == Part::Sustainability);
    let afterwards = afterwards.filter_map(|field| answers?.get(&field.id)).flat_map(|text| paragraphs(text));
    WordsView {
        project: text(&narrative.project),
        dependents: text(&narrative.dependents),
        qualification: text(&narrative.qualification),
        community: text(&narrative.community),
        funding_elsewhere: text(&narrative.funding_elsewhere),
        consent: narrative.consent.as_ref().map(consent),
        afterwards: afterwards.collect(),
        licence: applicant.and_then(|applicant| applicant.licence.as_deref()).map(one_line),
        person: applicant.and_then(|applicant| {
            let role = applicant.role.as_ref().map(|role| format!(" ({})", one_line(role))).unwrap_or_default();
            Some(format!("{}{role}", one_line(applicant.person.as_deref()?)))
        }),
    }
}

fn consent(consent: &Consent) -> ConsentView {
    let clients = consent.clients.iter().map(|item| ClientView {
        client: one_line(&item.client),
        statement: sentence_end(&one_line(&item.statement)),
        link: item.link.clone(),
    });
    ConsentView { statement: paragraphs(&consent.statement), link: consent.link.clone(), clients: clients.collect() }
}

/// Whether others pay for the same work, as the ledger has it, and what else is in it.
pub fn ledger(facts: &Facts<'_>, proposal: &Proposal, funder: &Funder) -> Vec<String> {
    let asked: Vec<_> = proposal.open.iter().map(|open| &facts.roadmap.steps[open.step].capability).collect();
    let is_asked = |entry: &&LedgerEntry| asked.iter().any(|id| entry.covers(id));
    let others = || facts.plan.ledger.iter().filter(|entry| entry.profile.as_ref() != Some(&funder.id));
    let paid = others().filter(is_asked).any(|entry| entry.status.is_funded());
    let mut sentences = Vec::new();
    if !paid {
        let what =
            if asked.len() == 1 { "the work that is asked for here" } else { "any of the work that is asked for here" };
        let dated = long_day(facts.plan.dated);
        sentences.push(format!("By the funding ledger of the plan, dated {dated}, nobody else pays for {what}."));
    }
    let pending = others().filter(is_asked).filter(|entry| entry.status.is_pending());
    sentences.extend(pending.map(|entry| {
        format!(
            "{} was asked as well ({}). If it agrees, that work comes out of this ask.",
            one_line(&entry.funder),
            about(facts, entry)
        )
    }));
    let elsewhere = others().filter(|entry| entry.status.is_funded() && !is_asked(entry));
    sentences.extend(elsewhere.map(|entry| {
        format!(
            "{} pays or paid for other work ({}), which is not part of this ask.",
            one_line(&entry.funder),
            about(facts, entry)
        )
    }));
    sentences
}

/// What an entry is about and how far it is.
fn about(facts: &Facts<'_>, entry: &LedgerEntry) -> String {
    let what = match &entry.activity {
        Activity::Capability(id) => title(facts.catalog, id),
        Activity::WorkPackage { capabilities, .. } => {
            list(&capabilities.iter().map(|id| title(facts.catalog, id)).collect::<Vec<_>>())
        }
    };
    let date = entry.date.map(|date| format!(", {date}")).unwrap_or_default();
    format!("{what}, {}{date}", entry.status.name())
}

/// What has to be ready first and is no part of the ask, each with how it is paid for.
pub fn beforehand(facts: &Facts<'_>, proposal: &Proposal, audience: Audience) -> Vec<String> {
    let asked: Vec<_> = steps(facts, proposal).map(|step| &step.capability).collect();
    let needed: Vec<&CapabilityId> = steps(facts, proposal).flat_map(predecessors).collect();
    let outside = facts.roadmap.steps.iter().filter(|step| needed.contains(&&step.capability));
    let outside = outside.filter(|step| !asked.contains(&&step.capability));
    let sentence = |step: &Step| {
        let hidden = facts.assessment.answers[&step.capability].confidential && audience == Audience::Public;
        let name = if hidden { "Another step of the plan".to_owned() } else { title(facts.catalog, &step.capability) };
        let paid = facts.plan.ledger.iter().find(|entry| entry.status.is_funded() && entry.covers(&step.capability));
        let how = match (step.kind, paid) {
            (StepKind::Assess, _) => "is assessed first, which may show that nothing is left to do".to_owned(),
            (StepKind::Build, Some(entry)) => format!("is paid for by {}", one_line(&entry.funder)),
            (StepKind::Build, None) => "has to be paid for in another way".to_owned(),
        };
        format!("{name} {how}; by the plan it is ready on {}.", long_day(step.dates.finish))
    };
    outside.map(sentence).collect()
}
