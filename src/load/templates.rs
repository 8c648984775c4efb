//! Templates of the user's own: every Markdown file of a folder, and the files of its theme.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::bounded::read_bounded;
use super::read::read_text;
use super::{Loaded, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::raw::InputKind;
use crate::raw::brand::Brand;
use crate::source::{FileId, Part, Sources};
use crate::text::slashes;

/// More files than any set of templates has; a folder with more is another folder by mistake.
const MAX_FILES: usize = 500;
/// Deeper than any set of templates goes.
const MAX_DEPTH: usize = 8;
/// Folder of the theme.
const THEME: &str = "theme";
/// Colours and logo, in that folder.
const BRAND: &str = "brand.yaml";
/// What else of a theme can be replaced: what Typst reads, the style of pages, and a style laid over that.
const THEME_FILES: [&str; 5] = ["blocks.typ", "cover.typ", "theme.typ", "page.css", "extra.css"];
/// Endings of pictures.
const IMAGES: [&str; 4] = [".svg", ".png", ".jpg", ".jpeg"];
/// A logo of more bytes would make every page slow to load.
const MAX_IMAGE_BYTES: u64 = 1024 * 1024;

/// What a folder of templates holds. Names are paths below it with forward slashes, sorted.
#[derive(Debug, Clone, Default)]
pub struct RawTemplates {
    /// Markdown templates.
    pub templates: BTreeMap<String, FileId>,
    /// The theme.
    pub theme: RawTheme,
}

/// What a folder has of a theme. Names are those of files, sorted.
#[derive(Debug, Clone, Default)]
pub struct RawTheme {
    /// `brand.yaml`; none where there is none, or none that can be read.
    pub brand: Option<Loaded<Brand>>,
    /// Files that stand for built-in ones.
    pub files: BTreeMap<String, FileId>,
    /// Pictures, as bytes.
    pub images: BTreeMap<String, Vec<u8>>,
}

/// Read a folder of templates; what cannot be used of it is among the diagnostics.
///
/// Links to other places are not followed: what goes into a document lies in its folder of templates.
pub fn templates(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> RawTemplates {
    let mut found = RawTemplates::default();
    if !folder.is_dir() {
        let message = format!("cannot read the folder of templates `{}`", slashes(folder));
        diagnostics.push(
            Diagnostic::error(Code::UnreadableFile, message)
                .help("name an existing folder with `--templates`; `fundable templates eject` writes one"),
        );
        return found;
    }
    let mut names = BTreeMap::new();
    list(folder, "", 0, &mut names, diagnostics);
    if names.len() > MAX_FILES {
        let message = format!("`{}` holds more than {MAX_FILES} files, and so is not read", slashes(folder));
        diagnostics.push(Diagnostic::error(Code::InputTooComplex, message).help("name the folder of your templates"));
        return found;
    }
    for (name, path) in names {
        if let Some(name) = name.strip_prefix(&format!("{THEME}/")) {
            found.theme.take(name, &path, sources, diagnostics);
        } else if name.ends_with(".md") {
            // A README tells people about the folder and is no template.
            if !name.to_lowercase().ends_with("readme.md")
                && let Some(file) = read_text(Part::Template, &path, sources, diagnostics)
            {
                found.templates.insert(name, file);
            }
        } else {
            stray(&path, "templates are `<document>.md` and `_parts/<part>.md`", diagnostics);
        }
    }
    found
}

impl RawTemplates {
    /// Every text of the folder by its name below it.
    pub fn files(&self) -> impl Iterator<Item = (String, FileId)> {
        let brand = self.theme.brand.iter().map(|brand| (BRAND, brand.file));
        let theme = brand.chain(self.theme.files.iter().map(|(name, file)| (name.as_str(), *file)));
        let theme = theme.map(|(name, file)| (format!("{THEME}/{name}"), file));
        self.templates.iter().map(|(name, file)| (name.clone(), *file)).chain(theme)
    }
}

impl RawTheme {
    /// Read one file of the folder of the theme.
    fn take(&mut self, name: &str, path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) {
        if name == BRAND {
            self.brand = read_text(Part::Template, path, sources, diagnostics).and_then(|file| {
                let value = yaml::parse(InputKind::Brand, file, sources, diagnostics)?;
                Some(Loaded { file, value })
            });
        } else if THEME_FILES.contains(&name) {
            let file = read_text(Part::Template, path, sources, diagnostics);
            self.files.extend(file.map(|file| (name.to_owned(), file)));
        } else if IMAGES.iter().any(|ending| name.to_lowercase().ends_with(ending)) && !name.contains('/') {
            match read_bounded(path, MAX_IMAGE_BYTES) {
                Ok(bytes) => drop(self.images.insert(name.to_owned(), bytes)),
                Err(fault) => {
                    let message = format!("cannot read `{}`: {fault}", slashes(path));
                    let help = format!("a logo is a file of at most {} KiB", MAX_IMAGE_BYTES / 1024);
                    diagnostics.push(Diagnostic::error(Code::UnreadableFile, message).help(help));
                }
            }
        } else if !name.to_lowercase().ends_with("readme.md") {
            let others = THEME_FILES.map(|name| format!("`{name}`")).join(", ");
            stray(path, &format!("a theme is made of `{BRAND}`, {others} and the picture of a logo"), diagnostics);
        }
    }
}

fn stray(path: &Path, help: &str, diagnostics: &mut Diagnostics) {
    let message = format!("`{}` is not used", slashes(path));
    diagnostics.push(Diagnostic::warning(Code::StrayFile, message).help(help));
}

/// Every file below a folder, by its name in it; hidden ones are nobody's business.
fn list(
    folder: &Path,
    prefix: &str,
    depth: usize,
    names: &mut BTreeMap<String, std::path::PathBuf>,
    diagnostics: &mut Diagnostics,
) {
    let mut entries: Vec<_> = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).collect();
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let file_name = entry.file_name().to_string_lossy().into_owned();
        if file_name.starts_with('.') || names.len() > MAX_FILES {
            continue;
        }
        let name = format!("{prefix}{file_name}");
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_symlink() => {
                let message = format!("`{}` is a link, and links are not followed", slashes(&path));
                diagnostics
                    .push(Diagnostic::error(Code::UnreadableFile, message).help("put the file itself in its place"));
            }
            Ok(kind) if kind.is_dir() && depth < MAX_DEPTH => {
                list(&path, &format!("{name}/"), depth + 1, names, diagnostics);
            }
            Ok(kind) if kind.is_file() => {
                names.insert(name, path);
            }
            _ => {}
        }
    }
}
