//! Many workspaces at once.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{fundable, golden, root};

/// Copies of an example in folders of their own, the deepest two levels down.
fn workspaces(folder: &Path, names: &[&str]) {
    for name in names {
        let own = folder.join(name);
        fs::create_dir_all(&own).unwrap();
        for file in ["assessment.yaml", "plan.yaml"] {
            fs::copy(root().join("examples/pypi").join(file), own.join(file)).unwrap();
        }
    }
}

fn all(folder: &Path, more: &[&str]) -> crate::support::Ran {
    let folder = folder.to_string_lossy().into_owned();
    fundable(["plan", "--all", &folder].iter().chain(more))
}

/// The examples of the built-in framework, in a folder of their own.
fn examples() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["homebrew", "npm", "pypi", "rubygems", "rust-crates"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        for file in ["assessment.yaml", "plan.yaml"] {
            let path = Path::new(name).join(file);
            fs::copy(root().join("examples").join(&path), folder.path().join(&path)).unwrap();
        }
    }
    folder
}

#[test]
fn examples_stand_side_by_side_as_blessed() {
    let folder = examples();
    for (format, ending) in [("text", "txt"), ("csv", "csv"), ("md", "md")] {
        let ran = all(folder.path(), &["--format", format]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        golden(&root().join(format!("examples/expected/all.{ending}")), &ran.out);
    }
}

#[test]
fn each_line_says_what_plan_says_of_the_workspace_alone() {
    let ran = all(examples().path(), &["--json"]);
    let batch: Value = serde_json::from_str(&ran.out).unwrap();
    let lines = batch["workspaces"].as_array().unwrap();
    assert_eq!(lines.len(), 5);
    for line in lines {
        let folder = format!("examples/{}", line["folder"].as_str().unwrap());
        let alone: Value = serde_json::from_str(&fundable(["plan", &folder, "--json"]).out).unwrap();
        let roadmap = &line["roadmap"];
        assert_eq!(roadmap["registry"], alone["registry"]["name"]);
        assert_eq!(roadmap["n_steps"], alone["steps"].as_array().unwrap().len());
        assert_eq!(roadmap["finish"], alone["finish"]["iso"]);
        assert_eq!(roadmap["effort"], alone["totals"]["all"]["effort"]);
        assert_eq!(roadmap["cost"], alone["totals"]["all"]["cost"]);
        for category in alone["categories"].as_array().unwrap() {
            assert_eq!(roadmap["levels"][category["id"].as_str().unwrap()], category["level"]);
        }
    }
}

#[test]
fn one_broken_workspace_does_not_keep_the_others_from_being_planned() {
    let folder = tempfile::tempdir().unwrap();
    workspaces(folder.path(), &["a", "b/inner", "c"]);
    fs::write(folder.path().join("c/plan.yaml"), "target: {level: 9}\n").unwrap();
    fs::create_dir_all(folder.path().join("a/.hidden")).unwrap();
    fs::write(folder.path().join("a/.hidden/assessment.yaml"), "").unwrap();
    let ran = all(folder.path(), &["--json"]);
    assert_eq!(ran.code, 1);
    let batch: Value = serde_json::from_str(&ran.out).unwrap();
    let folders: Vec<_> = batch["workspaces"].as_array().unwrap().iter().map(|line| line["folder"].clone()).collect();
    assert_eq!(folders, ["a", "b/inner", "c"]);
    assert_eq!(batch["sums"]["n_planned"], 2);
    assert_eq!(batch["sums"]["n_failed"], 1);
    assert!(batch["workspaces"][2]["error"].is_string() && batch["workspaces"][2]["roadmap"].is_null());
    let ran = all(folder.path(), &[]);
    assert!(ran.out.contains("With errors, and so without a roadmap:\n  c: "), "{}", ran.out);
    assert!(ran.err.contains("1 workspace has errors"), "{}", ran.err);
}

#[test]
fn the_order_does_not_depend_on_threads() {
    let folder = tempfile::tempdir().unwrap();
    let names: Vec<_> = (0..60).map(|number| format!("w{number:02}")).collect();
    workspaces(folder.path(), &names.iter().map(String::as_str).collect::<Vec<_>>());
    let first = all(folder.path(), &["--format", "csv"]);
    assert_eq!(first.code, 0, "{}", first.err);
    assert_eq!(first.out.lines().count(), 61);
    for _ in 0..3 {
        assert_eq!(all(folder.path(), &["--format", "csv"]).out, first.out);
    }
}

#[test]
fn a_deeply_nested_file_is_an_error_of_its_workspace_and_nothing_more() {
    let folder = tempfile::tempdir().unwrap();
    workspaces(folder.path(), &["a", "b"]);
    let deep = format!("framework: {}{}\n", "[".repeat(3_000), "]".repeat(3_000));
    fs::write(folder.path().join("b/assessment.yaml"), deep).unwrap();
    let ran = all(folder.path(), &["--format", "csv"]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert_eq!(ran.out.lines().count(), 3);
}

#[test]
fn wrong_folders_and_options_are_refused_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let ran = all(folder.path(), &[]);
    assert!(ran.code == 2 && ran.err.contains("no workspace lies below"), "{}", ran.err);
    assert_eq!(all(&folder.path().join("nowhere"), &[]).code, 2);
    for more in [&["--reasons"][..], &["--plan", "x.yaml"], &["examples/pypi"]] {
        assert_eq!(all(folder.path(), more).code, 2, "{more:?}");
    }
    assert_eq!(fundable(["plan", "examples/pypi", "--format", "csv"]).code, 2);
}

#[test]
fn text_of_users_stays_text_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    workspaces(folder.path(), &["a"]);
    let path = folder.path().join("a/assessment.yaml");
    let text = fs::read_to_string(&path).unwrap().replace("name: PyPI", "name: \"=1+1|<b>*x*\"");
    fs::write(&path, text).unwrap();
    let md = all(folder.path(), &["--format", "md"]).out;
    assert!(md.contains(r"=1+1\|\<b>\*x\*"), "{md}");
    let csv = all(folder.path(), &["--format", "csv"]).out;
    assert!(csv.contains("'=1+1"), "{csv}");
}
