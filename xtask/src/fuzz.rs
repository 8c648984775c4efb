//! Fuzzing on stable Rust: LLVM's coverage and libFuzzer need no nightly compiler, only no sanitizer.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fundable::render::{Page, Theme, to_typst};
use fundable::typeset::Typst;

use crate::{cargo, run, step};

/// Each with its dictionary.
const TARGETS: [(&str, &str); 7] = [
    ("yaml", "yaml"),
    ("markdown_to_html", "markdown"),
    ("markdown_to_typst", "markdown"),
    ("exchange", "exchange"),
    ("verify", "verify"),
    ("merge", "merge"),
    ("review", "yaml"),
];

/// What the compiler is told so that it counts which branches an input takes.
const COVERAGE: &str = "--cfg fuzzing -Ccodegen-units=1 -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
                        -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
                        -Cllvm-args=-sanitizer-coverage-trace-compares";

/// How many of the texts found so far are given to the real Typst.
const TYPST_SAMPLE: usize = 40;

/// Run every target for its share of the seconds, then give a sample of what Typst would get to the real Typst.
pub fn fuzz(root: &Path, seconds: u64, typst: Option<&Typst>) -> Result<(), String> {
    step("building the fuzz targets");
    let build = root.join("target").join("fuzz");
    let host = host()?;
    // With a target of its own, build scripts and macros stay as they are.
    run(cargo(root)
        .args(["build", "--release", "--manifest-path", "fuzz/Cargo.toml", "--target", &host, "--target-dir"])
        .arg(&build)
        .env("RUSTFLAGS", COVERAGE))?;
    let share = (seconds / TARGETS.len() as u64).max(1);
    for (target, dictionary) in TARGETS {
        step(&format!("{target}, {share} s"));
        let found = build.join("corpus").join(target);
        let failed = build.join("failed").join(target);
        for folder in [&found, &failed] {
            fs::create_dir_all(folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        }
        let mut fuzzer = Command::new(build.join(&host).join("release").join(target));
        fuzzer.current_dir(root).arg(format!("-max_total_time={share}"));
        fuzzer.arg(format!("-dict=fuzz/dictionaries/{dictionary}.dict"));
        fuzzer.arg(format!("-artifact_prefix={}/", failed.display()));
        fuzzer.args(["-timeout=20", "-rss_limit_mb=2048", "-print_final_stats=1", "-verbosity=0"]);
        run(fuzzer.arg(&found).arg(Path::new("fuzz/corpus").join(target)))?;
    }
    match typst {
        Some(typst) => sample(root, &build, typst),
        None => {
            eprintln!("\nSKIPPED the sample for the real Typst: there is none; `cargo xtask demo` builds it");
            Ok(())
        }
    }
}

/// Whatever the Markdown, Typst has to take what comes out of it.
fn sample(root: &Path, build: &Path, typst: &Typst) -> Result<(), String> {
    let mut texts = files(&root.join("fuzz/corpus/markdown_to_typst"))?;
    let found = files(&build.join("corpus/markdown_to_typst"))?;
    let nth = (found.len() / TYPST_SAMPLE).max(1);
    texts.extend(found.into_iter().step_by(nth).take(TYPST_SAMPLE));
    step(&format!("{} texts through the real Typst", texts.len()));
    for path in texts {
        let bytes = fs::read(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
        let text = String::from_utf8_lossy(&bytes);
        let source = to_typst(&text, &Page::new("Title", "fundable"));
        let work = build.join("typst");
        typst
            .pdf("fuzzed", &source, &Theme::default().typst_files(), &work, 0)
            .map_err(|fault| format!("{}: {fault}", path.display()))?;
    }
    Ok(())
}

/// The files of a folder, sorted.
fn files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let cannot = |error| format!("cannot read {}: {error}", folder.display());
    let entries = fs::read_dir(folder).map_err(cannot)?;
    let mut files =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(cannot)?;
    files.sort();
    Ok(files)
}

/// The machine that this runs on, as the compiler calls it.
fn host() -> Result<String, String> {
    let output = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("-vV").output();
    let output = output.map_err(|error| format!("cannot run rustc: {error}"))?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say which machine this is".to_owned())
}
