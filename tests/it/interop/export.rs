//! Export: each example, read by a strict reader of the format.

use std::fs;

use super::gemara_schema::{EvaluationLog, Outcome, evaluation_log, guidance_catalog};
use crate::support::{Ran, fundable, root};

const EXAMPLES: [&str; 5] = ["pypi", "rubygems", "rust-crates", "npm", "homebrew"];

fn export(args: &[&str]) -> Ran {
    let ran = fundable(["export"].iter().chain(args));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

/// The log of an assessment whose text is changed first.
fn changed(example: &str, from: &str, to: &str, more: &[&str]) -> (EvaluationLog, Ran) {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(root().join("examples").join(example).join("assessment.yaml")).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(folder.path().join("assessment.yaml"), text.replacen(from, to, 1)).unwrap();
    let ran = export(&[&["gemara-evaluation", folder.path().to_str().unwrap()], more].concat());
    (evaluation_log(&ran.out), ran)
}

fn result(log: &EvaluationLog, id: &str) -> Option<Outcome> {
    log.evaluations.iter().find(|item| item.control.entry_id == id).map(|item| item.result)
}

#[test]
fn the_framework_is_a_guidance_catalog() {
    let catalog = guidance_catalog(&export(&["gemara-catalog"]).out);
    assert_eq!(catalog.guidelines.len(), 32);
    assert_eq!(catalog.groups.len(), 4);
    assert_eq!(catalog.metadata.applicability_groups.len(), 3);
    let own = export(&["gemara-catalog", "--catalog", "examples/release-hygiene/catalog"]);
    assert_eq!(guidance_catalog(&own.out).metadata.id, "release-hygiene-v1");
    assert!(!own.out.contains("{registry}") && !own.out.contains("{ecosystem}"));
}

#[test]
fn every_example_is_an_evaluation_log() {
    for example in EXAMPLES {
        let ran = export(&["gemara-evaluation", &format!("examples/{example}")]);
        let log = evaluation_log(&ran.out);
        assert_eq!(log.evaluations.len(), 32, "{example}");
        assert!(ran.err.contains("have no place in the format"), "{}", ran.err);
    }
}

#[test]
fn partly_met_is_never_passed() {
    let mut n_partial = 0;
    for example in EXAMPLES {
        let workspace = format!("examples/{example}");
        let log = evaluation_log(&export(&["gemara-evaluation", &workspace]).out);
        let status: serde_json::Value = serde_json::from_str(&fundable(["status", &workspace, "--json"]).out).unwrap();
        let partial = status["capabilities"].as_array().unwrap().iter().filter(|item| item["standing"] == "partial");
        for item in partial {
            n_partial += 1;
            let id = item["id"].as_str().unwrap();
            assert!(matches!(result(&log, id), Some(Outcome::Failed | Outcome::Unknown)), "{example}: {id}");
        }
    }
    assert!(n_partial >= 10, "{n_partial}");
}

#[test]
fn what_is_confidential_stays_out_unless_asked_for() {
    let from = "  authn-email-verification:\n";
    let to = &format!("{from}    confidential: true\n");
    let note = "A later fix may exist";
    let (log, ran) = changed("rubygems", from, to, &[]);
    assert_eq!(result(&log, "authn-email-verification"), None);
    assert!(!ran.out.contains("entry-id: authn-email-verification"), "how it stands is confidential");
    assert!(!ran.out.contains(note));
    assert!(ran.err.contains("1 capability confidential: no entry"), "{}", ran.err);
    let (log, ran) = changed("rubygems", from, to, &["--private"]);
    assert!(ran.out.contains(note));
    assert_eq!(result(&log, "authn-email-verification"), Some(Outcome::Failed));
    assert!(log.metadata.description.contains("Private"));
}

#[test]
fn a_log_with_nothing_in_it_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    // What the taxonomy calls not applicable has an entry, so it has to be a registry to which all applies.
    let text = fs::read_to_string(root().join("examples/pypi/assessment.yaml")).unwrap();
    let head = text.split("\ncapabilities:").next().unwrap();
    fs::write(folder.path().join("assessment.yaml"), format!("{head}\ncapabilities: {{}}\n")).unwrap();
    let ran = fundable(["export", "gemara-evaluation", folder.path().to_str().unwrap()]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.is_empty() && ran.err.contains("nothing to export"), "{}", ran.err);
}

/// Texts that YAML would take for something else.
const HOSTILE: [&str; 8] = ["yes", "1.0", "- x", "# none", "a: b", "{a}", "\"q\" 'q'", "~"];

#[test]
fn hostile_texts_of_an_assessment_arrive_as_they_are() {
    for text in HOSTILE {
        let quoted = serde_json::to_string(text).unwrap();
        let to = format!("  authn-strong-mfa:\n    note: {quoted}\n    by_third_party: {quoted}\n");
        let (log, _) = changed("rubygems", "  authn-strong-mfa:\n", &to, &[]);
        let item = log.evaluations.iter().find(|item| item.control.entry_id == "authn-strong-mfa").unwrap();
        assert!(item.message.contains(&format!("Provided today by {text}. {text}")), "{}", item.message);
        let (log, _) = changed("rubygems", "  name: RubyGems.org\n", &format!("  name: {quoted}\n"), &[]);
        assert_eq!(log.target.name, text);
    }
}
