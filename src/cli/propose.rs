//! `fundable propose`: documents.

use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::args::{ChoiceArgs, ProposeArgs};
use super::documents::{Bundle, PROVENANCE, to_stdout, write};
use super::exit::{Exit, Failure};
use super::forms::forms;
use super::open::{PlanUse, inputs, inputs_for_rehearsal};
use super::out_folder::Kind;
use super::output::Terminal;
use super::pictures::carrier;
use super::plan::roadmap;
use super::templates::Templates;
use crate::compose::{self, Composed, Delivery, Document, ProposalRequest, Recipient, Renderer, Subject};
use crate::model::plan::Plan;
use crate::propose::Facts;
use crate::render::view::Provenance;
use crate::text::counted;

/// Write the documents for a recipient.
pub fn propose(args: &ProposeArgs, terminal: &Terminal) -> Outcome {
    match Templates::open(&args.templates, &args.workspace.workspace, terminal)? {
        Ok(templates) => propose_with(args, &templates, terminal),
        Err(exit) => Ok(exit),
    }
}

/// The same with templates that are at hand.
pub fn propose_with(args: &ProposeArgs, templates: &Templates, terminal: &Terminal) -> Outcome {
    let read = if templates.is_rehearsal() { inputs_for_rehearsal } else { inputs };
    let mut inputs = match read(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let request = ProposalRequest::from(args);
    if args.forms_only {
        compose::with_form(&args.recipient, &inputs.catalog)?;
    } else {
        compose::recipient_of(&request, &inputs.catalog)?;
    }
    let plan = inputs.plan.as_ref().map(|plan| compose::plan_for(&args.recipient, &inputs.catalog, plan).into_owned());
    inputs.plan = plan;
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    terminal.trace(|| format!("planned: {}", counted(roadmap.steps.len(), "step", "steps")));
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    if args.forms_only {
        return forms(args, &request, &facts, terminal);
    }
    let mut provenance = compose::provenance(&inputs.catalog, &inputs.sources);
    templates.note_in(&mut provenance);
    let is_printed = args.out.as_deref() == Some(Path::new("-"));
    let delivery = Delivery { carrier: carrier(is_printed, &args.formats, args.mermaid), is_alone: is_printed };
    let renderer = OfTemplates { templates, recipient: &args.recipient, terminal };
    let subject = Subject { facts: &facts, provenance: &provenance, request: &request };
    let composed = compose::compose(&subject, delivery, &renderer)?;
    let themed = |document: Document| Document { page: templates.themed(document.page), ..document };
    let composed = Composed { documents: composed.documents.into_iter().map(themed).collect(), ..composed };
    if is_printed {
        return print(args, composed, terminal);
    }
    if templates.is_rehearsal() {
        return Ok(Exit::Success);
    }
    save(args, composed, provenance, plan, terminal)
}

/// Renders with the templates that are in use.
struct OfTemplates<'a> {
    templates: &'a Templates,
    recipient: &'a str,
    terminal: &'a Terminal,
}

impl Renderer for OfTemplates<'_> {
    type Error = Failure;

    fn render(&self, document: &str, view: &impl Serialize) -> Result<String, Failure> {
        self.templates.render(document, self.recipient, view, self.terminal)
    }
}

/// The first document, or the text that stands for one, on standard output.
fn print(args: &ProposeArgs, composed: Composed, terminal: &Terminal) -> Outcome {
    if let Some(document) = composed.documents.first() {
        return to_stdout(&args.formats, &document.markdown, &document.page, args.mermaid, terminal);
    }
    match composed.others.first() {
        Some((_, text)) => terminal.print(text).map(|()| Exit::Success),
        None => composed.refusal.map_or(Ok(Exit::Success), |refusal| Err(refusal.into())),
    }
}

/// Everything into the folder.
fn save(args: &ProposeArgs, composed: Composed, provenance: Provenance, plan: &Plan, terminal: &Terminal) -> Outcome {
    let Composed { documents, others, refusal } = composed;
    let bundle = Bundle {
        documents,
        others: others.into_iter().map(|(name, text)| (name, text.into_bytes(), Kind::Text)).collect(),
        provenance,
        provenance_name: PROVENANCE.to_owned(),
        has_all_issues: Recipient::named(&args.recipient) == Some(Recipient::PsfFundables) && args.capability.is_none(),
    };
    let exit = write(&args.into(), &bundle, plan, terminal)?.outcome()?;
    refusal.map_or(Ok(exit), |refusal| Err(refusal.into()))
}

impl From<&ProposeArgs> for ProposalRequest {
    fn from(args: &ProposeArgs) -> Self {
        let mut request = Self::to(args.recipient.as_str());
        if let Some(id) = &args.capability {
            request = request.about(id.as_str());
        }
        if args.private {
            request = request.with_confidential_parts();
        }
        let ChoiceArgs { capabilities, amount, min, max, months } = &args.choice;
        if let Some(ids) = capabilities {
            request = request.capabilities(ids.iter().map(String::as_str));
        }
        if let Some(min) = min {
            request = request.min(min.as_str());
        }
        if let Some(max) = amount.as_ref().or(max.as_ref()) {
            request = request.max(max.as_str());
        }
        match months {
            Some(months) => request.months(*months),
            None => request,
        }
    }
}
