//! Proposals to funders: the blessed ones, their budgets, and the `funding.json`.

use std::fs;
use std::path::Path;

use fundable::model::money::group_thousands;
use fundable::{gap, plan as planner};
use serde_json::Value;

use crate::examples::load;

use crate::support::{fundable, golden, root};

/// An example, the funder that its proposal is for, and the capability that it asks for where that is one alone.
pub const PROPOSALS: [(&str, &str, Option<&str>); 3] = [
    ("rubygems", "alpha-omega", None),
    ("pypi", "sovereign-tech", None),
    ("homebrew", "nlnet", Some("cli-vulnerability-warnings")),
];

/// Write what a funder gets, and give the text of a file of it.
fn written(
    example: &str,
    funder: &str,
    capability: Option<&str>,
    formats: &str,
    out: &Path,
) -> impl Fn(&str) -> String {
    let workspace = format!("examples/{example}");
    let out_text = out.to_string_lossy().into_owned();
    let mut args = vec!["propose", &workspace, "--for", funder, "--format", formats, "--out", &out_text];
    args.extend(capability.iter().flat_map(|id| ["--capability", id]));
    let ran = fundable(args);
    assert_eq!(ran.code, 0, "{example}: {}", ran.err);
    let out = out.to_owned();
    let name = capability.map_or_else(|| funder.to_owned(), |id| format!("{funder}-{id}"));
    move |ending| fs::read_to_string(out.join(format!("{name}{ending}"))).unwrap()
}

/// The Markdown of a proposal.
pub fn proposal(example: &str, funder: &str, capability: Option<&str>) -> String {
    let folder = tempfile::tempdir().unwrap();
    written(example, funder, capability, "md", folder.path())(".md")
}

#[test]
fn proposals_and_forms_are_as_blessed() {
    for (example, funder, capability) in PROPOSALS {
        let folder = tempfile::tempdir().unwrap();
        let text = written(example, funder, capability, "md", folder.path());
        let expected = root().join("examples").join(example).join("expected");
        golden(&expected.join(format!("{funder}.md")), &text(".md"));
        golden(&expected.join(format!("{funder}-form.md")), &text("-form.md"));
        // What the document links to lies beside it.
        for picture in ["roadmap", "heatmap", "forecast", "costs"].map(|name| format!("pictures/{funder}/{name}.svg")) {
            let svg = fs::read_to_string(folder.path().join(&picture));
            assert_eq!(svg.is_ok(), capability.is_none(), "{picture}");
            svg.into_iter().for_each(|svg| golden(&expected.join(&picture), &svg));
        }
    }
}

#[test]
fn proposals_have_the_same_bytes_ten_times() {
    let (example, funder, capability) = PROPOSALS[0];
    let run = || {
        let folder = tempfile::tempdir().unwrap();
        let text = written(example, funder, capability, "md,html", folder.path());
        [".md", ".html", "-form.md", "-form.html"].map(text)
    };
    let first = run();
    for _ in 1..10 {
        assert!(run() == first);
    }
}

#[test]
fn no_section_is_empty_and_nothing_is_left_to_be_determined() {
    for (example, funder, capability) in PROPOSALS {
        let text = proposal(example, funder, capability);
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        let depth = |line: &str| line.starts_with('#').then(|| line.bytes().take_while(|byte| *byte == b'#').count());
        for pair in lines.windows(2) {
            if let (Some(above), Some(below)) = (depth(pair[0]), depth(pair[1])) {
                assert!(below > above, "{example}: nothing below `{}`", pair[0]);
            }
        }
        assert!(depth(lines[lines.len() - 1]).is_none());
        for word in ["TBD", "TODO", "unknown,", " 1 pieces", " 1 packages", " 1 weeks", " 1 hours"] {
            assert!(!text.contains(word), "{example}: {word}");
        }
    }
}

/// Cells of the rows of a table below a heading.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let start = text.find(heading).unwrap_or_else(|| panic!("no {heading}"));
    let rows = text[start..].lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().replace("**", "")).collect();
    rows.skip(2).map(cells).collect()
}

/// A number of hundredths, from text such as `12,345.50`.
fn hundredths(text: &str) -> i128 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, "00"));
    assert_eq!(rest.len(), 2, "{text}");
    whole.replace(',', "").parse::<i128>().unwrap() * 100 + rest.parse::<i128>().unwrap()
}

#[test]
fn budgets_add_up_to_the_smallest_unit() {
    for (example, funder, capability) in PROPOSALS {
        let text = proposal(example, funder, capability);
        let rows = table(&text, "## Budget");
        let row = |name: &str| rows.iter().position(|row| row[0].starts_with(name)).unwrap();
        let amount = |idx: usize| hundredths(&rows[idx][3]);
        let (work, estimate) = (row("Work"), row("Estimate"));
        assert!(work >= 3, "{example}");
        assert_eq!((0..work).map(amount).sum::<i128>(), amount(work), "{example}: work");
        assert_eq!((0..work).map(|idx| hundredths(&rows[idx][1])).sum::<i128>(), hundredths(&rows[work][1]));
        assert_eq!((work..estimate).map(amount).sum::<i128>(), amount(estimate), "{example}: estimate");
        assert_eq!(amount(estimate) + amount(row("Contingency")), amount(row("Cap")), "{example}: cap");
        // Hours times rate is the amount, up to what the document says.
        let stated = text.split("differs from the amount of a line by up to ").nth(1).unwrap();
        let stated = hundredths(&stated.split_whitespace().nth(1).unwrap()[..4]);
        for row in &rows[..work] {
            let product = hundredths(&row[1]) * hundredths(&row[2]);
            assert!((product - hundredths(&row[3]) * 100).abs() <= stated * 100 + 50, "{example}: {row:?}");
        }
        if capability.is_none() {
            let packages = table(&text, "## Summary");
            let (sum, parts) = packages.split_last().unwrap();
            for column in [2, 3] {
                let added: i128 = parts.iter().map(|row| hundredths(&row[column])).sum();
                assert_eq!(added, hundredths(&sum[column]), "{example}: packages, column {column}");
            }
            assert_eq!(sum[3], rows[estimate][3]);
            // Whole hours there, hundredths of them here.
            assert!((hundredths(&sum[2]) - hundredths(&rows[work][1])).abs() <= 50, "{example}: hours");
            let pieces = table(&text, "## Proposed work");
            let of_pieces = |column: usize| pieces.iter().map(|row| hundredths(&row[column])).sum::<i128>();
            assert_eq!(of_pieces(2), hundredths(&sum[2]), "{example}: hours of the pieces");
            assert_eq!(of_pieces(3), hundredths(&sum[3]), "{example}: cost of the pieces");
        }
    }
}

#[test]
fn an_amount_in_another_currency_stands_with_its_rate_date_and_source() {
    let text = proposal("pypi", "sovereign-tech", None);
    let budget = &text[text.find("## Budget").unwrap()..];
    let sentence = budget.lines().nth(2).unwrap();
    let rate = "at 1 USD = 0.92 EUR on 23 November 2026 (Made up for this example)";
    assert!(sentence.contains(rate), "{sentence}");
    assert_eq!(text.matches(rate).count(), 1, "the rate stands once");
    // All amounts are in the funder's currency, but for the estimate in that of the plan.
    let (catalog, assessment, plan) = load("pypi");
    let own = planner::plan(&catalog, &gap::gap(&catalog, &assessment), &plan).totals.ask.cost.unwrap().total.mean;
    let own_text = format!("in its own currency the estimate is USD {}.", group_thousands((own.units() + 50) / 100));
    assert!(sentence.ends_with(&own_text), "{sentence}");
    let rows = table(&text, "## Budget");
    let estimate = hundredths(&rows.iter().find(|row| row[0].starts_with("Estimate")).unwrap()[3]);
    // Rates are converted, so that the lines add up; what rounding makes of a difference is some cents.
    assert!((estimate * 100 - own.units() * 92).abs() < 5_000, "{estimate}");
    let body = &text[..text.find("## Prior art").unwrap()];
    assert_eq!(body.matches("USD").count(), 3, "{body}");
    // Without a rate no amount is made up.
    let folder = tempfile::tempdir().unwrap();
    let plan = fs::read_to_string(root().join("examples/pypi/plan.yaml")).unwrap();
    let start = plan.find("exchange_rates:").unwrap();
    let end = start + plan[start..].find("\n\n").unwrap();
    fs::copy(root().join("examples/pypi/assessment.yaml"), folder.path().join("assessment.yaml")).unwrap();
    fs::write(folder.path().join("plan.yaml"), plan.replace(&plan[start..end], "")).unwrap();
    let workspace = folder.path().to_string_lossy().into_owned();
    let ask = ["propose", &workspace, "--for", "sovereign-tech", "--format", "md"];
    let ran = fundable(ask);
    assert!(ran.code == 1 && ran.err.contains("`from: USD`, `to: EUR`"), "{}", ran.err);
    // With bounds in the plan's own currency it is the applicant who compares.
    let ran = fundable(ask.into_iter().chain(["--min", "0", "--max", "9000000"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let read = |name: &str| fs::read_to_string(folder.path().join("out").join(name)).unwrap();
    assert!(!read("sovereign-tech.md").contains("EUR "));
    assert!(read("sovereign-tech-form.md").contains("Add a rate from USD to EUR"));
}

/// RubyGems with everything that a `funding.json` needs.
fn floss_workspace(folder: &Path, answers: &str) {
    let read = |name: &str| fs::read_to_string(root().join("examples/rubygems").join(name)).unwrap();
    fs::write(folder.join("assessment.yaml"), read("assessment.yaml")).unwrap();
    let plan = read("plan.yaml").replace("  answers:\n", &format!("  answers:\n    floss-fund:\n{answers}"));
    let plan = plan.replace(
        "  licence: MIT\n",
        "  licence: MIT\n  website: https://example.org/site\n  repository: https://example.org/git\n",
    );
    fs::write(folder.join("plan.yaml"), plan).unwrap();
}

const ANSWERS: &str = "      entity.type: organisation\n      projects.guid: rubygems\n      projects.tags: security\n      \
    funding.channels: |-\n        - payment-provider shop https://example.org/donate\n        - bank account On request\n      \
    funding.plans.status: active\n      funding.plans.frequency: one-time\n";

#[test]
fn a_funding_json_is_written_where_it_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    floss_workspace(folder.path(), ANSWERS);
    let workspace = folder.path().to_string_lossy().into_owned();
    let args = ["propose", &workspace, "--for", "floss-fund", "--capability", "cli-vulnerability-warnings"];
    let ran = fundable(args.into_iter().chain(["--format", "md"]));
    assert_eq!(ran.code, 0, "{}", ran.err);
    let text = fs::read_to_string(folder.path().join("out/funding.json")).unwrap();
    let json: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["version"], "v1.0.0");
    assert_eq!(json["entity"]["role"], "maintainer");
    assert_eq!(json["projects"][0]["licenses"][0], "spdx:MIT");
    assert_eq!(
        json["funding"]["channels"][1],
        serde_json::json!({"type": "bank", "guid": "account", "address": "On request"})
    );
    let plan = &json["funding"]["plans"][0];
    assert_eq!(plan["channels"], serde_json::json!(["shop", "account"]));
    assert_eq!((&plan["currency"], &plan["frequency"]), (&"USD".into(), &"one-time".into()));
    assert!(plan["amount"].as_u64().unwrap() > 10_000);
    assert!(folder.path().join("out/floss-fund-cli-vulnerability-warnings-form.md").is_file());
}

#[test]
fn an_invalid_funding_json_is_not_written_and_its_faults_are_named() {
    let folder = tempfile::tempdir().unwrap();
    floss_workspace(folder.path(), &ANSWERS.replace("payment-provider shop", "barter Shop"));
    let workspace = folder.path().to_string_lossy().into_owned();
    let args = ["propose", &workspace, "--for", "floss-fund", "--capability", "cli-vulnerability-warnings"];
    let ran = fundable(args.into_iter().chain(["--format", "md"]));
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("`funding.channels[0].type` has to be one of bank"), "{}", ran.err);
    assert!(ran.err.contains("`funding.channels[0].guid` may hold small letters"), "{}", ran.err);
    assert!(!folder.path().join("out/funding.json").exists());
    let form = fs::read_to_string(folder.path().join("out/floss-fund-cli-vulnerability-warnings-form.md")).unwrap();
    assert!(form.contains("`funding.channels[0].type` has to be one of bank"), "{form}");
}
