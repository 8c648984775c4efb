//! How long a proposal takes as its users meet it: `cargo bench --bench propose`.
//!
//! The PDF is set beside typst alone on the same source with the same flags; runs of the two take turns, so that load
//! slows both alike. It needs typst 0.15, by `FUNDABLE_TYPST` or on the PATH, and says so where there is none.

#![allow(clippy::print_stdout, reason = "a benchmark speaks to the person who runs it")]

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use divan::{Bencher, counter::ItemsCount};

/// An example and the funder that it asks.
const PROPOSALS: [&str; 3] = ["rubygems alpha-omega", "pypi sovereign-tech", "homebrew nlnet"];

/// How often each of the two is measured.
const N_PAIRS: usize = 15;

fn main() {
    beside_typst();
    divan::main();
}

/// The whole command, from its start to the written files.
#[divan::bench(args = PROPOSALS, sample_count = 40, sample_size = 1)]
fn markdown(bencher: Bencher, proposal: &str) {
    let folder = tempfile::tempdir().expect("there is room for files");
    bencher.counter(ItemsCount::new(1_u32)).bench(|| run(&mut propose(proposal, "md", folder.path())));
}

/// The command without a forecast or documents: what start, catalog and checks take.
#[divan::bench(args = PROPOSALS, sample_count = 40, sample_size = 1)]
fn check_alone(bencher: Bencher, proposal: &str) {
    let workspace = workspace(proposal);
    bencher.bench(|| run(Command::new(program()).arg("check").arg(&workspace)));
}

/// Medians of the command and of typst alone, and how many times one takes longer than the other.
fn beside_typst() {
    let Some(typst) = typst() else {
        println!("no typst 0.15 by FUNDABLE_TYPST or on the PATH: PDFs are not measured");
        return;
    };
    for proposal in PROPOSALS {
        let folder = tempfile::tempdir().expect("there is room for files");
        // A program that keeps the sources and hands everything on to typst.
        let kept = folder.path().join("kept");
        let keeper = folder.path().join("typst");
        fs::create_dir(&kept).expect("there is room for files");
        fs::write(&keeper, keeper_script(&typst, &kept)).expect("there is room for files");
        make_executable(&keeper);
        run(propose(proposal, "pdf", folder.path()).arg("--typst").arg(&keeper));
        let mut alone = Command::new("sh");
        alone.arg(kept.join("again.sh"));
        let (mut whole, mut only) = (Vec::new(), Vec::new());
        for _ in 0..N_PAIRS {
            only.push(timed(&mut alone));
            whole.push(timed(propose(proposal, "pdf", folder.path()).arg("--typst").arg(&typst)));
        }
        let (whole, only) = (median(whole), median(only));
        println!(
            "{proposal}: propose --format pdf {:.0} ms, typst alone {:.0} ms, {:.2} times",
            whole.as_secs_f64() * 1e3,
            only.as_secs_f64() * 1e3,
            whole.as_secs_f64() / only.as_secs_f64()
        );
    }
}

/// Copies the folder of each compilation, and writes down a script that compiles the copies again, one after the other.
fn keeper_script(typst: &Path, kept: &Path) -> String {
    const SCRIPT: &str = r#"#!/bin/sh
[ "$1" = compile ] || exec TYPST "$@"
before=
for word; do [ "$before" = --root ] && root=$word; before=$word; done
copy=KEPT/of$(ls KEPT | grep -c '^of')
cp -r "$root" "$copy"
{
    printf '%s' TYPST
    for word; do
        case $word in "$root"*) word=$copy${word#"$root"} ;; esac
        printf " '%s'" "$word"
    done
    printf ' || exit 1\n'
} >> KEPT/again.sh
exec TYPST "$@"
"#;
    SCRIPT.replace("TYPST", &format!("'{}'", typst.display())).replace("KEPT", &format!("'{}'", kept.display()))
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).expect("the file is ours");
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}

fn propose(proposal: &str, format: &str, out: &Path) -> Command {
    let funder = proposal.split(' ').nth(1).unwrap_or_default();
    let mut command = Command::new(program());
    command.arg("propose").arg(workspace(proposal)).args(["--for", funder, "--format", format]).arg("--out").arg(out);
    command
}

fn workspace(proposal: &str) -> PathBuf {
    let name = proposal.split(' ').next().unwrap_or_default();
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn program() -> &'static str {
    env!("CARGO_BIN_EXE_fundable")
}

/// Run to the end; a form that cannot be handed in yet (1) is written all the same.
fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the program starts");
    assert!(matches!(status.code(), Some(0 | 1)), "{command:?} ended with {status}");
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    run(command);
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn typst() -> Option<PathBuf> {
    let named = env::var_os("FUNDABLE_TYPST").map(PathBuf::from);
    let on_path =
        || env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join("typst")).find(|file| file.is_file());
    named.or_else(on_path)
}
