//! Another framework, with other levels and categories: every command works on it, and nothing speaks of the built-in one.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{read, with_catalog, write};
use crate::support::{fundable, golden, root};

const WORKSPACE: &str = "examples/release-hygiene";
const CATALOG: &str = "examples/release-hygiene/catalog";

/// Words of the built-in framework that must not show in what is made of another.
const BUILT_IN: [&str; 5] = ["Principles", "Authentication", "Command-line tooling", "32 capabilities", "level 3"];

#[test]
fn outputs_are_as_blessed() {
    let expected = root().join(WORKSPACE).join("expected");
    let run = |args: &[&str]| {
        let ran = with_catalog(args, Path::new(CATALOG));
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        ran.out
    };
    let propose = |recipient: &str| run(&["propose", WORKSPACE, "--for", recipient, "--format", "md", "--out", "-"]);
    golden(&expected.join("status.txt"), &run(&["status", WORKSPACE]));
    golden(&expected.join("plan.txt"), &run(&["plan", WORKSPACE, "--reasons"]));
    golden(&expected.join("community.md"), &propose("community"));
    golden(&expected.join("nlnet.md"), &propose("nlnet"));
}

#[test]
fn every_command_works_on_another_framework() {
    let folder = tempfile::tempdir().unwrap();
    // An older assessment, in which the contact was not yet named.
    let older = folder.path().join("older.yaml");
    let text = read("examples/release-hygiene/assessment.yaml");
    let (head, contact) = text.split_once("  respond-contact:\n").unwrap();
    let (_, tail) = contact.split_once("  respond-withdraw:\n").unwrap();
    let earlier = format!("{head}  respond-contact:\n    status: missing\n  respond-withdraw:\n{tail}");
    fs::write(&older, earlier.replace("assessed_on: 2026-11-02", "assessed_on: 2026-10-15")).unwrap();
    let (older, new) = (older.to_str().unwrap(), folder.path().join("new"));
    for args in [
        vec!["check", WORKSPACE],
        vec!["status", WORKSPACE],
        vec!["plan", WORKSPACE, "--reasons"],
        vec!["plan", WORKSPACE, "--why", "respond-drill"],
        vec!["forecast", WORKSPACE, "--runs", "100"],
        vec!["compare", WORKSPACE, "--target", "1"],
        vec!["budget", WORKSPACE, "--amount", "40000"],
        vec!["portfolio", WORKSPACE, "--funders", "nlnet,sovereign-tech"],
        vec!["backlog", WORKSPACE, "--format", "csv"],
        vec!["backlog", WORKSPACE, "--format", "taskjuggler"],
        vec!["report", WORKSPACE, "--before", older, "--format", "md", "--out", "-"],
        vec!["propose", WORKSPACE, "--for", "psf-fundables", "--format", "md", "--out", "-"],
        vec!["propose", WORKSPACE, "--for", "community", "--format", "html", "--out", "-"],
        vec!["propose", WORKSPACE, "--for", "sovereign-tech", "--format", "md", "--out", "-"],
        vec!["explain", "respond-drill"],
        vec![
            "init",
            new.to_str().unwrap(),
            "--name",
            "A",
            "--ecosystem",
            "B",
            "--date",
            "2026-11-23",
            "--taxonomy",
            "uploads=no",
        ],
    ] {
        let ran = with_catalog(&args, Path::new(CATALOG));
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        for word in BUILT_IN {
            assert!(!ran.out.contains(word), "{args:?} says `{word}`:\n{}", ran.out);
        }
    }
    let begun = with_catalog(&["plan", new.to_str().unwrap()], Path::new(CATALOG));
    assert_eq!(begun.code, 0, "{}", begun.err);
    assert!(!fs::read_to_string(new.join("plan.yaml")).unwrap().contains("account-takeover"));
}

#[test]
fn a_plan_of_another_framework_is_accepted_by_the_checker() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    fs::write(&path, with_catalog(&["plan", WORKSPACE, "--json"], Path::new(CATALOG)).out).unwrap();
    let ran = fundable(["verify", path.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.ends_with("accepted\n"));
}

#[test]
fn only_what_is_kept_of_the_built_in_catalog_is_there() {
    let topics: Value = serde_json::from_str(&with_catalog(&["explain", "--json"], Path::new(CATALOG)).out).unwrap();
    assert_eq!(topics["capabilities"].as_array().unwrap().len(), 10);
    assert_eq!(topics["funders"].as_array().unwrap().len(), 8);
    let folder = copy_of_the_catalog();
    let framework = read("examples/release-hygiene/catalog/framework.yaml");
    write(folder.path(), "framework.yaml", &framework.replace("[work-kinds, funders]", "[work-kinds]"));
    let topics: Value = serde_json::from_str(&with_catalog(&["explain", "--json"], folder.path()).out).unwrap();
    assert_eq!(topics["funders"].as_array().unwrap().len(), 0);
    // A variant of the built-in framework keeps all of it, under a name of its own.
    let folder = tempfile::tempdir().unwrap();
    let variant = read("catalog/framework.yaml").replacen(
        "id: principles-v0.1",
        "id: our-variant-v1\nkeep_builtin: [capabilities]",
        1,
    );
    write(folder.path(), "framework.yaml", &variant);
    let topics: Value = serde_json::from_str(&with_catalog(&["explain", "--json"], folder.path()).out).unwrap();
    assert_eq!(topics["capabilities"].as_array().unwrap().len(), 32);
}

/// One category, one level above 0, no threat, no question, one kind of work.
#[test]
fn the_smallest_framework_can_be_planned() {
    let folder = copy_of_the_catalog();
    let catalog = folder.path();
    for entry in fs::read_dir(catalog.join("capabilities")).unwrap() {
        let path = entry.unwrap().path();
        if !path.ends_with("respond-contact.yaml") {
            fs::remove_file(path).unwrap();
        }
    }
    let framework = read("examples/release-hygiene/catalog/framework.yaml");
    let (head, _) = framework.split_once("  - level: 2\n").unwrap();
    let tail = "categories:\n  - {id: respond, title: Responding, letter: R, meaning: What happens.}\ntaxonomy: []\nassess_first:\n  \
                optimistic: 0.1\n  likely: 0.2\n  pessimistic: 0.5\n  work: {all: 100}\n  because: A day.\n";
    write(catalog, "framework.yaml", &format!("{}{tail}", head.replace("[work-kinds, funders]", "[]")));
    write(catalog, "threats.yaml", "threats: []\nincidents: []\n");
    write(catalog, "work-kinds.yaml", "work_kinds:\n  - {id: all, title: All work, covers: Everything.}\n");
    let contact = read("examples/release-hygiene/catalog/capabilities/respond-contact.yaml")
        .replace("threats:\n  - threat: slow-response\n    contribution: primary\n", "threats: []\n")
        .replace("  writing: 50\n  management: 50\n", "  all: 100\n");
    write(catalog, "capabilities/respond-contact.yaml", &contact);
    let workspace = tempfile::tempdir().unwrap();
    let workspace = workspace.path().join("w");
    let workspace = workspace.to_str().unwrap();
    for args in [
        vec!["init", workspace, "--name", "A", "--ecosystem", "B", "--date", "2026-11-23"],
        vec!["check", workspace],
        vec!["status", workspace],
        vec!["plan", workspace, "--reasons"],
        vec!["propose", workspace, "--for", "community", "--format", "md", "--out", "-"],
    ] {
        let ran = with_catalog(&args, catalog);
        assert_eq!(ran.code, 0, "{args:?}: {}{}", ran.out, ran.err);
    }
    let path = Path::new(workspace).join("plan.json");
    fs::write(&path, with_catalog(&["plan", workspace, "--json"], catalog).out).unwrap();
    assert_eq!(fundable(["verify", path.to_str().unwrap()]).code, 0);
}

fn copy_of_the_catalog() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in ["framework.yaml", "threats.yaml", "sources.yaml"] {
        write(folder.path(), file, &read(&format!("{CATALOG}/{file}")));
    }
    for entry in fs::read_dir(root().join(CATALOG).join("capabilities")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        write(folder.path(), &format!("capabilities/{name}"), &read(&format!("{CATALOG}/capabilities/{name}")));
    }
    folder
}
