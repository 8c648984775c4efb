//! What can be said about a text before it is read as YAML.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::source::{FileId, Origin, Span};

/// How many forbidden characters of one file are reported one by one.
const REPORTED_CHARACTERS: usize = 5;

/// Report merge markers and characters that must not be in a text file. True when reading may go on.
pub fn preflight(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let clean = forbidden_characters(text, file, diagnostics);
    let merged = merge_markers(text, file, diagnostics);
    clean && merged
}

fn forbidden_characters(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let found: Vec<_> = text.char_indices().filter(|(_, c)| is_forbidden(*c)).collect();
    for (start, c) in found.iter().take(REPORTED_CHARACTERS) {
        let origin = Origin { file, span: Span { start: *start, end: start + c.len_utf8() } };
        let name = format!("U+{:04X}", u32::from(*c));
        diagnostics.push(
            Diagnostic::error(Code::ForbiddenCharacter, format!("forbidden character {name}"))
                .at(origin, "here")
                .help("delete it; such characters are invisible or change how a reader sees the text"),
        );
    }
    if let Some((start, c)) = found.get(REPORTED_CHARACTERS) {
        let origin = Origin { file, span: Span { start: *start, end: start + c.len_utf8() } };
        let message = format!("{} more forbidden characters", found.len() - REPORTED_CHARACTERS);
        diagnostics.push(Diagnostic::error(Code::ForbiddenCharacter, message).at(origin, "from here on"));
    }
    found.is_empty()
}

/// Control characters, and the marks that override the direction of text, with which a document can be made to look
/// different from what it says (CVE-2021-42574). Right-to-left scripts need none of them.
pub fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn merge_markers(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let mut offset = 0;
    let mut marked = Vec::new();
    for line in text.split_inclusive('\n') {
        let is_marker =
            |mark: &str| line.trim_end() == mark || line.strip_prefix(mark).is_some_and(|rest| rest.starts_with(' '));
        if ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].into_iter().any(is_marker) {
            marked.push((line, Span { start: offset, end: offset + line.trim_end().len() }));
        }
        offset += line.len();
    }
    // A lone line of seven equals signs or bars may be text; the other two are never anything else.
    let Some((_, first)) = marked.iter().find(|(line, _)| line.starts_with(['<', '>'])) else { return true };
    let mut diagnostic = Diagnostic::error(Code::MergeConflict, "the file holds an unresolved merge conflict")
        .at(Origin { file, span: *first }, "marker of a conflict");
    for (_, span) in marked.iter().filter(|(_, span)| span != first) {
        diagnostic = diagnostic.and_at(Origin { file, span: *span }, "and here");
    }
    diagnostics.push(diagnostic.help("keep the lines that are right, delete the others and the markers"));
    false
}
