//! Files laid over the built-in catalog, one test per kind of file.

use serde_json::Value;

use super::{read, with_catalog, write};
use crate::support::fundable;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_estimate_is_overridden_by_a_copy_of_the_file_of_its_capability() {
    let folder = tempfile::tempdir().unwrap();
    let own = read("catalog/capabilities/authz-rbac.yaml");
    let points: Vec<_> = own.lines().filter(|line| line.starts_with("  likely: ")).collect();
    let own = own.replace(points[0], "  likely: 9.75");
    let own = own.replace("  optimistic: ", "  optimistic: 0").replace("  pessimistic: ", "  pessimistic: 1");
    write(folder.path(), "capabilities/authz-rbac.yaml", &own);
    let explained = |ran: crate::support::Ran| json(&ran.out)["effort"].as_str().unwrap().to_owned();
    let before = explained(fundable(["explain", "authz-rbac", "--json"]));
    let after = explained(with_catalog(&["explain", "authz-rbac", "--json"], folder.path()));
    assert!(!before.contains("9.75") && after.contains("9.75"), "{before} {after}");
    // Everything else is as it was.
    assert_eq!(with_catalog(&["explain", "cli-sbom"], folder.path()).out, fundable(["explain", "cli-sbom"]).out);
}

#[test]
fn a_capability_is_added() {
    let folder = tempfile::tempdir().unwrap();
    let own = read("catalog/capabilities/gen-vulnerability-warnings-ui.yaml")
        .replace("id: gen-vulnerability-warnings-ui", "id: gen-our-own")
        .replace("number: G2.4", "number: G2.9");
    write(folder.path(), "capabilities/gen-our-own.yaml", &own);
    let status = json(&with_catalog(&["status", "examples/npm", "--json"], folder.path()).out);
    let built_in = json(&fundable(["status", "examples/npm", "--json"]).out);
    let count = |status: &Value| {
        status["categories"].as_array().unwrap().iter().filter_map(|c| c["n_applicable"].as_u64()).sum::<u64>()
    };
    assert_eq!(count(&status), count(&built_in) + 1);
    // It is unknown there, so the plan begins by finding out.
    let plan = with_catalog(&["plan", "examples/npm", "--json"], folder.path()).out;
    assert!(plan.contains("\"gen-our-own\""));
}

#[test]
fn one_threat_is_added_and_one_changed_without_copying_the_others() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "threats.yaml",
        "threats:\n  - id: account-takeover\n    title: Our name for it\n    meaning: Somebody logs in.\n    weight: 1\n    \
         because: We saw none.\n  - id: our-threat\n    title: A threat of ours\n    meaning: It happens here.\n    weight: 2\n    \
         because: It happened once.\nincidents:\n  - id: our-incident\n    date: 2001-01\n    title: Ours\n    registry: Ours\n    \
         facts: It happened.\n    threats: [our-threat]\n    sources: [prin]\n",
    );
    let own = read("catalog/capabilities/authn-strong-mfa.yaml").replacen(
        "  - threat: ",
        "  - threat: our-threat\n    contribution: supporting\n  - threat: ",
        1,
    );
    write(folder.path(), "capabilities/authn-strong-mfa.yaml", &own);
    let explained = with_catalog(&["explain", "authn-strong-mfa"], folder.path());
    assert!(explained.out.contains("A threat of ours (weight 2; supporting"), "{}{}", explained.out, explained.err);
    assert!(explained.out.contains("Our name for it (weight 1"), "{}", explained.out);
    assert_eq!(with_catalog(&["check", "examples/npm"], folder.path()).code, 0);
}

#[test]
fn a_kind_of_work_is_added_and_used() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "work-kinds.yaml",
        "work_kinds:\n  - id: translation\n    title: Translation\n    covers: Texts in other languages.\n",
    );
    let ran = with_catalog(&["check", "examples/npm"], folder.path());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let own = read("catalog/capabilities/gen-vulnerability-warnings-ui.yaml").replace("  ux: 20", "  translation: 20");
    write(folder.path(), "capabilities/gen-vulnerability-warnings-ui.yaml", &own);
    let ran = with_catalog(&["explain", "gen-vulnerability-warnings-ui"], folder.path());
    assert!(ran.out.contains("Translation 20 %"), "{}{}", ran.out, ran.err);
    // A team has to say who does it.
    assert!(with_catalog(&["check", "examples/npm"], folder.path()).err.contains("translation"));
}

#[test]
fn a_funder_a_precedent_and_a_source_are_added() {
    let folder = tempfile::tempdir().unwrap();
    let own = read("catalog/funders/generic.yaml")
        .replace("id: generic", "id: our-fund")
        .replace("name: Any other funder", "name: Our Fund");
    write(folder.path(), "funders/our-fund.yaml", &own);
    write(
        folder.path(),
        "sources.yaml",
        "sources:\n  - id: our-source\n    title: Our own record\n    date: 2026-05\n",
    );
    write(
        folder.path(),
        "precedents.yaml",
        "precedents:\n  - id: X1\n    registry: Ours\n    work: Something\n    capabilities: [authz-rbac]\n    money: unknown\n    \
         outcome: Done.\n    sources: [our-source]\n",
    );
    let ran =
        with_catalog(&["propose", "examples/npm", "--for", "our-fund", "--format", "md", "--out", "-"], folder.path());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("proposal to Our Fund"));
    let own = read("catalog/capabilities/authz-rbac.yaml").replacen(
        "basis: analogy",
        "basis: precedent\n  precedents: [X1]",
        1,
    );
    write(folder.path(), "capabilities/authz-rbac.yaml", &own);
    let ran = with_catalog(&["explain", "authz-rbac"], folder.path());
    assert!(ran.out.contains("X1 Ours: Something") || own.contains("precedents: [P"), "{}{}", ran.out, ran.err);
}
