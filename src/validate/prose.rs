//! Checks of the prose for proposals.

use super::names::Names;
use super::scalar::{Check, all};
use crate::diag::Code;
use crate::model::capability::{Beneficiary, Benefit, Part, Prose, Risk};
use crate::model::id::{IncidentId, SubCheckId};
use crate::raw::Text;
use crate::raw::capability as raw;

/// What may stand in braces.
const PLACEHOLDERS: [&str; 2] = ["registry", "ecosystem"];

/// Prose in which every placeholder and every name is known.
pub fn prose(raw: &raw::Proposal, sub_checks: &[&str], names: &Names<'_>, check: &mut Check<'_>) -> Option<Prose> {
    let summary = text(&raw.summary, check);
    let situation = text(&raw.situation, check);
    let change = text(&raw.change, check);
    let benefits = all(raw.benefits.iter().map(|item| benefit(item, sub_checks, names, check)));
    let deliverables = parts(&raw.deliverables, sub_checks, check);
    let acceptance = parts(&raw.acceptance, sub_checks, check);
    let risks = all(raw.risks.iter().map(|item| {
        let (risk, mitigation) = (text(&item.risk, check), text(&item.mitigation, check));
        Some(Risk { risk: risk?, mitigation: mitigation? })
    }));
    let if_not_funded = text(&raw.if_not_funded, check);
    let incidents =
        check.all_known(&raw.incidents, &names.incidents, Code::UnknownIncident, "incident", IncidentId::new);
    let sources = names.sources(&raw.sources, check);
    Some(Prose {
        summary: summary?,
        situation: situation?,
        change: change?,
        benefits: benefits?,
        deliverables: deliverables?,
        acceptance: acceptance?,
        risks: risks?,
        if_not_funded: if_not_funded?,
        incidents: incidents?,
        sources: sources?,
    })
}

fn benefit(raw: &raw::Benefit, sub_checks: &[&str], names: &Names<'_>, check: &mut Check<'_>) -> Option<Benefit> {
    let text = text(&raw.text, check);
    let sub_check = sub_check(raw.sub_check.as_ref(), sub_checks, check);
    let precedents = names.precedents(&raw.precedents, check);
    let who = match raw.who.value {
        raw::Beneficiary::Users => Beneficiary::Users,
        raw::Beneficiary::Publishers => Beneficiary::Publishers,
        raw::Beneficiary::Staff => Beneficiary::Staff,
        raw::Beneficiary::Downstream => Beneficiary::Downstream,
        raw::Beneficiary::Researchers => Beneficiary::Researchers,
        raw::Beneficiary::Registries => Beneficiary::Registries,
    };
    Some(Benefit { text: text?, who, sub_check: sub_check?, precedents: precedents? })
}

fn parts(raw: &[raw::Part], sub_checks: &[&str], check: &mut Check<'_>) -> Option<Vec<Part>> {
    all(raw.iter().map(|part| {
        let (text, sub_check) = (text(&part.text, check), sub_check(part.sub_check.as_ref(), sub_checks, check));
        Some(Part { text: text?, sub_check: sub_check? })
    }))
}

/// The sub-check that a sentence belongs to, if it names one; it must be known.
fn sub_check(raw: Option<&Text>, known: &[&str], check: &mut Check<'_>) -> Option<Option<SubCheckId>> {
    match raw {
        None => Some(None),
        Some(id) => check.known(id, known, Code::UnknownSubCheck, "sub-check").map(|id| Some(SubCheckId::new(id))),
    }
}

/// A text whose placeholders are known.
fn text(raw: &Text, check: &mut Check<'_>) -> Option<String> {
    let text = check.text(raw)?;
    let mut good = true;
    for (idx, _) in text.match_indices('{') {
        let inside = text[idx + 1..].split('}').next().unwrap_or_default();
        if !PLACEHOLDERS.contains(&inside) {
            let hint = "the placeholders are `{registry}` and `{ecosystem}`";
            let word: String = inside.chars().take(30).collect();
            check.error::<()>(Code::UnknownPlaceholder, raw.span, format!("unknown placeholder `{{{word}}}`"), hint);
            good = false;
        }
    }
    good.then_some(text)
}
