//! The text of an input file before and after an edit: shown as a diff, asked about, written.

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use similar::TextDiff;

use super::exit::{Exit, Failure};
use super::open::slashes;
use super::output::{Terminal, write_file};
use crate::source::Sources;

/// The text of a file before and after.
pub struct TextEdit {
    /// As it was read.
    pub before: String,
    /// As it is going to be.
    pub after: String,
}

/// The name and the text of a file that was read.
pub fn text_of(file: &Path, sources: &Sources) -> Result<(String, String), Failure> {
    let name = slashes(file);
    let text = sources.iter().find(|source| source.name == name).map(|source| source.text.clone());
    let text = text.ok_or_else(|| Failure::fault(format!("`{name}` was read and has no text")))?;
    Ok((name, text))
}

impl TextEdit {
    /// An edit, if there is a text that says what it should; else the file has to be written in another way, which `help` names.
    pub fn checked(name: &str, before: String, after: Option<String>, help: &str) -> Result<Self, Failure> {
        after.map(|after| Self { before, after }).ok_or_else(|| Failure {
            exit: Exit::BadInput,
            message: format!("`{name}` is written in a way that cannot be edited without harm"),
            help: Some(help.to_owned()),
        })
    }

    /// What changes, as `diff -u` shows it.
    pub fn diff(&self, file: &Path) -> String {
        let name = slashes(file);
        let diff = TextDiff::from_lines(&self.before, &self.after);
        diff.unified_diff().header(&name, &name).to_string()
    }

    /// Write the new text, unless the file is no longer what was read.
    pub fn write(&self, file: &Path) -> Result<(), Failure> {
        let now = std::fs::read(file).unwrap_or_default();
        let mark: &[u8] = "\u{FEFF}".as_bytes();
        let (mark, text) = now.strip_prefix(mark).map_or((&[][..], &now[..]), |text| (mark, text));
        if text != self.before.as_bytes() {
            let message = format!("`{}` has changed while you were asked", slashes(file));
            return Err(Failure::environment(message, "nothing was written; run the command again"));
        }
        write_file(file, &[mark, self.after.as_bytes()].concat())
    }
}

/// Ask on a terminal; elsewhere there is nobody to ask, and `look_only` is the option for that.
pub fn is_confirmed(files: &str, look_only: &str, terminal: &Terminal) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() || !terminal.err_is_terminal {
        return Err(Failure::usage(
            "nothing was written, because there is no terminal to ask on",
            format!("add `--yes` to write, or `{look_only}` to look only"),
        ));
    }
    terminal.prompt(&format!("\nWrite this to {files}? [y/N] "));
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| Failure::environment(format!("cannot read your answer: {error}"), "use `--yes`"))?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
