//! `fundable catalog graph`: which capability needs which.

use super::super::Outcome;
use super::super::args::{CatalogGraphArgs, GraphFormat};
use super::super::exit::Exit;
use super::super::output::Terminal;
use super::list::known_category;
use super::open;
use crate::model::id::CapabilityId;
use crate::overlay::{From, Kind};
use crate::render::picture::dependencies::dependencies;
use crate::render::picture::dot::digraph;
use crate::render::picture::from_catalog::needs;

/// Print the graph.
pub fn graph(args: &CatalogGraphArgs, terminal: &Terminal) -> Outcome {
    let opened = match open(&args.catalog, terminal) {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let category = args.category.as_deref().map(|id| known_category(&opened.catalog, id)).transpose()?;
    let is_own = |id: &CapabilityId| {
        let mut own =
            opened.entries.iter().filter(|entry| entry.kind == Kind::Capability && entry.from != From::BuiltIn);
        own.any(|entry| entry.id == id.as_str())
    };
    let graph = needs(&opened.catalog, category.as_ref(), is_own);
    let text = match args.format {
        GraphFormat::Dot => digraph(&graph),
        GraphFormat::Svg => dependencies(&graph).svg,
        GraphFormat::Mermaid => dependencies(&graph).mermaid.unwrap_or_default(),
    };
    terminal.print(&text)?;
    Ok(Exit::Success)
}
