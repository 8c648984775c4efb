//! Explanations: every code has its four parts.

use fundable::diag::Code;

use crate::support::fundable;

#[test]
fn every_code_is_explained_with_a_wrong_and_a_right_example() {
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {}\n", code.name())), "{}", code.name());
        let (wrong, right) = (example(page, "## Wrong\n"), example(page, "## Right\n"));
        assert!(!wrong.trim().is_empty() && !right.trim().is_empty(), "{} has an empty example", code.name());
        assert_ne!(wrong, right, "{}: what is wrong is right", code.name());
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

/// The first block of YAML or JSON under a heading.
fn example<'a>(page: &'a str, head: &str) -> &'a str {
    let (_, below) = page.split_once(head).unwrap_or_else(|| panic!("no {head} in {page}"));
    let part = below.split("\n## ").next().unwrap();
    let (_, block) = part.split_once("```").unwrap_or_else(|| panic!("no example under {head} in {page}"));
    let (_, text) = block.split_once('\n').unwrap();
    text.split_once("\n```").unwrap().0
}
