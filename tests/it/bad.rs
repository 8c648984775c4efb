//! Broken input: each folder of `tests/bad/` and what the program says of it.

use std::fs;
use std::path::Path;

use crate::support::{Ran, folders, fundable, golden, root};

fn check(folder: &Path) -> Ran {
    let relative = folder.strip_prefix(root()).unwrap();
    let mut args = vec!["check".into(), relative.to_owned().into_os_string()];
    if folder.join("catalog").is_dir() {
        args.extend(["--catalog".into(), relative.join("catalog").into_os_string()]);
    }
    fundable(args)
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
