//! What is written to disk, and what is not.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use crate::support::{Ran, folders, fundable};

fn propose(out: &Path, more: &[&str]) -> Ran {
    let args =
        ["propose", "examples/rubygems", "--for", "psf-fundables", "--format", "md,html", "--out"].map(OsStr::new);
    fundable(args.into_iter().chain([out.as_os_str()]).chain(more.iter().map(OsStr::new)))
}

#[test]
fn documents_and_issue_bodies_are_written_and_can_be_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a/b");
    for _ in 0..2 {
        let ran = propose(&out, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
    for name in ["fundables.md", "fundables.html", "provenance.json", "issues/authn-mfa-required-all.md"] {
        assert!(out.join(name).is_file(), "{name}");
    }
    let leftovers: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(leftovers.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{leftovers:?}");
}

#[test]
fn an_edited_file_stops_the_whole_run() {
    let folder = tempfile::tempdir().unwrap();
    propose(folder.path(), &[]);
    let edited = folder.path().join("fundables.md");
    let html = folder.path().join("fundables.html");
    fs::write(&edited, "my own words\n").unwrap();
    fs::remove_file(&html).unwrap();
    let ran = propose(folder.path(), &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("edited since: fundables.md"), "{}", ran.err);
    assert_eq!(fs::read_to_string(&edited).unwrap(), "my own words\n");
    assert!(!html.exists(), "nothing may be written when one file cannot be");
    assert_eq!(propose(folder.path(), &["--overwrite"]).code, 0);
    assert!(fs::read_to_string(&edited).unwrap().starts_with("# Fundable"));
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("provenance.json"), "{}").unwrap();
    let ran = propose(folder.path(), &[]);
    assert_eq!(ran.code, 3);
    assert_eq!(fs::read_to_string(folder.path().join("provenance.json")).unwrap(), "{}");
    assert!(!folder.path().join("fundables.md").exists());
}

#[test]
fn a_damaged_record_of_what_was_written_is_no_licence_to_overwrite() {
    let folder = tempfile::tempdir().unwrap();
    propose(folder.path(), &[]);
    fs::write(folder.path().join(".fundable/written.json"), "{").unwrap();
    let ran = propose(folder.path(), &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("written.json"), "{}", ran.err);
}

#[test]
fn bad_input_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let args = ["propose", "tests/bad/unknown-capability", "--for", "community", "--out"].map(OsStr::new);
    let ran = fundable(args.into_iter().chain([folder.path().join("out").as_os_str()]));
    assert_eq!(ran.code, 1);
    assert!(!folder.path().join("out").exists());
    assert!(folders(folder.path()).is_empty());
}
