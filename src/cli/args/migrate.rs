//! Options of `fundable migrate`.

use std::path::PathBuf;

use clap::Args;

/// `fundable migrate`
#[derive(Debug, Args)]
#[command(
    after_help = "The map says which capability becomes which; docs/catalogs.md shows one. Nothing becomes met that was not: where the \
    map does not say that an answer carries over, it is unknown until somebody has looked, and its note says what it was. \
    The old files stay beside the new ones, as assessment.FRAMEWORK.yaml and plan.FRAMEWORK.yaml.\n\n\
    For instance:\n  fundable migrate our-project --to our-project/catalog-v2 \\\n    \
    --map our-project/migration-v2.yaml --taxonomy mirrors=no --yes"
)]
pub struct MigrateArgs {
    /// Folder with assessment.yaml and plan.yaml
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Carry this assessment instead, such as an older one that reports are measured against
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub assessment: Option<PathBuf>,
    /// Carry this plan instead
    #[arg(long, value_name = "FILE", help_heading = "Input")]
    pub plan: Option<PathBuf>,
    /// Catalog of the new framework: a folder, or the id of the built-in framework
    #[arg(long, value_name = "DIR|ID")]
    pub to: PathBuf,
    /// Map from the old framework to the new one
    #[arg(long, value_name = "FILE")]
    pub map: PathBuf,
    /// Answer to a taxonomy question that the old framework did not ask, `question=answer` (can be repeated)
    #[arg(long, value_name = "QUESTION=ANSWER")]
    pub taxonomy: Vec<String>,
    /// Only show what would be written; exit code 6 if anything would
    #[arg(long, conflicts_with = "yes")]
    pub check: bool,
    /// Write without asking
    #[arg(long)]
    pub yes: bool,
    /// Print as JSON (format fundable-migration/1); writes with --yes alone
    #[arg(long)]
    pub json: bool,
}
