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
    // These two need a file that is too large to keep; they are made by the tests below.
    let generated = ["file-too-large", "input-too-complex"];
    for code in fundable::diag::Code::ALL {
        let covered = names.iter().any(|name| name == code.name()) || generated.contains(&code.name());
        assert!(covered, "no folder tests/bad/{}", code.name());
    }
}

#[test]
fn a_huge_file_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("assessment.yaml"), vec![b'#'; 5 * 1024 * 1024]).unwrap();
    fs::copy(root().join("examples/rubygems/plan.yaml"), folder.path().join("plan.yaml")).unwrap();
    let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("[file-too-large]"), "{}", ran.err);
}

#[test]
fn deep_nesting_and_alias_bombs_end_in_a_diagnostic() {
    let deep = format!("framework: {}{}\n", "[".repeat(200), "]".repeat(200));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let before = format!("*a{}, ", level - 1).repeat(10);
        bomb.push_str(&format!("a{level}: &a{level} [{}]\n", before.trim_end_matches(", ")));
    }
    for text in [deep, bomb] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("assessment.yaml"), text).unwrap();
        fs::copy(root().join("examples/rubygems/plan.yaml"), folder.path().join("plan.yaml")).unwrap();
        let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str()]);
        assert_eq!(ran.code, 1);
        assert!(ran.err.contains("[input-too-complex]"), "{}", ran.err);
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
