//! `fundable catalog`: look into the catalog, and begin one of one's own.

mod check;
mod graph;
mod list;
mod new;
mod show;

use std::path::Path;

use super::Outcome;
use super::args::{CatalogArgs, CatalogCommand, CatalogCommandArgs};
use super::exit::Exit;
use super::open::catalog_in_use;
use super::output::Terminal;
use crate::diag::{Diagnostics, human};
use crate::load::{self, RawCatalog};
use crate::model::catalog::Catalog;
use crate::overlay::{Entry, entries};
use crate::source::Sources;
use crate::validate;

/// Do what is asked.
pub fn catalog(args: &CatalogCommandArgs, terminal: &Terminal) -> Outcome {
    match &args.command {
        CatalogCommand::List(args) => list::list(args, terminal),
        CatalogCommand::Show(args) => show::show(args, terminal),
        CatalogCommand::Graph(args) => graph::graph(args, terminal),
        CatalogCommand::New(args) => new::new(args, terminal),
        CatalogCommand::Check(args) => check::check(args, terminal),
    }
}

/// A catalog without errors, and where each of its entries comes from.
struct Opened {
    catalog: Catalog,
    entries: Vec<Entry>,
}

/// Read the catalog that the options name; print what is wrong, and go on only if none is an error.
fn open(args: &CatalogArgs, terminal: &Terminal) -> Result<Opened, Exit> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let folder = catalog_in_use(args, Path::new("."), terminal);
    let raw = load::catalog(folder.as_deref(), &mut sources, &mut diagnostics);
    let opened = raw.and_then(|raw| {
        let catalog = validate::catalog(&raw, &sources, &mut diagnostics)?;
        Some(Opened { catalog, entries: with_base(|base| entries(&raw, &sources, base))? })
    });
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    opened.filter(|_| !diagnostics.has_errors()).ok_or(Exit::BadInput)
}

/// Do something with the built-in catalog and its texts.
fn with_base<T>(use_base: impl FnOnce((&RawCatalog, &Sources)) -> T) -> Option<T> {
    let mut sources = Sources::default();
    let base = load::catalog(None, &mut sources, &mut Diagnostics::default())?;
    Some(use_base((&base, &sources)))
}
