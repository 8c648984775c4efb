//! For each kind of input, what has to hold whatever the input is. The tests replay the corpus through the same functions.

use std::sync::LazyLock;

use fundable::diag::{Diagnostics, human, json};
use fundable::exchange::{prec, psplib};
use fundable::gap::gap;
use fundable::load::{self, Loaded};
use fundable::model::assessment::Assessment;
use fundable::model::catalog::Catalog;
use fundable::plan::plan_within;
use fundable::raw::{self, InputKind};
use fundable::render::view::{self, Facts};
use fundable::render::{Page, escape_markdown, to_html, to_typst};
use fundable::source::{Part, Sources};
use fundable::validate;

pub use super::edited::{merge, review};
use super::page::assert_harmless;

/// A kind of input, and what is held to it.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by the name of its corpus.
pub const TARGETS: [Target; 7] = [
    ("exchange", exchange),
    ("markdown_to_html", markdown_to_html),
    ("markdown_to_typst", markdown_to_typst),
    ("merge", merge),
    ("review", review),
    ("verify", verify),
    ("yaml", yaml),
];

pub(super) static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let raw = load::catalog(None, &mut sources, &mut diagnostics).expect("the built-in catalog can be read");
    validate::catalog(&raw, &sources, &mut diagnostics).expect("the built-in catalog is valid")
});

pub(super) static ASSESSMENT: LazyLock<Assessment> = LazyLock::new(|| {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let text = include_str!("../../examples/rubygems/assessment.yaml");
    let file = sources.add(Part::Workspace, "assessment.yaml", text);
    let value = load::parse(InputKind::Assessment, file, &sources, &mut diagnostics).expect("the example can be read");
    validate::assessment(&Loaded { file, value }, &CATALOG, &mut diagnostics).expect("the example is valid")
});

/// A file of a workspace or a catalog. The first letter says which kind, the rest is the file.
///
/// Whatever is wrong is a diagnostic that can be shown. A plan that is taken is planned, and its roadmap is accepted by the
/// independent checker.
pub fn yaml(input: &[u8]) {
    let Some((kind, text)) = input.split_first() else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let file = sources.add(Part::Workspace, "file.yaml", text);
    let (sources_read, found) = (&sources, &mut diagnostics);
    match kind {
        b'a' => {
            if let Some(value) = load::parse(InputKind::Assessment, file, sources_read, found) {
                validate::assessment(&Loaded { file, value }, &CATALOG, found);
            }
        }
        b'p' => {
            if let Some(value) = load::parse(InputKind::Plan, file, sources_read, found) {
                planned(&Loaded { file, value }, found);
            }
        }
        b'c' => drop(load::parse::<raw::capability::Capability>(InputKind::Capability, file, sources_read, found)),
        b'f' => drop(load::parse::<raw::funder::Funder>(InputKind::Funder, file, sources_read, found)),
        _ => drop(load::parse::<raw::framework::Framework>(InputKind::Framework, file, sources_read, found)),
    }
    shown(&diagnostics, &sources);
}

/// Faults can be shown, to people and to programs.
pub(super) fn shown(diagnostics: &Diagnostics, sources: &Sources) {
    human::render(diagnostics, sources, human::Options { colour: false, width: 100 });
    json::report(diagnostics, sources);
}

fn planned(raw: &Loaded<raw::plan::Plan>, diagnostics: &mut Diagnostics) {
    let Some(plan) = validate::plan(raw, &CATALOG, Some(&*ASSESSMENT), diagnostics) else { return };
    let gap = gap(&CATALOG, &ASSESSMENT);
    let roadmap = plan_within(&CATALOG, &gap, &plan, 1);
    let facts = Facts { catalog: &CATALOG, assessment: &ASSESSMENT, gap: &gap, plan: &plan, roadmap: &roadmap };
    let json = serde_json::to_vec(&view::plan(&facts)).expect("a view is JSON");
    let report = fundable::verify::verify(&json).expect("our own plan can be read");
    let faults: Vec<_> = report.checks.iter().flat_map(|check| &check.faults).collect();
    assert!(report.accepted, "{faults:#?}");
}

/// A document that somebody has written, and the same as text in a document of ours.
pub fn markdown_to_html(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    assert_harmless(&to_html(&text, &page(&text)));
    assert_harmless(&to_html(&escape_markdown(&text), &page("Title")));
}

/// The same for Typst; `cargo xtask fuzz` gives a sample of what comes out to the real one.
pub fn markdown_to_typst(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    to_typst(&text, &page(&text));
    to_typst(&escape_markdown(&text), &page("Title"));
}

/// A page with this title and all else that a page may have.
pub fn page(title: &str) -> Page {
    let mut page = Page::new(title, "fundable");
    page.subtitle = Some(title.to_owned());
    page.note = Some(title.to_owned());
    page
}

/// Problems of others. What is read can be written, and is the same when it is read again.
pub fn exchange(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    match prec::read(&text) {
        Ok(instance) => assert_eq!(prec::read(&prec::write(&instance)).as_ref(), Ok(&instance)),
        Err(error) => drop(error.to_string()),
    }
    match psplib::read(&text) {
        Ok(project) => assert!(psplib::read(&psplib::write(&project.activities, &project.workforce)).is_ok()),
        Err(error) => drop(error.to_string()),
    }
}

/// A plan as JSON, from anybody.
pub fn verify(input: &[u8]) {
    match fundable::verify::verify(input) {
        Ok(report) => drop(serde_json::to_string(&report).expect("a report is JSON")),
        Err(error) => drop(error.to_string()),
    }
}
