//! `fundable typst install`: build typst-cli once, into our own tool folder.

use super::open::slashes;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::Outcome;
use super::args::{TypstArgs, TypstCommand};
use super::exit::{Exit, Failure};
use super::output::Terminal;
use super::tools::{typst_folder, typst_places};
use crate::typeset::{INSTALLED, Typst};

/// Crates that typst-cli 0.15.1 builds, about; the bar ends with the build, whatever the number is.
const ABOUT_CRATES: u64 = 430;
/// Without a terminal, a line is printed for every so many crates.
const CRATES_PER_LINE: u64 = 50;

/// Install typst, unless one of the right version is there.
pub fn typst(args: &TypstArgs, terminal: &Terminal) -> Outcome {
    let TypstCommand::Install(args) = &args.command;
    if !args.force
        && let Ok(found) = Typst::find(&typst_places(None))
    {
        terminal.done(&format!("typst is there: {}\n", slashes(found.program())))?;
        return Ok(Exit::Success);
    }
    let folder = typst_folder().ok_or_else(|| {
        Failure::environment(
            "no folder for tools is known on this system",
            "set FUNDABLE_TOOLS to a folder that may be written",
        )
    })?;
    terminal.note(&format!("building typst-cli {INSTALLED} into {} (about 8 minutes on two cores)", slashes(&folder)));
    let mut command = Command::new("cargo");
    command.args(["install", "typst-cli", "--version", INSTALLED, "--locked", "--root"]).arg(&folder);
    if args.force {
        command.arg("--force");
    }
    // Beside the tool and not in a temporary folder, so that an interrupted build goes on where it stopped.
    command.arg("--target-dir").arg(folder.join("build"));
    build(&mut command, terminal)?;
    let _ = std::fs::remove_dir_all(folder.join("build"));
    let found = Typst::find(&crate::typeset::Places { tools: Some(folder), ..Default::default() })
        .map_err(|fault| Failure::environment(fault.to_string(), fault.help()))?;
    terminal.done(&format!("typst is installed: {}\n", slashes(found.program())))?;
    Ok(Exit::Success)
}

/// Run cargo and show how far it is.
fn build(command: &mut Command, terminal: &Terminal) -> Result<(), Failure> {
    let spawned = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|error| {
        Failure::environment(
            format!("cannot run cargo: {error}"),
            "install the Rust toolchain, or typst 0.15 by another way and name it with `--typst`",
        )
    })?;
    let bar = ProgressBar::new(ABOUT_CRATES);
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of about {len} crates, {elapsed} {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(500));
    let mut last_lines = Vec::new();
    for line in child.stderr.take().map(BufReader::new).into_iter().flat_map(BufRead::lines).map_while(Result::ok) {
        if let Some(name) = line.trim_start().strip_prefix("Compiling ") {
            bar.inc(1);
            bar.set_message(name.to_owned());
            if !terminal.err_is_terminal && bar.position().is_multiple_of(CRATES_PER_LINE) {
                terminal.note(&format!("  {} of about {ABOUT_CRATES} crates built", bar.position()));
            }
        }
        last_lines.push(line);
        if last_lines.len() > 20 {
            last_lines.remove(0);
        }
    }
    bar.finish_and_clear();
    let status = child
        .wait()
        .map_err(|error| Failure::environment(format!("cargo cannot be waited for: {error}"), "try again"))?;
    if status.success() {
        return Ok(());
    }
    let message = format!("cargo could not build typst-cli ({status}):\n{}", last_lines.join("\n"));
    Err(Failure::environment(
        message,
        "check the message of cargo above; the build goes on where it stopped when you run this again",
    ))
}
