//! `fundable verify`: accepts what the planner makes, and nothing else.

mod forgeries;
mod mutations;
mod reading;

use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use fundable::verify::verify;
use serde_json::Value;

use crate::planner::{eventful, nothing_to_do};
use crate::support::fundable;

/// Kinds of the faults of a plan, with where they are.
fn faults(plan: &Value) -> Vec<(&'static str, String)> {
    let report = verify(plan.to_string().as_bytes()).unwrap();
    let faults = report.checks.iter().flat_map(|check| &check.faults);
    let faults: Vec<_> = faults.map(|fault| (fault.kind.name(), format!("{}: {}", fault.at, fault.message))).collect();
    assert_eq!((report.accepted, report.n_faults), (faults.is_empty(), faults.len()));
    faults
}

#[test]
fn the_plans_of_all_examples_are_accepted() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.json");
        fs::write(&path, fundable(["plan", &format!("examples/{name}"), "--json"]).bytes).unwrap();
        let ran = fundable(["verify", path.to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{name}: {}", ran.out);
        assert!(ran.out.ends_with("\naccepted\n") && !ran.out.contains("FAULT"), "{name}: {}", ran.out);
    }
}

#[test]
fn holidays_absences_and_deadlines_are_accepted() {
    let plan = eventful();
    assert_eq!(faults(&plan), []);
    let exact = &plan["exact"];
    assert!(!exact["holidays"].as_array().unwrap().is_empty());
    assert!(exact["roles"].as_array().unwrap().iter().any(|role| !role["away"].as_array().unwrap().is_empty()));
    assert!(plan["schedule"]["n_days_late"].as_u64().unwrap() > 0, "a deadline is missed");
    assert_ne!(exact["list"][0], 0, "something is brought forward for a deadline");
}

#[test]
fn an_empty_plan_is_accepted() {
    let plan = nothing_to_do();
    assert_eq!(plan["steps"], serde_json::json!([]));
    assert_eq!(faults(&plan), []);
}

#[test]
fn what_only_more_work_would_show_is_said_to_be_taken_as_stated() {
    let ran = fundable(["plan", "examples/rubygems", "--objective", "earliest-end", "--json"]);
    let mut plan: Value = serde_json::from_str(&ran.out).unwrap();
    let report = verify(ran.out.as_bytes()).unwrap();
    assert!(report.accepted);
    let end = report.checks.iter().find(|check| check.name == "end").unwrap();
    let stated = plan["exact"]["end_bound"].as_u64().unwrap();
    assert!(end.not_proved.as_ref().unwrap().contains(&format!("before day {stated}, for which all roles")));
    // A plan that does not search has no such excuse.
    plan["schedule"]["objective"] = "value-first".into();
    assert_eq!(faults(&plan)[0].0, "wrong-bound");
}

/// Runs the program on what is written to its standard input.
fn piped(text: &str, args: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fundable"));
    let mut child = command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_forged_plan_is_refused_with_code_1_in_words_and_as_json() {
    let mut plan = eventful();
    assert_eq!(piped(&plan.to_string(), &["verify", "-"]).0, 0);
    plan["exact"]["end_bound"] = 1.into();
    let (code, out) = piped(&plan.to_string(), &["verify", "-"]);
    assert_eq!(code, 1);
    assert!(out.contains("wrong-bound at exact.end_bound: day 1 is stated"), "{out}");
    assert!(out.ends_with("REFUSED: 2 faults\n"), "{out}");
    let (code, out) = piped(&plan.to_string(), &["verify", "-", "--json"]);
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["accepted"], &report["n_faults"]), (1, &Value::Bool(false), &2.into()));
    assert_eq!(report["format"], "fundable-verification/1");
}
