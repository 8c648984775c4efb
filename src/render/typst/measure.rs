//! How wide a text will be, roughly, without opening a font.

use super::coverage::WIDTHS;
use super::glyphs::{Shape, is_formatting, pieces};
use crate::render::characters::code_point;

/// A length in thousandths of the type size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MilliEm(pub u64);

impl std::iter::Sum for MilliEm {
    fn sum<I: Iterator<Item = Self>>(lengths: I) -> Self {
        Self(lengths.map(|length| length.0).sum())
    }
}

impl std::ops::Add for MilliEm {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

/// Width of a text on one line, in the body face.
pub(super) fn width(text: &str) -> MilliEm {
    pieces(text)
        .into_iter()
        .map(|piece| match piece {
            (Shape::Any | Shape::Plain, shown) => shown.chars().map(letter_width).sum(),
            (Shape::Missing, missing) => missing.chars().map(|c| width_of_ascii(&code_point(c)) + MilliEm(250)).sum(),
        })
        .sum()
}

/// Width of a text in the type of code, where every character is as wide as any other.
pub(super) fn code_width(text: &str) -> MilliEm {
    // 602 thousandths is the advance of DejaVu Sans Mono, which the theme sets at 88 % of the text around it.
    MilliEm(530 * text.chars().filter(|&c| !is_formatting(c)).count() as u64)
}

fn width_of_ascii(text: &str) -> MilliEm {
    text.chars().map(letter_width).sum()
}

fn letter_width(c: char) -> MilliEm {
    let idx = (u32::from(c) as usize).wrapping_sub(0x20);
    match WIDTHS.get(idx) {
        Some(&width) => MilliEm(u64::from(width)),
        None if is_formatting(c) => MilliEm(0),
        // Beyond ASCII the other fonts come in; the widest of them sets a letter on 602.
        None => MilliEm(610),
    }
}

/// Width of the widest part of a text that cannot be broken: a word, or a piece of it up to a hyphen or slash.
pub(super) fn widest_part(text: &str) -> MilliEm {
    let mut widest = MilliEm(0);
    let mut start = 0;
    let mut before = ' ';
    for (idx, c) in text.char_indices() {
        // Typst follows Unicode here: it never breaks between a hyphen or slash and a digit.
        let breaks_before = matches!(before, '-' | '/') && c.is_alphabetic();
        if breaks_before || matches!(c, ' ' | '\n' | '\u{200B}' | '\u{AD}') {
            widest = widest.max(width(text[start..idx].trim_start_matches(' ')));
            start = idx;
        }
        before = c;
    }
    widest.max(width(text[start..].trim_start_matches(' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_equally_wide() {
        assert_eq!(width("0123"), width("7777"));
        assert!(width("WWW") > width("iii"));
        assert_eq!(width("\u{200B}"), MilliEm(0));
    }

    #[test]
    fn a_hyphen_is_a_place_to_break() {
        assert_eq!(widest_part("to-factor logs"), width("factor"));
        assert_eq!(widest_part("on 2026-10-01"), width("2026-10-01"));
    }
}
