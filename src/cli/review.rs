//! `fundable review`: the page on which a steering council judges the estimates.

use std::path::Path;

use super::Outcome;
use super::args::{ReviewArgs, ReviewCommand};
use super::exit::{Exit, Failure};
use super::open::{PlanUse, inputs, slashes};
use super::out_folder::{Edits, Kind, OutFolder};
use super::output::Terminal;
use super::plan::roadmap;
use super::review_merge::merge;
use crate::compose::provenance;
use crate::plan::forecast::Options;
use crate::plan::forecast_roadmap;
use crate::propose::council::council;
use crate::render::to_review;
use crate::render::view::{self, Audience, CouncilInput, Facts};

/// Name of the page.
const PAGE: &str = "review.html";

/// Write the page, or take over what it saved.
pub fn review(args: &ReviewArgs, terminal: &Terminal) -> Outcome {
    if let Some(ReviewCommand::Merge(args)) = &args.command {
        return merge(args, terminal);
    }
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    if roadmap.steps.is_empty() {
        return Err(Failure {
            exit: Exit::BadInput,
            message: "there is nothing to review: the target is reached".to_owned(),
            help: Some("raise the target in plan.yaml".to_owned()),
        });
    }
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let options = Options::default();
    let forecast = forecast_roadmap(&inputs.catalog, plan, &roadmap, &options);
    let council = council(&facts, &forecast)
        .map_err(|fault| Failure::fault(format!("the checker refuses the choice for half of the ask: {fault}")))?;
    let audience = if args.private { Audience::Private } else { Audience::Public };
    let input = CouncilInput { council: &council, forecast: &forecast, options: &options, audience };
    let view = view::review(&facts, &input, provenance(&inputs.catalog, &inputs.sources));
    let page = to_review(&view).map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
    if args.out.as_deref() == Some(Path::new("-")) {
        return terminal.print(&page).map(|()| Exit::Success);
    }
    // A private page lies apart, so that nobody publishes it by mistake.
    let default = || args.workspace.workspace.join(if args.private { "out-private" } else { "out" });
    let folder = args.out.clone().unwrap_or_else(default);
    let mut out = OutFolder::new(folder.clone(), args.private, Edits::of_made(args.theirs))?;
    out.add(PAGE, page.into_bytes(), Kind::Made)?;
    out.write(|_| false)?;
    terminal.done(&format!("{}\n", slashes(&folder.join(PAGE)))).map(|()| Exit::Success)
}
