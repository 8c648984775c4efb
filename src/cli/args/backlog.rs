//! Options of `fundable backlog`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{EditArgs, WorkspaceArgs};

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
    /// What becomes of edits.
    #[command(flatten)]
    pub edits: EditArgs,
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
