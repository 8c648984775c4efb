//! Reports: what became of each capability, what it took, who may read it, and how it reads.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use fundable::model::assessment::{Assessment, PartLeft, Status};
use fundable::model::catalog::Catalog;
use fundable::model::id::{CapabilityId, SubCheckId};
use fundable::model::percent::Percent;
use fundable::model::plan::Plan;
use fundable::progress::{ChangeKind, Progress, ProgressInput, progress};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::examples::load;
use crate::hostile::HOSTILE;
use crate::support::{Ran, fundable, golden, root};

const MADE_UP: &str = "tests/data/report";
const BEFORE: &str = "tests/data/report/assessment-2026-06.yaml";
const PLAN_BEFORE: &str = "tests/data/report/plan-2026-06.yaml";
const SHAPES: [&[&str]; 3] = [&[], &["--for", "alpha-omega"], &["--for", "sovereign-tech", "--final"]];

fn report(more: &[&str]) -> Ran {
    let ran = fundable(["report", MADE_UP, "--before", BEFORE, "--before-plan", PLAN_BEFORE].iter().chain(more));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran
}

fn view(more: &[&str]) -> Value {
    serde_json::from_str(&report(&[more, &["--json"]].concat()).out).unwrap()
}

fn ids(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap()).collect()
}

#[test]
fn reports_are_as_blessed() {
    let pypi = fundable(["report", "examples/pypi", "--before", "examples/pypi/assessment-2025-05.yaml"]);
    golden(&root().join("examples/pypi/expected/report.md"), &pypi.out);
    let expected = root().join(MADE_UP).join("expected");
    for (shape, name) in SHAPES.iter().zip(["report.md", "update-2026-09.md", "report-final.md"]) {
        golden(&expected.join(name), &report(shape).out);
    }
}

#[test]
fn ten_runs_give_the_same_bytes() {
    for format in ["md", "html"] {
        for shape in SHAPES {
            let run = || report(&[shape, &["--format", format, "--out", "-"]].concat()).bytes;
            let first = run();
            assert!(first.len() > 1_000);
            (1..10).for_each(|_| assert_eq!(run(), first, "{shape:?} {format}"));
        }
    }
}

/// One capability in two states, with the plan of an example.
fn kind_of(before: &Status, after: &Status, with_work: bool) -> ChangeKind {
    let (catalog, assessment, mut plan) = load("npm");
    let id = CapabilityId::new("authz-rbac");
    let stands = |status: &Status| {
        let mut assessment = assessment.clone();
        assessment.answers[&id].status = status.clone();
        assessment
    };
    if with_work {
        plan.progress = made_up_plan().progress;
        plan.progress.iter_mut().for_each(|entry| {
            entry.activity = fundable::model::plan::Activity::Capability(id.clone());
        });
    }
    measured(&catalog, &stands(before), &stands(after), &plan, None).changes[&id].kind
}

fn measured(
    catalog: &Catalog,
    before: &Assessment,
    after: &Assessment,
    plan: &Plan,
    plan_before: Option<&Plan>,
) -> Progress {
    progress(&ProgressInput { catalog, before, after, plan, plan_before, since: before.assessed_on, payer: None })
}

fn made_up_plan() -> Plan {
    let (catalog, _, _) = load("npm");
    let (mut sources, mut diagnostics) = Default::default();
    let paths = fundable::load::WorkspacePaths { assessment: None, plan: Some(root().join(MADE_UP).join("plan.yaml")) };
    let raw = fundable::load::workspace(&paths, &mut sources, &mut diagnostics);
    fundable::validate::plan(&raw.plan.unwrap(), &catalog, None, &mut diagnostics).unwrap()
}

fn partial(left: u8, met: &[&str], missing: &[&str], unknown: &[&str]) -> Status {
    let ids = |names: &[&str]| names.iter().map(|name| SubCheckId::new(*name)).collect();
    let left = Percent::new(left).unwrap();
    Status::Partial(PartLeft { left, met: ids(met), missing: ids(missing), unknown: ids(unknown) })
}

#[test]
fn each_kind_of_change_is_told_from_the_others() {
    let percent = |number| Percent::new(number).unwrap();
    let unknown = Status::Unknown { listed: true };
    let delegated = Status::Delegated("GitHub".to_owned());
    let na = Status::NotApplicable("Made up.".to_owned());
    let half = partial(50, &[], &[], &[]);
    let in_progress = |from, to| ChangeKind::InProgress { from: percent(from), to: percent(to) };
    let setback = |from, to| ChangeKind::Setback { from: percent(from), to: percent(to) };
    for (before, after, expected) in [
        (Status::Missing, Status::Met, ChangeKind::Completed),
        (half.clone(), Status::Met, ChangeKind::Completed),
        (Status::Missing, delegated, ChangeKind::Completed),
        (partial(50, &["a"], &["b"], &[]), Status::Met, ChangeKind::Completed),
        (Status::Missing, half.clone(), in_progress(100, 50)),
        (half.clone(), partial(20, &[], &[], &[]), in_progress(50, 20)),
        (unknown.clone(), Status::Missing, ChangeKind::FoundOut),
        (unknown.clone(), half.clone(), ChangeKind::FoundOut),
        (unknown.clone(), Status::Met, ChangeKind::FoundOut),
        (partial(50, &["a"], &[], &["b"]), Status::Met, ChangeKind::FoundOut),
        (partial(70, &["a"], &[], &["b", "c"]), partial(30, &["a", "b"], &["c"], &[]), ChangeKind::FoundOut),
        (partial(70, &["a"], &["b"], &["c"]), partial(30, &["a", "b"], &[], &["c"]), in_progress(70, 30)),
        (Status::Met, Status::Missing, setback(0, 100)),
        (Status::Met, half.clone(), setback(0, 50)),
        (Status::Met, unknown.clone(), setback(0, 100)),
        (half.clone(), Status::Missing, setback(50, 100)),
        (half.clone(), unknown.clone(), ChangeKind::Open),
        (Status::Missing, Status::Missing, ChangeKind::Open),
        (unknown.clone(), unknown.clone(), ChangeKind::Open),
        (na.clone(), Status::Missing, ChangeKind::Open),
        (na.clone(), Status::Met, ChangeKind::InPlace),
        (Status::Met, Status::Met, ChangeKind::InPlace),
        (Status::Met, na, ChangeKind::NotApplicable),
    ] {
        assert_eq!(kind_of(&before, &after, false), expected, "{before:?} to {after:?}");
    }
    // The plan records work, so what was unknown was not in place all along.
    assert_eq!(kind_of(&unknown, &Status::Met, true), ChangeKind::Completed);
}

#[test]
fn a_made_up_quarter_is_told_as_it_went() {
    let view = view(&[]);
    let completed = ["authn-recovery-policy", "authz-token-prefix", "gen-vulnerability-disclosure-policy"];
    assert_eq!(ids(&view["completed"]), completed);
    assert_eq!(ids(&view["in_progress"]), ["authn-mfa-required-critical", "gen-malware-reporting"]);
    assert_eq!(ids(&view["found_out"]), ["gen-unpublish-policy"]);
    assert_eq!(ids(&view["setbacks"]), ["authn-security-notifications"]);
    let critical = &view["in_progress"][0];
    assert_eq!((critical["left_before"].as_u64(), critical["left"].as_u64()), (Some(100), Some(70)));
    // Evidence from before the older assessment is said to be so.
    assert_eq!(view["completed"][0]["evidence"][0]["age"], "before");
    assert_eq!(view["completed"][2]["evidence"][0]["age"], "since");

    let deviations = &view["deviations"];
    assert_eq!(ids(&deviations["overdue"]), ["authn-phishing-resistant-mfa"]);
    let moved = deviations["moved"].as_array().unwrap();
    let reporting = moved.iter().find(|item| item["id"] == "gen-malware-reporting").unwrap();
    assert!(reporting["days"].as_i64().unwrap() > 100);
    let date = |item: &Value, field: &str| item[field]["iso"].as_str().unwrap().parse::<chrono::NaiveDate>().unwrap();
    for item in moved {
        assert_eq!(item["days"].as_i64().unwrap(), (date(item, "to") - date(item, "from")).num_days());
    }
    let estimate = deviations["estimates"][0].as_str().unwrap();
    assert!(estimate.contains("from 3 / 10 / 20 to 4 / 7 / 14 person-weeks"), "{estimate}");
    let next = view["next"].as_array().unwrap();
    assert!(next.iter().all(|step| date(step, "start") >= date(&view, "until")), "no step begins in the past");
}

#[test]
fn a_deadline_is_missed_even_where_the_older_roadmap_did_not_expect_to_keep_it() {
    let (catalog, before, mut plan) = load("npm");
    let mut after = before.clone();
    after.assessed_on = plan.start + chrono::Days::new(30);
    let is_overdue = |plan: &Plan, id: &CapabilityId| {
        let found = measured(&catalog, &before, &after, plan, None);
        found.deviations.overdue.into_iter().find(|item| item.capability == *id)
    };
    let late = measured(&catalog, &before, &after, &plan, None).baseline;
    let step = late.steps.iter().max_by_key(|step| step.dates.finish).unwrap();
    let id = step.capability.clone();
    assert_eq!(is_overdue(&plan, &id), None);
    let deadline = plan.start + chrono::Days::new(20);
    let dates =
        fundable::model::plan::Dates { earliest: None, deadline: Some(deadline), because: "Made up.".to_owned() };
    plan.dates.insert(id.clone(), dates);
    assert_eq!(is_overdue(&plan, &id).unwrap().due, deadline);
}

#[test]
fn a_gap_that_was_part_of_the_ask_may_be_named_and_another_may_not() {
    let (public, private) = (view(&[]), view(&["--private"]));
    for view in [&public, &private] {
        let target = view["deviations"]["target"].to_string();
        assert!(target.contains("The package page is rebuilt in 2027"), "{target}");
    }
    // Beyond the target, and found missing.
    assert!(ids(&private["found_out"]).contains(&"authn-passwordless"));
    assert!(!ids(&public["found_out"]).contains(&"authn-passwordless"));
    assert!(!public.to_string().contains("Offer sign-in without a password"));
}

#[test]
fn hours_and_money_add_up_to_what_was_written_down() {
    let all = view(&[]);
    let line = |view: &Value, what: &str| {
        let lines = view["money"].as_array().unwrap();
        let line = lines.iter().find(|line| line["what"] == what);
        line.map(|line| line["sum"].as_str().unwrap().to_owned())
    };
    // 61.5 + 20 + 12 + 88 + 70 + 16
    assert_eq!(line(&all, "Hours in all").unwrap(), "267.5 hours");
    let granted = view(&["--for", "sovereign-tech", "--final", "--since", "2026-08-01"]);
    assert_eq!(line(&granted, "Hours in all").unwrap(), "181.5 hours");
    assert_eq!(line(&granted, "Hours since 1 August 2026").unwrap(), "149.5 hours");
    assert_eq!(line(&granted, "Granted").unwrap(), "EUR 75,000");
    assert_eq!(line(&granted, "Spent in all").unwrap(), "EUR 1,451 (2 % of what was granted)");
    let rules = &granted["activities"][0];
    assert_eq!((rules["hours"].as_str(), rules["granted"].as_str()), (Some("93.5"), Some("EUR 30,000")));
    // Nothing was written down, so nothing is said to have been spent.
    assert_eq!(granted["activities"][1]["spent"], Value::Null);
    assert_eq!(granted["objectives"]["n_met"], 2);
    assert_eq!(granted["objectives"]["percent"], 50);
}

#[test]
fn a_funder_hears_of_its_own_grant_alone() {
    let alpha = report(&["--for", "alpha-omega"]).out;
    assert!(alpha.contains("Give tokens a recognisable prefix"));
    assert!(!alpha.contains("disclosure policy") && !alpha.contains("Rules that people can read"), "{alpha}");
    let nobody = view(&["--for", "nlnet"]);
    assert_eq!(nobody["objectives"]["basis"], "roadmap");
    assert!(nobody["objectives"]["text"].as_str().unwrap().starts_with("The ledger knows of no grant by"));
}

#[test]
fn nothing_confidential_is_in_a_public_report() {
    for shape in SHAPES {
        for format in [&["--format", "md", "--out", "-"][..], &["--format", "html", "--out", "-"], &["--json"]] {
            let public = report(&[shape, format].concat()).out;
            assert!(!public.contains("SECRET"), "{shape:?} {format:?}");
            assert!(!public.contains("breached passwords"), "{shape:?} {format:?}");
        }
        let view = view(shape);
        for list in ["completed", "in_progress", "found_out", "setbacks"] {
            assert!(!ids(&view[list]).contains(&"authn-leaked-credential-check"), "{shape:?} {list}");
        }
        assert!(!report(shape).out.contains("Refuse passwords known from breaches"), "{shape:?}");
    }
    // It was asked for, so its title may stand in the ask, and nothing else.
    let view = view(&[]);
    let activities = view["activities"].as_array().unwrap();
    let hidden = activities.iter().find(|item| item["title"] == "Refuse passwords known from breaches").unwrap();
    assert_eq!(hidden["capabilities"][0]["text"], "How it stands is not public.");
    assert!(["planned_hours", "planned_cost", "hours", "spent"].iter().all(|field| hidden[field].is_null()));
    assert!(report(&[]).out.contains("Two more changes are not described here"));
    let private = report(&["--private"]).out;
    assert!(private.contains("SECRET-PROGRESS") && private.contains("**Private.**"));
}

#[test]
fn a_monthly_update_is_as_long_as_people_write_them() {
    for (name, update) in [
        ("made up", report(&["--for", "alpha-omega"]).out),
        (
            "all",
            fundable([
                "report",
                "examples/pypi",
                "--before",
                "examples/pypi/assessment-2025-05.yaml",
                "--for",
                "alpha-omega",
            ])
            .out,
        ),
    ] {
        let n_words = update.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        // Half of the updates that were counted have 235 to 669 words.
        assert!((150..=700).contains(&n_words), "{name}: {n_words} words");
    }
}

#[test]
fn an_update_says_the_name_of_its_file_and_is_written_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("updates");
    let args = ["--for", "alpha-omega", "--format", "md,html", "--out", out.to_str().unwrap()];
    let ran = report(&args);
    assert!(ran.err.contains("alpha/engagements/2026/<your folder>/update-2026-09.md"), "{}", ran.err);
    for ending in ["md", "html", "provenance.json"] {
        assert!(out.join(format!("update-2026-09.{ending}")).is_file(), "{ending}");
    }
    fs::write(out.join("update-2026-09.md"), "my own words\n").unwrap();
    let again = fundable(["report", MADE_UP, "--before", BEFORE].iter().chain(&args));
    // Nothing else is generated than before, so there is nothing to merge.
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(fs::read_to_string(out.join("update-2026-09.md")).unwrap(), "my own words\n");
}

#[test]
fn no_heading_stands_empty_even_where_nothing_happened() {
    let after = "tests/data/report/assessment.yaml";
    for shape in SHAPES {
        let still = fundable(["report", MADE_UP, "--before", after].iter().chain(shape)).out;
        assert!(still.contains("Nothing has been completed since"), "{still}");
        for markdown in [still, report(shape).out] {
            headings_hold_something(&markdown);
            for mark in ["{{", "{%", "{#", "\n\n\n", " \n", " .", "..", "1 days", "1 hours"] {
                assert!(!markdown.contains(mark), "{shape:?} holds {mark:?}:\n{markdown}");
            }
        }
    }
}

/// Every heading is followed by something else than a heading of its own level or above.
fn headings_hold_something(markdown: &str) {
    let mut open: Option<(u8, String)> = None;
    for line in markdown.lines().filter(|line| !line.is_empty()) {
        let level = u8::try_from(line.bytes().take_while(|byte| *byte == b'#').count()).unwrap();
        if let (Some((before, heading)), true) = (&open, level > 0) {
            assert!(level > *before, "empty heading: {heading}");
        }
        open = (level > 0).then(|| (level, line.to_owned()));
    }
    assert!(open.is_none(), "{open:?} ends the document");
}

#[test]
fn wrong_questions_are_refused_with_the_mend() {
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other.yaml");
    let text = fs::read_to_string(root().join(BEFORE)).unwrap();
    fs::write(&other, text.replace("name: Example Registry", "name: Another Registry")).unwrap();
    let after = "tests/data/report/assessment.yaml";
    for (args, code, message) in [
        (vec!["--before", BEFORE, "--since", "last year"], 2, "write `--since 2026-10-01`"),
        (vec!["--before", BEFORE, "--since", "2026-12"], 2, "after the newer assessment"),
        (vec!["--before", BEFORE, "--for", "alpha-omga"], 2, "did you mean `alpha-omega`?"),
        (vec!["--before", BEFORE, "--final"], 2, "--for"),
        (vec!["--before", "no-such-file.yaml"], 1, "unreadable-file"),
        (vec!["--before", other.to_str().unwrap()], 1, "is of `Another Registry`"),
        (vec!["--before", after, "--assessment", BEFORE], 1, "exchange the two files"),
        (vec![], 2, "--before"),
    ] {
        let ran = fundable(["report", MADE_UP].iter().chain(&args));
        assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(message), "{args:?}: {}", ran.err);
    }
}

/// The made-up workspace with hostile text in place of its own words.
fn hostile(folder: &Path) -> String {
    let text = HOSTILE.join(" ");
    let quoted = Value::String(text.clone()).to_string();
    let own = ["note: ", "deviation: ", "who: ", "why: ", "because: ", "what: ", "title: ", "illustrative: ", "name: "];
    for name in ["assessment.yaml", "assessment-2026-06.yaml", "plan.yaml", "plan-2026-06.yaml"] {
        let file = fs::read_to_string(root().join(MADE_UP).join(name)).unwrap();
        let lines = file.lines().map(|line| {
            let words = line.trim_start_matches([' ', '-']);
            match own.iter().find(|field| words.starts_with(**field)) {
                Some(field) => format!("{}{field}{quoted}", &line[..line.len() - words.len()]),
                None => line.to_owned(),
            }
        });
        fs::write(folder.join(name), lines.collect::<Vec<_>>().join("\n")).unwrap();
    }
    text
}

#[test]
fn hostile_text_stays_text() {
    let folder = tempfile::tempdir().unwrap();
    let text = hostile(folder.path());
    for shape in SHAPES {
        let before = folder.path().join("assessment-2026-06.yaml");
        let args = [OsStr::new("report"), folder.path().as_os_str(), OsStr::new("--before"), before.as_os_str()];
        let run = |format: &str| {
            let options = ["--private", "--format", format, "--out", "-"];
            let ran = fundable(args.into_iter().chain(shape.iter().chain(&options).map(OsStr::new)));
            assert_eq!(ran.code, 0, "{}", ran.err);
            ran.out
        };
        let mut shown = String::new();
        for event in Parser::new_ext(&run("md"), Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => shown.push(' '),
                Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML: {html}"),
                Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("https://"), "{dest_url}"),
                Event::Start(Tag::Image { .. }) => panic!("an image"),
                _ => {}
            }
        }
        let n_whole = shown.matches(&text).count();
        assert!(n_whole >= 6, "{shape:?} shows the text whole {n_whole} times");
        let html = run("html");
        assert!(!html.contains("<script") && !html.contains("href=\"javascript:"));
    }
}

#[test]
fn pdf_is_made_of_a_report() {
    if !crate::support::slow_tests("pdf_is_made_of_a_report") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for shape in SHAPES {
        let out = folder.path().to_str().unwrap();
        report(&[shape, &["--format", "pdf", "--out", out]].concat());
    }
    for name in ["report.pdf", "update-2026-09.pdf", "report-final.pdf"] {
        assert!(fs::read(folder.path().join(name)).unwrap().starts_with(b"%PDF"), "{name}");
    }
}

/// A status from a number, with sub-checks where the capability has some.
fn status(catalog: &Catalog, id: &CapabilityId, number: u8) -> Status {
    match number % 7 {
        0 => Status::Met,
        1 => Status::Delegated("GitHub".to_owned()),
        2 => Status::NotApplicable("Made up.".to_owned()),
        3 => Status::Unknown { listed: true },
        4 => Status::Missing,
        _ => {
            let mut left = 0;
            let mut part = PartLeft { left: Percent::WHOLE, met: vec![], missing: vec![], unknown: vec![] };
            for (idx, (sub_check, check)) in catalog.capability(id).sub_checks.iter().enumerate() {
                let choice = (usize::from(number) / 7 + idx) % 3;
                left += if choice == 0 { 0 } else { check.share.number() };
                [&mut part.met, &mut part.missing, &mut part.unknown][choice].push(sub_check.clone());
            }
            part.left = Percent::new(left.clamp(1, 99)).unwrap();
            Status::Partial(part)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every capability of the target has become exactly one thing, and lists of a report hold nothing else.
    #[test]
    fn what_became_of_the_target_adds_up(
        before in proptest::collection::vec(any::<u8>(), 32),
        after in proptest::collection::vec(any::<u8>(), 32),
        level in 0_u8..=3,
        excluded in proptest::collection::vec(0_usize..32, 0..4),
    ) {
        let (catalog, mut older, mut plan) = load("npm");
        let mut newer = older.clone();
        for (idx, id) in catalog.capabilities.keys().enumerate() {
            older.answers[id].status = status(&catalog, id, before[idx]);
            newer.answers[id].status = status(&catalog, id, after[idx]);
        }
        newer.assessed_on = older.assessed_on + chrono::Days::new(200);
        let highest = catalog.framework.highest();
        let level = fundable::model::level::Level::new(level, highest).unwrap();
        plan.target.levels.values_mut().for_each(|target| *target = level);
        let at = |idx: usize| catalog.capabilities.get_index(idx).unwrap().0.clone();
        plan.target.exclude.extend(excluded.into_iter().map(|idx| (at(idx), "Made up.".to_owned())));
        let found = measured(&catalog, &older, &newer, &plan, None);

        let count = |wanted: fn(&ChangeKind) -> bool| {
            found.changes.values().filter(|change| change.in_target && wanted(&change.kind)).count()
        };
        let completed = count(|kind| *kind == ChangeKind::Completed);
        let in_progress = count(|kind| matches!(kind, ChangeKind::InProgress { .. }));
        let in_place = count(|kind| *kind == ChangeKind::InPlace);
        let open = count(|kind| matches!(kind, ChangeKind::Open | ChangeKind::Setback { .. }));
        let found_out = count(|kind| *kind == ChangeKind::FoundOut);
        let left_out = found.changes.values().filter(|change| !change.in_target).count();
        prop_assert_eq!(completed + in_progress + in_place + open + found_out + left_out, catalog.capabilities.len());

        // What is open in the target is what the roadmap of now takes up, and nothing else.
        let steps = found.roadmap.steps.len();
        let reached = found.changes.iter().filter(|(id, change)| change.in_target && found.after.standings[*id].is_reached());
        prop_assert_eq!(completed + in_progress + in_place + open + found_out, reached.count() + steps);
        for (id, change) in &found.changes {
            let is_reached = found.after.standings[id].is_reached();
            prop_assert!(change.kind != ChangeKind::Completed || is_reached);
            prop_assert!(!change.in_target || is_reached || found.roadmap.steps.iter().any(|step| step.capability == *id));
            if let ChangeKind::InProgress { from, to } = change.kind {
                prop_assert!(to < from);
            }
        }
        // A step is overdue only if the older roadmap has it ready in time and it is still open.
        for item in &found.deviations.overdue {
            prop_assert!(item.due <= newer.assessed_on && found.after.standings[&item.capability].is_open());
        }
    }
}
