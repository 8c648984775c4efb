//! A folder of documents: written together, never over the work of a person.
//!
//! Beside the documents, `.fundable/` keeps what was generated last, so that the edits of people can be told from it and
//! merged with what is generated now. All files are decided on before the first is written, and the journal makes a run that
//! was stopped halfway whole again.

mod commit;
mod journal;
mod place;
mod record;

use super::open::slashes;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::exit::{Exit, Failure};
use crate::compose::sha256;
use crate::merge::{Merged, Shape, Side, merge, unresolved};
use place::Place;
use record::{Entry, Record};

/// What a file is, which says what becomes of the edits in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text that people may edit; their edits are merged with what is generated now.
    Text,
    /// Made from others or from the input alone (a page, a PDF, a picture, digests): edits have no place in it.
    Made,
}

/// What is to be done about edits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Edits {
    /// Say what would change and write nothing.
    pub check: bool,
    /// Which side wins where both have changed the same lines, or where the two cannot be merged.
    pub side: Option<Side>,
}

impl Edits {
    /// For files that have no place for edits: one that was edited is replaced with `theirs`, and refused otherwise.
    pub fn of_made(theirs: bool) -> Self {
        Self { check: false, side: theirs.then_some(Side::Theirs) }
    }
}

/// What becomes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// There was none.
    New,
    /// There was one in an earlier run, and somebody has removed or renamed it.
    Again,
    /// It stays as it is.
    Same,
    /// It is as it was generated last, and becomes what is generated now.
    Updated,
    /// It holds edits and what is generated now.
    Merged,
    /// It holds conflict sections, beginning at these lines.
    Conflict(Vec<usize>),
    /// It stays as edited, as asked for.
    Kept,
    /// It becomes what is generated now where the two conflict, as asked for; the edited text is kept aside.
    Replaced,
}

/// A file that is decided on.
struct Planned {
    /// What it holds now; none if there is none.
    was: Option<String>,
    /// What it is going to hold.
    bytes: Vec<u8>,
    /// What was generated, for a text; the base of the next merge.
    base: Option<Vec<u8>>,
    entry: Entry,
    change: Change,
}

/// Files to be written together: all decided on before the first is written.
pub struct OutFolder {
    place: Place,
    edits: Edits,
    record: Record,
    planned: BTreeMap<String, Planned>,
    /// Texts that were given up for generated ones, by the name under which they are kept aside.
    aside: BTreeMap<String, Vec<u8>>,
    refused: Vec<Refusal>,
    /// Held until the end of the run.
    lock: Option<std::fs::File>,
    was_interrupted: bool,
}

/// Why a file cannot be written.
struct Refusal {
    exit: Exit,
    what: String,
    help: String,
}

/// What was done, or would be.
pub struct Written {
    /// The files and what became of them, sorted.
    pub files: Vec<(String, Change)>,
    /// Files of an earlier run that were removed, because this run has no such document any more.
    pub removed: Vec<String>,
    /// Such files that stay, because somebody has edited them.
    pub orphans: Vec<String>,
    /// Whether a run before this one was stopped halfway and has been finished.
    pub was_interrupted: bool,
}

/// Larger than any document by far; merging texts of such a size would take minutes.
const MAX_TEXT_BYTES: usize = 8 * 1024 * 1024;

impl OutFolder {
    /// Prepare to write into a folder.
    ///
    /// A folder holds private documents or public ones, never both: they have the same names.
    pub fn new(folder: PathBuf, private: bool, edits: Edits) -> Result<Self, Failure> {
        let place = Place::new(folder)?;
        Record::load(&place, private)?;
        let lock = place.lock(edits.check)?;
        let was_interrupted = journal::recover(&place, edits.check)?;
        // Read once more: another run, or the recovery, may have written it.
        let record = Record::load(&place, private)?;
        let (planned, aside) = (BTreeMap::new(), BTreeMap::new());
        Ok(Self { place, edits, record, planned, aside, refused: Vec::new(), lock, was_interrupted })
    }

    /// Whether only to say what would change.
    pub fn is_check(&self) -> bool {
        self.edits.check
    }

    /// Whether a file of this name is there or was written by an earlier run.
    pub fn knows(&self, name: &str) -> bool {
        self.record.files.contains_key(name) || self.place.path(name).is_file()
    }

    /// Add a file; `name` is a path below the folder, with forward slashes.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>, kind: Kind) -> Result<(), Failure> {
        match kind {
            Kind::Made => self.add_made(name, bytes, None),
            Kind::Text => {
                let text = String::from_utf8(bytes)
                    .map_err(|_| Failure::fault(format!("`{name}` was generated and is no text")))?;
                self.add_text(name, text).map(drop)
            }
        }
    }

    /// Add a text, and get it with the edits of people in it; none if they conflict with it, or if it is refused.
    pub fn add_text(&mut self, name: &str, generated: String) -> Result<Option<String>, Failure> {
        let present = self.look(name)?;
        let was = present.as_deref().map(sha256);
        let digest = sha256(generated.as_bytes());
        let known = self.record.files.get(name).cloned();
        let is_unedited = known.as_ref().is_some_and(|entry| Some(&entry.generated) == was.as_ref());
        let (text, change) = match present {
            None => (generated.clone(), if known.is_some() { Change::Again } else { Change::New }),
            Some(present) if present == generated.as_bytes() => (generated.clone(), Change::Same),
            Some(_) if is_unedited => (generated.clone(), Change::Updated),
            Some(present) => match self.merged(name, present, &generated, known.as_ref()) {
                Ok(decided) => decided,
                Err(refusal) => {
                    self.refused.push(refusal);
                    return Ok(None);
                }
            },
        };
        let has_conflict = matches!(change, Change::Conflict(_));
        let entry = Entry { generated: digest, made_from: None, has_conflict };
        let (bytes, base) = (text.clone().into_bytes(), Some(generated.into_bytes()));
        self.planned.insert(name.to_owned(), Planned { was, bytes, base, entry, change });
        Ok((!has_conflict).then(|| Shape::plain(&text)))
    }

    /// What becomes of an edited text.
    fn merged(
        &mut self,
        name: &str,
        present: Vec<u8>,
        generated: &str,
        known: Option<&Entry>,
    ) -> Result<(String, Change), Refusal> {
        let shown = self.place.shown(name);
        let refusal = |what: String, help: &str| Refusal { exit: Exit::Environment, what, help: help.to_owned() };
        if present.len() > MAX_TEXT_BYTES {
            let what = format!("`{shown}` is too large to be merged ({} bytes)", present.len());
            return Err(refusal(what, "move it away, or write to another `--out`"));
        }
        let present = String::from_utf8(present).map_err(|error| {
            let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            refusal(format!("{shown}:{line}: not UTF-8 text"), "save the file again with the encoding UTF-8")
        })?;
        let base = known.map(|entry| self.record.base(&self.place, &entry.generated));
        let after_conflict = known.is_some_and(|entry| entry.has_conflict);
        let markers_of = base.as_ref().and_then(|base| base.as_deref()).unwrap_or_default();
        if let Some(line) = unresolved(&present, markers_of, after_conflict) {
            return Err(Refusal {
                exit: Exit::Conflict,
                what: format!("{shown}:{line}: a conflict that nobody has resolved"),
                help: "keep what is right of both sides and remove the lines with markers, then run this again"
                    .to_owned(),
            });
        }
        let (base, why) = match base {
            Some(Some(base)) => (Some(base), ""),
            Some(None) => (None, "was edited, and what was generated before is missing or damaged in `.fundable/base`"),
            None => (None, "is there already and was not written by fundable"),
        };
        match (base, self.edits.side) {
            (Some(base), side) => {
                let Merged { text, conflicts, drops_ours } = merge(&base, &present, generated, side);
                let change = match () {
                    () if !conflicts.is_empty() => Change::Conflict(conflicts),
                    () if drops_ours => {
                        self.keep_aside(name, present.into_bytes());
                        Change::Replaced
                    }
                    () if text == present => Change::Same,
                    () => Change::Merged,
                };
                Ok((text, change))
            }
            (None, Some(Side::Ours)) => Ok((present, Change::Kept)),
            (None, Some(Side::Theirs)) => {
                self.keep_aside(name, present.into_bytes());
                Ok((generated.to_owned(), Change::Replaced))
            }
            (None, None) => Err(refusal(
                format!("`{shown}` {why}, so it cannot be merged"),
                "keep it as it is with `--ours`, replace it with `--theirs`, or move it away",
            )),
        }
    }

    /// Add a file that is made from something; with a digest of that, it need not be made to see whether it would change.
    pub fn add_made(&mut self, name: &str, bytes: Vec<u8>, made_from: Option<String>) -> Result<(), Failure> {
        let present = self.look(name)?;
        let was = present.as_deref().map(sha256);
        let entry = Entry { generated: sha256(&bytes), made_from, has_conflict: false };
        let known = self.record.files.get(name);
        let (bytes, change) = match present {
            None => (bytes, if known.is_some() { Change::Again } else { Change::New }),
            Some(present) if present == bytes => (bytes, Change::Same),
            Some(_) if known.map(|known| &known.generated) == was.as_ref() => (bytes, Change::Updated),
            Some(present) => match self.edits.side {
                Some(Side::Ours) => (present, Change::Kept),
                Some(Side::Theirs) => {
                    self.keep_aside(name, present);
                    (bytes, Change::Replaced)
                }
                None => {
                    let why = if known.is_some() { "was edited since" } else { "was not written by fundable" };
                    self.refused.push(Refusal {
                        exit: Exit::Environment,
                        what: format!("`{}` is a file that is made anew each time, and {why}", self.place.shown(name)),
                        help:
                            "put the change into the Markdown beside it or into the input, and move this file away; or \
                               keep it with `--ours`, replace it with `--theirs`"
                                .to_owned(),
                    });
                    return Ok(());
                }
            },
        };
        self.planned.insert(name.to_owned(), Planned { was, bytes, base: None, entry, change });
        Ok(())
    }

    /// Instead of [`add_made`](Self::add_made) in a check: whether making the file from this would change it.
    pub fn check_made(&mut self, name: &str, made_from: String) -> Result<(), Failure> {
        let was = self.look(name)?.as_deref().map(sha256);
        let known = self.record.files.get(name);
        let is_same = known.is_some_and(|entry| {
            Some(&entry.generated) == was.as_ref() && entry.made_from.as_ref() == Some(&made_from)
        });
        let change = match (&was, known) {
            _ if is_same => Change::Same,
            (None, None) => Change::New,
            (None, Some(_)) => Change::Again,
            _ => Change::Updated,
        };
        let entry = Entry { generated: was.clone().unwrap_or_default(), made_from: None, has_conflict: false };
        self.planned.insert(name.to_owned(), Planned { was, bytes: Vec::new(), base: None, entry, change });
        Ok(())
    }

    /// Names of the files that are added so far, sorted.
    pub fn names(&self) -> Vec<String> {
        self.planned.keys().cloned().collect()
    }

    /// Names of the files that hold what a person wrote and what is generated now, as far as they are added.
    pub fn edited(&self) -> Vec<String> {
        let is_edited = |planned: &Planned| {
            planned.base.as_ref().is_some_and(|base| *base != planned.bytes) || planned.change == Change::Kept
        };
        self.planned.iter().filter(|(_, planned)| is_edited(planned)).map(|(name, _)| name.clone()).collect()
    }

    /// What lies there now, after a look at whether the name is one that may be written on every system.
    fn look(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        if let Some(other) = self.planned.keys().find(|other| *other != name && folded(other) == folded(name)) {
            return Err(Failure::environment(
                format!("`{name}` and `{other}` differ by case alone, so one would replace the other on many systems"),
                "rename one of the two in the input or in the catalog",
            ));
        }
        self.place.look(name)
    }

    fn keep_aside(&mut self, name: &str, bytes: Vec<u8>) {
        let digest = sha256(&bytes);
        let (folder, file) = name.rsplit_once('/').map_or((String::new(), name), |(a, b)| (format!("{a}/"), b));
        self.aside.insert(format!(".fundable/replaced/{folder}{}-{file}", &digest[..12]), bytes);
    }

    /// Write all files; or none, if one of them is refused.
    ///
    /// Files of earlier runs with a name that `is_of_list` accepts, and that are not among the new ones, go, unless they
    /// were edited: what they propose is proposed no more.
    pub fn write(mut self, is_of_list: impl Fn(&str) -> bool) -> Result<Written, Failure> {
        if let Some(failure) = self.refusal() {
            return Err(failure);
        }
        let (removed, orphans) = self.outdated(is_of_list)?;
        if !self.edits.check {
            self.commit(&removed)?;
        }
        let files =
            std::mem::take(&mut self.planned).into_iter().map(|(name, planned)| (name, planned.change)).collect();
        // The lock is given back only now.
        drop(self.lock.take());
        Ok(Written { files, removed, orphans, was_interrupted: self.was_interrupted })
    }

    /// All refusals in one, with each piece of help once.
    fn refusal(&self) -> Option<Failure> {
        let exit = self.refused.iter().map(|refusal| refusal.exit).find(|exit| *exit == Exit::Conflict);
        let first = self.refused.first()?;
        let what: Vec<_> = self.refused.iter().map(|refusal| refusal.what.as_str()).collect();
        let help: BTreeSet<_> = self.refused.iter().map(|refusal| refusal.help.as_str()).collect();
        let help: Vec<_> = std::iter::once("nothing was changed").chain(help).collect();
        let (exit, message) = (exit.unwrap_or(first.exit), what.join("\n  "));
        Some(Failure { exit, message, help: Some(help.join("\n    ")) })
    }

    /// Files of earlier runs that this one no longer has: those to be removed, and those that hold edits.
    fn outdated(&self, is_of_list: impl Fn(&str) -> bool) -> Result<(Vec<String>, Vec<String>), Failure> {
        let (mut removed, mut orphans) = (Vec::new(), Vec::new());
        // On many systems a name that differs by case alone is that of a new file.
        let new: BTreeSet<_> = self.planned.keys().map(|name| folded(name)).collect();
        for (name, entry) in &self.record.files {
            if !is_of_list(name) || new.contains(&folded(name)) {
                continue;
            }
            match self.place.look(name)? {
                None => removed.push(name.clone()),
                Some(present) if sha256(&present) == entry.generated => removed.push(name.clone()),
                Some(_) => orphans.push(name.clone()),
            }
        }
        Ok((removed, orphans))
    }
}

/// A name as systems see it that take upper and lower case for the same.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// The path of something in the folder, as the user named it.
fn shown(folder: &Path, name: &str) -> String {
    slashes(&folder.join(name))
}
