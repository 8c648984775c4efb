//! An assessment and a plan carried to another framework: the worked example, every list of a plan, and what is never lost.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, fundable, golden, root};

const WORKSPACE: &str = "examples/release-hygiene";
const NEW: &str = "examples/release-hygiene/catalog-v2";
const MAP: &str = "examples/release-hygiene/migration-v2.yaml";

/// A copy of the example with its assessment and plan changed.
struct Case(TempDir);

impl Case {
    fn new(assessment: impl Fn(String) -> String, plan: impl Fn(String) -> String) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("assessment.yaml"), assessment(read("assessment.yaml"))).unwrap();
        fs::write(folder.path().join("plan.yaml"), plan(read("plan.yaml"))).unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn run(&self, more: &[&str]) -> Ran {
        let workspace = self.0.path().to_str().unwrap();
        fundable(["migrate", workspace, "--to", NEW, "--map", MAP, "--taxonomy", "mirrors=no"].iter().chain(more))
    }

    fn migrated(&self) -> Value {
        let ran = self.run(&["--yes", "--json"]);
        assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    fn is_unchanged(&self) -> bool {
        let n_files = fs::read_dir(self.0.path()).unwrap().count();
        n_files == 2 && self.text("assessment.yaml").contains("framework: release-hygiene-v1")
    }
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(WORKSPACE).join(name)).unwrap()
}

fn as_it_is(text: String) -> String {
    text
}

fn status_of(case: &Case, id: &str) -> String {
    let args = ["status", case.0.path().to_str().unwrap(), "--catalog", NEW, "--json"];
    let ran = fundable(args);
    let view: Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {}", ran.err));
    let items = view["capabilities"].as_array().unwrap();
    items.iter().find(|item| item["id"] == id).unwrap()["standing"].as_str().unwrap().to_owned()
}

#[test]
fn the_example_is_carried_as_blessed_and_can_be_planned() {
    let expected = root().join(WORKSPACE).join("expected/migrated");
    let shown = fundable(["migrate", WORKSPACE, "--to", NEW, "--map", MAP, "--taxonomy", "mirrors=no", "--check"]);
    assert_eq!(shown.code, 6, "{}", shown.err);
    golden(&expected.join("report.txt"), &shown.out);
    let case = Case::new(as_it_is, as_it_is);
    let view = case.migrated();
    assert_eq!(view["written"], true);
    for name in ["assessment.yaml", "plan.yaml"] {
        golden(&expected.join(name), &case.text(name));
        let kept = name.replace(".yaml", ".release-hygiene-v1.yaml");
        assert_eq!(case.text(&kept), read(name), "the old file is kept as it was");
    }
    let workspace = case.0.path().to_str().unwrap();
    let check = fundable(["check", workspace, "--catalog", NEW]);
    assert_eq!(check.code, 0, "{}", check.err);
    let plan = fundable(["plan", workspace, "--catalog", NEW]);
    golden(&expected.join("plan.txt"), &plan.out);
    // Once is enough.
    let again = case.run(&["--yes"]);
    assert!(again.code == 0 && again.out.starts_with("nothing to do"), "{}{}", again.out, again.err);
}

#[test]
fn nothing_is_written_unless_it_is_wanted() {
    let case = Case::new(as_it_is, as_it_is);
    assert_eq!(case.run(&["--check"]).code, 6);
    assert!(case.is_unchanged());
    let asked = case.run(&[]);
    assert!(asked.code == 2 && asked.err.contains("no terminal to ask on"), "{}", asked.err);
    assert!(asked.out.contains("+  respond-intake:"), "the diff is shown first");
    let json: Value = serde_json::from_str(&case.run(&["--json"]).out).unwrap();
    assert_eq!(json["written"], false);
    assert!(case.is_unchanged());
    // Another text under the name that the old one would be kept under is not lost either.
    fs::write(case.path("plan.release-hygiene-v1.yaml"), "mine\n").unwrap();
    let ran = case.run(&["--yes"]);
    assert!(ran.code == 2 && ran.err.contains("is there already"), "{}", ran.err);
    assert_eq!(case.text("plan.release-hygiene-v1.yaml"), "mine\n");
    assert!(case.text("assessment.yaml").contains("framework: release-hygiene-v1"));
}

#[test]
fn what_the_new_framework_asks_is_answered_on_the_command_line() {
    let case = Case::new(as_it_is, as_it_is);
    let workspace = case.0.path().to_str().unwrap();
    let migrate =
        |more: &[&str]| fundable(["migrate", workspace, "--to", NEW, "--map", MAP, "--check"].iter().chain(more));
    let ran = migrate(&[]);
    assert!(ran.code == 2 && ran.err.contains("`--taxonomy mirrors=<answer>`"), "{}", ran.err);
    let ran = migrate(&["--taxonomy", "mirrors=perhaps"]);
    assert!(ran.code == 2 && ran.err.contains("`perhaps` is no answer to `mirrors`"), "{}", ran.err);
    let ran = migrate(&["--taxonomy", "mirrors=no", "--taxonomy", "uploads=no"]);
    assert!(ran.code == 2 && ran.err.contains("`uploads` is answered in the assessment"), "{}", ran.err);
    assert!(migrate(&["--taxonomy", "mirrors=yes"]).out.contains("+  mirrors: \"yes\""));
}

/// Every capability with the same status, in each style of writing.
#[test]
fn nothing_becomes_met_that_was_not() {
    // What the map asks more of is reached in no case.
    for (status, more, carries) in [
        ("met", "", true),
        ("missing", "", false),
        ("unknown", "", false),
        ("partial", "share_left: 30", false),
        ("not-applicable", "reason: It is not so here", true),
    ] {
        for flow in [false, true] {
            let assessment = |text: String| {
                let (head, list) = text.split_once("capabilities:\n").unwrap();
                let ids = list
                    .lines()
                    .filter_map(|line| line.strip_prefix("  "))
                    .filter(|line| !line.starts_with([' ', '#']) && line.ends_with(':'));
                let entry = |id: &str| match (flow, more.is_empty()) {
                    (true, true) => format!("  {id} {{status: {status}}}\n"),
                    (true, false) => format!("  {id} {{status: {status}, {more}}}\n"),
                    (false, true) => format!("  {id}\n    status: {status} # so it is\n"),
                    (false, false) => format!("  {id}\n    status: {status}\n    {more}\n"),
                };
                format!("{head}capabilities:\n{}", ids.map(entry).collect::<String>())
            };
            let case = Case::new(assessment, as_it_is);
            case.migrated();
            for id in
                ["build-isolated", "publish-checksums", "publish-signatures", "respond-intake", "respond-withdraw"]
            {
                let standing = status_of(&case, id);
                let is_reached = ["met", "delegated", "not applicable"].contains(&standing.as_str());
                assert_eq!(is_reached, carries && id != "respond-intake", "{status} {id}: {standing}");
            }
        }
    }
}

/// Evidence, notes, marks and comments of the old file, wherever they stand.
#[test]
fn evidence_notes_and_comments_are_carried() {
    let assessment = |text: String| {
        text.replace("  build-clean-machine:\n", "  # Above the machine.\n  build-clean-machine:\n    confidential: true\n    note: A secret note: with a colon\n")
            .replace("    status: met\n    evidence:\n      - what: Page on whom", "    status: met # since spring\n    by_third_party: \"Somebody's page\"\n    evidence:   # of the page\n      # first\n      - what: Page on whom")
            .replace("  respond-drill:\n    status: missing\n", "  respond-drill:\n    status: partial\n    share_left: 50\n    evidence:\n      - {what: Record of a drill, date: 2026}\n")
    };
    let assessment = |text: String| {
        assessment(text).replace("note: A secret note: with a colon", "note: 'A secret note: with a colon'")
    };
    for line_end in ["\n", "\r\n"] {
        let case = Case::new(|text| assessment(text).replace('\n', line_end), |text| text.replace('\n', line_end));
        let view = case.migrated();
        let after = case.text("assessment.yaml");
        for kept in [
            "# Above the machine.",
            "# Two of five packages are still built on a laptop.",
            "status: unknown # since spring",
            "Somebody's page",
            "# of the page",
            "# first",
            "# no signature beside it",
            "A secret note: with a colon",
            "Record of inputs beside release 4.2",
            "Build jobs of three packages",
            "https://example.org/bad-release",
            "Record of a drill",
            "confidential: true",
        ] {
            assert!(after.contains(kept), "{kept} is lost:\n{after}");
        }
        assert_eq!(after.contains("\r\n"), line_end == "\r\n");
        assert_eq!(after.matches("Checksum file of release 4.2").count(), 2, "evidence goes to both parts");
        let again: Vec<_> =
            view["look_again"].as_array().unwrap().iter().map(|item| item["to"].as_str().unwrap()).collect();
        assert_eq!(again, ["build-isolated", "respond-intake"]);
        assert_eq!(view["dropped"][0]["from"][0], "respond-drill");
        let ran = fundable(["check", case.0.path().to_str().unwrap(), "--catalog", NEW]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

const LISTS: &str = "
work_packages:
  - id: signing
    title: Signing
    capabilities: [publish-signed-checksums, build-recorded-inputs, build-clean-machine]
  - id: answers
    title: Answers
    capabilities:
      - respond-contact # the page
      - respond-drill
dates:
  - capability: publish-signed-checksums
    deadline: 2027-06-01
    because: Promised.
  - capability: build-clean-machine
    deadline: 2027-07-01
    because: Promised too.
  - capability: build-recorded-inputs
    deadline: 2027-08-01
    because: And this.
estimates:
  # Somebody knows better.
  - capability: publish-signed-checksums
    effort: {optimistic: 1, likely: 2, pessimistic: 3}
    who: Anna
    when: 2026-11-20
    why: She did it before.
  - capability: respond-contact
    effort: {optimistic: 0.1, likely: 0.2, pessimistic: 0.3}
    who: Anna
    when: 2026-11-20
    why: A page.
ledger:
  - capability: publish-signed-checksums
    funder: Somebody
    status: granted
    amount: 5000
    date: 2026-11
  - {capability: build-clean-machine, funder: Somebody, status: draft, amount: 100}
  - {capability: respond-drill, funder: Somebody, status: draft, amount: 7}
progress:
  - capability: publish-signed-checksums
    date: 2026-11-20
    note: Begun.
    hours: 12
";

#[test]
fn every_list_of_a_plan_is_carried_or_left_as_a_comment() {
    let plan = |text: String| {
        text.replace("  level: 2\n", "  level: 2\n  include: [respond-drill, build-clean-machine, build-recorded-inputs]\n  exclude:\n    - capability: build-recorded-inputs\n      because: Not now.\n  categories: {build: 1}\n")
            .replace("  tampered-release: 1.5", "  tampered-release: 1.5 # gravest")
            .replace("build-clean-machine, build-recorded-inputs]\n  exclude", "publish-signed-checksums]\n  exclude")
            + LISTS
    };
    let case = Case::new(as_it_is, plan);
    let before = case.text("plan.yaml");
    let view = case.migrated();
    let after = case.text("plan.yaml");
    for wanted in [
        "include: [publish-checksums, publish-signatures]",
        "exclude: []",
        "    # - capability: build-recorded-inputs\n    #   because: Not now.\n",
        "capabilities: [publish-checksums, publish-signatures, build-isolated]",
        "      - respond-intake # the page\n      # - respond-drill\n",
        "  - capability: publish-signatures\n    deadline: 2027-06-01\n    because: Promised.\n  - capability: build-isolated\n    deadline: 2027-07-01\n",
        "  # - capability: build-recorded-inputs\n  #   deadline: 2027-08-01\n",
        "  # Somebody knows better.\n  # - capability: publish-signed-checksums\n  #   effort:",
        "  - capability: respond-intake\n    effort: {optimistic: 0.1",
        "  - capability: publish-checksums\n    funder: Somebody\n    status: granted\n    amount: 5000\n    date: 2026-11\n  - capability: publish-signatures\n    funder: Somebody\n    status: granted\n    date: 2026-11\n",
        "  - {capability: build-isolated, funder: Somebody, status: draft, amount: 100}\n  # - {capability: respond-drill,",
        "  - capability: publish-checksums\n    date: 2026-11-20\n",
        "tampered-release: 1.5 # gravest",
    ] {
        assert!(after.contains(wanted), "no\n{wanted}\nin\n{after}");
    }
    // No word of the old plan is lost: what was taken away stands in a comment.
    let words = |text: &str| text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    let new_words = words(&after);
    let renamed = ["contact", "signed", "recorded", "inputs", "clean", "machine", "v1"];
    for word in words(&before).iter().filter(|word| !renamed.contains(&word.as_str())) {
        assert!(new_words.contains(word), "{word} is lost");
    }
    let lines = view["plan"].as_array().unwrap();
    let said = |section: &str, id: &str| {
        let line = lines.iter().find(|line| line["section"] == section && line["id"] == id);
        line.unwrap_or_else(|| panic!("nothing about {section} {id} in {lines:#?}"))["carried"].as_bool().unwrap()
    };
    assert!(!said("estimates", "publish-signed-checksums") && said("estimates", "respond-contact"));
    assert!(!said("exclude", "build-recorded-inputs") && !said("include", "respond-drill"));
    assert!(said("ledger", "publish-signed-checksums") && !said("ledger", "respond-drill"));
    let plan = fundable(["plan", case.0.path().to_str().unwrap(), "--catalog", NEW]);
    assert_eq!(plan.code, 0, "{}", plan.err);
}

/// The amount stays with the first of what was split, wherever it stands in the entry; and of what has become one, one package
/// has it.
#[test]
fn money_is_not_doubled_and_no_work_is_in_two_packages() {
    let lists = "\nledger:\n- amount: 77 # euros\n  currency: EUR\n  capability: publish-signed-checksums\n  status: draft\n  funder: A\n- {funder: B, \
                 capability: publish-signed-checksums, status: draft, currency: EUR, amount: 5}\nwork_packages:\n  - id: one\n    title: One\n    \
                 capabilities: [build-recorded-inputs]\n  - id: two\n    title: Two\n    capabilities:\n    - build-clean-machine\n    - \
                 respond-contact\n";
    let case = Case::new(as_it_is, |text| text + lists);
    let view = case.migrated();
    let after = case.text("plan.yaml");
    for wanted in [
        "- amount: 77 # euros\n  currency: EUR\n  capability: publish-checksums\n  status: draft\n  funder: A\n- capability: publish-signatures\n  \
         status: draft\n  funder: A\n",
        "- {funder: B, capability: publish-checksums, status: draft, currency: EUR, amount: 5}\n- {funder: B, capability: \
         publish-signatures, status: draft}\n",
        "capabilities: [build-isolated]\n",
        "    # - build-clean-machine\n    - respond-intake\n",
    ] {
        assert!(after.contains(wanted), "no\n{wanted}\nin\n{after}");
    }
    let lines = view["plan"].as_array().unwrap();
    assert!(lines.iter().any(|line| line["id"] == "build-clean-machine" && line["carried"] == false), "{lines:#?}");
}

/// Texts that are YAML but cannot be edited line by line are refused, and nothing is written.
#[test]
fn what_cannot_be_edited_without_harm_is_refused() {
    let assessment: fn(String) -> String = |text| {
        let (head, _) = text.split_once("capabilities:\n").unwrap();
        format!("{head}capabilities: {{respond-contact: {{status: missing}}, respond-drill: {{status: missing}}}}\n")
    };
    let plan: fn(String) -> String =
        |text| text + "\nledger: [{capability: respond-drill, funder: A, status: draft}]\n";
    for case in [Case::new(assessment, as_it_is), Case::new(as_it_is, plan)] {
        let ran = case.run(&["--yes"]);
        assert!(ran.code == 1 && ran.err.contains("cannot be edited without harm"), "{}{}", ran.out, ran.err);
        assert!(case.is_unchanged());
    }
}

#[test]
fn what_comes_out_has_to_be_right_before_it_is_written() {
    let case = Case::new(|text| text.replace("date: 2026-03\n", "date: 2026-33\n"), as_it_is);
    let ran = case.run(&["--yes"]);
    assert!(
        ran.code == 1 && ran.err.contains("error[invalid-date]") && ran.err.contains("cannot be used yet"),
        "{}",
        ran.err
    );
    assert!(case.is_unchanged());
}

/// Reports are measured against older assessments, which have to be carried as well.
#[test]
fn an_older_assessment_is_carried_by_its_name() {
    let case = Case::new(as_it_is, as_it_is);
    case.migrated();
    let older = case.path("assessment-2026-10.yaml");
    fs::write(&older, read("assessment.yaml").replace("assessed_on: 2026-11-02", "assessed_on: 2026-10-15")).unwrap();
    let plan = case.text("plan.yaml");
    let ran = case.run(&["--assessment", older.to_str().unwrap(), "--yes"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(case.text("assessment-2026-10.yaml").contains("framework: release-hygiene-v2"));
    assert!(case.path("assessment-2026-10.release-hygiene-v1.yaml").is_file());
    assert_eq!(case.text("plan.yaml"), plan, "what is for the new framework already is left alone");
    let args =
        ["report", case.0.path().to_str().unwrap(), "--before", older.to_str().unwrap(), "--catalog", NEW, "--json"];
    let report = fundable(args);
    assert_eq!(report.code, 0, "{}", report.err);
}

/// The id of a framework comes from the files; the name under which the old ones are kept stays in their folder.
#[test]
fn an_id_cannot_lead_out_of_the_folder() {
    let hostile = "../../up\\/x";
    let put = |text: String| text.replace("framework: release-hygiene-v1", &format!("framework: '{hostile}'"));
    let case = Case::new(put, put);
    let map = case.path("map.yaml");
    fs::write(&map, read("migration-v2.yaml").replace("from: release-hygiene-v1", &format!("from: '{hostile}'")))
        .unwrap();
    let (workspace, map) = (case.0.path().to_str().unwrap(), map.to_str().unwrap());
    let ran = fundable(["migrate", workspace, "--to", NEW, "--map", map, "--taxonomy", "mirrors=no", "--yes"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(case.path("assessment...-..-up--x.yaml").is_file());
    assert_eq!(fs::read_dir(workspace).unwrap().count(), 5);
}

#[test]
fn a_file_for_another_framework_is_told_of_the_way() {
    let ran = fundable(["check", WORKSPACE, "--catalog", NEW]);
    assert!(ran.code == 1 && ran.err.contains("fundable migrate"), "{}", ran.err);
    let ran = fundable(["migrate", WORKSPACE, "--to", "no-such", "--map", MAP]);
    assert!(ran.code == 2 && ran.err.contains("`principles-v0.1`"), "{}", ran.err);
    let built_in = fundable(["migrate", WORKSPACE, "--to", "principles-v0.1", "--map", MAP]);
    assert!(built_in.err.contains("[map-of-other-framework]"), "{}", built_in.err);
}
