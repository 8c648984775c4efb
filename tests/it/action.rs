//! The script behind the action for pull requests, run as a job runs it: in a repository with a base and a head.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Ran, ran, root};

/// A repository whose base holds PyPI's older assessment and whose head the newer one.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().unwrap());
        let pypi = root().join("examples/pypi");
        let workspace = repository.path().join("my registry");
        fs::create_dir(&workspace).unwrap();
        repository.git(&["init", "--quiet"]);
        fs::copy(pypi.join("plan.yaml"), workspace.join("plan.yaml")).unwrap();
        repository.commit();
        fs::copy(pypi.join("assessment-2025-05.yaml"), workspace.join("assessment.yaml")).unwrap();
        repository.commit();
        fs::copy(pypi.join("assessment.yaml"), workspace.join("assessment.yaml")).unwrap();
        repository.commit();
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, args: &[&str]) {
        let options = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let ran = ran(Command::new("git").current_dir(self.path()).args(options).args(args).output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", "One step"]);
    }

    /// What the job says, and its summary.
    fn assess(&self, base: &str) -> (Ran, String) {
        let summary = self.path().join("summary.md");
        let _ = fs::remove_file(&summary);
        let mut script = Command::new(root().join(".github/actions/assess/assess.sh"));
        script.current_dir(self.path()).env("PROGRAM", env!("CARGO_BIN_EXE_fundable")).env("BASE", base);
        script.env("WORKSPACE", "my registry").env("GITHUB_STEP_SUMMARY", &summary);
        let ran = ran(script.output().unwrap());
        (ran, fs::read_to_string(summary).unwrap_or_default())
    }
}

#[test]
fn a_pull_request_gets_the_check_and_the_report_into_its_summary() {
    let repository = Repository::new();
    let (ran, summary) = repository.assess("HEAD~1");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(summary.starts_with("## Check\n\n    "), "{summary}");
    assert!(summary.contains("\n# ") && summary.contains("Completed"), "{summary}");
    let (ran, summary) = repository.assess("HEAD~2");
    assert!(ran.code == 0 && summary.contains("no assessment that could be compared"), "{summary}");
    let (ran, summary) = repository.assess("HEAD");
    assert!(ran.code == 0 && summary.contains("The assessment is as it was."), "{summary}");
    let (ran, summary) = repository.assess("");
    assert!(ran.code == 0 && !summary.contains("## Report"), "{summary}");
}

#[test]
fn an_error_fails_the_job_and_is_shown_as_code() {
    let repository = Repository::new();
    let file = repository.path().join("my registry/plan.yaml");
    let text = fs::read_to_string(&file).unwrap() + "\"<b>$(touch touched)</b>\": `touch touched`\n";
    fs::write(&file, text).unwrap();
    let (ran, summary) = repository.assess("HEAD~1");
    assert_eq!(ran.code, 1, "{summary}");
    assert!(summary.contains("    error[") && !summary.contains("## Report"), "{summary}");
    assert!(summary.lines().skip(2).all(|line| line.is_empty() || line.starts_with("    ")), "{summary}");
    assert!(!repository.path().join("touched").exists());
}

#[test]
fn a_base_is_never_taken_for_an_option() {
    let repository = Repository::new();
    for base in ["--upload-pack=touch touched", "$(touch touched)", "no-such-commit"] {
        let (ran, summary) = repository.assess(base);
        assert!(ran.code == 0 && summary.contains("no assessment that could be compared"), "{base}: {summary}");
    }
    assert!(!repository.path().join("touched").exists());
}
