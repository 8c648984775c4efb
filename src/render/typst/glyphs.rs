//! What the fonts inside Typst can show, decided without opening a font.
//!
//! PDF/UA-1 refuses a document in which a single character has no shape. The PDF is made with the embedded fonts alone,
//! so that the same input gives the same bytes everywhere; they hold no Chinese and no emoji. What they lack is shown
//! as its code point in small type: poor, but visible, readable aloud, and no reason for the whole PDF to fail.

use super::coverage::COVERAGE;

/// Bits of the families that can show a character in every style.
const FAMILIES: u8 = 0b0_1111;
/// Bit of the regular face of DejaVu Sans Mono.
const REGULAR_MONO: u8 = 1 << 4;
/// Bit of a combining mark.
const MARK: u8 = 1 << 6;

/// What can be done with a stretch of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It can be shown in every style.
    Any,
    /// It can be shown, but neither bold nor slanted.
    ///
    /// Typst's own fallback from a slanted face to an upright one fails for Arabic, ticks and stars: the slanted face
    /// lists them without having them.
    Plain,
    /// No font here has it.
    Missing,
}

/// Cut a text where it changes what can be done with it.
///
/// A letter and its marks go together: Typst shapes them with one font or not at all, so both being there is not
/// enough, one font must have them all. Where none has, the letter stays and its marks are missing.
pub(super) fn pieces(text: &str) -> Vec<(Shape, &str)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (idx, shape) in shapes(text) {
        if before.is_some_and(|before| before != shape) {
            pieces.extend(before.map(|before| (before, &text[start..idx])));
            start = idx;
        }
        before = Some(shape);
    }
    pieces.extend(before.map(|before| (before, &text[start..])));
    pieces
}

/// Where each letter with its marks begins, and what can be done with it.
fn shapes(text: &str) -> Vec<(usize, Shape)> {
    let mut shapes = Vec::new();
    let mut characters = text.char_indices().peekable();
    while let Some((start, base)) = characters.next() {
        let base_mask = mask(base);
        let mut common = base_mask;
        let mut first_mark = None;
        while let Some(&(idx, c)) = characters.peek()
            && (is_mark(c) || is_formatting(c))
        {
            if is_mark(c) {
                first_mark = first_mark.or(Some(idx));
                common &= mask(c);
            }
            characters.next();
        }
        match (first_mark, cluster(common)) {
            (None, _) => shapes.push((start, alone(base, base_mask))),
            (Some(first_mark), Shape::Missing) => {
                shapes.push((start, alone(base, base_mask)));
                shapes.push((first_mark, Shape::Missing));
            }
            (Some(_), shape) => shapes.push((start, shape)),
        }
    }
    shapes
}

fn cluster(common: u8) -> Shape {
    match common {
        _ if common & FAMILIES != 0 => Shape::Any,
        _ if common & REGULAR_MONO != 0 => Shape::Plain,
        _ => Shape::Missing,
    }
}

fn alone(c: char, mask: u8) -> Shape {
    match cluster(mask) {
        _ if is_formatting(c) => Shape::Any,
        // The regular face of some family has it.
        Shape::Missing if mask != 0 => Shape::Plain,
        shape => shape,
    }
}

fn mask(c: char) -> u8 {
    let code = u32::from(c);
    let at = COVERAGE.partition_point(|&(_, last, _)| last < code);
    match COVERAGE.get(at) {
        Some(&(first, _, mask)) if first <= code => mask,
        _ => 0,
    }
}

/// Whether a character joins the one before it, as far as the fonts know it.
pub(super) fn is_mark(c: char) -> bool {
    mask(c) & MARK != 0
}

/// Characters without a shape of their own that fonts need not have.
///
/// Breaks, joiners, marks of direction, and the selectors between black and coloured emoji.
pub(in crate::render) fn is_formatting(c: char) -> bool {
    let is_break = matches!(c, '\n' | '\t' | '\u{AD}' | '\u{200B}' | '\u{2060}');
    is_break || matches!(c, '\u{61C}' | '\u{200C}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    use Shape::{Any, Missing, Plain};

    #[test]
    fn what_no_font_has_is_cut_out() {
        assert_eq!(pieces("ab中文 שלום🎉"), [(Any, "ab"), (Missing, "中文"), (Any, " שלום"), (Missing, "🎉")]);
        assert_eq!(pieces("مرحبا, ☑"), [(Plain, "مرحبا"), (Any, ", "), (Plain, "☑")]);
        assert_eq!(pieces(""), []);
        assert_eq!(pieces("\u{E000}\u{200B}"), [(Missing, "\u{E000}\u{200B}")]);
    }

    #[test]
    fn a_mark_needs_a_font_that_has_its_letter_too() {
        assert_eq!(pieces("e\u{301}"), [(Any, "e\u{301}")]);
        assert_eq!(pieces("\u{645}\u{64E}"), [(Plain, "\u{645}\u{64E}")]);
        // A vowel sign of Devanagari, which only the mathematical font has, on a letter of Armenian, which it lacks.
        assert_eq!(pieces("\u{561}\u{93E}"), [(Any, "\u{561}"), (Missing, "\u{93E}")]);
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(COVERAGE.windows(2).all(|pair| pair[0].1 < pair[1].0));
        assert!(COVERAGE.iter().all(|&(first, last, mask)| first <= last && mask != 0));
    }
}
