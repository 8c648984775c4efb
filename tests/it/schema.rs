//! The committed JSON Schemas, and the files that claim to follow them.

use std::fs;

use fundable::diag::{Diagnostics, human};
use fundable::load;
use fundable::raw::{InputKind, json_schema};
use fundable::source::{Part, Sources};

use crate::support::{folders, root};

#[test]
fn committed_schemas_are_those_of_the_raw_types() {
    let folder = root().join("catalog/schema");
    for kind in InputKind::ALL {
        let path = folder.join(kind.schema_file());
        let committed = fs::read_to_string(&path).unwrap_or_default();
        let is_fresh = committed == format!("{:#}\n", json_schema(kind));
        assert!(is_fresh, "{} is stale: run `cargo xtask schema`", path.display());
    }
    let n_files = fs::read_dir(&folder).unwrap().count();
    assert_eq!(n_files, InputKind::ALL.len(), "catalog/schema holds a file that no kind of input has");
}

/// The program trusts the shape of its built-in files; this is where it is checked.
#[test]
fn catalog_files_have_the_shape_of_their_schemas() {
    let catalog = root().join("catalog");
    let mut files = vec![
        (InputKind::Framework, catalog.join("framework.yaml")),
        (InputKind::WorkKinds, catalog.join("work-kinds.yaml")),
        (InputKind::Threats, catalog.join("threats.yaml")),
        (InputKind::Precedents, catalog.join("precedents.yaml")),
        (InputKind::Sources, catalog.join("sources.yaml")),
    ];
    let capabilities = fs::read_dir(catalog.join("capabilities")).unwrap();
    files.extend(capabilities.map(|entry| (InputKind::Capability, entry.unwrap().path())));
    assert_eq!(files.len(), 5 + 32);
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    for (kind, path) in files {
        let file = load::read_text(Part::Catalog, &path, &mut sources, &mut diagnostics).unwrap();
        let _: Option<serde_json::Value> = load::parse(kind, file, &sources, &mut diagnostics);
    }
    let report = human::render(&diagnostics, &sources, human::Options { colour: false, width: 120 });
    assert!(diagnostics.is_empty(), "{report}");
}

#[test]
fn every_yaml_file_names_its_schema_in_its_first_line() {
    let mut paths = vec![root().join("catalog")];
    paths.push(root().join("catalog/capabilities"));
    paths.extend(folders(&root().join("examples")));
    for folder in paths {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "yaml") {
                let text = fs::read_to_string(&path).unwrap();
                let first = text.lines().next().unwrap();
                let schema = first.strip_prefix("# yaml-language-server: $schema=");
                let schema = schema.unwrap_or_else(|| panic!("{} does not name its schema", path.display()));
                assert!(folder.join(schema).is_file(), "{} names a schema that is not there", path.display());
            }
        }
    }
}
