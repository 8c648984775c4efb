//! Characters that nobody sees but that change what is seen.

use std::borrow::Cow;

/// Whether a character reorders the text around it without showing itself.
///
/// These are the embeddings, overrides and isolates of the Unicode bidirectional algorithm ("Trojan Source"). The
/// marks U+200E, U+200F and U+061C are not among them: they cannot reach beyond their neighbours, and right-to-left
/// texts use them.
pub fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no place in a document at all.
///
/// Control characters other than white space, the byte order mark, and the non-characters. PDF/UA-1 forbids some of
/// them, and none has a shape.
pub fn is_unprintable(c: char) -> bool {
    let code = c as u32;
    let is_noncharacter = (0xFDD0..=0xFDEF).contains(&code) || code & 0xFFFE == 0xFFFE;
    (c.is_control() && !is_line_space(c)) || c == '\u{FEFF}' || is_noncharacter
}

/// Whether a character is white space that Markdown and HTML treat as one blank, or a line end of any kind.
///
/// The no-break space and the thin spaces are not: an author who wrote them meant them.
pub fn is_line_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The text with unprintable characters dropped and direction controls spelt out, such as `⟨U+202E⟩`.
///
/// Dropping direction controls from a finished document would hide that someone put them there, and obeying them would
/// let one name reverse the sentence around it.
pub fn reveal(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_direction_control(c) || is_unprintable(c)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_direction_control(c) {
            shown.push_str(&format!("\u{27E8}{}\u{27E9}", code_point(c)));
        } else if !is_unprintable(c) {
            shown.push(c);
        }
    }
    Cow::Owned(shown)
}

/// The name of a character as Unicode writes it, such as `U+202E`.
pub fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

/// Whether the first letter of the text belongs to a script that runs from right to left.
///
/// Decides the base direction of a paragraph, as HTML's `dir="auto"` does. By block, not by character: every block
/// from Hebrew to Mandaic, the presentation forms, and the two ranges that Unicode reserves for such scripts.
pub fn starts_right_to_left(text: &str) -> bool {
    text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| {
        matches!(u32::from(c),
            0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFE | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn direction_controls_are_spelt_out_and_controls_dropped() {
        assert_eq!(reveal("a\u{202E}b\u{0}c\u{FEFF}d\u{1B}[31m"), "a⟨U+202E⟩bcd[31m");
        assert!(matches!(reveal("plain שלום"), Cow::Borrowed(_)));
    }

    #[test]
    fn first_letter_decides_the_direction() {
        assert!(starts_right_to_left("12. שלום and more"));
        assert!(starts_right_to_left("«مرحبا»"));
        assert!(!starts_right_to_left("see שלום"));
        assert!(!starts_right_to_left("12 %"));
    }
}
