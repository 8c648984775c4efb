//! Colours and logo of whoever writes the documents.

use std::fmt;

/// A colour without transparency, in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour([u8; 3]);

impl Colour {
    /// Paper and bright screens.
    pub const WHITE: Self = Self([255; 3]);
    /// Dark screens, as the pages have them.
    pub const DARK: Self = Self([0x14, 0x18, 0x1c]);

    /// The colour written as `#rrggbb`; nothing where it is written in another way.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let is_hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        Some(Self([part(0)?, part(2)?, part(4)?])).filter(|_| is_hexadecimal)
    }

    /// How well one can be read on the other, in hundredths: 100 (not at all) to 2,100 (black on white), rounded down.
    ///
    /// The contrast ratio of WCAG 2.2, "relative luminance" and "contrast ratio".
    pub fn contrast(self, other: Self) -> u32 {
        let (one, two) = (self.luminance(), other.luminance());
        let ratio = (one.max(two) + 0.05) / (one.min(two) + 0.05);
        // A ratio is 1 to 21, so the hundredths fit.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let hundredths = (ratio * 100.0 + 1e-6).floor() as u32;
        hundredths
    }

    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let [red, green, blue] = self.0.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The first of ever lighter mixtures with white that has at least this contrast, in hundredths, on a dark ground.
    pub fn lightened(self, contrast: u32, ground: Self) -> Self {
        let mixed = |twentieths: u16| {
            Self(self.0.map(|part| {
                let sum = u16::from(part) * (20 - twentieths) + 255 * twentieths;
                u8::try_from(sum / 20).unwrap_or(u8::MAX)
            }))
        };
        (0..=20).map(mixed).find(|colour| colour.contrast(ground) >= contrast).unwrap_or(Self::WHITE)
    }
}

impl fmt::Display for Colour {
    /// `#rrggbb`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// How documents show whose they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Brand {
    /// Colour on white.
    pub accent: Option<Colour>,
    /// Colour on dark screens; there where `accent` is.
    pub accent_dark: Option<Colour>,
    /// A picture above the title.
    pub logo: Option<Logo>,
}

/// A logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The form of the picture.
    pub kind: ImageKind,
    /// The picture.
    pub bytes: Vec<u8>,
    /// What it shows; never empty.
    pub alt: String,
    /// Height in millimetres, 5 to 40.
    pub height_mm: u8,
}

/// A form of pictures that browsers and Typst read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImageKind {
    /// Drawn, as text.
    Svg,
    /// Points, without loss.
    Png,
    /// Points, for photographs.
    Jpeg,
}

impl ImageKind {
    /// The form by its first bytes.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        if bytes.starts_with(b"\xff\xd8\xff") {
            return Some(Self::Jpeg);
        }
        let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{FEFF}').trim_start();
        (text.starts_with('<') && text.contains("<svg")).then_some(Self::Svg)
    }

    /// Ending of a file, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Jpeg => "jpg",
        }
    }

    /// Media type, as IANA has it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_and_reads_back() {
        assert_eq!(Colour::parse("#1c3f66").unwrap().to_string(), "#1c3f66");
        for wrong in ["1c3f66", "#1c3f6", "#1c3f6g", "#+c3f66", "red", "#1c3f66ff", "#ää1234"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_wcag() {
        let black = Colour::parse("#000000").unwrap();
        assert_eq!(black.contrast(Colour::WHITE), 2100);
        assert_eq!(Colour::WHITE.contrast(Colour::WHITE), 100);
        // The grey that the guidelines' own technique names as the first to pass on white.
        assert_eq!(Colour::parse("#767676").unwrap().contrast(Colour::WHITE), 454);
        assert_eq!(Colour::parse("#777777").unwrap().contrast(Colour::WHITE), 447);
    }

    #[test]
    fn a_colour_is_lightened_until_it_can_be_read_on_dark() {
        for colour in ["#1c3f66", "#000000", "#7a1f1f", "#ffffff"] {
            let light = Colour::parse(colour).unwrap().lightened(700, Colour::DARK);
            assert!(light.contrast(Colour::DARK) >= 700, "{colour} became {light}");
        }
        let light = Colour::parse("#9cc3ee").unwrap();
        assert_eq!(light.lightened(700, Colour::DARK), light);
    }

    #[test]
    fn pictures_are_known_by_their_bytes() {
        assert_eq!(ImageKind::of(b"<?xml version=\"1.0\"?>\n<svg/>"), Some(ImageKind::Svg));
        assert_eq!(ImageKind::of(b"\x89PNG\r\n\x1a\nrest"), Some(ImageKind::Png));
        assert_eq!(ImageKind::of(b"\xff\xd8\xff\xe0"), Some(ImageKind::Jpeg));
        assert_eq!(ImageKind::of(b"GIF89a"), None);
        assert_eq!(ImageKind::of(b"<html>"), None);
    }
}
