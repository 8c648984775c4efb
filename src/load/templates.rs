//! Templates of the user's own: every Markdown file of a folder, and the files of its theme.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::read::read_text;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Part, Sources};

/// More files than any set of templates has; a folder with more is another folder by mistake.
const MAX_FILES: usize = 500;
/// Deeper than any set of templates goes.
const MAX_DEPTH: usize = 8;
/// Folder of the theme.
const THEME: &str = "theme";

/// What a folder of templates holds. Names are paths below it with forward slashes, sorted.
#[derive(Debug, Clone, Default)]
pub struct RawTemplates {
    /// Markdown templates.
    pub templates: BTreeMap<String, FileId>,
}

/// Read a folder of templates; what cannot be used of it is among the diagnostics.
///
/// Links to other places are not followed: what goes into a document lies in its folder of templates.
pub fn templates(folder: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> RawTemplates {
    let mut found = RawTemplates::default();
    if !folder.is_dir() {
        let message = format!("cannot read the folder of templates `{}`", shown(folder));
        diagnostics.push(
            Diagnostic::error(Code::UnreadableFile, message)
                .help("name an existing folder with `--templates`; `fundable templates eject` writes one"),
        );
        return found;
    }
    let mut names = BTreeMap::new();
    list(folder, "", 0, &mut names, diagnostics);
    if names.len() > MAX_FILES {
        let message = format!("`{}` holds more than {MAX_FILES} files, and so is not read", shown(folder));
        diagnostics.push(Diagnostic::error(Code::InputTooComplex, message).help("name the folder of your templates"));
        return found;
    }
    for (name, path) in names {
        if name.ends_with(".md") && !name.starts_with(&format!("{THEME}/")) {
            // A README tells people about the folder and is no template.
            if !name.to_lowercase().ends_with("readme.md")
                && let Some(file) = read_text(Part::Template, &path, sources, diagnostics)
            {
                found.templates.insert(name, file);
            }
        } else {
            let message = format!("`{}` is not used", shown(&path));
            let help = "templates are `<document>.md` and `_parts/<part>.md`";
            diagnostics.push(Diagnostic::warning(Code::StrayFile, message).help(help));
        }
    }
    found
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
                let message = format!("`{}` is a link, and links are not followed", shown(&path));
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

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
