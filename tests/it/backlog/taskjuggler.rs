//! What the real TaskJuggler makes of a list.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::{backlog, hostile};
use crate::support::root;

/// The TaskJuggler that `FUNDABLE_TJ3` names; `cargo xtask test` sets it. Without, the test says that it was skipped.
fn tj3(test: &str) -> Option<OsString> {
    let program = std::env::var_os("FUNDABLE_TJ3").filter(|program| !program.is_empty());
    if program.is_none() {
        eprintln!("SKIPPED {test}: set FUNDABLE_TJ3=tj3 and have TaskJuggler 3 at hand (Debian: apt-get install tj3)");
    }
    program
}

/// Schedule a project with one more report; gives its lines back: names of the tasks, first and last day.
fn schedule(program: &OsString, folder: &Path, project: &str) -> Vec<[String; 3]> {
    let report = "\ntaskreport names \"names\" {\n  formats csv\n  columns name, start, end\n}\n";
    let file = folder.join("list.tjp");
    fs::write(&file, format!("{project}{report}")).unwrap();
    let ran = Command::new(program).args(["--silent", "-o"]).arg(folder).arg(&file).env("HOME", "/nowhere").output();
    let ran = ran.unwrap_or_else(|error| panic!("cannot run {}: {error}", program.to_string_lossy()));
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success() && !said.contains("Warning"), "{said}");
    assert!(folder.join("roadmap.html").is_file());
    // TaskJuggler puts quotes around cells, but does not double those inside, so the dates are split off from the right.
    let report = fs::read_to_string(folder.join("names.csv")).unwrap();
    let line = |line: &str| {
        let mut cells = line.trim_matches('"').rsplitn(3, "\";\"");
        let mut next = || cells.next().unwrap().trim().to_owned();
        let (end, start, name) = (next(), next(), next());
        [name, start, end]
    };
    report.lines().skip(1).map(line).collect()
}

#[test]
fn taskjuggler_schedules_every_example() {
    let Some(program) = tj3("taskjuggler_schedules_every_example") else { return };
    for name in ["pypi", "rubygems", "rust-crates", "npm", "homebrew"] {
        let folder = tempfile::tempdir().unwrap();
        let workspace = root().join("examples").join(name);
        let lines = schedule(&program, folder.path(), &backlog(&workspace, "taskjuggler", &[]).out);
        let list: serde_json::Value = serde_json::from_str(&backlog(&workspace, "json", &[]).out).unwrap();
        let found = |name: &str| lines.iter().find(|[other, ..]| other == name).unwrap_or_else(|| panic!("no {name}"));
        let items = list["items"].as_array().unwrap();
        let title = |item: &serde_json::Value| format!("{}. {}", item["position"], item["title"].as_str().unwrap());
        for item in items {
            let [_, start, end] = found(&title(item));
            assert!(start <= end);
            for need in item["needs"].as_array().unwrap() {
                let before = &items[need["position"].as_u64().unwrap() as usize - 1];
                let [_, _, ready] = found(&title(before));
                assert!(ready <= start, "{name}: {} before {}", title(item), title(before));
                if before["lag_weeks"].as_u64().unwrap() > 0 {
                    assert!(ready < start, "{name}: the lag after {} is gone", title(before));
                }
            }
        }
        for milestone in list["milestones"].as_array().unwrap() {
            found(milestone["title"].as_str().unwrap());
        }
    }
}

#[test]
fn taskjuggler_reads_hostile_text_as_text_and_keeps_dates() {
    let Some(program) = tj3("taskjuggler_reads_hostile_text_as_text_and_keeps_dates") else { return };
    let folder = tempfile::tempdir().unwrap();
    hostile::workspace(folder.path(), hostile::HOSTILE);
    let options = hostile::catalog(folder.path());
    let project = backlog(folder.path(), "taskjuggler", &options.each_ref().map(AsRef::as_ref)).out;
    let lines = schedule(&program, folder.path(), &project);
    // What would call a macro or read the environment has a blank in it; the one at the end goes with trimming.
    let read = |text: &str| text.replace("${", "$ {").replace("$(", "$ (");
    let text = hostile::one_line(hostile::HOSTILE);
    let (deliverable, text) = (read(&hostile::prose(&text)), read(&text));
    assert!(lines.iter().any(|[name, ..]| *name == deliverable), "no deliverable {deliverable}: {lines:?}");
    let [_, start, _] = lines.iter().find(|[name, ..]| name.ends_with(&format!(". {text}"))).unwrap();
    assert_eq!(start, "2027-01-20", "not before its earliest date");
}
