//! Checks of the prose for proposals.

use super::names::Names;
use super::scalar::{Check, all};
use crate::diag::Code;
use crate::model::capability::{Part, Prose, Risk};
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
    let benefits = all(raw.benefits.iter().map(|item| text(item, check)));
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

fn parts(raw: &[raw::Part], sub_checks: &[&str], check: &mut Check<'_>) -> Option<Vec<Part>> {
    all(raw.iter().map(|part| {
        let text = text(&part.text, check);
        let sub_check = match &part.sub_check {
            None => Some(None),
            Some(id) => {
                check.known(id, sub_checks, Code::UnknownSubCheck, "sub-check").map(|id| Some(SubCheckId::new(id)))
            }
        };
        Some(Part { text: text?, sub_check: sub_check? })
    }))
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
