//! `fundable check`: every problem at once.

use super::args::CheckArgs;
use super::exit::Exit;
use super::open::{PlanUse, open};
use super::output::Terminal;
use super::templates::{Templates, folder};
use super::voice::Voice;
use super::{Outcome, json};
use crate::diag::{human, json as diagnostics_json};

/// Report every problem of a workspace.
pub fn check(args: &CheckArgs, terminal: &Terminal) -> Outcome {
    let mut opened = open(&args.workspace, PlanUse::Needed, terminal)?;
    let templates = folder(&args.templates, &args.workspace.workspace);
    Templates::read(templates.as_deref(), &mut opened.sources, &mut opened.diagnostics);
    terminal.trace_sources(&opened.sources);
    if args.json {
        json(&diagnostics_json::report(&opened.diagnostics, &opened.sources), terminal)?;
    } else if opened.diagnostics.is_empty() {
        terminal.done("no problems found\n")?;
    } else if terminal.voice != Voice::Quiet {
        terminal.error(&human::render(&opened.diagnostics, &opened.sources, terminal.diagnostics()).trim_end());
    } else if opened.diagnostics.has_errors() {
        terminal.error(&human::render_errors(&opened.diagnostics, &opened.sources, terminal.diagnostics()).trim_end());
    }
    Ok(if opened.diagnostics.has_errors() { Exit::BadInput } else { Exit::Success })
}
