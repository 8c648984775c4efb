//! Files of other tools.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

use super::read::read_text;
use super::{Loaded, yaml};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::raw::dsomm::Model;
use crate::source::{Origin, Part, Sources, Span};
use crate::text::slashes;

/// Read a file of another tool; what is wrong with it is among the diagnostics.
pub fn foreign<T: DeserializeOwned + JsonSchema>(
    path: &Path,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded<T>> {
    let file = read_text(Part::Workspace, path, sources, diagnostics)?;
    let text = &sources.get(file).text;
    yaml::parse_foreign(text, file, diagnostics).map(|value| Loaded { file, value })
}

/// More files than any model has; below them, the wrong folder was named.
const MAX_FILES: usize = 1_000;

/// More documents than any file of a model has, which is two where it is generated. Each costs as much as the file is long.
const MAX_DOCUMENTS: usize = 20;

/// Read a maturity model: a file, in which several documents may follow each other, or a folder with a file per sub-dimension.
/// Files whose names begin with `_`, `meta.yaml` and `implementations.yaml` hold no activities and are passed over.
pub fn maturity_model(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Vec<Loaded<Model>>> {
    let mut paths = BTreeSet::new();
    if path.is_dir() {
        collect(path, 0, &mut paths);
    } else {
        paths.insert(path.to_owned());
    }
    let name = slashes(path);
    if paths.is_empty() || paths.len() > MAX_FILES {
        let message = match paths.len() {
            0 => format!("`{name}` holds no file that ends in `.yaml`"),
            n_files => format!("`{name}` holds {n_files} files that end in `.yaml`, more than any model has"),
        };
        let help = "name the file of a model, or the folder with a file per sub-dimension";
        diagnostics.push(Diagnostic::error(Code::UnreadableFile, message).help(help));
        return None;
    }
    let mut models = Vec::new();
    let mut is_complete = true;
    for path in paths {
        let Some(file) = read_text(Part::Workspace, &path, sources, diagnostics) else {
            is_complete = false;
            continue;
        };
        let text = &sources.get(file).text;
        let documents = documents(text);
        if let Some(excess) = documents.get(MAX_DOCUMENTS) {
            let message = format!("the file holds {} documents, more than any model has", documents.len());
            let span = Span { start: excess.start, end: excess.start };
            diagnostics.push(
                Diagnostic::error(Code::InputTooComplex, message)
                    .at(Origin { file, span }, "one too many")
                    .help("a generated model has two; write one document per file, and name their folder"),
            );
            is_complete = false;
            continue;
        }
        for document in documents {
            match yaml::parse_foreign(&alone(text, document), file, diagnostics) {
                Some(value) => models.push(Loaded { file, value }),
                None => is_complete = false,
            }
        }
    }
    is_complete.then_some(models)
}

fn collect(folder: &Path, depth: usize, paths: &mut BTreeSet<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    for path in entries {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let passed_over = name.starts_with(['.', '_']) || name == "implementations.yaml" || name == "meta.yaml";
        match path.is_dir() {
            // A model has two folders above each other; a link to a folder above would never end.
            true if depth < 4 && !path.is_symlink() => collect(&path, depth + 1, paths),
            false if name.ends_with(".yaml") && !passed_over => drop(paths.insert(path)),
            _ => {}
        }
        if paths.len() > MAX_FILES {
            return;
        }
    }
}

/// The documents of a text, without those that hold nothing. A line that is `---` or begins with `--- ` can be nothing else.
fn documents(text: &str) -> Vec<Range<usize>> {
    let mut documents = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.trim_end() == "---" || line.trim_end() == "..." {
            documents.push(start..at);
            start = at + line.len();
        }
        at += line.len();
    }
    documents.push(start..text.len());
    let holds = |document: &Range<usize>| {
        text[document.clone()].lines().any(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'))
    };
    let holding: Vec<_> = documents.into_iter().filter(holds).collect();
    // An empty file is to be reported as one.
    if holding.is_empty() { std::iter::once(0..text.len()).collect() } else { holding }
}

/// One document, everything else made blank, so that each byte stays in its place.
fn alone(text: &str, document: Range<usize>) -> String {
    let blank = |part: &str| part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect::<String>();
    [&blank(&text[..document.start]), &text[document.clone()], &blank(&text[document.end..])].concat()
}
