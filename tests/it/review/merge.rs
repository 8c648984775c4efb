//! Answers into the plan.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, fundable, root};

/// RubyGems with these lines at the end of its plan, and reviews by name.
struct Case {
    folder: TempDir,
    reviews: Vec<PathBuf>,
}

impl Case {
    fn new(plan_end: &str, reviews: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
        fs::write(folder.path().join("assessment.yaml"), read("assessment.yaml")).unwrap();
        fs::write(folder.path().join("plan.yaml"), read("plan.yaml") + plan_end).unwrap();
        let mut case = Self { folder, reviews: Vec::new() };
        for (idx, (name, answers)) in reviews.iter().enumerate() {
            let path = case.folder.path().join(format!("review-{idx}.yaml"));
            let head = "format: fundable-review/1\nregistry: RubyGems.org\n";
            let text = format!("{head}reviewer: {name}\ndate: 2026-12-0{}\nanswers:\n{answers}", idx + 1);
            fs::write(&path, text).unwrap();
            case.reviews.push(path);
        }
        case
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn plan(&self) -> String {
        fs::read_to_string(self.path().join("plan.yaml")).unwrap()
    }

    fn merge(&self, more: &[&str]) -> Ran {
        let reviews = self.reviews.iter().map(|path| path.to_str().unwrap());
        fundable(
            ["review", "merge", self.path().to_str().unwrap()].into_iter().chain(reviews).chain(more.iter().copied()),
        )
    }

    /// Merge, and give the estimate in use of a capability with who, when and why.
    fn merged(&self, capability: &str) -> (String, String) {
        let ran = self.merge(&["--yes"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        let plan = fundable(["plan", self.path().to_str().unwrap(), "--json"]);
        assert_eq!(plan.code, 0, "{}", plan.err);
        let plan: Value = serde_json::from_str(&plan.out).unwrap();
        let steps = plan["steps"].as_array().unwrap();
        let step = steps.iter().find(|step| step["id"] == capability).unwrap();
        let text = |field: &str| step["estimate"][field].as_str().unwrap_or_default().to_owned();
        (text("points"), text("replaced"))
    }
}

const ID: &str = "authn-mfa-required-all";

fn figures(points: [&str; 3], comment: &str) -> String {
    let [low, likely, high] = points;
    let comment = if comment.is_empty() { String::new() } else { format!("    comment: {comment}\n") };
    format!("  - capability: {ID}\n    effort: {{optimistic: {low}, likely: {likely}, pessimistic: {high}}}\n{comment}")
}

#[test]
fn a_median_is_written_with_who_when_and_why_and_nothing_else_changes() {
    let (anna, cara) = (figures(["2", "4", "9"], "'It took us: four # weeks'"), figures(["3", "8.5", "12"], ""));
    let case =
        Case::new("", &[("Anna", &anna), ("Ben", "  - {capability: authz-rbac, verdict: unsure}\n"), ("Cara", &cara)]);
    let before = case.plan();
    let (points, why) = case.merged(ID);
    assert_eq!(points, "2.5 / 6.25 / 10.5");
    assert!(
        why.contains("Replaced by Anna and Cara on 3 December 2026: Median of 2 judgements, likely 4 to 8.5"),
        "{why}"
    );
    assert!(why.contains("Anna: It took us: four # weeks."), "{why}");
    let after = case.plan();
    assert!(after.starts_with(&before), "what was there stays as it was");
    let again = case.merge(&["--yes"]);
    assert!(again.out.contains("No estimate of the plan changes.") && again.code == 0, "{}", again.out);
    assert_eq!(case.plan(), after);
}

#[test]
fn who_agrees_counts_with_the_figures_of_the_plan() {
    let agree = format!("  - {{capability: {ID}, verdict: agree}}\n");
    let own = figures(["90", "91", "92"], "");
    let case = Case::new("", &[("Anna", &agree), ("Ben", &own), ("Cara", &agree)]);
    let ran = case.merge(&["--json"]);
    let view: Value = serde_json::from_str(&ran.out).unwrap();
    let item = &view["items"][0];
    assert_eq!((&item["n_judgements"], &item["median"]), (&Value::from(3), &item["plan"]));
    assert_eq!(item["agree"], serde_json::json!(["Anna", "Cara"]));
    assert_eq!((item["lowest"]["who"].as_str(), item["highest"]["who"].as_str()), (Some("Anna"), Some("Ben")));
    assert_eq!(view["changes"], serde_json::json!([]));
}

/// Ways to write a list of estimates, each with what must be left of it.
#[test]
fn estimates_are_edited_where_they_stand() {
    let tail = "\n# About the ledger.\nledger: []\n";
    let block = format!(
        "\nestimates:   # ours\n  - capability: {ID}   # why not\n    effort:\n      optimistic: 1 # low\n      likely: 2\n      \
         pessimistic: 3\n    # who said so\n    who: >-\n      Old\n      Person\n    when: 2026-11-20\n    why: |-\n      Old: reason\n\n      # no comment\n{tail}"
    );
    let flow = format!(
        "\nestimates:\n- {{capability: {ID}, effort: {{optimistic: 1, likely: 2, pessimistic: 3}}, who: \"Old: Person\", when: 2026-11-20, why: 'Old'}} # end\n{tail}"
    );
    let value = format!(
        "\nestimates:\n  - capability: {ID}\n    value: 30 # points\n    who: Old Person\n    when: 2026-11-20\n    why: Old reason\n{tail}"
    );
    let empty = format!("\nestimates: [ ] # none yet\n{tail}");
    let other = format!(
        "\nestimates:\n    - why: Old reason\n      capability: authz-rbac\n      value: 30\n      who: Old Person\n      when: 2026-11-20\n      # of the list\n\n{tail}"
    );
    for (plan, kept) in [
        (&block, vec!["# ours", "# why not", "# low", "# who said so", "# About the ledger.\nledger: []"]),
        (&flow, vec!["# end", "# About the ledger.\nledger: []"]),
        (&value, vec!["value: 30 # points", "# About the ledger.\nledger: []"]),
        (&empty, vec!["# none yet", "# About the ledger.\nledger: []"]),
        (&other, vec!["# of the list", "value: 30", "\n\n# About the ledger.\nledger: []"]),
    ] {
        for line_end in ["\n", "\r\n"] {
            let answers = figures(["2", "4.25", "9"], "Because");
            let case = Case::new("", &[("Anna", &answers)]);
            let text = (case.plan() + plan).replace('\n', line_end);
            fs::write(case.path().join("plan.yaml"), &text).unwrap();
            let (points, why) = case.merged(ID);
            assert_eq!(points, "2 / 4.25 / 9", "{}", case.plan());
            assert!(why.contains("Anna: Because.") && !why.contains("Replaced by Old Person on"), "{why}");
            let after = case.plan();
            kept.iter().for_each(|kept| assert!(after.contains(&kept.replace('\n', line_end)), "{kept} in {after}"));
            assert_eq!(after.contains("\r\n"), line_end == "\r\n");
            assert!(!after.replace("\r\n", "").contains('\r'));
            let lost = text.lines().filter(|line| line.trim_start().starts_with('#') && !line.contains("no comment"));
            lost.for_each(|line| assert!(after.contains(line), "{line} is lost"));
        }
    }
}

#[test]
fn an_entry_that_also_replaces_the_value_keeps_its_reason() {
    let plan = format!(
        "\nestimates:\n  - {{capability: {ID}, value: 30, who: Old Person, when: 2026-11-20, why: Old reason}}\n"
    );
    let answers = figures(["2", "4", "9"], "");
    let (points, why) = Case::new(&plan, &[("Anna", &answers)]).merged(ID);
    assert_eq!(points, "2 / 4 / 9");
    assert!(why.contains("Old Person; effort: Anna") && why.contains("Old reason. Effort: Judgement of one"), "{why}");
}

#[test]
fn a_plan_that_cannot_be_edited_without_harm_is_left_alone() {
    let alias = format!(
        "\nestimates:\n  - {{capability: {ID}, value: 3, who: &me Old, when: 2026-11-20, why: Old}}\n  - {{capability: authz-rbac, value: 3, \
         who: *me, when: 2026-11-20, why: Old}}\n"
    );
    let flow = "\nestimates: [{capability: authz-rbac, value: 3, who: Old, when: 2026-11-20, why: Old}]\n";
    for plan in [alias.as_str(), flow] {
        let case = Case::new(plan, &[("Anna", &figures(["2", "4", "9"], ""))]);
        let before = case.plan();
        let ran = case.merge(&["--yes"]);
        assert!(ran.code == 1 && ran.err.contains("cannot be edited without harm"), "{}{}", ran.out, ran.err);
        assert_eq!(case.plan(), before);
    }
}

#[test]
fn nothing_is_written_unless_somebody_says_so() {
    let case = Case::new("", &[("Anna", &figures(["2", "4", "9"], ""))]);
    let before = case.plan();
    let ran = case.merge(&[]);
    assert!(ran.code == 2 && ran.err.contains("no terminal to ask on"), "{}", ran.err);
    assert!(ran.out.contains("+    effort: {optimistic: 2, likely: 4, pessimistic: 9}"), "{}", ran.out);
    assert_eq!(case.merge(&["--dry-run"]).code, 0);
    assert_eq!(case.merge(&["--json"]).code, 0);
    assert_eq!(case.plan(), before);
    let dated = case.merge(&["--yes", "--date", "2027-01-15"]);
    assert!(dated.code == 0 && case.plan().contains("when: 2027-01-15"), "{}", dated.err);
}

#[test]
fn a_mark_at_the_beginning_of_the_file_stays() {
    let case = Case::new("", &[("Anna", &figures(["2", "4", "9"], ""))]);
    let before = format!("\u{FEFF}{}", case.plan());
    fs::write(case.path().join("plan.yaml"), &before).unwrap();
    case.merged(ID);
    assert!(case.plan().starts_with(&before));
}

#[test]
fn hostile_comments_reach_the_plan_as_text_and_no_page_as_markup() {
    let hostile = "</script><b>& *x* [a]: b # c - {{ d }} \\\\ ' | > é ---";
    let comment = format!("\"{}\"", hostile.replace('"', "\\\""));
    let case = Case::new("", &[("'Anna: \"A\" <b>'", &figures(["2", "4", "9"], &comment))]);
    let (_, why) = case.merged(ID);
    assert!(why.contains(&hostile.replace("\\\\", "\\")), "{why}");
    let page = fundable(["review", case.path().to_str().unwrap(), "--out", "-"]);
    assert_eq!((page.code, page.out.matches("</script>").count()), (0, 2), "{}", page.err);
    let document =
        fundable(["propose", case.path().to_str().unwrap(), "--for", "community", "--format", "html", "--out", "-"]);
    assert!(document.code == 0 && !document.out.contains("<b>"), "{}", document.err);
}

#[test]
fn an_oversized_review_is_refused_unread() {
    let case = Case::new("", &[("Anna", &figures(["2", "4", "9"], ""))]);
    fs::write(&case.reviews[0], vec![b'#'; 5 * 1024 * 1024]).unwrap();
    let ran = case.merge(&["--yes"]);
    assert!(ran.code == 1 && ran.err.contains("[file-too-large]"), "{}", ran.err);
}
