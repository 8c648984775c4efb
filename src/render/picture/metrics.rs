//! How wide a text is in a picture, and where it wraps.
//!
//! One picture is shown by browsers, which have the fonts of the reader, and by Typst, which has its own. So each width is
//! that of the widest of three faces: Libertinus Serif (inside Typst), Liberation Sans (as wide as Arial and Helvetica) and
//! DejaVu Sans (the widest that a browser is likely to fall back on). What fits by this table fits in all of them.

use crate::render::typst::is_formatting;

/// Advance of U+0020 to U+007E in thousandths of the type size, regular.
const REGULAR: [u16; 95] = [
    318, 401, 460, 838, 637, 951, 780, 275, 391, 391, 500, 838, 318, 361, 318, 337, 637, 637, 637, 637, 637, 637, 637,
    637, 637, 637, 337, 337, 838, 838, 838, 557, 1016, 695, 687, 723, 771, 667, 611, 778, 752, 297, 500, 667, 558, 863,
    749, 788, 667, 788, 723, 667, 611, 732, 685, 989, 686, 667, 686, 391, 337, 391, 838, 557, 500, 613, 635, 550, 635,
    616, 353, 635, 634, 278, 278, 580, 278, 975, 634, 612, 635, 635, 412, 521, 393, 634, 592, 818, 592, 592, 525, 637,
    337, 637, 838,
];

/// The same, bold.
const BOLD: [u16; 95] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696, 696, 696, 696, 696,
    696, 696, 696, 400, 400, 838, 838, 838, 611, 1000, 774, 763, 734, 831, 684, 684, 821, 837, 373, 557, 775, 638, 996,
    837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771, 725, 726, 458, 366, 458, 838, 557, 500, 675, 716, 593, 716,
    679, 436, 716, 712, 343, 343, 666, 343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712,
    366, 712, 838,
];

/// A letter of Latin, Greek or Cyrillic beyond ASCII; the widest of them are capitals of about this width.
const LETTER: u32 = 850;
/// Everything else: a square.
const SQUARE: u32 = 1_050;

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Type {
    /// Size in units of the picture.
    pub size: i32,
    /// Whether it is bold.
    pub is_bold: bool,
}

impl Type {
    /// Upright and regular.
    pub const fn regular(size: i32) -> Self {
        Self { size, is_bold: false }
    }

    /// Bold.
    pub const fn bold(size: i32) -> Self {
        Self { size, is_bold: true }
    }

    /// Distance from one line to the next.
    pub const fn leading(self) -> i32 {
        (self.size * 5 + 2) / 4
    }
}

/// Width of a text on one line in units of the picture, rounded up.
pub fn width(text: &str, set_in: Type) -> i32 {
    let thousandths: u32 = text.chars().map(|c| advance(c, set_in.is_bold)).sum();
    let size = u32::try_from(set_in.size).unwrap_or(0);
    i32::try_from((thousandths * size).div_ceil(1_000)).unwrap_or(i32::MAX)
}

fn advance(c: char, is_bold: bool) -> u32 {
    let table = if is_bold { &BOLD } else { &REGULAR };
    match table.get((u32::from(c) as usize).wrapping_sub(0x20)) {
        Some(advance) => u32::from(*advance),
        None if is_formatting(c) => 0,
        None if matches!(u32::from(c), 0xA0..=0x2FF | 0x370..=0x52F | 0x2010..=0x2013 | 0x2018..=0x201E) => LETTER,
        None => SQUARE,
    }
}

/// The text in lines of at most this width. A word that is wider is broken, after a hyphen where it has one; nothing is
/// left out.
pub fn wrap(text: &str, room: i32, set_in: Type) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let fits = |line: &String| width(line, set_in) + width(" ", set_in) + width(word, set_in) <= room;
        match lines.last_mut() {
            Some(line) if fits(line) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.extend(broken(word, room, set_in)),
        }
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// A word in parts of at most this width.
fn broken(word: &str, room: i32, set_in: Type) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    for c in word.chars() {
        let is_full = !part.is_empty() && width(&part, set_in) + width(c.encode_utf8(&mut [0; 4]), set_in) > room;
        if is_full {
            let rest = part.rfind('-').map(|hyphen| part.split_off(hyphen + 1)).unwrap_or_default();
            // Without a letter before the hyphen nothing is gained.
            let (done, rest) = if part.is_empty() { (rest, String::new()) } else { (part, rest) };
            parts.push(done);
            part = rest;
        }
        part.push(c);
    }
    parts.push(part);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Type = Type::regular(12);

    #[test]
    fn no_line_is_wider_than_its_room_and_no_letter_is_lost() {
        let texts = [
            "Require multi-factor authentication for maintainers of critical packages",
            "Donaudampfschifffahrtsgesellschaftskapitän",
            "a-very-long-name-of-a-thing-with-hyphens and more",
            "中文中文中文中文中文中文",
            "",
        ];
        for text in texts {
            for room in [30, 60, 100, 400] {
                let lines = wrap(text, room, TYPE);
                assert!(lines.iter().all(|line| width(line, TYPE) <= room), "{room}: {lines:?}");
                let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                assert_eq!(letters(&lines.concat()), letters(text));
            }
        }
    }

    #[test]
    fn a_word_breaks_after_its_hyphen() {
        assert_eq!(wrap("multi-factor", 50, TYPE), ["multi-", "factor"]);
    }

    #[test]
    fn bold_is_wider() {
        assert!(width("Roadmap", Type::bold(12)) > width("Roadmap", TYPE));
        assert_eq!(width("", TYPE), 0);
    }
}
