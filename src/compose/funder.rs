//! What a funder gets: the proposal, the filled form, and where the funder wants one, a `funding.json`.

use super::frame::frame;
use super::pictures::{forecast_of, forecast_options, of_budget, of_proposal};
use super::refusal::{funder_named, nothing_to_ask};
use super::{Composed, Delivery, Document, Recipient, Refusal, Renderer, Subject, chosen_for, name_of};
use crate::propose::{FilledForm, FormInput, Manifest, fill, manifest};
use crate::render::picture::from_facts::ends_of;
use crate::render::view::{self, CheckView, DocumentInput, Facts, ProposalInput};
use crate::render::{Fact, Page};
use crate::text::one_line;

/// Write what a funder gets.
pub fn to_funder<R: Renderer>(
    subject: &Subject<'_>,
    recipient: Recipient,
    of_whole: &DocumentInput<'_>,
    delivery: Delivery,
    renderer: &R,
) -> Result<Composed, R::Error> {
    let Subject { facts: whole, request, .. } = *subject;
    if of_whole.proposal.open.is_empty() {
        return Err(nothing_to_ask().into());
    }
    let funder = funder_named(&request.recipient, whole.catalog)?;
    let chosen = chosen_for(request, whole, funder)?;
    let selection = chosen.as_ref().map(|chosen| &chosen.selection);
    let (facts, input) = match &chosen {
        Some(chosen) => {
            (&Facts { roadmap: &chosen.roadmap, ..*whole }, &DocumentInput { proposal: &chosen.proposal, ..*of_whole })
        }
        None => (whole, of_whole),
    };
    let filled = fill(&FormInput { facts: *facts, proposal: input.proposal, funder, selection });
    let name = name_of(funder.id.as_str(), request);
    let mut composed = Composed::default();
    let mut base = frame(&view::document(facts, input), recipient, facts.plan);
    let mut checks = Vec::new();
    if recipient == Recipient::Funder {
        let options = forecast_options();
        let ends = ends_of(facts, input.proposal);
        let forecast = forecast_of(facts, input.proposal, &ends, &options);
        let mut pictures = of_proposal(facts, input.proposal, &ends, &forecast);
        // That is for those who discuss the order, and a funder does not.
        pictures.retain(|picture| picture.name != "dependencies");
        pictures.extend(of_budget(facts, input.proposal, funder));
        let pictures = delivery.carrier.placed(&name, pictures);
        let document = DocumentInput { pictures: &pictures, ..*input };
        let proposal = ProposalInput { document, funder, selection, forecast: &forecast, options: &options };
        let view = view::proposal(facts, &proposal);
        if let Some(budget) = &view.budget {
            let without = if budget.without.is_empty() { "" } else { ", without what has no known price" };
            let amounts = format!("{}, at most {}{without}", budget.estimate_text, budget.cap_text);
            base.facts.retain(|fact| fact.label != "Cost");
            base.facts.insert(0, Fact::new("Asked for", amounts));
        }
        let markdown = renderer.render("proposal", &view)?;
        let page = Page { title: format!("Proposal to {}", view.funder), pictures, ..base.clone() };
        composed.documents.push(Document { name: name.clone(), markdown, page });
        checks = view::proposal_checks(facts, &view);
    } else {
        match filled.first().map(manifest) {
            Some(Manifest::Valid(json)) => composed.others.push(("funding.json".to_owned(), json)),
            Some(Manifest::Faults(faults)) => checks = view::manifest_checks(&faults),
            None => {}
        }
        composed.refusal = composed.others.is_empty().then(|| no_manifest(&checks));
    }
    if delivery.is_alone {
        return Ok(composed);
    }
    let funder_name = one_line(&funder.name);
    let short_title = base.short_title.as_ref().map(|title| title.replace(recipient.title(), "Filled form"));
    for form in &filled {
        let view = view::form(facts.catalog, form);
        let view = view::form_document(facts, &funder_name, &view, checks.clone(), input.audience, input.provenance);
        composed.documents.push(Document {
            // Some forms are filled in once for each piece of work.
            name: form.item.as_ref().map_or_else(|| format!("{name}-form"), |item| format!("{name}-form-{item}")),
            markdown: renderer.render("form", &view)?,
            page: Page {
                title: format!("{funder_name}: filled form"),
                short_title: short_title.clone(),
                ..base.clone()
            },
        });
    }
    composed.refusal = composed.refusal.or_else(|| wrong(&filled));
    Ok(composed)
}

/// Answers that must not be handed in; the documents are there all the same, because they show what to mend.
fn wrong(forms: &[FilledForm]) -> Option<Refusal> {
    let fields = forms.iter().flat_map(|form| &form.fields);
    let wrong: Vec<String> =
        fields.filter(|field| field.verdict.is_wrong()).map(|field| format!("`{}`", field.id)).collect();
    (!wrong.is_empty()).then(|| {
        Refusal::of_inputs(
            format!("the form cannot be handed in yet: {}", wrong.join(", ")),
            "the first part of its document says what to mend, and where",
        )
    })
}

fn no_manifest(checks: &[CheckView]) -> Refusal {
    let faults: Vec<&str> = checks.iter().map(|check| check.text.as_str()).collect();
    Refusal::of_inputs(
        format!("no funding.json was written: {}", faults.join(" ")),
        "the answers stand in plan.yaml under `narrative.answers.floss-fund`",
    )
}
