//! The one place where text becomes Typst source.
//!
//! Text is written as a string literal in code (`#"..."`), never as markup. Inside a literal Typst knows two special
//! characters, the quotation mark and the backslash; outside there would be some thirty, and every release may add
//! one. Smart quotes, dashes, automatic links, references and labels are markup, so a literal has none of them.

use super::glyphs::{Shape, is_formatting, is_mark, pieces};
use super::measure::{MilliEm, widest_part, width};
use crate::render::characters::{code_point, is_line_space};

/// Space where a line may break although there is no blank.
const BREAK: char = '\u{200B}';
/// The same, with a hyphen where the line does break. For words, not for names and addresses.
const SOFT_HYPHEN: char = '\u{AD}';

/// Longest unbroken stretch, roughly, inside a word that had to be opened.
const CHUNK: MilliEm = MilliEm(4_000);

/// Where a word gets places to break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Breaks {
    /// Words up to this width are left alone.
    pub limit: MilliEm,
    /// Whether the theme hyphenates here, so that ordinary words of up to 30 letters can be left to it.
    pub is_hyphenated: bool,
}

impl Breaks {
    /// For running text: about thirty characters.
    pub const BODY: Self = Self { limit: MilliEm(15_000), is_hyphenated: true };
}

/// A string literal of Typst that holds exactly this text.
pub(in crate::render) fn literal(text: &str) -> String {
    let mut source = String::with_capacity(text.len() + 2);
    source.push('"');
    for c in text.chars() {
        match c {
            '"' => source.push_str("\\\""),
            '\\' => source.push_str("\\\\"),
            // Whoever reads the source should see what a reader of the document cannot.
            _ if is_formatting(c) || c.is_control() => source.push_str(&format!("\\u{{{:x}}}", u32::from(c))),
            _ => source.push(c),
        }
    }
    source.push('"');
    source
}

/// Running text as content: literals, and the code points of what no font can show.
pub(super) fn content(text: &str, breaks: Breaks) -> String {
    let line: String = text.chars().map(|c| if is_line_space(c) { ' ' } else { c }).collect();
    let mut source = String::with_capacity(text.len() + 4);
    for piece in pieces(&line) {
        match piece {
            (Shape::Any, shown) => source.push_str(&format!("#{}", literal(&open_words(shown, breaks)))),
            (Shape::Plain, shown) => source.push_str(&format!("#plain({})", literal(&open_words(shown, breaks)))),
            (Shape::Missing, missing) => source.push_str(&format!("#missing({})", literal(&names(missing)))),
        }
    }
    source
}

/// Code as a literal for `raw`: white space stays, what no font can show is named in brackets.
pub(super) fn code(text: &str, breaks: Breaks) -> String {
    let shown: String = pieces(text)
        .into_iter()
        .map(|piece| match piece {
            // The theme sets all code upright and regular.
            (Shape::Any | Shape::Plain, shown) => open_words(shown, Breaks { is_hyphenated: false, ..breaks }),
            (Shape::Missing, missing) => format!("\u{27E8}{}\u{27E9}", names(missing)),
        })
        .collect();
    literal(&shown)
}

/// A text for the properties of the file, where no font is needed.
pub(super) fn metadata(text: &str) -> String {
    literal(text)
}

fn names(missing: &str) -> String {
    let names: Vec<String> = missing.chars().map(code_point).collect();
    names.join(" ")
}

/// The text with places to break in every word that is too long.
fn open_words(text: &str, breaks: Breaks) -> String {
    let mut opened = String::with_capacity(text.len());
    for word in text.split_inclusive([' ', '\n']) {
        let is_ordinary = word.chars().count() <= 30 && is_letters(word);
        // Typst breaks after hyphens and slashes by itself.
        if widest_part(word) <= breaks.limit || (is_ordinary && breaks.is_hyphenated) {
            opened.push_str(word);
        } else {
            let place = if is_ordinary { SOFT_HYPHEN } else { BREAK };
            // Three quarters of a narrow column, because a heading is bold and a hyphen needs room.
            let chunk = CHUNK.min(MilliEm(breaks.limit.0 * 3 / 4));
            open_word(&mut opened, word, place, chunk);
        }
    }
    opened
}

/// Whether hyphenation knows what to do: small letters, perhaps after a capital, perhaps with a full stop or bracket.
fn is_letters(word: &str) -> bool {
    let inner = word.trim_matches(|c: char| !c.is_alphanumeric());
    let mut letters = inner.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.all(char::is_lowercase)
}

/// Breaks after signs, because that is where a reader expects them, and else after every chunk.
///
/// Never after an opening bracket or quotation mark, which belong to what follows.
fn open_word(opened: &mut String, word: &str, place: char, chunk: MilliEm) {
    let mut since_break = MilliEm(0);
    let mut after_sign = false;
    let mut n_left = word.chars().count();
    for c in word.chars() {
        let is_sign = c.is_ascii_punctuation();
        // Marks stay with their letter, and a sign stays with what it closes as long as that is possible.
        let may_begin = (c.is_alphanumeric() || is_sign) && !is_mark(c);
        // The last two letters do not go to a new line alone.
        let is_due = n_left > 2 && since_break >= if is_sign { chunk + chunk } else { chunk };
        if may_begin && (is_due || (after_sign && !is_sign)) {
            opened.push(place);
            since_break = MilliEm(0);
        }
        since_break = since_break + width(c.encode_utf8(&mut [0; 4]));
        after_sign = is_sign && !"([{<\"'".contains(c);
        n_left -= 1;
        opened.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_literal_has_two_special_characters() {
        assert_eq!(literal(r#"a "b" \u{41} #c"#), r#""a \"b\" \\u{41} #c""#);
        assert_eq!(literal("a\nb\u{200B}"), r#""a\u{a}b\u{200b}""#);
    }

    #[test]
    fn what_cannot_be_shown_is_named() {
        assert_eq!(content("ok 中文", Breaks::BODY), "#\"ok \"#missing(\"U+4E2D U+6587\")");
        assert_eq!(code("中", Breaks::BODY), "\"⟨U+4E2D⟩\"");
    }

    #[test]
    fn long_words_open_after_signs_first() {
        let opened = open_words("see https://example.org/a_long_path_(that)_goes_on_and_on ok", Breaks::BODY);
        assert_eq!(opened.replace(BREAK, "·"), "see https://·example.·org/·a_·long_·path_(that)_·goes_·on_·and_·on ok");
        let word = "x".repeat(10_000);
        let opened = open_words(&word, Breaks::BODY);
        assert_eq!(opened.replace(BREAK, ""), word);
        assert!(opened.split(BREAK).all(|part| width(part) < MilliEm(9_000)));
    }

    #[test]
    fn ordinary_words_are_left_to_hyphenation() {
        let narrow = Breaks { limit: MilliEm(2_000), is_hyphenated: true };
        assert_eq!(open_words("Internationalisation.", narrow), "Internationalisation.");
        assert_eq!(open_words("ABCDEFGHIJ", narrow), "ABC\u{200B}DEF\u{200B}GHIJ");
        let table = Breaks { is_hyphenated: false, ..narrow };
        assert_eq!(open_words("Internationalisation.", table), "Inte\u{AD}rnat\u{AD}iona\u{AD}lisat\u{AD}ion.");
    }
}
