//! What is asked of a funder.

use fundable::gap;
use fundable::model::assessment::{Assessment, Status};
use fundable::model::catalog::Catalog;
use fundable::model::id::{CapabilityId, FunderId, WorkPackageId};
use fundable::model::money::Minor;
use fundable::model::plan::{Activity, FundingStatus, LedgerEntry, Plan, WorkPackage};
use fundable::plan::budget::Proof;
use fundable::plan::{self as planner, predecessors};
use fundable::propose::{
    AskWindow, Check, Chosen, Facts, FilledForm, FormInput, How, NoChoice, Request, Time, Verdict, WhyOut,
    asked_elsewhere, choose, fill, packages,
};
use serde_json::Value;

use crate::examples::load;
use crate::support::fundable;

pub const EXAMPLES: [&str; 5] = ["pypi", "rubygems", "rust-crates", "npm", "homebrew"];

/// The plan with a rate of one to one for every currency of a funder.
pub fn with_rates(mut plan: Plan) -> Plan {
    let (catalog, _, other) = load("rust-crates");
    let own = plan.rates.as_ref().unwrap().currency;
    for currency in catalog.funders.values().filter_map(|funder| funder.currency.as_ref()).map(|fact| fact.value) {
        let mut rate = other.exchange_rates[0].clone();
        (rate.from, rate.to, rate.millionths) = (own, currency, 1_070_000);
        plan.exchange_rates.push(rate);
    }
    plan
}

/// Looks at the choice for a funder, and at the forms that are filled from it.
fn chosen<T>(
    example: &str,
    funder: &str,
    change: impl FnOnce(&mut Plan, &mut Request),
    look: impl FnOnce(&Facts<'_>, Result<(&Chosen, Vec<FilledForm>), &NoChoice>) -> T,
) -> T {
    chosen_of(load(example), funder, change, look)
}

fn chosen_of<T>(
    (catalog, assessment, plan): (Catalog, Assessment, Plan),
    funder: &str,
    change: impl FnOnce(&mut Plan, &mut Request),
    look: impl FnOnce(&Facts<'_>, Result<(&Chosen, Vec<FilledForm>), &NoChoice>) -> T,
) -> T {
    let mut plan = with_rates(plan);
    let mut request = Request::default();
    change(&mut plan, &mut request);
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let funder = &catalog.funders[funder];
    if request.window == AskWindow::default() {
        request.window = AskWindow::of(funder, &plan, plan.rates.as_ref().unwrap(), None, None).unwrap();
    }
    let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
    let chosen = choose(&facts, &request);
    let result = chosen.as_ref().map(|chosen| {
        let facts = Facts { roadmap: &chosen.roadmap, ..facts };
        let input = FormInput { facts, proposal: &chosen.proposal, funder, selection: Some(&chosen.selection) };
        (chosen, fill(&input))
    });
    look(&facts, result)
}

/// The steps that are asked for; its roadmap has what they come after as well.
fn steps_of(chosen: &Chosen) -> impl Iterator<Item = &planner::Step> {
    chosen.proposal.open.iter().map(|open| &chosen.roadmap.steps[open.step])
}

fn ids_of(chosen: &Chosen) -> Vec<String> {
    steps_of(chosen).map(|step| step.capability.to_string()).collect()
}

#[test]
fn every_form_of_every_example_is_filled_from_a_choice_within_the_window() {
    let (catalog, ..) = load("rubygems");
    let (mut n_chosen, mut n_parts) = (0, 0);
    for example in EXAMPLES {
        for funder in catalog.funders.keys() {
            chosen(
                example,
                funder.as_str(),
                |_, _| {},
                |facts, result| {
                    let Ok((chosen, forms)) = result else {
                        assert!(matches!(result, Err(NoChoice::NoneWithin { .. } | NoChoice::BelowFloor { .. })));
                        return;
                    };
                    n_chosen += 1;
                    let selection = &chosen.selection;
                    n_parts += usize::from(matches!(selection.how, How::Best(_)));
                    let (cost, _) = selection.cost.unwrap();
                    assert!(selection.window.of_costs(cost).contains(cost), "{example} {funder}");
                    let sum: Minor = steps_of(chosen).filter_map(|step| step.cost).map(|cost| cost.total.mean).sum();
                    assert_eq!(sum, Minor::new(i128::from(cost)));
                    let whole = facts.roadmap.steps.iter().filter(|step| planner::is_asked(facts.plan, step)).count();
                    assert_eq!(chosen.proposal.open.len() + selection.left_out.len(), whole);
                    // What is out is what the ask can do without.
                    let ids = ids_of(chosen);
                    for step in steps_of(chosen) {
                        for before in predecessors(step) {
                            assert!(ids.contains(&before.to_string()) || selection.rests_on.contains(before));
                            // It is in the roadmap of the choice, and done first.
                            let before = chosen.roadmap.steps.iter().find(|other| other.capability == *before).unwrap();
                            assert!(before.dates.finish < step.dates.start, "{example} {funder}");
                        }
                    }
                    for field in forms.iter().flat_map(|form| &form.fields) {
                        let is_amount = matches!(field.verdict, Verdict::BelowFloor(..) | Verdict::AboveCeiling(..));
                        assert!(!is_amount || forms.len() > 1, "{example} {funder} {}", field.id);
                        let months = selection.months.to_string();
                        if field.id.as_str() == "months" && forms.len() == 1 {
                            assert_eq!(field.answer.as_ref().unwrap().text, months);
                        }
                    }
                    let all = packages(&Facts { roadmap: &chosen.roadmap, ..*facts }, &chosen.proposal.open);
                    for (idx, package) in all.iter().enumerate() {
                        assert!(package.after.iter().all(|before| *before < idx), "{example} {}", package.title);
                    }
                    let mut steps: Vec<usize> = all.iter().flat_map(|package| package.steps.clone()).collect();
                    steps.sort_unstable();
                    assert_eq!(steps, chosen.proposal.open.iter().map(|open| open.step).collect::<Vec<_>>());
                    let costs: Minor = all.iter().filter_map(|package| package.cost).map(|cost| cost.mean).sum();
                    assert_eq!(costs, sum);
                    let is_whole = all.iter().all(|item| !item.deliverables.is_empty() && !item.acceptance.is_empty());
                    assert!(is_whole, "{example} {funder}");
                },
            );
        }
    }
    assert!(n_chosen > 30 && n_parts > 8, "{n_chosen} {n_parts}");
}

#[test]
fn the_users_own_choice_has_to_be_closed() {
    let named = |names: &[&str]| {
        let ids: Vec<CapabilityId> = names.iter().map(|name| CapabilityId::new(*name)).collect();
        chosen(
            "npm",
            "floss-fund",
            |_, request| request.named = Some(ids),
            |_, result| match result {
                Ok((chosen, _)) => Ok((chosen.selection.how, chosen.proposal.open.len())),
                Err(reason) => Err(reason.clone()),
            },
        )
    };
    let one = named(&["gen-vulnerability-disclosure-policy"]);
    assert_eq!(one, Ok((How::Named, 1)));
    assert!(matches!(named(&["gen-nothing"]), Err(NoChoice::NotOpen(..))));
    let remediation = |names: &[&str]| {
        let ids: Vec<CapabilityId> = names.iter().map(|name| CapabilityId::new(*name)).collect();
        let change = |plan: &mut Plan, request: &mut Request| {
            plan.target.include.push(CapabilityId::new("cli-auto-remediation"));
            request.named = Some(ids);
        };
        let mut facts = load("homebrew");
        facts.1.answers.get_mut("cli-auto-remediation").unwrap().status = Status::Missing;
        chosen_of(facts, "generic", change, |_, result| result.map(|(chosen, _)| ids_of(chosen)).map_err(Clone::clone))
    };
    let pair = ["cli-auto-remediation", "cli-vulnerability-warnings"].map(CapabilityId::new);
    let missing = NoChoice::MissingNeeds(vec![pair.into()]);
    assert_eq!(remediation(&["cli-auto-remediation"]), Err(missing));
    let both = remediation(&["cli-auto-remediation", "cli-vulnerability-warnings"]).unwrap();
    assert_eq!(both, ["cli-vulnerability-warnings", "cli-auto-remediation"]);
}

#[test]
fn what_the_user_names_may_lie_outside_the_window_and_is_told_so() {
    let ask = |extra: &[&str]| {
        let args = ["propose", "examples/rust-crates", "--for", "sovereign-tech", "--forms-only", "--capabilities"];
        fundable(args.iter().chain(&["gen-vulnerability-disclosure-policy"]).chain(extra))
    };
    let ran = ask(&[]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("less than the least or more than the most"), "{}", ran.out);
    assert!(ran.out.contains("“Publish a log of registry events”: not named."), "{}", ran.out);
    assert_eq!(ask(&["--min", "1000", "--max", "10000"]).out.matches("less than the least").count(), 0);
}

#[test]
fn packages_are_those_of_the_plan_then_one_for_each_category_and_needs_come_first() {
    let titles = |names: Option<[&str; 2]>| {
        let change = |plan: &mut Plan, _: &mut Request| {
            let package = names.map(|names| WorkPackage {
                title: "General capabilities".to_owned(),
                capabilities: names.map(CapabilityId::new).to_vec(),
            });
            plan.work_packages.extend(package.map(|package| (WorkPackageId::new("first"), package)));
        };
        chosen("rust-crates", "sovereign-tech", change, |facts, result| {
            let (chosen, _) = result.unwrap();
            let list = packages(&Facts { roadmap: &chosen.roadmap, ..*facts }, &chosen.proposal.open);
            list.iter().map(|package| (package.title.clone(), package.steps.len())).collect::<Vec<_>>()
        })
    };
    let of = |list: &[(&str, usize)]| list.iter().map(|(title, n)| ((*title).to_owned(), *n)).collect::<Vec<_>>();
    assert_eq!(
        titles(None),
        of(&[("Authentication", 1), ("General capabilities", 6), ("Command-line tooling", 2), ("Authorization", 2)])
    );
    let own = titles(Some(["gen-vulnerability-disclosure-policy", "authn-security-notifications"]));
    assert_eq!(own[0], ("General capabilities".to_owned(), 2));
    assert!(own.contains(&("General capabilities: the rest".to_owned(), 5)), "{own:?}");
}

#[test]
fn a_limit_of_months_is_kept_by_the_schedule_of_the_choice_alone() {
    let ask = |limit: Option<u32>| {
        chosen(
            "rust-crates",
            "sovereign-tech",
            |_, request| request.months = limit,
            |_, result| result.map(|(chosen, _)| chosen.selection.clone()).map_err(Clone::clone),
        )
    };
    let free = ask(None).unwrap();
    assert_eq!(free.how, How::Whole);
    let short = ask(Some(9)).unwrap();
    assert!(free.months > 9 && short.months <= 9, "{} {}", free.months, short.months);
    assert_eq!(short.time, Time::Within(9));
    assert_eq!(short.how, How::BestInTime(Proof::Optimal));
    let args = ["propose", "examples/rust-crates", "--for", "sovereign-tech", "--forms-only", "--months", "9"];
    assert!(fundable(args).out.contains("taking it that no choice ends before a part of it does"));
    assert!(short.value < free.value);
    assert!(short.left_out.iter().any(|out| out.why == WhyOut::TooLate));
    assert_eq!(ask(Some(1)).unwrap_err(), NoChoice::NothingInTime(1));
}

#[test]
fn what_was_handed_in_elsewhere_is_left_out_where_the_funder_refuses_it() {
    let (_, _, plan) = load("rust-crates");
    let all: Vec<CapabilityId> = chosen(
        "rust-crates",
        "sovereign-tech",
        |_, _| {},
        |_, result| steps_of(result.unwrap().0).map(|step| step.capability.clone()).collect(),
    );
    let entry = |id: &CapabilityId, status, profile: Option<&str>| LedgerEntry {
        activity: Activity::Capability(id.clone()),
        funder: "Example Fund".to_owned(),
        profile: profile.map(FunderId::new),
        status,
        amount: None,
        date: None,
        link: None,
    };
    // A piece of work that others need.
    let gap_of = load("rust-crates");
    let roadmap = planner::plan(&gap_of.0, &gap::gap(&gap_of.0, &gap_of.1), &plan);
    let is_needed = |step: &&planner::Step| all.contains(&step.capability) && !step.unblocks.is_empty();
    let needed = roadmap.steps.iter().find(is_needed).unwrap().capability.clone();
    let is_held = |funder: &str, entries: Vec<LedgerEntry>| {
        let change = |plan: &mut Plan, request: &mut Request| {
            plan.ledger.extend(entries);
            request.asked_elsewhere = asked_elsewhere(plan, &load("rust-crates").0.funders[funder]);
        };
        chosen("rust-crates", funder, change, |_, result| {
            let (chosen, forms) = result.unwrap();
            let is_flagged = forms[0].checks.contains(&Check::AskedElsewhere(vec![needed.clone()]));
            let out = chosen.selection.left_out.iter().find(|out| out.capability == needed);
            (out.map(|out| out.why.clone()), is_flagged, chosen.selection.rests_on.contains(&needed))
        })
    };
    let why = Some(WhyOut::AskedElsewhere("Example Fund".to_owned()));
    let submitted = entry(&needed, FundingStatus::Submitted, Some("otf"));
    // Left out, and what needs it comes after it all the same.
    assert_eq!(is_held("sovereign-tech", vec![submitted.clone()]), (why, false, true));
    // A draft binds nobody, and its own proposal is not in the way.
    let draft = entry(&needed, FundingStatus::Draft, Some("otf"));
    assert_eq!(is_held("sovereign-tech", vec![draft]), (None, true, false));
    let own = entry(&needed, FundingStatus::Submitted, Some("sovereign-tech"));
    assert_eq!(is_held("sovereign-tech", vec![own]), (None, false, false));
    // What is not known to be refused is asked for, and flagged.
    assert_eq!(is_held("generic", vec![submitted]), (None, true, false));
    // When everything is with others nothing is left to ask for.
    let entries = all.iter().map(|id| entry(id, FundingStatus::Submitted, None)).collect::<Vec<_>>();
    let change = |plan: &mut Plan, request: &mut Request| {
        plan.ledger.extend(entries);
        request.asked_elsewhere = asked_elsewhere(plan, &load("rust-crates").0.funders["sovereign-tech"]);
    };
    let result = chosen("rust-crates", "sovereign-tech", change, |_, result| result.map(|_| ()).map_err(Clone::clone));
    assert_eq!(result, Err(NoChoice::AllAskedElsewhere(vec!["Example Fund".to_owned()])));
}

#[test]
fn documents_are_about_what_is_chosen_as_forms_are() {
    let json = ["propose", "examples/rust-crates", "--for", "nlnet", "--forms-only", "--json"];
    let forms: Value = serde_json::from_str(&fundable(json).out).unwrap();
    let document = |more: &[&str]| {
        let args = ["propose", "examples/rust-crates", "--for", "nlnet", "--format", "md", "--out", "-"];
        let ran = fundable(args.iter().chain(more));
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    };
    let text = document(&[]);
    assert!(text.contains(&format!("asks for {}**", forms["ask"]["cost"].as_str().unwrap())), "{text}");
    let left_out = forms["ask"]["left_out"].as_array().unwrap();
    assert!(!left_out.is_empty());
    // What is not asked for is nobody's business but the applicant's.
    let private = document(&["--private"]);
    for out in left_out {
        let title = out["title"].as_str().unwrap().trim_matches(['“', '”']);
        assert!(private.contains(&format!("- **{title}**")) && !text.contains(title), "{title}");
    }
    assert!(!text.contains("(Illustration.) The Rust crates registry"), "what is said of the whole");
}

#[test]
fn no_window_with_a_choice_is_said_with_figures() {
    let run = |args: &[&str]| {
        let ran = fundable(["propose", "examples/rust-crates", "--forms-only", "--for"].iter().chain(args));
        assert_eq!(ran.code, 1, "{args:?} {}", ran.err);
        assert!(ran.out.is_empty());
        ran.err
    };
    assert!(run(&["sovereign-tech", "--min", "9000000"]).contains("the whole ask costs EUR 748,351"));
    assert!(run(&["nlnet", "--min", "1", "--max", "2"]).contains("the cheapest work, “"));
    assert!(run(&["nlnet", "--min", "9", "--max", "2"]).contains("the least is more than the most"));
    let unknown = run(&["nlnet", "--capabilities", "gen-event-transparency-log,cli-auto-remediation"]);
    assert!(unknown.contains("nobody knows whether `cli-auto-remediation` is in place"), "{unknown}");
    // The plan of npm counts in USD and has no rates of exchange.
    let ran = fundable(["propose", "examples/npm", "--for", "nlnet", "--forms-only"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`from: USD`, `to: EUR`"), "{}", ran.err);
    let wrong = ["propose", "examples/npm", "--for", "nlnet", "--max", "5", "--amount", "5"];
    assert_eq!(fundable(wrong).code, 2);
    let ran = fundable(["propose", "examples/npm", "--for", "community", "--max", "5"]);
    assert!(ran.code == 2 && ran.err.contains("`community` gets all open work"), "{}", ran.err);
    let own = ["propose", "examples/npm", "--for", "nlnet", "--forms-only", "--min", "0", "--max", "40000", "--json"];
    let view: Value = serde_json::from_str(&fundable(own).out).unwrap();
    assert!(view["ask"]["how"].as_str().unwrap().starts_with("the best choice"));
}
