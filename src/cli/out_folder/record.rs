//! What was generated last, in `.fundable/`: digests in `written.json`, texts in `base/`, each under its own digest.

use std::collections::BTreeMap;
use std::fs;
use std::io;

use serde::{Deserialize, Serialize};

use super::place::{BASE, Place, RECORD};
use crate::cli::exit::Failure;
use crate::cli::output::write_file;
use crate::compose::sha256;

/// Version of the file; a newer one is not read as if it were this one.
const FORMAT: &str = "fundable-written/2";

/// What is known of a folder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    format: String,
    /// Whether it holds documents with confidential parts.
    private: bool,
    /// What was generated, by file name.
    pub files: BTreeMap<String, Entry>,
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Digest of what was generated; the file holds other bytes if somebody has edited it.
    pub generated: String,
    /// Digest of what it was made from, where making it takes long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_from: Option<String>,
    /// Whether it was written with conflict sections.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_conflict: bool,
}

impl Record {
    /// Read the record of a folder; an empty one where there is none.
    pub fn load(place: &Place, private: bool) -> Result<Self, Failure> {
        let empty = || Self { format: FORMAT.to_owned(), private, files: BTreeMap::new() };
        let damaged = || {
            let message =
                format!("`{}` cannot be read, so edited files cannot be told from generated ones", place.shown(RECORD));
            let help = "write to another `--out`; or restore that file, or delete it and say with `--ours` or `--theirs` \
                        what becomes of the files that are there";
            Failure::environment(message, help)
        };
        let record: Self = match fs::read(place.path(RECORD)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| damaged())?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => empty(),
            Err(_) => return Err(damaged()),
        };
        if record.format != FORMAT {
            return Err(damaged());
        }
        place.check_names(RECORD, record.files.keys())?;
        if record.private != private {
            let (holds, asked) = if private { ("public", "private") } else { ("private", "public") };
            let message = format!("`{}` holds {holds} documents, and {asked} ones were asked for", place.shown(""));
            return Err(Failure::environment(
                message,
                "name another folder with `--out`, so that the two are never mixed up",
            ));
        }
        Ok(record)
    }

    /// Whether the folder holds documents with confidential parts.
    pub fn is_private(&self) -> bool {
        self.private
    }

    /// Write the record.
    pub fn save(&self, place: &Place) -> Result<(), Failure> {
        let json = serde_json::to_vec_pretty(self);
        write_file(&place.path(RECORD), &json.map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?)
    }

    /// A text that was generated before; none if it is missing or damaged.
    pub fn base(&self, place: &Place, digest: &str) -> Option<String> {
        let bytes = fs::read(place.path(&format!("{BASE}/{digest}"))).ok()?;
        (sha256(&bytes) == digest).then(|| String::from_utf8(bytes).ok()).flatten()
    }

    /// Write a text that the next record names.
    pub fn save_base(&self, place: &Place, bytes: &[u8]) -> Result<(), Failure> {
        let digest = sha256(bytes);
        if self.base(place, &digest).is_some() {
            return Ok(());
        }
        write_file(&place.path(&format!("{BASE}/{digest}")), bytes)
    }

    /// Remove the texts that the record does not name, and what a killed run has left among them.
    pub fn tidy(&self, place: &Place) {
        let is_named = |name: &str| self.files.values().any(|entry| entry.generated == name);
        for entry in fs::read_dir(place.path(BASE)).into_iter().flatten().flatten() {
            if !entry.file_name().to_str().is_some_and(is_named) {
                // One that stays is tried again next time.
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}
