//! Typst source to PDF, by the `typst` program as a child process.
//!
//! The child gets a cleared environment and a folder of its own as root: it reads nothing else and fetches nothing. It
//! is not trusted to end, to be brief, or to clean up behind it.

mod child;
mod fault;

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::load::read_bounded;
pub use child::wait;
use child::{Ended, Listen};
pub use fault::TypesetFault;

/// The version that documents are made for; any patch of it will do.
pub const WANTED: &str = "0.15";
/// The exact version that is installed when there is none.
pub const INSTALLED: &str = "0.15.1";

/// Longer than any document of ours takes, by a wide margin.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// A program that takes longer to say its version is none that could be used.
const VERSION_LIMIT: Duration = Duration::from_secs(10);
/// Larger than any document of ours, by a wide margin.
const MAX_PDF_BYTES: u64 = 256 * 1024 * 1024;

/// A `typst` program of the right version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typst {
    program: PathBuf,
    time_limit: Duration,
}

/// Where to look for the program, the first that is there wins.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Named on the command line.
    pub option: Option<PathBuf>,
    /// Named by the environment variable FUNDABLE_TYPST.
    pub variable: Option<PathBuf>,
    /// The value of PATH.
    pub path: Option<std::ffi::OsString>,
    /// Our own tool folder.
    pub tools: Option<PathBuf>,
}

impl Typst {
    /// Find a program of the right version.
    ///
    /// One that was named must work. One on PATH of another version is passed over in favour of our own tool folder.
    pub fn find(places: &Places) -> Result<Self, TypesetFault> {
        if let Some(named) = places.option.as_ref().or(places.variable.as_ref()) {
            return Self::at(named);
        }
        let on_path = places.path.iter().flat_map(std::env::split_paths).map(|folder| folder.join(program_name()));
        let own = places.tools.iter().map(|tools| tools.join("bin").join(program_name()));
        let mut wrong = None;
        for candidate in on_path.chain(own).filter(|candidate| candidate.is_file()) {
            match Self::at(&candidate) {
                Ok(typst) => return Ok(typst),
                Err(fault) => wrong = Some(fault),
            }
        }
        Err(wrong.unwrap_or_else(|| {
            let tools = places.tools.as_ref().map(|tools| format!("`{}`", tools.join("bin").display()));
            let looked = ["`--typst`", "FUNDABLE_TYPST", "PATH"].map(str::to_owned).into_iter().chain(tools);
            TypesetFault::NotFound(looked.collect())
        }))
    }

    fn at(program: &Path) -> Result<Self, TypesetFault> {
        let not_runnable = |error| TypesetFault::NotRunnable(program.to_owned(), error);
        let mut command = Command::new(program);
        command.arg("--version").env_clear();
        let Ended { status, said } = child::run(command, Listen::ToOutput, VERSION_LIMIT).map_err(not_runnable)?;
        if status.is_none() {
            let seconds = VERSION_LIMIT.as_secs();
            let reason = format!("it does not answer `--version` within {seconds} s");
            return Err(not_runnable(io::Error::new(io::ErrorKind::TimedOut, reason)));
        }
        let said = said.trim();
        let version = said.strip_prefix("typst ").and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        let is_wanted = version.strip_prefix(WANTED).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if is_wanted {
            return Ok(Self { program: program.to_owned(), time_limit: TIME_LIMIT });
        }
        let said: String = if said.is_empty() {
            "no typst".to_owned()
        } else {
            said.lines().next().unwrap_or_default().chars().take(80).collect()
        };
        Err(TypesetFault::WrongVersion(program.to_owned(), said))
    }

    /// The program.
    pub fn program(&self) -> &Path {
        &self.program
    }

    /// Stop the program after this time instead of two minutes.
    pub fn with_time_limit(self, time_limit: Duration) -> Self {
        Self { time_limit, ..self }
    }

    /// Typeset a source with the files of its theme, all in `folder`, which is made if need be.
    ///
    /// The PDF is tagged (PDF/UA-1) and depends on nothing but the arguments: `timestamp` (seconds since 1970) is its
    /// date, and fonts of the system are ignored. The folder is removed after success and kept after a fault.
    pub fn pdf(
        &self,
        name: &str,
        source: &str,
        theme: &[(String, Vec<u8>)],
        folder: &Path,
        timestamp: i64,
    ) -> Result<Vec<u8>, TypesetFault> {
        let source_path = folder.join(format!("{name}.typ"));
        let pdf_path = folder.join(format!("{name}.pdf"));
        let write =
            |path: &Path, text: &[u8]| fs::write(path, text).map_err(|error| TypesetFault::Io(path.to_owned(), error));
        fs::create_dir_all(folder).map_err(|error| TypesetFault::Io(folder.to_owned(), error))?;
        // A PDF of an earlier run must not pass for the result of this one.
        let _ = fs::remove_file(&pdf_path);
        for (name, text) in theme {
            write(&folder.join(name), text)?;
        }
        write(&source_path, source.as_bytes())?;
        let mut command = Command::new(&self.program);
        command.args(["compile", "--pdf-standard", "ua-1", "--ignore-system-fonts", "--creation-timestamp"]);
        command.arg(timestamp.to_string()).args([OsStr::new("--root"), folder.as_os_str()]);
        command.env_clear();
        without_network(&mut command, folder);
        command.args([source_path.as_os_str(), pdf_path.as_os_str()]);
        self.run(command, &source_path)?;
        match read_bounded(&pdf_path, MAX_PDF_BYTES) {
            Ok(pdf) if pdf.starts_with(b"%PDF-") => {
                let _ = fs::remove_dir_all(folder);
                Ok(pdf)
            }
            _ => Err(TypesetFault::WroteNothing { source: source_path }),
        }
    }

    /// Run the child to its end or to the time limit.
    fn run(&self, command: Command, source: &Path) -> Result<(), TypesetFault> {
        let ended = child::run(command, Listen::ToErrors, self.time_limit);
        let Ended { status, said } = ended.map_err(|error| TypesetFault::NotRunnable(self.program.clone(), error))?;
        let source = source.to_owned();
        match status {
            None => Err(TypesetFault::TimedOut { seconds: self.time_limit.as_secs(), source }),
            Some(status) if status.success() => Ok(()),
            Some(status) if status.code().is_none() => Err(TypesetFault::Killed { status, message: said, source }),
            Some(status) => Err(TypesetFault::Failed { status, message: said, source }),
        }
    }
}

/// Keep the child off the network: it would look for packages there. No part of a document of ours needs one, and what a
/// reader wrote must not fetch anything.
fn without_network(command: &mut Command, folder: &Path) {
    let nowhere = folder.join("no-packages");
    let _ = fs::remove_dir_all(&nowhere);
    for option in ["--package-path", "--package-cache-path"] {
        command.args([OsStr::new(option), nowhere.as_os_str()]);
    }
    // typst has no option for it, but asks a proxy for everything; nobody listens at port 1.
    for variable in ["http_proxy", "https_proxy", "all_proxy"] {
        command.env(variable, "http://127.0.0.1:1");
    }
}

fn program_name() -> &'static str {
    if cfg!(windows) { "typst.exe" } else { "typst" }
}
