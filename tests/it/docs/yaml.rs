//! YAML in pages: files that the page writes as its reader would, and pieces whose fields are known.

use std::fs;
use std::path::Path;

use fundable::diag::{Diagnostics, human};
use fundable::load;
use fundable::raw::{InputKind, json_schema};
use fundable::source::{Part, Sources};
use serde_json::Value;

use super::page::Block;
use super::{assert_none, pages};

/// The file that a block belongs to: its first line is `# some/path.yaml`.
pub fn file_of(block: &Block) -> Option<&str> {
    let name = block.text.lines().next()?.strip_prefix("# ")?;
    let is_path = !name.contains(' ') && (name.ends_with(".yaml") || name.ends_with(".yml"));
    is_path.then_some(name)
}

/// Write a block into its file. Where the file is there, each section of the block takes the place of the section of
/// that name, or comes at the end; a block that begins anew (`framework:`, `id:`) takes the place of the file.
pub fn write(block: &Block, folder: &Path) -> Option<()> {
    let path = folder.join(file_of(block)?);
    let own = block.text.split_once('\n')?.1;
    let is_whole = own.lines().any(|line| line.starts_with("framework:") || line.starts_with("id:"));
    let text = match fs::read_to_string(&path) {
        Ok(there) if !is_whole => laid_over(&there, own),
        _ => own.to_owned(),
    };
    fs::create_dir_all(path.parent()?).unwrap();
    fs::write(path, text).unwrap();
    Some(())
}

fn laid_over(there: &str, own: &str) -> String {
    let mut lines: Vec<String> = there.lines().map(str::to_owned).collect();
    for section in sections(own) {
        let key = format!("{}:", section[0].split(':').next().unwrap());
        let begin = lines.iter().position(|line| line.starts_with(&key)).unwrap_or(lines.len());
        let belongs = |line: &&String| line.starts_with([' ', '-']) || line.is_empty();
        let n_lines = 1 + lines.iter().skip(begin + 1).take_while(belongs).count();
        let end = (begin + n_lines).min(lines.len());
        lines.splice(begin..end, section.into_iter().map(str::to_owned));
    }
    lines.join("\n") + "\n"
}

/// The lines of each section: a key at the start of a line, and what follows to the next.
fn sections(text: &str) -> Vec<Vec<&str>> {
    let mut sections: Vec<Vec<&str>> = vec![];
    for line in text.lines() {
        let begins = !line.is_empty() && !line.starts_with([' ', '-', '#']);
        match sections.last_mut() {
            Some(section) if !begins => section.push(line),
            _ => sections.push(vec![line]),
        }
    }
    sections
}

/// What kind of input a file is, by its name; other files are YAML and nothing more.
pub fn kind_of(path: &str) -> Option<InputKind> {
    let path = Path::new(path);
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
    let name = path.file_name()?.to_string_lossy().into_owned();
    let stem = name.strip_suffix(".yaml")?.to_owned();
    match (folder.as_str(), stem.as_str()) {
        ("capabilities", _) => Some(InputKind::Capability),
        ("funders", _) => Some(InputKind::Funder),
        (_, stem) if stem.starts_with("assessment") => Some(InputKind::Assessment),
        (_, stem) if stem.starts_with("plan") => Some(InputKind::Plan),
        (_, stem) if stem.starts_with("review-") => Some(InputKind::Review),
        _ => InputKind::ALL.into_iter().find(|kind| kind.schema_file() == format!("{stem}.json")),
    }
}

/// What is wrong with a file as such: its syntax, its fields, the types of its values.
pub fn faults_of(path: &Path, kind: Option<InputKind>) -> Option<String> {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let file = load::read_text(Part::Catalog, path, &mut sources, &mut diagnostics)?;
    match kind {
        Some(kind) => drop(load::parse::<Value>(kind, file, &sources, &mut diagnostics)),
        None => {
            return serde_saphyr::from_str::<Value>(&fs::read_to_string(path).unwrap()).err().map(|e| e.to_string());
        }
    }
    let report = human::render(&diagnostics, &sources, human::Options { colour: false, width: 120 });
    (!diagnostics.is_empty()).then_some(report)
}

/// Pieces that belong to no file: each is YAML, and its fields are those of one kind of file.
#[test]
fn pieces_of_yaml_have_fields_that_are_known() {
    let mut faults = vec![];
    for page in pages() {
        for block in page.blocks.iter().filter(|block| block.language == "yaml" && file_of(block).is_none()) {
            let parsed: Result<serde_json::Map<String, Value>, _> = serde_saphyr::from_str(&block.text);
            let at = format!("{}:{}", page.name(), block.line);
            match parsed {
                Err(error) => faults.push(format!("{at}: {error}")),
                Ok(fields) if !InputKind::ALL.into_iter().any(|kind| has_fields(kind, &fields)) => {
                    faults.push(format!("{at}: no kind of file has these fields; name the file in the first line"));
                }
                Ok(_) => {}
            }
        }
    }
    assert_none(faults);
}

fn has_fields(kind: InputKind, fields: &serde_json::Map<String, Value>) -> bool {
    let schema = json_schema(kind);
    fields.keys().all(|name| schema["properties"].get(name).is_some())
}

#[test]
fn sections_take_the_place_of_those_of_their_name() {
    let there = "a: 1\n# about b\nb:\n  x: 1\n\n  y: 2\n# about c\nc:\n- 1\n- 2\n";
    let new = laid_over(there, "b:\n  z: 3\nd: 4\nc: 5\n");
    assert_eq!(new, "a: 1\n# about b\nb:\n  z: 3\n# about c\nc: 5\nd: 4\n");
}
