//! `fundable propose`: documents.

use std::path::Path;

use super::Outcome;
use super::args::{ProposeArgs, Recipient};
use super::council::to_council;
use super::documents::{Bundle, Document, ISSUES, PROVENANCE, provenance, to_stdout, write};
use super::exit::{Exit, Failure};
use super::forms::{forms, no_recipient};
use super::funder::to_funder;
use super::open::{PlanUse, inputs, inputs_for_rehearsal};
use super::out_folder::Kind;
use super::output::Terminal;
use super::pictures::{Carrier, forecast_of, forecast_options, of_proposal};
use super::plan::roadmap;
use super::templates::Templates;
use crate::diag::did_you_mean;
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::propose::{self, Extent, NothingToPropose, Proposal};
use crate::render::picture::from_facts::ends_of;
use crate::render::view::{self, Audience, DocumentInput, DocumentView, Facts};
use crate::render::{Fact, Page};
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
    let recipient = match Recipient::named(&args.recipient) {
        _ if args.forms_only => None,
        Some(recipient) => Some(recipient),
        // A funder that somebody has added to the catalog.
        None if inputs.catalog.funders.contains_key(args.recipient.as_str()) => Some(Recipient::Funder),
        None => return Err(no_recipient(&args.recipient, &Recipient::NAMES, &inputs)),
    };
    // A funder reads amounts in its own currency, where the plan says what that is worth.
    let currency = inputs.catalog.funders.get(args.recipient.as_str()).and_then(|funder| funder.currency.as_ref());
    if let Some(plan) = currency.and_then(|currency| inputs.plan.as_ref()?.in_currency(currency.value)) {
        inputs.plan = Some(plan);
    }
    let is_for_all = matches!(recipient, Some(Recipient::PsfFundables | Recipient::Community | Recipient::Council));
    if let Some(option) = args.choice.given().filter(|_| is_for_all) {
        return Err(Failure::usage(
            format!("`{option}` is for a choice that a funder pays for, and `{}` gets all open work", args.recipient),
            "leave it out, or name a funder; `fundable budget` shows what a sum of money buys",
        ));
    }
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    terminal.trace(|| format!("planned: {}", counted(roadmap.steps.len(), "step", "steps")));
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let extent = match &args.capability {
        Some(id) => Extent::One(CapabilityId::new(id.as_str())),
        None => Extent::Whole,
    };
    let proposal = propose::propose(&inputs.catalog, &gap, plan, &roadmap, &extent)
        .map_err(|reason| nothing(&reason, args.capability.as_deref(), &inputs.catalog))?;
    let Some(recipient) = recipient else { return forms(args, &facts, &proposal, terminal) };
    let alternatives =
        if extent == Extent::Whole { propose::alternatives(&inputs.catalog, &gap, plan) } else { Vec::new() };
    let mut provenance = provenance(&inputs);
    templates.note_in(&mut provenance);
    let audience = if args.private { Audience::Private } else { Audience::Public };
    let input = DocumentInput {
        proposal: &proposal,
        alternatives: &alternatives,
        audience,
        provenance: &provenance,
        pictures: &[],
    };
    match recipient {
        Recipient::Funder | Recipient::FundingJson => {
            return to_funder(args, recipient, &facts, &input, templates, terminal);
        }
        Recipient::Council => return to_council(args, &facts, &input, templates, terminal),
        Recipient::PsfFundables | Recipient::Community => {}
    }
    let template = recipient.document();
    // A document about one capability must not replace the one about all of them.
    let name = match &args.capability {
        Some(id) => format!("{template}-{id}"),
        None => template.to_owned(),
    };
    let is_printed = args.out.as_deref() == Some(Path::new("-"));
    let carrier = Carrier::of(is_printed, &args.formats, args.mermaid);
    let pictures = match recipient {
        Recipient::Community if carrier != Carrier::Nothing => {
            let ends = ends_of(&facts, &proposal);
            let forecast = forecast_of(&facts, &proposal, &ends, &forecast_options());
            carrier.placed(&name, of_proposal(&facts, &proposal, &ends, &forecast))
        }
        _ => Vec::new(),
    };
    let view_of = |proposal: &Proposal| {
        let (alternatives, provenance, pictures) = (&alternatives, &provenance, &pictures);
        view::document(&facts, &DocumentInput { proposal, alternatives, audience, provenance, pictures })
    };
    let render = |document: &str, view: &DocumentView| templates.render(document, &args.recipient, view, terminal);

    let view = view_of(&proposal);
    let markdown = render(template, &view)?;
    let page = templates.themed(Page { pictures: pictures.clone(), ..page(&view, recipient, plan) });
    if is_printed {
        return to_stdout(&args.formats, &markdown, &page, args.mermaid, terminal);
    }
    let mut others = Vec::new();
    if recipient == Recipient::PsfFundables {
        for open in &proposal.open {
            let one = Proposal { open: vec![*open], assess: Vec::new(), closed: Vec::new() };
            let id = &roadmap.steps[open.step].capability;
            others.push((format!("{ISSUES}{id}.md"), render("issue", &view_of(&one))?.into_bytes(), Kind::Text));
        }
    }
    if templates.is_rehearsal() {
        return Ok(Exit::Success);
    }
    let has_all_issues = recipient == Recipient::PsfFundables && extent == Extent::Whole;
    let documents = vec![Document { name, markdown, page }];
    let bundle = Bundle { documents, others, provenance, provenance_name: PROVENANCE.to_owned(), has_all_issues };
    write(&args.into(), &bundle, plan, terminal)?.outcome()
}

/// Why there is nothing to propose, about one capability where the user named it.
pub fn nothing(reason: &NothingToPropose, id: Option<&str>, catalog: &Catalog) -> Failure {
    let id = id.unwrap_or_default();
    let (message, help) = match reason {
        NothingToPropose::UnknownCapability => {
            let known = catalog.capabilities.keys().map(CapabilityId::as_str);
            let help = did_you_mean(id, known).unwrap_or_else(|| "`fundable explain` lists them all".to_owned());
            return Failure::usage(format!("`{id}` is no capability of the catalog"), help);
        }
        NothingToPropose::InPlace => (format!("`{id}` is in place already"), "`fundable status` lists what is open"),
        NothingToPropose::Funded => {
            (format!("`{id}` is paid for according to the ledger"), "`fundable plan` lists the steps")
        }
        NothingToPropose::LeftOut => {
            (format!("`{id}` is open, but the plan leaves it out"), "raise the target, or list it under `include`")
        }
        NothingToPropose::Unknown => (
            format!("nobody knows whether `{id}` is in place"),
            "assess it first and write its status into the assessment",
        ),
        NothingToPropose::NotApplicable => {
            (format!("`{id}` does not apply to this registry"), "`fundable status --json` says why")
        }
        NothingToPropose::NothingOpen => {
            ("there is nothing to propose: the target is reached".to_owned(), "raise the target in plan.yaml")
        }
    };
    Failure { exit: Exit::BadInput, message, help: Some(help.to_owned()) }
}

/// What stands on the cover of a document with confidential parts.
pub(super) const PRIVATE: &str = "Private: holds what the registry has marked confidential. Do not publish.";

/// The frame of the document, from its view.
pub fn page(view: &DocumentView, recipient: Recipient, plan: &Plan) -> Page {
    let generator = view.provenance.tool.clone();
    let mut page = Page::new(recipient.title(), generator);
    let private = if view.audience == "private" { "PRIVATE · " } else { "" };
    page.short_title = Some(format!("{private}{} · {}", view.registry.name, recipient.title()));
    page.subtitle = Some(match &view.applicant {
        Some(applicant) if applicant.organisation != view.registry.name => {
            format!("{}, for {}", applicant.organisation, view.registry.name)
        }
        _ => format!("For {} ({})", view.registry.name, view.registry.ecosystem),
    });
    let mut fact = |label: &str, value: String| page.facts.push(Fact::new(label, value));
    fact("Registry", format!("{} ({})", view.registry.name, view.registry.ecosystem));
    fact("Open items", view.sum.n_items.to_string());
    fact("Effort", format!("{} person-weeks ({})", view.sum.effort.text, view.sum.effort.range));
    if let Some(cost) = &view.sum.cost {
        fact("Cost", format!("{} ({})", cost.text, cost.range));
    }
    if let (Some(start), Some(finish)) = (&view.sum.start, &view.sum.finish) {
        fact("Time", format!("{} to {}", start.text, finish.text));
    }
    fact("Framework", view.framework.title.clone());
    fact("Assessed", format!("{} by {}", view.registry.assessed_on.text, view.registry.assessed_by));
    let private = (view.audience == "private").then(|| PRIVATE.to_owned());
    let notes: Vec<_> = private.into_iter().chain(view.labels.iter().cloned()).collect();
    page.note = (!notes.is_empty()).then(|| notes.join(" "));
    page.date = Some(plan.dated);
    page
}
