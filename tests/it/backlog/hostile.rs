//! Text that means something to one of the formats, in every place where a user can write it, read back by parsers.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser};
use serde::Deserialize;
use serde_json::Value;

use super::{DOCUMENTS, backlog, issues};
use crate::support::root;

/// Quotes, macros, comments, marks and line ends of all formats, and a backslash at the end.
pub const HOSTILE: &str =
    "=1+1\" ' # $x$ ${macro $(HOME) `tick` ]] ->8- [x](y) <b> , ; \\ 🎉 שלום\r\nBEGIN:VEVENT\n---\n\"a\\\" \\";

/// The same on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same for a deliverable or a criterion, in which braces are left to placeholders.
pub fn prose(text: &str) -> String {
    text.replace('{', "(")
}

/// A workspace of a few steps with such a text as title, deliverable, criterion, role, package, holiday and label.
pub fn workspace(folder: &Path, text: &str) {
    let quoted = Value::String(text.to_owned()).to_string();
    let prose = Value::String(prose(text)).to_string();
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap();
    let capability = read("catalog/capabilities/authn-email-verification.yaml");
    let changes = [
        ("title: Verify e-mail addresses before publishing".to_owned(), format!("title: {quoted}")),
        (
            "    - text: Help page for people whose confirmation mail does not arrive".to_owned(),
            format!("    - text: {prose}"),
        ),
        ("  acceptance:\n".to_owned(), format!("  acceptance:\n    - text: {prose}\n")),
    ];
    let changed = replaced(capability, &changes);
    fs::create_dir_all(folder.join("catalog/capabilities")).unwrap();
    fs::write(folder.join("catalog/capabilities/authn-email-verification.yaml"), changed).unwrap();
    fs::write(folder.join("assessment.yaml"), read("examples/rubygems/assessment.yaml")).unwrap();
    let more = format!(
        "start: 2027-01-04\nholidays: [{{from: 2027-02-01, to: 2027-02-02, name: {quoted}}}]\nabsences:\n  \
         - {{role: {quoted}, from: 2027-01-11, to: 2027-01-15, fte: 1.2}}\ndates:\n  - capability: authn-email-verification\n    \
         earliest: 2027-01-20\n    deadline: 2027-12-20\n    because: {quoted}\nwork_packages:\n  - id: package\n    title: {quoted}\n    \
         capabilities: [authn-email-verification]\n"
    );
    let changes =
        [("start: 2027-01-04\n".to_owned(), more), ("- role: Developers".to_owned(), format!("- role: {quoted}"))];
    fs::write(folder.join("plan.yaml"), replaced(read("examples/rubygems/plan.yaml"), &changes)).unwrap();
}

fn replaced(text: String, changes: &[(String, String)]) -> String {
    changes.iter().fold(text, |text, (from, to)| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    })
}

/// The options that lay its catalog over the built-in one.
pub fn catalog(folder: &Path) -> [OsString; 2] {
    ["--catalog".into(), folder.join("catalog").into()]
}

fn document(folder: &Path, format: &str) -> String {
    backlog(folder, format, &catalog(folder).each_ref().map(AsRef::as_ref)).out
}

/// The first block of an issue.
#[derive(Deserialize)]
pub struct FrontMatter {
    pub title: String,
    pub labels: String,
}

/// Read the first block of an issue as the YAML that it is.
pub fn front_matter(issue: &str) -> FrontMatter {
    let block = issue.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
    assert_eq!(block.lines().count(), 2, "{block}");
    serde_saphyr::from_str(block).unwrap()
}

#[test]
fn json_and_csv_give_the_text_back_and_no_cell_is_a_formula() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path(), HOSTILE);
    let text = one_line(HOSTILE);
    let list: Value = serde_json::from_str(&document(folder.path(), "json")).unwrap();
    let item = list["items"].as_array().unwrap().iter().find(|item| item["id"] == "authn-email-verification").unwrap();
    assert_eq!(item["title"], text.as_str());
    assert_eq!(item["work_package"]["title"], text.as_str());
    assert!(item["deliverables"].as_array().unwrap().contains(&Value::String(prose(&text))));
    assert_eq!(item["roles"][0]["role"], text.as_str());

    let csv = document(folder.path(), "csv");
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|other| other == name).unwrap();
    let lines: Vec<_> = reader.records().map(|line| line.unwrap()).collect();
    let n_deliverables: usize =
        list["items"].as_array().unwrap().iter().map(|item| item["deliverables"].as_array().unwrap().len()).sum();
    assert_eq!(lines.len(), n_deliverables);
    for cell in lines.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !cell.contains(char::is_control), "{cell:?}");
    }
    let ours: Vec<_> = lines.iter().filter(|line| line[column("id")] == *"authn-email-verification").collect();
    for name in ["title", "work_package"] {
        assert!(ours.iter().all(|line| line[column(name)] == format!("'{text}")), "{name}");
    }
    assert!(ours.iter().any(|line| line[column("deliverable")] == format!("'{}", prose(&text))));
}

#[test]
fn a_calendar_keeps_its_lines_and_gives_the_text_back() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path(), HOSTILE);
    let list: Value = serde_json::from_str(&document(folder.path(), "json")).unwrap();
    let ics = document(folder.path(), "ics");
    assert_eq!(ics.matches('\n').count(), ics.matches("\r\n").count());
    assert!(ics.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = ics.replace("\r\n ", "");
    let lines: Vec<_> = unfolded.split("\r\n").collect();
    let events = || lines.split(|line| *line == "BEGIN:VEVENT").skip(1);
    let (n_items, n_milestones) =
        (list["items"].as_array().unwrap().len(), list["milestones"].as_array().unwrap().len());
    assert_eq!(events().count(), n_items + n_milestones);
    let mut ids = std::collections::BTreeSet::new();
    for event in events() {
        let value = |name: &str| {
            let of_name: Vec<_> = event.iter().filter_map(|line| line.strip_prefix(name)).collect();
            assert_eq!(of_name.len(), 1, "{name} in {event:?}");
            of_name[0].to_owned()
        };
        assert!(ids.insert(value("UID:")), "an id twice");
        assert_eq!(value("DTSTAMP:"), "20261123T000000Z");
        assert!(value("DTSTART;VALUE=DATE:") < value("DTEND;VALUE=DATE:"));
    }
    let unescaped = |text: &str| text.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    let summaries: Vec<_> = lines.iter().filter_map(|line| line.strip_prefix("SUMMARY:")).map(unescaped).collect();
    assert!(summaries.iter().any(|summary| summary.ends_with(&one_line(HOSTILE))), "{summaries:?}");
}

#[test]
fn issues_show_the_text_and_nothing_else_comes_of_it() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path(), HOSTILE);
    let text = one_line(HOSTILE);
    let options = catalog(folder.path());
    let files = issues(folder.path(), &folder.path().join("issues"), &options.each_ref().map(AsRef::as_ref));
    let issue = &files.iter().find(|(name, _)| name.ends_with("authn-email-verification.md")).unwrap().1;
    let head = front_matter(issue);
    assert_eq!(head.title, text);
    assert_eq!(head.labels, "authentication,level-1,build,package");
    let body = issue.split("\n---\n").skip(1).collect::<Vec<_>>().join("\n---\n");
    let (mut shown, mut n_boxes) = (String::new(), 0);
    for event in Parser::new_ext(&body, Options::ENABLE_TASKLISTS | Options::ENABLE_TABLES | Options::ENABLE_MATH) {
        match event {
            Event::Text(text) => shown.push_str(&text),
            Event::SoftBreak | Event::HardBreak => shown.push(' '),
            Event::TaskListMarker(checked) => {
                assert!(!checked);
                n_boxes += 1;
            }
            Event::Html(_) | Event::InlineHtml(_) | Event::Code(_) | Event::InlineMath(_) | Event::Rule => {
                panic!("{event:?} in {body}")
            }
            _ => {}
        }
    }
    // Role and package; deliverable and criterion.
    assert_eq!((shown.matches(&text).count(), shown.matches(&prose(&text)).count()), (2, 2), "{shown}");
    assert!(n_boxes >= 4);
}

#[test]
fn hostile_lists_are_the_same_each_time() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path(), HOSTILE);
    for format in DOCUMENTS {
        assert_eq!(document(folder.path(), format), document(folder.path(), format));
    }
}
