//! What if: one plan against another.

use serde_json::Value;

use crate::support::fundable;

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
    let same = view(&["--with", "examples/rubygems/plan.yaml"]);
    assert_eq!(same["changes"].as_array().unwrap().len(), 0);
    assert_eq!(same["n_same"], 14);
    assert!(same["sums"].as_array().unwrap().iter().all(|sum| sum["difference"] == ""));
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
    let ran = fundable(["compare", "examples/rubygems", "--with", "examples/homebrew/plan.yaml"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("different currencies"), "{}", ran.err);
}
