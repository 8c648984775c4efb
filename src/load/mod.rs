//! Paths to texts to raw types. The only stage that reads files, and it never writes.

mod bounded;
mod catalog;
mod encoding;
mod foreign;
mod preflight;
mod read;
mod shape;
mod templates;
mod tree;
mod yaml;

pub use bounded::{ReadFault, read_bounded, take_bounded};
pub use catalog::{catalog, catalog_alone};
pub use foreign::{foreign, maturity_model};
pub use read::{WorkspacePaths, migration, read_text, review, workspace};
pub use templates::{RawTemplates, RawTheme, templates};
pub use tree::Node;
pub use yaml::{parse, tree};

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use crate::diag::Diagnostics;
use crate::raw::{self, InputKind};
use crate::source::{FileId, Sources};

/// A folder of a workspace that is laid over what is built in, such as its `catalog`, where it has one.
///
/// Only beside an assessment: any other folder may have one of that name that is none of ours.
pub fn own_folder(workspace: &Path, name: &str) -> Option<PathBuf> {
    Some(join(workspace, name)).filter(|own| workspace.join("assessment.yaml").is_file() && own.is_dir())
}

/// The path of a file in the workspace, without a leading `./` that only clutters messages.
pub fn join(workspace: &Path, name: &str) -> PathBuf {
    if workspace == Path::new(".") { PathBuf::from(name) } else { workspace.join(name) }
}

/// A raw value and the file that it came from.
#[derive(Debug, Clone)]
pub struct Loaded<T> {
    /// The file.
    pub file: FileId,
    /// What it says.
    pub value: T,
}

/// A file of a catalog of which only the text was read.
#[derive(Debug, Clone, Copy)]
pub struct CatalogFile {
    /// The file.
    pub file: FileId,
    /// Whether it is inside the program, so that its form is right.
    pub is_built_in: bool,
}

impl CatalogFile {
    /// What it says. None when there was an error, which is among the diagnostics then.
    pub fn parse<T: DeserializeOwned>(
        self,
        kind: InputKind,
        sources: &Sources,
        diagnostics: &mut Diagnostics,
    ) -> Option<Loaded<T>> {
        let Self { file, is_built_in } = self;
        let value = match is_built_in {
            true => yaml::parse_trusted(&sources.get(file).text, file, diagnostics),
            false => parse(kind, file, sources, diagnostics),
        };
        value.map(|value| Loaded { file, value })
    }
}

/// A catalog as its files say it, one's own files laid over the built-in ones.
///
/// Capabilities may be many and long, and are parsed one after the other when they are checked: all raw values at once would
/// take more memory than the texts and the model together.
#[derive(Debug, Clone)]
pub struct RawCatalog {
    /// The parts of the built-in catalog that are in it.
    pub kept: Vec<raw::framework::BuiltinPart>,
    /// `framework.yaml`
    pub framework: Loaded<raw::framework::Framework>,
    /// `work-kinds.yaml`
    pub work_kinds: Vec<Loaded<raw::framework::WorkKind>>,
    /// `threats.yaml`
    pub threats: Vec<Loaded<raw::knowledge::Threat>>,
    /// The incidents of `threats.yaml`.
    pub incidents: Vec<Loaded<raw::knowledge::Incident>>,
    /// `precedents.yaml`
    pub precedents: Vec<Loaded<raw::knowledge::Precedent>>,
    /// `sources.yaml`
    pub sources: Vec<Loaded<raw::knowledge::Citation>>,
    /// `capabilities/*.yaml`, sorted by file name.
    pub capabilities: Vec<CatalogFile>,
    /// `funders/*.yaml`, sorted by file name.
    pub funders: Vec<Loaded<raw::funder::Funder>>,
}

impl RawCatalog {
    /// Every source that the catalog cites from, with the file that it stands in.
    pub fn citations(&self) -> impl Iterator<Item = (FileId, &raw::knowledge::Citation)> {
        let shared = self.sources.iter().map(|loaded| (loaded.file, &loaded.value));
        let own = self
            .funders
            .iter()
            .flat_map(|loaded| loaded.value.sources.iter().map(move |citation| (loaded.file, citation)));
        shared.chain(own)
    }
}

/// A workspace as its files say it. A file with errors, or one that was not asked for, is absent.
#[derive(Debug, Clone)]
pub struct RawWorkspace {
    /// `assessment.yaml`
    pub assessment: Option<Loaded<raw::assessment::Assessment>>,
    /// `plan.yaml`
    pub plan: Option<Loaded<raw::plan::Plan>>,
}
