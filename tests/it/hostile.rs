//! Text that looks like markup stays text in every format, wherever a user can write it.

use std::ffi::OsStr;
use std::fs;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::fuzz::page::assert_harmless;
use crate::support::fundable;

/// One word each, so that they survive the folding of white space; all at once in every free-text field.
pub const HOSTILE: [&str; 24] = [
    "#tag",
    "$x$",
    "*star*",
    "_under_",
    "@user",
    "<script>alert(1)</script>",
    "\\\\",
    "`tick`",
    "//comment",
    "[[wiki]]",
    "[a](javascript:b)",
    "{{tera}}",
    "1.",
    "~~gone~~",
    "שלום",
    "|pipe|",
    "<img/src=x/onerror=alert(1)>",
    "<SvG/OnLoAd=alert(1)>",
    "[b](JaVaScRiPt&colon;alert(1))",
    "[c](data:text/html,<script>)",
    "[d](vbscript&#58;x)",
    "<javascript:alert(1)>",
    "&lt;script&gt;",
    "![e](https://example.org/pixel.png)",
];

/// A workspace of one partial capability, with hostile text wherever free text may stand.
fn workspace(folder: &std::path::Path) -> String {
    let text = format!("{} {}", HOSTILE.join(" "), "W".repeat(10_000));
    let quoted = serde_json::Value::String(text.clone()).to_string();
    let assessment = format!(
        "framework: principles-v0.1\nillustrative: {quoted}\nrepository:\n  name: {quoted}\n  ecosystem: {quoted}\n\
         assessed_on: 2026-08-21\nassessed_by: [{quoted}]\ntaxonomy:\n  accounts: \"yes\"\n  login: own\n  built_packages: \"yes\"\n  \
         source_archives: \"no\"\n  source_index: \"no\"\n  builds_itself: \"no\"\ncapabilities:\n  authz-rbac:\n    status: missing\n    \
         by_third_party: {quoted}\n    note: {quoted}\n    evidence:\n      - what: {quoted}\n        link: https://example.org/a_b*c?x=1&y=[2]\n        date: 2026-01\n"
    );
    let plan = format!(
        "framework: principles-v0.1\nillustrative: {quoted}\ndated: 2026-11-23\nstart: 2027-01-04\napplicant:\n  organisation: {quoted}\n\
         narrative:\n  summary: {quoted}\n  motivation: {quoted}\n  alternatives: [{quoted}]\n  sustainability: {quoted}\n  \
         target_groups:\n    - {{who: {quoted}, gain: {quoted}}}\n  genai: {quoted}\n  genai_catalog: {quoted}\n  consent:\n    \
         statement: {quoted}\n    clients:\n      - {{client: {quoted}, statement: {quoted}}}\n\
         target:\n  level: 0\n  include: [authz-rbac]\nteam:\n  - role: {quoted}\n    fte: 1\n    does: [backend, frontend, ux, management]\n\
         rates:\n  currency: EUR\n  per: week\n  default: 5000\n  basis: {quoted}\nestimates:\n  - capability: authz-rbac\n    value: 7\n    who: {quoted}\n    when: 2026-11-01\n    why: {quoted}\n\
         ledger:\n  - capability: authz-rbac\n    funder: {quoted}\n    status: declined\n"
    );
    fs::write(folder.join("assessment.yaml"), assessment).unwrap();
    fs::write(folder.join("plan.yaml"), plan).unwrap();
    text
}

fn document(folder: &std::path::Path, recipient: &str, format: &str) -> String {
    let args = [OsStr::new("propose"), folder.as_os_str()];
    let ran = fundable(args.into_iter().chain(["--for", recipient, "--format", format, "--out", "-"].map(OsStr::new)));
    assert_eq!(ran.code, 0, "{}", ran.err);
    ran.out
}

#[test]
fn forms_show_hostile_text_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let text = workspace(folder.path());
    let args = ["--for", "floss-fund", "--forms-only", "--json", "--min", "0", "--max", "9000000"].map(OsStr::new);
    let ran = fundable([OsStr::new("propose"), folder.path().as_os_str()].into_iter().chain(args));
    // The name is longer than the form takes, and none of it is cut.
    assert_eq!(ran.code, 1, "{}", ran.err);
    let view: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let fields = view["forms"][0]["fields"].as_array().unwrap();
    let name = fields.iter().find(|field| field["id"] == "entity.name").unwrap();
    assert_eq!(name["verdict"], "over");
    let whole = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(name["answer"], whole);
    assert_eq!(name["count"], whole.chars().count());
}

#[test]
fn markdown_shows_hostile_text_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let text = workspace(folder.path());
    for recipient in ["psf-fundables", "community", "generic"] {
        let markdown = document(folder.path(), recipient, "md");
        let mut shown = String::new();
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::SoftBreak | Event::HardBreak => shown.push(' '),
                Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML in {recipient}: {html}"),
                Event::Start(Tag::Link { dest_url, .. }) => assert!(dest_url.starts_with("https://"), "{dest_url}"),
                Event::Start(Tag::Image { .. }) => panic!("an image in {recipient}"),
                Event::Start(Tag::Strikethrough) => panic!("struck-out text in {recipient}"),
                _ => {}
            }
        }
        // Label, name, applicant and the rest: many times over, each whole.
        let n_whole = shown.matches(&text).count();
        assert!(n_whole >= 8, "{recipient} shows the text whole {n_whole} times");
        assert!(shown.contains(&"W".repeat(10_000)));
    }
}

#[test]
fn a_form_document_shows_hostile_text_and_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let text = workspace(folder.path());
    for funder in ["generic", "floss-fund", "openssf-tac"] {
        let out = folder.path().join(funder);
        let args = [OsStr::new("propose"), folder.path().as_os_str(), OsStr::new("--out"), out.as_os_str()];
        // The plan has no rate of exchange, so the bounds are in its own currency.
        let more = ["--for", funder, "--format", "md,html", "--min", "0", "--max", "9000000"].map(OsStr::new);
        let ran = fundable(args.into_iter().chain(more));
        assert!(ran.code <= 1, "{}", ran.err);
        let read = |ending: &str| fs::read_to_string(out.join(format!("{funder}-form.{ending}"))).unwrap();
        let markdown = read("md");
        let mut shown = String::new();
        for event in Parser::new_ext(&markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(text) | Event::Code(text) => shown.push_str(&text),
                Event::SoftBreak | Event::HardBreak => shown.push(' '),
                Event::Html(html) | Event::InlineHtml(html) => panic!("raw HTML for {funder}: {html}"),
                _ => {}
            }
        }
        assert!(shown.matches(&text).count() >= 3, "{funder}");
        let html = read("html");
        assert_harmless(&html);
    }
}

#[test]
fn html_shows_hostile_text_and_runs_nothing() {
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    for recipient in ["psf-fundables", "community", "generic"] {
        let html = document(folder.path(), recipient, "html");
        assert_harmless(&html);
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "{recipient}");
        assert!(html.contains("Content-Security-Policy"));
        let body = html.split("</style>").nth(1).unwrap();
        assert!(!body.contains("http-equiv=\"refresh\"") && !body.contains("<img"), "{recipient}");
    }
}

#[test]
fn pdf_is_made_of_hostile_text() {
    if !crate::support::slow_tests("pdf_is_made_of_hostile_text") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    workspace(folder.path());
    for recipient in ["psf-fundables", "community", "generic"] {
        let out = folder.path().join(recipient);
        let args = [OsStr::new("propose"), folder.path().as_os_str(), OsStr::new("--out"), out.as_os_str()];
        let ran = fundable(args.into_iter().chain(["--for", recipient, "--format", "pdf"].map(OsStr::new)));
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}
