//! The ask over several funders at once.

use fundable::gap;
use fundable::model::assessment::{Assessment, Status};
use fundable::model::catalog::Catalog;
use fundable::model::id::FunderId;
use fundable::model::plan::{Activity, FundingStatus, LedgerEntry, Plan};
use fundable::plan::budget::{Limits, Proof, Window, best};
use fundable::plan::{self as planner, ask};
use fundable::propose::portfolio::{Checked, Portfolio, WhyRest, portfolio};
use fundable::propose::{AskWindow, Facts};

use crate::choose::{EXAMPLES, with_rates};
use crate::examples::load;
use crate::support::{fundable, golden, root};

fn of_funders<T>(
    example: &str,
    funders: &[&str],
    change: impl FnOnce(&mut Plan),
    look: impl FnOnce(&Facts<'_>, &Portfolio) -> T,
) -> T {
    of_all(load(example), funders, change, look)
}

fn of_all<T>(
    (catalog, assessment, plan): (Catalog, Assessment, Plan),
    funders: &[&str],
    change: impl FnOnce(&mut Plan),
    look: impl FnOnce(&Facts<'_>, &Portfolio) -> T,
) -> T {
    let mut plan = with_rates(plan);
    change(&mut plan);
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
    let list: Vec<_> = funders
        .iter()
        .map(|id| {
            let funder = &catalog.funders[*id];
            (funder, AskWindow::of(funder, &plan, plan.rates.as_ref().unwrap(), None, None).unwrap())
        })
        .collect();
    look(&facts, &portfolio(&facts, &list).unwrap().unwrap())
}

#[test]
fn every_example_is_cut_without_asking_twice() {
    let lists: [&[&str]; 4] = [
        &["sovereign-tech", "nlnet", "alpha-omega"],
        &["nlnet", "floss-fund"],
        &["floss-fund", "nlnet", "otf"],
        &["nlnet"],
    ];
    for example in EXAMPLES {
        for list in lists {
            of_funders(
                example,
                list,
                |_| {},
                |facts, portfolio| {
                    let steps = portfolio.cuts.iter().flat_map(|cut| cut.pieces.iter().map(|piece| piece.step));
                    let mut steps: Vec<usize> = steps.chain(portfolio.rest.iter().map(|rest| rest.step)).collect();
                    steps.sort_unstable();
                    let asked = |idx: &usize| planner::is_asked(facts.plan, &facts.roadmap.steps[*idx]);
                    let open: Vec<usize> = (0..facts.roadmap.steps.len()).filter(asked).collect();
                    assert_eq!(steps, open, "{example} {list:?}");
                    for cut in portfolio.cuts.iter().filter(|cut| !cut.pieces.is_empty()) {
                        assert!(cut.window.of_costs(cut.cost).contains(cut.cost), "{example} {list:?}");
                    }
                    let why = portfolio.rest.iter().find(|rest| rest.why == WhyRest::NotSettled);
                    assert!(why.is_none() || portfolio.checked == Checked::ButForTheBest);
                },
            );
        }
    }
}

#[test]
fn the_ledger_counts_in_a_portfolio() {
    let (catalog, assessment, plan) = load("rust-crates");
    let roadmap = planner::plan(&catalog, &gap::gap(&catalog, &assessment), &plan);
    let is_cheap = |step: &&planner::Step| planner::is_asked(&plan, step) && step.unblocks.is_empty();
    let id = roadmap.steps.iter().find(is_cheap).unwrap().capability.clone();
    let entry = |status, profile: Option<&str>| LedgerEntry {
        activity: Activity::Capability(id.clone()),
        funder: "Example Fund".to_owned(),
        profile: profile.map(FunderId::new),
        status,
        amount: None,
        date: None,
        link: None,
    };
    let place = |entry: LedgerEntry| {
        of_funders(
            "rust-crates",
            &["sovereign-tech", "nlnet"],
            |plan| plan.ledger.push(entry),
            |facts, portfolio| {
                let is_it = |step: usize| facts.roadmap.steps[step].capability == id;
                let cut = portfolio
                    .cuts
                    .iter()
                    .position(|cut| cut.pieces.iter().any(|piece| is_it(piece.step) && piece.is_asked));
                (cut, portfolio.rest.iter().find(|rest| is_it(rest.step)).map(|rest| rest.why.clone()))
            },
        )
    };
    assert_eq!(place(entry(FundingStatus::Submitted, Some("nlnet"))), (Some(1), None));
    assert_eq!(place(entry(FundingStatus::Draft, Some("sovereign-tech"))), (Some(0), None));
    let elsewhere = Some(WhyRest::AskedElsewhere("Example Fund".to_owned()));
    assert_eq!(place(entry(FundingStatus::Submitted, Some("otf"))), (None, elsewhere.clone()));
    assert_eq!(place(entry(FundingStatus::Submitted, None)), (None, elsewhere));
    assert_eq!(place(entry(FundingStatus::Granted, None)), (None, None));
}

#[test]
fn a_portfolio_is_as_blessed() {
    let funders = ["--funders", "nlnet,sovereign-tech,otf", "--max", "sovereign-tech=250000EUR"];
    let ran = fundable(["portfolio", "examples/rust-crates"].iter().chain(&funders));
    assert_eq!(ran.code, 0, "{}", ran.err);
    golden(&root().join("examples/rust-crates/expected/portfolio.txt"), &ran.out);
    for wrong in [&["--funders", "nlnt"][..], &["--funders", "nlnet,nlnet"], &["--funders", "nlnet", "--max", "otf=5"]]
    {
        assert_eq!(fundable(["portfolio", "examples/rust-crates"].iter().chain(wrong)).code, 2, "{wrong:?}");
    }
}

#[test]
fn all_capabilities_are_cut_over_three_funders_with_a_proof() {
    let mut all = load("rubygems");
    all.1.answers.values_mut().for_each(|answer| answer.status = Status::Missing);
    for list in [["alpha-omega", "floss-fund", "otf"], ["floss-fund", "otf", "nlnet"]] {
        of_all(
            all.clone(),
            &list,
            |_| {},
            |facts, portfolio| {
                let ask = ask(facts.plan, facts.roadmap).unwrap();
                assert!(ask.steps.len() > 30);
                assert_eq!(portfolio.proof, Proof::Optimal);
                // No cuts cover more than the best choice for all the money in one hand.
                let max = portfolio.cuts.iter().map(|cut| cut.window.of_costs(portfolio.whole.0).max).sum();
                let one = best(&ask.problem, Window::up_to(max), &Limits::default());
                assert!(portfolio.value.units() <= one.choice().unwrap().bound() * ask.value_unit.units());
            },
        );
    }
}
