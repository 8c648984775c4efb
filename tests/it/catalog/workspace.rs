//! The catalog of a workspace, which is used by itself.

use std::fs;
use std::path::Path;

use super::{read, with_catalog, write};
use crate::support::fundable;

const WORKSPACE: &str = "examples/release-hygiene";

/// A copy of an example with a catalog of its own, which changes one estimate.
fn workspace(folder: &Path) {
    for file in ["assessment.yaml", "plan.yaml"] {
        write(folder, file, &read(&format!("examples/npm/{file}")));
    }
    let own = read("catalog/capabilities/authz-rbac.yaml");
    let likely = own.lines().find(|line| line.starts_with("  likely: ")).unwrap().to_owned();
    write(folder, "catalog/capabilities/authz-rbac.yaml", &own.replace(&likely, "  likely: 19.75"));
}

#[test]
fn the_catalog_of_a_workspace_is_used_by_itself_and_named() {
    let with = with_catalog(&["plan", WORKSPACE], Path::new("examples/release-hygiene/catalog"));
    let without = fundable(["plan", WORKSPACE]);
    assert_eq!((without.code, &without.out), (0, &with.out));
    assert_eq!(without.err, "catalog: the workspace's own, `examples/release-hygiene/catalog`\n");
    assert_eq!(with.err, "", "an option needs no notice");
    assert_eq!(fundable(["check", WORKSPACE]).code, 0);
    // Where no workspace is named, it is the folder that the command runs in.
    let listed = crate::support::ran(
        std::process::Command::new(env!("CARGO_BIN_EXE_fundable"))
            .args(["catalog", "list"])
            .current_dir(crate::support::root().join(WORKSPACE))
            .output()
            .unwrap(),
    );
    assert!(listed.out.starts_with("10 capabilities of release-hygiene-v1"), "{}", listed.out);
    assert_eq!(listed.err, "catalog: the workspace's own, `catalog`\n");
}

#[test]
fn an_option_stands_before_the_catalog_of_the_workspace() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    let path = folder.path().to_str().unwrap();
    let plan = fundable(["plan", path, "--json"]).out;
    assert!(plan.contains("/ 19.75 /"), "{plan}");
    let other = tempfile::tempdir().unwrap();
    assert!(!with_catalog(&["plan", path, "--json"], other.path()).out.contains("/ 19.75 /"));
    // What a document was made with stands at its end.
    let propose = |more: &[&str]| {
        fundable(["propose", path, "--for", "community", "--format", "md", "--out", "-"].iter().chain(more)).out
    };
    assert!(propose(&[]).contains("catalog, with files of its own"));
    assert!(!propose(&["--catalog", other.path().to_str().unwrap()]).contains("files of its own"));
}

#[test]
fn many_workspaces_have_each_its_own() {
    let folder = tempfile::tempdir().unwrap();
    workspace(&folder.path().join("own"));
    for file in ["assessment.yaml", "plan.yaml"] {
        write(&folder.path().join("plain"), file, &read(&format!("examples/npm/{file}")));
    }
    let ran = fundable(["plan", "--all", folder.path().to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let view: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let alone = |name: &str| {
        let ran = fundable(["plan", folder.path().join(name).to_str().unwrap(), "--json"]);
        serde_json::from_str::<serde_json::Value>(&ran.out).unwrap()["totals"]["all"]["effort"]["mean"].clone()
    };
    assert_ne!(alone("own"), alone("plain"));
    for line in view["workspaces"].as_array().unwrap() {
        let wanted = alone(line["folder"].as_str().unwrap());
        assert_eq!(line["roadmap"]["effort"]["mean"], wanted, "{line}");
    }
}

#[test]
fn a_workspace_is_begun_for_the_catalog_that_lies_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let (workspace, catalog) = (folder.path().join("w"), folder.path().join("w/catalog"));
    assert_eq!(fundable(["catalog", "new", catalog.to_str().unwrap(), "--framework", "our-v1"]).code, 0);
    let workspace = workspace.to_str().unwrap();
    let args = ["--name", "A", "--ecosystem", "B", "--date", "2026-11-23", "--taxonomy", "uploads=no"];
    let ran = fundable(["init", workspace].iter().chain(&args));
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(fs::read_to_string(Path::new(workspace).join("plan.yaml")).unwrap().contains("framework: our-v1"));
    assert_eq!(fundable(["plan", workspace]).code, 0);
}

/// Any folder may have a `catalog` that is none; only beside an assessment it is meant.
#[test]
fn a_folder_of_that_name_elsewhere_is_left_alone() {
    // The tests run in the checkout, where `catalog` is the source of the built-in one.
    let ran = fundable(["status", "--assessment", "examples/npm/assessment.yaml", "--plan", "examples/npm/plan.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
