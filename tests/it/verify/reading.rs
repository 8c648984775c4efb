//! Texts that are no plan: each error names the place.

use std::fs;

use fundable::verify::verify;

use crate::planner::eventful;
use crate::support::fundable;

#[track_caller]
fn check(from: &str, to: &str, expected: &str) {
    let text = serde_json::to_string_pretty(&eventful()).unwrap();
    let damaged = text.replacen(from, to, 1);
    assert_ne!(damaged, text, "{from} is not in the plan");
    let error = verify(damaged.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(expected), "{error}");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    check(
        "fundable-plan/1",
        "fundable-status/1",
        "`format`: this is `fundable-status/1`, but only a plan can be checked",
    );
    check("\"first_day\": \"2027-01-04\"", "\"first_day\": \"4 January\"", "`exact.first_day`: `4 January` is no date");
    check("\"end_bound\": ", "\"end_bund\": ", "`exact`: missing field `end_bound`");
    check("\"lag_days\": ", "\"lag_days\": -", "`exact.steps[0].lag_days`: invalid value: integer `-10`, expected u32");
    check("\"waiting\": \"", "\"waiting\": \"-", "`exact.waiting`: `-");
    check("\"waiting\": \"", "\"waiting\": \"99999999999999999999999999999999", "is no whole number from 0 to 10^30");
    check(
        "\"n_days\": ",
        "\"n_days\": 1.5, \"x\": ",
        "`schedule.n_days`: invalid type: floating point `1.5`, expected u32",
    );
    check("\"exact\": {", "\"exact\": {,", "(line ");
}

#[test]
fn texts_that_are_no_json_or_no_plan_are_refused_as_such() {
    let error = |text: &str| verify(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(error(""), "EOF while parsing a value (line 1, column 0)");
    assert_eq!(error("{}"), "missing field `format` (line 1, column 2)");
    assert_eq!(error("[1]"), "`[0]`: invalid type: integer `1`, expected a string (line 1, column 2)");
    assert_eq!(error("{\"format\": 1}"), "`format`: invalid type: integer `1`, expected a string (line 1, column 12)");
    assert_eq!(error("{\"format\": \"x\"} x"), "trailing characters (line 1, column 17)");
    assert!(verify(&[0xff, 0xfe]).is_err());
    assert!(verify("[".repeat(10_000).as_bytes()).is_err());
}

#[test]
fn the_command_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.json");
    fs::write(&path, "{}").unwrap();
    let ran = fundable(["verify", path.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert!(ran.err.contains("missing field `format`") && ran.err.contains("fundable plan --json"), "{}", ran.err);
    let ran = fundable(["verify", "no-such-file.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("cannot read `no-such-file.json`"), "{}", ran.err);
    assert_eq!(fundable(["verify"]).code, 2);
}

#[test]
fn what_a_terminal_would_obey_is_printed_as_its_number() {
    let mut plan = eventful();
    plan["steps"][0]["id"] = "\u{1b}[2J\u{202e}x".into();
    let report = verify(plan.to_string().as_bytes()).unwrap();
    let fault = report.checks.iter().flat_map(|check| &check.faults).next().unwrap();
    assert!(fault.message.starts_with("`\\u{1b}[2J\\u{202e}x` here, `"), "{}", fault.message);
    plan["format"] = "\u{1b}[2J".into();
    assert!(verify(plan.to_string().as_bytes()).unwrap_err().to_string().contains("\\u{1b}[2J"));
}
