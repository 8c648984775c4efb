//! Typst source to PDF, by the `typst` program as a child process.
//!
//! The child gets a cleared environment and a folder of its own as root: it reads nothing else and fetches nothing.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The version that documents are made for; any patch of it will do.
pub const WANTED: &str = "0.15";
/// The exact version that is installed when there is none.
pub const INSTALLED: &str = "0.15.1";

/// Longer than any document of ours takes, by a wide margin.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// What of the child's messages is kept.
const MAX_MESSAGE_BYTES: u64 = 64 * 1024;

/// A `typst` program of the right version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typst {
    program: PathBuf,
    time_limit: Duration,
}

/// Why there is no PDF.
#[derive(Debug)]
pub enum TypesetFault {
    /// No `typst` program was found at any of these places.
    NotFound(Vec<String>),
    /// The program that was named cannot be run.
    NotRunnable(PathBuf, io::Error),
    /// It is of another version, with what it says of itself.
    WrongVersion(PathBuf, String),
    /// It ended with an error, with its words and the source that it was given.
    Failed {
        /// How it ended.
        status: ExitStatus,
        /// Its words, at most 64 KiB of them.
        message: String,
        /// The source that it was given.
        source: PathBuf,
    },
    /// It did not end in time and was stopped.
    TimedOut {
        /// The time limit.
        seconds: u64,
        /// The source that it was given.
        source: PathBuf,
    },
    /// It said that all is well, but wrote nothing.
    WroteNothing {
        /// The source that it was given.
        source: PathBuf,
    },
    /// A file of the work folder cannot be written or read.
    Io(PathBuf, io::Error),
}

impl fmt::Display for TypesetFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound(places) => write!(f, "typst was not found; looked at {}", places.join(", ")),
            Self::NotRunnable(path, error) => write!(f, "`{}` cannot be run: {error}", path.display()),
            Self::WrongVersion(path, version) => {
                write!(f, "`{}` is {version}, but documents are made for typst {WANTED}", path.display())
            }
            Self::Failed { status, message, source } => {
                write!(f, "typst failed ({status}) on `{}`:\n{}", source.display(), message.trim_end())
            }
            Self::TimedOut { seconds, source } => {
                write!(f, "typst was stopped after {seconds} s on `{}`", source.display())
            }
            Self::WroteNothing { source } => write!(f, "typst ended well on `{}`, but wrote no PDF", source.display()),
            Self::Io(path, error) => write!(f, "cannot use `{}`: {error}", path.display()),
        }
    }
}

impl TypesetFault {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "`fundable typst install` builds it once, in about eight minutes",
            Self::NotRunnable(..) | Self::WrongVersion(..) => {
                "name another program with `--typst` or FUNDABLE_TYPST; or name none and run `fundable typst install`"
            }
            Self::Failed { .. } => {
                "the source was kept; if you did not change it, please report this with the message above"
            }
            Self::TimedOut { .. } => "the source was kept; please report it if the machine was not under heavy load",
            Self::WroteNothing { .. } => "the source was kept; check the space left on the disk",
            Self::Io(..) => "check the folder, its permissions and the space left",
        }
    }
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
        let output = Command::new(program).arg("--version").env_clear().stdin(Stdio::null()).output();
        let output = output.map_err(|error| TypesetFault::NotRunnable(program.to_owned(), error))?;
        let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
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
        theme: &[(&str, &str)],
        folder: &Path,
        timestamp: i64,
    ) -> Result<Vec<u8>, TypesetFault> {
        let source_path = folder.join(format!("{name}.typ"));
        let pdf_path = folder.join(format!("{name}.pdf"));
        let write =
            |path: &Path, text: &str| fs::write(path, text).map_err(|error| TypesetFault::Io(path.to_owned(), error));
        fs::create_dir_all(folder).map_err(|error| TypesetFault::Io(folder.to_owned(), error))?;
        // A PDF of an earlier run must not pass for the result of this one.
        let _ = fs::remove_file(&pdf_path);
        for (name, text) in theme {
            write(&folder.join(name), text)?;
        }
        write(&source_path, source)?;
        let mut command = Command::new(&self.program);
        command.args(["compile", "--pdf-standard", "ua-1", "--ignore-system-fonts", "--creation-timestamp"]);
        command.arg(timestamp.to_string()).args([OsStr::new("--root"), folder.as_os_str()]);
        command.args([source_path.as_os_str(), pdf_path.as_os_str()]);
        self.run(&mut command, &source_path)?;
        match fs::read(&pdf_path) {
            Ok(pdf) if !pdf.is_empty() => {
                let _ = fs::remove_dir_all(folder);
                Ok(pdf)
            }
            _ => Err(TypesetFault::WroteNothing { source: source_path }),
        }
    }

    /// Run the child to its end or to the time limit.
    fn run(&self, command: &mut Command, source: &Path) -> Result<(), TypesetFault> {
        let not_runnable = |error| TypesetFault::NotRunnable(self.program.clone(), error);
        let command = command.env_clear().stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(not_runnable)?;
        let stderr = child.stderr.take();
        // Read in a thread of its own, or a child with much to say would wait for us for ever.
        let reader = thread::spawn(move || {
            let mut message = Vec::new();
            if let Some(mut stderr) = stderr {
                let _ = stderr.by_ref().take(MAX_MESSAGE_BYTES).read_to_end(&mut message);
                let _ = io::copy(&mut stderr, &mut io::sink());
            }
            String::from_utf8_lossy(&message).into_owned()
        });
        let source = source.to_owned();
        match wait(&mut child, self.time_limit).map_err(not_runnable)? {
            None => Err(TypesetFault::TimedOut { seconds: self.time_limit.as_secs(), source }),
            Some(status) if status.success() => Ok(()),
            Some(status) => Err(TypesetFault::Failed { status, message: reader.join().unwrap_or_default(), source }),
        }
    }
}

fn program_name() -> &'static str {
    if cfg!(windows) { "typst.exe" } else { "typst" }
}

/// The status of the child; none if it had to be stopped.
fn wait(child: &mut Child, time_limit: Duration) -> io::Result<Option<ExitStatus>> {
    let end = Instant::now() + time_limit;
    while Instant::now() < end {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}
