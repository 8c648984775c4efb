//! `fundable propose --for council`: a packet for a steering council that reviews the estimates.

use std::path::Path;

use super::Outcome;
use super::args::{ProposeArgs, Recipient};
use super::documents::{Bundle, Document, PROVENANCE, to_stdout, write};
use super::exit::{Exit, Failure};
use super::output::Terminal;
use super::pictures::{Carrier, deciding_options, of_packet};
use super::propose::page;
use super::templates::Templates;
use crate::plan::forecast_roadmap;
use crate::propose::council::council;
use crate::render::Page;
use crate::render::view::{self, CouncilInput, DocumentInput, Facts};

/// Write what a council gets.
pub fn to_council(
    args: &ProposeArgs,
    facts: &Facts<'_>,
    input: &DocumentInput<'_>,
    templates: &Templates,
    terminal: &Terminal,
) -> Outcome {
    if args.capability.is_some() {
        return Err(Failure::usage("a council reviews the plan as a whole", "leave `--capability` out"));
    }
    let options = deciding_options();
    let forecast = forecast_roadmap(facts.catalog, facts.plan, facts.roadmap, &options);
    let council = council(facts, &forecast)
        .map_err(|fault| Failure::fault(format!("the checker refuses the answer: {fault}")))?;
    let review = CouncilInput { council: &council, forecast: &forecast, options: &options, audience: input.audience };
    let name = Recipient::Council.document();
    let is_printed = args.out.as_deref() == Some(Path::new("-"));
    let carrier = Carrier::of(is_printed, &args.formats, args.mermaid);
    let pictures = match carrier {
        Carrier::Nothing => Vec::new(),
        _ => carrier.placed(name, of_packet(facts, input.proposal, &forecast)),
    };
    let view = view::packet(facts, &DocumentInput { pictures: &pictures, ..*input }, &review);
    let markdown = templates.render(name, &args.recipient, &view, terminal)?;
    let page = page(&view.document, Recipient::Council, facts.plan);
    let page = templates.themed(Page { pictures: pictures.clone(), ..page });
    if templates.is_rehearsal() {
        return Ok(Exit::Success);
    }
    if is_printed {
        return to_stdout(&args.formats, &markdown, &page, args.mermaid, terminal);
    }
    let bundle = Bundle {
        documents: vec![Document { name: name.to_owned(), markdown, page }],
        others: Vec::new(),
        provenance: input.provenance.clone(),
        provenance_name: PROVENANCE.to_owned(),
        has_all_issues: false,
    };
    write(&args.into(), &bundle, facts.plan, terminal)?.outcome()
}
