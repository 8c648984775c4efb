//! Options of `fundable plan` and `fundable forecast`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{ObjectiveName, WorkspaceArgs};

/// `fundable plan`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable plan my-registry --reasons\n  fundable plan my-registry --json > plan.json\n  \
    fundable plan --all registries --format csv > roadmaps.csv"
)]
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
    /// Draw the plan into this folder: SVG files, and an index.md that shows them with their figures
    #[arg(long, value_name = "DIR", conflicts_with_all = ["reasons", "why", "json"])]
    pub pictures: Option<PathBuf>,
    /// Show in the pictures also what is not asked for
    #[arg(long, requires = "pictures")]
    pub private: bool,
    /// Lay the templates of this folder over the built-in ones, for the page of pictures [default: templates in the
    /// workspace, where it is there]
    #[arg(long, value_name = "DIR", requires = "pictures")]
    pub templates: Option<PathBuf>,
    /// Replace pictures that were edited since they were written
    #[arg(long, requires = "pictures")]
    pub theirs: bool,
    /// Print as JSON (format fundable-plan/1; with --all, fundable-batch/1)
    #[arg(long, conflicts_with_all = ["reasons", "why"])]
    pub json: bool,
    /// Plan every workspace below this folder, and show them side by side
    #[arg(long, value_name = "DIR", conflicts_with_all = ["workspace", "assessment", "plan", "reasons", "why", "pictures"], help_heading = "Many workspaces")]
    pub all: Option<PathBuf>,
    /// How to show them
    #[arg(long, value_name = "FORMAT", requires = "all", conflicts_with = "json", help_heading = "Many workspaces")]
    pub format: Option<BatchFormat>,
}

/// Formats of a table of workspaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchFormat {
    /// A table for the terminal
    Text,
    /// One line per workspace, for spreadsheets
    Csv,
    /// Everything, for programs (format fundable-batch/1)
    Json,
    /// A table for a web page or a pull request
    Md,
}

/// `fundable forecast`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable forecast my-registry\n  fundable forecast my-registry --seed 7 --json > forecast.json"
)]
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
