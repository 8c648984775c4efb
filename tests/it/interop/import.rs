//! Import of evaluation logs: what comes back is what went out, and what is wrong is said with its line.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::{Ran, fundable, root};

const EXAMPLES: [&str; 5] = ["pypi", "rubygems", "rust-crates", "npm", "homebrew"];

/// A folder with a log and a workspace.
struct Place(tempfile::TempDir);

impl Place {
    /// The private log of an example, and a workspace with this assessment.
    fn of(example: &str, assessment: &str) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.workspace()).unwrap();
        fs::write(place.assessment(), assessment).unwrap();
        let ran = fundable(["export", "gemara-evaluation", &format!("examples/{example}"), "--private"]);
        fs::write(place.log(), ran.out).unwrap();
        place
    }

    fn workspace(&self) -> PathBuf {
        self.0.path().join("workspace")
    }

    fn assessment(&self) -> PathBuf {
        self.workspace().join("assessment.yaml")
    }

    fn log(&self) -> PathBuf {
        self.0.path().join("log.yaml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.assessment()).unwrap()
    }

    fn change_log(&self, from: &str, to: &str) {
        let text = fs::read_to_string(self.log()).unwrap();
        assert!(text.contains(from), "{from}");
        fs::write(self.log(), text.replacen(from, to, 1)).unwrap();
    }

    fn import(&self, more: &[&str]) -> Ran {
        let (log, workspace) = (self.log(), self.workspace());
        let args = ["import", "gemara-evaluation", log.to_str().unwrap(), "--into", workspace.to_str().unwrap()];
        fundable(args.iter().chain(more))
    }

    fn standings(&self) -> BTreeMap<String, String> {
        standings(&self.workspace())
    }
}

fn standings(workspace: &Path) -> BTreeMap<String, String> {
    let ran = fundable(["status", workspace.to_str().unwrap(), "--json"]);
    let status: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|_| panic!("{}", ran.err));
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let all = status["capabilities"].as_array().unwrap();
    all.iter().map(|item| (text(&item["id"]), text(&item["standing"]))).collect()
}

fn example(name: &str) -> String {
    fs::read_to_string(root().join("examples").join(name).join("assessment.yaml")).unwrap()
}

/// The assessment of an example with other capabilities.
fn with_capabilities(name: &str, capabilities: &str) -> String {
    let text = example(name);
    format!("{}\n{capabilities}", text.split("\ncapabilities:").next().unwrap())
}

#[test]
fn what_went_out_comes_back() {
    for name in EXAMPLES {
        let place = Place::of(name, &with_capabilities(name, "capabilities: {}\n"));
        let ran = place.import(&["--yes"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let before = standings(&root().join("examples").join(name));
        let text = example(name);
        let has_share = |id: &str| {
            let entry = text.split(&format!("\n  {id}:\n")).nth(1).unwrap_or_default();
            entry
                .split("\n  ")
                .take_while(|line| line.starts_with(' '))
                .any(|line| line.trim().starts_with("share_left"))
        };
        for (id, after) in place.standings() {
            let expected = match before[&id].as_str() {
                // Gemara has no words for these; docs/interop.md says so.
                "delegated" => "met",
                "partial" if has_share(&id) => "missing",
                other => other,
            };
            assert_eq!(after, expected, "{name}: {id}");
        }
    }
}

#[test]
fn the_log_of_an_assessment_changes_nothing_in_it() {
    for name in EXAMPLES {
        let place = Place::of(name, &example(name));
        let ran = place.import(&["--yes"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        assert!(ran.out.contains("No status changes."), "{name}: {}", ran.out);
        assert_eq!(place.text(), example(name), "{name}");
    }
}

/// Two capabilities of which the log says something else, in block style, with comments and braces.
const HAND_MADE: &str = "\
capabilities:
  # who signs in
  authn-strong-mfa: {status: missing, note: \"a, {b}\"}  # to be looked at
  authn-email-verification:
    # as seen in June
    status: met   # really?
    evidence:
    - what: a mail came
      date: 2026-06
    note: >-
      A note of two
      lines.

  # what comes after
  authz-rbac:
    status: not-applicable
    reason: >-
      No
      roles.
    confidential: true
  authn-recovery-policy: {status: unknown}
# the end
";

#[test]
fn everything_else_in_the_file_stays() {
    for (crlf, name) in [(false, "lf"), (true, "crlf")] {
        let text = with_capabilities("rubygems", HAND_MADE);
        let text = if crlf { text.replace('\n', "\r\n") } else { text };
        let place = Place::of("rubygems", &text);
        let ran = place.import(&["--yes"]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        let after = place.text();
        assert_eq!(after.contains("\r\n"), crlf);
        assert!(!crlf || after.matches('\n').count() == after.matches("\r\n").count(), "line ends of one kind");
        let after = after.replace("\r\n", "\n");
        for kept in [
            "  # who signs in\n",
            "    note: \"a, {b}\"\n",
            "  # to be looked at\n",
            "    # as seen in June\n    status: partial   # really?\n    sub_checks:\n      at-sign-up: met\n      before-publish: missing\n",
            "    - what: a mail came\n      date: 2026-06\n    - what: >-\n",
            "    note: >-\n      A note of two\n      lines.\n\n  # what comes after\n",
            "    confidential: true\n",
            "# the end\n",
        ] {
            assert!(after.contains(kept), "{name}: no {kept:?} in\n{after}");
        }
        assert!(!after.contains("No\n      roles."), "a reason belongs to its status alone");
        let (before, after) = (standings(&root().join("examples/rubygems")), place.standings());
        for id in ["authn-strong-mfa", "authn-email-verification", "authz-rbac", "authn-recovery-policy"] {
            assert_eq!(after[id], before[id], "{name}: {id}");
        }
    }
}

#[test]
fn nothing_is_written_without_being_asked_for() {
    let place = Place::of("rubygems", &with_capabilities("rubygems", HAND_MADE));
    let before = place.text();
    let ran = place.import(&["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(ran.out.contains("-    status: met   # really?\n+    status: partial   # really?\n"), "{}", ran.out);
    let ran = place.import(&[]);
    assert_eq!(ran.code, 2, "there is no terminal to ask on: {}", ran.err);
    assert!(ran.err.contains("add `--yes`"), "{}", ran.err);
    assert_eq!(place.text(), before);
}

#[test]
fn what_the_log_does_not_know_changes_nothing_that_is_known() {
    let capabilities = "capabilities:\n  authn-strong-mfa:\n    status: missing\n";
    for word in ["Needs Review", "Not Run", "Unknown"] {
        let place = Place::of("rubygems", &with_capabilities("rubygems", capabilities));
        place.change_log(
            "name: Offer a strong second factor\n    result: Passed",
            &format!("name: x\n    result: {word}"),
        );
        let ran = place.import(&["--yes"]);
        assert!(ran.out.contains("Kept, because the log does not know: authn-strong-mfa."), "{word}: {}", ran.out);
        assert_eq!(place.standings()["authn-strong-mfa"], "missing");
        // Where nothing is known, it is written down that somebody has looked; nobody has where it was not run.
        let place = Place::of("rubygems", &with_capabilities("rubygems", "capabilities: {}\n"));
        place.change_log(
            "name: Offer a strong second factor\n    result: Passed",
            &format!("name: x\n    result: {word}"),
        );
        place.import(&["--yes"]);
        assert_eq!(place.text().contains("  authn-strong-mfa:\n    status: unknown\n"), word != "Not Run", "{word}");
    }
}

#[test]
fn a_new_workspace_is_made_where_there_is_none() {
    let place = Place::of("homebrew", "");
    fs::remove_dir_all(place.workspace()).unwrap();
    let ran = place.import(&[]);
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(ran.err.contains("`--ecosystem`, `--taxonomy accounts=...`"), "{}", ran.err);
    assert!(!place.workspace().exists());
    let answers = ["accounts=no", "built_packages=yes", "source_archives=yes", "source_index=no", "builds_itself=yes"];
    let answers = answers.iter().flat_map(|answer| ["--taxonomy", answer]);
    let ran = place.import(&["--ecosystem", "macOS"].into_iter().chain(answers).collect::<Vec<_>>());
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(place.workspace().join("plan.yaml").is_file());
    let text = place.text();
    assert!(text.contains("name: \"Homebrew\"") && text.contains("assessed_on: 2026-"), "{text}");
    let (before, after) = (standings(&root().join("examples/homebrew")), place.standings());
    assert_eq!(after["gen-typosquatting-protection"], before["gen-typosquatting-protection"]);
    assert_eq!(fundable(["check", place.workspace().to_str().unwrap()]).code, 0);
}

#[test]
fn evidence_of_a_log_comes_along() {
    let place = Place::of("rubygems", &with_capabilities("rubygems", "capabilities: {}\n"));
    place.change_log(
        "mapping-references:\n",
        "mapping-references:\n    - {id: api, title: API, version: '1', url: 'https://example.org/api'}\n",
    );
    place.change_log(
        "entry-id: authn-strong-mfa\n        description:",
        "entry-id: authn-strong-mfa\n        evidence:\n          - id: ev-1\n            type: api-response\n            \
         collected-at: 2026-07-01T10:00:00+02:00\n            description: Settings of the account\n            source: {reference-id: api, \
         coordinate: /settings}\n            payload: {mfa: true}\n        description:",
    );
    assert_eq!(place.import(&["--yes"]).code, 0);
    let entry = "      - what: >-\n          Settings of the account\n        link: \"https://example.org/api\"\n        date: 2026-07-01\n";
    assert!(place.text().contains(entry), "{}", place.text());
}

#[test]
fn a_log_of_something_else_needs_its_reference() {
    let place = Place::of("rubygems", &with_capabilities("rubygems", "capabilities: {}\n"));
    let text = fs::read_to_string(place.log()).unwrap();
    fs::write(place.log(), text.replace("reference-id: principles-v0.1", "reference-id: PPRS")).unwrap();
    let ran = place.import(&["--yes"]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.err.contains("error[unknown-framework]: this result is about `PPRS`, not about `principles-v0.1`"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("log.yaml:31:21"), "{}", ran.err);
    assert_eq!(place.import(&["--yes", "--reference", "PPRS"]).code, 0);
}

#[test]
fn a_log_whose_result_contradicts_its_evaluations_is_taken_with_a_warning() {
    let place = Place::of("rubygems", &example("rubygems"));
    let ran = place.import(&["--dry-run"]);
    assert!(!ran.err.contains("parts-contradict-status"), "{}", ran.err);
    place.change_log("result: Failed\ntarget", "result: Passed\ntarget");
    let ran = place.import(&["--dry-run"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for words in
        ["warning[parts-contradict-status]", "as a whole is `Passed`, but `", "is `Failed`", "of the whole, not used"]
    {
        assert!(ran.err.contains(words), "no {words} in {}", ran.err);
    }
}

#[test]
fn programs_read_what_a_log_changes_and_write_it_with_yes_alone() {
    let place = Place::of("rubygems", &example("rubygems"));
    place.change_log("result: Failed\n    message: \"Partly", "result: Not Applicable\n    message: \"Partly");
    let read = |args: &[&str]| serde_json::from_str::<serde_json::Value>(&place.import(args).out).unwrap();
    let view = read(&["--json"]);
    assert_eq!(view["format"], "fundable-import/1");
    assert_eq!(view["changes"][0]["after"], "not-applicable", "{view}");
    assert!(view["diff"].as_str().unwrap().contains("+    status: not-applicable"), "{view}");
    assert_eq!(view["written"].as_array().unwrap().len(), 0);
    assert_eq!(place.text(), example("rubygems"));
    let view = read(&["--json", "--yes"]);
    assert!(view["written"][0].as_str().unwrap().ends_with("assessment.yaml"), "{view}");
    assert_ne!(place.text(), example("rubygems"));
}

#[test]
fn faults_of_a_log_are_reported_with_their_lines() {
    let cases = [
        ("result: Failed\ntarget", "result: Partly\ntarget", "", ""),
        ("type: EvaluationLog", "type: GuidanceCatalog", "unknown-value", "log.yaml:3:9"),
        ("gemara-version: \"1.0.0\"", "gemara-version: \"2.0.0\"", "unknown-value", "version 1 of the schema"),
        ("    result: Passed\n    message", "    result: Partly\n    message", "unknown-value", "`Not Applicable`"),
        ("date: \"2026-08-21T00:00:00Z\"", "date: \"2026-08-32\"", "invalid-date", "log.yaml:6:9"),
        (
            "entry-id: authn-strong-mfa",
            "entry-id: authn-strong-mfaa",
            "unknown-capability",
            "did you mean `authn-strong-mfa`?",
        ),
        ("entry-id: authn-strong-mfa", "entry-id: authn-recovery-policy", "duplicate-id", "evaluated twice"),
        (
            "authn-email-verification.at-sign-up",
            "authn-email-verification.sign-up",
            "unknown-sub-check",
            "`at-sign-up`",
        ),
        (
            "    result: Failed\n    message: \"Partly",
            "    result: Passed\n    message: \"Partly",
            "parts-contradict-status",
            "`Passed` as a whole",
        ),
        ("    assessment-logs:\n", "    assessment-log:\n", "missing-field", "`assessment-logs` is needed here"),
        ("name: RubyGems.org", "name: \"Ruby\\u202EGems\"", "forbidden-character", "log.yaml"),
        ("evaluations:\n", "evaluations: {\n", "yaml-syntax", "log.yaml"),
    ];
    for (from, to, code, words) in cases {
        let place = Place::of("rubygems", &example("rubygems"));
        place.change_log(from, to);
        let ran = place.import(&["--yes"]);
        // The result of the whole log says nothing that is taken over.
        let expected = i32::from(!code.is_empty());
        assert_eq!(ran.code, expected, "{to}: {}", ran.err);
        assert!(code.is_empty() || ran.err.contains(&format!("error[{code}]")), "{to}: {}", ran.err);
        assert!(ran.err.contains(words), "{to}: no {words} in {}", ran.err);
        assert_eq!(place.text(), example("rubygems"), "{to}");
    }
}

#[test]
fn an_assessment_that_cannot_be_edited_piece_by_piece_stays() {
    let capabilities = "capabilities: {authn-strong-mfa: {status: missing}}\n";
    let place = Place::of("rubygems", &with_capabilities("rubygems", capabilities));
    let ran = place.import(&["--yes"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.err.contains("cannot be edited without harm"), "{}", ran.err);
    assert!(place.text().ends_with(capabilities));
}

#[test]
fn what_is_confidential_stays_so() {
    let text = example("rubygems").replace("  authn-strong-mfa:\n", "  authn-strong-mfa:\n    confidential: true\n");
    let place = Place::of("rubygems", &text);
    let workspace = place.workspace();
    let ran = fundable(["export", "gemara-evaluation", workspace.to_str().unwrap(), "--private"]);
    assert!(ran.out.contains("message: \"Confidential. In place."), "{}", ran.out);
    fs::write(place.log(), ran.out).unwrap();
    let before = "capabilities:\n  authn-brute-force-protection: {status: unknown}\n";
    fs::write(place.assessment(), with_capabilities("rubygems", before)).unwrap();
    assert_eq!(place.import(&["--yes"]).code, 0);
    assert!(
        place.text().contains("  authn-strong-mfa:\n    status: met\n    confidential: true\n"),
        "{}",
        place.text()
    );
    assert_eq!(place.text().matches("confidential: true").count(), 1);
}
