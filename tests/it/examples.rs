//! The example workspaces: they hold, and what is made of them is as blessed.

use std::collections::BTreeMap;
use std::sync::Mutex;

use fundable::gap;
use fundable::load::{self, WorkspacePaths};
use fundable::model::{assessment::Assessment, catalog::Catalog, plan::Plan};
use fundable::source::Sources;
use fundable::{diag::Diagnostics, plan as planner, validate};
use serde_json::Value;

use crate::support::{fundable, golden, root};

pub const EXAMPLES: [&str; 5] = ["pypi", "rubygems", "rust-crates", "npm", "homebrew"];

/// Read an example without the binary; each is read once and then copied.
pub fn load(name: &str) -> (Catalog, Assessment, Plan) {
    static READ: Mutex<BTreeMap<String, (Catalog, Assessment, Plan)>> = Mutex::new(BTreeMap::new());
    READ.lock().unwrap().entry(name.to_owned()).or_insert_with(|| read(name)).clone()
}

fn read(name: &str) -> (Catalog, Assessment, Plan) {
    let folder = root().join("examples").join(name);
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let raw = load::catalog(None, &mut sources, &mut diagnostics).unwrap();
    let catalog = validate::catalog(&raw, &sources, &mut diagnostics).unwrap();
    let paths =
        WorkspacePaths { assessment: Some(folder.join("assessment.yaml")), plan: Some(folder.join("plan.yaml")) };
    let raw = load::workspace(&paths, &mut sources, &mut diagnostics);
    let assessment = validate::assessment(&raw.assessment.unwrap(), &catalog, &mut diagnostics).unwrap();
    let plan = validate::plan(&raw.plan.unwrap(), &catalog, Some(&assessment), &mut diagnostics).unwrap();
    (catalog, assessment, plan)
}

#[test]
fn examples_have_no_problems() {
    for name in EXAMPLES {
        let ran = fundable(["check", &format!("examples/{name}")]);
        assert_eq!(ran.code, 0, "{name}: {}", ran.err);
        // The one note is there on purpose: provenance is done at Homebrew although it does not apply. And two plans
        // answer forms of which some facts are old.
        let is_clean = match name {
            "homebrew" => ran.err.contains("\n1 warning, 1 note (") && ran.err.contains("[old-funder-facts]"),
            "rubygems" => ran.err.contains("\n1 warning (") && ran.err.contains("[old-funder-facts]"),
            _ => ran.err.is_empty(),
        };
        assert!(is_clean, "{name}: {}", ran.err);
    }
}

#[test]
fn examples_are_labelled_as_illustrations_in_every_output() {
    for name in EXAMPLES {
        let workspace = format!("examples/{name}");
        let (_, assessment, plan) = load(name);
        for label in [assessment.illustrative.unwrap(), plan.illustrative.unwrap()] {
            assert!(!label.is_empty());
        }
        let ran = fundable(["propose", &workspace, "--for", "psf-fundables", "--format", "md", "--out", "-"]);
        assert_eq!(ran.out.matches("**Illustration.**").count(), 2, "{name}");
    }
}

#[test]
fn outputs_are_as_blessed() {
    for name in EXAMPLES {
        let expected = root().join("examples").join(name).join("expected");
        let workspace = format!("examples/{name}");
        golden(&expected.join("status.txt"), &fundable(["status", &workspace]).out);
        golden(&expected.join("plan.txt"), &fundable(["plan", &workspace, "--reasons"]).out);
    }
    let propose = |recipient: &str, format: &str| {
        fundable(["propose", "examples/rubygems", "--for", recipient, "--format", format, "--out", "-"]).out
    };
    let expected = root().join("examples/rubygems/expected");
    golden(&expected.join("fundables.md"), &propose("psf-fundables", "md"));
    golden(&expected.join("community.md"), &propose("community", "md"));
    let council = ["propose", "examples/rust-crates", "--for", "council", "--format", "md", "--out", "-"];
    golden(&root().join("examples/rust-crates/expected/council.md"), &fundable(council).out);
}

#[test]
fn ten_runs_give_the_same_bytes() {
    for format in ["md", "html"] {
        let run =
            || fundable(["propose", "examples/pypi", "--for", "community", "--format", format, "--out", "-"]).bytes;
        let first = run();
        assert!(first.len() > 10_000);
        for _ in 1..10 {
            assert_eq!(run(), first, "{format}");
        }
    }
}

#[test]
fn output_does_not_depend_on_locale_time_zone_or_colour_settings() {
    let plain = fundable(["plan", "examples/npm", "--reasons"]).bytes;
    let environment =
        [("LANG", "de_DE.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati"), ("COLUMNS", "40")];
    assert_eq!(crate::support::fundable_with(["plan", "examples/npm", "--reasons"], &environment).bytes, plain);
}

#[test]
fn orders_to_level_3_are_proven_optimal_and_verified() {
    for name in EXAMPLES {
        let view: Value = serde_json::from_str(&fundable(["plan", &format!("examples/{name}"), "--json"]).out).unwrap();
        assert_eq!(view["order"]["proof"], "optimal", "{name}");
        assert_eq!(view["order"]["verified"], true, "{name}");
    }
}

#[test]
fn unknown_is_planned_honestly() {
    let (catalog, assessment, plan) = load("npm");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let unknown: Vec<_> = roadmap
        .steps
        .iter()
        .filter(|step| step.kind == planner::StepKind::Assess)
        .map(|step| &step.capability)
        .collect();
    assert_eq!(roadmap.totals.n_unknown, unknown.len());
    assert!(unknown.len() >= 5);
    let sum =
        unknown.iter().map(|id| catalog.capability(id).effort.points.low(fundable::model::percent::Percent::WHOLE));
    assert_eq!(roadmap.totals.if_unknown_missing.low, sum.sum());
    for id in unknown {
        let standing = &gap.standings[id];
        assert!(!standing.is_reached() && standing.is_open());
    }
}

#[test]
fn delegated_and_inapplicable_capabilities_are_neither_planned_nor_counted() {
    let (catalog, assessment, plan) = load("rust-crates");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let delegated: Vec<_> =
        gap.standings.iter().filter(|(_, standing)| matches!(standing, gap::Standing::Delegated { .. })).collect();
    assert!(!delegated.is_empty());
    assert!(delegated.iter().all(|(id, _)| roadmap.steps.iter().all(|step| step.capability != **id)));

    let (catalog, assessment, plan) = load("homebrew");
    let gap = gap::gap(&catalog, &assessment);
    assert_eq!(gap.levels["authentication"].reached, None);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    assert!(roadmap.steps.iter().all(|step| !step.capability.as_str().starts_with("auth")));
}
