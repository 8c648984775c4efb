//! Arguments of `fundable init`.

use std::path::PathBuf;

use clap::Args;

use super::CatalogArgs;

/// `fundable init`
#[derive(Debug, Args)]
#[command(
    after_help = "On a terminal it asks for everything that no option gives; the date it proposes is that of SOURCE_DATE_EPOCH \
    where that is set, else today.\n\nFor instance:\n  fundable init new-registry --name \"My registry\" --ecosystem Go --date 2026-11-23 \\\n    --taxonomy accounts=yes --taxonomy login=own --taxonomy built_packages=yes \\\n    \
    --taxonomy source_archives=no --taxonomy source_index=no --taxonomy builds_itself=no"
)]
pub struct InitArgs {
    /// Folder to write assessment.yaml and plan.yaml into
    #[arg(value_name = "WORKSPACE")]
    pub workspace: PathBuf,
    /// Name of the registry
    #[arg(long)]
    pub name: Option<String>,
    /// Language or system that it serves
    #[arg(long)]
    pub ecosystem: Option<String>,
    /// Answer to a taxonomy question, `question=answer` (can be repeated)
    #[arg(long, value_name = "QUESTION=ANSWER")]
    pub taxonomy: Vec<String>,
    /// Identity provider, where login is delegated
    #[arg(long, value_name = "NAME")]
    pub login_provider: Option<String>,
    /// Date of the assessment and of the plan, YYYY-MM-DD
    #[arg(long)]
    pub date: Option<String>,
    /// Level to reach in every category [default: the highest]
    #[arg(long, value_name = "LEVEL")]
    pub target: Option<u8>,
    /// Currency of the rates, ISO 4217
    #[arg(long, value_name = "CODE", default_value = "USD")]
    pub currency: String,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
}
