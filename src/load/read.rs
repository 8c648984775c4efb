//! Files of a workspace.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Loaded, RawWorkspace, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::raw::InputKind;
use crate::source::{FileId, Part, Sources};

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

/// Read one text into the store.
pub fn read_text(part: Part, path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<FileId> {
    // Forward slashes on every system, so that output does not depend on it.
    let name = path.to_string_lossy().replace('\\', "/");
    let bytes = match bytes_of(path) {
        Ok(bytes) => bytes,
        Err(ReadFault::Io(error)) => {
            let diagnostic =
                Diagnostic::error(Code::UnreadableFile, format!("cannot read `{name}`: {}", io_reason(&error)));
            diagnostics.push(diagnostic.help(read_hint(&error, path)));
            return None;
        }
        Err(ReadFault::TooLarge) => {
            let limit = MAX_FILE_BYTES / (1024 * 1024);
            let message = format!("`{name}` is larger than {limit} MiB, and so is not read");
            diagnostics.push(Diagnostic::error(Code::FileTooLarge, message).help("check that this is the right file"));
            return None;
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => {
            // Editors on Windows write a byte order mark; it means nothing in UTF-8.
            let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
            Some(sources.add(part, name, text))
        }
        Err(error) => {
            let position = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..position].iter().filter(|byte| **byte == b'\n').count() + 1;
            let message = format!("`{name}` is not UTF-8 text: line {line} holds a byte that UTF-8 does not have");
            diagnostics.push(
                Diagnostic::error(Code::InvalidUtf8, message).help("save the file again with the encoding UTF-8"),
            );
            None
        }
    }
}

enum ReadFault {
    Io(std::io::Error),
    TooLarge,
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, ReadFault> {
    // The size is not asked for beforehand: a device or a pipe has none, and reads on for ever.
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(ReadFault::Io)?;
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(ReadFault::Io)?;
    if bytes.len() as u64 > MAX_FILE_BYTES { Err(ReadFault::TooLarge) } else { Ok(bytes) }
}

/// The reason without the operating system's number and wording, which differ between systems.
fn io_reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => error.to_string(),
    }
}

fn read_hint(error: &std::io::Error, path: &Path) -> String {
    let other_ending = path.with_extension("yml");
    match error.kind() {
        std::io::ErrorKind::NotFound if other_ending.is_file() => {
            format!("there is a `{}`; rename it", other_ending.to_string_lossy().replace('\\', "/"))
        }
        std::io::ErrorKind::NotFound => "`fundable init <folder>` writes a new workspace".to_owned(),
        _ => "check the path and its permissions".to_owned(),
    }
}
