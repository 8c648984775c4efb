//! The only writer: standard output and error, and files, each written whole or not at all.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::exit::{Exit, Failure};
use crate::diag::human::Options;

/// What is known about the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Standard output is a terminal.
    pub out_is_terminal: bool,
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
            out_is_terminal,
            err_is_terminal: io::stderr().is_terminal(),
            colour: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
            width: width.filter(|_| out_is_terminal).unwrap_or(WIDTH_ELSEWHERE).max(40),
        }
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
        Ok(()) => Ok(()),
        Err(error) => {
            let _ = fs::remove_file(&temporary);
            Err(failed("write", &error))
        }
    }
}

/// Where it is kept which bytes were written, so that a file that somebody has edited since is never overwritten.
const RECORD: &str = ".fundable/written.json";

/// Files to be written together: all rendered before the first is written, none over the work of a person.
pub struct OutFolder {
    folder: PathBuf,
    overwrite: bool,
    record: BTreeMap<String, String>,
    files: BTreeMap<String, Vec<u8>>,
}

impl OutFolder {
    /// Prepare to write into a folder. With `overwrite`, edited files are replaced as well.
    pub fn new(folder: PathBuf, overwrite: bool) -> Result<Self, Failure> {
        let record = match fs::read(folder.join(RECORD)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| damaged(&folder))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(_) => return Err(damaged(&folder)),
        };
        Ok(Self { folder, overwrite, record, files: BTreeMap::new() })
    }

    /// Add a file; `name` is a path below the folder, with forward slashes.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// Write all files and say their names, sorted; or write none, if one of them was edited.
    pub fn write(mut self) -> Result<Vec<String>, Failure> {
        let edited: Vec<_> =
            self.files.keys().filter(|name| !self.overwrite && self.is_edited(name)).cloned().collect();
        if !edited.is_empty() {
            return Err(Failure {
                exit: Exit::Environment,
                message: format!("not written by fundable, or edited since: {}", edited.join(", ")),
                help: Some("nothing was changed; move these files away, write to another `--out`, or replace them with `--overwrite`".to_owned()),
            });
        }
        for (name, bytes) in &self.files {
            write_file(&self.folder.join(name), bytes)?;
            self.record.insert(name.clone(), digest(bytes));
        }
        let record = serde_json::to_vec_pretty(&self.record)
            .map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
        write_file(&self.folder.join(RECORD), &record)?;
        Ok(self.files.into_keys().collect())
    }

    /// Whether there is a file of this name that holds something else than what was written last, or than what is
    /// about to be written.
    fn is_edited(&self, name: &str) -> bool {
        match fs::read(self.folder.join(name)) {
            Ok(present) => self.record.get(name) != Some(&digest(&present)) && self.files.get(name) != Some(&present),
            Err(_) => false,
        }
    }
}

fn damaged(folder: &Path) -> Failure {
    let message = format!(
        "`{}` cannot be read, so edited files cannot be told from generated ones",
        folder.join(RECORD).display()
    );
    Failure::environment(message, "write to another `--out`; or delete that file, and move away what you have edited")
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
