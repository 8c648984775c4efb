//! `fundable explain`: what a capability, a funder or a diagnostic code means.

use std::path::Path;

use schemars::{JsonSchema, schema_for};
use serde::Serialize;
use serde_json::Value;

use super::args::ExplainArgs;
use super::exit::{Exit, Failure};
use super::open::{catalog_in_use, open_catalog};
use super::output::Terminal;
use super::{Outcome, json};
use crate::diag::{Code, Diagnostics, did_you_mean, human};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, FunderId};
use crate::render::explain::{CapabilityExplained, capability, text};
use crate::render::explain_funder;
use crate::source::Sources;

/// Explain one topic, or list them all.
pub fn explain(args: &ExplainArgs, terminal: &Terminal) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Diagnostics::default();
    let own = catalog_in_use(&args.catalog, Path::new("."), terminal);
    let Some(catalog) = open_catalog(own.as_deref(), &mut sources, &mut diagnostics) else {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        return Ok(Exit::BadInput);
    };
    terminal.trace_sources(&sources);
    let Some(topic) = &args.topic else {
        let topics = Topics::of(&catalog);
        if args.json {
            json(&topics, terminal)?
        } else {
            terminal.print(&topics.text())?
        }
        return Ok(Exit::Success);
    };
    if let Some(code) = Code::ALL.iter().find(|code| code.name() == topic) {
        let page = CodePage {
            format: "fundable-explain/1",
            code: code.name(),
            description: code.description(),
            page: code.page(),
        };
        if args.json {
            json(&page, terminal)?
        } else {
            terminal.print(page.page)?
        }
        return Ok(Exit::Success);
    }
    let id = CapabilityId::new(topic.as_str());
    if catalog.capabilities.contains_key(&id) {
        let explained: CapabilityExplained = capability(&catalog, &id);
        if args.json {
            json(&explained, terminal)?
        } else {
            terminal.print(&text(&explained, terminal.width))?
        }
        return Ok(Exit::Success);
    }
    let funder = FunderId::new(topic.as_str());
    if catalog.funders.contains_key(&funder) {
        let explained = explain_funder::funder(&catalog, &funder);
        if args.json {
            json(&explained, terminal)?
        } else {
            terminal.print(&explain_funder::text(&explained, terminal.width))?
        }
        return Ok(Exit::Success);
    }
    let known = catalog.capabilities.keys().map(CapabilityId::as_str);
    let known =
        known.chain(catalog.funders.keys().map(FunderId::as_str)).chain(Code::ALL.iter().map(|code| code.name()));
    let help = did_you_mean(topic, known).unwrap_or_else(|| "`fundable explain` lists all topics".to_owned());
    Err(Failure::usage(format!("`{topic}` is neither a capability nor a funder nor a diagnostic code"), help))
}

/// File names and schemas (JSON Schema, draft 2020-12) of what is explained here and not by a view.
pub fn output_schemas() -> [(&'static str, Value); 2] {
    [("explain-code.json", schema_for!(CodePage).to_value()), ("topics.json", schema_for!(Topics).to_value())]
}

/// What a diagnostic code means, format `fundable-explain/1`.
#[derive(Serialize, JsonSchema)]
struct CodePage {
    /// Always `fundable-explain/1`.
    format: &'static str,
    /// The code, in kebab case.
    code: &'static str,
    /// One sentence.
    description: &'static str,
    /// The page about it, Markdown.
    page: &'static str,
}

/// `fundable explain --json`, format `fundable-topics/1`.
#[derive(Serialize, JsonSchema)]
struct Topics {
    /// Always `fundable-topics/1`.
    format: &'static str,
    /// In the order of the catalog.
    capabilities: Vec<Topic>,
    /// In the order of the catalog.
    funders: Vec<Topic>,
    /// Diagnostic codes.
    codes: Vec<Topic>,
}

/// Something that can be explained.
#[derive(Serialize, JsonSchema)]
struct Topic {
    /// What to write after `fundable explain`.
    name: String,
    /// A few words about it.
    about: String,
}

impl Topics {
    fn of(catalog: &Catalog) -> Self {
        let capabilities = catalog.capabilities.values().map(|item| Topic {
            name: item.id.to_string(),
            about: format!("{} {} (level {})", item.number, item.title, item.level),
        });
        let funders =
            catalog.funders.values().map(|item| Topic { name: item.id.to_string(), about: item.name.clone() });
        let codes =
            Code::ALL.iter().map(|code| Topic { name: code.name().to_owned(), about: code.description().to_owned() });
        Self {
            format: "fundable-topics/1",
            capabilities: capabilities.collect(),
            funders: funders.collect(),
            codes: codes.collect(),
        }
    }

    fn text(&self) -> String {
        let section = |head: &str, topics: &[Topic]| {
            let width = topics.iter().map(|topic| topic.name.len()).max().unwrap_or_default();
            let lines = topics.iter().map(|topic| format!("  {:width$}  {}\n", topic.name, topic.about));
            format!("{head}\n{}", lines.collect::<String>())
        };
        [
            section("Capabilities", &self.capabilities),
            section("Funders", &self.funders),
            section("Diagnostic codes", &self.codes),
        ]
        .join("\n")
    }
}
