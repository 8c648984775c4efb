//! `fundable catalog new`: the first files of a catalog of one's own.

use std::collections::BTreeMap;

use super::super::Outcome;
use super::super::args::CatalogNewArgs;
use super::super::exit::{Exit, Failure};
use super::super::open::slashes;
use super::super::output::{Terminal, write_file};
use super::with_base;
use crate::diag::{did_you_mean, list_names, shortened};
use crate::model::id::is_id;
use crate::overlay::{Entry, Kind, entries};
use crate::raw::{InputKind, json_schema};
use crate::render::starter;

/// Write the files, unless one of them is there.
pub fn new(args: &CatalogNewArgs, terminal: &Terminal) -> Outcome {
    let (built_in, date) =
        with_base(|base| (entries(base.0, base.1, base), base.0.framework.value.catalog_version.value.clone()))
            .ok_or_else(|| Failure::fault("the built-in catalog cannot be read"))?;
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    for id in &args.capability {
        let entry = find(&built_in, Kind::Capability, id).ok_or_else(|| unknown(&built_in, id))?;
        files.insert(format!("capabilities/{id}.yaml"), starter::copied(&entry.yaml, starter::COPIED_CAPABILITY));
    }
    for id in &args.funder {
        let text = match find(&built_in, Kind::Funder, id) {
            Some(entry) => starter::copied(&entry.yaml, starter::COPIED_FUNDER),
            None => starter::funder(checked(id)?, &date),
        };
        files.insert(format!("funders/{id}.yaml"), text);
    }
    if let Some(id) = &args.framework {
        if find_framework(id) {
            let help = "give it an id of its own; `--capability` changes one capability of the built-in framework";
            return Err(Failure::usage(format!("`{id}` is the built-in framework"), help));
        }
        files.extend(starter::framework(checked(id)?, &date).into_iter().map(|(path, text)| (path.to_owned(), text)));
    }
    let names: Vec<String> = files.keys().cloned().collect();
    if let Some(there) = names.iter().find(|name| args.folder.join(name).symlink_metadata().is_ok()) {
        let message = format!("`{}` is there already", slashes(&args.folder.join(there)));
        return Err(Failure::usage(message, "name another folder, or remove it; nothing was written"));
    }
    for (name, text) in &files {
        write_file(&args.folder.join(name), text.as_bytes())?;
    }
    // Editors find the schemas by the first line of each file, wherever the folder lies.
    for kind in KINDS {
        let path = args.folder.join("schema").join(kind.schema_file());
        if path.symlink_metadata().is_err() {
            write_file(&path, format!("{:#}\n", json_schema(kind)).as_bytes())?;
        }
    }
    terminal.done(&format!("wrote {}\n{}", slashes(&args.folder), written(&names)))?;
    terminal.done(&next(args))?;
    Ok(Exit::Success)
}

/// Kinds of files of a catalog.
const KINDS: [InputKind; 7] = [
    InputKind::Framework,
    InputKind::Capability,
    InputKind::Funder,
    InputKind::Threats,
    InputKind::Precedents,
    InputKind::Sources,
    InputKind::WorkKinds,
];

fn written(names: &[String]) -> String {
    names.iter().map(|name| format!("  {name}\n")).chain(["  schema/: for editors\n".to_owned()]).collect()
}

/// What to do with the files.
fn next(args: &CatalogNewArgs) -> String {
    let folder = slashes(&args.folder);
    let begin = match &args.framework {
        Some(_) => format!("; `fundable init my-registry --catalog {folder}` begins a workspace for it"),
        None => String::new(),
    };
    format!(
        "Next: edit them, then run `fundable catalog check {folder}`{begin}.\nUse it with `--catalog {folder}`, or as the folder \
         `catalog` of a workspace, where it is used by itself.\n"
    )
}

fn find<'a>(entries: &'a [Entry], kind: Kind, id: &str) -> Option<&'a Entry> {
    entries.iter().find(|entry| entry.kind == kind && entry.id == id)
}

fn find_framework(id: &str) -> bool {
    with_base(|base| base.0.framework.value.id.value == id).unwrap_or_default()
}

fn unknown(entries: &[Entry], id: &str) -> Failure {
    let known = entries.iter().filter(|entry| entry.kind == Kind::Capability).map(|entry| entry.id.as_str());
    let help = did_you_mean(id, known).unwrap_or_else(|| {
        "`fundable catalog list` lists them; a new one begins as the copy of the one that is most like it".to_owned()
    });
    Failure::usage(format!("`{}` is no capability of the built-in catalog", shortened(id)), help)
}

/// An id that can be the name of a file.
fn checked(id: &str) -> Result<&str, Failure> {
    // Frameworks have versions in their names: `principles-v0.1`.
    if is_id(&id.replace('.', ""), '-') {
        return Ok(id);
    }
    let help = list_names("write lower-case letters and digits joined by hyphens, such as", ["our-fund"]);
    Err(Failure::usage(format!("`{}` is no id", shortened(id)), help))
}
