//! Options of `fundable portfolio`.

use clap::Args;

use super::WorkspaceArgs;

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
