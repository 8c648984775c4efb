//! Options of `fundable propose`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{EditArgs, TemplateArgs, WorkspaceArgs};

/// `fundable propose`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable propose my-registry --for community --format md,html\n  \
    fundable propose my-registry --for nlnet --format md --amount 50000EUR\n  \
    fundable propose my-registry --for sovereign-tech --forms-only\n  \
    fundable propose my-registry --for psf-fundables --format md --out -")]
pub struct ProposeArgs {
    /// Which files to read.
    #[command(flatten)]
    pub workspace: WorkspaceArgs,
    /// Which templates to use.
    #[command(flatten)]
    pub templates: TemplateArgs,
    /// Whom it is for: psf-fundables, community, council, or a funder
    ///
    /// psf-fundables: a list in the style of the PSF's fundable improvements, and one issue body per item. community: a
    /// proposal to the registry's community, in the style of an RFC. council: a packet for a steering council that reviews
    /// the estimates, with the questions that they raise. alpha-omega, sovereign-tech, nlnet, otf,
    /// openssf-tac, generic: a proposal and the filled form. floss-fund: a funding.json and the filled form. `fundable
    /// explain` lists the funders.
    #[arg(long = "for", value_name = "RECIPIENT")]
    pub recipient: String,
    /// Print the answers to the funder's form, field by field, and what is left to do
    #[arg(long, conflicts_with_all = ["formats", "out", "private", "check", "ours", "theirs", "mermaid", "typst"])]
    pub forms_only: bool,
    /// With --forms-only, print as JSON (format fundable-form/1)
    #[arg(long, requires = "forms_only")]
    pub json: bool,
    /// Propose this capability alone
    #[arg(long, value_name = "ID")]
    pub capability: Option<String>,
    /// Formats to write, separated by commas
    #[arg(long = "format", value_name = "FORMAT", value_delimiter = ',', default_values_t = [Format::Md, Format::Html, Format::Pdf])]
    pub formats: Vec<Format>,
    /// Folder for the documents; `-` prints one, Markdown without its pictures [default: out in the workspace, out-private with --private]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Include confidential notes, and open capabilities that are not asked for
    #[arg(long)]
    pub private: bool,
    /// Draw the roadmap and the dependencies in the Markdown as diagrams of Mermaid, which GitHub shows
    #[arg(long)]
    pub mermaid: bool,
    /// Use this typst program [default: FUNDABLE_TYPST, then PATH, then the tool folder]
    #[arg(long, value_name = "PATH")]
    pub typst: Option<PathBuf>,
    /// What becomes of edits.
    #[command(flatten)]
    pub edits: EditArgs,
    /// How much to ask of a funder, and for what.
    #[command(flatten)]
    pub choice: ChoiceArgs,
}

impl ProposeArgs {
    /// For a run that renders a recipient's documents and writes none of them.
    pub fn rehearsal(workspace: &WorkspaceArgs, recipient: &str, private: bool) -> Self {
        Self {
            workspace: workspace.clone(),
            templates: TemplateArgs { templates: None },
            recipient: recipient.to_owned(),
            forms_only: false,
            json: false,
            capability: None,
            formats: vec![Format::Md],
            out: None,
            private,
            edits: EditArgs { check: false, ours: false, theirs: false },
            mermaid: false,
            typst: None,
            choice: ChoiceArgs { capabilities: None, amount: None, min: None, max: None, months: None },
        }
    }
}

/// How much to ask of a funder, and for what.
///
/// Without any of these it is the best choice within the funder's floor and ceiling, or the whole ask where no ceiling is
/// known.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Choice for a funder")]
#[group(multiple = true, conflicts_with = "capability")]
pub struct ChoiceArgs {
    /// Ask for these capabilities, separated by commas
    #[arg(long, value_name = "IDS", value_delimiter = ',')]
    pub capabilities: Option<Vec<String>>,
    /// Ask for this at most, such as `250000EUR`; the currency of the plan where it is left out
    #[arg(long, value_name = "AMOUNT", conflicts_with = "max")]
    pub amount: Option<String>,
    /// Ask for this at least, whatever the floor
    #[arg(long, value_name = "AMOUNT")]
    pub min: Option<String>,
    /// Ask for this at most, whatever the ceiling; the same as --amount
    #[arg(long, value_name = "AMOUNT")]
    pub max: Option<String>,
    /// Choose work that ends, waiting times included, within so many months
    #[arg(long, value_name = "MONTHS", value_parser = clap::value_parser!(u32).range(1..=600))]
    pub months: Option<u32>,
}

/// Formats of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Markdown, as GitHub reads it
    Md,
    /// One self-contained web page
    Html,
    /// PDF, by typst
    Pdf,
}

impl std::fmt::Display for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Md => "md",
            Self::Html => "html",
            Self::Pdf => "pdf",
        })
    }
}
