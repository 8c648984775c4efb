//! `fundable verify`: does a plan hold?

use super::open::slashes;
use std::io;
use std::path::Path;

use super::args::VerifyArgs;
use super::exit::{Exit, Failure};
use super::output::Terminal;
use super::{Outcome, json};
use crate::load::{ReadFault, read_bounded, take_bounded};
use crate::verify::{self, Check, Report};

/// Larger than any real plan by far (one with 32 steps has some 300 kB).
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Faults of one check that are printed; the rest is counted, and JSON has them all.
const MAX_PRINTED: usize = 10;

/// Check a plan that `fundable plan --json` has printed.
pub fn verify(args: &VerifyArgs, terminal: &Terminal) -> Outcome {
    let name = slashes(&args.file);
    let report = verify::verify(&bytes(&args.file)?).map_err(|error| {
        bad_input(format!("`{name}` is no plan that could be checked: {error}"), "make it with `fundable plan --json`")
    })?;
    if args.json {
        json(&report, terminal)?;
    } else {
        terminal.print_text(&text(&report))?;
    }
    Ok(if report.accepted { Exit::Success } else { Exit::BadInput })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = slashes(path);
    let read = match path {
        _ if path == Path::new("-") => take_bounded(io::stdin().lock(), MAX_FILE_BYTES),
        path => read_bounded(path, MAX_FILE_BYTES),
    };
    read.map_err(|fault| {
        let help = match fault {
            ReadFault::TooLarge(_) => "check that this is the right file",
            _ => "give the file that `fundable plan --json` was written to, or `-` for standard input",
        };
        bad_input(format!("cannot read `{name}`: {fault}"), help)
    })
}

fn bad_input(message: String, help: &str) -> Failure {
    Failure { exit: Exit::BadInput, message, help: Some(help.to_owned()) }
}

fn text(report: &Report) -> String {
    let width = report.checks.iter().map(|check| check.name.len()).max().unwrap_or(0);
    let mut out: String = report.checks.iter().map(|check| lines(check, width)).collect();
    out.push_str(&match report.n_faults {
        0 => "accepted\n".to_owned(),
        1 => "REFUSED: 1 fault\n".to_owned(),
        n_faults => format!("REFUSED: {n_faults} faults\n"),
    });
    out
}

/// The line of a check, and below it what it could not prove and what is wrong.
fn lines(check: &Check, width: usize) -> String {
    let mark = if check.faults.is_empty() { "ok   " } else { "FAULT" };
    let mut out = format!("{mark}  {:width$}  {}\n", check.name, check.checked);
    if let Some(not_proved) = &check.not_proved {
        out.push_str(&format!("       not proved once more: {not_proved}\n"));
    }
    for fault in check.faults.iter().take(MAX_PRINTED) {
        out.push_str(&format!("       {} at {}: {}\n", fault.kind.name(), fault.at, fault.message));
    }
    if check.faults.len() > MAX_PRINTED {
        out.push_str(&format!("       and {} more\n", check.faults.len() - MAX_PRINTED));
    }
    out
}
