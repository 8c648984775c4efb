//! Names of things, each of its own type, so that a threat can never stand where a capability is meant.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Wrap a name that was looked up or checked.
            pub fn new(name: impl Into<String>) -> Self {
                Self(name.into())
            }

            /// The name.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

ids! {
    /// A capability of the framework, for instance `authn-strong-mfa`.
    CapabilityId;
    /// A part of a capability.
    SubCheckId;
    /// A category of the framework.
    CategoryId;
    /// A threat.
    ThreatId;
    /// An incident.
    IncidentId;
    /// A precedent, for instance `P12`.
    PrecedentId;
    /// A source.
    SourceId;
    /// A kind of work.
    WorkKindId;
    /// A role of the team.
    RoleName;
    /// A work package of the plan.
    WorkPackageId;
    /// A funder, for instance `sovereign-tech`.
    FunderId;
    /// A field of a funder's form.
    FieldId;
}

/// Names of devices on Windows, whatever their ending; and those that have a number.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether Windows takes a file of this name for a device, in capitals too: `con`, `nul.md`, `COM1`.
pub fn is_device(file_name: &str) -> bool {
    let stem = file_name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = stem.strip_suffix(|c: char| c.is_ascii_digit());
    DEVICES.contains(&stem.as_str()) || numbered.is_some_and(|name| NUMBERED_DEVICES.contains(&name))
}

/// Whether a text is a name for machines: lower-case letters and digits, joined by single joiners, at most 80 bytes.
pub fn is_id(text: &str, joiner: char) -> bool {
    let good =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split(joiner).all(good) && text.len() <= 80
}
