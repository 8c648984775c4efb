//! What was written, in words, and how a run ends that has written.

use super::open::slashes;
use std::path::Path;

use super::Outcome;
use super::exit::{Exit, Failure};
use super::out_folder::{Change, Written};
use super::output::Terminal;
use crate::text::counted;
use crate::typeset::TypesetFault;

/// How writing went.
#[derive(Default)]
pub struct Ending {
    /// Why there is no PDF, if typst is why.
    pub fault: Option<TypesetFault>,
    /// Files with conflict sections: path, and the lines where they begin.
    pub conflicts: Vec<(String, Vec<usize>)>,
    /// Files that are not made as long as the texts that they are made from hold conflicts.
    pub not_made: Vec<String>,
    /// In a check: whether anything would change.
    pub would_change: bool,
}

impl Ending {
    /// How writing into a folder went.
    pub fn of(folder: &Path, written: &Written, check: bool) -> Self {
        let conflicts = written.files.iter().filter_map(|(name, change)| match change {
            Change::Conflict(lines) => Some((slashes(&folder.join(name)), lines.clone())),
            _ => None,
        });
        Self {
            conflicts: conflicts.collect(),
            would_change: check
                && (written.files.iter().any(|(_, change)| changes(change)) || !written.removed.is_empty()),
            ..Self::default()
        }
    }

    /// The exit code, after what a person has to know.
    pub fn outcome(self) -> Outcome {
        if !self.conflicts.is_empty() {
            return Err(self.conflict());
        }
        if let Some(fault) = self.fault {
            return Err(Failure::environment(format!("no PDF was written: {fault}"), fault.help()));
        }
        Ok(if self.would_change { Exit::WouldChange } else { Exit::Success })
    }

    fn conflict(&self) -> Failure {
        let places =
            self.conflicts.iter().flat_map(|(path, lines)| lines.iter().map(move |line| format!("{path}:{line}")));
        let places: Vec<_> = places.collect();
        let n = counted(places.len(), "place", "places");
        let mut help =
            "in each place keep what is right of both sides, ours (as you edited it) and theirs (as generated now), \
                        and remove the lines with markers; then run this again"
                .to_owned();
        if !self.not_made.is_empty() {
            help.push_str(&format!(", which makes {}; until then they are not made", self.not_made.join(" and ")));
        }
        Failure {
            exit: Exit::Conflict,
            message: format!("your edits and the generated text conflict in {n}:\n  {}", places.join("\n  ")),
            help: Some(help),
        }
    }
}

fn changes(change: &Change) -> bool {
    !matches!(change, Change::Same | Change::Kept)
}

/// Files that are many and alike, which a listing counts instead of naming each.
pub struct Alike {
    /// Whether a name is that of one of them.
    pub is_one: fn(&str) -> bool,
    /// So many of them, in words.
    pub words: fn(usize) -> String,
    /// Why one is no longer among them.
    pub gone: &'static str,
}

impl Alike {
    /// There are none.
    pub const NONE: Self = Self { is_one: |_| false, words: |_| String::new(), gone: "no longer written" };
}

/// Print what was written and removed. In a check that is what was asked for; else it is left out where nobody wants to know.
pub fn show(folder: &Path, written: &Written, alike: &Alike, check: bool, terminal: &Terminal) -> Result<(), Failure> {
    let text = listing(folder, written, alike, check);
    if check { terminal.print(&text) } else { terminal.done(&text) }
}

/// What was written and removed, or would be, for people.
fn listing(folder: &Path, written: &Written, alike: &Alike, check: bool) -> String {
    let shown = |(_, change): &&(String, Change)| !check || changes(change);
    let files: Vec<_> = written.files.iter().filter(shown).collect();
    let would = if check { " would change" } else { "" };
    let mut text = format!("{} in {}{would}\n", counted(files.len(), "file", "files"), slashes(folder));
    let mut n_alike = 0;
    for (name, change) in &files {
        let is_alike = (alike.is_one)(name);
        n_alike += usize::from(is_alike);
        match words(change) {
            Some(words) => text.push_str(&format!("  {name}: {words}\n")),
            None if is_alike => {}
            None => text.push_str(&format!("  {name}\n")),
        }
    }
    if n_alike > 0 {
        text.push_str(&format!("  {}\n", (alike.words)(n_alike)));
    }
    let (removed, gone) = (if check { "would remove" } else { "removed" }, alike.gone);
    written.removed.iter().for_each(|name| text.push_str(&format!("  {removed} {name}: {gone}\n")));
    written.orphans.iter().for_each(|name| text.push_str(&format!("  kept {name}: {gone}, but you have edited it\n")));
    if written.was_interrupted {
        text.push_str("  an earlier run was stopped halfway; what it left is in order again\n");
    }
    text
}

/// What became of a file, where that is worth a word.
fn words(change: &Change) -> Option<&'static str> {
    Some(match change {
        Change::New | Change::Same | Change::Updated => return None,
        Change::Again => "written again; it was removed or renamed",
        Change::Merged => "merged with your edits",
        Change::Conflict(_) => "in conflict with your edits",
        Change::Kept => "kept as it is",
        Change::Replaced => "your lines were replaced; the text as it was is in .fundable/replaced",
    })
}
