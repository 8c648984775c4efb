//! What if: one plan against another.

use std::fs;

use serde_json::Value;

use crate::support::{fundable, root};

fn view(args: &[&str]) -> Value {
    let ran = fundable(["compare", "examples/rubygems", "--json"].iter().chain(args));
    assert_eq!(ran.code, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn sum(view: &Value, of: &str) -> (String, String, String) {
    let sums = view["sums"].as_array().unwrap();
    let sum = sums.iter().find(|sum| sum["of"] == of).unwrap_or_else(|| panic!("no sum of {of}"));
    let text = |field: &str| sum[field].as_str().unwrap().to_owned();
    (text("before"), text("after"), text("difference"))
}

#[test]
fn a_plan_against_itself_changes_nothing() {
    let same = view(&["examples/rubygems/plan.yaml"]);
    assert_eq!(same["changes"].as_array().unwrap().len(), 0);
    assert_eq!(same["n_same"], 14);
    assert!(same["sums"].as_array().unwrap().iter().all(|sum| sum["difference"] == ""));
}

#[test]
fn two_plan_files_are_two_plans_of_the_first_ones_registry() {
    let folder = tempfile::tempdir().unwrap();
    let plan = fs::read_to_string(root().join("examples/rubygems/plan.yaml")).unwrap();
    let packages = "work_packages:\n  - {id: signing, title: Safer sign-in, capabilities: [authn-mfa-required-all]}\n";
    let holidays = "holidays:\n  - {from: 2027-08-02, to: 2027-08-13, name: Summer break}\n";
    let other = folder.path().join("other.yaml");
    fs::write(&other, format!("{plan}\n{packages}{holidays}")).unwrap();
    let ran = fundable(["compare", "examples/rubygems/plan.yaml", other.to_str().unwrap(), "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let view: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(sum(&view, "Safer sign-in").0, "-");
    assert_eq!(sum(&view, "Cost").2, "");
    let (before, after, _) = sum(&view, "Authentication, level 3");
    assert!(before < after, "two weeks of holidays put it off: {before} {after}");
}

#[test]
fn more_people_cost_the_same_and_end_sooner() {
    let view = view(&["--team", "developers=4", "--team", "Programme and support=2"]);
    assert_eq!(sum(&view, "Cost").2, "");
    let (before, after, difference) = sum(&view, "End of the plan");
    assert!(after < before && difference.starts_with('-'), "{before} {after} {difference}");
}

#[test]
fn what_is_left_out_is_no_longer_paid_for() {
    let view = view(&["--without", "cli-sbom"]);
    let gone = view["changes"].as_array().unwrap().iter().find(|change| change["id"] == "cli-sbom").unwrap();
    assert_eq!((gone["position_after"].as_str(), gone["cost_difference"].as_str()), (Some("-"), Some("-39,463")));
    assert_eq!(sum(&view, "Cost").2, "-39,463");
}

#[test]
fn dropping_a_need_and_another_policy_change_the_order() {
    let dropped = view(&["--drop-soft", "gen-malware-reporting=gen-vulnerability-disclosure-policy"]);
    let quick = view(&["--policy", "quick-wins"]);
    for view in [dropped, quick] {
        assert!(!view["changes"].as_array().unwrap().is_empty());
        assert_eq!(sum(&view, "Cost").2, "");
    }
}

#[test]
fn wrong_changes_are_refused_with_the_mend() {
    for (args, message) in [
        (vec!["--team", "develpers=2"], "did you mean `Developers`?"),
        (vec!["--team", "Developers"], "write `--team role=2`"),
        (vec!["--team", "Developers=0"], "0.05 to 1000 persons"),
        (vec!["--target", "4"], "from 0 to 3"),
        (vec!["--without", "cli-sbomb"], "did you mean `cli-sbom`?"),
        (vec!["--drop-soft", "authn-mfa-required-all=authn-strong-mfa"], "cannot be built without"),
        (vec!["--drop-soft", "cli-sbom=authz-rbac"], "does not need"),
        (vec![], "required"),
    ] {
        let ran = fundable(["compare", "examples/rubygems"].iter().chain(&args));
        assert_eq!(ran.code, 2, "{args:?}");
        assert!(ran.err.contains(message), "{args:?}: {}", ran.err);
    }
    let ran = fundable(["compare", "examples/rubygems", "examples/homebrew/plan.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("different currencies"), "{}", ran.err);
}
