//! Forms of funders: what is filled in, what is counted, what is refused.

use std::fs;

use fundable::count::Unit;
use fundable::gap;
use fundable::model::form::Limit;
use fundable::model::funder::Funder;
use fundable::model::id::CapabilityId;
use fundable::model::money::Minor;
use fundable::model::plan::{Activity, FundingStatus, LedgerEntry, Plan};
use fundable::plan::{self as planner, Roadmap};
use fundable::propose::{
    Check, Extent, Facts, FilledField, FilledForm, FormInput, Lack, Proposal, Verdict, fill, propose,
};
use serde_json::Value;

use crate::examples::load;
use crate::support::{fundable, golden, root};

const EXAMPLES: [&str; 5] = ["pypi", "rubygems", "rust-crates", "npm", "homebrew"];

/// Forms of one funder for an example whose plan was changed.
fn filled(example: &str, funder: &str, change: impl FnOnce(&mut Plan)) -> Vec<FilledForm> {
    filled_for(example, funder, &Extent::Whole, change)
}

fn filled_for(example: &str, funder: &str, extent: &Extent, change: impl FnOnce(&mut Plan)) -> Vec<FilledForm> {
    let (catalog, assessment, mut plan) = load(example);
    change(&mut plan);
    let currency = catalog.funders[funder].currency.as_ref().map(|fact| fact.value);
    if let Some(converted) = currency.and_then(|currency| plan.in_currency(currency)) {
        plan = converted;
    }
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let proposal = propose(&catalog, &gap, &plan, &roadmap, extent).unwrap();
    let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
    fill(&FormInput { facts, proposal: &proposal, funder: &catalog.funders[funder], selection: None })
}

fn field<'a>(form: &'a FilledForm, id: &str) -> &'a FilledField {
    form.fields.iter().find(|field| field.id.as_str() == id).unwrap()
}

fn answer(form: &FilledForm, id: &str) -> String {
    field(form, id).answer.as_ref().map(|answer| answer.text.clone()).unwrap_or_default()
}

/// A text of exactly this length.
fn of_length(n: usize, unit: Unit) -> String {
    match unit {
        Unit::Words => vec!["word"; n].join(" "),
        Unit::Characters => "é".repeat(n),
    }
}

/// Fields with a limit, and how much each takes.
fn limited(funder: &Funder) -> Vec<(String, usize, Unit)> {
    let fields = funder.form.fields.values().filter_map(|field| match field.limit {
        Limit::Length { max, unit, .. } => Some((field.id.to_string(), max, unit)),
        _ => None,
    });
    fields.collect()
}

#[test]
fn every_limited_field_takes_its_limit_and_no_more() {
    let (catalog, ..) = load("rubygems");
    let mut n_fields = 0;
    for funder in catalog.funders.values() {
        for (id, max, unit) in limited(funder) {
            n_fields += 1;
            for (length, expected) in [(max, Verdict::Fits), (max + 1, Verdict::Over(1)), (max + 7, Verdict::Over(7))] {
                let text = of_length(length, unit);
                let forms = filled("rubygems", funder.id.as_str(), |plan| {
                    let fields = plan.narrative.answers.entry(funder.id.clone()).or_default();
                    fields.insert(fundable::model::id::FieldId::new(id.as_str()), text.clone());
                });
                let field = field(&forms[0], &id);
                assert_eq!(field.verdict, expected, "{} {id} {length}", funder.id);
                assert_eq!(field.count, Some(length));
                // Nothing is cut.
                assert_eq!(answer(&forms[0], &id), text);
                let is_refused = forms[0].checks.contains(&Check::Wrong(field.id.clone()));
                assert_eq!(is_refused, length > max);
            }
        }
    }
    assert_eq!(n_fields, 12 + 12 + 11);
}

#[test]
fn check_reports_each_answer_that_is_one_too_long_where_it_stands() {
    let (catalog, ..) = load("rubygems");
    let plan = fs::read_to_string(root().join("examples/npm/plan.yaml")).unwrap();
    for (excess, n_expected) in [(0, 0), (1, 12 + 12 + 11)] {
        let mut text = format!("{plan}\nnarrative:\n  answers:\n");
        let mut lines = Vec::new();
        for funder in catalog.funders.values().filter(|funder| !limited(funder).is_empty()) {
            text.push_str(&format!("    {}:\n", funder.id));
            for (id, max, unit) in limited(funder) {
                // A link has to be one whatever its length.
                let link = "https://example.org/";
                let is_link = id.contains("webpageUrl");
                let answer = if is_link {
                    format!("{link}{}", "x".repeat(max + excess - link.len()))
                } else {
                    of_length(max + excess, unit)
                };
                lines.push(text.lines().count() + 1);
                text.push_str(&format!("      {id}: {answer}\n"));
            }
        }
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("plan.yaml"), text).unwrap();
        fs::copy(root().join("examples/npm/assessment.yaml"), folder.path().join("assessment.yaml")).unwrap();
        let ran = fundable([std::ffi::OsStr::new("check"), folder.path().as_os_str(), std::ffi::OsStr::new("--json")]);
        let report: Value = serde_json::from_str(&ran.out).unwrap();
        let problems = report["diagnostics"].as_array().unwrap();
        let long: Vec<_> = problems.iter().filter(|problem| problem["code"] == "answer-too-long").collect();
        assert_eq!(long.len(), n_expected, "{}", ran.out);
        assert_eq!(ran.code, i32::from(excess > 0));
        for (problem, line) in long.iter().zip(lines) {
            assert_eq!(problem["place"]["line"], line, "{problem}");
        }
    }
}

#[test]
fn computed_answers_fit_every_form_of_every_example() {
    let (catalog, ..) = load("rubygems");
    let mut n_computed = 0;
    for example in EXAMPLES {
        for funder in catalog.funders.keys() {
            for form in filled(example, funder.as_str(), |plan| plan.narrative = Default::default()) {
                for field in &form.fields {
                    let Some(answer) = &field.answer else { continue };
                    let is_length = matches!(field.verdict, Verdict::Over(_) | Verdict::Under(_) | Verdict::NoChoice);
                    assert!(!is_length, "{example} {funder} {}: {:?}", field.id, field.verdict);
                    assert!(!answer.text.contains('{') && !answer.text.contains("  - "), "{}", answer.text);
                    assert_eq!(answer.text.trim(), answer.text);
                    n_computed += usize::from(answer.path.is_none());
                }
            }
        }
    }
    assert!(n_computed > 300, "{n_computed}");
}

#[test]
fn a_shared_text_that_is_too_long_is_shown_with_its_place() {
    let forms = filled("rubygems", "sovereign-tech", |plan| plan.narrative.project = Some(of_length(301, Unit::Words)));
    let found = field(&forms[0], "why_critical");
    assert_eq!(found.verdict, Verdict::Over(1));
    assert_eq!(found.answer.as_ref().unwrap().path.as_deref(), Some("narrative.project"));
}

#[test]
fn a_form_from_the_command_line_says_what_is_too_long_and_ends_in_1() {
    let folder = tempfile::tempdir().unwrap();
    let plan = fs::read_to_string(root().join("examples/rust-crates/plan.yaml")).unwrap();
    let long = plan.replace("  project: >-\n", &format!("  project: >-\n    {}\n", of_length(300, Unit::Words)));
    assert_ne!(long, plan);
    fs::write(folder.path().join("plan.yaml"), long).unwrap();
    fs::copy(root().join("examples/rust-crates/assessment.yaml"), folder.path().join("assessment.yaml")).unwrap();
    let args = ["--for", "sovereign-tech", "--forms-only"];
    let args =
        [std::ffi::OsStr::new("propose"), folder.path().as_os_str()].into_iter().chain(args.map(std::ffi::OsStr::new));
    let ran = fundable(args);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("too long: "), "{}", ran.out);
    assert!(ran.out.contains("`narrative.project`"), "{}", ran.out);
}

#[test]
fn amounts_are_held_against_floor_and_ceiling() {
    for (funder, id, amount, expected) in [
        ("sovereign-tech", "cost_eur", "50000", "below"),
        ("sovereign-tech", "cost_eur", "50001", "fits"),
        ("nlnet", "amount", "4999", "below"),
        ("nlnet", "amount", "5000", "fits"),
        ("nlnet", "amount", "50000", "fits"),
        ("nlnet", "amount", "50001", "above"),
        ("floss-fund", "funding.plans.amount", "9999", "below"),
        ("floss-fund", "funding.plans.amount", "100000", "fits"),
        ("floss-fund", "funding.plans.amount", "100001", "above"),
        ("otf", "amount", "300001", "above"),
        // No floor and no ceiling on record.
        ("alpha-omega", "amount", "1", "fits"),
        ("openssf-tac", "amount", "9000000", "fits"),
    ] {
        let forms = filled("rust-crates", funder, |plan| {
            let fields = plan.narrative.answers.entry(fundable::model::id::FunderId::new(funder)).or_default();
            fields.insert(fundable::model::id::FieldId::new(id), amount.to_owned());
        });
        let found = match field(&forms[0], id).verdict {
            Verdict::BelowFloor(..) => "below",
            Verdict::AboveCeiling(..) => "above",
            Verdict::Fits => "fits",
            _ => "other",
        };
        assert_eq!(found, expected, "{funder} {amount}");
    }
}

#[test]
fn amounts_are_in_the_currency_of_the_funder_at_the_rate_of_the_plan() {
    // The plan counts in EUR.
    let euros = filled("rust-crates", "sovereign-tech", |_| {});
    let (catalog, assessment, plan) = load("rust-crates");
    let roadmap: Roadmap = planner::plan(&catalog, &gap::gap(&catalog, &assessment), &plan);
    let total = roadmap.totals.ask.cost.unwrap().total.mean;
    assert_eq!(answer(&euros[0], "cost_eur"), ((total.units() + 50) / 100).to_string());
    assert!(answer(&filled("rust-crates", "generic", |_| {})[0], "amount").starts_with("EUR "));
    // It has a rate from USD to EUR alone.
    let dollars = filled("rust-crates", "alpha-omega", |_| {});
    assert!(matches!(&field(&dollars[0], "amount").verdict, Verdict::Missing(Lack::NoExchangeRate(..))));
    let converted = filled("rust-crates", "alpha-omega", |plan| {
        let mut rate = plan.exchange_rates[0].clone();
        (rate.from, rate.to, rate.millionths) = (rate.to, rate.from, 2_000_000);
        plan.exchange_rates.push(rate);
    });
    let expected = (Minor::new(total.units() * 2).units() + 50) / 100;
    assert_eq!(answer(&converted[0], "amount"), expected.to_string());
    let unpriced = filled("rust-crates", "sovereign-tech", |plan| plan.rates = None);
    assert_eq!(field(&unpriced[0], "cost_eur").verdict, Verdict::Missing(Lack::NoRates));
}

#[test]
fn a_budget_multiplies_and_adds_up_to_the_amount() {
    let cents = |text: &str| -> i128 {
        let text = text.trim().replace(',', "");
        let (whole, rest) = text.split_once('.').unwrap_or((&text, "00"));
        whole.parse::<i128>().unwrap() * 100 + rest.parse::<i128>().unwrap()
    };
    let mut n_lines = 0;
    for (example, funder, is_short) in
        [("homebrew", "nlnet", false), ("rust-crates", "nlnet", true), ("pypi", "otf", true), ("pypi", "nlnet", true)]
    {
        let form = filled(example, funder, |_| {}).remove(0);
        let (text, whole) = (answer(&form, "budget"), answer(&form, "amount"));
        let code = text.split(' ').next().unwrap();
        let figure = |line: &str| cents(line.rsplit_once(&format!("{code} ")).unwrap().1);
        // The last wording gives each kind of work once, then what each piece costs.
        let (lines, pieces) = text.split_once("By piece of work").unwrap_or((&text, ""));
        assert_eq!(!pieces.is_empty(), is_short, "{example} {text}");
        let mut sum = 0;
        for line in lines.lines().filter(|line| line.starts_with("- ") && line.contains(code)) {
            if let Some((hours, rest)) = line.split_once(" at ") {
                let hours = hours.rsplit(' ').nth(1).unwrap();
                let rate = rest.split(" an hour").next().unwrap().rsplit(' ').next().unwrap();
                assert_eq!(hours.parse::<i128>().unwrap() * cents(rate), figure(line), "{line}");
                n_lines += 1;
            }
            sum += if line.contains(": minus ") { -figure(line) } else { figure(line) };
        }
        let expected = whole.parse::<i128>().unwrap() * 100;
        assert_eq!(sum, expected, "{example} {funder}: {text}");
        let by_piece = pieces.lines().filter(|line| line.starts_with("- ") && line.contains(code)).map(figure);
        assert!(pieces.is_empty() || by_piece.sum::<i128>() == expected, "{text}");
    }
    assert!(n_lines > 25, "{n_lines}");
}

#[test]
fn milestones_are_the_packages_and_their_amounts_add_up() {
    let text = answer(&filled("pypi", "openssf-tac", |_| {})[0], "Milestones");
    assert_eq!(text.matches("\n- ").count() + 1, 4, "{text}");
    assert!(text.contains(": Sign-in that cannot be phished ("), "{text}");
    let amounts = text.split(" (USD ").skip(1).map(|rest| rest.split(')').next().unwrap().replace(',', ""));
    let sum: i128 = amounts.map(|amount| amount.parse::<i128>().unwrap()).sum();
    assert_eq!(sum.to_string(), answer(&filled("pypi", "otf", |_| {})[0], "amount"));
}

#[test]
fn what_others_pay_for_is_not_claimed() {
    let (catalog, assessment, plan) = load("rust-crates");
    let gap = gap::gap(&catalog, &assessment);
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let proposal: Proposal = propose(&catalog, &gap, &plan, &roadmap, &Extent::Whole).unwrap();
    let first = roadmap.steps[proposal.open[0].step].capability.clone();
    let entry = |status, profile: Option<&str>| LedgerEntry {
        activity: Activity::Capability(first.clone()),
        funder: "Example Fund".to_owned(),
        profile: profile.map(fundable::model::id::FunderId::new),
        status,
        amount: None,
        date: None,
        link: None,
    };
    let verdict = |entry: LedgerEntry| {
        let mut plan = plan.clone();
        plan.ledger.push(entry);
        let funder = &catalog.funders["sovereign-tech"];
        let facts = Facts { catalog: &catalog, assessment: &assessment, gap: &gap, plan: &plan, roadmap: &roadmap };
        let input = FormInput { facts, proposal: &proposal, funder, selection: None };
        let form = fill(&input).remove(0);
        let asked = form.checks.contains(&Check::AskedElsewhere(vec![first.clone()]));
        (field(&form, "ack_no_dup").verdict.clone(), asked)
    };
    let taken: Vec<CapabilityId> = vec![first.clone()];
    assert_eq!(verdict(entry(FundingStatus::Granted, None)), (Verdict::NotToBeClaimed(taken), false));
    assert_eq!(verdict(entry(FundingStatus::Submitted, None)), (Verdict::ByHand, true));
    assert_eq!(verdict(entry(FundingStatus::Declined, None)), (Verdict::ByHand, false));
    // What this very funder pays for is no double funding.
    assert_eq!(verdict(entry(FundingStatus::Granted, Some("sovereign-tech"))), (Verdict::ByHand, false));
    // And what is granted leaves the ask of a new proposal.
    let mut plan = plan.clone();
    plan.ledger.push(entry(FundingStatus::Granted, None));
    let roadmap = planner::plan(&catalog, &gap, &plan);
    let smaller = propose(&catalog, &gap, &plan, &roadmap, &Extent::Whole).unwrap();
    assert_eq!(smaller.open.len() + 1, proposal.open.len());
}

#[test]
fn what_is_said_of_the_whole_plan_is_not_said_of_a_part() {
    let one = Extent::One(CapabilityId::new("gen-vulnerability-disclosure-policy"));
    let whole = filled("rubygems", "sovereign-tech", |_| {});
    let part = filled_for("rubygems", "sovereign-tech", &one, |_| {});
    assert!(answer(&whole[0], "why_critical").starts_with("RubyGems.org is where"));
    assert_eq!(
        answer(&part[0], "one_sentence"),
        "With this project RubyGems.org will publish a vulnerability disclosure policy."
    );
    assert_eq!(answer(&part[0], "title"), "RubyGems.org: Publish a vulnerability disclosure policy");
    assert!(!answer(&part[0], "plan").contains("1. "), "a single piece has no number");
    // The figures are those of the part.
    assert_eq!(answer(&part[0], "months"), "3");
    assert_eq!(answer(&part[0], "hours"), "54");
}

#[test]
fn other_funding_is_what_was_granted_paid_or_handed_in() {
    let told = |status| {
        let forms = filled("pypi", "otf", |plan| {
            plan.narrative.funding_elsewhere = None;
            plan.ledger[0].status = status;
        });
        answer(&forms[0], "other_support")
    };
    for status in [FundingStatus::Done, FundingStatus::Granted, FundingStatus::Submitted] {
        let line = format!("Sovereign Tech Agency, {}, 16 April 2026.", status.name());
        assert!(told(status).contains(&line), "{}", told(status));
    }
    // An empty list would be a claim that nobody has checked.
    for status in [FundingStatus::Draft, FundingStatus::Declined] {
        assert_eq!(told(status), "");
    }
}

#[test]
fn a_form_per_item_is_filled_in_once_for_each() {
    let forms = filled("rubygems", "psf-fundables", |_| {});
    assert!(forms.len() > 5);
    for form in &forms {
        assert!(form.item.is_some());
        assert_eq!(form.fields.len(), 5);
        assert!(!answer(form, "context").contains("(Illustration.)"));
    }
}

#[test]
fn answers_are_pasted_without_marks_of_markdown() {
    let form = &filled("rust-crates", "sovereign-tech", |_| {})[0];
    let scenario = answer(form, "scenario");
    assert!(scenario.contains("\n\n1. Today the thief"), "{scenario}");
    assert!(!scenario.contains("**"));
}

#[test]
fn a_form_is_as_blessed() {
    let ran = fundable(["propose", "examples/rust-crates", "--for", "sovereign-tech", "--forms-only"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    golden(&root().join("examples/rust-crates/expected/sovereign-tech.txt"), &ran.out);
    let explained = fundable(["explain", "sovereign-tech"]);
    golden(&root().join("tests/data/sovereign-tech.txt"), &explained.out);
}

#[test]
fn wrong_recipients_are_told_from_those_without_a_document() {
    let run = |args: &[&str]| {
        let ran = fundable(["propose", "examples/npm"].iter().chain(args));
        assert_eq!(ran.code, 2, "{args:?}: {}", ran.err);
        ran.err
    };
    assert!(run(&["--for", "comunity"]).contains("did you mean `community`?"));
    assert!(run(&["--for", "nobody-at-all"]).contains("psf-fundables, community"));
    assert!(run(&["--for", "community", "--forms-only"]).contains("no form on record"));
    assert!(run(&["--for", "sovereign-tech", "--forms-only", "--format", "md"]).contains("cannot be used with"));
    assert!(run(&["--for", "sovereign-tech", "--json"]).contains("--forms-only"));
}

#[test]
fn without_anything_to_ask_for_no_form_is_filled_in() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().join("new").to_string_lossy().into_owned();
    let init = format!(
        "init {workspace} --name New --ecosystem Go --date 2026-11-23 --taxonomy accounts=yes --taxonomy login=own \
         --taxonomy built_packages=yes --taxonomy source_archives=no --taxonomy source_index=no --taxonomy builds_itself=no"
    );
    let ran = fundable(init.split(' '));
    assert_eq!(ran.code, 0, "{}", ran.err);
    // In a new workspace everything is unknown.
    for funder in ["generic", "psf-fundables"] {
        let ran = fundable(["propose", &workspace, "--for", funder, "--forms-only"]);
        assert_eq!(ran.code, 1);
        assert!(ran.out.is_empty());
        assert!(ran.err.contains("nothing to ask for yet"), "{}", ran.err);
    }
}
