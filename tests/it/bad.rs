//! Broken input: each folder of `tests/bad/` and what the program says of it.

use std::fs;
use std::path::Path;

use crate::support::{Ran, folders, fundable, golden, root};

fn check(folder: &Path) -> Ran {
    let relative = folder.strip_prefix(root()).unwrap();
    let mut reviews: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).filter(is_review).collect();
    reviews.sort();
    if !reviews.is_empty() {
        let workspace = ["review".into(), "merge".into(), "--dry-run".into(), relative.to_owned().into_os_string()];
        let reviews = reviews.iter().map(|name| relative.join(name).into_os_string());
        return fundable(workspace.into_iter().chain(reviews));
    }
    if folder.join("migration.yaml").is_file() {
        let new = root().join("examples/release-hygiene/catalog-v2");
        let to = new.strip_prefix(root()).unwrap().as_os_str().to_owned();
        let map = relative.join("migration.yaml").into_os_string();
        return fundable([
            "migrate".into(),
            relative.to_owned().into_os_string(),
            "--to".into(),
            to,
            "--map".into(),
            map,
        ]);
    }
    let mut args = vec!["check".into(), relative.to_owned().into_os_string()];
    if folder.join("catalog").is_dir() {
        args.extend(["--catalog".into(), relative.join("catalog").into_os_string()]);
    }
    fundable(args)
}

fn is_review(name: &std::ffi::OsString) -> bool {
    name.to_string_lossy().starts_with("review-")
}

#[test]
fn every_broken_input_is_reported_as_blessed() {
    let folders = folders(&root().join("tests/bad"));
    assert!(folders.len() >= 30, "only {} broken inputs", folders.len());
    for folder in folders {
        let ran = check(&folder);
        golden(&folder.join("expected.txt"), &format!("exit code {}\n{}{}", ran.code, ran.out, ran.err));
    }
}

#[test]
fn every_broken_input_shows_the_code_that_it_is_named_after() {
    for folder in folders(&root().join("tests/bad")) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let code = name.split("--").next().unwrap();
        let ran = check(&folder);
        assert!(ran.err.contains(&format!("[{code}]")), "{name} does not report `{code}`:\n{}", ran.err);
    }
}

#[test]
fn every_code_has_a_broken_input() {
    let names: Vec<_> = folders(&root().join("tests/bad"))
        .iter()
        .map(|folder| folder.file_name().unwrap().to_string_lossy().split("--").next().unwrap().to_owned())
        .collect();
    // It needs a file that is too large to keep, which `limits.rs` makes.
    let generated = ["file-too-large"];
    for code in fundable::diag::Code::ALL {
        let covered = names.iter().any(|name| name == code.name()) || generated.contains(&code.name());
        assert!(covered, "no folder tests/bad/{}", code.name());
    }
}

#[test]
fn problems_of_all_files_are_reported_in_one_run() {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    let assessment = read("assessment.yaml").replace("status: missing", "status: misssing");
    let plan = read("plan.yaml").replace("level: 3", "level: 4").replace("currency: USD", "currency: USDX");
    fs::write(folder.path().join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
    for code in ["[unknown-value]", "[number-out-of-range]", "[unknown-currency]"] {
        assert!(ran.err.contains(code), "{code} is missing in:\n{}", ran.err);
    }
    assert!(ran.err.matches("error[").count() >= 3);
}

/// An example with its assessment changed: two faults of form or meaning, and warnings.
fn changed(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    // The work starts before the date of the plan, which is worth a warning.
    let plan = read("plan.yaml").replace("start: 2027-01-04", "start: 2026-01-05");
    fs::write(folder.path().join("assessment.yaml"), change(read("assessment.yaml"))).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan).unwrap();
    folder
}

#[test]
fn errors_are_not_buried_below_warnings() {
    // The warning stands in the file that comes last, and is printed first all the same.
    let folder = changed(|text| text.replace("assessed_on: 2026-08-21", "assessed_on: 2026-08-32"));
    let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
    let place = |mark: &str| ran.err.find(mark).unwrap_or_else(|| panic!("no {mark} in:\n{}", ran.err));
    assert!(place("warning[start-before-plan]") < place("error[invalid-date]"), "{}", ran.err);
    // A command that cannot go on says why, and no more.
    for command in ["plan", "status", "forecast"] {
        let ran = fundable([std::ffi::OsStr::new(command), folder.path().as_os_str()]);
        assert!(ran.err.contains("error[invalid-date]") && !ran.err.contains("warning["), "{command}: {}", ran.err);
        assert!(
            ran.err.contains("1 error") && ran.err.contains("`fundable check` shows all"),
            "{command}: {}",
            ran.err
        );
    }
}

#[test]
fn what_a_fault_of_form_keeps_from_being_checked_is_named() {
    let check = |folder: &Path, more: &[&str]| {
        let args = [std::ffi::OsStr::new("check"), folder.as_os_str()];
        fundable(args.into_iter().chain(more.iter().map(std::ffi::OsStr::new)))
    };
    let folder = changed(|text| text.replace("status: missing", "status: misssing"));
    let ran = check(folder.path(), &[]);
    assert!(ran.err.contains("assessment.yaml` means is not checked yet"), "{}", ran.err);
    assert!(!ran.err.contains("plan.yaml` means is not checked yet"), "{}", ran.err);
    let json: serde_json::Value = serde_json::from_str(&check(folder.path(), &["--json"]).out).unwrap();
    assert!(json["unchecked"][0].as_str().unwrap().ends_with("assessment.yaml"));
    // A fault of meaning keeps nothing from being checked.
    let folder = changed(|text| text.replace("assessed_on: 2026-08-21", "assessed_on: 2026-08-32"));
    assert!(!check(folder.path(), &[]).err.contains("not checked yet"));
}

#[test]
fn the_mend_of_a_partial_answer_leads_to_no_second_error() {
    let answer = |entry: &str| {
        let folder = changed(|text| {
            let start = text.find("  authz-rbac:\n").unwrap();
            let end = start + text[start..].find("    evidence:").unwrap();
            format!("{}  authz-rbac:\n{entry}{}", &text[..start], &text[end..])
        });
        let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
        ran.err.matches("error[").count()
    };
    assert_eq!(answer("    status: partial\n"), 1);
    // What the help says, in the order of the cases.
    assert_eq!(answer("    status: partial\n    share_left: 40\n"), 0);
    assert_eq!(answer("    status: partial\n    sub_checks: {two-roles: missing}\n"), 1);
    assert_eq!(answer("    status: missing\n"), 0);
    assert_eq!(answer("    status: partial\n    sub_checks: {two-roles: met}\n"), 1);
    assert_eq!(answer("    status: met\n"), 0);
}
