//! The documentation: links lead somewhere, commands run as written and print what the page shows, YAML loads.
//!
//! `tests/README.md` says how a page is read here.

mod links;
mod page;
#[cfg(unix)]
mod run;
mod words;
mod yaml;

use std::fs;
use std::path::{Path, PathBuf};

use crate::support::root;
use page::Page;

/// Folders whose Markdown is no documentation: what is generated, test data, and other people's files.
const NO_PAGES: [&str; 7] = ["bad", "corpus", "data", "expected", "node_modules", "src", "target"];

/// Every page of documentation, in the order of its path.
fn pages() -> Vec<Page> {
    let mut paths = Vec::new();
    collect(&root(), &mut paths);
    let is_template = |path: &Path| path.starts_with(root().join("templates")) && !path.ends_with("README.md");
    paths.retain(|path| !is_template(path));
    paths.iter().map(|path| Page::read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !NO_PAGES.contains(&name.as_str()) {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            paths.push(path);
        }
    }
}

/// Stop with everything that is wrong at once.
fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults in the documentation:\n\n{}", faults.len(), faults.join("\n\n"));
}
