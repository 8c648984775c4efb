//! Options of what tells shells, readers and editors about the program: completions, manual pages, schemas.

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;

use super::CatalogArgs;

/// `fundable schema`
#[derive(Debug, Args)]
#[command(
    after_help = "Without a name it lists them. An editor with the YAML language server takes a schema from the first line \
    of a file:\n  # yaml-language-server: $schema=schema/plan.json\n\nFor instance:\n  fundable schema plan\n  \
    fundable schema output/plan\n  fundable schema --out schema"
)]
pub struct SchemaArgs {
    /// Print this one, such as `plan` for plan.yaml or `output/plan` for `fundable plan --json`
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Write them all into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "name")]
    pub out: Option<PathBuf>,
}

/// `fundable completions`
#[derive(Debug, Args)]
#[command(
    after_help = "Bash and zsh offer the ids of capabilities and funders too, fish after options; make the file anew when the catalog changes. Put the file where the shell \
    looks for it: for bash ~/.local/share/bash-completion/completions/fundable, for zsh _fundable in a folder of $fpath, for fish \
    ~/.config/fish/completions/fundable.fish; for PowerShell call it in $PROFILE, for elvish in rc.elv.\n\n\
    For instance:\n  fundable completions bash > fundable.bash\n  fundable completions zsh > _fundable\n  \
    fundable completions powershell > fundable.ps1"
)]
pub struct CompletionsArgs {
    /// For this shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
}

/// `fundable man`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable man plan > fundable-plan.1\n  fundable man review merge > merge.1\n  \
    fundable man --out man/man1    # one page per command; then: man -M man fundable-plan"
)]
pub struct ManArgs {
    /// Print the page of this command [default: that of the program]
    #[arg(value_name = "COMMAND")]
    pub command: Vec<String>,
    /// Write all pages into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}
