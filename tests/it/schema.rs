//! The committed JSON Schemas, and the files that claim to follow them.

use std::fs;
use std::path::Path;

use fundable::cli::schema::{self, Schema};
use fundable::diag::{Diagnostics, human};
use fundable::load;
use fundable::raw::InputKind;
use fundable::source::{Part, Sources};
use serde_json::Value;

use crate::reference;
use crate::support::{folders, fundable, root};

#[test]
fn committed_reference_is_that_of_the_schemas_and_the_help_texts() {
    let folder = root().join("docs/reference");
    let pages = reference::pages(&root().join("tests/help")).unwrap();
    for (name, page) in &pages {
        let committed = fs::read_to_string(folder.join(name)).unwrap_or_default();
        assert!(committed == *page, "docs/reference/{name} is stale: run `cargo xtask schema`");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), pages.len(), "docs/reference holds a page that nothing makes");
}

#[test]
fn committed_schemas_are_those_of_the_types() {
    let folder = root().join("catalog/schema");
    let n_files = |folder: &Path| {
        let is_file = |entry: &fs::DirEntry| entry.file_type().unwrap().is_file();
        fs::read_dir(folder).unwrap().filter(|entry| is_file(entry.as_ref().unwrap())).count()
    };
    for schema in schema::all() {
        let path = folder.join(format!("{}.json", schema.name));
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == schema.text(), "{} is stale: run `cargo xtask schema`", path.display());
    }
    let n_outputs = schema::all().iter().filter(|schema| schema.name.starts_with("output/")).count();
    assert_eq!(n_files(&folder), InputKind::ALL.len(), "catalog/schema holds a file that no kind of input has");
    assert_eq!(n_files(&folder.join("output")), n_outputs, "catalog/schema/output holds a file that no output has");
}

#[test]
fn schemas_of_outputs_name_every_field() {
    let folder = tempfile::tempdir().unwrap();
    let forged = forged_plan(folder.path());
    let log = folder.path().join("log.yaml").to_str().unwrap().to_owned();
    fs::write(&log, fundable(["export", "gemara-evaluation", "examples/rubygems"]).out).unwrap();
    for (name, args) in [
        ("status.json", vec!["status", "examples/npm", "--json"]),
        ("plan.json", vec!["plan", "examples/npm", "--json"]),
        ("forecast.json", vec!["forecast", "examples/npm", "--runs", "50", "--json"]),
        ("backlog.json", vec!["backlog", "examples/npm", "--format", "json"]),
        ("budget.json", vec!["budget", "examples/npm", "--amount", "99999", "--json"]),
        (
            "review-merge.json",
            vec![
                "review",
                "merge",
                "tests/bad/agrees-but-differs",
                "tests/bad/agrees-but-differs/review-anna.yaml",
                "--json",
            ],
        ),
        ("catalog-check.json", vec!["catalog", "check", "examples/release-hygiene/catalog", "--json"]),
        ("catalog-check.json", vec!["catalog", "check", "tests/bad/need-cycle/catalog", "--json"]),
        ("catalog-entry.json", vec!["catalog", "show", "authz-rbac", "--json"]),
        ("catalog-list.json", vec!["catalog", "list", "--json"]),
        ("comparison.json", vec!["compare", "examples/npm", "--target", "1", "--json"]),
        (
            "migration.json",
            vec![
                "migrate",
                "examples/release-hygiene",
                "--to",
                "examples/release-hygiene/catalog-v2",
                "--map",
                "examples/release-hygiene/migration-v2.yaml",
                "--taxonomy",
                "mirrors=no",
                "--check",
                "--json",
            ],
        ),
        (
            "report.json",
            vec!["report", "tests/data/report", "--before", "tests/data/report/assessment-2026-06.yaml", "--json"],
        ),
        ("explain.json", vec!["explain", "authz-rbac", "--json"]),
        ("form.json", vec!["propose", "examples/npm", "--for", "floss-fund", "--forms-only", "--json"]),
        ("portfolio.json", vec!["portfolio", "examples/rust-crates", "--funders", "nlnet,sovereign-tech", "--json"]),
        ("explain-funder.json", vec!["explain", "floss-fund", "--json"]),
        ("explain-code.json", vec!["explain", "need-cycle", "--json"]),
        ("topics.json", vec!["explain", "--json"]),
        (
            "import.json",
            vec!["import", "gemara-evaluation", &log, "--into", "tests/data/report", "--dry-run", "--json"],
        ),
        ("diagnostics.json", vec!["check", "tests/bad/unknown-capability", "--json"]),
        ("verification.json", vec!["verify", &forged, "--json"]),
    ] {
        let file = format!("output/{}", name.trim_end_matches(".json"));
        let Schema { value, .. } = schema::all().into_iter().find(|schema| schema.name == file).unwrap();
        let output: Value = serde_json::from_str(&fundable(args).out).unwrap();
        fits(&output, &value, &value, name);
    }
}

/// A plan that is refused, so that its report has every field.
fn forged_plan(folder: &Path) -> String {
    let plan = fundable(["plan", "examples/npm", "--json"]).out;
    let forged = plan.replacen("\"position\": 1,", "\"position\": 2,", 1);
    assert_ne!(forged, plan);
    let path = folder.join("plan.json");
    fs::write(&path, forged).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Whether every field of an output is in its schema, and every required field in the output.
fn fits(value: &Value, schema: &Value, root: &Value, at: &str) {
    let target = schema.get("$ref").and_then(Value::as_str).and_then(|path| path.strip_prefix('#'));
    let schema = target.and_then(|path| root.pointer(path)).unwrap_or(schema);
    if let Some(choices) = schema.get("anyOf").and_then(Value::as_array) {
        if !value.is_null() {
            fits(value, &choices[0], root, at);
        }
        return;
    }
    match value {
        Value::Object(fields) => {
            let known = schema["properties"].as_object().unwrap_or_else(|| panic!("{at} has no fields in its schema"));
            for (name, field) in fields {
                let schema = known.get(name).unwrap_or_else(|| panic!("{at}.{name} is not in the schema"));
                fits(field, schema, root, &format!("{at}.{name}"));
            }
            let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
            required.for_each(|name| assert!(fields.contains_key(name), "{at}.{name} is missing"));
        }
        Value::Array(items) if schema.get("items").is_some() => {
            items.iter().for_each(|item| fits(item, &schema["items"], root, &format!("{at}[]")));
        }
        _ => {}
    }
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
    let funders = fs::read_dir(catalog.join("funders")).unwrap();
    files.extend(funders.map(|entry| (InputKind::Funder, entry.unwrap().path())));
    assert_eq!(files.len(), 5 + 32 + 8);
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    for (kind, path) in files {
        let file = load::read_text(Part::Catalog, &path, &mut sources, &mut diagnostics).unwrap();
        let _: Option<Value> = load::parse(kind, file, &sources, &mut diagnostics);
    }
    let report = human::render(&diagnostics, &sources, human::Options { colour: false, width: 120 });
    assert!(diagnostics.is_empty(), "{report}");
}

#[test]
fn every_yaml_file_names_its_schema_in_its_first_line() {
    let mut paths = vec![root().join("catalog")];
    paths.extend(["catalog/capabilities", "catalog/funders"].map(|folder| root().join(folder)));
    paths.extend(folders(&root().join("examples")));
    for catalog in ["catalog", "catalog-v2"].map(|name| root().join("examples/release-hygiene").join(name)) {
        paths.extend([catalog.join("capabilities"), catalog]);
    }
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
