//! Explanations: every code has its four parts.

use fundable::diag::Code;

use crate::support::fundable;

#[test]
fn every_code_is_explained_with_a_wrong_and_a_right_example() {
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {}\n", code.name())), "{}", code.name());
        for head in ["## Wrong", "## Right"] {
            assert!(page.contains(head), "{} lacks `{head}`", code.name());
        }
        assert!(page.lines().count() >= 10, "{} is too short", code.name());
        assert_eq!(fundable(["explain", code.name()]).out, page);
    }
}

#[test]
fn capabilities_are_explained_and_unknown_topics_get_the_nearest_name() {
    let ran = fundable(["explain", "authz-rbac"]);
    assert_eq!(ran.code, 0);
    for part in ["What the framework asks for", "Needs", "Effort", "Precedents", "P19"] {
        assert!(ran.out.contains(part), "{part}");
    }
    let ran = fundable(["explain", "authz-rback"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("did you mean `authz-rbac`?"), "{}", ran.err);
}
