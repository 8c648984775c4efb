//! `fundable schema`: the JSON Schemas of inputs and outputs.

use super::open::slashes;
use std::path::Path;

use serde_json::Value;

use super::Outcome;
use super::args::SchemaArgs;
use super::exit::{Exit, Failure};
use super::explain;
use super::output::{Terminal, write_file};
use super::table::{Column, table};
use crate::diag::{self, did_you_mean};
use crate::interop::gemara;
use crate::raw::{InputKind, json_schema};
use crate::render::output_schemas;
use crate::text::counted;
use crate::verify::output_schema;

/// A schema, by the name under which it lies in `catalog/schema/`, without the ending.
pub struct Schema {
    /// `plan` for an input, `output/plan` for an output.
    pub name: String,
    /// JSON Schema, draft 2020-12.
    pub value: Value,
}

impl Schema {
    /// The schema as its file holds it.
    pub fn text(&self) -> String {
        format!("{:#}\n", self.value)
    }
}

/// List the schemas, print one, or write them all.
pub fn schema(args: &SchemaArgs, terminal: &Terminal) -> Outcome {
    let all = all();
    match (&args.name, &args.out) {
        (Some(name), _) => terminal.print(&find(&all, name)?.text())?,
        (None, Some(folder)) => write(&all, folder, terminal)?,
        (None, None) => {
            let rows = all.iter().map(|schema| vec![schema.name.clone(), about(&schema.value)]).collect();
            terminal.print(&table(&[Column::fixed("Schema"), Column::text("Of")], rows, terminal))?;
        }
    }
    Ok(Exit::Success)
}

/// Every schema, inputs first.
pub fn all() -> Vec<Schema> {
    let name = |file: &str| file.trim_end_matches(".json").to_owned();
    let inputs = InputKind::ALL
        .into_iter()
        .map(|kind| Schema { name: name(kind.schema_file()), value: json_schema(kind).clone() });
    let others = [diag::json::output_schema(), gemara::output_schema(), output_schema()];
    let outputs = output_schemas().into_iter().chain(others);
    let mut outputs: Vec<_> = outputs
        .chain(explain::output_schemas())
        .map(|(file, value)| Schema { name: format!("output/{}", name(file)), value })
        .collect();
    outputs.sort_by(|a, b| a.name.cmp(&b.name));
    inputs.chain(outputs).collect()
}

fn find<'a>(all: &'a [Schema], name: &str) -> Result<&'a Schema, Failure> {
    // People name the file as well.
    let wanted = name.trim_end_matches(".json").trim_end_matches(".yaml");
    all.iter().find(|schema| schema.name == wanted).ok_or_else(|| {
        let near = did_you_mean(wanted, all.iter().map(|schema| schema.name.as_str()));
        let help = near.unwrap_or_else(|| "`fundable schema` lists them all".to_owned());
        Failure::usage(format!("there is no schema `{name}`"), help)
    })
}

fn write(all: &[Schema], folder: &Path, terminal: &Terminal) -> Result<(), Failure> {
    for schema in all {
        write_file(&folder.join(format!("{}.json", schema.name)), schema.text().as_bytes())?;
    }
    terminal.done(&format!("{} in {}\n", counted(all.len(), "schema", "schemas"), slashes(folder)))
}

/// The first line of what a schema says of itself.
fn about(schema: &Value) -> String {
    let description = schema["description"].as_str().unwrap_or_default();
    let line = description.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    line.split_once(". ").map_or(line.as_str(), |(first, _)| first).trim_end_matches('.').to_owned()
}
