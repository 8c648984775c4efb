//! Every link leads to a file or a heading that is there.

use std::path::{Component, Path, PathBuf};

use super::page::{Link, Page};
use super::{assert_none, pages};
use crate::support::root;

/// Registries, which documentation speaks of by name and never by address: a page names no place to download from.
const REGISTRIES: [(&str, &str); 7] = [
    ("crates", "io"),
    ("hex", "pm"),
    ("npmjs", "com"),
    ("nuget", "org"),
    ("packagist", "org"),
    ("pypi", "org"),
    ("rubygems", "org"),
];

#[test]
fn every_link_of_the_documentation_leads_somewhere() {
    let mut pages = pages();
    let folder = root().join("src/diag/explain");
    let explained = std::fs::read_dir(folder).unwrap().map(|entry| Page::read(&entry.unwrap().path()));
    pages.extend(explained);
    let faults = pages.iter().flat_map(|page| page.links.iter().filter_map(|link| fault(page, link, &pages)));
    assert_none(faults.collect());
}

fn fault(page: &Page, link: &Link, pages: &[Page]) -> Option<String> {
    let wrong = |why: &str| Some(format!("{}:{}: `{}` {why}", page.name(), link.line, link.target));
    if link.target.contains(':') {
        return external(&link.target).and_then(wrong);
    }
    let (path, anchor) = match link.target.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link.target.as_str(), None),
    };
    if path.starts_with('/') {
        return wrong("begins at the root of a machine");
    }
    let is_known = |anchors: &[String]| anchor.is_none_or(|anchor| anchors.iter().any(|known| known == anchor));
    let file = plain(&page.path.parent().unwrap().join(path));
    let leads_somewhere = match pages.iter().find(|other| other.path == file) {
        _ if path.is_empty() => is_known(&page.anchors),
        Some(other) => is_known(&other.anchors),
        None if !file.starts_with(root()) || !file.exists() => return wrong("leads to no file"),
        None => anchor.is_none() || is_known(&Page::read(&file).anchors),
    };
    if leads_somewhere { None } else { wrong("leads to no heading") }
}

/// Why an address outside is none; nothing is fetched.
fn external(target: &str) -> Option<&'static str> {
    let Some(rest) = target.strip_prefix("https://") else {
        return Some("does not begin with https://");
    };
    let host = rest.split(['/', '#', '?']).next().unwrap();
    let in_host = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '-');
    if !host.contains('.') || !host.chars().all(in_host) || rest.contains(char::is_whitespace) {
        return Some("is no address");
    }
    let is_registry = |(name, ending): &(&str, &str)| {
        let host = host.strip_prefix("www.").unwrap_or(host);
        host == format!("{name}.{ending}")
    };
    REGISTRIES.iter().any(is_registry).then_some("names the host of a package registry")
}

/// A path without `.` and `..`.
fn plain(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(out.pop()),
            Component::CurDir => {}
            other => out.push(other),
        }
    }
    out
}

#[test]
fn wrong_links_are_found() {
    let page = root().join("docs/page.md");
    let text = "# One\n[a](#one) [b](../README.md) [c](../tests) [d](https://example.org/x) ![e](../LICENSE-MIT)\n\n\
                [no](#two) [no](gone.md) [no](../../x) [no](/etc) [no](http://example.org) [no](https://localhost)\n\
                [no](../README.md#gone)\n";
    let page = Page::parse(&page, text);
    let faults: Vec<_> = page.links.iter().filter_map(|link| fault(&page, link, &[])).collect();
    assert_eq!(faults.len(), 7, "{faults:#?}");
}
