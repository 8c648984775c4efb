//! The `funding.json` of FLOSS/fund, version v1.0.0, from the answers to its form.
//!
//! `rules.rs` checks a manifest against the published schema and the limits of the validator of the directory. Nothing
//! is cut or guessed to keep them: what is wrong is named with its place.

mod rules;
#[cfg(test)]
mod tests;

pub use rules::faults;

use serde_json::{Map, Value, json};

use super::form::FilledForm;

/// A manifest, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Manifest {
    /// Its text, valid by all rules on record.
    Valid(String),
    /// What is wrong with it.
    Faults(Vec<Fault>),
}

/// Something that a rule refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where: `entity.name`, `funding.channels[0].guid`.
    pub place: String,
    /// What is wrong, after the place: `is missing`, `has 251 characters where 250 are allowed`.
    pub what: String,
}

/// The one plan that a proposal is; its id has to be unique in the file and nowhere else.
const PLAN: &str = "security-work";

/// The manifest of a filled form.
pub fn manifest(form: &FilledForm) -> Manifest {
    let value = build(form);
    let faults = faults(&value);
    match serde_json::to_string_pretty(&value) {
        Ok(text) if faults.is_empty() => Manifest::Valid(text + "\n"),
        _ => Manifest::Faults(faults),
    }
}

fn build(form: &FilledForm) -> Value {
    let answer = |id: &str| {
        let field = form.fields.iter().find(|field| field.id.as_str() == id)?;
        field.answer.as_ref().map(|answer| answer.text.clone())
    };
    let object = |fields: &[(&str, &str)]| -> Map<String, Value> {
        let given = fields.iter().filter_map(|(key, id)| Some(((*key).to_owned(), Value::String(answer(id)?))));
        given.collect()
    };
    let mut entity = object(&[
        ("type", "entity.type"),
        ("role", "entity.role"),
        ("name", "entity.name"),
        ("email", "entity.email"),
        ("phone", "entity.phone"),
        ("description", "entity.description"),
    ]);
    let page = object(&[("url", "entity.webpageUrl.url"), ("wellKnown", "entity.webpageUrl.wellKnown")]);
    entity.insert("webpageUrl".to_owned(), page.into());
    let mut project =
        object(&[("guid", "projects.guid"), ("name", "projects.name"), ("description", "projects.description")]);
    project.insert("webpageUrl".to_owned(), object(&[("url", "projects.webpageUrl")]).into());
    project.insert("repositoryUrl".to_owned(), object(&[("url", "projects.repositoryUrl")]).into());
    project.insert("licenses".to_owned(), licences(&answer("projects.licenses").unwrap_or_default()).into());
    project.insert("tags".to_owned(), words(&answer("projects.tags").unwrap_or_default()).into());
    let channels: Vec<Value> = entries(&answer("funding.channels").unwrap_or_default()).map(channel).collect();
    let guids: Vec<Value> = channels.iter().filter_map(|channel| channel.get("guid").cloned()).collect();
    let mut plan = object(&[
        ("status", "funding.plans.status"),
        ("name", "funding.plans.name"),
        ("description", "funding.plans.description"),
        ("currency", "funding.plans.currency"),
        ("frequency", "funding.plans.frequency"),
    ]);
    plan.insert("guid".to_owned(), PLAN.into());
    if let Some(amount) = answer("funding.plans.amount").and_then(|text| text.parse::<u64>().ok()) {
        plan.insert("amount".to_owned(), amount.into());
    }
    plan.insert("channels".to_owned(), guids.into());
    let mut manifest = Map::new();
    if let Some(version) = answer("version") {
        manifest.insert("version".to_owned(), version.into());
    }
    manifest.insert("entity".to_owned(), entity.into());
    // The form asks for a project only where money is asked for one.
    if answer("projects.guid").is_some() {
        manifest.insert("projects".to_owned(), json!([project]));
    }
    manifest.insert("funding".to_owned(), json!({ "channels": channels, "plans": [plan] }));
    manifest.into()
}

/// Lines with something on them, without the mark of a list.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(|line| line.trim().trim_start_matches("- ").trim()).filter(|line| !line.is_empty())
}

/// A way to pay, one entry of a list: kind, short id, address.
fn channel(line: &str) -> Value {
    let mut words = line.splitn(3, char::is_whitespace);
    let mut channel = Map::new();
    for key in ["type", "guid", "address"] {
        if let Some(word) = words.next() {
            channel.insert(key.to_owned(), word.trim().into());
        }
    }
    channel.into()
}

/// Words between commas and line breaks.
fn words(text: &str) -> Vec<Value> {
    let words = entries(text).flat_map(|line| line.split(',')).map(str::trim).filter(|word| !word.is_empty());
    words.map(Value::from).collect()
}

/// Licences, each as an SPDX id: `MIT OR Apache-2.0` is two. What is no id stays as it was written.
fn licences(text: &str) -> Vec<Value> {
    let parts = entries(text).flat_map(|line| line.split(',')).flat_map(|part| part.split(" OR ")).map(str::trim);
    let is_id = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.+".contains(&byte));
    let id = |text: &str| if is_id(text) { format!("spdx:{text}") } else { text.to_owned() };
    parts.filter(|part| !part.is_empty()).map(|part| id(part).into()).collect()
}
