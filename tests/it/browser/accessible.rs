//! Pages that everybody can read: the rules of axe-core, in a real browser.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::driver::{Browser, DESKTOP, PHONE, axe, chromedriver};
use super::page;
use crate::support::{fundable, root};

/// The review page of each example, and documents of each kind.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let examples = ["homebrew", "npm", "pypi", "rubygems", "rust-crates"];
    let mut pages: Vec<PathBuf> =
        examples.iter().map(|example| page(&root().join("examples").join(example), &folder.join(example))).collect();
    for recipient in ["sovereign-tech", "psf-fundables", "community", "council"] {
        let out = folder.join(recipient);
        let args = ["propose", "examples/pypi", "--format", "html", "--for", recipient, "--out", out.to_str().unwrap()];
        // A form that is not complete yet is written all the same.
        assert!(fundable(args).code <= 1);
    }
    let out = folder.join("report");
    let before = "tests/data/report/assessment-2026-06.yaml";
    let report =
        ["report", "tests/data/report", "--before", before, "--format", "html", "--out", out.to_str().unwrap()];
    assert_eq!(fundable(report).code, 0);
    for folder in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|file| file.extension().is_some_and(|ending| ending == "html")));
    }
    pages.sort();
    pages.dedup();
    pages
}

#[test]
fn no_page_shuts_anybody_out() {
    let (Some(chromedriver), Some(axe)) = (chromedriver("accessibility of pages"), axe("accessibility of pages"))
    else {
        return;
    };
    let axe = fs::read_to_string(axe).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let pages = pages(folder.path());
    assert!(pages.len() >= 9, "{pages:?}");
    for window in [DESKTOP, PHONE] {
        let browser = Browser::open(&chromedriver, window);
        for page in &pages {
            browser.go(page);
            browser
                .run("document.querySelectorAll('details').forEach((details) => { details.open = true; })", json!([]));
            browser.run(&axe, json!([]));
            let widths = browser.run(
                "const { scrollWidth, clientWidth } = document.documentElement; return [scrollWidth, clientWidth]",
                json!([]),
            );
            assert_eq!(widths[0], widths[1], "{} scrolls sideways at {}", page.display(), window.width);
            let script = "const done = arguments[0]; axe.run().then(
                ({ passes, violations }) => done([passes.length, violations.map(({ id, impact, nodes }) =>
                    ({ id, impact, where: nodes.slice(0, 3).map((node) => [node.html.slice(0, 200), node.failureSummary]) }))]),
                (error) => done(String(error)))";
            let found = browser.run_later(script);
            assert!(found[0].as_u64().is_some_and(|n_passes| n_passes > 10), "{}: {found}", page.display());
            let grave =
                |violation: &&Value| ["serious", "critical"].iter().any(|impact| violation["impact"] == *impact);
            let grave: Vec<_> = found[1].as_array().unwrap().iter().filter(grave).collect();
            assert!(grave.is_empty(), "{} at {}: {grave:#?}", page.display(), window.width);
        }
    }
}
