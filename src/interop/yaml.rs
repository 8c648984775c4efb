//! YAML for other tools.

use std::fmt;

use serde::Serialize;

/// A value that YAML cannot hold; of our documents there is none, so it is a fault of ours.
#[derive(Debug, Clone)]
pub struct Unwritable(String);

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A value as a YAML document that readers of YAML 1.1 and 1.2 understand alike: `yes`, `1.0` and `~` stay texts, because they
/// are quoted, and long texts are folded blocks.
///
/// # Errors
///
/// When a value cannot be written, such as a map whose keys are lists.
pub fn to_yaml(value: &impl Serialize) -> Result<String, Unwritable> {
    let options = serde_saphyr::ser_options! { folded_wrap_chars: 110, compact_list_indent: false };
    serde_saphyr::to_string_with_options(value, options).map_err(|error| Unwritable(error.to_string()))
}
