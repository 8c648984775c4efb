//! `fundable plan --all`: every workspace below a folder, in parallel.

use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::args::{BatchFormat, PlanArgs};
use super::exit::{Exit, Failure};
use super::open::{catalog_folder, open_catalog, slashes};
use super::output::Terminal;
use super::table::{Column, table};
use super::voice::Voice;
use super::{Outcome, json};
use crate::diag::{Diagnostics, Severity, human};
use crate::gap;
use crate::load::{self, WorkspacePaths};
use crate::model::catalog::Catalog;
use crate::plan as planner;
use crate::render::view::{self, BatchItem, BatchView, Planned, RoadmapLine};
use crate::render::{defused, escape_markdown};
use crate::source::Sources;
use crate::text::counted;
use crate::validate;

/// Folders below a folder of workspaces are looked into this deep.
const MAX_DEPTH: usize = 16;

/// Plan every workspace below a folder and show them side by side.
pub fn batch(folder: &Path, args: &PlanArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let catalog = open_catalog(args.workspace.catalog.catalog.as_deref(), &mut sources, &mut diagnostics);
    let Some(catalog) = catalog else {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        return Ok(Exit::BadInput);
    };
    terminal.trace_sources(&sources);
    let folders = workspaces(folder)?;
    terminal.trace(|| format!("found {}", counted(folders.len(), "workspace", "workspaces")));
    let bar = bar(folders.len(), terminal);
    let planned = |workspace: &PathBuf| {
        let item = one(&catalog, folder, workspace, args);
        bar.inc(1);
        item
    };
    // A nested file takes more stack to read than threads have by default; the main thread of every system has this much.
    let pool = ThreadPoolBuilder::new().stack_size(8 * 1024 * 1024).build().map_err(|error| {
        Failure::environment(format!("cannot start threads: {error}"), "check the limits of this account for threads")
    })?;
    // Collected in the order of the folders, whichever is done first.
    let items = pool.install(|| folders.par_iter().map(planned).collect());
    bar.finish_and_clear();
    let view = view::batch(&catalog, items);
    match args.format.unwrap_or(if args.json { BatchFormat::Json } else { BatchFormat::Text }) {
        BatchFormat::Json => json(&view, terminal)?,
        BatchFormat::Csv => terminal.print(&csv(&view)?)?,
        BatchFormat::Md => terminal.print(&markdown(&view))?,
        BatchFormat::Text => terminal.print_text(&text(&view, terminal))?,
    }
    if view.sums.n_failed > 0 {
        let failed = counted(view.sums.n_failed, "workspace has", "workspaces have");
        terminal.error(&format!("{failed} errors: run `fundable check` on the folders named above"));
        return Ok(Exit::BadInput);
    }
    Ok(Exit::Success)
}

/// Plan one workspace.
fn one(common: &Catalog, folder: &Path, workspace: &Path, args: &PlanArgs) -> BatchItem {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let own = catalog_folder(&args.workspace.catalog, workspace).filter(|_| args.workspace.catalog.catalog.is_none());
    let own = own.and_then(|own| open_catalog(Some(&own), &mut sources, &mut diagnostics));
    // Workspaces of other frameworks do not stand side by side with these; their files say so against the common catalog.
    let catalog = own.as_ref().filter(|own| own.framework.id == common.framework.id).unwrap_or(common);
    let file = |name: &str| Some(workspace.join(name));
    let paths = WorkspacePaths { assessment: file("assessment.yaml"), plan: file("plan.yaml") };
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let (assessment, plan) = validate::workspace(&raw, Some(catalog), &mut diagnostics);
    let sorted = diagnostics.sorted(&sources);
    let error = sorted.iter().find(|diagnostic| diagnostic.severity == Severity::Error);
    let planned = assessment.zip(plan).filter(|_| !diagnostics.has_errors()).map(|(assessment, mut plan)| {
        if let Some(objective) = args.objective {
            plan.objective = objective.into();
        }
        let gap = gap::gap(catalog, &assessment);
        let roadmap = planner::plan_within(catalog, &gap, &plan, args.time_limit);
        Planned::new(&assessment, &gap, &plan, &roadmap)
    });
    BatchItem {
        folder: slashes(workspace.strip_prefix(folder).unwrap_or(workspace)),
        n_errors: diagnostics.count(Severity::Error),
        n_warnings: diagnostics.count(Severity::Warning),
        error: error.map(|diagnostic| diagnostic.message.clone()),
        planned,
    }
}

/// Folders with an assessment, sorted. Hidden folders and links are passed over: the first hold what programs keep for
/// themselves, the second could lead in a circle.
fn workspaces(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    if !folder.is_dir() {
        let message = format!("`{}` is no folder", slashes(folder));
        return Err(Failure::usage(message, "name a folder with workspaces below it"));
    }
    let mut found = Vec::new();
    look_into(folder, 0, &mut found).map_err(|error| {
        Failure::environment(
            format!("cannot list a folder below `{}`: {error}", slashes(folder)),
            "check its permissions",
        )
    })?;
    if found.is_empty() {
        let message = format!("no workspace lies below `{}`", slashes(folder));
        return Err(Failure::usage(message, "a workspace is a folder with assessment.yaml and plan.yaml"));
    }
    found.sort();
    Ok(found)
}

fn look_into(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    if folder.join("assessment.yaml").is_file() {
        found.push(folder.to_owned());
    }
    if depth == MAX_DEPTH {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() && !entry.file_name().to_string_lossy().starts_with('.') {
            look_into(&entry.path(), depth + 1, found)?;
        }
    }
    Ok(())
}

/// A bar on a terminal; nothing elsewhere, and nothing for what is done at once.
fn bar(n_workspaces: usize, terminal: &Terminal) -> ProgressBar {
    let target = if terminal.err_is_terminal && terminal.voice != Voice::Quiet {
        ProgressDrawTarget::stderr()
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(Some(n_workspaces as u64), target);
    if let Ok(style) = ProgressStyle::with_template("planning {wide_bar} {pos}/{len}") {
        bar.set_style(style);
    }
    bar
}

/// Levels in the order of the categories, such as `1 2 0 n/a`.
fn levels(line: &RoadmapLine) -> String {
    let texts: Vec<_> = line.levels.values().map(level).collect();
    texts.join(" ")
}

fn level(level: &Option<u8>) -> String {
    level.map_or_else(|| "n/a".to_owned(), |level| level.to_string())
}

fn text(view: &BatchView, terminal: &Terminal) -> String {
    let columns = [
        Column::text("Workspace"),
        Column::text("Registry").shown_from(90),
        Column::fixed("Levels"),
        Column::number("To"),
        Column::number("Steps"),
        Column::number("Effort"),
        Column::number("Cost"),
        Column::fixed("Finish"),
    ];
    let planned = view.workspaces.iter().filter_map(|workspace| Some((workspace, workspace.roadmap.as_ref()?)));
    let rows = planned.map(|(workspace, line)| {
        vec![
            workspace.folder.clone(),
            line.registry.clone(),
            levels(line),
            line.target.to_string(),
            line.n_steps.to_string(),
            line.effort.text.clone(),
            line.cost.as_ref().map_or_else(|| "-".to_owned(), |cost| cost.text.clone()),
            line.finish.clone(),
        ]
    });
    let mut out = String::new();
    if view.sums.n_planned > 0 {
        out.push_str(&table(&columns, rows.collect(), terminal));
        out.push('\n');
    }
    out.push_str(&format!("{}\n", sums(view)));
    if view.sums.n_failed > 0 {
        out.push_str("\nWith errors, and so without a roadmap:\n");
        for workspace in view.workspaces.iter().filter(|workspace| workspace.roadmap.is_none()) {
            let failed = failed(workspace.n_errors, workspace.error.as_deref());
            out.push_str(&format!("  {}: {failed}\n", workspace.folder));
        }
    }
    out
}

fn failed(n_errors: usize, error: Option<&str>) -> String {
    format!("{}: {}", counted(n_errors, "error", "errors"), error.unwrap_or("no plan"))
}

/// The sums in a sentence.
fn sums(view: &BatchView) -> String {
    let sums = &view.sums;
    let costs: Vec<_> = sums.costs.iter().map(|cost| cost.text.as_str()).collect();
    let mut out = format!(
        "{} with {}, {} person-weeks ({}){}{}.",
        counted(sums.n_planned, "roadmap", "roadmaps"),
        counted(sums.n_steps, "step", "steps"),
        sums.effort.text,
        sums.effort.range,
        if costs.is_empty() { "" } else { ", " },
        costs.join(" and "),
    );
    if sums.n_without_rates > 0 && !costs.is_empty() {
        let without = counted(sums.n_without_rates, "plan gives", "plans give");
        out.push_str(&format!(
            " {without} no rates and {} in no cost.",
            if sums.n_without_rates == 1 { "is" } else { "are" }
        ));
    }
    if let Some(first) = view.workspaces.iter().find_map(|workspace| workspace.roadmap.as_ref()) {
        let categories: Vec<_> = first.levels.keys().map(String::as_str).collect();
        out.push_str(&format!("\nLevels today, in this order: {}.", categories.join(", ")));
    }
    out
}

fn csv(view: &BatchView) -> Result<String, Failure> {
    let fault = |error: &dyn std::fmt::Display| Failure::fault(format!("cannot make CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let categories: Vec<_> = view
        .workspaces
        .iter()
        .find_map(|workspace| workspace.roadmap.as_ref())
        .map(|line| line.levels.keys().cloned().collect())
        .unwrap_or_default();
    let head =
        ["workspace", "errors", "warnings", "first_error", "registry", "ecosystem", "target", "steps", "unknown"];
    let tail =
        ["effort_weeks", "effort_low", "effort_high", "currency", "cost", "cost_low", "cost_high", "start", "finish"];
    let levels = categories.iter().map(|id: &String| format!("level_{id}"));
    let record: Vec<_> = head.map(str::to_owned).into_iter().chain(tail.map(str::to_owned)).chain(levels).collect();
    let n_fields = record.len();
    writer.write_record(&record).map_err(|error| fault(&error))?;
    for workspace in &view.workspaces {
        let mut record = vec![
            workspace.folder.clone(),
            workspace.n_errors.to_string(),
            workspace.n_warnings.to_string(),
            workspace.error.clone().unwrap_or_default(),
        ];
        if let Some(line) = &workspace.roadmap {
            let cost = |part: fn(&view::CostView) -> String| line.cost.as_ref().map(part).unwrap_or_default();
            record.extend([
                line.registry.clone(),
                line.ecosystem.clone(),
                line.target.to_string(),
                line.n_steps.to_string(),
                line.n_unknown.to_string(),
                format!("{:.2}", line.effort.mean),
                format!("{:.2}", line.effort.low),
                format!("{:.2}", line.effort.high),
                cost(|cost| cost.currency.to_owned()),
                cost(|cost| cost.mean.clone()),
                cost(|cost| cost.low.clone()),
                cost(|cost| cost.high.clone()),
                line.start.clone(),
                line.finish.clone(),
            ]);
            record.extend(line.levels.values().map(level));
        }
        record.resize(n_fields, String::new());
        let record = record.iter().map(|field| defused(field));
        writer.write_record(record).map_err(|error| fault(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| fault(&error))?;
    String::from_utf8(bytes).map_err(|error| fault(&error))
}

fn markdown(view: &BatchView) -> String {
    let mut out = "| Workspace | Registry | Levels | Target | Steps | Person-weeks | Cost | Finish |\n\
                   | --- | --- | --- | ---: | ---: | ---: | ---: | --- |\n"
        .to_owned();
    for workspace in &view.workspaces {
        let folder = escape_markdown(&workspace.folder);
        match &workspace.roadmap {
            Some(line) => out.push_str(&format!(
                "| {folder} | {} | {} | {} | {} | {} | {} | {} |\n",
                escape_markdown(&line.registry),
                levels(line),
                line.target,
                line.n_steps,
                line.effort.text,
                line.cost.as_ref().map(|cost| cost.text.as_str()).unwrap_or_default(),
                line.finish,
            )),
            None => {
                let failed = escape_markdown(&failed(workspace.n_errors, workspace.error.as_deref()));
                out.push_str(&format!("| {folder} | {failed} | | | | | | |\n"));
            }
        }
    }
    out.push_str(&format!("\n{}\n", sums(view)));
    out
}
