//! The catalog: the files inside the program, and those that a user lays over them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::read::read_text;
use super::{Loaded, RawCatalog, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics, list_names};
use crate::raw::InputKind;
use crate::source::{Part, Sources};

static CATALOG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalog");

/// Read the catalog. A file of `overlay` stands for the built-in one of the same path, or is added to them.
///
/// Built-in files are parsed once, without the comparison with their schema, which the tests of this project make.
pub fn catalog(overlay: Option<&Path>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<RawCatalog> {
    let mut reader = Reader { overlay, sources, diagnostics };
    reader.overlay_is_folder()?;
    let capabilities = reader.folder(InputKind::Capability, "capabilities");
    let funders = reader.folder(InputKind::Funder, "funders");
    let framework = reader.file(InputKind::Framework, "framework.yaml");
    let work_kinds = reader.file(InputKind::WorkKinds, "work-kinds.yaml");
    let threats = reader.file(InputKind::Threats, "threats.yaml");
    let precedents = reader.file(InputKind::Precedents, "precedents.yaml");
    let source_list = reader.file(InputKind::Sources, "sources.yaml");
    Some(RawCatalog {
        framework: framework?,
        work_kinds: work_kinds?,
        threats: threats?,
        precedents: precedents?,
        sources: source_list?,
        capabilities: capabilities?,
        funders: funders?,
    })
}

/// Files of a catalog beside its folders.
const FILES: [&str; 5] = ["framework.yaml", "work-kinds.yaml", "threats.yaml", "precedents.yaml", "sources.yaml"];

/// Folders with one file per entity.
const FOLDERS: [&str; 2] = ["capabilities", "funders"];

struct Reader<'a> {
    overlay: Option<&'a Path>,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Report an overlay that is no folder, and what is in it to no use.
    fn overlay_is_folder(&mut self) -> Option<()> {
        let Some(overlay) = self.overlay else { return Some(()) };
        if !overlay.is_dir() {
            let message = format!("cannot read the catalog folder `{}`", overlay.display());
            self.diagnostics.push(
                Diagnostic::error(Code::UnreadableFile, message).help("name an existing folder with `--catalog`"),
            );
            return None;
        }
        self.stray_files(overlay);
        Some(())
    }

    /// Every file of a folder, sorted by name: the order of a folder is that of the file system.
    fn folder<T: DeserializeOwned>(&mut self, kind: InputKind, folder: &str) -> Option<Vec<Loaded<T>>> {
        let built_in = CATALOG.get_dir(folder).into_iter().flat_map(Dir::files);
        let mut names: BTreeSet<String> = built_in.filter_map(|file| file_name(file.path())).collect();
        // An overlay without this folder overlays other files alone.
        if let Some(Ok(entries)) = self.overlay.map(|overlay| std::fs::read_dir(overlay.join(folder))) {
            names.extend(entries.filter_map(Result::ok).filter_map(|entry| file_name(&entry.path())));
        }
        let files: Vec<_> = names.iter().map(|name| self.file(kind, &format!("{folder}/{name}"))).collect();
        files.into_iter().collect()
    }

    /// A misspelt name must not be passed over: its author would wait in vain for an effect.
    fn stray_files(&mut self, overlay: &Path) {
        let mut stray = listing(overlay, |name, is_folder| {
            if is_folder {
                FOLDERS.contains(&name) || name == "schema"
            } else {
                FILES.contains(&name) || is_readme(name)
            }
        });
        for folder in FOLDERS {
            stray.extend(listing(&overlay.join(folder), |name, is_folder| {
                !is_folder && (name.ends_with(".yaml") || is_readme(name))
            }));
        }
        for path in stray {
            let path = path.to_string_lossy().replace('\\', "/");
            let help = list_names("a catalog has `capabilities/<id>.yaml`, `funders/<id>.yaml` and", FILES);
            self.diagnostics.push(Diagnostic::warning(Code::StrayFile, format!("`{path}` is not used")).help(help));
        }
    }

    fn file<T: DeserializeOwned>(&mut self, kind: InputKind, path: &str) -> Option<Loaded<T>> {
        if let Some(own) = self.overlay.map(|overlay| overlay.join(path)).filter(|own| own.symlink_metadata().is_ok()) {
            let file = read_text(Part::Catalog, &own, self.sources, self.diagnostics)?;
            let value = yaml::parse(kind, file, self.sources, self.diagnostics)?;
            return Some(Loaded { file, value });
        }
        let text = CATALOG.get_file(path)?.contents_utf8()?;
        let file = self.sources.add(Part::Catalog, format!("builtin/catalog/{path}"), text);
        let value = yaml::parse_trusted(text, file, self.diagnostics)?;
        Some(Loaded { file, value })
    }
}

/// Entries of a folder that are not expected there, sorted; hidden ones are nobody's business.
fn listing(folder: &Path, expected: impl Fn(&str, bool) -> bool) -> BTreeSet<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let stray = entries.filter(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        !name.starts_with('.') && !expected(&name, path.is_dir())
    });
    stray.collect()
}

fn is_readme(name: &str) -> bool {
    name.to_lowercase().starts_with("readme")
}

/// The name of a YAML file.
fn file_name(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_string_lossy().into_owned();
    name.ends_with(".yaml").then_some(name)
}
