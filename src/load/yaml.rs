//! Text to raw type, with every structural problem of the file reported at once.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_saphyr::granit_parser::ErrorKind;
use serde_saphyr::localizer::ExternalMessageSource;
use serde_saphyr::{DuplicateKeyPolicy, Error, NonFiniteFloatPolicy, Options};

use super::preflight::preflight;
use super::shape;
use super::tree::Node;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::raw::{InputKind, Spanned, json_schema, schema_of};
use crate::source::{FileId, Origin, Sources, Span};

/// Read a text as one kind of file. None when there was an error, which is among the diagnostics then.
pub fn parse<T: DeserializeOwned>(
    kind: InputKind,
    file: FileId,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    parse_as(&sources.get(file).text, json_schema(kind), file, diagnostics)
}

/// Read a text of another tool, as far as the type takes it. None when there was an error, which is among the diagnostics then.
pub fn parse_foreign<T: DeserializeOwned + JsonSchema>(
    text: &str,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    parse_as(text, &schema_of::<T>(), file, diagnostics)
}

fn parse_as<T: DeserializeOwned>(text: &str, schema: &Value, file: FileId, diagnostics: &mut Diagnostics) -> Option<T> {
    let value = parse_form(text, schema, file, diagnostics);
    if value.is_none() {
        diagnostics.leave_unchecked(file);
    }
    value
}

/// The value, if the text has the form that the schema describes.
fn parse_form<T: DeserializeOwned>(
    text: &str,
    schema: &Value,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    if !preflight(text, file, diagnostics) {
        return None;
    }
    // Duplicate keys reach the tree, so that all of them are reported, each with both places.
    let tree: Spanned<Node> = match serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::PassThrough))
    {
        Ok(tree) => tree,
        Err(error) => {
            diagnostics.push(syntax_problem(&error, text, file));
            return None;
        }
    };
    if !shape::check(&tree, schema, file, diagnostics) {
        return None;
    }
    parse_trusted(text, file, diagnostics)
}

/// The tree of a text that was read before without an error; none where it is no YAML after all.
pub fn tree(text: &str) -> Option<Spanned<Node>> {
    serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::Error)).ok()
}

/// Read a text that is known to have the right shape, as the built-in catalog is.
pub fn parse_trusted<T: DeserializeOwned>(text: &str, file: FileId, diagnostics: &mut Diagnostics) -> Option<T> {
    match serde_saphyr::from_str_with_options(text, options(DuplicateKeyPolicy::Error)) {
        Ok(value) => Some(value),
        Err(error) => {
            diagnostics.push(syntax_problem(&error, text, file));
            None
        }
    }
}

/// Limits far above any real file, so that a hostile one ends in a diagnostic and not in a full memory.
fn options(duplicate_keys: DuplicateKeyPolicy) -> Options {
    serde_saphyr::options! {
        duplicate_keys: duplicate_keys,
        // An infinite number reaches our own check of numbers, which says what to write instead.
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        budget: serde_saphyr::budget! {
            max_events: 200_000,
            max_aliases: 1_000,
            max_anchors: 1_000,
            max_depth: 64,
            max_nodes: 100_000,
        },
    }
}

fn syntax_problem(error: &Error, text: &str, file: FileId) -> Diagnostic {
    let location = error.location();
    if let Some(tab) = location.as_ref().and_then(|location| tab_near(text, usize::try_from(location.line()).ok()?)) {
        return Diagnostic::error(Code::YamlSyntax, "a tab stands in the indentation of this line")
            .at(Origin { file, span: tab }, "this tab")
            .help("replace it with spaces: YAML takes no tabs there, since nobody can see how far they indent");
    }
    let error = innermost(error);
    let (code, sentence, help) = words(error);
    let mut diagnostic = Diagnostic::error(code, sentence);
    if let Some(location) = location {
        // Errors of the scanner carry an offset in characters alone.
        let offset = usize::try_from(location.span().offset()).unwrap_or(usize::MAX);
        let start = text.char_indices().nth(offset).map_or(text.len(), |(start, _)| start);
        let end = text[start..].chars().next().map_or(start, |c| start + c.len_utf8());
        diagnostic = diagnostic.at(Origin { file, span: Span { start, end } }, "reading stopped here");
    }
    diagnostic.help(help)
}

/// The first tab in the indentation of the line at which reading stopped, counted from 1, or of the next one: the reader looks
/// for the end of a value in the line after it.
fn tab_near(text: &str, line: usize) -> Option<Span> {
    let mut start = 0;
    for (idx, content) in text.split_inclusive('\n').enumerate() {
        let indentation = content.len() - content.trim_start().len();
        let is_near = idx + 1 == line || idx == line;
        if let Some(tab) = content[..indentation].find('\t').filter(|_| is_near && !content.trim().is_empty()) {
            return Some(Span { start: start + tab, end: start + tab + 1 });
        }
        start += content.len();
    }
    None
}

/// The error itself, without the wrappers that add an excerpt or the place of an alias.
fn innermost(mut error: &Error) -> &Error {
    while let Error::WithSnippet { error: inner, .. } | Error::AliasError { error: inner, .. } = error {
        error = inner;
    }
    error
}

/// Code, sentence and mend for an error of the reader.
fn words(error: &Error) -> (Code, String, &'static str) {
    const TOO_MUCH: &str = "the file has more parts, or is nested deeper, than any real one";
    const PLAINLY: &str = "no real file of this kind is so deep or so repetitive; write it out plainly";
    let too_complex = |what: &str| (Code::InputTooComplex, what.to_owned(), PLAINLY);
    let syntax = |what: &str, help: &'static str| (Code::YamlSyntax, what.to_owned(), help);
    match error {
        Error::Budget { .. } => too_complex(TOO_MUCH),
        Error::ExternalMessage { source, .. } if is_too_deep(source) => too_complex(TOO_MUCH),
        Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. } => {
            too_complex("the aliases of the file, written out, are more than any real one holds")
        }
        Error::MultipleDocuments { .. } => syntax(
            "the file holds more than one document",
            "delete the line `---` between them, and all but one document",
        ),
        Error::NullIntoString { .. } => {
            syntax("a key or a text is empty", "write it, in quotes if it is meant to be `null` or `~`")
        }
        Error::TaggedScalarCannotDeserializeIntoString { .. } => {
            syntax("tags such as `!!binary` are not supported", "delete the tag")
        }
        _ => {
            let whole = error.without_snippet().to_string();
            let sentence = whole.split(" at line ").next().unwrap_or(&whole).to_owned();
            let help = "look at this line and the one before it: spaces and not tabs at the start, a space after each colon, and \
                        quotes around text that holds `: ` or ` #` or starts with a special character such as `@`, `%`, `*`, `&` or a \
                        backtick";
            (Code::YamlSyntax, sentence, help)
        }
    }
}

/// The parser looks ahead for the end of `[[[[`, and gives up before the budget does.
fn is_too_deep(source: &ExternalMessageSource) -> bool {
    matches!(source, ExternalMessageSource::Parser(error) if *error.kind() == ErrorKind::RecursionLimitExceeded)
}
