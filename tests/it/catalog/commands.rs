//! `fundable catalog`: what it lists, shows, draws, begins and checks.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::{read, with_catalog, write};
use crate::support::{fundable, root};

const CATALOG: &str = "examples/release-hygiene/catalog";

fn json(args: &[&str]) -> Value {
    let ran = fundable(args);
    serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.err))
}

fn check(folder: &Path) -> Value {
    json(&["catalog", "check", folder.to_str().unwrap(), "--json"])
}

#[test]
fn lists_hold_every_entry_of_a_kind_and_say_where_it_comes_from() {
    for (kind, n_entries) in
        [("capabilities", 32), ("funders", 8), ("threats", 12), ("incidents", 27), ("precedents", 44)]
    {
        let list = json(&["catalog", "list", "--kind", kind, "--json"]);
        let entries = list["entries"].as_array().unwrap();
        assert_eq!(entries.len(), n_entries, "{kind}");
        assert!(entries.iter().all(|entry| entry["from"] == "built-in"));
        let table = fundable(["catalog", "list", "--kind", kind]);
        assert!(entries.iter().all(|entry| table.out.contains(entry["id"].as_str().unwrap())), "{kind}");
        assert!(table.out.lines().all(|line| line.chars().count() <= 100), "{}", table.out);
    }
    let some = json(&["catalog", "list", "--category", "cli", "--level", "3", "--json"]);
    let ids: Vec<_> = some["entries"].as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["cli-sbom", "cli-auto-remediation", "cli-reachability-analysis"]);
    let own = fundable(["catalog", "list", "--kind", "threats", "--catalog", CATALOG]);
    assert!(own.out.contains("own") && own.out.contains("tampered-release"), "{}", own.out);
    let wrong = fundable(["catalog", "list", "--category", "clu"]);
    assert!(wrong.code == 2 && wrong.err.contains("`cli`"), "{}", wrong.err);
    assert_eq!(fundable(["catalog", "list", "--kind", "funders", "--level", "1"]).code, 2);
}

/// What is shown can be laid over the catalog, and then says the same.
#[test]
fn what_is_shown_can_be_copied() {
    for (id, path) in [
        ("authz-rbac", "capabilities/authz-rbac.yaml"),
        ("nlnet", "funders/nlnet.yaml"),
        ("token-leak", "threats.yaml"),
        ("xz-utils-2024", "threats.yaml"),
        ("backend", "work-kinds.yaml"),
        ("P12", "precedents.yaml"),
        ("prin", "sources.yaml"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let shown = fundable(["catalog", "show", id]);
        assert!(shown.err.contains("from builtin/catalog/"), "{}", shown.err);
        assert!(shown.out.starts_with("# yaml-language-server: $schema="), "{}", shown.out);
        write(folder.path(), path, &shown.out);
        let checked = check(folder.path());
        assert_eq!(checked["problems"]["diagnostics"], serde_json::json!([]), "{id}");
        let replaced = checked["replaced"].as_array().unwrap();
        assert_eq!(replaced.len(), 1, "{id}: {}", shown.out);
        assert_eq!((replaced[0]["id"].as_str(), &replaced[0]["changes"]), (Some(id), &serde_json::json!([])));
    }
    let wrong = fundable(["catalog", "show", "authz-rbca"]);
    assert!(wrong.code == 2 && wrong.err.contains("did you mean `authz-rbac`?"), "{}", wrong.err);
}

#[test]
fn a_check_says_what_is_changed_and_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let own = read("catalog/capabilities/authz-rbac.yaml");
    let likely = own.lines().find(|line| line.starts_with("  likely: ")).unwrap().to_owned();
    write(folder.path(), "capabilities/authz-rbac.yaml", &own.replace(&likely, "  likely: 9.75"));
    write(
        folder.path(),
        "threats.yaml",
        "threats:\n  - {id: ours, title: Ours, meaning: It happens., weight: 2, because: It did.}\nincidents: []\n",
    );
    let checked = check(folder.path());
    let change = &checked["replaced"][0]["changes"];
    let before = likely.trim().trim_start_matches("likely: ");
    assert_eq!(change, &serde_json::json!([{"field": "effort.likely", "before": before, "after": "9.75"}]));
    assert_eq!((checked["added"][0]["id"].as_str(), checked["added"][0]["line"].as_u64()), (Some("ours"), Some(2)));
    let text = fundable(["catalog", "check", folder.path().to_str().unwrap()]);
    assert_eq!(text.code, 0);
    let line = text.out.lines().find(|line| line.contains("effort.likely")).unwrap();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["effort.likely", before, "9.75"]);
}

#[test]
fn a_check_reports_every_problem_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let own = read("catalog/capabilities/authz-rbac.yaml").replace("level: ", "level: 7");
    write(folder.path(), "capabilities/authz-rbac.yaml", &own);
    write(
        folder.path(),
        "funders/nlnet.yaml",
        &read("catalog/funders/nlnet.yaml").replace("id: nlnet\n", "id: nlnett\n"),
    );
    write(folder.path(), "treats.yaml", "");
    let ran = fundable(["catalog", "check", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 1);
    for code in ["[number-out-of-range]", "[id-mismatch]", "[stray-file]"] {
        assert!(ran.err.contains(code), "{code}: {}", ran.err);
    }
    assert_eq!(fundable(["catalog", "check", "no/such/folder"]).code, 1);
}

/// The built-in catalog by itself has no problem, and one that leans on it has.
#[test]
fn a_workspace_does_not_pass_for_a_catalog() {
    let ran = fundable(["catalog", "check", "examples/npm"]);
    assert_eq!(ran.code, 2, "{}{}", ran.out, ran.err);
    assert!(
        ran.err.contains("is a workspace and no catalog") && ran.err.contains("`examples/npm/catalog`"),
        "{}",
        ran.err
    );
}

#[test]
fn a_catalog_can_be_checked_by_itself() {
    let ran = fundable(["catalog", "check", "catalog", "--alone"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(!ran.out.contains("the same as the built-in"), "{}", ran.out);
    let ran = fundable(["catalog", "check", CATALOG, "--alone"]);
    assert!(ran.code == 1 && ran.err.contains("unknown work kind"), "{}", ran.err);
}

#[test]
fn a_graph_has_every_capability_and_every_need() {
    let list = json(&["catalog", "list", "--json"]);
    let capabilities: Vec<_> = list["entries"].as_array().unwrap().iter().map(|entry| &entry["capability"]).collect();
    let count = |field: &str| {
        let needs = capabilities.iter().flat_map(|item| item[field].as_array().unwrap());
        needs.map(|need| need.as_str().unwrap().split('|').count()).sum::<usize>()
    };
    let (hard, soft) = (count("needs"), count("better_after"));
    let dot = fundable(["catalog", "graph", "--format", "dot"]).out;
    assert_eq!(dot.matches("[label=\"A").count() + dot.matches("[label=\"Z").count(), 18);
    assert_eq!(dot.matches(" -> ").count(), hard + soft);
    assert_eq!(dot.matches("style=dashed").count(), soft);
    let mermaid = fundable(["catalog", "graph"]).out;
    assert!(mermaid.starts_with("flowchart LR\n"));
    assert_eq!(mermaid.matches("-->").count(), hard);
    assert_eq!(mermaid.matches("-.->").count(), soft);
    let svg = fundable(["catalog", "graph", "--format", "svg", "--catalog", CATALOG]).out;
    roxmltree::Document::parse(&svg).unwrap();
    assert!(svg.contains("from your own files"));
}

/// Where one of several will do, the graph says so.
#[test]
fn a_choice_is_drawn_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = "capabilities/authn-mfa-required-all.yaml";
    let (head, tail) = read(&format!("catalog/{path}"))
        .split_once("  - any_of: [authz-scoped-tokens, authz-trusted-publishing]\n")
        .map(|(head, tail)| (head.to_owned(), tail.replacen("strength: soft", "strength: hard", 1)))
        .unwrap();
    let choice = "  - any_of: [authz-scoped-tokens, authz-trusted-publishing]\n";
    write(folder.path(), path, &format!("{head}{choice}{tail}"));
    let graph = |format: &str| with_catalog(&["catalog", "graph", "--format", format], folder.path()).out;
    assert_eq!(graph("mermaid").matches(" -- or --> ").count(), 2);
    assert_eq!(graph("dot").matches("[label=\"or\"]").count(), 2);
    assert!(graph("svg").contains("cannot do without one of these"));
}

#[test]
fn a_new_framework_is_accepted_as_it_is_and_can_be_planned() {
    let folder = tempfile::tempdir().unwrap();
    let (catalog, workspace) = (folder.path().join("ours"), folder.path().join("w"));
    let ran = fundable(["catalog", "new", catalog.to_str().unwrap(), "--framework", "our-v1", "--funder", "our-fund"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let checked = check(&catalog);
    assert_eq!(checked["problems"]["diagnostics"], serde_json::json!([]));
    assert_eq!(checked["framework"], "our-v1");
    let workspace = workspace.to_str().unwrap();
    for args in [
        vec!["init", workspace, "--name", "A", "--ecosystem", "B", "--date", "2026-11-23", "--taxonomy", "uploads=yes"],
        vec!["check", workspace],
        vec!["plan", workspace],
        vec!["propose", workspace, "--for", "community", "--format", "md", "--out", "-"],
        vec!["propose", workspace, "--for", "our-fund", "--forms-only"],
        vec!["explain", "our-fund"],
    ] {
        let ran = with_catalog(&args, &catalog);
        assert!(ran.code <= 1 && !ran.err.contains("error["), "{args:?}: {}{}", ran.out, ran.err);
    }
    names_schemas_that_are_there(&catalog);
}

#[test]
fn a_new_overlay_is_a_copy_that_changes_nothing_until_it_is_edited() {
    let folder = tempfile::tempdir().unwrap();
    let catalog = folder.path().join("o");
    let new = |more: &[&str]| fundable(["catalog", "new", catalog.to_str().unwrap()].iter().chain(more));
    assert_eq!(new(&["--capability", "authz-rbac", "--funder", "nlnet"]).code, 0);
    let checked = check(&catalog);
    assert_eq!(checked["replaced"].as_array().unwrap().len(), 2);
    assert!(checked["replaced"].as_array().unwrap().iter().all(|entry| entry["changes"] == serde_json::json!([])));
    names_schemas_that_are_there(&catalog);
    // Nothing is written over, and nothing beside it.
    let path = catalog.join("capabilities/authz-rbac.yaml");
    fs::write(&path, "edited\n").unwrap();
    let again = new(&["--capability", "authz-rbac", "--capability", "cli-sbom"]);
    assert!(again.code == 2 && again.err.contains("is there already"), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), "edited\n");
    assert!(!catalog.join("capabilities/cli-sbom.yaml").exists());
    assert_eq!(new(&["--capability", "cli-sbom"]).code, 0);
    for wrong in [&["--capability", "no"][..], &["--funder", "../up"], &["--framework", "principles-v0.1"], &[]] {
        assert_eq!(new(wrong).code, 2, "{wrong:?}");
    }
}

fn names_schemas_that_are_there(catalog: &Path) {
    for folder in [catalog.to_owned(), catalog.join("capabilities"), catalog.join("funders")] {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let Some(text) = fs::read_to_string(&path).ok().filter(|_| path.is_file()) else { continue };
            let schema = text.lines().next().unwrap().strip_prefix("# yaml-language-server: $schema=").unwrap();
            let committed = root().join("catalog/schema").join(Path::new(schema).file_name().unwrap());
            assert_eq!(fs::read(folder.join(schema)).unwrap(), fs::read(committed).unwrap(), "{}", path.display());
        }
    }
}
