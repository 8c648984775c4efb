//! `fundable verify`: does a plan hold?

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::args::VerifyArgs;
use super::exit::{Exit, Failure};
use super::output::Terminal;
use super::{Outcome, json};
use crate::verify::{self, Check, Report};

/// Larger than any real plan by far (one with 32 steps has some 300 kB).
const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;
/// Faults of one check that are printed; the rest is counted, and JSON has them all.
const MAX_PRINTED: usize = 10;

/// Check a plan that `fundable plan --json` has printed.
pub fn verify(args: &VerifyArgs, terminal: &Terminal) -> Outcome {
    let name = args.file.display();
    let report = verify::verify(&bytes(&args.file)?).map_err(|error| {
        bad_input(format!("`{name}` is no plan that could be checked: {error}"), "make it with `fundable plan --json`")
    })?;
    if args.json {
        json(&report, terminal)?;
    } else {
        terminal.print(&text(&report))?;
    }
    Ok(if report.accepted { Exit::Success } else { Exit::BadInput })
}

fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
    };
    match read {
        Err(error) => {
            let help = "give the file that `fundable plan --json` was written to, or `-` for standard input";
            Err(bad_input(format!("cannot read `{name}`: {error}"), help))
        }
        Ok(_) if bytes.len() as u64 > MAX_FILE_BYTES => {
            let limit = MAX_FILE_BYTES / (1024 * 1024);
            let message = format!("`{name}` is larger than {limit} MiB, and so is not read");
            Err(bad_input(message, "check that this is the right file"))
        }
        Ok(_) => Ok(bytes),
    }
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
