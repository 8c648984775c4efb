//! Catalogs of one's own: files laid over the built-in catalog, and other frameworks.

mod another;
mod commands;
mod overlay;
mod workspace;

use std::fs;
use std::path::Path;

use crate::support::{Ran, fundable, root};

/// Run on an example with a catalog folder.
fn with_catalog(args: &[&str], catalog: &Path) -> Ran {
    fundable(args.iter().map(|arg| (*arg).to_owned()).chain(["--catalog".to_owned(), catalog.display().to_string()]))
}

/// Write a file of a catalog, with the folders above it.
fn write(catalog: &Path, name: &str, text: &str) {
    let path = catalog.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A file of the checkout.
fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}
