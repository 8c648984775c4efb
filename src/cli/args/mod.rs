//! Command-line arguments: clap types only.

mod backlog;
mod catalog;
mod compare;
mod dsomm;
mod edits;
mod export;
mod import;
mod init;
mod manual;
mod migrate;
mod names;
mod plan;
mod portfolio;
mod propose;
mod report;
mod review;
mod templates;
mod typst;

pub use backlog::{BacklogArgs, BacklogFormat};
pub use catalog::{
    CatalogCheckArgs, CatalogCommand, CatalogCommandArgs, CatalogGraphArgs, CatalogListArgs, CatalogNewArgs,
    CatalogShowArgs, GraphFormat,
};
pub use compare::CompareArgs;
pub use dsomm::DsommArgs;
pub use edits::EditArgs;
pub use export::{ExportArgs, ExportCommand, GemaraCatalogArgs, GemaraEvaluationArgs};
pub use import::{GemaraImportArgs, ImportArgs, ImportCommand};
pub use init::InitArgs;
pub use manual::{CompletionsArgs, ManArgs, SchemaArgs};
pub use migrate::MigrateArgs;
pub use names::{ObjectiveName, PolicyName};
pub use plan::{BatchFormat, ForecastArgs, PlanArgs};
pub use portfolio::PortfolioArgs;
pub use propose::{ChoiceArgs, Format, ProposeArgs};
pub use report::ReportArgs;
pub use review::{ReviewArgs, ReviewCommand, ReviewMergeArgs};
pub use templates::{
    TemplateArgs, TemplatesArgs, TemplatesCheckArgs, TemplatesCommand, TemplatesContextArgs, TemplatesEjectArgs,
    TemplatesListArgs,
};
pub use typst::{TypstArgs, TypstCommand, TypstInstallArgs};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use super::colour::ColourChoice;
use super::voice::Voice;

/// Turn a package repository's security self-assessment into an ordered roadmap and proposals
///
/// A workspace is a folder with assessment.yaml (what is true today) and plan.yaml (what you want: target, team, rates).
/// Start with `fundable init my-registry`, then `check`, `status`, `plan` and `propose`.
#[derive(Debug, Parser)]
#[command(name = "fundable", bin_name = "fundable", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 errors in the input files, 2 wrong command line, 3 the machine (cannot write, \
    no typst), 4 a fault of fundable itself, 5 edits conflict with the generated text, 6 --check: files would change.\n\n\
    For instance:\n  fundable check my-registry\n  fundable plan my-registry\n  \
    fundable propose my-registry --for community --format md,html"
)]
pub struct Cli {
    /// Colour the output: auto (on a terminal, unless NO_COLOR is set), always or never
    #[arg(
        long,
        global = true,
        value_enum,
        hide_possible_values = true,
        value_name = "WHEN",
        default_value_t,
        display_order = 900
    )]
    pub color: ColourChoice,
    /// How much to say.
    #[command(flatten)]
    pub voice: VoiceArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// How much to say.
#[derive(Debug, Clone, Copy, Args)]
pub struct VoiceArgs {
    /// Print errors and what was asked for, and nothing else
    #[arg(short, long, global = true, conflicts_with = "verbose", display_order = 901)]
    pub quiet: bool,
    /// Say on standard error which files, catalog, templates and typst are used, and how long it takes
    #[arg(short, long, global = true, display_order = 902)]
    pub verbose: bool,
}

impl From<VoiceArgs> for Voice {
    fn from(args: VoiceArgs) -> Self {
        match args {
            VoiceArgs { quiet: true, .. } => Self::Quiet,
            VoiceArgs { verbose: true, .. } => Self::Verbose,
            VoiceArgs { .. } => Self::Plain,
        }
    }
}

/// The commands, in the order of use.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the first files of a new workspace, after asking what kind of registry it is
    Init(InitArgs),
    /// Report every problem of a workspace at once, with file, line and the mend
    Check(CheckArgs),
    /// Show the level of each category today and what is missing for the target
    Status(StatusArgs),
    /// Show the ordered roadmap: what, why here, effort, cost and dates
    Plan(PlanArgs),
    /// Show how sure effort, cost and dates are: percentiles, and what they depend on
    Forecast(ForecastArgs),
    /// Show what changes under another plan: order, dates, cost
    Compare(CompareArgs),
    /// Show what a sum of money buys: the best choice, what falls out, and what more would buy
    Budget(BudgetArgs),
    /// Write the documents for a recipient, as Markdown, HTML and PDF
    Propose(ProposeArgs),
    /// Write the roadmap as a work list: GitHub issues, CSV, JSON, TaskJuggler, calendar
    Backlog(BacklogArgs),
    /// Write the page on which a steering council judges the estimates, and take over its answers
    Review(ReviewArgs),
    /// Report what was done since an older assessment, and what was not, for a funder
    Report(ReportArgs),
    /// Check a plan once more, independently of what made it
    Verify(VerifyArgs),
    /// Cut the whole ask over several funders, so that nothing is asked of two of them
    Portfolio(PortfolioArgs),
    /// Explain a capability, a funder or a diagnostic code
    Explain(ExplainArgs),
    /// Look into the catalog, or begin one of your own: list, show, graph, new, check
    Catalog(CatalogCommandArgs),
    /// Print the framework or an assessment in a format of other tools: Gemara
    Export(ExportArgs),
    /// Take over what another tool has written: evaluation logs of Gemara, maturity models
    Import(ImportArgs),
    /// Carry an assessment and a plan to another framework, such as its next version, by a map
    Migrate(MigrateArgs),
    /// Change what documents say: list, copy, check and explore the templates
    Templates(TemplatesArgs),
    /// Render one template, with little time and memory: how the program treats templates of your own
    #[command(hide = true)]
    RenderTemplate,
    /// Manage typst, the program that makes PDFs
    Typst(TypstArgs),
    /// Print the JSON Schemas of the files that are read and of what `--json` prints
    Schema(SchemaArgs),
    /// Print the completions of a shell: commands, options, recipients, ids of the catalog
    Completions(CompletionsArgs),
    /// Print or write the manual pages
    Man(ManArgs),
}

/// Which files to read.
#[derive(Debug, Clone, Args)]
pub struct WorkspaceArgs {
    /// Folder with assessment.yaml and plan.yaml
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Read the assessment from this file instead
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub assessment: Option<PathBuf>,
    /// Read the plan from this file instead
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub plan: Option<PathBuf>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
}

/// Which catalog to use.
#[derive(Debug, Clone, Args)]
pub struct CatalogArgs {
    /// Lay the files of this folder over the built-in catalog [default: catalog in the workspace, where it is there]
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub catalog: Option<PathBuf>,
}

/// `fundable check`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable check my-registry\n  fundable check my-registry --json > problems.json"
)]
pub struct CheckArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Which templates to use.
    #[command(flatten)]
    pub templates: TemplateArgs,
    /// Print the problems as JSON (format fundable-diagnostics/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable status`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable status my-registry\n  fundable status my-registry --json > status.json"
)]
pub struct StatusArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Print as JSON (format fundable-status/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable budget`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable budget my-registry --amount 250000EUR\n  \
    fundable budget my-registry --min 50000EUR --max 150000EUR")]
pub struct BudgetArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Choose for this budget, such as `250000EUR`; the currency of the plan where it is left out
    #[arg(long, value_name = "AMOUNT")]
    pub amount: Option<String>,
    /// Choose for a budget of at least this
    #[arg(long, value_name = "AMOUNT", requires = "max", conflicts_with = "amount")]
    pub min: Option<String>,
    /// Choose for a budget of at most this
    #[arg(long, value_name = "AMOUNT", conflicts_with = "amount")]
    pub max: Option<String>,
    /// Print as JSON (format fundable-budget/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable verify`
#[derive(Debug, Args)]
#[command(
    after_help = "Everything is computed anew from the whole numbers of the plan, slowly and by code of its own: needs, dates, \
    capacities, efforts, costs, the order with its certificate, bounds and floats. Whether estimates, rates and needs \
    are true is not in the file and is not checked. Exit codes: 0 accepted, 1 refused or no plan.\n\n\
    For instance:\n  fundable verify plan.json\n  fundable plan my-registry --json | fundable verify -"
)]
pub struct VerifyArgs {
    /// What `fundable plan --json` printed; `-` for standard input
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Print the result as JSON (format fundable-verification/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable explain`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable explain authz-rbac\n  fundable explain sovereign-tech\n  \
    fundable explain unknown-capability")]
pub struct ExplainArgs {
    /// Id of a capability or a funder, or a diagnostic code; without it, list them all
    #[arg(value_name = "CAPABILITY|FUNDER|CODE")]
    pub topic: Option<String>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Print as JSON (format fundable-explain/1)
    #[arg(long)]
    pub json: bool,
}
