//! Templates and the views that they see.

use fundable::render::{Engine, builtin_templates};

use crate::support::{fundable, root};

/// Fields of `DocumentView`, as its JSON has them.
fn fields() -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src/render/view/document.rs")).unwrap();
    let start = text.find("pub struct DocumentView {").unwrap();
    let body = &text[start..start + text[start..].find("\n}").unwrap()];
    let fields = body
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':').map(|(name, _)| name.to_owned()));
    fields.collect()
}

#[test]
fn templates_use_only_what_the_view_has() {
    let engine = Engine::builtin().unwrap();
    let mut known = fields();
    assert!(known.len() > 15);
    // Variables that templates set for their parts, and loop variables.
    known.extend(["h", "item", "source", "precedent"].map(str::to_owned));
    for (name, _) in builtin_templates() {
        for variable in engine.variables(&name).unwrap() {
            assert!(known.contains(&variable), "{name} uses `{variable}`, which no view has");
        }
    }
}

#[test]
fn templates_do_not_leave_marks_of_their_own_in_a_document() {
    for recipient in ["psf-fundables", "community"] {
        let ran = fundable(["propose", "examples/rubygems", "--for", recipient, "--format", "md", "--out", "-"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for mark in ["{{", "}}", "{%", "%}", "{registry}", "{ecosystem}", "\n\n\n", " \n", "  |  | \n"] {
            assert!(!ran.out.contains(mark), "{recipient} holds {mark:?}");
        }
    }
}
