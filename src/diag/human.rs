//! Diagnostics for people: message, excerpt with labels, help, as rustc prints them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Diagnostics, Label, Severity};
use crate::source::{Sources, floor_boundary};

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Use colours.
    pub colour: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// All diagnostics in reading order, each followed by an empty line, and a closing line that counts them.
///
/// Empty when there is none.
pub fn render(diagnostics: &Diagnostics, sources: &Sources, options: Options) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let renderer = if options.colour { Renderer::styled() } else { Renderer::plain() }.term_width(options.width);
    let mut out = String::new();
    for diagnostic in diagnostics.sorted(sources) {
        out.push_str(&renderer.render(&report(diagnostic, sources)));
        out.push_str("\n\n");
    }
    out.push_str(&summary(diagnostics));
    out.push('\n');
    out
}

/// Counts of each severity, as a phrase.
fn summary(diagnostics: &Diagnostics) -> String {
    let parts: Vec<_> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let n = diagnostics.count(severity);
            let plural = if n == 1 { "" } else { "s" };
            (n > 0).then(|| format!("{n} {}{plural}", severity.name()))
        })
        .collect();
    format!("{} (`fundable explain <code>` says more about each)", parts.join(", "))
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
                let mut snippet = Snippet::source(source.text.as_str()).path(source.name.as_str());
                if primary.origin.file == file {
                    snippet = snippet.annotation(annotation(AnnotationKind::Primary, primary, &source.text));
                }
                for label in diagnostic.secondary.iter().filter(|label| label.origin.file == file) {
                    snippet = snippet.annotation(annotation(AnnotationKind::Context, label, &source.text));
                }
                group = group.element(snippet);
            }
            group
        }
    };
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    vec![group]
}

fn annotation<'a>(kind: AnnotationKind, label: &'a Label, text: &str) -> annotate_snippets::Annotation<'a> {
    let start = floor_boundary(text, label.origin.span.start);
    let end = floor_boundary(text, label.origin.span.end.max(start));
    // A label under a text of many lines points at its first line; the rest of it says nothing about the fault.
    let end = text[start..end].find('\n').map_or(end, |line_end| start + line_end);
    kind.span(start..end).label((!label.text.is_empty()).then_some(label.text.as_str()))
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}
