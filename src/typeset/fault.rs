//! Why there is no PDF, and what to do about it.

use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;

use super::WANTED;

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
        /// The start of its words.
        message: String,
        /// The source that it was given.
        source: PathBuf,
    },
    /// It crashed, or somebody stopped it.
    Killed {
        /// How it ended.
        status: ExitStatus,
        /// The start of its words.
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
    /// It said that all is well, but wrote no PDF.
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
            Self::Killed { status, message, source } => {
                write!(f, "typst was killed ({status}) on `{}`\n{}", source.display(), message.trim_end())
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
            Self::Killed { .. } => "the source was kept; look whether memory ran out, and try again",
            Self::TimedOut { .. } => "the source was kept; please report it if the machine was not under heavy load",
            Self::WroteNothing { .. } => "the source was kept; check the space left on the disk",
            Self::Io(_, error) => match error.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "the disk is full: make room, or write to another one with `--out`"
                }
                _ => "check the folder, its permissions and the space left",
            },
        }
    }
}
