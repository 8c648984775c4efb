//! PDFs, and what is said when there is none.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

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
    let version = "[ \"$1\" = --version ] && echo 'typst 0.15.1' && exit 0";
    let cases = [
        ("exit 0".to_owned(), "is no typst, but documents are made for typst 0.15"),
        ("echo 'typst 0.14.2 (b33de9de)'".to_owned(), "is typst 0.14.2 (b33de9de), but"),
        (format!("{version}\necho 'error: bad' >&2; exit 1"), "typst failed (exit status: 1)"),
        (format!("{version}\nkill -9 $$"), "typst failed (signal: 9 (SIGKILL))"),
        (format!("{version}\nexit 0"), "wrote no PDF"),
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

#[cfg(unix)]
#[test]
fn a_typst_that_hangs_is_stopped_and_its_source_kept() {
    use fundable::typeset::{Places, TypesetFault, Typst};
    let folder = tempfile::tempdir().unwrap();
    let script = "[ \"$1\" = --version ] && echo 'typst 0.15.1' && exit 0\nexec sleep 60";
    let option = Some(fake(folder.path(), script).into());
    let typst = Typst::find(&Places { option, ..Places::default() }).unwrap();
    let work = folder.path().join("work");
    let begun = std::time::Instant::now();
    let fault = typst.with_time_limit(std::time::Duration::from_secs(1)).pdf("x", "text", &[], &work, 0).unwrap_err();
    assert!(matches!(fault, TypesetFault::TimedOut { seconds: 1, .. }), "{fault}");
    assert!(begun.elapsed().as_secs() < 30);
    assert!(work.join("x.typ").is_file());
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
