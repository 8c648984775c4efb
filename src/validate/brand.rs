//! Checks of a brand: colours that can be read, and a logo that can be shown.

use std::collections::BTreeMap;

use super::scalar::Check;
use crate::diag::{Code, Diagnostics, did_you_mean};
use crate::load::Loaded;
use crate::model::brand::{Brand, Colour, ImageKind, Logo};
use crate::raw::Text;
use crate::raw::brand as raw;

/// Least contrast of text, in hundredths (WCAG 2.2, success criterion 1.4.3).
const LEAST_CONTRAST: u32 = 450;
/// Contrast that a colour for dark screens is lightened to (success criterion 1.4.6), in hundredths.
const GOOD_CONTRAST: u32 = 700;
/// Height of a logo where none is named, in millimetres.
const HEIGHT_MM: u8 = 14;

/// A brand whose colours are colours and whose logo is among the pictures beside it.
pub fn brand(
    loaded: &Loaded<raw::Brand>,
    images: &BTreeMap<String, Vec<u8>>,
    diagnostics: &mut Diagnostics,
) -> Option<Brand> {
    let check = &mut Check { file: loaded.file, diagnostics };
    let raw = &loaded.value;
    let accent = optional(raw.accent.as_ref(), |text| colour(text, Colour::WHITE, "white", check));
    let accent_dark = optional(raw.accent_dark.as_ref(), |text| colour(text, Colour::DARK, "a dark screen", check));
    let logo = optional(raw.logo.as_ref(), |raw| logo(raw, images, check));
    let (accent, accent_dark) = (accent?, accent_dark?);
    let lightened = accent.map(|accent| accent.lightened(GOOD_CONTRAST, Colour::DARK));
    Some(Brand { accent, accent_dark: accent_dark.or(lightened), logo: logo? })
}

/// Nothing, or what is there, if it is right.
fn optional<R, T>(raw: Option<&R>, check: impl FnOnce(&R) -> Option<T>) -> Option<Option<T>> {
    raw.map_or(Some(None), |raw| check(raw).map(Some))
}

fn colour(text: &Text, ground: Colour, on: &str, check: &mut Check<'_>) -> Option<Colour> {
    let Some(colour) = Colour::parse(text.value.trim()) else {
        let message = format!("`{}` is not a colour that we can read", text.value);
        return check.error(
            Code::ThemeFault,
            text.span,
            message,
            "write `\"#rrggbb\"`, such as `\"#1c3f66\"`, in quotes",
        );
    };
    let contrast = colour.contrast(ground);
    if contrast < LEAST_CONTRAST {
        let message = format!("text in {colour} is hard to read on {on}");
        let (whole, rest) = (contrast / 100, contrast % 100);
        let help = format!("its contrast is {whole}.{rest:02} to 1, and text needs 4.5 to 1; take a stronger colour");
        check.warning(Code::LowContrast, text.span, message, help);
    }
    Some(colour)
}

fn logo(raw: &raw::Logo, images: &BTreeMap<String, Vec<u8>>, check: &mut Check<'_>) -> Option<Logo> {
    let alt = check.text(&raw.alt);
    let height = optional(raw.height_mm.as_ref(), |height| {
        let millimetres = check.number(height, 0, 5, 40)?;
        u8::try_from(millimetres).ok()
    });
    let name = raw.file.value.trim();
    let Some(bytes) = images.get(name) else {
        let near = did_you_mean(name, images.keys().map(String::as_str));
        let help = near.unwrap_or_else(|| "put an SVG, PNG or JPEG file into the folder of this one".to_owned());
        return check.error(Code::ThemeFault, raw.file.span, format!("there is no picture `{name}` here"), help);
    };
    let Some(kind) = ImageKind::of(bytes) else {
        let message = format!("`{name}` is no SVG, PNG or JPEG picture");
        return check.error(Code::ThemeFault, raw.file.span, message, "save it in one of these forms");
    };
    Some(Logo { kind, bytes: bytes.clone(), alt: alt?, height_mm: height?.unwrap_or(HEIGHT_MM) })
}
