//! `fundable propose --for` a funder: the proposal, the filled form, and where the funder wants one, a `funding.json`.

use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::args::{ProposeArgs, Recipient};
use super::choice::chosen_for;
use super::documents::{Bundle, Document, PROVENANCE, to_stdout, write};
use super::exit::{Exit, Failure};
use super::forms::nothing_to_ask;
use super::out_folder::Kind;
use super::output::Terminal;
use super::pictures::{Carrier, forecast_of, forecast_options, of_budget, of_proposal};
use super::propose::page;
use super::templates::Templates;
use crate::propose::{FilledForm, FormInput, Manifest, fill, manifest};
use crate::render::picture::from_facts::ends_of;
use crate::render::view::{self, DocumentInput, Facts, ProposalInput};
use crate::render::{Fact, Page};
use crate::text::one_line;

/// Write what a funder gets.
pub fn to_funder(
    args: &ProposeArgs,
    recipient: Recipient,
    whole: &Facts<'_>,
    of_whole: &DocumentInput<'_>,
    templates: &Templates,
    terminal: &Terminal,
) -> Outcome {
    if of_whole.proposal.open.is_empty() {
        return Err(nothing_to_ask());
    }
    let funder = whole.catalog.funders.get(args.recipient.as_str()).ok_or_else(|| {
        Failure::usage(
            format!("the catalog has no funder `{}`", args.recipient),
            "use the built-in catalog, or add a file for it below `funders/`",
        )
    })?;
    let chosen = chosen_for(args, whole, funder)?;
    let selection = chosen.as_ref().map(|chosen| &chosen.selection);
    let (facts, input) = match &chosen {
        Some(chosen) => {
            (&Facts { roadmap: &chosen.roadmap, ..*whole }, &DocumentInput { proposal: &chosen.proposal, ..*of_whole })
        }
        None => (whole, of_whole),
    };
    let render = Renderer { templates, recipient: funder.id.as_str(), terminal };
    let forms = fill(&FormInput { facts: *facts, proposal: input.proposal, funder, selection });
    let mut documents = Vec::new();
    let mut others = Vec::new();
    // A document about one capability must not replace the one about all of them.
    let name = match &args.capability {
        Some(id) => format!("{}-{id}", funder.id),
        None => funder.id.to_string(),
    };
    let mut base = templates.themed(page(&view::document(facts, input), recipient, facts.plan));
    let mut checks = Vec::new();
    let is_printed = args.out.as_deref() == Some(Path::new("-"));
    if recipient == Recipient::Funder {
        let options = forecast_options();
        let ends = ends_of(facts, input.proposal);
        let forecast = forecast_of(facts, input.proposal, &ends, &options);
        let carrier = Carrier::of(is_printed, &args.formats, args.mermaid);
        let mut pictures = of_proposal(facts, input.proposal, &ends, &forecast);
        // That is for those who discuss the order, and a funder does not.
        pictures.retain(|picture| picture.name != "dependencies");
        pictures.extend(of_budget(facts, input.proposal, funder));
        base.pictures = carrier.placed(&name, pictures);
        let document = DocumentInput { pictures: &base.pictures, ..*input };
        let proposal = ProposalInput { document, funder, selection, forecast: &forecast, options: &options };
        let view = view::proposal(facts, &proposal);
        if let Some(budget) = &view.budget {
            let without = if budget.without.is_empty() { "" } else { ", without what has no known price" };
            let amounts = format!("{}, at most {}{without}", budget.estimate_text, budget.cap_text);
            base.facts.retain(|fact| fact.label != "Cost");
            base.facts.insert(0, Fact::new("Asked for", amounts));
        }
        let markdown = render.document("proposal", &view)?;
        let page = Page { title: format!("Proposal to {}", view.funder), ..base.clone() };
        documents.push(Document { name: name.clone(), markdown, page });
        checks = view::proposal_checks(facts, &view);
    } else {
        match forms.first().map(manifest) {
            Some(Manifest::Valid(json)) => others.push(("funding.json".to_owned(), json.into_bytes(), Kind::Text)),
            Some(Manifest::Faults(faults)) => checks = view::manifest_checks(&faults),
            None => {}
        }
    }
    if is_printed {
        return match (documents.first(), others.first()) {
            (Some(document), _) => to_stdout(&args.formats, &document.markdown, &document.page, args.mermaid, terminal),
            (None, Some((_, json, _))) => {
                terminal.print(&String::from_utf8_lossy(json))?;
                Ok(Exit::Success)
            }
            (None, None) => Err(no_manifest(&checks)),
        };
    }
    let funder_name = one_line(&funder.name);
    let missing = (recipient == Recipient::FundingJson && others.is_empty()).then(|| no_manifest(&checks));
    let short_title = base.short_title.as_ref().map(|title| title.replace(recipient.title(), "Filled form"));
    for form in &forms {
        let form_view = view::form(facts.catalog, form);
        let document =
            view::form_document(facts, &funder_name, &form_view, checks.clone(), input.audience, input.provenance);
        documents.push(Document {
            // Some forms are filled in once for each piece of work.
            name: form.item.as_ref().map_or_else(|| format!("{name}-form"), |item| format!("{name}-form-{item}")),
            markdown: render.document("form", &document)?,
            page: Page {
                title: format!("{funder_name}: filled form"),
                short_title: short_title.clone(),
                pictures: Vec::new(),
                ..base.clone()
            },
        });
    }
    if templates.is_rehearsal() {
        return Ok(Exit::Success);
    }
    let bundle = Bundle {
        documents,
        others,
        provenance: input.provenance.clone(),
        provenance_name: PROVENANCE.to_owned(),
        has_all_issues: false,
    };
    let exit = write(&args.into(), &bundle, facts.plan, terminal)?.outcome()?;
    match (missing, wrong(&forms)) {
        (Some(missing), _) => Err(missing),
        (None, Some(wrong)) => Err(wrong),
        (None, None) => Ok(exit),
    }
}

/// Renders the documents of one recipient.
struct Renderer<'a> {
    templates: &'a Templates,
    recipient: &'a str,
    terminal: &'a Terminal,
}

impl Renderer<'_> {
    fn document(&self, document: &str, view: &impl Serialize) -> Result<String, Failure> {
        self.templates.render(document, self.recipient, view, self.terminal)
    }
}

/// Answers that must not be handed in; the documents are written all the same, because they show what to mend.
fn wrong(forms: &[FilledForm]) -> Option<Failure> {
    let fields = forms.iter().flat_map(|form| &form.fields);
    let wrong: Vec<String> =
        fields.filter(|field| field.verdict.is_wrong()).map(|field| format!("`{}`", field.id)).collect();
    (!wrong.is_empty()).then(|| Failure {
        exit: Exit::BadInput,
        message: format!("the form cannot be handed in yet: {}", wrong.join(", ")),
        help: Some("the first part of its document says what to mend, and where".to_owned()),
    })
}

fn no_manifest(checks: &[view::CheckView]) -> Failure {
    let faults: Vec<&str> = checks.iter().map(|check| check.text.as_str()).collect();
    Failure {
        exit: Exit::BadInput,
        message: format!("no funding.json was written: {}", faults.join(" ")),
        help: Some("the answers stand in plan.yaml under `narrative.answers.floss-fund`".to_owned()),
    }
}
