//! The only writer: standard output and error, and files, each written whole or not at all.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::exit::Failure;
use crate::diag::human::Options;

/// What is known about the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Standard error is a terminal.
    pub err_is_terminal: bool,
    /// Colours are wanted (see the NO_COLOR convention).
    colour: bool,
    /// Columns; a fixed number where the output goes elsewhere, so that it does not depend on a window.
    pub width: usize,
}

/// Width of output that goes to a pipe or file.
const WIDTH_ELSEWHERE: usize = 100;

impl Terminal {
    /// Look at the standard streams and the environment.
    pub fn detect() -> Self {
        let out_is_terminal = io::stdout().is_terminal();
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self {
            err_is_terminal: io::stderr().is_terminal(),
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            width: width.filter(|_| out_is_terminal).unwrap_or(WIDTH_ELSEWHERE).max(40),
        }
    }

    /// Neither stream is a terminal, but the width is known.
    #[cfg(test)]
    pub fn of_width(width: usize) -> Self {
        Self { err_is_terminal: false, colour: false, width }
    }

    /// How diagnostics are printed.
    pub fn diagnostics(&self) -> Options {
        Options { colour: self.colour && self.err_is_terminal, width: self.width }
    }

    /// Print to standard output. A reader that has closed the pipe is no fault.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::environment(
                format!("cannot write to standard output: {error}"),
                "check where the output goes",
            )),
            _ => Ok(()),
        }
    }

    /// Print a question to standard error.
    pub fn prompt(&self, text: &str) {
        let mut err = io::stderr().lock();
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }

    /// Print a line to standard error; there is nobody left to tell if that fails.
    pub fn error(&self, text: &dyn Display) {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Write a file whole or not at all: a temporary file in the same folder, flushed to the disk, then renamed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |doing: &str, error: &io::Error| {
        Failure::environment(
            format!("cannot {doing} `{}`: {error}", path.display()),
            "check the folder, its permissions and the space left",
        )
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed("make the folder of", &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = File::create(&temporary).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    match written.and_then(|()| fs::rename(&temporary, path)) {
        Ok(()) => {
            sync_folder(Some(folder));
            Ok(())
        }
        Err(error) => {
            let _ = fs::remove_file(&temporary);
            Err(failed("write", &error))
        }
    }
}

/// Flush the names in a folder to the disk, where the system can; elsewhere the renames are as safe as it makes them.
pub fn sync_folder(folder: Option<&Path>) {
    #[cfg(unix)]
    if let Some(folder) = folder.and_then(|folder| File::open(folder).ok()) {
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// SHA-256 of some bytes, in lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
