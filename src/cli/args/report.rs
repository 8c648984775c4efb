//! Arguments of `fundable report`.

use std::path::PathBuf;

use clap::Args;

use super::{EditArgs, Format, TemplateArgs, WorkspaceArgs};

/// `fundable report`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable report my-registry --before assessment-2026-09.yaml --since 2026-10\n  \
    fundable report my-registry --before assessment-2026-09.yaml --for alpha-omega --out updates"
)]
pub struct ReportArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Which templates to use.
    #[command(flatten)]
    pub templates: TemplateArgs,
    /// The older assessment, against which progress is measured
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub before: PathBuf,
    /// The plan as it was then, where it was kept [default: the plan of now, without the estimates that were replaced since]
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub before_plan: Option<PathBuf>,
    /// First day on which notes, hours, money and evidence count as new, YYYY-MM-DD or YYYY-MM [default: the day of the
    /// older assessment]
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Account to this funder for what the ledger says that it pays for
    ///
    /// The id of a funder, or a name in the ledger. alpha-omega gets a monthly update, update-YYYY-MM.md by the month of
    /// the newer assessment; every other one gets a general report.
    #[arg(long = "for", value_name = "FUNDER")]
    pub funder: Option<String>,
    /// Write the final report: each agreed piece of work against its acceptance criteria, hours and money
    #[arg(long = "final", requires = "funder")]
    pub is_final: bool,
    /// Formats to write, separated by commas
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', default_values_t = [Format::Md])]
    pub formats: Vec<Format>,
    /// Folder for the report; `-` prints it [default: print Markdown or HTML alone, else out in the workspace, out-private
    /// with --private]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Include what is confidential, and open capabilities that are not asked for
    #[arg(long)]
    pub private: bool,
    /// Draw the roadmap in the Markdown as a diagram of Mermaid, which GitHub shows
    #[arg(long)]
    pub mermaid: bool,
    /// Use this typst program [default: FUNDABLE_TYPST, then PATH, then the tool folder]
    #[arg(long, value_name = "PATH")]
    pub typst: Option<PathBuf>,
    /// Print as JSON (format fundable-report/1)
    #[arg(long, conflicts_with_all = ["formats", "out", "check", "ours", "theirs", "mermaid", "typst"])]
    pub json: bool,
    /// What becomes of edits.
    #[command(flatten)]
    pub edits: EditArgs,
}
