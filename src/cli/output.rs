//! The only writer: standard output and error, and files, each written whole or not at all.

use super::open::slashes;
use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Instant;

use super::colour::{ColourChoice, Tone};
use super::exit::Failure;
use super::fold::fold;
use super::voice::Voice;
use crate::diag::human::Options;
use crate::source::{Part, Sources};
use crate::text::counted;

/// What is known about the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Standard error is a terminal.
    pub err_is_terminal: bool,
    /// Standard output gets colours.
    pub out_colour: bool,
    /// Standard error gets colours.
    pub err_colour: bool,
    /// Standard output is a terminal, where a line that is too long would be cut within a word.
    pub folds: bool,
    /// Columns; a fixed number where the output goes elsewhere, so that it does not depend on a window.
    pub width: usize,
    /// How much to say.
    pub voice: Voice,
    /// When the program has started.
    pub started: Instant,
}

/// Width of output that goes to a pipe or file.
const WIDTH_ELSEWHERE: usize = 100;

impl Terminal {
    /// Look at the standard streams and the environment.
    pub fn detect(choice: ColourChoice, voice: Voice) -> Self {
        let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
        let wants = |is_terminal| choice.wants(is_terminal, no_color.as_deref(), term.as_deref());
        let (out_is_terminal, err_is_terminal) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        let width = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self {
            err_is_terminal,
            out_colour: wants(out_is_terminal),
            err_colour: wants(err_is_terminal),
            folds: out_is_terminal,
            width: width.filter(|_| out_is_terminal).unwrap_or(WIDTH_ELSEWHERE).max(40),
            voice,
            started: Instant::now(),
        }
    }

    /// Neither stream is a terminal, but the width is known.
    #[cfg(test)]
    pub fn of_width(width: usize) -> Self {
        let (voice, started) = (Voice::Plain, Instant::now());
        Self { err_is_terminal: false, out_colour: false, err_colour: false, folds: false, width, voice, started }
    }

    /// How diagnostics are printed.
    pub fn diagnostics(&self) -> Options {
        Options { colour: self.err_colour, width: self.width }
    }

    /// A word for standard output, in its colour where that is wanted.
    pub fn paint(&self, tone: Tone, text: &str) -> String {
        if self.out_colour { tone.paint(text) } else { text.to_owned() }
    }

    /// Print sentences and tables to standard output; on a terminal, lines are folded between words.
    pub fn print_text(&self, text: &str) -> Result<(), Failure> {
        if self.folds { self.print(&fold(text, self.width)) } else { self.print(text) }
    }

    /// Print to standard output as it is. A reader that has closed the pipe is no fault.
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

    /// Print to standard output what was done, for those who have not asked for silence.
    pub fn done(&self, text: &str) -> Result<(), Failure> {
        if self.voice == Voice::Quiet { Ok(()) } else { self.print(text) }
    }

    /// Print to standard error what is worth a look and no error.
    pub fn note(&self, text: &dyn Display) {
        if self.voice != Voice::Quiet {
            self.error(text);
        }
    }

    /// Print to standard error what was used, and the time since the start, for those who want to see how it works.
    pub fn trace(&self, text: impl FnOnce() -> String) {
        if self.voice == Voice::Verbose {
            let milliseconds = self.started.elapsed().as_secs_f64() * 1_000.0;
            self.error(&format!("{milliseconds:8.1} ms  {}", text()));
        }
    }

    /// Say which files were read.
    pub fn trace_sources(&self, sources: &Sources) {
        let catalog = || sources.iter().filter(|source| source.part == Part::Catalog);
        let own = catalog().filter(|source| !source.is_built_in());
        let others = sources.iter().filter(|source| source.part != Part::Catalog);
        if catalog().next().is_some() {
            self.trace(|| {
                let n_built_in = catalog().filter(|source| source.is_built_in()).count();
                format!("catalog: {} built in", counted(n_built_in, "file", "files"))
            });
        }
        own.chain(others).for_each(|source| self.trace(|| format!("read {}", source.name)));
    }

    /// Print to standard error why a command could not do its work.
    pub fn failure(&self, failure: &Failure) {
        let text = failure.to_string();
        match text.strip_prefix("error:") {
            Some(rest) if self.err_colour => self.error(&format!("{}{rest}", Tone::Bad.paint("error:"))),
            _ => self.error(&text),
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
            format!("cannot {doing} `{}`: {error}", slashes(path)),
            "check the folder, its permissions and the space left",
        )
    };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed("make the folder of", &error))?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let temporary = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    // Never through a link that lies there.
    let _ = fs::remove_file(&temporary);
    let created = File::options().create_new(true).write(true).open(&temporary);
    let written = created.and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
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
