//! Every exit code.

use std::fmt;
use std::process::ExitCode;

use crate::compose::{Refusal, RefusalKind};

/// How the program ended; who can mend it differs from code to code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done; warnings may have been printed.
    Success,
    /// 1: the input files hold errors, or a plan is refused; their author can mend them.
    BadInput,
    /// 2: the command line is wrong.
    Usage,
    /// 3: the machine: a file cannot be written, typst is missing or failed.
    Environment,
    /// 4: a fault of this program; please report it.
    Fault,
    /// 5: edits and generated text conflict, and a person has to resolve it.
    Conflict,
    /// 6: `--check` has found that files would change.
    WouldChange,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => 0,
            Exit::BadInput => 1,
            Exit::Usage => 2,
            Exit::Environment => 3,
            Exit::Fault => 4,
            Exit::Conflict => 5,
            Exit::WouldChange => 6,
        }
        .into()
    }
}

/// Why a command could not do its work, other than by diagnostics.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The exit code.
    pub exit: Exit,
    /// One sentence, lower case, no final dot.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Failure {
    /// The machine stands in the way.
    pub fn environment(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Environment, message: message.into(), help: Some(help.into()) }
    }

    /// The command line is wrong.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { exit: Exit::Usage, message: message.into(), help: Some(help.into()) }
    }

    /// A fault of this program.
    pub fn fault(message: impl Into<String>) -> Self {
        let help = "this is a fault of fundable, not of your files; please report it with the command that you ran";
        Self { exit: Exit::Fault, message: message.into(), help: Some(help.to_owned()) }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let exit = match refusal.kind() {
            RefusalKind::Request => Exit::Usage,
            RefusalKind::Inputs => Exit::BadInput,
            RefusalKind::Fault => return Self::fault(refusal.message()),
        };
        Self { exit, message: refusal.message().to_owned(), help: refusal.help().map(str::to_owned) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.message)?;
        match &self.help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}
