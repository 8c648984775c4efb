//! Where files may lie: below one folder, through no link, under names that every system takes.

use super::super::open::slashes;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::shown;
use crate::cli::exit::{Exit, Failure};
use crate::model::id::is_device;

/// Folder of what fundable keeps for itself.
pub const OWN: &str = ".fundable";
const LOCK: &str = ".fundable/lock";
/// What was written last.
pub const RECORD: &str = ".fundable/written.json";
/// What a run is about to do.
pub const JOURNAL: &str = ".fundable/journal.json";
/// Folder of the texts from which people began.
pub const BASE: &str = ".fundable/base";
/// Larger than any file that was written here.
const MAX_BYTES: u64 = 256 * 1024 * 1024;

/// A folder for output.
#[derive(Debug, Clone)]
pub struct Place {
    /// As the user named it.
    folder: PathBuf,
}

impl Place {
    /// A folder that is there or can be made; a link to a folder is followed.
    pub fn new(folder: PathBuf) -> Result<Self, Failure> {
        let is_dangling = fs::symlink_metadata(&folder).is_ok() && !folder.exists();
        if is_dangling || folder.exists() && !folder.is_dir() {
            let what = if is_dangling { "is a link to nothing" } else { "is not a folder" };
            return Err(Failure::environment(
                format!("`{}` {what}", slashes(&folder)),
                "name another folder with `--out`",
            ));
        }
        let place = Self { folder };
        for (name, is_folder) in [(OWN, true), (BASE, true), (LOCK, false), (RECORD, false), (JOURNAL, false)] {
            let Ok(found) = fs::symlink_metadata(place.path(name)) else { continue };
            let (fits, what) = if is_folder { (found.is_dir(), "folder") } else { (found.is_file(), "ordinary file") };
            if !fits {
                return Err(Failure::environment(
                    format!("`{}` is no {what}, or a link to one", place.shown(name)),
                    "move it away; fundable keeps there what it has generated",
                ));
            }
        }
        Ok(place)
    }

    /// Refuse a record or journal with names that lead out of the folder: no run has written it.
    pub fn check_names<'a>(&self, file: &str, mut names: impl Iterator<Item = &'a String>) -> Result<(), Failure> {
        let Some(name) = names.find(|name| check_name(name).is_err()) else { return Ok(()) };
        Err(Failure::environment(
            format!("`{}` names `{}`, which leads out of the folder", self.shown(file), name.escape_debug()),
            "nothing was changed. No run of fundable writes that: somebody has prepared this folder, or it is damaged; \
             write to another `--out`",
        ))
    }

    /// The path of a name.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The path of a name, for people.
    pub fn shown(&self, name: &str) -> String {
        shown(&self.folder, name)
    }

    /// What a file of this name holds; none if there is none.
    pub fn look(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        check_name(name)?;
        let mut path = self.folder.clone();
        let n_parts = name.split('/').count();
        for (idx, part) in name.split('/').enumerate() {
            path.push(part);
            let found = match fs::symlink_metadata(&path) {
                Ok(found) => found,
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(unreadable(&path, &error)),
            };
            let is_last = idx + 1 == n_parts;
            let fault = match () {
                () if found.is_symlink() => "a link, and fundable writes through none",
                () if is_last && found.is_dir() => "a folder in place of a document",
                () if !is_last && !found.is_dir() => "no folder",
                () if is_last && !found.is_file() => "no ordinary file",
                () if is_last && found.len() > MAX_BYTES => "far larger than any document",
                () if is_last && found.permissions().readonly() => "protected against writing",
                () => continue,
            };
            return Err(Failure::environment(
                format!("`{}` is {fault}", slashes(&path)),
                "nothing was changed; move it away or allow writing to it, or write to another `--out`",
            ));
        }
        fs::read(&path).map(Some).map_err(|error| unreadable(&path, &error))
    }

    /// Keep other runs out of the folder until the file is dropped; the system gives the lock back when a run is killed.
    ///
    /// A check makes nothing, and where no run has written yet, there is nothing to lock.
    pub fn lock(&self, check: bool) -> Result<Option<File>, Failure> {
        let path = self.path(LOCK);
        if check && !path.exists() {
            return Ok(None);
        }
        let cannot = |error: &io::Error| {
            Failure::environment(
                format!("cannot write to `{}`: {error}", slashes(&self.folder)),
                "check its permissions and the space left, or name another folder with `--out`",
            )
        };
        let file = if check {
            File::open(&path)
        } else {
            fs::create_dir_all(self.path(OWN)).map_err(|error| cannot(&error))?;
            File::options().create(true).truncate(false).write(true).open(&path)
        };
        let file = file.map_err(|error| cannot(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Err(Failure::environment(
                format!("another run of fundable writes to `{}`", slashes(&self.folder)),
                "wait until it has ended, then run this again; or name another folder with `--out`",
            )),
            // Some network file systems know no locks; documents must be writable there too.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
            Err(TryLockError::Error(error)) => Err(cannot(&error)),
        }
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::environment(format!("cannot read `{}`: {error}", slashes(path)), "check its permissions, or move it away")
}

/// Refuse a name that leads out of the folder, or that some system does not take.
fn check_name(name: &str) -> Result<(), Failure> {
    let is_bad = |part: &str| {
        part.is_empty()
            || part.ends_with(['.', ' '])
            || part.chars().any(|c| c.is_control() || r#"\:*?"<>|"#.contains(c))
            || is_device(part)
    };
    if name.split('/').any(is_bad) {
        return Err(Failure {
            exit: Exit::BadInput,
            message: format!("`{}` cannot be the name of a file in the folder for output", name.escape_debug()),
            help: Some("rename what it is made from: the id in the catalog, or the file of `--out`".to_owned()),
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else_and_work_on_every_system() {
        for name in ["a.md", "issues/authn-mfa.md", ".a", "console.md", "com.md", "a b.md"] {
            assert!(check_name(name).is_ok(), "{name}");
        }
        for name in ["", "../a", "a/../b", "/a", "a//b", "a\\b", "c:a", "a\nb", "nul", "NUL.md", "com1.md", "a.", "a "]
        {
            assert!(check_name(name).is_err(), "{name:?}");
        }
    }
}
