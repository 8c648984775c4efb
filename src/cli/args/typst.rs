//! Arguments of `fundable typst`.

use clap::{Args, Subcommand};

/// `fundable typst`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable typst install")]
pub struct TypstArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: TypstCommand,
}

/// What to do with typst.
#[derive(Debug, Subcommand)]
pub enum TypstCommand {
    /// Build typst-cli with cargo into fundable's own tool folder, unless it is there already
    Install(TypstInstallArgs),
}

/// `fundable typst install`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable typst install\n  FUNDABLE_TOOLS=tools fundable typst install --force"
)]
pub struct TypstInstallArgs {
    /// Build it even if a typst of the right version is there
    #[arg(long)]
    pub force: bool,
}
