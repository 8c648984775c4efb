//! The command line: help texts, exit codes, JSON, the first files of a workspace.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::manual::commands;
use crate::support::{Ran, fundable, fundable_with, golden, root};

const PYPI_BEFORE: &str = "examples/pypi/assessment-2025-05.yaml";

#[test]
fn help_texts_are_as_blessed() {
    for command in commands() {
        let ran = fundable(command.iter().map(String::as_str).chain(["--help"]));
        assert_eq!(ran.code, 0);
        let name = if command.is_empty() { "fundable".to_owned() } else { command.join("-") };
        golden(&root().join("tests/help").join(format!("{name}.txt")), &ran.out);
    }
}

#[test]
fn each_kind_of_end_has_its_exit_code() {
    assert_eq!(fundable(["check", "examples/rubygems"]).code, 0);
    assert_eq!(fundable(["check", "examples"]).code, 1);
    assert_eq!(fundable(["no-such-command"]).code, 2);
    assert_eq!(fundable(["plan", "examples/rubygems/plan.yaml"]).code, 2);
    assert_eq!(fundable(["explain", "no-such-topic"]).code, 2);
    assert_eq!(
        fundable(["propose", "examples/rubygems", "--for", "community", "--capability", "authz-rbac", "--out", "-"])
            .code,
        1
    );
}

#[test]
fn json_goes_to_standard_output_alone_and_names_its_format() {
    for (args, format) in [
        (vec!["check", "examples/npm", "--json"], "fundable-diagnostics/1"),
        (vec!["status", "examples/npm", "--json"], "fundable-status/1"),
        (vec!["plan", "examples/npm", "--json"], "fundable-plan/1"),
        (vec!["budget", "examples/npm", "--json"], "fundable-budget/1"),
        (vec!["backlog", "examples/npm", "--format", "json"], "fundable-backlog/1"),
        (vec!["compare", "examples/npm", "--target", "2", "--json"], "fundable-comparison/1"),
        (vec!["forecast", "examples/npm", "--runs", "100", "--json"], "fundable-forecast/1"),
        (vec!["report", "examples/pypi", "--before", PYPI_BEFORE, "--json"], "fundable-report/1"),
        (vec!["catalog", "list", "--json"], "fundable-catalog-list/1"),
        (vec!["catalog", "show", "authz-rbac", "--json"], "fundable-catalog-entry/1"),
        (vec!["catalog", "check", "examples/release-hygiene/catalog", "--json"], "fundable-catalog-check/1"),
        (vec!["explain", "authz-rbac", "--json"], "fundable-explain/1"),
        (vec!["explain", "need-cycle", "--json"], "fundable-explain/1"),
        (vec!["explain", "sovereign-tech", "--json"], "fundable-explain/1"),
        (vec!["explain", "--json"], "fundable-topics/1"),
        (vec!["propose", "examples/npm", "--for", "generic", "--forms-only", "--json"], "fundable-form/1"),
    ] {
        let ran = fundable(&args);
        assert_eq!(ran.code, 0, "{args:?}");
        let value: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(value["format"], format);
    }
}

#[test]
fn json_diagnostics_carry_place_and_mend() {
    let ran = fundable(["check", "tests/bad/unknown-capability", "--json"]);
    assert_eq!(ran.code, 1);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    let all = value["diagnostics"].as_array().unwrap();
    let one = all.iter().find(|one| one["code"] == "unknown-capability").unwrap();
    assert!(one["place"]["line"].as_u64().unwrap() > 1);
    assert!(!one["help"].as_array().unwrap().is_empty());
}

fn init(folder: &Path, options: &[&str]) -> Ran {
    let args = [OsStr::new("init"), folder.as_os_str()];
    fundable(args.into_iter().chain(options.iter().map(OsStr::new)))
}

const COMMON: [&str; 6] = ["--name", "Reg \"one\": #1", "--ecosystem", "Go", "--date", "2026-11-23"];
const TAXONOMIES: [&[&str]; 3] = [
    &["accounts=yes", "login=own", "built_packages=yes", "source_archives=no", "source_index=no", "builds_itself=no"],
    &[
        "accounts=yes",
        "login=delegated",
        "built_packages=no",
        "source_archives=yes",
        "source_index=no",
        "builds_itself=no",
    ],
    &["accounts=no", "built_packages=no", "source_archives=no", "source_index=yes", "builds_itself=yes"],
];

#[test]
fn init_writes_files_that_pass_check_for_every_kind_of_registry() {
    for taxonomy in TAXONOMIES {
        let folder = tempfile::tempdir().unwrap();
        let workspace = folder.path().join("my registry");
        let mut options = COMMON.to_vec();
        taxonomy.iter().for_each(|pair| options.extend(["--taxonomy", *pair]));
        if taxonomy.contains(&"login=delegated") {
            options.extend(["--login-provider", "GitHub"]);
        }
        let ran = init(&workspace, &options);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let ran = fundable([OsStr::new("check"), workspace.as_os_str()]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "no problems found\n", ""));
        for command in ["status", "plan"] {
            let ran = fundable([OsStr::new(command), workspace.as_os_str()]);
            assert_eq!(ran.code, 0, "{}", ran.err);
        }
        // The same answers give the same bytes, and nothing is overwritten.
        let before = fs::read(workspace.join("assessment.yaml")).unwrap();
        assert_eq!(init(&workspace, &options).code, 2);
        assert_eq!(fs::read(workspace.join("assessment.yaml")).unwrap(), before);
    }
}

#[test]
fn the_examples_in_the_comments_of_init_are_valid() {
    let folder = tempfile::tempdir().unwrap();
    let mut options = COMMON.to_vec();
    TAXONOMIES[0].iter().for_each(|pair| options.extend(["--taxonomy", *pair]));
    assert_eq!(init(folder.path(), &options).code, 0);
    let plan = folder.path().join("plan.yaml");
    let text = fs::read_to_string(&plan).unwrap();
    let (head, rates) = text.split_once("# rates:").unwrap();
    let rates: String = rates.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
    let (dropped, need) = ("gen-malware-reporting", "gen-vulnerability-disclosure-policy");
    let rates = rates
        .replace("<capability>, need: <capability>", &format!("{dropped}, need: {need}"))
        .replace("<capability>", "authz-rbac")
        .replace("<name>", "Somebody");
    let prose = ["Who pays", "Estimates that", "Priority per", "What was done"];
    let rates = prose.iter().fold(rates, |text, words| text.replace(&format!("\n{words}"), &format!("\n# {words}")));
    fs::write(&plan, format!("{head}rates:{rates}")).unwrap();
    let ran = fundable([OsStr::new("check"), folder.path().as_os_str()]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", fs::read_to_string(&plan).unwrap());
}

#[test]
fn init_without_a_terminal_names_the_missing_option() {
    let folder = tempfile::tempdir().unwrap();
    let ran = init(&folder.path().join("x"), &[]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--name"), "{}", ran.err);
    let ran = init(&folder.path().join("x"), &COMMON);
    assert!(ran.err.contains("`--taxonomy accounts=...`"), "{}", ran.err);
    let ran = init(&folder.path().join("x"), &[&COMMON[..], &["--taxonomy", "accounts=maybe"]].concat());
    assert!(ran.err.contains("the answers are yes, no"), "{}", ran.err);
    assert!(!folder.path().join("x").exists());
}

#[test]
fn one_step_is_explained_with_the_cost_of_moving_it() {
    let ran = fundable(["plan", "examples/rubygems", "--why", "gen-malware-reporting"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    for part in ["Comes after", "threat-point-weeks of waiting", "Value: 24.3 threat points = "] {
        assert!(ran.out.contains(part), "{part}:\n{}", ran.out);
    }
    let ran = fundable(["plan", "examples/rubygems", "--why", "gen-malware-reportin"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `gen-malware-reporting`?"), "{}", ran.err);
}

#[test]
fn colours_reach_a_pipe_only_where_they_are_asked_for() {
    let status = |options: &[&str], environment: &[(&str, &str)]| {
        fundable_with([&["status", "examples/npm"], options].concat(), environment).out
    };
    let plain = status(&[], &[]);
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(status(&["--color", "auto"], &[("NO_COLOR", "1")]), plain);
    assert_eq!(status(&["--color", "never"], &[]), plain);
    // A fixed width: a pipe has no window.
    assert_eq!(status(&[], &[("COLUMNS", "40"), ("TERM", "dumb")]), plain);
    let coloured = status(&["--color", "always"], &[("NO_COLOR", "1")]);
    assert!(coloured.contains("\u{1b}[1m\u{1b}[31mmissing\u{1b}[0m"), "{coloured:?}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);

    let failed = fundable(["plan", "examples/npm", "--why", "no-such", "--color", "always"]);
    assert!(failed.err.starts_with("\u{1b}[1m\u{1b}[31merror:\u{1b}[0m "), "{:?}", failed.err);
    let json = fundable(["status", "examples/npm", "--json", "--color", "always"]);
    assert!(!json.out.contains('\u{1b}'));
}

#[test]
fn errors_in_the_command_line_follow_the_colour_option_too() {
    let coloured = fundable(["no-such", "--color", "always"]);
    assert!(coloured.code == 2 && coloured.err.contains("\u{1b}["), "{:?}", coloured.err);
    for args in [vec!["no-such"], vec!["--color=never", "no-such"], vec!["plan", "--no-such", "--color", "never"]] {
        let plain = fundable(&args);
        assert!(plain.code == 2 && !plain.err.contains('\u{1b}'), "{:?}", plain.err);
    }
}

#[test]
fn quiet_says_nothing_but_errors_and_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    for args in [
        vec!["check", "examples/npm"],
        vec!["check", "tests/bad/done-but-open"],
        vec!["propose", "examples/npm", "--for", "community", "--format", "md", "--out", out],
        vec!["schema", "--out", out],
    ] {
        assert_ne!(fundable(&args).out + &fundable(&args).err, "", "{args:?} says something without it");
        let ran = fundable(args.iter().copied().chain(["--quiet"]));
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "", ""), "{args:?}");
    }
    assert_eq!(fundable(["-q", "status", "examples/npm"]).out, fundable(["status", "examples/npm"]).out);
    let wrong = fundable(["-q", "check", "tests/bad/unknown-capability"]);
    assert!(wrong.code == 1 && wrong.err.contains("error[unknown-capability]"), "{}", wrong.err);
    assert_eq!(fundable(["-q", "-v", "check"]).code, 2);
}

#[test]
fn verbose_says_on_standard_error_what_was_used() {
    let catalog = "examples/release-hygiene/catalog";
    let args = ["plan", "examples/release-hygiene", "--catalog", catalog, "--json"];
    let ran = fundable(args.iter().copied().chain(["-v"]));
    assert_eq!(ran.out, fundable(args).out);
    for part in
        ["catalog: ", "read examples/release-hygiene/catalog/framework.yaml", "plan.yaml", "planned: ", " ms  done"]
    {
        assert!(ran.err.contains(part), "{part}:\n{}", ran.err);
    }
    let ran = fundable(["propose", "examples/npm", "--for", "community", "--format", "md", "--out", "-", "--verbose"]);
    assert!(ran.err.contains("templates: built in") && ran.err.contains("rendering community.md"), "{}", ran.err);
}

#[test]
fn init_takes_the_date_from_source_date_epoch_where_it_cannot_ask() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str, epoch: &str, more: &[&str]| {
        let workspace = folder.path().join(name);
        let workspace = workspace.to_str().unwrap();
        let taxonomy = TAXONOMIES[2].iter().flat_map(|pair| ["--taxonomy", pair]);
        let args = ["init", workspace, "--name", "Registry", "--ecosystem", "Go"].into_iter().chain(taxonomy);
        fundable_with(args.chain(more.iter().copied()), &[("SOURCE_DATE_EPOCH", epoch)])
    };
    let assessed = |name: &str| fs::read_to_string(folder.path().join(name).join("assessment.yaml")).unwrap();
    assert_eq!(run("a", "1795478400", &[]).code, 0);
    assert!(assessed("a").contains("assessed_on: 2026-11-24"), "{}", assessed("a"));
    assert_eq!(run("b", "1795478400", &["--date", "2026-12-01"]).code, 0);
    assert!(assessed("b").contains("assessed_on: 2026-12-01"));
    for (name, epoch) in [("c", "soon"), ("d", "-1"), ("e", "99999999999999999")] {
        let ran = run(name, epoch, &[]);
        assert!(ran.code == 2 && ran.err.contains("SOURCE_DATE_EPOCH"), "{}", ran.err);
    }
    let ran = run("f", "", &[]);
    assert!(ran.code == 2 && ran.err.contains("`--date` is missing"), "{}", ran.err);
}

#[test]
fn init_without_a_terminal_names_everything_that_is_missing_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = folder.path().to_str().unwrap();
    let run = |more: &[&str]| {
        let args = ["init", workspace, "--taxonomy", "accounts=yes"].into_iter().chain(more.iter().copied());
        fundable_with(args, &[("SOURCE_DATE_EPOCH", "")])
    };
    let ran = run(&[]);
    let missing =
        ["`--name`", "`--ecosystem`", "`--taxonomy login=...`", "`--taxonomy built_packages=...`", "`--date`"];
    assert!(ran.code == 2 && missing.iter().all(|option| ran.err.contains(option)), "{}", ran.err);
    assert!(ran.err.contains("login (own, delegated"), "the answers are named:\n{}", ran.err);
    let ran = run(&["--name", "Registry", "--taxonomy", "login=delegated"]);
    assert!(ran.err.contains("`--login-provider`") && !ran.err.contains("`--name`"), "{}", ran.err);
}

#[test]
fn faults_of_ones_own_catalog_come_before_those_that_follow_in_the_built_in_one() {
    let folder = tempfile::tempdir().unwrap();
    let capabilities = folder.path().join("capabilities");
    fs::create_dir(&capabilities).unwrap();
    let name = "authn-email-verification.yaml";
    let text = fs::read_to_string(root().join("catalog/capabilities").join(name)).unwrap();
    let text = text.replace("id: authn-email-verification\n", "id: zz-email-verification\n");
    fs::write(capabilities.join(name), text).unwrap();
    let ran = fundable(["check", "examples/npm", "--catalog", folder.path().to_str().unwrap()]);
    let place = |mark: &str| ran.err.find(mark).unwrap_or_else(|| panic!("no {mark} in:\n{}", ran.err));
    assert!(place("[id-mismatch]") < place("[unknown-capability]"), "{}", ran.err);
}
