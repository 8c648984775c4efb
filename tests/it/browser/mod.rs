//! Pages in a real browser.

mod accessible;
mod driver;
mod plans;
mod reviews;

use std::path::{Path, PathBuf};

use crate::support::fundable;

/// The review page of a workspace, as a file of this name.
fn page(workspace: &Path, folder: &Path) -> PathBuf {
    let ran = fundable(["review".as_ref(), workspace.as_os_str(), "--out".as_ref(), folder.as_os_str()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    folder.join("review.html")
}
