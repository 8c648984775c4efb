//! The catalog: the files inside the program, and those that a user lays over them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::de::DeserializeOwned;

use super::read::read_text;
use super::{CatalogFile, Loaded, RawCatalog, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics, list_names};
use crate::raw::capability::Capability;
use crate::raw::framework::{BuiltinPart, Framework, WorkKinds};
use crate::raw::knowledge::{Incident, Precedents, SourceList, Threat, Threats};
use crate::raw::{InputKind, Text};
use crate::source::{BUILT_IN, FileId, Part, Sources};
use crate::text::slashes;

static CATALOG: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/catalog");

/// Read the catalog. A file of `overlay` stands for the built-in one of the same path, or is added to them; in the files
/// that are lists, each entry does so by its id. A framework with an id of its own says what it keeps.
///
/// Built-in files are parsed once, without the comparison with their schema, which the tests of this project make.
pub fn catalog(overlay: Option<&Path>, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<RawCatalog> {
    read(Reader { overlay, has_base: true, keeps: BuiltinPart::ALL.to_vec(), sources, diagnostics })
}

/// Read a folder that is a whole catalog by itself; nothing of the built-in one is used.
pub fn catalog_alone(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<RawCatalog> {
    read(Reader { overlay: Some(folder), has_base: false, keeps: Vec::new(), sources, diagnostics })
}

fn read(mut reader: Reader<'_>) -> Option<RawCatalog> {
    reader.overlay_is_folder()?;
    // What is kept has to be known first; the file is read once more in its turn, so that the order of the texts stays.
    let Some(keeps) = reader.before(|reader| reader.framework()) else {
        reader.framework();
        return None;
    };
    if reader.has_base {
        reader.keeps = kept(&keeps);
    }
    let capabilities = reader.folder(InputKind::Capability, "capabilities");
    let catalog = reader.catalog(capabilities.iter().copied().collect());
    if catalog.is_none() {
        // What they mean cannot be said any more, but whether they have the right form.
        for file in capabilities.into_iter().flatten() {
            reader.parse::<Capability>(InputKind::Capability, file);
        }
    }
    catalog
}

/// The parts of the built-in catalog that stay. Capabilities name threats, precedents and kinds of work, which stay with
/// them; sources always stay, since funders cite them.
fn kept(framework: &Loaded<Framework>) -> Vec<BuiltinPart> {
    let Some(listed) = &framework.value.keep_builtin else { return BuiltinPart::ALL.to_vec() };
    let listed: Vec<_> = listed.iter().map(|part| part.value).collect();
    if listed.contains(&BuiltinPart::Capabilities) {
        let mut parts = vec![BuiltinPart::Capabilities, BuiltinPart::Threats, BuiltinPart::Precedents];
        parts.extend(
            [BuiltinPart::WorkKinds, BuiltinPart::Funders]
                .into_iter()
                .filter(|part| *part == BuiltinPart::WorkKinds || listed.contains(part)),
        );
        return parts;
    }
    listed
}

/// The one file that is no list.
const FRAMEWORK: &str = "framework.yaml";

/// Files of a catalog beside its folders.
const FILES: [&str; 5] = [FRAMEWORK, "work-kinds.yaml", "threats.yaml", "precedents.yaml", "sources.yaml"];

/// Folders with one file per entity.
const FOLDERS: [&str; 2] = ["capabilities", "funders"];

struct Reader<'a> {
    overlay: Option<&'a Path>,
    /// Whether the built-in catalog lies below.
    has_base: bool,
    keeps: Vec<BuiltinPart>,
    sources: &'a mut Sources,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    /// Report an overlay that is no folder, and what is in it to no use.
    fn overlay_is_folder(&mut self) -> Option<()> {
        let Some(overlay) = self.overlay else { return Some(()) };
        if !overlay.is_dir() {
            let name = slashes(overlay);
            let message = format!("cannot read the catalog folder `{name}`");
            self.diagnostics.push(
                Diagnostic::error(Code::UnreadableFile, message)
                    .help("name an existing folder; `fundable catalog new` begins one"),
            );
            return None;
        }
        self.stray_files(overlay);
        Some(())
    }

    /// The catalog with these capabilities, every other file read.
    fn catalog(&mut self, capabilities: Option<Vec<CatalogFile>>) -> Option<RawCatalog> {
        let funders = self.folder(InputKind::Funder, "funders");
        let funders: Vec<_> = funders.into_iter().map(|file| self.parse(InputKind::Funder, file?)).collect();
        let framework = self.framework();
        let work_kinds = self.list(InputKind::WorkKinds, |file: WorkKinds| file.work_kinds, |item| &item.id);
        let threats = self.threats();
        let precedents = self.list(InputKind::Precedents, |file: Precedents| file.precedents, |item| &item.id);
        let source_list = self.list(InputKind::Sources, |file: SourceList| file.sources, |item| &item.id);
        let ThreatLists { threats, incidents } = threats?;
        Some(RawCatalog {
            kept: self.keeps.clone(),
            framework: framework?,
            work_kinds: work_kinds?,
            threats,
            incidents,
            precedents: precedents?,
            sources: source_list?,
            capabilities: capabilities?,
            funders: funders.into_iter().collect::<Option<_>>()?,
        })
    }

    /// The texts of a folder, sorted by name: the order of a folder is that of the file system. None for one that cannot be read.
    fn folder(&mut self, kind: InputKind, folder: &str) -> Vec<Option<CatalogFile>> {
        let built_in = CATALOG.get_dir(folder).filter(|_| self.keeps(kind)).into_iter().flat_map(Dir::files);
        let mut names: BTreeSet<String> = built_in.filter_map(|file| file_name(file.path())).collect();
        // An overlay without this folder overlays other files alone.
        if let Some(Ok(entries)) = self.overlay.map(|overlay| std::fs::read_dir(overlay.join(folder))) {
            names.extend(entries.filter_map(Result::ok).filter_map(|entry| file_name(&entry.path())));
        }
        let file = |name: &String| {
            let path = format!("{folder}/{name}");
            if self.has_own(&path) { self.own_text(&path) } else { self.built_in_text(&path) }
        };
        names.iter().map(file).collect()
    }

    /// Read something that leaves no text and no diagnostic behind.
    fn before<T>(&self, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let (overlay, has_base, keeps) = (self.overlay, self.has_base, self.keeps.clone());
        read(&mut Reader { overlay, has_base, keeps, sources: &mut sources, diagnostics: &mut diagnostics })
    }

    /// The framework: the built-in one, or one's own, which has to say what it keeps if it is another.
    fn framework(&mut self) -> Option<Loaded<Framework>> {
        if !self.has_base {
            return self.own(InputKind::Framework, FRAMEWORK);
        }
        if !self.has_own(FRAMEWORK) {
            return self.built_in(FRAMEWORK);
        }
        let built_in: Loaded<Framework> = self.before(|reader| reader.built_in(FRAMEWORK))?;
        let own: Loaded<Framework> = self.own(InputKind::Framework, FRAMEWORK)?;
        let is_another = own.value.id != built_in.value.id;
        let (place, message, help) = match (&own.value.keep_builtin, is_another) {
            (None, true) => (
                &own.value.id,
                "this is another framework, and it does not say what it keeps of the built-in catalog",
                "add `keep_builtin: [work-kinds, funders]`, or `[]` to begin from nothing",
            ),
            (Some(_), false) => (
                &own.value.id,
                "this framework does not keep all of the built-in catalog, but has its id",
                "give it an id of its own, so that assessments name the one that they are for, or delete `keep_builtin`",
            ),
            _ => return Some(own),
        };
        let origin = place.origin(own.file);
        self.diagnostics.push(Diagnostic::error(Code::UnclearBase, message).at(origin, "").help(help));
        None
    }

    /// The entries of a file that is one list.
    fn list<F: DeserializeOwned, T>(
        &mut self,
        kind: InputKind,
        entries: impl Fn(F) -> Vec<T>,
        id: impl Fn(&T) -> &Text,
    ) -> Option<Vec<Loaded<T>>> {
        let Layers { built_in, own } = self.both(kind)?;
        let entries = |file: Option<Loaded<F>>| match file {
            Some(Loaded { file, value }) => all_of(file, entries(value)),
            None => Vec::new(),
        };
        Some(lay_over(entries(built_in), entries(own), id))
    }

    /// The two lists of `threats.yaml`.
    fn threats(&mut self) -> Option<ThreatLists> {
        let layers = self.both::<Threats>(InputKind::Threats)?;
        let split = |file: Option<Loaded<Threats>>| match file {
            Some(Loaded { file, value: Threats { threats, incidents } }) => {
                (all_of(file, threats), all_of(file, incidents))
            }
            None => (Vec::new(), Vec::new()),
        };
        let ((threats, incidents), (own_threats, own_incidents)) = (split(layers.built_in), split(layers.own));
        Some(ThreatLists {
            threats: lay_over(threats, own_threats, |item| &item.id),
            incidents: lay_over(incidents, own_incidents, |item| &item.id),
        })
    }

    /// The built-in file of this kind, if it is kept, and one's own, if there is one. None if one cannot be read.
    fn both<F: DeserializeOwned>(&mut self, kind: InputKind) -> Option<Layers<F>> {
        let path = file_of(kind);
        let built_in = if self.keeps(kind) { Some(self.built_in(path)?) } else { None };
        let own = if self.has_own(path) { Some(self.own(kind, path)?) } else { None };
        Some(Layers { built_in, own })
    }

    fn keeps(&self, kind: InputKind) -> bool {
        match kind {
            InputKind::Capability => self.keeps.contains(&BuiltinPart::Capabilities),
            InputKind::Funder => self.keeps.contains(&BuiltinPart::Funders),
            InputKind::WorkKinds => self.keeps.contains(&BuiltinPart::WorkKinds),
            InputKind::Threats => self.keeps.contains(&BuiltinPart::Threats),
            InputKind::Precedents => self.keeps.contains(&BuiltinPart::Precedents),
            _ => self.has_base,
        }
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
            let path = slashes(&path);
            let help = list_names("a catalog has `capabilities/<id>.yaml`, `funders/<id>.yaml` and", FILES);
            self.diagnostics.push(Diagnostic::warning(Code::StrayFile, format!("`{path}` is not used")).help(help));
        }
    }

    /// Whether the overlay has this file; a link that leads nowhere counts, so that it is reported.
    fn has_own(&self, path: &str) -> bool {
        self.overlay.is_some_and(|overlay| overlay.join(path).symlink_metadata().is_ok())
    }

    fn own<T: DeserializeOwned>(&mut self, kind: InputKind, path: &str) -> Option<Loaded<T>> {
        let file = self.own_text(path)?;
        self.parse(kind, file)
    }

    fn built_in<T: DeserializeOwned>(&mut self, path: &str) -> Option<Loaded<T>> {
        let CatalogFile { file, .. } = self.built_in_text(path)?;
        let value = yaml::parse_trusted(&self.sources.get(file).text, file, self.diagnostics)?;
        Some(Loaded { file, value })
    }

    fn parse<T: DeserializeOwned>(&mut self, kind: InputKind, file: CatalogFile) -> Option<Loaded<T>> {
        file.parse(kind, self.sources, self.diagnostics)
    }

    fn own_text(&mut self, path: &str) -> Option<CatalogFile> {
        let file = read_text(Part::Catalog, &self.overlay?.join(path), self.sources, self.diagnostics)?;
        Some(CatalogFile { file, is_built_in: false })
    }

    fn built_in_text(&mut self, path: &str) -> Option<CatalogFile> {
        let text = CATALOG.get_file(path)?.contents_utf8()?;
        let file = self.sources.add(Part::Catalog, format!("{BUILT_IN}catalog/{path}"), text);
        Some(CatalogFile { file, is_built_in: true })
    }
}

/// The two lists of `threats.yaml`.
struct ThreatLists {
    threats: Vec<Loaded<Threat>>,
    incidents: Vec<Loaded<Incident>>,
}

/// The two files of one kind.
struct Layers<F> {
    built_in: Option<Loaded<F>>,
    own: Option<Loaded<F>>,
}

/// An entry of one's own stands in the place of the built-in one with the same id; others follow. An id that stands twice
/// in one's own file stays twice, to be reported.
fn lay_over<T>(built_in: Vec<Loaded<T>>, own: Vec<Loaded<T>>, id: impl Fn(&T) -> &Text) -> Vec<Loaded<T>> {
    let mut entries = built_in;
    let built_in_file = entries.first().map(|entry| entry.file);
    for entry in own {
        let same = |old: &Loaded<T>| Some(old.file) == built_in_file && id(&old.value) == id(&entry.value);
        match entries.iter().position(same) {
            Some(position) => entries[position] = entry,
            None => entries.push(entry),
        }
    }
    entries
}

/// Each of some entries with the file that it stands in.
fn all_of<T>(file: FileId, entries: Vec<T>) -> Vec<Loaded<T>> {
    entries.into_iter().map(|value| Loaded { file, value }).collect()
}

/// The file of a kind of which a catalog has one.
fn file_of(kind: InputKind) -> &'static str {
    match kind {
        InputKind::WorkKinds => "work-kinds.yaml",
        InputKind::Threats => "threats.yaml",
        InputKind::Precedents => "precedents.yaml",
        InputKind::Sources => "sources.yaml",
        _ => FRAMEWORK,
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
