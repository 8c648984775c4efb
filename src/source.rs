//! Texts of the input files, and places in them.
//!
//! One [`Sources`] owns every text; everything else holds small ids and byte ranges, so that any value can say
//! where it was written long after it was read.

use std::ops::Range;
use std::sync::OnceLock;

/// A file in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileId(u32);

/// A byte range in a text, start included and end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The span as a standard range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// Where a value was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub span: Span,
}

/// What a text is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The catalog.
    Catalog,
    /// The workspace.
    Workspace,
    /// Templates of the user's own.
    Template,
}

/// One text and the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct Source {
    /// What it is part of.
    pub part: Part,
    /// Path as given, with forward slashes, or `builtin/...` for a file inside the program.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
    /// First byte of each line, found when it is first asked for: a file with many faults asks often.
    line_starts: OnceLock<Vec<usize>>,
}

/// How the names of files inside the program begin.
pub const BUILT_IN: &str = "builtin/";

impl Source {
    /// Whether it is a file inside the program.
    pub fn is_built_in(&self) -> bool {
        self.name.starts_with(BUILT_IN)
    }

    /// The line that holds this byte, counted from 0, and the byte that it starts with.
    pub fn line_at(&self, byte: usize) -> (usize, usize) {
        let starts = self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(end, _)| end + 1)).collect()
        });
        let line = starts.partition_point(|start| *start <= byte) - 1;
        (line, starts[line])
    }
}

/// Every text that was read, in the order of reading.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Add a text; the id stays valid for the life of the store.
    pub fn add(&mut self, part: Part, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files are read in one run");
        self.files.push(Source { part, name: name.into(), text: text.into(), line_starts: OnceLock::new() });
        FileId(id)
    }

    /// The text with this id.
    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    /// All texts, in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.files.iter()
    }

    /// Line and column of the start of `origin`, both counted from 1, the column in characters.
    pub fn line_column(&self, origin: Origin) -> (usize, usize) {
        let source = self.get(origin.file);
        let place = floor_boundary(&source.text, origin.span.start);
        let (line, start) = source.line_at(place);
        (line + 1, source.text[start..place].chars().count() + 1)
    }
}

/// The largest character boundary that is not after `index`.
///
/// A span of a damaged file may point into the middle of a character; a report must not fail over that.
pub fn floor_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_characters_from_one() {
        let mut sources = Sources::default();
        let file = sources.add(Part::Workspace, "a.yaml", "é: 1\nbé: 2\n");
        let at = |start| sources.line_column(Origin { file, span: Span { start, end: start } });
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(6), (2, 1));
        assert_eq!(at(9), (2, 3));
        assert_eq!(at(999), (3, 1));
    }
}
