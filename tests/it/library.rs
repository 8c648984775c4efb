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

#[test]
fn what_a_broken_catalog_leaves_unchecked_is_said_as_check_says_it() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["assessment.yaml", "plan.yaml"] {
        std::fs::copy(root().join("examples/npm").join(name), folder.path().join(name)).unwrap();
    }
    std::fs::create_dir(folder.path().join("catalog")).unwrap();
    std::fs::write(folder.path().join("catalog/threats.yaml"), "threats: 1\nincidents: []\n").unwrap();
    let error = Workspace::load(folder.path()).unwrap_err().to_string();
    assert_eq!(error.matches("is not checked yet").count(), 3, "{error}");
    let printed = fundable(["check", folder.path().to_str().unwrap()]).err;
    assert!(error.lines().all(|line| printed.contains(line)), "{error}\n-- check:\n{printed}");
}
