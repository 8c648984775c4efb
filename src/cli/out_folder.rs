//! A folder of documents: written together, never over the work of a person.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::exit::{Exit, Failure};
use super::output::{sha256, write_file};

/// Where it is kept which bytes were written, so that a file that somebody has edited since is never overwritten.
const RECORD: &str = ".fundable/written.json";

/// What is known of a folder.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Record {
    /// Whether it holds documents with confidential parts.
    private: bool,
    /// Digests per file; two while a run is under way, which may have ended before the file was written.
    files: BTreeMap<String, BTreeSet<String>>,
}

/// Files to be written together: all rendered before the first is written, none over the work of a person.
pub struct OutFolder {
    folder: PathBuf,
    overwrite: bool,
    record: Record,
    files: BTreeMap<String, Vec<u8>>,
}

/// What was done.
pub struct Written {
    /// Names of the files that were written, sorted.
    pub files: Vec<String>,
    /// Names of files of an earlier run that were removed, because this run has no such document any more.
    pub removed: Vec<String>,
}

impl OutFolder {
    /// Prepare to write into a folder. With `overwrite`, edited files are replaced as well.
    ///
    /// A folder holds private documents or public ones, never both: they have the same names.
    pub fn new(folder: PathBuf, private: bool, overwrite: bool) -> Result<Self, Failure> {
        if folder.exists() && !folder.is_dir() {
            let message = format!("`{}` is not a folder", folder.display());
            return Err(Failure::environment(message, "name another folder with `--out`"));
        }
        let record = match fs::read(folder.join(RECORD)) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|_| damaged(&folder))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Record { private, ..Record::default() },
            Err(_) => return Err(damaged(&folder)),
        };
        if record.private != private {
            let (holds, asked) = if private { ("public", "private") } else { ("private", "public") };
            let message = format!("`{}` holds {holds} documents, and {asked} ones were asked for", folder.display());
            return Err(Failure::environment(
                message,
                "name another folder with `--out`, so that the two are never mixed up",
            ));
        }
        Ok(Self { folder, overwrite, record, files: BTreeMap::new() })
    }

    /// Add a file; `name` is a path below the folder, with forward slashes.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.insert(name.to_owned(), bytes);
    }

    /// Write all files; or none, if one of them was edited.
    ///
    /// Files of earlier runs with a name that `is_of_list` accepts, and that are not among the new ones, go, unless they
    /// were edited: what they propose is proposed no more.
    pub fn write(mut self, is_of_list: impl Fn(&str) -> bool) -> Result<Written, Failure> {
        let edited: Vec<_> =
            self.files.keys().filter(|name| !self.overwrite && self.is_edited(name)).cloned().collect();
        if !edited.is_empty() {
            let help = "nothing was changed; move these files away, write to another `--out`, or replace them with \
                        `--overwrite`";
            return Err(Failure {
                exit: Exit::Environment,
                message: format!("not written by fundable, or edited since: {}", edited.join(", ")),
                help: Some(help.to_owned()),
            });
        }
        let removed = self.outdated(is_of_list);
        // Should this run end halfway, a file may hold its old bytes or its new ones; both are ours.
        for (name, bytes) in &self.files {
            self.record.files.entry(name.clone()).or_default().insert(sha256(bytes));
        }
        self.save_record()?;
        for (name, bytes) in &self.files {
            write_file(&self.folder.join(name), bytes)?;
            self.record.files.insert(name.clone(), BTreeSet::from([sha256(bytes)]));
        }
        for name in &removed {
            // One that cannot be removed stays in the record and is tried again next time.
            if fs::remove_file(self.folder.join(name)).is_ok() {
                self.record.files.remove(name);
            }
        }
        self.save_record()?;
        Ok(Written { files: self.files.into_keys().collect(), removed })
    }

    fn save_record(&self) -> Result<(), Failure> {
        let record = serde_json::to_vec_pretty(&self.record);
        let record = record.map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
        write_file(&self.folder.join(RECORD), &record)
    }

    /// Whether there is a file of this name that holds something else than what was written last, or than what is
    /// about to be written.
    fn is_edited(&self, name: &str) -> bool {
        match fs::read(self.folder.join(name)) {
            Ok(present) => !self.is_ours(name, &present) && self.files.get(name) != Some(&present),
            Err(_) => false,
        }
    }

    fn is_ours(&self, name: &str, bytes: &[u8]) -> bool {
        self.record.files.get(name).is_some_and(|digests| digests.contains(&sha256(bytes)))
    }

    fn outdated(&self, is_of_list: impl Fn(&str) -> bool) -> Vec<String> {
        let gone = self.record.files.keys().filter(|name| is_of_list(name) && !self.files.contains_key(*name));
        let unedited =
            gone.filter(|name| fs::read(self.folder.join(name)).is_ok_and(|present| self.is_ours(name, &present)));
        unedited.cloned().collect()
    }
}

fn damaged(folder: &Path) -> Failure {
    let record = folder.join(RECORD);
    let message = format!("`{}` cannot be read, so edited files cannot be told from generated ones", record.display());
    Failure::environment(message, "write to another `--out`; or delete that file, and move away what you have edited")
}
