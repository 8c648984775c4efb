mod compiled;

use super::*;
use crate::render::page::Fact;

/// The body that a Markdown text becomes, without the preamble.
fn body(markdown: &str) -> String {
    writer::body(&Document::parse(markdown, &[]).events, &[])
}

fn check(markdown: &str, want: &str) {
    assert_eq!(body(markdown).trim_end(), want, "from {markdown:?}");
}

#[test]
fn blocks_become_calls() {
    check("## A & b\n", "#heading(level: 1)[#\"A & b\"] #label(\"a--b\")");
    check("> a\n>\n> b", "#quote(block: true)[\n#\"a\"\n\n#\"b\"\n\n]");
    check("---", "#rule()");
    check("```rust\nlet a = \"b\";\n```", "#raw(block: true, \"let a = \\\"b\\\";\")");
    check(
        "- a\n- b\n    1. c",
        "#list(tight: true,\n  [#\"a\"],\n  [#\"b\"#enum(start: 1, tight: true,\n  [#\"c\"],\n)],\n)",
    );
    check("3. a\n\n4. b", "#enum(start: 3, tight: false,\n  [#\"a\"],\n  [#\"b\"],\n)");
    check("- [x] a\n- b", "#task-list(tight: true,\n  [#task(true)#\"a\"],\n  [#bullet#\"b\"],\n)");
    check("- a\n  - [ ] b", "#list(tight: true,\n  [#\"a\"#task-list(tight: true,\n  [#task(false)#\"b\"],\n)],\n)");
}

#[test]
fn spans_become_calls() {
    check("*a* **b** ~~c~~ `d`", "#emph[#\"a\"]#\" \"#strong[#\"b\"]#\" \"#strike[#\"c\"]#\" \"#raw(\"d\")");
    check("a\nb\\\nc", "#\"a\"#\" \"#\"b\"#linebreak()#\"c\"");
    check("[a](https://b.example)", "#link(\"https://b.example\")[#\"a\"]");
    check(
        "# T\n\n# S\n\n[a](#s) [b](#t) [c](javascript:x)",
        "#heading(level: 1)[#\"S\"] #label(\"s\")\n\n#link(label(\"s\"))[#\"a\"]#\" b c\"",
    );
    check("<b>x</b> <!-- y -->![alt](z.png)", "#\"<b>x</b> alt\"");
}

#[test]
fn right_to_left_blocks_say_so() {
    check("שלום a", "#[#set text(dir: rtl); #\"שלום a\"]");
    check("a שלום", "#\"a שלום\"");
    check("# t\n\n## שלום", "#heading(level: 1)[#set text(dir: rtl); #\"שלום\"] #label(\"שלום\")");
}

#[test]
fn rows_have_one_cell_per_column() {
    let source = body("| a | b |\n|---|--:|\n| 1 |\n| 1 | 2 | 3 |");
    assert!(source.contains("  header: ([#\"a\"], [#\"b\"],),\n  [#\"1\"], [],\n  [#\"1\"], [#\"2\"],\n)"), "{source}");
}

#[test]
fn the_page_is_text_too() {
    let mut page = Page::new("#read(\"/etc/passwd\")\u{202E}", "\"); #panic(\"");
    page.facts = vec![Fact::new("[label]", "]\n#pagebreak()")];
    page.note = Some("中".to_owned());
    let source = to_typst("", &page);
    assert!(source.contains(r##"title: "#read(\"/etc/passwd\")⟨U+202E⟩""##), "{source}");
    assert!(source.contains(r##"generator: [#"\"); #panic(\""]"##), "{source}");
    assert!(source.contains(r##"([#"[label]"], [#"] #pagebreak()"])"##), "{source}");
    assert!(source.contains("note: [#missing(\"U+4E2D\")]"), "{source}");
    assert!(source.contains("contents: none"), "{source}");
}
