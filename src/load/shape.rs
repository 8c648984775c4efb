//! Compare a YAML tree with the JSON Schema of its kind of file: fields, types and fixed words.
//!
//! The schema is the one that is generated from the raw types, so there is one description of a file, not two. It
//! covers what schemars generates for those types: objects, maps, arrays, scalars, fixed words, references, and
//! choices between one value and a fixed word.
//!
//! `additionalProperties` says what becomes of a field that a schema does not name: `false` makes it an error, as in all files
//! of ours; `true` passes over it; where it is left out, there is a warning.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::preflight::is_forbidden;
use super::tree::Node;
use crate::diag::{Code, Diagnostic, Diagnostics, did_you_mean, list_names, nearest, shortened};
use crate::raw::Spanned;
use crate::source::{FileId, Origin, Span};

/// Report everything in which the tree differs from the schema. True when it fits.
pub fn check(tree: &Spanned<Node>, schema: &Value, file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let mut check = Check { root: schema, file, diagnostics, fits: true };
    check.value(&tree.value, schema, place_of(tree), THE_FILE);
    check.fits
}

/// What the whole file is called in messages.
const THE_FILE: &str = "the file";

struct Check<'a> {
    root: &'a Value,
    file: FileId,
    diagnostics: &'a mut Diagnostics,
    fits: bool,
}

/// The place to point at: collections of block style have an empty span, their first key or item is better.
fn place_of(node: &Spanned<Node>) -> Span {
    match &node.value {
        Node::Map(entries) => entries.first().map_or(node.span, |(key, _)| key.span),
        Node::Seq(items) if node.span.start == node.span.end => items.first().map_or(node.span, place_of),
        _ => node.span,
    }
}

impl<'a> Check<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.fits = false;
        self.diagnostics.push(diagnostic);
    }

    fn origin(&self, span: Span) -> Origin {
        Origin { file: self.file, span }
    }

    /// Follow a reference into `$defs`.
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
        target.and_then(|pointer| self.root.pointer(pointer)).unwrap_or(schema)
    }

    fn value(&mut self, node: &Node, schema: &'a Value, place: Span, what: &str) {
        let schema = self.resolve(schema);
        if takes_anything(schema) {
            return;
        }
        if let Node::Text(text) = node {
            self.escapes(text, place);
        }
        if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
            return self.choice(node, choices, place, what);
        }
        if let Some(words) = fixed_words(schema) {
            return self.word(node, &words, place, what);
        }
        let types = types_of(schema);
        match node {
            Node::Map(entries) if types.contains(&"object") => self.mapping(entries, schema, place),
            Node::Seq(items) if types.contains(&"array") => {
                for item in items {
                    if let Some(schema) = schema.get("items") {
                        self.value(&item.value, schema, place_of(item), &format!("each item of {what}"));
                    }
                }
            }
            Node::Null if types.contains(&"null") => {}
            Node::Bool if types.contains(&"boolean") || types.contains(&"string") => {}
            Node::Integer if types.contains(&"number") || types.contains(&"integer") || types.contains(&"string") => {}
            Node::Float if types.contains(&"number") || types.contains(&"string") => {}
            Node::Text(_) if types.contains(&"string") => {}
            _ => self.wrong_type(node, &types, place, what),
        }
    }

    /// Characters that a text holds although the file does not, by escapes such as `"\\u202E"`.
    fn escapes(&mut self, text: &str, place: Span) {
        if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
            let origin = self.origin(place);
            let message = format!("forbidden character U+{:04X} by an escape", u32::from(c));
            self.report(
                Diagnostic::error(Code::ForbiddenCharacter, message)
                    .at(origin, "in this text")
                    .help("delete the escape; such characters are invisible or change how a reader sees the text"),
            );
        }
    }

    fn wrong_type(&mut self, node: &Node, types: &[&str], place: Span, what: &str) {
        let wanted = types.iter().copied().find(|name| *name != "null").unwrap_or("string");
        let (expected, help) = article(wanted);
        let origin = self.origin(place);
        if matches!(node, Node::Null) && what == THE_FILE {
            let help = "`fundable init <folder>` writes a new workspace";
            return self.report(Diagnostic::error(Code::WrongType, "the file is empty").at(origin, "").help(help));
        }
        let help = match node {
            Node::Null if wanted == "object" => {
                "indent the lines below it, or delete the line if the field is optional"
            }
            Node::Null => "write a value, or delete the line if the field is optional",
            _ => help,
        };
        self.report(
            Diagnostic::error(Code::WrongType, format!("{what} takes {expected}, not {}", node.kind()))
                .at(origin, format!("expected {expected}"))
                .help(help),
        );
    }

    /// One of several schemas: the one of the same kind as the node, so that its own faults are reported.
    fn choice(&mut self, node: &Node, choices: &'a [Value], place: Span, what: &str) {
        let of_kind = choices.iter().map(|choice| self.resolve(choice)).find(|schema| {
            let types = types_of(schema);
            match node {
                Node::Map(_) => types.contains(&"object"),
                Node::Seq(_) => types.contains(&"array"),
                Node::Null => types.contains(&"null"),
                _ => types.contains(&"string") || types.contains(&"number") || fixed_words(schema).is_some(),
            }
        });
        match of_kind {
            Some(schema) => self.value(node, schema, place, what),
            None => match choices.iter().map(|choice| self.resolve(choice)).find_map(fixed_words) {
                Some(words) => self.word(node, &words, place, what),
                None => {
                    let types: Vec<_> = choices.iter().flat_map(|choice| types_of(self.resolve(choice))).collect();
                    self.wrong_type(node, &types, place, what);
                }
            },
        }
    }

    fn word(&mut self, node: &Node, words: &[&str], place: Span, what: &str) {
        match node {
            Node::Text(text) if words.contains(&text.as_str()) => {}
            Node::Text(text) => {
                let hint = did_you_mean(text, words.iter().copied())
                    .unwrap_or_else(|| list_names("write one of", words.iter().copied()));
                let origin = self.origin(place);
                self.report(
                    Diagnostic::error(Code::UnknownValue, format!("{what} cannot be `{}`", shortened(text)))
                        .at(origin, "unknown word")
                        .help(hint),
                );
            }
            _ => {
                let origin = self.origin(place);
                self.report(
                    Diagnostic::error(Code::WrongType, format!("{what} takes a word, not {}", node.kind()))
                        .at(origin, "expected a word")
                        .help(list_names("write one of", words.iter().copied())),
                );
            }
        }
    }

    fn mapping(&mut self, entries: &[(Spanned<String>, Spanned<Node>)], schema: &'a Value, place: Span) {
        self.duplicates(entries);
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties").filter(|others| **others != Value::Bool(false));
        for (key, value) in entries {
            // A scalar is its own best place; of a collection the key says most.
            let is_scalar = !matches!(value.value, Node::Map(_) | Node::Seq(_) | Node::Null);
            let place = if is_scalar { value.span } else { key.span };
            self.escapes(&key.value, key.span);
            match properties.and_then(|properties| properties.get(&key.value)).or(others) {
                Some(schema) => self.value(&value.value, schema, place, &format!("`{}`", key.value)),
                None if schema.get("additionalProperties").is_none() => self.unused_field(key, properties),
                None => self.unknown_field(key, properties),
            }
        }
        self.missing_fields(entries, schema, properties, place);
    }

    fn duplicates(&mut self, entries: &[(Spanned<String>, Spanned<Node>)]) {
        let mut seen = HashMap::with_capacity(entries.len());
        for (key, _) in entries {
            let first = *seen.entry(key.value.as_str()).or_insert(key.span);
            if first != key.span {
                let (first, second) = (self.origin(first), self.origin(key.span));
                self.report(
                    Diagnostic::error(Code::DuplicateKey, format!("`{}` stands twice", key.value))
                        .at(second, "second time")
                        .and_at(first, "first time")
                        .help("keep one of the two; nothing is merged"),
                );
            }
        }
    }

    /// A field of a format that others look after: it may be new, or a slip.
    fn unused_field(&mut self, key: &Spanned<String>, properties: Option<&'a Map<String, Value>>) {
        let names: Vec<_> = properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let origin = self.origin(key.span);
        let warning = Diagnostic::warning(Code::UnknownField, format!("unknown field `{}`", shortened(&key.value)))
            .at(origin, "not used");
        self.diagnostics.push(match did_you_mean(&key.value, names.iter().copied()) {
            Some(hint) => warning.help(hint),
            None => warning.help("nothing to do, unless it was meant for another field"),
        });
    }

    fn unknown_field(&mut self, key: &Spanned<String>, properties: Option<&'a Map<String, Value>>) {
        let names: Vec<_> = properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let hint = did_you_mean(&key.value, names.iter().copied())
            .unwrap_or_else(|| list_names("the fields here are", names.iter().copied()));
        let origin = self.origin(key.span);
        self.report(
            Diagnostic::error(Code::UnknownField, format!("unknown field `{}`", shortened(&key.value)))
                .at(origin, "no such field here")
                .help(hint),
        );
    }

    fn missing_fields(
        &mut self,
        entries: &[(Spanned<String>, Spanned<Node>)],
        schema: &'a Value,
        properties: Option<&'a Map<String, Value>>,
        place: Span,
    ) {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
        // A field that is there under a misspelt name is one slip, and was reported as one where names are checked.
        let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        let names: Vec<_> = properties.into_iter().flat_map(Map::keys).map(String::as_str).collect();
        let keys = entries.iter().map(|(key, _)| key.value.as_str());
        let unknown = keys.filter(|key| is_closed && !names.contains(key));
        let meant: Vec<_> = unknown.filter_map(|key| nearest(key, names.iter().copied())).collect();
        let required = required.filter(|name| !meant.contains(name));
        for name in required.filter(|name| !entries.iter().any(|(key, _)| key.value == *name)) {
            let meaning =
                properties.and_then(|properties| properties.get(name)).and_then(|schema| schema.get("description"));
            let origin = self.origin(place);
            let mut diagnostic = Diagnostic::error(Code::MissingField, format!("field `{name}` is missing"))
                .at(origin, format!("`{name}` is needed here"));
            if let Some(meaning) = meaning.and_then(Value::as_str) {
                diagnostic = diagnostic.help(format!("`{name}`: {}", first_line(meaning)));
            }
            self.report(diagnostic);
        }
    }
}

/// The words of a schema that allows fixed words only.
fn fixed_words(schema: &Value) -> Option<Vec<&str>> {
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return Some(vec![word]);
    }
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema.get("oneOf").and_then(Value::as_array)?;
    variants.iter().map(|variant| variant.get("const").and_then(Value::as_str)).collect()
}

/// Whether a schema asks for nothing, as that of a value that is not used does.
fn takes_anything(schema: &Value) -> bool {
    let asks = ["type", "anyOf", "oneOf", "enum", "const", "$ref"];
    *schema == Value::Bool(true) || !asks.iter().any(|keyword| schema.get(keyword).is_some())
}

fn types_of(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A type with its article, and how to write it.
fn article(schema_type: &str) -> (&'static str, &'static str) {
    match schema_type {
        "object" => ("a mapping", "write lines of `name: value`, indented below it"),
        "array" => ("a list", "write a list: one line per item, each starting with `- `"),
        "boolean" => ("`true` or `false`", "write `true` or `false`, without quotes"),
        "number" | "integer" => (
            "a number",
            "write a plain number such as `12` or `0.5`: no quotes, no unit, no thousands separator, a point for decimals",
        ),
        _ => ("text", "write the text on the same line, in quotes if it holds `: ` or ` #`"),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
