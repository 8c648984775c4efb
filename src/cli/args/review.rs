//! Options of `fundable review`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CatalogArgs, WorkspaceArgs};

/// `fundable review`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(
    after_help = "For instance:\n  fundable review my-registry      # send my-registry/out/review.html to each reviewer\n  \
    fundable review merge my-registry review-*.yaml --dry-run    # what they answer"
)]
pub struct ReviewArgs {
    /// Take over answers.
    #[command(subcommand)]
    pub command: Option<ReviewCommand>,
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
    pub theirs: bool,
}

/// What to do with answers.
#[derive(Debug, Subcommand)]
pub enum ReviewCommand {
    /// Show what reviewers answer, and write the medians into plan.yaml after asking
    Merge(ReviewMergeArgs),
}

/// `fundable review merge`
#[derive(Debug, Args)]
#[command(
    after_help = "Each reviewer counts once: with the figures they wrote, or, where they agree, with those of the plan. \
    Medians that differ from the plan are written into plan.yaml as `estimates`, with who, when and why; everything else in \
    the file stays as it is.\n\nFor instance:\n  fundable review merge my-registry review-*.yaml --dry-run\n  \
    fundable review merge my-registry review-*.yaml --yes"
)]
pub struct ReviewMergeArgs {
    /// What the page saved, one file per reviewer; a folder before them is the workspace [default: .]
    #[arg(value_name = "[WORKSPACE] REVIEW", required = true)]
    pub files: Vec<PathBuf>,
    /// Read the assessment from this file instead
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub assessment: Option<PathBuf>,
    /// Read and edit this plan instead
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub plan: Option<PathBuf>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Date of the new estimates, YYYY-MM-DD [default: that of the latest review that counts for each]
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Only show what would be written
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Write without asking
    #[arg(long)]
    pub yes: bool,
    /// Print as JSON (format fundable-review-merge/1); writes with --yes alone
    #[arg(long)]
    pub json: bool,
}

impl ReviewMergeArgs {
    /// The workspace, and the reviews.
    pub fn split(&self) -> (WorkspaceArgs, &[PathBuf]) {
        let (workspace, reviews) = match self.files.split_first() {
            Some((first, reviews)) if first.is_dir() => (first.clone(), reviews),
            _ => (PathBuf::from("."), self.files.as_slice()),
        };
        let Self { assessment, plan, catalog, .. } = self;
        let (assessment, plan, catalog) = (assessment.clone(), plan.clone(), catalog.clone());
        (WorkspaceArgs { workspace, assessment, plan, catalog }, reviews)
    }
}
