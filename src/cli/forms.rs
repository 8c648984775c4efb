//! `fundable propose --forms-only`: a funder's form, field by field.

use super::args::ProposeArgs;
use super::choice::chosen_for;
use super::exit::{Exit, Failure};
use super::open::Inputs;
use super::output::Terminal;
use super::{Outcome, json};
use crate::diag::did_you_mean;
use crate::model::id::FunderId;
use crate::propose::{FilledForm, FormInput, Proposal, fill};
use crate::render::form::text;
use crate::render::view::{self, Facts, FormsView};

/// Print the answers to a funder's form and what is left to do.
pub fn forms(args: &ProposeArgs, facts: &Facts<'_>, proposal: &Proposal, terminal: &Terminal) -> Outcome {
    let Some(funder) = facts.catalog.funders.get(args.recipient.as_str()) else {
        return Err(Failure::usage(
            format!("`{}` has no form on record", args.recipient),
            "leave out `--forms-only`, or name a funder; `fundable explain` lists them",
        ));
    };
    if proposal.open.is_empty() {
        return Err(nothing_to_ask());
    }
    let chosen = chosen_for(args, facts, funder)?;
    let filled = match &chosen {
        Some(chosen) => {
            let facts = Facts { roadmap: &chosen.roadmap, ..*facts };
            fill(&FormInput { facts, proposal: &chosen.proposal, funder, selection: Some(&chosen.selection) })
        }
        None => fill(&FormInput { facts: *facts, proposal, funder, selection: None }),
    };
    let view = FormsView {
        format: "fundable-form/1",
        funder: funder.id.to_string(),
        name: funder.name.clone(),
        labels: view::labels(facts),
        ask: chosen.as_ref().map(|chosen| view::ask(facts, chosen)),
        forms: filled.iter().map(|form| view::form(facts.catalog, form)).collect(),
    };
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print(&text(&view, terminal.width))?
    }
    let is_wrong = |form: &FilledForm| form.checks.iter().any(|check| check.is_wrong());
    Ok(if filled.iter().any(is_wrong) { Exit::BadInput } else { Exit::Success })
}

/// Nothing is known to be missing, so nothing can be asked for.
pub fn nothing_to_ask() -> Failure {
    Failure {
        exit: Exit::BadInput,
        message: "there is nothing to ask for yet: nobody knows whether anything is missing".to_owned(),
        help: Some("assess what is unknown and write its status into the assessment".to_owned()),
    }
}

/// Why a name is no recipient of documents.
pub fn no_recipient(name: &str, known: &[&str], inputs: &Inputs) -> Failure {
    let funders = inputs.catalog.funders.keys().map(FunderId::as_str);
    let help = did_you_mean(name, known.iter().copied().chain(funders)).unwrap_or_else(|| {
        format!("write {}, or the id of a funder of your own; `fundable explain` lists them", known.join(", "))
    });
    Failure::usage(format!("nobody is known as `{name}`"), help)
}
