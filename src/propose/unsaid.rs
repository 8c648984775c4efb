//! What a reviewer will ask and neither catalog nor plan says.

use super::answer::Ask;
use crate::model::funder::RuleKind;
use crate::model::id::{CapabilityId, WorkKindId};
use crate::model::part::Part;

/// Something that the applicant should say before a proposal is handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaid {
    /// What the rates rest on.
    RateBasis,
    /// Whether generative AI had a part in the texts of the catalog.
    CatalogTexts,
    /// Whether the maintainers of the client agree, for these pieces of work.
    Clients(Vec<CapabilityId>),
    /// Which people of its own the registry serves.
    TargetGroups,
    /// Who pays for these: their evidence comes from reports of the funder, or says that somebody is at work on them.
    Payers(Vec<CapabilityId>),
}

impl Unsaid {
    /// Whether the answer counts as missing; otherwise it is worth a thought.
    pub fn is_missing(&self) -> bool {
        matches!(self, Self::RateBasis | Self::CatalogTexts | Self::Clients(_))
    }
}

/// The kind of work that lands in the client.
const CLIENT: &str = "client";

/// Ways to say that something is being built, in small letters.
const UNDER_WAY: [&str; 7] =
    ["in development", "under development", "in beta", "private beta", "coming soon", "being built", "under way"];

/// What is left to say for a form.
pub fn unsaid(ask: &Ask<'_>) -> Vec<Unsaid> {
    let (funder, plan) = (ask.input.funder, ask.input.facts.plan);
    let asks = |part: Part| funder.form.fields.values().any(|field| field.part == part);
    let mut list = Vec::new();
    let has_bare_rates = plan.rates.as_ref().is_some_and(|rates| rates.basis.is_none());
    list.extend((has_bare_rates && funder.holds(RuleKind::ExplicitRates)).then_some(Unsaid::RateBasis));
    let wants_genai = funder.holds(RuleKind::GenaiDisclosure) || asks(Part::Genai);
    list.extend((wants_genai && plan.narrative.genai_catalog.is_none()).then_some(Unsaid::CatalogTexts));
    let clients = in_client(ask);
    let agreed = plan.narrative.consent.as_ref().is_some_and(|consent| !consent.clients.is_empty());
    list.extend((!agreed && !clients.is_empty()).then_some(Unsaid::Clients(clients)));
    list.extend((asks(Part::Beneficiaries) && plan.narrative.target_groups.is_empty()).then_some(Unsaid::TargetGroups));
    let payers = maybe_paid(ask);
    list.extend((!payers.is_empty()).then_some(Unsaid::Payers(payers)));
    list
}

/// Pieces of work of which a part lands in the client, which can be another project than the registry.
fn in_client(ask: &Ask<'_>) -> Vec<CapabilityId> {
    let client = WorkKindId::new(CLIENT);
    let pieces = ask.items.iter().filter(|item| item.step.work.iter().any(|line| line.kind == client));
    pieces.map(|item| item.capability.id.clone()).collect()
}

/// Pieces of work that somebody may pay for already, while the ledger has no entry for them.
fn maybe_paid(ask: &Ask<'_>) -> Vec<CapabilityId> {
    let facts = &ask.input.facts;
    let is_reported = |link: &str| ask.input.funder.reports.iter().any(|at| link.starts_with(&at.value));
    let is_under_way = |text: &str| UNDER_WAY.iter().any(|words| text.to_lowercase().contains(words));
    let pieces = ask.items.iter().map(|item| &item.capability.id).filter(|id| {
        let answer = &facts.assessment.answers[*id];
        let by_evidence = answer
            .evidence
            .iter()
            .any(|evidence| is_under_way(&evidence.what) || evidence.link.as_deref().is_some_and(is_reported));
        let on_record = facts.plan.ledger.iter().any(|entry| entry.covers(id));
        !answer.confidential && !on_record && (by_evidence || answer.note.as_deref().is_some_and(is_under_way))
    });
    pieces.cloned().collect()
}
