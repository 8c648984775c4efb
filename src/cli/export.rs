//! `fundable export`: what is known here, for other tools.

use serde::Serialize;

use super::Outcome;
use super::args::{ExportArgs, ExportCommand, GemaraCatalogArgs, GemaraEvaluationArgs};
use super::exit::{Exit, Failure};
use super::open::{PlanUse, inputs, open_catalog};
use super::output::Terminal;
use crate::diag::{Diagnostics, human};
use crate::gap::gap;
use crate::interop::{gemara, to_yaml};
use crate::render::view::Audience;
use crate::source::Sources;

/// Print a document, and say on standard error what it cannot say.
pub fn export(args: &ExportArgs, terminal: &Terminal) -> Outcome {
    match &args.command {
        ExportCommand::GemaraCatalog(args) => gemara_catalog(args, terminal),
        ExportCommand::GemaraEvaluation(args) => gemara_evaluation(args, terminal),
    }
}

fn gemara_catalog(args: &GemaraCatalogArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(catalog) = open_catalog(args.catalog.catalog.as_deref(), &mut sources, &mut diagnostics) else {
        terminal.error(&human::render_errors(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        return Ok(Exit::BadInput);
    };
    yaml(&gemara::guidance_catalog(&catalog), terminal)?;
    unsaid(
        &["estimates, threats, prices, and the direction and strength of needs have no place in the format".to_owned()],
        terminal,
    );
    Ok(Exit::Success)
}

fn gemara_evaluation(args: &GemaraEvaluationArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::IfThere, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let audience = if args.private { Audience::Private } else { Audience::Public };
    let gap = gap(&inputs.catalog, &inputs.assessment);
    let Some(exported) = gemara::evaluation_log(&inputs.catalog, &inputs.assessment, &gap, audience) else {
        return Err(Failure {
            exit: Exit::BadInput,
            message: "there is nothing to export: no capability has an answer that may be shown".to_owned(),
            help: Some("write the status of each capability into assessment.yaml, or add `--private`".to_owned()),
        });
    };
    yaml(&exported.log, terminal)?;
    unsaid(&exported.unsaid(), terminal);
    Ok(Exit::Success)
}

fn yaml(document: &impl Serialize, terminal: &Terminal) -> Result<(), Failure> {
    let text = to_yaml(document).map_err(|error| Failure::fault(format!("cannot make YAML: {error}")))?;
    terminal.print(&text)
}

/// What the document cannot say, on standard error: standard output is the document.
fn unsaid(sentences: &[String], terminal: &Terminal) {
    for sentence in sentences {
        terminal.note(&format!("note: {sentence}"));
    }
}
