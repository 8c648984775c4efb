//! Options of `fundable import`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{CatalogArgs, DsommArgs, InitArgs};

/// `fundable import`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable import gemara-evaluation evaluation.yaml --into my-registry --dry-run"
)]
pub struct ImportArgs {
    /// What to read.
    #[command(subcommand)]
    pub command: ImportCommand,
}

/// What to read.
#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Take the results of an evaluation log of Gemara v1 into assessment.yaml, after asking
    GemaraEvaluation(GemaraImportArgs),
    /// Make a catalog of one's own of a maturity model in the form of OWASP's DSOMM
    Dsomm(DsommArgs),
}

/// `fundable import gemara-evaluation`
#[derive(Debug, Args)]
#[command(
    after_help = "A status stays where the log says the same in coarser words: a log cannot say `partial` or `delegated`, so these \
    are not lost. What the log does not know changes nothing that is known. Everything else in the file stays as it is.\n\n\
    For instance:\n  fundable import gemara-evaluation evaluation.yaml --into my-registry --dry-run"
)]
pub struct GemaraImportArgs {
    /// The evaluation log
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Workspace to take it into; a new one is made where there is none
    #[arg(long, value_name = "WORKSPACE")]
    pub into: PathBuf,
    /// The id by which the log refers to the framework [default: the framework's own]
    #[arg(long, value_name = "ID")]
    pub reference: Option<String>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Only show what would be written
    #[arg(long, conflicts_with = "yes")]
    pub dry_run: bool,
    /// Write without asking
    #[arg(long)]
    pub yes: bool,
    /// Print as JSON (format fundable-import/1); writes with --yes alone
    #[arg(long)]
    pub json: bool,
    /// Name of the registry [default: that of the log]
    #[arg(long, help_heading = "New workspace")]
    pub name: Option<String>,
    /// Language or system that it serves
    #[arg(long, help_heading = "New workspace")]
    pub ecosystem: Option<String>,
    /// Answer to a taxonomy question, `question=answer` (can be repeated)
    #[arg(long, value_name = "QUESTION=ANSWER", help_heading = "New workspace")]
    pub taxonomy: Vec<String>,
    /// Identity provider, where login is delegated
    #[arg(long, value_name = "NAME", help_heading = "New workspace")]
    pub login_provider: Option<String>,
}

impl GemaraImportArgs {
    /// What `fundable init` would be given for the new workspace.
    pub fn init(&self, target: &str, date: String) -> InitArgs {
        InitArgs {
            workspace: self.into.clone(),
            name: Some(self.name.clone().unwrap_or_else(|| target.to_owned())),
            ecosystem: self.ecosystem.clone(),
            taxonomy: self.taxonomy.clone(),
            login_provider: self.login_provider.clone(),
            date: Some(date),
            target: None,
            currency: "USD".to_owned(),
            catalog: self.catalog.clone(),
        }
    }
}
