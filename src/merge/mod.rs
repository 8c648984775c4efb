//! Three texts to one: what was generated before, what a person made of it, and what is generated now.
//!
//! Nothing here touches a file. Words are those of `git merge`: *ours* is what a person has edited, *theirs* is what is
//! generated now, and the *base* is what was generated when the person began.

mod shape;

use diffy::{ConflictStyle, IncompleteHunkStyle, MergeOptions};

pub use shape::Shape;

/// Which side wins where both have changed the same lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What a person has edited.
    Ours,
    /// What is generated now.
    Theirs,
}

/// The result of a merge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The merged text, in the shape of ours: line ends, byte order mark, last line end.
    pub text: String,
    /// First line of each conflict section in it, from 1; none if the merge is clean.
    pub conflicts: Vec<usize>,
    /// Whether lines of ours were given up for theirs, as [`Side::Theirs`] asks.
    pub drops_ours: bool,
}

/// Marker at the beginning of ours, after its `<<<<<<<`.
const OURS: &str = "ours: as edited by hand";
/// Marker at the end of theirs, after its `>>>>>>>`.
const THEIRS: &str = "theirs: as generated now";
/// Length of a marker, as in git.
const MARKER: usize = 7;

/// Merge three ways, line by line.
///
/// Where both sides have changed the same lines in different ways, `side` decides, or a conflict section is written as git
/// writes it. A line of ours that is not in the base is always in the result, unless `side` is [`Side::Theirs`].
pub fn merge(base: &str, ours: &str, theirs: &str, side: Option<Side>) -> Merged {
    let shape = Shape::of(ours);
    let texts = [Shape::plain(base), Shape::plain(ours), Shape::plain(theirs)];
    // A marker that is longer than any in the texts tells the sections of this merge from everything else.
    let length = texts.iter().map(|text| longest_marker(text) + 1).fold(MARKER, usize::max);
    let mut options = MergeOptions::new();
    options.set_conflict_style(ConflictStyle::Merge).set_incomplete_hunk_style(IncompleteHunkStyle::Git);
    options.set_conflict_marker_length(length);
    let [plain_base, plain_ours, plain_theirs] = &texts;
    let mut written =
        Written { side, length, text: String::new(), conflicts: Vec::new(), n_lines: 0, drops_ours: false };
    match options.merge(plain_base, plain_ours, plain_theirs) {
        Ok(text) => written.push(&text),
        Err(text) => written.sections(&text),
    }
    let Written { text, conflicts, drops_ours, .. } = written;
    // What nothing has to be added to stays as it is, mixed line ends and all.
    let text = if text == *plain_ours { ours.to_owned() } else { shape.apply(text) };
    Merged { text, conflicts, drops_ours }
}

/// The first line, from 1, with a conflict marker that is not in the base: somebody has not resolved a merge yet.
///
/// Without the other markers, a line of `=======` may be a heading; `after_conflict` says that it is none.
pub fn unresolved(text: &str, base: &str, after_conflict: bool) -> Option<usize> {
    let is_marker = |line: &str| {
        let is_side = |sign: char| {
            line.strip_prefix(&sign.to_string().repeat(MARKER))
                .is_some_and(|rest| rest.trim_start_matches(sign).starts_with(' '))
        };
        is_side('<') || is_side('>') || (after_conflict && line.len() >= MARKER && line.chars().all(|c| c == '='))
    };
    let known: Vec<&str> = base.lines().filter(|line| is_marker(line)).collect();
    // A byte order mark may stand before the first marker.
    let text = text.trim_start_matches('\u{FEFF}');
    text.lines().position(|line| is_marker(line) && !known.contains(&line)).map(|idx| idx + 1)
}

/// The text as it grows.
struct Written {
    side: Option<Side>,
    length: usize,
    text: String,
    n_lines: usize,
    conflicts: Vec<usize>,
    drops_ours: bool,
}

impl Written {
    fn push(&mut self, text: &str) {
        self.n_lines += text.matches('\n').count();
        self.text.push_str(text);
    }

    /// A merge with conflict sections, each between markers of our length.
    fn sections(&mut self, text: &str) {
        let marker = |sign: char| sign.to_string().repeat(self.length);
        let (begin, middle, end) = (marker('<'), marker('='), marker('>'));
        let mut rest = text.split_inclusive('\n');
        while let Some(line) = rest.next() {
            if !line.starts_with(&begin) {
                self.push(line);
                continue;
            }
            let ours: Vec<&str> = rest.by_ref().take_while(|line| !line.starts_with(&middle)).collect();
            let theirs: Vec<&str> = rest.by_ref().take_while(|line| !line.starts_with(&end)).collect();
            self.section(&ours, &theirs);
        }
    }

    /// One conflict; what both sides begin and end with is none.
    fn section(&mut self, ours: &[&str], theirs: &[&str]) {
        let n_first = ours.iter().zip(theirs).take_while(|(a, b)| a == b).count();
        let (first, ours, theirs) = (&ours[..n_first], &ours[n_first..], &theirs[n_first..]);
        let n_last = ours.iter().rev().zip(theirs.iter().rev()).take_while(|(a, b)| a == b).count();
        let (ours, last) = ours.split_at(ours.len() - n_last);
        let theirs = &theirs[..theirs.len() - n_last];
        self.push(&first.concat());
        match self.side {
            Some(Side::Ours) => self.push(&ours.concat()),
            Some(Side::Theirs) => {
                self.drops_ours |= !ours.is_empty();
                self.push(&theirs.concat());
            }
            None => {
                self.conflicts.push(self.n_lines + 1);
                let marker = |sign: char, name: &str| format!("{}{name}\n", sign.to_string().repeat(self.length));
                let (begin, middle, end) =
                    (marker('<', &format!(" {OURS}")), marker('=', ""), marker('>', &format!(" {THEIRS}")));
                self.push(&[&begin, ours.concat().as_str(), &middle, theirs.concat().as_str(), &end].concat());
            }
        }
        self.push(&last.concat());
    }
}

/// Length of the longest row of one marker sign at the beginning of a line.
fn longest_marker(text: &str) -> usize {
    let row = |line: &str| match line.chars().next() {
        Some(sign @ ('<' | '=' | '>')) => line.chars().take_while(|c| *c == sign).count(),
        _ => 0,
    };
    text.lines().map(row).filter(|n| *n >= MARKER).max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
