//! `fundable import`: what other tools know, for us.

use std::path::Path;

use super::args::{GemaraImportArgs, ImportArgs, ImportCommand, WorkspaceArgs};
use super::exit::{Exit, Failure};
use super::import_dsomm::dsomm;
use super::init;
use super::open::{Inputs, PlanUse, catalog_folder, edited_assessment, inputs, open_catalog, slashes};
use super::output::{Terminal, write_file};
use super::table::{Column, table};
use super::text_edit::{TextEdit, is_confirmed, text_of};
use super::{Outcome, json};
use crate::diag::{Diagnostics, human};
use crate::gap::gap;
use crate::interop::gemara::{Findings, Taken, TakenView, edit, findings, taken, with_changes};
use crate::load;
use crate::model::catalog::Catalog;
use crate::raw::gemara::EvaluationLog;
use crate::render::scaffold;
use crate::source::Sources;
use crate::text::{counted, list};

/// Read what another tool has written.
pub fn import(args: &ImportArgs, terminal: &Terminal) -> Outcome {
    match &args.command {
        ImportCommand::GemaraEvaluation(args) => gemara_evaluation(args, terminal),
        ImportCommand::Dsomm(args) => dsomm(args, terminal),
    }
}

fn gemara_evaluation(args: &GemaraImportArgs, terminal: &Terminal) -> Outcome {
    let Some((catalog, findings)) = read(args, terminal) else { return Ok(Exit::BadInput) };
    let file = args.into.join("assessment.yaml");
    let is_new = !file.exists();
    let (inputs, plan) = match is_new {
        false => match inputs(&workspace(args), PlanUse::IfThere, terminal)? {
            Ok(inputs) => (inputs, None),
            Err(exit) => return Ok(exit),
        },
        true => new_workspace(args, catalog, &findings, &file, terminal)?,
    };
    let gap = gap(&inputs.catalog, &inputs.assessment);
    let taken = taken(&inputs.catalog, &inputs.assessment, &gap, &findings);
    let edit = edited(&file, &inputs, &taken, &findings)?;
    let has_changes = !taken.changes.is_empty();
    let diff = if is_new || !has_changes { String::new() } else { edit.diff(&file) };
    let mut view = TakenView::new(&findings, &taken, &inputs.assessment.repository.name, diff);
    if !args.json {
        terminal.print_text(&text(&inputs, &findings, &taken, terminal))?;
        if !view.diff.is_empty() {
            terminal.print(&format!("\n{}", view.diff))?;
        }
    }
    // A new workspace takes nothing from anybody; but a program that asks for JSON may only want to look.
    let is_agreed = |terminal: &Terminal| match (args.yes, args.json) {
        (true, _) => Ok(true),
        (false, true) => Ok(false),
        (false, false) if is_new => Ok(true),
        (false, false) => is_confirmed(&slashes(&file), "--dry-run", terminal),
    };
    if !args.dry_run && (has_changes || is_new) && is_agreed(terminal)? {
        view.written = write(args, &file, &edit, plan)?;
    }
    if args.json {
        json(&view, terminal)?;
    } else if is_new && !view.written.is_empty() {
        terminal.done(&format!("\nwrote {}\n", list(&view.written)))?;
    } else if !view.written.is_empty() {
        let n_changes = counted(taken.changes.len(), "status", "statuses");
        terminal.done(&format!("\n{}: {n_changes} written\n", slashes(&file)))?;
    }
    Ok(Exit::Success)
}

/// Write the assessment, and the plan of a new workspace; the names of what was written.
fn write(args: &GemaraImportArgs, file: &Path, edit: &TextEdit, plan: Option<String>) -> Result<Vec<String>, Failure> {
    let assessment = slashes(file);
    let Some(plan) = plan else { return edit.write(file).map(|()| vec![assessment]) };
    let plan_file = args.into.join("plan.yaml");
    write_file(file, edit.after.as_bytes())?;
    write_file(&plan_file, plan.as_bytes())?;
    Ok(vec![assessment, slashes(&plan_file)])
}

/// The catalog and what the log says of it; none if one of them has an error.
fn read(args: &GemaraImportArgs, terminal: &Terminal) -> Option<(Catalog, Findings)> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let own = catalog_folder(&args.catalog, &args.into);
    let catalog = open_catalog(own.as_deref(), &mut sources, &mut diagnostics);
    let raw = load::foreign::<EvaluationLog>(&args.file, &mut sources, &mut diagnostics);
    let read = catalog.zip(raw).and_then(|(catalog, raw)| {
        let reference = args.reference.as_deref().unwrap_or(&catalog.framework.id);
        let findings = findings(&raw, &catalog, reference, &mut diagnostics)?;
        Some((catalog, findings))
    });
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    read.filter(|_| !diagnostics.has_errors())
}

fn workspace(args: &GemaraImportArgs) -> WorkspaceArgs {
    WorkspaceArgs { workspace: args.into.clone(), assessment: None, plan: None, catalog: args.catalog.clone() }
}

/// The files that `fundable init` would write, as they would be read.
fn new_workspace(
    args: &GemaraImportArgs,
    catalog: Catalog,
    findings: &Findings,
    file: &Path,
    terminal: &Terminal,
) -> Result<(Inputs, Option<String>), Failure> {
    let plan_file = args.into.join("plan.yaml");
    if plan_file.exists() {
        let message = format!("`{}` is there, but no assessment.yaml beside it", slashes(&plan_file));
        return Err(Failure::usage(message, "name another folder; nothing was changed"));
    }
    let beginning = init::beginning(&args.init(&findings.target, findings.date.to_string()), &catalog, terminal)?;
    let name = slashes(file);
    let text = scaffold::assessment(&catalog, &beginning);
    let plan = scaffold::plan(&catalog, &beginning);
    let mut sources = Sources::default();
    let assessment = edited_assessment(&name, &text, &catalog, &mut sources)
        .ok_or_else(|| Failure::fault("the first assessment of a workspace has an error"))?;
    Ok((Inputs { sources, catalog, assessment, plan: None }, Some(plan)))
}

/// Edit the text of the assessment, and read it once more to see that it says what it should.
fn edited(file: &Path, inputs: &Inputs, taken: &Taken, findings: &Findings) -> Result<TextEdit, Failure> {
    let (name, before) = text_of(file, &inputs.sources)?;
    if taken.changes.is_empty() {
        return Ok(TextEdit { after: before.clone(), before });
    }
    let wanted = with_changes(&inputs.assessment, &taken.changes, findings);
    let after = load::tree(&before)
        .and_then(|tree| edit(&before, &tree, &inputs.assessment, &taken.changes, findings))
        .filter(|after| {
            edited_assessment(&name, after, &inputs.catalog, &mut Sources::default()).is_some_and(|read| read == wanted)
        });
    let help = "write each of its `capabilities` as a mapping with one field a line, without anchors and aliases; or change \
                it by hand";
    TextEdit::checked(&name, before, after, help)
}

fn text(inputs: &Inputs, findings: &Findings, taken: &Taken, terminal: &Terminal) -> String {
    let Findings { log, author, target, date, .. } = findings;
    let mut out = format!("Evaluation log {log} of {target} by {author}, as of {date}\n");
    if *target != inputs.assessment.repository.name {
        out.push_str(&format!("Note: the assessment is of {}\n", inputs.assessment.repository.name));
    }
    if taken.changes.is_empty() {
        out.push_str("\nNo status changes.\n");
    } else {
        let columns = [Column::text("Capability"), Column::fixed("Status"), Column::fixed("By the log")];
        let rows = taken
            .changes
            .iter()
            .map(|change| vec![change.capability.to_string(), change.before.to_owned(), change.word().to_owned()]);
        out.push_str(&format!("\n{}", table(&columns, rows.collect(), terminal)));
    }
    if taken.n_same > 0 {
        let capabilities = counted(taken.n_same, "capability", "capabilities");
        out.push_str(&format!(
            "\n{capabilities} with nothing new: the log says the same, in the same words or in coarser ones.\n"
        ));
    }
    if !taken.kept.is_empty() {
        let kept: Vec<_> = taken.kept.iter().map(ToString::to_string).collect();
        out.push_str(&format!("\nKept, because the log does not know: {}.\n", list(&kept)));
    }
    out
}
