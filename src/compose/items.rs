//! What all may read: the list of fundable improvements with its issues, and the proposal to the community.

use super::frame::frame;
use super::pictures::{forecast_of, forecast_options, of_proposal};
use super::{Carrier, Composed, Delivery, Document, ISSUES, Recipient, Renderer, Subject, name_of};
use crate::propose::Proposal;
use crate::render::Page;
use crate::render::picture::from_facts::ends_of;
use crate::render::view::{self, DocumentInput};

/// Write the document, and for the list the body of an issue for each item.
pub fn to_all<R: Renderer>(
    subject: &Subject<'_>,
    recipient: Recipient,
    input: &DocumentInput<'_>,
    delivery: Delivery,
    renderer: &R,
) -> Result<Composed, R::Error> {
    let Subject { facts, request, .. } = *subject;
    let template = recipient.document();
    let name = name_of(template, request);
    let pictures = match recipient {
        Recipient::Community if delivery.carrier != Carrier::Nothing => {
            let ends = ends_of(facts, input.proposal);
            let forecast = forecast_of(facts, input.proposal, &ends, &forecast_options());
            delivery.carrier.placed(&name, of_proposal(facts, input.proposal, &ends, &forecast))
        }
        _ => Vec::new(),
    };
    let view = view::document(facts, &DocumentInput { pictures: &pictures, ..*input });
    let markdown = renderer.render(template, &view)?;
    let mut composed = Composed::default();
    if recipient == Recipient::PsfFundables && !delivery.is_alone {
        for open in &input.proposal.open {
            let one = Proposal { open: vec![*open], assess: Vec::new(), closed: Vec::new() };
            let issue = view::document(facts, &DocumentInput { proposal: &one, pictures: &pictures, ..*input });
            let id = &facts.roadmap.steps[open.step].capability;
            composed.others.push((format!("{ISSUES}{id}.md"), renderer.render("issue", &issue)?));
        }
    }
    let page = Page { pictures, ..frame(&view, recipient, facts.plan) };
    composed.documents.push(Document { name, markdown, page });
    Ok(composed)
}
