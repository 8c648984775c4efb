//! Options of `fundable export`.

use clap::{Args, Subcommand};

use super::{CatalogArgs, WorkspaceArgs};

/// `fundable export`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable export gemara-evaluation my-registry > evaluation.yaml")]
pub struct ExportArgs {
    /// What to write.
    #[command(subcommand)]
    pub command: ExportCommand,
}

/// What to write.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// Print the framework as a guidance catalog of Gemara v1
    GemaraCatalog(GemaraCatalogArgs),
    /// Print an assessment as an evaluation log of Gemara v1
    GemaraEvaluation(GemaraEvaluationArgs),
}

/// `fundable export gemara-catalog`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable export gemara-catalog > catalog.yaml")]
pub struct GemaraCatalogArgs {
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
}

/// `fundable export gemara-evaluation`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable export gemara-evaluation my-registry > evaluation.yaml")]
pub struct GemaraEvaluationArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Include confidential capabilities, with their notes and evidence
    #[arg(long)]
    pub private: bool,
}
