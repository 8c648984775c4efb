//! Options of `fundable review`.

use std::path::PathBuf;

use clap::Args;

use super::WorkspaceArgs;

/// `fundable review`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable review my-registry      # send my-registry/out/review.html to each reviewer")]
pub struct ReviewArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Folder to write review.html into; `-` prints the page [default: out in the workspace, out-private with --private]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Include confidential notes and evidence
    #[arg(long)]
    pub private: bool,
    /// Replace a page that was edited since it was written
    #[arg(long)]
    pub overwrite: bool,
}
