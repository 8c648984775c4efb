//! Options of `fundable catalog`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::CatalogArgs;
use crate::overlay::Kind;

/// `fundable catalog`
#[derive(Debug, Args)]
#[command(
    after_help = "A catalog of your own is a folder that lies over the built-in one: it changes single estimates, or has a framework \
    with levels and capabilities of its own. `catalog` in a workspace is used by itself, any other with `--catalog`.\n\n\
    For instance:\n  fundable catalog new my-registry/catalog --capability authz-rbac\n  \
    fundable catalog new our-catalog --framework our-v1"
)]
pub struct CatalogCommandArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: CatalogCommand,
}

/// What to do with catalogs.
#[derive(Debug, Subcommand)]
pub enum CatalogCommand {
    /// List what is in the catalog, and which of it comes from your own files
    List(CatalogListArgs),
    /// Print the text of one entry, as a file to copy into a catalog of your own
    Show(CatalogShowArgs),
    /// Draw which capability needs which
    Graph(CatalogGraphArgs),
    /// Begin a catalog of your own: a changed estimate, a funder, or another framework
    New(CatalogNewArgs),
    /// Report every problem of a catalog folder, and what it changes
    Check(CatalogCheckArgs),
}

/// `fundable catalog list`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable catalog list --category authorization --level 2\n  \
    fundable catalog list --kind precedents --json > precedents.json")]
pub struct CatalogListArgs {
    /// What to list
    #[arg(long, value_name = "KIND", value_enum, default_value_t = ListKind::Capabilities)]
    pub kind: ListKind,
    /// Only capabilities of this category
    #[arg(long, value_name = "ID")]
    pub category: Option<String>,
    /// Only capabilities of this level
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<u8>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Print as JSON (format fundable-catalog-list/1)
    #[arg(long)]
    pub json: bool,
}

/// Kinds of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListKind {
    /// Capabilities, with level, effort and needs
    Capabilities,
    /// Funders
    Funders,
    /// Threats, with their weights
    Threats,
    /// Incidents
    Incidents,
    /// Kinds of work
    WorkKinds,
    /// Work that registries have done before
    Precedents,
    /// Sources
    Sources,
}

impl From<ListKind> for Kind {
    fn from(kind: ListKind) -> Self {
        match kind {
            ListKind::Capabilities => Self::Capability,
            ListKind::Funders => Self::Funder,
            ListKind::Threats => Self::Threat,
            ListKind::Incidents => Self::Incident,
            ListKind::WorkKinds => Self::WorkKind,
            ListKind::Precedents => Self::Precedent,
            ListKind::Sources => Self::Source,
        }
    }
}

/// `fundable catalog show`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable catalog show authz-rbac > my-registry/catalog/capabilities/authz-rbac.yaml"
)]
pub struct CatalogShowArgs {
    /// Id of a capability, a funder, a threat or any other entry
    #[arg(value_name = "ID")]
    pub id: String,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
    /// Print as JSON (format fundable-catalog-entry/1)
    #[arg(long)]
    pub json: bool,
}

/// `fundable catalog graph`
#[derive(Debug, Args)]
#[command(after_help = "For instance:\n  fundable catalog graph --format svg > needs.svg\n  \
    fundable catalog graph --format dot | dot -Tpng > needs.png")]
pub struct CatalogGraphArgs {
    /// What to write
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = GraphFormat::Mermaid)]
    pub format: GraphFormat,
    /// Only capabilities of this category, and what they need
    #[arg(long, value_name = "ID")]
    pub category: Option<String>,
    /// Catalog options.
    #[command(flatten)]
    pub catalog: CatalogArgs,
}

/// Formats of a graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphFormat {
    /// A diagram that GitHub draws from Markdown
    Mermaid,
    /// A graph for Graphviz
    Dot,
    /// A picture
    Svg,
}

/// `fundable catalog new`
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).multiple(true).args(["capability", "funder", "framework"])))]
#[command(
    after_help = "For instance:\n  fundable catalog new my-registry/catalog --capability authz-rbac    # change its estimate\n  \
    fundable catalog new my-registry/catalog --funder our-fund\n  \
    fundable catalog new our-catalog --framework our-framework-v1"
)]
pub struct CatalogNewArgs {
    /// Folder to write into; files that are there stay as they are
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Copy this capability of the built-in catalog, to change it (can be repeated)
    #[arg(long, value_name = "ID", conflicts_with = "framework")]
    pub capability: Vec<String>,
    /// Begin a funder with this id, or copy the built-in one to change it (can be repeated)
    #[arg(long, value_name = "ID")]
    pub funder: Vec<String>,
    /// Begin another framework with this id
    #[arg(long, value_name = "ID")]
    pub framework: Option<String>,
}

/// `fundable catalog check`
#[derive(Debug, Args)]
#[command(
    after_help = "For instance:\n  fundable catalog check my-registry/catalog\n  fundable catalog check our-framework --alone"
)]
pub struct CatalogCheckArgs {
    /// Folder of the catalog
    #[arg(value_name = "DIR", default_value = "catalog")]
    pub folder: PathBuf,
    /// Take the folder for a whole catalog, with nothing of the built-in one below it
    #[arg(long)]
    pub alone: bool,
    /// Print as JSON (format fundable-catalog-check/1)
    #[arg(long)]
    pub json: bool,
}
