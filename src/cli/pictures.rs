//! Pictures on their way out: into a folder of their own, and in the form in which a text places them.

use std::path::Path;

use super::args::{Format, PlanArgs};
use super::exit::Failure;
use super::out_folder::{Edits, Kind, OutFolder};
use super::output::Terminal;
use super::templates::Templates;
use super::written::{Alike, show};
use crate::compose::{Carrier, deciding_options, nothing, of_plan};
use crate::plan::forecast_asked;
use crate::propose::{Extent, propose};
use crate::render::picture::Picture;
use crate::render::picture::from_facts::{Shown, ends_of_plan};
use crate::render::view::{Audience, Facts, picture_index};
use crate::render::{Page, Placed};

/// In which form pictures reach the reader of what these options ask for.
pub fn carrier(is_printed: bool, formats: &[Format], mermaid: bool) -> Carrier {
    match (is_printed && formats == [Format::Md], mermaid) {
        (false, _) => Carrier::Files,
        (true, true) => Carrier::MermaidAlone,
        (true, false) => Carrier::Nothing,
    }
}

/// Write all pictures of a plan into a folder, with a page of Markdown that shows them and the figures behind them.
pub fn write_all(
    facts: &Facts<'_>,
    args: &PlanArgs,
    folder: &Path,
    templates: &Templates,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let audience = if args.private { Audience::Private } else { Audience::Public };
    let shown = match audience {
        Audience::Private => Shown::all(facts),
        Audience::Public => {
            let proposal = propose(facts.catalog, facts.gap, facts.plan, facts.roadmap, &Extent::Whole)
                .map_err(|reason| nothing(&reason, None, facts.catalog))?;
            Shown::of(&proposal).numbered_by_plan()
        }
    };
    let ends = ends_of_plan(facts, &shown);
    let of_ends: Vec<&[usize]> = ends.iter().map(|end| end.steps.as_slice()).collect();
    let options = deciding_options();
    let forecast = forecast_asked(facts.catalog, facts.plan, facts.roadmap, &shown.asked, &of_ends, &options);
    let pictures = of_plan(facts, &shown, &ends, &forecast);
    let place = |picture: Picture| Placed { path: format!("{}.svg", picture.name), picture };
    let placed: Vec<Placed> = pictures.into_iter().map(place).collect();
    let index = templates.render("pictures", "", &picture_index(facts, &placed, audience), terminal)?;
    let mut out = OutFolder::new(folder.to_owned(), args.private, Edits::of_made(args.theirs))?;
    out.add("index.md", index.into_bytes(), Kind::Text)?;
    for placed in placed {
        out.add(&placed.path, placed.picture.svg.into_bytes(), Kind::Made)?;
    }
    let written = out.write(|name| name.ends_with(".svg"))?;
    show(folder, &written, &Alike::NONE, false, terminal)
}

/// The Markdown of a document, and the pictures that it links to as files.
///
/// With `mermaid`, what Mermaid can draw stands in the text itself.
pub fn markdown<'a>(text: &str, page: &'a Page, mermaid: bool) -> (String, Vec<&'a Placed>) {
    let mut text = text.to_owned();
    let mut files = Vec::new();
    for placed in &page.pictures {
        match placed.picture.mermaid.as_ref().filter(|_| mermaid) {
            Some(diagram) => text = text.replace(&placed.line(), &block(diagram)),
            None => files.push(placed),
        }
    }
    files.retain(|placed| text.contains(&placed.line()));
    (text, files)
}

/// The Markdown with pictures in the places of diagrams: pages and PDFs show those.
pub fn without_mermaid(text: &str, page: &Page) -> String {
    let mut text = text.to_owned();
    for placed in &page.pictures {
        if let Some(diagram) = &placed.picture.mermaid {
            text = text.replace(&block(diagram), &placed.line());
        }
    }
    text
}

/// A diagram as a block of Markdown.
fn block(diagram: &str) -> String {
    format!("```mermaid\n{}\n```", diagram.trim_end())
}
