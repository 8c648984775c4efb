//! What can be said about a text before it is read as YAML.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Origin, Span};
use crate::text::{counted, list};

/// How many forbidden characters of one file are reported one by one.
const REPORTED_CHARACTERS: usize = 5;

/// Report merge markers and characters that must not be in a text file. True when reading may go on.
pub fn preflight(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let clean = forbidden_characters(text, file, diagnostics);
    let merged = merge_markers(text, file, diagnostics);
    clean && merged
}

fn forbidden_characters(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let mut found = text.char_indices().filter(|(_, c)| is_forbidden(*c));
    let place = |start: usize, c: char| Origin { file, span: Span { start, end: start + c.len_utf8() } };
    let mut is_clean = true;
    for (start, c) in found.by_ref().take(REPORTED_CHARACTERS) {
        is_clean = false;
        let origin = place(start, c);
        let name = format!("U+{:04X}", u32::from(c));
        diagnostics.push(
            Diagnostic::error(Code::ForbiddenCharacter, format!("forbidden character {name}"))
                .at(origin, "here")
                .help("delete it; such characters are invisible or change how a reader sees the text"),
        );
    }
    if let Some((start, c)) = found.next() {
        let message = format!("{} more forbidden characters", found.count() + 1);
        diagnostics.push(Diagnostic::error(Code::ForbiddenCharacter, message).at(place(start, c), "from here on"));
    }
    is_clean
}

/// Control characters, and the marks that override the direction of text, with which a document can be made to look
/// different from what it says (CVE-2021-42574). Right-to-left scripts need none of them.
pub fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

/// How many markers are pointed at; the message has the lines of all of them as far as they fit into a sentence.
const REPORTED_MARKERS: usize = 12;

fn merge_markers(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let mut offset = 0;
    let mut marked = Vec::new();
    for (line_idx, line) in text.split_inclusive('\n').enumerate() {
        let is_marker =
            |mark: &str| line.trim_end() == mark || line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '));
        if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().any(is_marker) {
            marked.push((line, line_idx + 1, Span { start: offset, end: offset + line.trim_end().len() }));
        }
        offset += line.len();
    }
    // A lone line of seven equals signs or bars may be text; the other two are never anything else.
    let Some((_, _, first)) = marked.iter().find(|(line, ..)| line.starts_with(['<', '>'])) else { return true };
    let shown = &marked[..marked.len().min(REPORTED_MARKERS)];
    let mut lines: Vec<_> = shown.iter().map(|(_, number, _)| number.to_string()).collect();
    if marked.len() > shown.len() {
        lines.push(counted(marked.len() - shown.len(), "more line", "more lines"));
    }
    let word = if lines.len() == 1 { "line" } else { "lines" };
    let message = format!("the file holds an unresolved merge conflict: {word} {}", list(&lines));
    let mut diagnostic =
        Diagnostic::error(Code::MergeConflict, message).at(Origin { file, span: *first }, "marker of a conflict");
    for (_, _, span) in shown.iter().filter(|(_, _, span)| span != first) {
        diagnostic = diagnostic.and_at(Origin { file, span: *span }, "and here");
    }
    diagnostics.push(diagnostic.help("keep the lines that are right, delete the others and the markers"));
    false
}
