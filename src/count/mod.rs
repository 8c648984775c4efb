//! How long a text is, as a form counts it.
//!
//! Forms take plain text, so Markdown marks are taken out first ([`plain()`]), once, and then the text that is pasted is
//! counted as it stands. No funder on record says how it counts; these rules are those of word processors, and where they leave a choice they count more, not less:
//!
//! - A *word* is a run of characters without white space that holds a letter or a digit. `well-known` is one word, a
//!   link is one word, a lone dash or the mark of a list is none. The number of a numbered list is one.
//! - In a run with characters of scripts that set no spaces (Chinese, Japanese, Thai, ...), words are counted by
//!   Unicode Standard Annex 29.
//! - *Characters* are Unicode scalar values, white space included. A line break is one, also where a file has CRLF.

mod plain;

pub use plain::plain;

use unicode_segmentation::UnicodeSegmentation;

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Words.
    Words,
    /// Characters.
    Characters,
}

impl Unit {
    /// How many of these a plain text has.
    ///
    /// ```
    /// use fundable::count::{Unit, plain};
    ///
    /// assert_eq!(Unit::Words.count(&plain("A **well-known** list: https://example.org/a")), 4);
    /// assert_eq!(Unit::Characters.count("one\n\ntwo"), 8);
    /// ```
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Words => text.split_whitespace().map(words_in).sum(),
            Self::Characters => text.chars().count(),
        }
    }

    /// Its name after a number.
    pub fn name(self, number: usize) -> &'static str {
        match (self, number) {
            (Self::Words, 1) => "word",
            (Self::Words, _) => "words",
            (Self::Characters, 1) => "character",
            (Self::Characters, _) => "characters",
        }
    }
}

/// Words in a run without white space.
fn words_in(run: &str) -> usize {
    if run.chars().any(sets_no_spaces) {
        run.unicode_words().count()
    } else {
        usize::from(run.chars().any(char::is_alphanumeric))
    }
}

/// Whether a character belongs to a script that sets no spaces between words: Thai, Lao, Burmese, Khmer, kana, and
/// ideographs with their extensions.
fn sets_no_spaces(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> usize {
        Unit::Words.count(&plain(text))
    }

    #[test]
    fn words_are_runs_with_a_letter_or_a_digit() {
        assert_eq!(words(""), 0);
        assert_eq!(words("  \n\t "), 0);
        assert_eq!(words("one two\u{a0}three"), 3);
        assert_eq!(words("well-known, don't, 3.5 %, e.g. — – & ..."), 4);
        assert_eq!(words("Prüfung naïve Ångström Владимир"), 4);
        // A letter with combining marks is one letter.
        assert_eq!(words("e\u{301}te\u{301} n\u{303}"), 2);
    }

    #[test]
    fn a_link_is_one_word_and_one_with_a_text_is_one_more() {
        assert_eq!(words("see https://example.org/a/b?c=d"), 2);
        assert_eq!(words("see <https://example.org/a>"), 2);
        assert_eq!(words("see [the long story](https://example.org/a)"), 5);
    }

    #[test]
    fn marks_of_lists_headings_and_emphasis_are_not_counted() {
        assert_eq!(words("# Title\n\nSome **bold** and _soft_ `code`.\n\n- one\n- two\n\n> said"), 9);
        assert_eq!(words("1. first\n2. second"), 4);
    }

    #[test]
    fn scripts_without_spaces_are_counted_word_by_word() {
        assert_eq!(words("软件供应链"), 5);
        assert!(words("ソフトウェアの安全") >= 4);
    }

    #[test]
    fn characters_count_a_line_break_once_on_every_system() {
        let characters = |text: &str| Unit::Characters.count(&plain(text));
        assert_eq!(characters("ab  \r\ncd"), 5);
        assert_eq!(characters("a\r\n\r\nb"), 4);
        assert_eq!(characters("é"), 1);
        assert_eq!(characters("👩\u{200d}🔬"), 3);
        assert_eq!(characters("**ab**"), 2);
    }

    #[test]
    fn plain_text_is_counted_as_it_stands() {
        // Once the marks are out, what looks like one is part of the text.
        assert_eq!(Unit::Characters.count("a *b* \\*"), 8);
        assert_eq!(Unit::Words.count("1. Title\nwith a line"), 5);
    }

    proptest::proptest! {
        #[test]
        fn any_text_has_a_length_that_line_endings_do_not_change(text in "[^\r]{0,200}") {
            let crlf = plain(&text.replace('\n', "\r\n"));
            let unix = plain(&text);
            for unit in [Unit::Words, Unit::Characters] {
                proptest::prop_assert_eq!(unit.count(&crlf), unit.count(&unix));
            }
        }

        #[test]
        fn words_between_blanks_are_counted_one_by_one(words in proptest::collection::vec("[a-zäß0-9]{1,9}", 0..60)) {
            proptest::prop_assert_eq!(Unit::Words.count(&plain(&words.join(" "))), words.len());
            proptest::prop_assert_eq!(Unit::Words.count(&plain(&words.join("\n\n"))), words.len());
        }
    }
}
