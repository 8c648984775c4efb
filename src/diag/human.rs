//! Diagnostics for people: message, excerpt with labels, help, as rustc prints them.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use indexmap::IndexMap;

use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{FileId, Source, Sources, floor_boundary};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Use colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// How many are printed. More are the same few faults all over, and a terminal keeps no more anyway.
const MAX_PRINTED: usize = 100;

/// So many of one fault that stands all over are shown with their lines; of the others the places alone.
const SHOWN_OF_ONE_FAULT: usize = 3;

/// And so many places: a screen holds no more, and a program reads them in the JSON.
const PLACES_OF_ONE_FAULT: usize = 50;

/// All diagnostics, but no more than a hundred, each followed by an empty line, and closing lines that count them.
///
/// Each severity is in reading order. Errors come last, where a terminal shows them, and before anything else is left out.
/// Empty when there is none.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, options: Options) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let (errors, others): (Vec<_>, Vec<_>) =
        diagnostics.sorted(sources).into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let (errors, others) = (folded(errors), folded(others));
    let n_errors = errors.len().min(MAX_PRINTED);
    let n_others = others.len().min(MAX_PRINTED - n_errors);
    let shown: Vec<_> = others[..n_others].iter().chain(&errors[..n_errors]).collect();
    let n_left_out = errors.len() + others.len() - shown.len();
    let more = "(`fundable explain <code>` says more about each)";
    let mut out = print(&shown, sources, options);
    if n_left_out > 0 {
        out.push_str(&format!("the first {MAX_PRINTED} are shown; mend them and check again\n"));
    }
    out + &closing(diagnostics, sources, more)
}

/// The errors alone, for a command that cannot go on: warnings are the business of `fundable check`.
pub fn render_errors(diagnostics: &Diagnostics, sources: &Sources, options: Options) -> String {
    let mut errors = diagnostics.sorted(sources);
    errors.retain(|diagnostic| diagnostic.severity == Severity::Error);
    let errors = folded(errors);
    let shown: Vec<_> = errors.iter().take(MAX_PRINTED).collect();
    let mut out = print(&shown, sources, options);
    if shown.len() < errors.len() {
        out.push_str(&format!("the first {MAX_PRINTED} are shown; mend them and try again\n"));
    }
    let has_others = diagnostics.count(Severity::Warning) + diagnostics.count(Severity::Note) > 0;
    let more = if has_others {
        "(`fundable check` shows all, `fundable explain <code>` says more about each)"
    } else {
        "(`fundable explain <code>` says more about each)"
    };
    out + &closing(diagnostics, sources, more)
}

/// A diagnostic that is shown, and the same fault at other places that is not.
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    again: Vec<&'a Diagnostic>,
}

/// Faults of one code and message together, at the place of the first; of many only the first few are shown. One more than
/// those takes no more room than to say so.
fn folded(diagnostics: Vec<&Diagnostic>) -> Vec<Shown<'_>> {
    let mut faults: IndexMap<_, Vec<&Diagnostic>> = IndexMap::new();
    for (idx, diagnostic) in diagnostics.into_iter().enumerate() {
        // Without a place nothing would tell them apart.
        let alone = diagnostic.primary.is_none().then_some(idx);
        let fault = (diagnostic.severity, diagnostic.code, diagnostic.message.as_str(), alone);
        faults.entry(fault).or_default().push(diagnostic);
    }
    let mut shown = Vec::new();
    for places in faults.into_values() {
        let is_many = places.len() > SHOWN_OF_ONE_FAULT + 1;
        let (first, again) = places.split_at(if is_many { SHOWN_OF_ONE_FAULT } else { places.len() });
        let last = first.len().saturating_sub(1);
        shown.extend(first.iter().enumerate().map(|(idx, diagnostic)| Shown {
            diagnostic,
            again: if idx == last { again.to_vec() } else { Vec::new() },
        }));
    }
    shown
}

fn print(shown: &[&Shown<'_>], sources: &Sources, options: Options) -> String {
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() }.term_width(options.width);
    let print = |shown: &&Shown<'_>| {
        let excerpt = renderer.render(&report(shown.diagnostic, sources)).to_string();
        format!("{excerpt}\n\n{}", places(shown, sources))
    };
    shown.iter().map(print).collect()
}

/// Where the same fault stands once more: `plan.yaml:12, 15, 18`; empty where it does not.
fn places(shown: &Shown<'_>, sources: &Sources) -> String {
    if shown.again.is_empty() {
        return String::new();
    }
    let mut lines: IndexMap<&str, Vec<String>> = IndexMap::new();
    for label in shown.again.iter().take(PLACES_OF_ONE_FAULT).filter_map(|diagnostic| diagnostic.primary.as_ref()) {
        let (line, _) = sources.line_column(label.origin);
        lines.entry(&sources.get(label.origin.file).name).or_default().push(line.to_string());
    }
    // In reading order, so that two on one line stand beside each other.
    lines.values_mut().for_each(Vec::dedup);
    let files: Vec<_> = lines.into_iter().map(|(name, lines)| format!("{name}:{}", lines.join(", "))).collect();
    let rest = if shown.again.len() > PLACES_OF_ONE_FAULT { ", and so on (`--json` lists all)" } else { "" };
    let code = shown.diagnostic.code.name();
    format!("the same [{code}] {} times more: {}{rest}\n\n", shown.again.len(), files.join("; "))
}

/// What was not checked, and counts of each severity.
fn closing(diagnostics: &Diagnostics, sources: &Sources, more: &str) -> String {
    let mut out = String::new();
    for file in diagnostics.unchecked() {
        let name = &sources.get(*file).name;
        out.push_str(&format!("what `{name}` means is not checked yet; more may show once the errors are mended\n"));
    }
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let n = diagnostics.count(severity);
            let plural = if n == 1 { "" } else { "s" };
            (n > 0).then(|| format!("{n} {}{plural}", severity.name()))
        })
        .collect();
    out + &format!("{} {more}\n", parts.join(", "))
}

fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Vec<Group<'a>> {
    let title = level(diagnostic.severity).primary_title(&diagnostic.message).id(diagnostic.code.name());
    let mut group = match &diagnostic.primary {
        None => Group::with_title(title),
        Some(primary) => {
            let mut group = Group::with_title(title);
            // One snippet per file, the file of the primary label first.
            let mut files = vec![primary.origin.file];
            files.extend(diagnostic.secondary.iter().map(|label| label.origin.file));
            files.dedup();
            for file in files {
                let source = sources.get(file);
                group = group.element(snippet(diagnostic, primary, file, source));
            }
            group
        }
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

/// The lines of one file from the first label to the last, and no others: to look through a large file once for each
/// of its faults takes long.
fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    primary: &'a Label,
    file: FileId,
    source: &'a Source,
) -> Snippet<'a, Annotation<'a>> {
    let primary = std::iter::once((AnnotationKind::Primary, primary));
    let secondary = diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label));
    let labels: Vec<_> = primary.chain(secondary).filter(|(_, label)| label.origin.file == file).collect();
    let spans: Vec<_> = labels.iter().map(|(_, label)| first_line(label, &source.text)).collect();
    let (start, end) =
        spans.iter().fold((source.text.len(), 0), |(start, end), span| (start.min(span.start), end.max(span.end)));
    let (line, start) = source.line_at(start);
    let end = source.text[end..].find('\n').map_or(source.text.len(), |length| end + length);
    let lines = &source.text[start..end];
    let mut snippet =
        Snippet::source(lines.strip_suffix('\r').unwrap_or(lines)).path(source.name.as_str()).line_start(line + 1);
    for ((kind, label), span) in labels.into_iter().zip(spans) {
        let words = (!label.text.is_empty()).then_some(label.text.as_str());
        snippet = snippet.annotation(kind.span(span.start - start..span.end - start).label(words));
    }
    snippet
}

/// Where the label lies. One under a text of many lines points at its first line; the rest says nothing about the fault.
fn first_line(label: &Label, text: &str) -> Range<usize> {
    // What is missing at the end of a file is missing from its last line, not from the one that never began.
    let last = text.strip_suffix('\n').map_or(text.len(), str::len);
    let start = floor_boundary(text, label.origin.span.start.min(last));
    let end = floor_boundary(text, label.origin.span.end.max(start));
    start..text[start..end].find('\n').map_or(end, |line_end| start + line_end)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}
