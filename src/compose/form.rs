//! A funder's form, field by field.

use super::refusal::{no_recipient, nothing_to_ask};
use super::{ProposalRequest, Recipient, Refusal, chosen_for, proposal};
use crate::model::catalog::Catalog;
use crate::model::funder::Funder;
use crate::propose::{Facts, FilledForm, FormInput, fill};
use crate::render::view::{self, FormsView};

/// A filled form.
#[derive(Debug, Clone)]
pub struct Forms {
    /// The answers, and what is left to do.
    pub view: FormsView,
    /// Whether it must not be handed in as it is.
    pub is_wrong: bool,
}

/// The funder whose form is meant; some that get other documents have one as well.
///
/// # Errors
///
/// When nobody is known by that name, or there is no form.
pub fn with_form<'a>(name: &str, catalog: &'a Catalog) -> Result<&'a Funder, Refusal> {
    if let Some(funder) = catalog.funders.get(name) {
        return Ok(funder);
    }
    Err(match Recipient::named(name) {
        Some(_) => Refusal::of_request(
            format!("`{name}` has no form on record"),
            "name a funder; `fundable explain` lists them",
        ),
        None => no_recipient(name, &[], catalog),
    })
}

/// Fill the form of the funder that the request names.
///
/// # Errors
///
/// When nobody is known by that name, there is no form, or nothing can be asked for.
pub fn forms(facts: &Facts<'_>, request: &ProposalRequest) -> Result<Forms, Refusal> {
    let funder = with_form(&request.recipient, facts.catalog)?;
    let (proposal, _) = proposal(facts, request)?;
    if proposal.open.is_empty() {
        return Err(nothing_to_ask());
    }
    let chosen = chosen_for(request, facts, funder)?;
    let filled = match &chosen {
        Some(chosen) => {
            let facts = Facts { roadmap: &chosen.roadmap, ..*facts };
            fill(&FormInput { facts, proposal: &chosen.proposal, funder, selection: Some(&chosen.selection) })
        }
        None => fill(&FormInput { facts: *facts, proposal: &proposal, funder, selection: None }),
    };
    let view = FormsView {
        format: "fundable-form/1",
        funder: funder.id.to_string(),
        name: funder.name.clone(),
        labels: view::labels(facts),
        ask: chosen.as_ref().map(|chosen| view::ask(facts, chosen)),
        forms: filled.iter().map(|form| view::form(facts.catalog, form)).collect(),
    };
    let is_wrong = |form: &FilledForm| form.checks.iter().any(|check| check.is_wrong());
    Ok(Forms { view, is_wrong: filled.iter().any(is_wrong) })
}
