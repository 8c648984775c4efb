//! Options of `fundable templates`, and of whatever uses templates.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::WorkspaceArgs;

/// Which templates to use.
#[derive(Debug, Clone, Args)]
pub struct TemplateArgs {
    /// Lay the templates of this folder over the built-in ones [default: templates in the workspace, where it is there]
    #[arg(long, value_name = "DIR", help_heading = "Input")]
    pub templates: Option<PathBuf>,
}

/// `fundable templates`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable templates eject proposal.md --extend --out my-registry/templates\n  \
    fundable templates check my-registry"
)]
pub struct TemplatesArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: TemplatesCommand,
}

/// What to do with templates.
#[derive(Debug, Subcommand)]
pub enum TemplatesCommand {
    /// List the templates, what each is for, and which of them a workspace replaces
    List(TemplatesListArgs),
    /// Write built-in templates into a folder, to be changed there
    Eject(TemplatesEjectArgs),
    /// Print everything that the templates of a recipient can use, as JSON
    Context(TemplatesContextArgs),
    /// Check a workspace's own templates, and render every document of a recipient with them
    Check(TemplatesCheckArgs),
}

/// `fundable templates list`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable templates list my-registry")]
pub struct TemplatesListArgs {
    /// Folder with assessment.yaml and plan.yaml
    #[arg(value_name = "WORKSPACE", default_value = ".")]
    pub workspace: PathBuf,
    /// Which templates to use.
    #[command(flatten)]
    pub templates: TemplateArgs,
}

/// `fundable templates eject`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable templates eject proposal.md --extend --out my-registry/templates\n  \
    fundable templates eject --all --out templates"
)]
pub struct TemplatesEjectArgs {
    /// Names of templates, as `fundable templates list` prints them
    #[arg(value_name = "NAME", required_unless_present = "all")]
    pub names: Vec<String>,
    /// Write them all
    #[arg(long, conflicts_with = "names")]
    pub all: bool,
    /// Write a template that extends the built-in one, with its blocks to fill in, instead of a copy
    #[arg(long)]
    pub extend: bool,
    /// Folder to write into
    #[arg(long, value_name = "DIR", default_value = "templates")]
    pub out: PathBuf,
}

/// `fundable templates context`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable templates context my-registry --for nlnet > context.json")]
pub struct TemplatesContextArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Whom the documents are for, as in `fundable propose`
    #[arg(long = "for", value_name = "RECIPIENT")]
    pub recipient: String,
    /// Include confidential notes, and open capabilities that are not asked for
    #[arg(long)]
    pub private: bool,
}

/// `fundable templates check`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable templates check my-registry\n  \
    fundable templates check my-registry --for nlnet --for council")]
pub struct TemplatesCheckArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Whom the documents are for (can be repeated) [default: psf-fundables, community and alpha-omega]
    #[arg(long = "for", value_name = "RECIPIENT")]
    pub recipients: Vec<String>,
    /// Which templates to use.
    #[command(flatten)]
    pub templates: TemplateArgs,
}
