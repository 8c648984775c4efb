//! The library as another program uses it: it gives what the commands print.

use fundable::Workspace;
use serde_json::Value;

use crate::support::{fundable, root};

#[test]
fn a_workspace_gives_what_the_commands_print() {
    for name in ["npm", "rubygems", "homebrew"] {
        let folder = format!("examples/{name}");
        let workspace = Workspace::load(root().join(&folder)).unwrap();
        for (command, view) in [
            ("status", serde_json::to_value(workspace.status()).unwrap()),
            ("plan", serde_json::to_value(workspace.plan()).unwrap()),
        ] {
            let printed: Value = serde_json::from_str(&fundable([command, &folder, "--json"]).out).unwrap();
            assert!(printed == view, "{command} of {name}");
        }
    }
}

#[test]
fn errors_come_all_at_once_and_as_check_prints_them() {
    let error = Workspace::load(root().join("tests/bad/unknown-capability")).unwrap_err();
    assert!(error.n_errors() > 0 && error.to_string().contains("error[unknown-capability]"), "{error}");
}
