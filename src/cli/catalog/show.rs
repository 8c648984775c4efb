//! `fundable catalog show`: the text of one entry, to be copied.

use super::super::args::CatalogShowArgs;
use super::super::exit::{Exit, Failure};
use super::super::output::Terminal;
use super::super::{Outcome, json};
use super::open;
use crate::diag::did_you_mean;
use crate::overlay::{Entry, From, Kind};
use crate::render::view::catalog_entry;

/// Print the text of one entry; where it comes from goes to standard error, so that the text can be sent into a file.
pub fn show(args: &CatalogShowArgs, terminal: &Terminal) -> Outcome {
    let opened = match open(&args.catalog, terminal) {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    // The kinds have ids of their own; where two have the same one, the first kind is meant, as a list shows it.
    let Some(entry) = opened.entries.iter().find(|entry| entry.id == args.id) else {
        let known = opened.entries.iter().map(|entry| entry.id.as_str());
        let help = did_you_mean(&args.id, known).unwrap_or_else(|| "`fundable catalog list` lists them".to_owned());
        return Err(Failure::usage(format!("nothing in the catalog has the id `{}`", args.id), help));
    };
    if args.json {
        json(&catalog_entry(entry), terminal)?;
    } else {
        terminal.note(&origin(entry));
        terminal.print(&entry.yaml)?;
    }
    Ok(Exit::Success)
}

fn origin(entry: &Entry) -> String {
    let replaces = match entry.from {
        From::Replaced(_) => ", in the place of the built-in one",
        From::BuiltIn | From::Own => "",
    };
    let explain = match entry.kind {
        Kind::Capability | Kind::Funder => format!("; `fundable explain {}` puts it in words", entry.id),
        _ => String::new(),
    };
    format!("{} `{}` from {}:{}{replaces}{explain}", entry.kind.words().0, entry.id, entry.file, entry.line)
}
