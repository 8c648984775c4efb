//! What the program says of itself: examples in help texts, manual pages, completions, schemas.

use std::fs;
use std::path::Path;
use std::process::Command;

use clap::{CommandFactory, Parser};
use fundable::cli::args::Cli;
use tempfile::TempDir;

use crate::support::{fundable, ran, root};

/// Every command that help shows, as the words after `fundable`.
pub fn commands() -> Vec<Vec<String>> {
    fn collect(command: &clap::Command, words: &[String], all: &mut Vec<Vec<String>>) {
        all.push(words.to_vec());
        for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
            collect(below, &[words, &[below.get_name().to_owned()]].concat(), all);
        }
    }
    let mut all = Vec::new();
    collect(&Cli::command(), &[], &mut all);
    assert!(all.len() > 20);
    all
}

/// The lines at the end of a help text that can be run, those that go on in the next line joined.
fn examples(words: &[String]) -> Vec<String> {
    let mut command = &Cli::command();
    for word in words {
        command = command.find_subcommand(word).unwrap();
    }
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (_, lines) = after.rsplit_once("For instance:\n").unwrap_or_else(|| panic!("{words:?} has no example"));
    let help = fundable(words.iter().map(String::as_str).chain(["--help"])).out;
    assert!(help.trim_end().ends_with(lines), "an example of {words:?} is too long for a line, and is broken in two");
    let lines: Vec<_> = lines.replace(" \\\n    ", " ").lines().map(|line| line.trim().to_owned()).collect();
    let own = ["fundable"].into_iter().chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join(" ");
    assert!(lines.iter().any(|line| line.contains(&own)), "{words:?}: {lines:?}");
    lines
}

/// A folder in which the examples can be run: a workspace with an older assessment, another plan and a review.
fn sandbox() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let copy = |from: &str, to: &str| {
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root().join(from), to).unwrap();
    };
    copy("tests/data/report/assessment.yaml", "my-registry/assessment.yaml");
    copy("tests/data/report/plan.yaml", "my-registry/plan.yaml");
    copy("tests/data/report/plan-2026-06.yaml", "my-registry/plan-half.yaml");
    copy("tests/data/report/assessment-2026-06.yaml", "assessment-2026-09.yaml");
    copy("tests/data/dsomm/model.yaml", "model.yaml");
    let copy_all = |from: &str, to: &str, folders: &[&str]| {
        let from = root().join(from);
        for entry in folders.iter().flat_map(|folder| fs::read_dir(from.join(folder)).unwrap()) {
            let path = entry.unwrap().path();
            if path.is_file() {
                copy(path.to_str().unwrap(), &format!("{to}/{}", path.strip_prefix(&from).unwrap().display()));
            }
        }
    };
    copy_all("catalog", "our-framework", &["", "capabilities", "funders"]);
    let catalogs = ["", "catalog", "catalog/capabilities", "catalog-v2", "catalog-v2/capabilities"];
    copy_all("examples/release-hygiene", "our-project", &catalogs);
    for name in ["npm", "pypi"] {
        copy(&format!("examples/{name}/assessment.yaml"), &format!("registries/{name}/assessment.yaml"));
        copy(&format!("examples/{name}/plan.yaml"), &format!("registries/{name}/plan.yaml"));
    }
    let registry = fs::read_to_string(folder.path().join("my-registry/assessment.yaml")).unwrap();
    let name = registry.lines().find_map(|line| line.trim().strip_prefix("name: ")).unwrap();
    let review = format!(
        "format: fundable-review/1\nregistry: {name}\nreviewer: Anna\ndate: 2026-12-01\nanswers:\n  \
         - capability: gen-malware-reporting\n    effort: {{optimistic: 5, likely: 8, pessimistic: 16}}\n    comment: So it took.\n"
    );
    fs::write(folder.path().join("review-anna.yaml"), review).unwrap();
    // As in the examples, the newer assessment is of the autumn.
    let registry = registry.replace("assessed_on: 2026-09-30", "assessed_on: 2026-10-31");
    fs::write(folder.path().join("my-registry/assessment.yaml"), registry).unwrap();
    fs::create_dir_all(folder.path().join("my-registry/catalog/capabilities")).unwrap();
    fs::create_dir(folder.path().join("my-registry/templates")).unwrap();
    let template = "{% extends \"builtin/issue.md\" %}\n";
    fs::write(folder.path().join("my-registry/templates/issue.md"), template).unwrap();
    let plan = fundable(["plan", folder.path().join("my-registry").to_str().unwrap(), "--json"]);
    fs::write(folder.path().join("plan.json"), plan.out).unwrap();
    let log = fundable(["export", "gemara-evaluation", folder.path().join("my-registry").to_str().unwrap()]);
    fs::write(folder.path().join("evaluation.yaml"), log.out).unwrap();
    folder
}

#[cfg(unix)]
#[test]
fn the_examples_of_every_help_text_run() {
    let program = Path::new(env!("CARGO_BIN_EXE_fundable")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut faults = String::new();
    for words in commands() {
        let folder = sandbox();
        for line in examples(&words) {
            // What needs gh, tj3, dot or minutes is only parsed.
            let line = line.split(" && tj3").next().and_then(|line| line.split(" | dot").next()).unwrap();
            if line.starts_with("sh ") || line.contains("typst install") {
                let own = line.split_whitespace().skip_while(|word| *word != "fundable");
                assert!(line.starts_with("sh ") || Cli::try_parse_from(own).is_ok(), "{line}");
                continue;
            }
            let output = Command::new("sh").args(["-c", line]).current_dir(folder.path()).env("PATH", &path).output();
            let ran = ran(output.unwrap());
            if ran.code != 0 {
                faults.push_str(&format!("$ {line}\n{}\n", ran.err));
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// What bash offers after the words of a line; the last is the one that is being typed.
#[cfg(unix)]
fn offered(script: &Path, line: &str) -> Vec<String> {
    let words: Vec<_> = line.split(' ').collect();
    let before = words.len().checked_sub(2).map_or("", |idx| words[idx]);
    let program = "source \"$1\"; shift 1; before=$1; shift 1; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
        _fundable fundable \"${COMP_WORDS[COMP_CWORD]}\" \"$before\"; printf '%s\\n' \"${COMPREPLY[@]}\"";
    let mut bash = Command::new("bash");
    bash.args(["--norc", "-c", program, "bash"]).arg(script).arg(before).args(&words);
    let ran = ran(bash.output().unwrap());
    assert_eq!(ran.err, "", "{line}");
    ran.out.lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_offers_commands_options_and_what_the_catalog_knows() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("fundable.bash");
    fs::write(&script, fundable(["completions", "bash"]).out).unwrap();
    for (line, wanted) in [
        ("fundable prop", "propose"),
        ("fundable propose --for sov", "sovereign-tech"),
        ("fundable propose --for comm", "community"),
        ("fundable explain authz-r", "authz-rbac"),
        ("fundable explain unknown-cap", "unknown-capability"),
        ("fundable plan --why authz-r", "authz-rbac"),
        ("fundable schema output/ver", "output/verification"),
        ("fundable templates eject iss", "issue.md"),
        ("fundable catalog list --category authori", "authorization"),
        ("fundable plan --color al", "always"),
        ("fundable plan --obj", "--objective"),
    ] {
        assert_eq!(offered(&script, line), [wanted], "{line}");
    }
    assert_eq!(offered(&script, "fundable render"), [""]);
}

#[test]
fn completions_know_the_ids_of_another_catalog_and_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = fundable(["completions", shell, "--catalog", "examples/release-hygiene/catalog"]);
        assert_eq!((script.code, script.err.as_str()), (0, ""), "{shell}");
        assert!(script.out.contains("portfolio") && !script.out.contains("render-template"), "{shell}");
        // The other two are offered no values by clap.
        let has_values = matches!(shell, "bash" | "zsh" | "fish");
        assert_eq!(script.out.contains("build-repeatable"), has_values, "{shell}");
        assert!(!script.out.contains("authz-rbac"), "{shell}");
    }
}

#[test]
fn there_is_a_manual_page_for_every_command() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("man1");
    let written = fundable(["man", "--out", out.to_str().unwrap()]);
    assert_eq!((written.code, written.err.as_str()), (0, ""));
    assert_eq!(fs::read_dir(&out).unwrap().count(), commands().len());
    for words in commands() {
        let name = ["fundable"].into_iter().chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
        let page = fs::read_to_string(out.join(format!("{name}.1"))).unwrap();
        let version = env!("CARGO_PKG_VERSION");
        assert!(page.contains(&format!(".TH {name} 1 \"\" \"fundable {version}\" \"User commands\"\n")), "{name}");
        let sections: Vec<_> = page.lines().filter(|line| line.starts_with(".SH")).collect();
        assert!(sections.contains(&".SH EXAMPLES") && sections.last() == Some(&".SH \"SEE ALSO\""), "{sections:?}");
        let printed = fundable(["man"].into_iter().chain(words.iter().map(String::as_str))).out;
        assert_eq!(printed, page, "{name}");
    }
    let unknown = fundable(["man", "propos"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `propose`?"), "{}", unknown.err);
    assert_eq!(fundable(["man", "render-template"]).code, 2);
}

#[test]
fn schemas_are_printed_and_published_as_they_are_committed() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    assert_eq!(fundable(["schema", "--out", out]).code, 0);
    let list = fundable(["schema"]).out;
    for name in ["plan", "assessment", "output/plan", "output/diagnostics"] {
        let committed = fs::read_to_string(root().join(format!("catalog/schema/{name}.json"))).unwrap();
        assert_eq!(fundable(["schema", name]).out, committed);
        assert_eq!(fs::read_to_string(folder.path().join(format!("{name}.json"))).unwrap(), committed);
        assert!(list.contains(name), "{list}");
    }
    assert_eq!(fundable(["schema", "plan.yaml"]).out, fundable(["schema", "plan"]).out);
    let unknown = fundable(["schema", "plann"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `plan`?"), "{}", unknown.err);
}
