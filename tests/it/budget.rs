//! Budgets for whole roadmaps.

use fundable::gap;
use fundable::model::money::Minor;
use fundable::plan::budget::{Limits, Verified, Window, best, corners, verify, verify_corners};
use fundable::plan::{self as planner, ask, predecessors};
use fundable::propose::{Extent, cuts, propose};
use fundable::render::view::Facts;
use serde_json::Value;

use crate::examples::load;
use crate::support::{fundable, golden, root};

#[test]
fn answers_for_the_examples_are_proved_once_more_and_a_larger_budget_is_worth_no_less() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        let roadmap = planner::plan(&catalog, &gap, &plan);
        let ask = ask(&plan, &roadmap).unwrap();
        let curve = corners(&ask.problem);
        verify_corners(&ask.problem, &curve).unwrap();
        let whole = curve.last().unwrap().cost;
        assert_eq!(i128::from(whole), roadmap.totals.ask.cost.unwrap().total.mean.units(), "{name}");
        let mut before = 0;
        for part in 1..=20 {
            let window = Window::up_to(whole * part / 20);
            let answer = best(&ask.problem, window, &Limits::default());
            assert_eq!(verify(&ask.problem, window, &answer).unwrap(), Verified::Fully, "{name} {part}");
            let value = answer.choice().map_or(0, |choice| choice.value);
            assert!(value >= before);
            before = value;
        }
    }
}

#[test]
fn the_curve_and_an_answer_are_as_blessed() {
    let ran = fundable(["budget", "examples/rubygems", "--amount", "250000USD"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    golden(&root().join("examples/rubygems/expected/budget.txt"), &ran.out);
}

#[test]
fn amounts_are_converted_only_at_a_rate_that_the_plan_gives() {
    // The plan counts in EUR and has a rate for USD.
    let json = |amount: &str| -> Value {
        let ran = fundable(["budget", "examples/rust-crates", "--json", "--amount", amount]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    };
    assert_eq!(json("200000")["answer"], json("200000EUR")["answer"]);
    assert_ne!(json("200000USD")["answer"]["window"], json("200000EUR")["answer"]["window"]);
    let ran = fundable(["budget", "examples/rubygems", "--amount", "250000EUR"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`from: EUR`, `to: USD`"), "{}", ran.err);
    for wrong in ["", "EUR", "1,000EUR", "10XYZ", "-5EUR", "1.005EUR"] {
        assert_eq!(fundable(["budget", "examples/rust-crates", "--amount", wrong]).code, 2, "{wrong}");
    }
}

#[test]
fn windows_without_an_answer_say_why() {
    let result = |args: &[&str]| {
        let ran = fundable(["budget", "examples/npm", "--json"].iter().chain(args));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let view: Value = serde_json::from_str(&ran.out).unwrap();
        view["answer"]["result"].as_str().unwrap().to_owned()
    };
    assert!(result(&["--min", "90000000", "--max", "99000000"]).contains("less than the minimum"));
    let ran = fundable(["budget", "examples/npm", "--min", "2", "--max", "1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("ends before it begins"), "{}", ran.err);
    assert!(result(&["--min", "1", "--max", "2"]).contains("no choice"));
}

#[test]
fn smaller_asks_are_closed_nested_and_cheaper() {
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let (catalog, assessment, plan) = load(name);
        let gap = gap::gap(&catalog, &assessment);
        let roadmap = planner::plan(&catalog, &gap, &plan);
        let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
        let whole = propose(&catalog, &gap, &plan, &roadmap, &Extent::Whole).unwrap();
        let is_asked = |step: usize| whole.open.iter().any(|open| open.step == step);
        let cost = |steps: &[usize]| -> Minor {
            steps.iter().filter_map(|step| roadmap.steps[*step].cost).map(|cost| cost.total.mean).sum()
        };
        let cuts = cuts(&facts, &whole);
        assert!((1..=3).contains(&cuts.len()), "{name}");
        for cut in &cuts {
            assert!(cut.share_percent <= 100 && cut.steps.iter().all(|step| is_asked(*step)), "{name}");
            assert_eq!(cut.cost.map(|cost| cost.mean), plan.rates.as_ref().map(|_| cost(&cut.steps)), "{name}");
            assert!(cut.finish <= roadmap.finish, "{name}");
            for step in &cut.steps {
                let needs = predecessors(&roadmap.steps[*step]);
                let mut needed = needs.filter_map(|id| roadmap.steps.iter().position(|step| step.capability == *id));
                assert!(needed.all(|need| !is_asked(need) || cut.steps.contains(&need)), "{name}");
            }
        }
        for pair in cuts.windows(2) {
            assert!(pair[1].steps.len() < pair[0].steps.len(), "{name}");
            assert!(pair[1].steps.iter().all(|step| pair[0].steps.contains(step)), "{name}");
        }
    }
}
