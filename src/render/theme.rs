//! How finished documents look: colours, logo, and the files behind that.

use std::borrow::Cow;
use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::typst::literal;
use crate::model::brand::{Brand, Logo};

/// A style that is laid over that of the pages.
pub const EXTRA_STYLE: &str = "extra.css";
/// Looks of a page, for screen, phone and paper.
const STYLE: &str = "page.css";

/// Name and text of the files of the theme, all of which a user can replace: `brand.yaml`, what Typst reads, the style of pages.
pub fn builtin_theme() -> [(&'static str, &'static str); 5] {
    [
        ("brand.yaml", include_str!("../../templates/theme/brand.yaml")),
        ("blocks.typ", include_str!("../../templates/theme/blocks.typ")),
        ("cover.typ", include_str!("../../templates/theme/cover.typ")),
        (STYLE, include_str!("../../templates/theme/page.css")),
        ("theme.typ", include_str!("../../templates/theme/theme.typ")),
    ]
}

/// How finished documents look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Theme {
    /// Colours and logo.
    pub brand: Brand,
    /// The user's own files, by their name in the theme's folder; they stand for the built-in ones of the same name, and
    /// [`EXTRA_STYLE`] is laid over the style.
    pub files: BTreeMap<String, String>,
}

impl Theme {
    /// What Typst reads, by name, to be laid beside a source.
    pub fn typst_files(&self) -> Vec<(String, Vec<u8>)> {
        let of_theme = |(name, text): (&str, &str)| {
            let text = self.files.get(name).map_or(text, String::as_str);
            name.ends_with(".typ").then(|| (name.to_owned(), text.as_bytes().to_vec()))
        };
        let mut files: Vec<_> = builtin_theme().into_iter().filter_map(of_theme).collect();
        files.push(("brand.typ".to_owned(), self.brand_for_typst().into_bytes()));
        files.extend(self.brand.logo.as_ref().map(|logo| (logo_file(logo), logo.bytes.clone())));
        files
    }

    fn brand_for_typst(&self) -> String {
        let accent = self.brand.accent.map_or("#1c3f66".to_owned(), |accent| accent.to_string());
        let logo = self.brand.logo.as_ref().map_or("none".to_owned(), |logo| {
            let (file, alt) = (literal(&logo_file(logo)), literal(&logo.alt));
            format!("image({file}, alt: {alt}, height: {}mm)", logo.height_mm)
        });
        format!("// Colours and logo, from brand.yaml.\n#let accent = rgb(\"{accent}\")\n#let logo = {logo}\n")
    }

    /// The style of a page.
    pub fn style(&self) -> Cow<'_, str> {
        let built_in = builtin_theme().into_iter().find(|(name, _)| *name == STYLE).map_or("", |(_, text)| text);
        let base = self.files.get(STYLE).map_or(built_in, String::as_str);
        let Brand { accent, accent_dark, logo } = &self.brand;
        let extra = self.files.get(EXTRA_STYLE);
        if accent.is_none() && accent_dark.is_none() && logo.is_none() && extra.is_none() {
            return Cow::Borrowed(base);
        }
        let mut style = base.to_owned();
        if let Some(accent) = accent {
            style.push_str(&format!(":root {{ --accent: {accent}; }}\n"));
        }
        if let Some(accent) = accent_dark {
            style.push_str(&format!("@media (prefers-color-scheme: dark) {{ :root {{ --accent: {accent}; }} }}\n"));
        }
        if let Some(accent) = accent {
            style.push_str(&format!("@media print {{ :root {{ --accent: {accent}; }} }}\n"));
        }
        if let Some(logo) = logo {
            style.push_str(&format!(".logo {{ height: {}mm; }}\n", logo.height_mm));
        }
        extra.into_iter().for_each(|extra| style.push_str(extra));
        Cow::Owned(style)
    }

    /// The logo as the address of a picture that brings its bytes along.
    pub fn logo_address(&self) -> Option<String> {
        let logo = self.brand.logo.as_ref()?;
        Some(format!("data:{};base64,{}", logo.kind.media_type(), STANDARD.encode(&logo.bytes)))
    }
}

fn logo_file(logo: &Logo) -> String {
    format!("logo.{}", logo.kind.ending())
}
