//! A packet for a steering council that reviews the estimates.

use super::frame::frame;
use super::pictures::{deciding_options, of_packet};
use super::{Carrier, Composed, Delivery, Document, Recipient, Refusal, Renderer, Subject};
use crate::plan::forecast_roadmap;
use crate::propose::council::council;
use crate::render::Page;
use crate::render::view::{self, CouncilInput, DocumentInput};

/// Write what a council gets.
pub fn to_council<R: Renderer>(
    subject: &Subject<'_>,
    input: &DocumentInput<'_>,
    delivery: Delivery,
    renderer: &R,
) -> Result<Composed, R::Error> {
    let Subject { facts, request, .. } = *subject;
    if request.capability.is_some() {
        let message = "a council reviews the plan as a whole, and not one capability";
        return Err(Refusal::of_request(message, "leave the capability out").into());
    }
    let options = deciding_options();
    let forecast = forecast_roadmap(facts.catalog, facts.plan, facts.roadmap, &options);
    let council = council(facts, &forecast)
        .map_err(|fault| Refusal::fault(format!("the checker refuses the answer: {fault}")))?;
    let review = CouncilInput { council: &council, forecast: &forecast, options: &options, audience: input.audience };
    let name = Recipient::Council.document();
    let pictures = match delivery.carrier {
        Carrier::Nothing => Vec::new(),
        carrier => carrier.placed(name, of_packet(facts, input.proposal, &forecast)),
    };
    let view = view::packet(facts, &DocumentInput { pictures: &pictures, ..*input }, &review);
    let markdown = renderer.render(name, &view)?;
    let page = Page { pictures, ..frame(&view.document, Recipient::Council, facts.plan) };
    let document = Document { name: name.to_owned(), markdown, page };
    Ok(Composed { documents: vec![document], ..Composed::default() })
}
