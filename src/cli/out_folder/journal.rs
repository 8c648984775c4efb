//! The journal: what a run is about to do, so that the next one can finish it or take it back.
//!
//! First it names the new files, which are then written under temporary names beside their places. When all lie on the disk,
//! the journal is committed, and only then are they renamed. A run that is killed before that point has changed nothing; one
//! that is killed after it is finished by the next.

use std::fs;
use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::place::{JOURNAL, OWN, Place};
use super::record::Record;
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{sync_folder, write_file};
use crate::compose::sha256;

/// What a run is about to do.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// Whether all new files lie on the disk.
    pub is_committed: bool,
    /// Files to be replaced.
    pub replace: Vec<Replace>,
    /// Files to be removed, with the digests that they have, if they are still there.
    pub remove: Vec<(String, Option<String>)>,
    /// The record after all that.
    pub record: Record,
}

/// A file to be replaced.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    /// Its name.
    pub name: String,
    /// Digest of what it holds; none if there is no such file.
    pub was: Option<String>,
    /// Digest of what it is going to hold.
    pub becomes: String,
}

impl Replace {
    /// Where the new file lies until it is renamed.
    pub fn temporary(&self, place: &Place) -> PathBuf {
        place.path(&self.temporary_name())
    }

    fn temporary_name(&self) -> String {
        let (folder, name) = self.name.rsplit_once('/').map_or(("", &*self.name), |(folder, name)| (folder, name));
        format!("{folder}{}.{name}.fundable-new", if folder.is_empty() { "" } else { "/" })
    }
}

impl Journal {
    /// Write the journal.
    pub fn save(&self, place: &Place) -> Result<(), Failure> {
        let json = serde_json::to_vec(self).map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
        write_file(&place.path(JOURNAL), &json)
    }

    /// Do what is committed, from wherever an earlier run has stopped.
    ///
    /// A file that somebody has edited meanwhile stays, and so does what is known of it.
    pub fn finish(mut self, place: &Place, before: &Record) -> Result<(), Failure> {
        for replace in &self.replace {
            let (path, temporary) = (place.path(&replace.name), replace.temporary(place));
            let digest_of = |path| fs::read(path).ok().map(|bytes| sha256(&bytes));
            let Some(staged) = digest_of(&temporary) else { continue };
            let present = digest_of(&path);
            if staged == replace.becomes && present == replace.was {
                fs::rename(&temporary, &path).map_err(|error| stuck(place, &replace.name, &error))?;
                continue;
            }
            let _ = fs::remove_file(&temporary);
            if present.as_ref() != Some(&replace.becomes) {
                match before.files.get(&replace.name) {
                    Some(entry) => self.record.files.insert(replace.name.clone(), entry.clone()),
                    None => self.record.files.remove(&replace.name),
                };
            }
        }
        for (name, was) in &self.remove {
            let present = fs::read(place.path(name)).ok().map(|bytes| sha256(&bytes));
            if present.is_some() && present == *was {
                fs::remove_file(place.path(name)).map_err(|error| stuck(place, name, &error))?;
            } else if present.is_some()
                && let Some(entry) = before.files.get(name)
            {
                self.record.files.insert(name.clone(), entry.clone());
            }
        }
        for replace in &self.replace {
            sync_folder(replace.temporary(place).parent());
        }
        self.record.save(place)?;
        forget(place)?;
        self.record.tidy(place);
        Ok(())
    }

    /// Take back what is not committed: no file has been renamed yet.
    pub fn take_back(&self, place: &Place) -> Result<(), Failure> {
        for replace in &self.replace {
            let temporary = replace.temporary(place);
            let _ = fs::remove_file(&temporary);
            // A folder that was made for this file goes too; one that holds something stays.
            if let Some(folder) = temporary.parent().filter(|_| replace.name.contains('/')) {
                let _ = fs::remove_dir(folder);
            }
        }
        forget(place)
    }
}

/// Finish or take back what a killed run has left. In a check nothing is done, but it is said.
pub fn recover(place: &Place, check: bool) -> Result<bool, Failure> {
    let path = place.path(JOURNAL);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if !check {
                sweep(place);
            }
            return Ok(false);
        }
        Err(error) => return Err(damaged(place, &error.to_string())),
    };
    let journal: Journal = serde_json::from_slice(&bytes).map_err(|error| damaged(place, &error.to_string()))?;
    if check {
        return Err(Failure {
            exit: Exit::WouldChange,
            message: format!("a run that wrote to `{}` was stopped halfway", place.shown("")),
            help: Some("run this again without `--check`, which finishes it".to_owned()),
        });
    }
    let replaced = journal.replace.iter().flat_map(|replace| [replace.name.clone(), replace.temporary_name()]);
    let names: Vec<String> = replaced.chain(journal.remove.iter().map(|(name, _)| name.clone())).collect();
    place.check_names(JOURNAL, names.iter().chain(journal.record.files.keys()))?;
    for name in &names {
        place.look(name)?;
    }
    if journal.is_committed {
        let before = Record::load(place, journal.record.is_private())?;
        journal.finish(place, &before)?;
    } else {
        journal.take_back(place)?;
    }
    sweep(place);
    Ok(true)
}

/// Remove temporary files that a killed run has left among our own.
fn sweep(place: &Place) {
    for entry in fs::read_dir(place.path(OWN)).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().ends_with(".tmp") {
            let _ = fs::remove_file(entry.path());
        }
    }
    let _ = fs::remove_dir_all(place.path(".fundable/typst"));
}

fn forget(place: &Place) -> Result<(), Failure> {
    match fs::remove_file(place.path(JOURNAL)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(stuck(place, JOURNAL, &error)),
        _ => {
            sync_folder(Some(&place.path(OWN)));
            Ok(())
        }
    }
}

fn stuck(place: &Place, name: &str, error: &io::Error) -> Failure {
    Failure::environment(
        format!("cannot replace `{}`: {error}", place.shown(name)),
        "close the programs that have it open and check its folder, then run this again: it goes on where it stopped",
    )
}

fn damaged(place: &Place, reason: &str) -> Failure {
    Failure::environment(
        format!("`{}`, the journal of a run that was stopped, cannot be read: {reason}", place.shown(JOURNAL)),
        "delete it; each document is whole, old or new. Files that end in `.fundable-new` can go too",
    )
}
