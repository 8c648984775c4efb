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

#[test]
fn issue_bodies_of_what_is_no_longer_open_go_unless_they_were_edited() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("w");
    fs::create_dir(&workspace).unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(crate::support::root().join("examples/rubygems").join(name), workspace.join(name)).unwrap();
    }
    let run = || {
        let args = [OsStr::new("propose"), workspace.as_os_str(), OsStr::new("--for"), OsStr::new("psf-fundables")];
        fundable(args.into_iter().chain(["--format", "md"].map(OsStr::new)))
    };
    assert_eq!(run().code, 0);
    let issues = workspace.join("out/issues");
    let (edited, untouched) = (issues.join("cli-sbom.md"), issues.join("cli-vulnerability-warnings.md"));
    fs::write(&edited, "our own words\n").unwrap();
    // With a lower target for tooling, neither of the two is open any more.
    let plan = fs::read_to_string(workspace.join("plan.yaml")).unwrap();
    fs::write(workspace.join("plan.yaml"), plan.replace("  level: 3\n", "  level: 3\n  categories: {cli: 1}\n"))
        .unwrap();
    let ran = run();
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("removed issues/cli-vulnerability-warnings.md"), "{}", ran.out);
    assert!(!untouched.exists());
    assert_eq!(fs::read_to_string(&edited).unwrap(), "our own words\n");
}

#[test]
fn private_and_public_documents_never_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(propose(folder.path(), &["--private"]).code, 0);
    let text = fs::read_to_string(folder.path().join("fundables.md")).unwrap();
    assert!(text.contains("Do not publish"));
    let issue = fs::read_to_string(folder.path().join("issues/authn-mfa-required-all.md")).unwrap();
    assert!(issue.contains("Do not publish"));
    let ran = propose(folder.path(), &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("holds private documents"), "{}", ran.err);
    assert_eq!(fs::read_to_string(folder.path().join("fundables.md")).unwrap(), text);
}

#[test]
fn a_document_about_one_capability_leaves_the_others_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(propose(folder.path(), &[]).code, 0);
    let whole = fs::read(folder.path().join("fundables.md")).unwrap();
    let ran = propose(folder.path(), &["--capability", "cli-sbom"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(fs::read(folder.path().join("fundables.md")).unwrap(), whole);
    assert!(folder.path().join("fundables-cli-sbom.md").is_file());
    assert!(folder.path().join("issues/authn-mfa-required-all.md").is_file());
}

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let ran = propose(&file, &[]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("is not a folder"), "{}", ran.err);
}

#[test]
fn provenance_names_the_inputs_wherever_they_lie() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("capabilities/w");
    fs::create_dir_all(&workspace).unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        fs::copy(crate::support::root().join("examples/rubygems").join(name), workspace.join(name)).unwrap();
    }
    let args = [OsStr::new("propose"), workspace.as_os_str(), OsStr::new("--for"), OsStr::new("community")];
    assert_eq!(fundable(args.into_iter().chain(["--format", "md"].map(OsStr::new))).code, 0);
    let read = |path: &Path| fs::read_to_string(path).unwrap();
    let here = read(&workspace.join("out/provenance.json"));
    for name in ["\"catalog\"", "\"assessment.yaml\"", "\"plan.yaml\""] {
        assert!(here.contains(name), "{here}");
    }
    let there = folder.path().join("there");
    assert_eq!(propose(&there, &[]).code, 0);
    let other = read(&there.join("provenance.json"));
    assert_eq!(here.split("\"documents\"").next(), other.split("\"documents\"").next());
    assert!(here.contains("\"community.md\"") && !here.contains("edited_by_hand"), "{here}");
}
