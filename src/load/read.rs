//! Files of a workspace.

use std::io;
use std::path::{Path, PathBuf};

use super::bounded::{ReadFault, read_bounded};
use super::{Loaded, RawWorkspace, encoding, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::raw::{self, InputKind};
use crate::source::{FileId, Origin, Part, Sources};
use crate::text::slashes;

/// Larger than any real input file by far (the largest catalog file has some 60 kB).
const MAX_FILE_BYTES: u64 = 4 * 1024 * 1024;

/// Which files to read. None for a file that the command does not need.
#[derive(Debug, Clone)]
pub struct WorkspacePaths {
    /// Path of the assessment.
    pub assessment: Option<PathBuf>,
    /// Path of the plan.
    pub plan: Option<PathBuf>,
}

/// Read the files of a workspace; what is wrong with them is among the diagnostics.
pub fn workspace(paths: &WorkspacePaths, sources: &mut Sources, diagnostics: &mut Diagnostics) -> RawWorkspace {
    if let Some(folder) = without_files(paths) {
        let message = match folder.is_dir() {
            true => format!("`{}` holds neither assessment.yaml nor plan.yaml", slashes(folder)),
            false => format!("there is no folder `{}`", slashes(folder)),
        };
        let help = format!("name the folder of a workspace, or write a new one: `fundable init {}`", slashes(folder));
        diagnostics.push(Diagnostic::error(Code::UnreadableFile, message).help(help));
        return RawWorkspace { assessment: None, plan: None };
    }
    // Both texts are read first, so that the sources hold them even when one of them is damaged.
    let assessment =
        paths.assessment.as_deref().and_then(|path| read_text(Part::Workspace, path, sources, diagnostics));
    let plan = paths.plan.as_deref().and_then(|path| read_text(Part::Workspace, path, sources, diagnostics));
    RawWorkspace {
        assessment: assessment.and_then(|file| {
            yaml::parse(InputKind::Assessment, file, sources, diagnostics).map(|value| Loaded { file, value })
        }),
        plan: plan.and_then(|file| {
            yaml::parse(InputKind::Plan, file, sources, diagnostics).map(|value| Loaded { file, value })
        }),
    }
}

/// The folder of a workspace in which both files are asked for and neither is there, by another ending neither.
fn without_files(paths: &WorkspacePaths) -> Option<&Path> {
    let (assessment, plan) = (paths.assessment.as_deref()?, paths.plan.as_deref()?);
    let is_gone = |path: &Path| path.symlink_metadata().is_err() && !path.with_extension("yml").is_file();
    let is_workspace = assessment.ends_with("assessment.yaml") && plan.ends_with("plan.yaml");
    let folder = assessment.parent().filter(|folder| plan.parent() == Some(*folder))?;
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    (is_workspace && is_gone(assessment) && is_gone(plan)).then_some(folder)
}

/// Read the review of one reviewer; what is wrong with it is among the diagnostics.
pub fn review(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded<raw::review::Review>> {
    let file = read_text(Part::Workspace, path, sources, diagnostics)?;
    yaml::parse(InputKind::Review, file, sources, diagnostics).map(|value| Loaded { file, value })
}

/// Read a migration map; what is wrong with it is among the diagnostics.
pub fn migration(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded<raw::migration::Migration>> {
    let file = read_text(Part::Workspace, path, sources, diagnostics)?;
    yaml::parse(InputKind::Migration, file, sources, diagnostics).map(|value| Loaded { file, value })
}

/// Read one text into the store.
pub fn read_text(part: Part, path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    let name = slashes(path);
    let bytes = match read_bounded(path, MAX_FILE_BYTES) {
        Ok(bytes) => bytes,
        Err(ReadFault::TooLarge(limit)) => {
            let message = format!("`{name}` is larger than {} MiB, and so is not read", limit / (1024 * 1024));
            diagnostics.push(Diagnostic::error(Code::FileTooLarge, message).help("check that this is the right file"));
            return None;
        }
        Err(fault) => {
            let diagnostic = Diagnostic::error(Code::UnreadableFile, format!("cannot read `{name}`: {fault}"));
            diagnostics.push(diagnostic.help(read_hint(&fault, path)));
            return None;
        }
    };
    match encoding::decode(bytes) {
        Ok(text) => Some(sources.add(part, name, text)),
        Err(undecoded) => {
            let file = sources.add(part, name, undecoded.shown);
            let origin = Origin { file, span: undecoded.span };
            diagnostics
                .push(Diagnostic::error(Code::InvalidUtf8, undecoded.message).at(origin, "here").help(undecoded.help));
            None
        }
    }
}

fn read_hint(fault: &ReadFault, path: &Path) -> String {
    let other_ending = path.with_extension("yml");
    let is_missing = matches!(fault, ReadFault::Io(error) if error.kind() == io::ErrorKind::NotFound);
    let is_of_workspace = path.ends_with("assessment.yaml") || path.ends_with("plan.yaml");
    match fault {
        _ if is_missing && other_ending.is_file() => {
            format!("there is a `{}`; rename it", slashes(&other_ending))
        }
        _ if is_missing && is_of_workspace => "`fundable init <folder>` writes a new workspace".to_owned(),
        _ if is_missing => "check the path".to_owned(),
        ReadFault::Pipe => "name a file; what a command prints is read with `<(command)`".to_owned(),
        _ => "check the path and its permissions".to_owned(),
    }
}
