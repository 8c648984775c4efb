//! Open what a command needs: catalog, assessment, plan; print what is wrong with them.

use std::path::{Path, PathBuf};

use super::args::{CatalogArgs, WorkspaceArgs};
use super::exit::{Exit, Failure};
use super::output::Terminal;
use crate::diag::{Diagnostics, Severity, human};
use crate::load::{self, Loaded, WorkspacePaths};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::plan::Plan;
use crate::raw::InputKind;
use crate::source::{Part, Sources};
use crate::text;
use crate::validate;

/// Whether a command needs the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanUse {
    /// It cannot work without.
    Needed,
    /// It uses one if there is one.
    IfThere,
}

/// What was read, and every problem found on the way.
pub struct Opened {
    /// Every text that was read.
    pub sources: Sources,
    /// Every problem.
    pub diagnostics: Diagnostics,
    /// The catalog, unless it has errors.
    pub catalog: Option<Catalog>,
    /// The assessment, unless it has errors.
    pub assessment: Option<Assessment>,
    /// The plan, unless it has errors or there is none.
    pub plan: Option<Plan>,
}

/// A catalog and an assessment without errors, and the plan where there is one.
pub struct Inputs {
    /// Every text that was read.
    pub sources: Sources,
    /// The catalog.
    pub catalog: Catalog,
    /// The assessment.
    pub assessment: Assessment,
    /// The plan; there whenever it was [`PlanUse::Needed`].
    pub plan: Option<Plan>,
}

/// Read and check everything; problems are among the diagnostics.
pub fn open(args: &WorkspaceArgs, plan_use: PlanUse, terminal: &Terminal) -> Result<Opened, Failure> {
    let paths = paths(args, plan_use)?;
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let own = catalog_in_use(&args.catalog, &args.workspace, terminal);
    let catalog = open_catalog(own.as_deref(), &mut sources, &mut diagnostics);
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let (assessment, plan) = validate::workspace(&raw, catalog.as_ref(), &mut diagnostics);
    Ok(Opened { sources, diagnostics, catalog, assessment, plan })
}

/// Folder of a workspace for a catalog of its own.
const CATALOG: &str = "catalog";

/// The folder of the user's own catalog: the one that is named, else `catalog` in the workspace where it is there.
pub fn catalog_folder(args: &CatalogArgs, workspace: &Path) -> Option<PathBuf> {
    args.catalog.clone().or_else(|| load::own_folder(workspace, CATALOG))
}

/// The same for a command that says so where nobody has named it.
pub fn catalog_in_use(args: &CatalogArgs, workspace: &Path, terminal: &Terminal) -> Option<PathBuf> {
    let own = catalog_folder(args, workspace);
    if let Some(folder) = own.as_deref().filter(|_| args.catalog.is_none()) {
        terminal.note(&format!("catalog: the workspace's own, `{}`", slashes(folder)));
    }
    own
}

/// The catalog of a workspace, which may have no assessment yet.
pub fn workspaces_own(workspace: &Path) -> Option<PathBuf> {
    Some(load::join(workspace, CATALOG)).filter(|folder| folder.is_dir())
}

/// A path as it is printed; the folder that one is in has a name.
pub fn slashes(path: &Path) -> String {
    let text = text::slashes(path);
    if text.is_empty() { ".".to_owned() } else { text }
}

/// Read and check the catalog alone.
pub fn open_catalog(overlay: Option<&Path>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Catalog> {
    load::catalog(overlay, sources, diagnostics).and_then(|raw| validate::catalog(&raw, sources, diagnostics))
}

/// Read everything and print the problems; go on only if none is an error.
pub fn inputs(args: &WorkspaceArgs, plan_use: PlanUse, terminal: &Terminal) -> Result<Result<Inputs, Exit>, Failure> {
    let opened = open(args, plan_use, terminal)?;
    terminal.trace_sources(&opened.sources);
    if !opened.diagnostics.has_errors() {
        remind(&opened.diagnostics, args, terminal);
    }
    without_errors(opened, terminal)
}

/// The same without a word about warnings, for a rehearsal, which may read a workspace many times.
pub fn inputs_for_rehearsal(
    args: &WorkspaceArgs,
    plan_use: PlanUse,
    terminal: &Terminal,
) -> Result<Result<Inputs, Exit>, Failure> {
    let opened = open(args, plan_use, terminal)?;
    terminal.trace_sources(&opened.sources);
    without_errors(opened, terminal)
}

fn without_errors(opened: Opened, terminal: &Terminal) -> Result<Result<Inputs, Exit>, Failure> {
    if opened.diagnostics.has_errors() {
        terminal.error(&human::render_errors(&opened.diagnostics, &opened.sources, terminal.diagnostics()).trim_end());
    }
    match (opened.catalog, opened.assessment) {
        (Some(catalog), Some(assessment)) if !opened.diagnostics.has_errors() => {
            Ok(Ok(Inputs { sources: opened.sources, catalog, assessment, plan: opened.plan }))
        }
        _ => Ok(Err(Exit::BadInput)),
    }
}

/// Read and check another plan against the same catalog and assessment; its texts come with it.
pub fn other_plan(path: &Path, inputs: &Inputs, terminal: &Terminal) -> Result<(Plan, Sources), Exit> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let paths = WorkspacePaths { assessment: None, plan: Some(path.to_owned()) };
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let assessment = Some(&inputs.assessment);
    let plan = raw.plan.and_then(|raw| validate::plan(&raw, &inputs.catalog, assessment, &mut diagnostics));
    match plan {
        Some(plan) => Ok((plan, sources)),
        None => {
            terminal.error(&human::render_errors(&diagnostics, &sources, terminal.diagnostics()).trim_end());
            Err(Exit::BadInput)
        }
    }
}

/// The plan that an edited text comes to; none where it has errors.
pub fn edited_plan(name: &str, text: &str, inputs: &Inputs) -> Option<Plan> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(Part::Workspace, name, text);
    let value = load::parse(InputKind::Plan, file, &sources, &mut diagnostics)?;
    let raw = Loaded { file, value };
    validate::plan(&raw, &inputs.catalog, Some(&inputs.assessment), &mut diagnostics)
}

/// The assessment that a text comes to; none where it has errors.
pub fn edited_assessment(name: &str, text: &str, catalog: &Catalog, sources: &mut Sources) -> Option<Assessment> {
    let mut diagnostics = Diagnostics::default();
    let file = sources.add(Part::Workspace, name, text);
    let value = load::parse(InputKind::Assessment, file, sources, &mut diagnostics)?;
    validate::assessment(&Loaded { file, value }, catalog, &mut diagnostics)
}

/// Read and check an older assessment against the same catalog; its texts come with it.
pub fn older_assessment(path: &Path, inputs: &Inputs, terminal: &Terminal) -> Result<(Assessment, Sources), Exit> {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let paths = WorkspacePaths { assessment: Some(path.to_owned()), plan: None };
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let assessment = raw.assessment.and_then(|raw| validate::assessment(&raw, &inputs.catalog, &mut diagnostics));
    match assessment {
        Some(assessment) => Ok((assessment, sources)),
        None => {
            terminal.error(&human::render_errors(&diagnostics, &sources, terminal.diagnostics()).trim_end());
            Err(Exit::BadInput)
        }
    }
}

/// Warnings are the business of `check`; other commands only say that there are some.
fn remind(diagnostics: &Diagnostics, args: &WorkspaceArgs, terminal: &Terminal) {
    let n_warnings = diagnostics.count(Severity::Warning);
    if n_warnings > 0 {
        let warnings = if n_warnings == 1 { "warning" } else { "warnings" };
        terminal.note(&format!("{n_warnings} {warnings}: run `fundable check {}`", slashes(&args.workspace)));
    }
}

fn paths(args: &WorkspaceArgs, plan_use: PlanUse) -> Result<WorkspacePaths, Failure> {
    if args.workspace.is_file() {
        return Err(Failure::usage(
            format!("`{}` is a file, not a workspace folder", slashes(&args.workspace)),
            "name its folder, or pass files with `--assessment` and `--plan`",
        ));
    }
    let plan = plan_path(args);
    // A plan that was named must be there; the one of the folder may be missing where it is not needed.
    let with_plan = plan_use == PlanUse::Needed || args.plan.is_some() || plan.exists();
    Ok(WorkspacePaths {
        assessment: Some(named(&args.assessment, args, "assessment.yaml")),
        plan: with_plan.then_some(plan),
    })
}

/// The path of the plan.
pub fn plan_path(args: &WorkspaceArgs) -> PathBuf {
    named(&args.plan, args, "plan.yaml")
}

/// A file that was named, or the one in the workspace.
fn named(option: &Option<PathBuf>, args: &WorkspaceArgs, name: &str) -> PathBuf {
    option.clone().unwrap_or_else(|| load::join(&args.workspace, name))
}
