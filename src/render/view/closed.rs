//! What is in place or paid for already.

use serde::Serialize;

use super::item::{EvidenceView, evidence};
use super::step::{FundingView, funding_entry};
use super::{Audience, Facts};
use crate::gap::Standing;
use crate::propose::ClosedItem;
use crate::render::words;

/// Something that is paid for or in place.
#[derive(Debug, Clone, Serialize)]
pub struct ClosedView {
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// `in place`, `done by GitHub`, `funded`.
    pub state: String,
    /// Who paid or pays.
    pub funding: Option<FundingView>,
    /// What shows it.
    pub evidence: Vec<EvidenceView>,
}

/// The closed items that may be named.
pub fn closed(facts: &Facts<'_>, items: &[ClosedItem], audience: Audience) -> Vec<ClosedView> {
    items.iter().filter_map(|item| one(facts, item, audience)).collect()
}

/// Who pays or paid, as sentences, where so few items have a payer that a column would stand empty.
pub fn payers(closed: &[ClosedView]) -> Vec<String> {
    if has_payer_column(closed) {
        return Vec::new();
    }
    let funded = closed.iter().filter_map(|item| Some((item, item.funding.as_ref()?)));
    let sentence = |(item, entry): (&ClosedView, &FundingView)| {
        let date = entry.date.as_ref().map(|date| format!(", {date}")).unwrap_or_default();
        let amount = entry.amount.as_ref().map(|amount| format!(", {amount}")).unwrap_or_default();
        format!("{} ({}, {}{date}{amount})", words::one_line(&item.title), entry.funder, entry.status)
    };
    funded.map(sentence).collect()
}

/// Whether at least half of the items have somebody who pays or paid.
pub fn has_payer_column(closed: &[ClosedView]) -> bool {
    let n_funded = closed.iter().filter(|item| item.funding.is_some()).count();
    n_funded > 0 && n_funded * 2 >= closed.len()
}

/// A closed item; none where the answer is confidential and the document public.
fn one(facts: &Facts<'_>, item: &ClosedItem, audience: Audience) -> Option<ClosedView> {
    let capability = facts.catalog.capability(&item.capability);
    let answer = &facts.assessment.answers[&item.capability];
    let hidden = answer.confidential && audience == Audience::Public;
    if hidden && item.ledger.is_none() {
        return None;
    }
    let state = match &facts.gap.standings[&item.capability] {
        Standing::Met => "in place".to_owned(),
        Standing::Delegated { to } => format!("done by {}", words::one_line(to)),
        Standing::NotApplicable { .. } => "in place, beyond what applies".to_owned(),
        Standing::Partial(_) | Standing::Missing | Standing::Unknown { .. } => "work still to do".to_owned(),
    };
    Some(ClosedView {
        number: capability.number.clone(),
        title: capability.title.clone(),
        state,
        funding: item.ledger.as_ref().map(funding_entry),
        evidence: if hidden { Vec::new() } else { evidence(answer) },
    })
}
