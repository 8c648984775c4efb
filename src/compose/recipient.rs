//! Whom documents are for.

/// Whom documents are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipient {
    /// A list in the style of the PSF's fundable improvements, and one issue body per item
    PsfFundables,
    /// A proposal to the registry's community, in the style of an RFC
    Community,
    /// A packet for a steering council that reviews the estimates
    Council,
    /// A proposal to a funder, and its filled form
    Funder,
    /// A `funding.json`, and the filled form
    FundingJson,
}

impl Recipient {
    /// Names on the command line.
    pub const NAMES: [&str; 10] = [
        "psf-fundables",
        "community",
        "council",
        "alpha-omega",
        "sovereign-tech",
        "nlnet",
        "otf",
        "openssf-tac",
        "generic",
        "floss-fund",
    ];

    /// The recipient with this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "psf-fundables" => Some(Self::PsfFundables),
            "community" => Some(Self::Community),
            "council" => Some(Self::Council),
            "floss-fund" => Some(Self::FundingJson),
            name if Self::NAMES.contains(&name) => Some(Self::Funder),
            _ => None,
        }
    }

    /// Whether it gets all open work, and nothing is chosen for it.
    pub fn is_for_all(self) -> bool {
        matches!(self, Self::PsfFundables | Self::Community | Self::Council)
    }

    /// Name of the template, which for the first three is that of the document as well.
    pub fn document(self) -> &'static str {
        match self {
            Self::PsfFundables => "fundables",
            Self::Community => "community",
            Self::Council => "council",
            Self::Funder => "proposal",
            Self::FundingJson => "form",
        }
    }

    /// What the document is.
    pub fn title(self) -> &'static str {
        match self {
            Self::PsfFundables => "Fundable security improvements",
            Self::Community => "Community proposal",
            Self::Council => "Effort review",
            Self::Funder => "Proposal",
            Self::FundingJson => "Filled form",
        }
    }
}
