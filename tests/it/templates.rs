//! Templates and the views that they see.

use fundable::render::{Engine, builtin_templates};

use crate::support::{fundable, root};

/// Fields of a view, as its JSON has them.
fn fields(file: &str, view: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("src/render/view").join(file)).unwrap();
    let start = text.find(&format!("pub struct {view} {{")).unwrap();
    let body = &text[start..start + text[start..].find("\n}").unwrap()];
    let fields = body
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':').map(|(name, _)| name.to_owned()));
    fields.collect()
}

#[test]
fn templates_use_only_what_the_view_has() {
    let engine = Engine::builtin().unwrap();
    // Variables that templates set for their parts, and loop variables.
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let document = [fields("document.rs", "DocumentView"), own(&["h", "item", "source", "precedent"])].concat();
    let report = [fields("report/mod.rs", "ReportView"), own(&["change", "notes"])].concat();
    assert!(document.len() > 15 && report.len() > 15);
    for (name, _) in builtin_templates() {
        let is_report = name.trim_start_matches("_parts/").starts_with("report");
        let known = match name.as_str() {
            "form.md" => {
                [fields("form_document.rs", "FormDocumentView"), own(&["h", "item", "source", "precedent"])].concat()
            }
            "proposal.md" => [fields("proposal/mod.rs", "ProposalView"), document.clone()].concat(),
            _ if is_report => report.clone(),
            _ => document.clone(),
        };
        for variable in engine.variables(&name).unwrap() {
            assert!(known.contains(&variable), "{name} uses `{variable}`, which no view has");
        }
    }
}

#[test]
fn templates_do_not_leave_marks_of_their_own_in_a_document() {
    for recipient in ["psf-fundables", "community", "alpha-omega"] {
        let ran = fundable(["propose", "examples/rubygems", "--for", recipient, "--format", "md", "--out", "-"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        for mark in ["{{", "}}", "{%", "%}", "{registry}", "{ecosystem}", "\n\n\n", " \n", "  |  | \n"] {
            assert!(!ran.out.contains(mark), "{recipient} holds {mark:?}");
        }
    }
}
