//! `templates/theme/brand.yaml`: the colours and the logo of whoever writes the documents.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, Spanned, Text};

/// How documents show whose they are.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Brand")]
pub struct Brand {
    /// Colour of headings, links and strong lines on white, `#rrggbb`.
    pub accent: Option<Text>,
    /// The same on a dark screen; left out, the accent is lightened until it can be read there.
    pub accent_dark: Option<Text>,
    /// A picture above the title.
    pub logo: Option<Logo>,
}

/// A logo.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// Name of an SVG, PNG or JPEG file that lies beside this one.
    pub file: Text,
    /// What it shows, for those who do not see it; most often the name of the organisation.
    pub alt: Text,
    /// Height on paper in millimetres, 5 to 40; 14 where it is left out.
    pub height_mm: Option<Spanned<Number>>,
}
