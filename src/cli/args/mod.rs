//! Command-line arguments: clap types only.

mod init;
mod report;
mod typst;

pub use init::InitArgs;
pub use report::ReportArgs;
pub use typst::{TypstArgs, TypstCommand, TypstInstallArgs};

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Turn a package repository's security self-assessment into an ordered roadmap and proposals
///
/// A workspace is a folder with assessment.yaml (what is true today) and plan.yaml (what you want: target, team, rates).
/// Start with `fundable init my-registry`, then `check`, `status`, `plan` and `propose`.
#[derive(Debug, Parser)]
#[command(name = "fundable", version, max_term_width = 100, disable_help_subcommand = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 errors in the input files, 2 wrong command line, 3 the machine (cannot write, \
    no typst), 4 a fault of fundable itself."
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
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
    /// Report what was done since an older assessment, and what was not, for a funder
    Report(ReportArgs),
    /// Check a plan once more, independently of what made it
    Verify(VerifyArgs),
    /// Cut the whole ask over several funders, so that nothing is asked of two of them
    Portfolio(PortfolioArgs),
    /// Explain a capability, a funder or a diagnostic code
    Explain(ExplainArgs),
    /// Manage typst, the program that makes PDFs
    Typst(TypstArgs),
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
    /// Lay the files of this folder over the built-in catalog (same layout as catalog/ in the source)
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub catalog: Option<PathBuf>,
}

/// `fundable check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Print the problems as JSON (format fundable-diagnostics/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable status`
#[derive(Debug, Args)]
pub struct StatusArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Print as JSON (format fundable-status/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable plan`
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Say for each step in words why it stands where it stands
    #[arg(long)]
    pub reasons: bool,
    /// Say it for one step alone, and what it would cost to move it
    #[arg(long, value_name = "ID", conflicts_with = "reasons")]
    pub why: Option<String>,
    /// Aim the dates at this instead of what the plan says
    #[arg(long, value_name = "OBJECTIVE")]
    pub objective: Option<ObjectiveName>,
    /// How long to look for the earliest end and for a proof, in seconds; counted in steps of work, about a million a
    /// second, so that every machine gives the same dates
    #[arg(long, value_name = "SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u32).range(0..=3_600))]
    pub time_limit: u32,
    /// Print as JSON (format fundable-plan/1)
    #[arg(long, conflicts_with_all = ["reasons", "why"])]
    pub json: bool,
}

/// `fundable forecast`
#[derive(Debug, Args)]
pub struct ForecastArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Where the random numbers start; the same seed gives the same bytes
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
    /// Number of runs
    #[arg(long, value_name = "NUMBER", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub runs: u32,
    /// How much estimates err together, 0 to 0.99; not 0 by default, because the same people make all estimates with the
    /// same habits, and taking their errors for independent makes the spread of the whole far too narrow
    #[arg(long, value_name = "NUMBER", default_value = "0.3")]
    pub correlation: String,
    /// Print as JSON (format fundable-forecast/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable compare`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("change").required(true).multiple(true)
    .args(["other", "team", "target", "without", "drop_soft", "policy", "objective"])))]
#[command(after_help = "For instance:\n  fundable compare my-registry my-registry/plan-half.yaml\n  \
    fundable compare my-registry --team developers=2 --target 2")]
pub struct CompareArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Another plan of the same registry: a file, or a folder with plan.yaml
    #[arg(value_name = "OTHER")]
    pub other: Option<PathBuf>,
    /// Give a role another number of full-time persons (can be repeated)
    #[arg(long, value_name = "ROLE=FTE", help_heading = "Changes")]
    pub team: Vec<String>,
    /// Aim at this level in every category
    #[arg(long, value_name = "LEVEL", help_heading = "Changes")]
    pub target: Option<u8>,
    /// Leave a capability out (can be repeated)
    #[arg(long, value_name = "ID", help_heading = "Changes")]
    pub without: Vec<String>,
    /// Do not follow a soft need (can be repeated)
    #[arg(long, value_name = "CAPABILITY=NEED", help_heading = "Changes")]
    pub drop_soft: Vec<String>,
    /// Follow another policy
    #[arg(long, value_name = "POLICY", help_heading = "Changes")]
    pub policy: Option<PolicyName>,
    /// Aim the dates at something else
    #[arg(long, value_name = "OBJECTIVE", help_heading = "Changes")]
    pub objective: Option<ObjectiveName>,
    /// Print as JSON (format fundable-comparison/1)
    #[arg(long)]
    pub json: bool,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicyName {
    /// The most threat taken away per week of work
    Risk,
    /// Level 1 everywhere, then level 2, and so on
    LevelFirst,
    /// The most capabilities finished early
    QuickWins,
}

impl From<PolicyName> for crate::model::plan::Policy {
    fn from(name: PolicyName) -> Self {
        match name {
            PolicyName::Risk => Self::Risk,
            PolicyName::LevelFirst => Self::LevelFirst,
            PolicyName::QuickWins => Self::QuickWins,
        }
    }
}

/// What the dates aim at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ObjectiveName {
    /// Keep to the order, so that what matters most is done first
    ValueFirst,
    /// Finish everything as early as the team can
    EarliestEnd,
}

impl From<ObjectiveName> for crate::model::plan::Objective {
    fn from(name: ObjectiveName) -> Self {
        match name {
            ObjectiveName::ValueFirst => Self::ValueFirst,
            ObjectiveName::EarliestEnd => Self::EarliestEnd,
        }
    }
}

/// `fundable budget`
#[derive(Debug, Args)]
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
    are true is not in the file and is not checked. Exit codes: 0 accepted, 1 refused or no plan."
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

/// `fundable backlog`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable backlog my-registry --format github-issues\n  \
    sh my-registry/out/backlog/create-issues.sh --repo OWNER/NAME    # needs gh, logged in\n  \
    fundable backlog my-registry --format taskjuggler --out roadmap.tjp && tj3 roadmap.tjp")]
pub struct BacklogArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// What to write
    #[arg(long, value_name = "FORMAT")]
    pub format: BacklogFormat,
    /// File to write, or folder for github-issues; `-` prints [default: print; for github-issues out/backlog in the
    /// workspace, out-private/backlog with --private]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Include confidential notes and evidence
    #[arg(long)]
    pub private: bool,
    /// Replace files that were edited since they were written
    #[arg(long)]
    pub overwrite: bool,
}

/// Formats of work lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BacklogFormat {
    /// One Markdown file per item, an index, and a script that feeds them to gh
    GithubIssues,
    /// One line per deliverable, for spreadsheets
    Csv,
    /// Everything, for programs (format fundable-backlog/1)
    Json,
    /// A project that TaskJuggler 3 schedules and draws
    Taskjuggler,
    /// A calendar with an event per item and milestone
    Ics,
}

/// `fundable propose`
#[derive(Debug, Args)]
pub struct ProposeArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Whom it is for: psf-fundables, community, or a funder
    ///
    /// psf-fundables: a list in the style of the PSF's fundable improvements, and one issue body per item. community: a
    /// proposal to the registry's community, in the style of an RFC. alpha-omega, sovereign-tech, nlnet, otf,
    /// openssf-tac, generic: a proposal and the filled form. floss-fund: a funding.json and the filled form. `fundable
    /// explain` lists the funders.
    #[arg(long = "for", value_name = "RECIPIENT")]
    pub recipient: String,
    /// Print the answers to the funder's form, field by field, and what is left to do
    #[arg(long, conflicts_with_all = ["formats", "out", "private", "overwrite", "typst"])]
    pub forms_only: bool,
    /// Print them as JSON (format fundable-form/1)
    #[arg(long, requires = "forms_only")]
    pub json: bool,
    /// Propose this capability alone
    #[arg(long, value_name = "ID")]
    pub capability: Option<String>,
    /// Formats to write, separated by commas
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', default_values_t = [Format::Md, Format::Html, Format::Pdf])]
    pub formats: Vec<Format>,
    /// Folder for the documents; `-` prints one [default: out in the workspace, out-private with --private]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Include confidential notes, and open capabilities that are not asked for
    #[arg(long)]
    pub private: bool,
    /// Replace files that were edited since they were written
    #[arg(long)]
    pub overwrite: bool,
    /// Use this typst program [default: FUNDABLE_TYPST, then PATH, then the tool folder]
    #[arg(long, value_name = "PATH")]
    pub typst: Option<PathBuf>,
    /// How much to ask of a funder, and for what.
    #[command(flatten)]
    pub choice: ChoiceArgs,
}

/// How much to ask of a funder, and for what.
///
/// Without any of these it is the best choice within the funder's floor and ceiling, or the whole ask where no ceiling is
/// known.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Choice for a funder")]
#[group(multiple = true, requires = "forms_only", conflicts_with = "capability")]
pub struct ChoiceArgs {
    /// Ask for these capabilities, separated by commas
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub capabilities: Option<Vec<String>>,
    /// Ask for this at most, such as `250000EUR`; the currency of the plan where it is left out
    #[arg(long, value_name = "AMOUNT", conflicts_with = "max")]
    pub amount: Option<String>,
    /// Ask for this at least, whatever the floor
    #[arg(long, value_name = "AMOUNT")]
    pub min: Option<String>,
    /// Ask for this at most, whatever the ceiling; the same as --amount
    #[arg(long, value_name = "AMOUNT")]
    pub max: Option<String>,
    /// Choose work that ends, waiting times included, within so many months
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub months: Option<u32>,
}

/// `fundable portfolio`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable portfolio my-registry --funders sovereign-tech,nlnet,alpha-omega \\\n    \
    --max sovereign-tech=250000EUR"
)]
pub struct PortfolioArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Funders, separated by commas, in the order in which you ask them: work may need what one before it pays for
    #[arg(long, value_name = "FUNDERS", value_delimiter = ',', required = true)]
    pub funders: Vec<String>,
    /// Ask a funder for this at most, whatever its ceiling (can be repeated)
    #[arg(long, value_name = "FUNDER=AMOUNT")]
    pub max: Vec<String>,
    /// Ask a funder for this at least, whatever its floor (can be repeated)
    #[arg(long, value_name = "FUNDER=AMOUNT")]
    pub min: Vec<String>,
    /// Print as JSON (format fundable-portfolio/1)
    #[arg(long)]
    pub json: bool,
}

/// Whom documents are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// A list in the style of the PSF's fundable improvements, and one issue body per item
    PsfFundables,
    /// A proposal to the registry's community, in the style of an RFC
    Community,
    /// A proposal to a funder, and its filled form
    Funder,
    /// A `funding.json`, and the filled form
    FundingJson,
}

impl Recipient {
    /// Names on the command line.
    pub const NAMES: [&str; 9] = [
        "psf-fundables",
        "community",
        "alpha-omega",
        "sovereign-tech",
        "nlnet",
        "otf",
        "openssf-tac",
        "generic",
        "floss-fund",
    ];

    /// The recipient with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "psf-fundables" => Some(Self::PsfFundables),
            "community" => Some(Self::Community),
            "floss-fund" => Some(Self::FundingJson),
            name if Self::NAMES.contains(&name) => Some(Self::Funder),
            _ => None,
        }
    }

    /// Name of the template, which for the first two is that of the document as well.
    pub fn document(self) -> &'static str {
        match self {
            Self::PsfFundables => "fundables",
            Self::Community => "community",
            Self::Funder => "proposal",
            Self::FundingJson => "form",
        }
    }

    /// What the document is.
    pub fn title(self) -> &'static str {
        match self {
            Self::PsfFundables => "Fundable security improvements",
            Self::Community => "Community proposal",
            Self::Funder => "Proposal",
            Self::FundingJson => "Filled form",
        }
    }
}

/// Formats of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Markdown, as GitHub reads it
    Md,
    /// One self-contained web page
    Html,
    /// PDF, by typst
    Pdf,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
        })
    }
}
