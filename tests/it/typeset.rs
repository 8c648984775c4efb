//! PDFs, and what is said when there is none.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use fundable::typeset::{Places, TypesetFault, Typst};

use crate::support::{Ran, fundable, fundable_with, slow_tests};

fn propose(out: &Path, formats: &str, environment: &[(&str, &str)]) -> Ran {
    let args = ["propose", "examples/rubygems", "--for", "community", "--format", formats, "--out"].map(OsStr::new);
    fundable_with(args.into_iter().chain([out.as_os_str()]), environment)
}

#[test]
fn pdfs_have_the_same_bytes_ten_times_and_are_tagged() {
    if !slow_tests("pdfs_have_the_same_bytes_ten_times_and_are_tagged") {
        return;
    }
    let mut first = None;
    for _ in 0..10 {
        let folder = tempfile::tempdir().unwrap();
        let ran = propose(folder.path(), "pdf", &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let pdf = fs::read(folder.path().join("community.pdf")).unwrap();
        assert!(!folder.path().join(".fundable/typst").exists(), "the work folder must go after success");
        match &first {
            None => first = Some(pdf),
            Some(first) => assert!(*first == pdf, "two runs gave different PDFs"),
        }
    }
    let pdf = String::from_utf8_lossy(&first.unwrap()).into_owned();
    for mark in ["/MarkInfo", "/StructTreeRoot", "pdfuaid:part"] {
        assert!(pdf.contains(mark), "no {mark}");
    }
}

#[test]
fn every_example_makes_both_pdfs() {
    if !slow_tests("every_example_makes_both_pdfs") {
        return;
    }
    for example in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        for (recipient, name) in [("psf-fundables", "fundables"), ("community", "community"), ("generic", "generic")] {
            let folder = tempfile::tempdir().unwrap();
            let workspace = format!("examples/{example}");
            let args = ["propose", &workspace, "--for", recipient, "--format", "pdf", "--out"].map(OsStr::new);
            let ran = fundable(args.into_iter().chain([folder.path().as_os_str()]));
            assert_eq!(ran.code, 0, "{example} {recipient}: {}", ran.err);
            let pdf = fs::read(folder.path().join(format!("{name}.pdf"))).unwrap();
            assert!(pdf.starts_with(b"%PDF-"));
        }
    }
}

/// A program that passes for typst, as a shell script.
#[cfg(unix)]
fn fake(folder: &Path, script: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let path = folder.join("typst");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path.display().to_string()
}

#[cfg(unix)]
#[test]
fn each_fault_of_typst_has_its_own_message_and_the_other_formats_come_out() {
    let cases = [
        ("exit 0".to_owned(), "is no typst, but documents are made for typst 0.15"),
        ("echo 'typst 0.14.2 (b33de9de)'".to_owned(), "is typst 0.14.2 (b33de9de), but"),
        ("yes | head -c 5000000".to_owned(), "is y, but documents are made for typst 0.15"),
        ("printf '\\033[2Jx\\n'".to_owned(), "is \\u{1b}[2Jx, but"),
        (format!("{VERSION}\necho 'error: bad' >&2; exit 1"), "typst failed (exit status: 1)"),
        (format!("{VERSION}\nkill -9 $$"), "typst was killed (signal: 9 (SIGKILL))"),
        (format!("{VERSION}\nkill -SEGV $$"), "typst was killed (signal: 11 (SIGSEGV)"),
        (format!("{VERSION}\nexit 0"), "wrote no PDF"),
        (format!("{VERSION}\nfor last; do :; done; echo nonsense > \"$last\""), "wrote no PDF"),
        (format!("{VERSION}\nfor last; do :; done; mkfifo \"$last\""), "wrote no PDF"),
        (
            format!("{VERSION}\necho 'error: failed to write PDF file (No space left on device)' >&2; exit 1"),
            "No space left on device",
        ),
    ];
    for (script, message) in cases {
        let folder = tempfile::tempdir().unwrap();
        let typst = fake(folder.path(), &script);
        let out = folder.path().join("out");
        let ran = propose(&out, "md,html,pdf", &[("FUNDABLE_TYPST", &typst)]);
        assert_eq!(ran.code, 3, "{message}");
        assert!(ran.err.contains("no PDF was written") && ran.err.contains(message), "{}", ran.err);
        assert!(out.join("community.md").is_file() && out.join("community.html").is_file(), "{message}");
        assert!(!out.join("community.pdf").exists());
    }
}

/// Answers as typst does when it is asked for its version.
const VERSION: &str = "[ \"$1\" = --version ] && echo 'typst 0.15.1' && exit 0";

/// What comes of a script that passes for typst, within a second.
#[cfg(unix)]
fn typeset(folder: &Path, script: &str, seconds: u64) -> Result<Vec<u8>, TypesetFault> {
    let option = Some(fake(folder, &format!("{VERSION}\n{script}")).into());
    let typst = Typst::find(&Places { option, ..Places::default() }).unwrap();
    typst.with_time_limit(Duration::from_secs(seconds)).pdf("x", "text", &[], &folder.join("work"), 0)
}

/// Whether a process lives; its number lies in this file.
#[cfg(unix)]
fn lives(pid: &Path) -> bool {
    let pid = fs::read_to_string(pid).unwrap();
    let mut ask = Command::new("sh");
    ask.args(["-c", "kill -0 $0 2>/dev/null", pid.trim()]);
    // A killed process stays in the table until whoever inherited it has noticed.
    (0..50).all(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let is_zombie =
            fs::read_to_string(format!("/proc/{}/stat", pid.trim())).is_ok_and(|stat| stat.contains(") Z "));
        ask.status().unwrap().success() && !is_zombie
    })
}

#[cfg(unix)]
#[test]
fn a_typst_that_hangs_is_stopped_with_its_children_and_its_source_kept() {
    let folder = tempfile::tempdir().unwrap();
    let child = folder.path().join("child");
    for trap in ["", "trap '' TERM INT HUP; "] {
        let script = format!("{trap}sleep 600 & echo $! > '{}'; wait; sleep 600", child.display());
        let fault = typeset(folder.path(), &script, 1).unwrap_err();
        assert!(matches!(fault, TypesetFault::TimedOut { seconds: 1, .. }), "{fault}");
        assert!(folder.path().join("work/x.typ").is_file());
        assert!(!lives(&child), "a child of typst was left behind");
    }
}

#[cfg(unix)]
#[test]
fn a_child_that_typst_leaves_behind_does_not_hold_us_up() {
    let folder = tempfile::tempdir().unwrap();
    let child = folder.path().join("child");
    let script = format!("sleep 600 & echo $! > '{}'; echo 'error: x' >&2; exit 1", child.display());
    let fault = typeset(folder.path(), &script, 60).unwrap_err();
    assert!(matches!(&fault, TypesetFault::Failed { message, .. } if message == "error: x"), "{fault}");
    assert!(!lives(&child), "a child of typst was left behind");
}

#[cfg(unix)]
#[test]
fn of_endless_words_the_start_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let fault = typeset(folder.path(), "yes 'error: bad' | head -c 50000000 >&2; exit 1", 60).unwrap_err();
    let TypesetFault::Failed { message, .. } = fault else { panic!("{fault}") };
    assert!(message.starts_with("error: bad\n") && message.len() <= 16 * 1024, "{} bytes", message.len());
    let fault = typeset(folder.path(), "yes 'error: bad' >&2", 1).unwrap_err();
    assert!(matches!(fault, TypesetFault::TimedOut { .. }), "{fault}");
    let fault = typeset(folder.path(), "printf '\\033]0;title\\007\\342\\200\\256' >&2; exit 1", 60).unwrap_err();
    assert!(fault.to_string().ends_with("\\u{1b}]0;title\\u{7}\\u{202e}"), "{fault}");
}

#[cfg(unix)]
#[test]
fn a_typst_that_never_says_its_version_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let typst = fake(folder.path(), "sleep 600");
    let ran = propose(&folder.path().join("out"), "md,pdf", &[("FUNDABLE_TYPST", &typst)]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("does not answer `--version` within 10 s"), "{}", ran.err);
    assert!(folder.path().join("out/community.md").is_file());
}

#[cfg(unix)]
#[test]
fn a_program_that_may_not_be_run_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let typst = fake(folder.path(), "exit 0");
    fs::set_permissions(&typst, fs::Permissions::from_mode(0o644)).unwrap();
    for program in [typst, folder.path().display().to_string()] {
        let ran = propose(&folder.path().join("out"), "md,html,pdf", &[("FUNDABLE_TYPST", &program)]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains(&format!("`{program}` cannot be run: Permission denied")), "{}", ran.err);
        assert!(folder.path().join("out/community.html").is_file());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_as_such() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("work")).unwrap();
    // Whoever writes to this device finds the disk full.
    std::os::unix::fs::symlink("/dev/full", folder.path().join("work/x.typ")).unwrap();
    let fault = typeset(folder.path(), "exit 0", 60).unwrap_err();
    assert!(matches!(fault, TypesetFault::Io(..)) && fault.help().contains("the disk is full"), "{fault}");
}

#[cfg(unix)]
#[test]
fn typst_sees_nothing_of_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    let seen = folder.path().join("seen");
    let script = format!("{VERSION}\n{{ env; for arg; do echo \"arg $arg\"; done; }} > '{}'", seen.display());
    let typst = fake(folder.path(), &script);
    let environment = [("FUNDABLE_TYPST", typst.as_str()), ("SECRET", "hush"), ("TYPST_ROOT", "/")];
    propose(&folder.path().join("out"), "pdf", &environment);
    let seen = fs::read_to_string(seen).unwrap();
    let work = folder.path().join("out/.fundable/typst");
    for part in
        ["arg --root\n", "arg --package-path\n", "arg --package-cache-path\n", "https_proxy=http://127.0.0.1:1\n"]
    {
        assert!(seen.contains(part), "no {part} in {seen}");
    }
    assert!(seen.contains(&format!("arg {}\n", work.display())) && !work.join("no-packages").exists(), "{seen}");
    assert!(!seen.contains("hush") && !seen.contains("TYPST_ROOT"), "{seen}");
}

#[test]
fn typst_fetches_no_package_and_reads_no_other_file() {
    if !slow_tests("typst_fetches_no_package_and_reads_no_other_file") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let variable = std::env::var_os("FUNDABLE_TYPST").filter(|value| !value.is_empty()).map(Into::into);
    let typst = Typst::find(&Places { variable, path: std::env::var_os("PATH"), ..Places::default() }).unwrap();
    fs::write(folder.path().join("outside.txt"), "outside").unwrap();
    for (source, said) in [
        ("#import \"@preview/cetz:0.4.2\": canvas", "failed to download package"),
        ("#import \"@local/mine:0.1.0\": x", "package not found"),
        ("#read(\"/etc/passwd\")", "file not found"),
        ("#read(\"../outside.txt\")", "file"),
        ("#read(\"/../outside.txt\")", "file"),
    ] {
        let fault = typst.pdf("x", source, &[], &folder.path().join("work"), 0).unwrap_err();
        assert!(matches!(fault, TypesetFault::Failed { .. }) && fault.to_string().contains(said), "{fault}");
    }
}

#[cfg(unix)]
#[test]
fn a_failed_source_is_kept_and_named() {
    let folder = tempfile::tempdir().unwrap();
    let typst = fake(folder.path(), "[ \"$1\" = --version ] && echo 'typst 0.15.1' && exit 0\nexit 7");
    let ran = propose(&folder.path().join("out"), "pdf", &[("FUNDABLE_TYPST", &typst)]);
    let kept = folder.path().join("out/.fundable/typst/community.typ");
    assert!(kept.is_file());
    assert!(ran.err.contains(&kept.display().to_string()), "{}", ran.err);
}

#[test]
fn a_missing_typst_says_where_it_was_looked_for() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().display().to_string();
    let environment = [("PATH", empty.as_str()), ("FUNDABLE_TYPST", ""), ("FUNDABLE_TOOLS", empty.as_str())];
    let ran = propose(&folder.path().join("out"), "md,pdf", &environment);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("typst was not found") && ran.err.contains("fundable typst install"), "{}", ran.err);
    assert!(folder.path().join("out/community.md").is_file());
    let ran = propose(&folder.path().join("out"), "pdf", &[("FUNDABLE_TYPST", "no/such/typst")]);
    assert!(ran.err.contains("`no/such/typst` cannot be run"), "{}", ran.err);
}
