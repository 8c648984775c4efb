//! What is written as YAML reads back the same, whatever the texts hold.

use fundable::interop::to_yaml;
use proptest::prelude::*;
use serde::{Deserialize, Serialize};

/// Texts that a careless writer would turn into something else.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "yes",
    "No",
    "on",
    "null",
    "~",
    "true",
    "1.0",
    "0x1F",
    "1_000",
    "1e3",
    "12:30:45",
    ".inf",
    ".NaN",
    "2026-11-24",
    "2026-11-24T00:00:00Z",
    "- x",
    "-",
    "? x",
    "# no comment",
    "a # b",
    "a: b",
    "a:",
    ": a",
    "{a: b}",
    "[a]",
    "{registry}",
    "&a",
    "*a",
    "!tag",
    "|",
    ">",
    "%YAML 1.2",
    "---",
    "...",
    "@a",
    "`a`",
    "'",
    "\"",
    "it's",
    "\"quoted\"",
    "a\nb",
    "a\n\nb\n",
    "\n",
    "\n\n",
    "  leading",
    "trailing  ",
    "a\n  b",
    "\ta",
    "a\tb",
    "a\r\nb",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "é",
    "日本語",
    "🦀",
    "<<",
    "=",
    "a very long text with a colon: and # and more, that goes on for longer than any line which a writer would leave unfolded, and on",
    "a very long text without any mark that goes on for longer than any line which a writer would leave unfolded, and then  two blanks",
];

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Document {
    text: String,
    list: Vec<String>,
    nested: Vec<Pair>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pair {
    one: String,
    two: String,
}

fn reads_back(text: &str, other: &str) {
    let nested = vec![Pair { one: other.to_owned(), two: text.to_owned() }];
    let document = Document { text: text.to_owned(), list: vec![text.to_owned(), other.to_owned()], nested };
    let yaml = to_yaml(&document).unwrap();
    let read: Document = serde_saphyr::from_str(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    assert_eq!(read, document, "{yaml}");
}

#[test]
fn hostile_texts_read_back_the_same() {
    for text in HOSTILE {
        for other in HOSTILE {
            reads_back(text, other);
        }
    }
}

#[test]
fn words_that_yaml_1_1_takes_for_something_else_are_quoted() {
    for text in ["yes", "No", "on", "null", "~", "1.0", "1_000", "12:30:45", "2026-11-24T00:00:00Z"] {
        let yaml = to_yaml(&[text]).unwrap();
        assert!(yaml.contains(['"', '\'']), "{text} is bare in {yaml}");
    }
}

proptest! {
    #[test]
    fn any_texts_read_back_the_same(text in "\\PC{0,200}", other in "[-#:?{}\\[\\]&*!|>'\"%@` \\n\\ta-c0-9.]{0,60}") {
        reads_back(&text, &other);
    }
}
