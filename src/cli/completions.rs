//! `fundable completions`: what a shell offers after the tabulator key.
//!
//! Values that the program checks itself, such as recipients and ids of the catalog, are written into the script: it needs no
//! run of the program at each key, and stays right until the catalog changes.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, ValueHint};
use clap_complete::generate;

use super::Outcome;
use super::args::CompletionsArgs;
use super::exit::Exit;
use super::open::open_catalog;
use super::output::Terminal;
use super::parse::command;
use super::schema;
use crate::compose::Recipient;
use crate::diag::{Code, Diagnostics, human};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, FunderId};
use crate::render::builtin_templates;
use crate::source::Sources;

/// Print the script of a shell.
pub fn completions(args: &CompletionsArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(catalog) = open_catalog(args.catalog.catalog.as_deref(), &mut sources, &mut diagnostics) else {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        return Ok(Exit::BadInput);
    };
    let mut command = with_values(visible(&command()), &Values::of(&catalog));
    let mut script = Vec::new();
    generate(args.shell, &mut command, "fundable", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}

/// What can stand for the values of options, by the name that help gives them.
struct Values {
    capabilities: Vec<String>,
    categories: Vec<String>,
    funders: Vec<String>,
    recipients: Vec<String>,
    topics: Vec<String>,
    templates: Vec<String>,
    schemas: Vec<String>,
}

impl Values {
    fn of(catalog: &Catalog) -> Self {
        let capabilities: Vec<_> = catalog.capabilities.keys().map(CapabilityId::to_string).collect();
        let funders: Vec<_> = catalog.funders.keys().map(FunderId::to_string).collect();
        let mut recipients: Vec<_> = Recipient::NAMES.map(str::to_owned).to_vec();
        recipients.extend(funders.iter().filter(|id| !Recipient::NAMES.contains(&id.as_str())).cloned());
        let codes = Code::ALL.iter().map(|code| code.name().to_owned());
        Self {
            topics: capabilities.iter().chain(&funders).cloned().chain(codes).collect(),
            templates: builtin_templates().into_iter().map(|(name, _)| name).collect(),
            categories: catalog.framework.categories.keys().map(ToString::to_string).collect(),
            schemas: schema::all().into_iter().map(|schema| schema.name).collect(),
            capabilities,
            funders,
            recipients,
        }
    }

    /// Values of an argument; none where anything can stand.
    fn of_argument(&self, command: &str, argument: &Arg) -> Option<&[String]> {
        let name = argument.get_value_names()?.first()?.as_str();
        Some(match (name, argument.get_id().as_str()) {
            ("RECIPIENT", _) => &self.recipients,
            ("ID", "category") => &self.categories,
            ("ID", "funder") | ("FUNDERS", _) => &self.funders,
            ("ID" | "IDS", "why" | "capability" | "capabilities" | "without" | "id") => &self.capabilities,
            ("CAPABILITY|FUNDER|CODE", _) => &self.topics,
            ("NAME", _) if command == "eject" => &self.templates,
            ("NAME", _) if command == "schema" => &self.schemas,
            _ => return None,
        })
    }
}

/// The commands without those that nobody calls by hand; scripts for bash offer them otherwise.
fn visible(command: &Command) -> Command {
    let shown = command.get_subcommands().filter(|below| !below.is_hide_set());
    Command::new(command.get_name().to_owned())
        .version(env!("CARGO_PKG_VERSION"))
        .disable_help_subcommand(true)
        .args(command.get_arguments())
        .subcommands(shown)
}

/// The commands with the values that their arguments can have.
fn with_values(command: Command, values: &Values) -> Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|argument| {
            let known = values.of_argument(&name, &argument).map(<[String]>::to_vec);
            match (known, path_hint(&argument)) {
                (Some(known), _) => argument.value_parser(PossibleValuesParser::new(known)),
                (None, Some(hint)) => argument.value_hint(hint),
                (None, None) => argument,
            }
        })
        .mut_subcommands(|command| with_values(command, values))
}

/// Whether an argument is a folder or a file.
fn path_hint(argument: &Arg) -> Option<ValueHint> {
    match argument.get_value_names()?.first()?.as_str() {
        "DIR" | "WORKSPACE" => Some(ValueHint::DirPath),
        "FILE" | "PATH" | "OTHER" | "[WORKSPACE] REVIEW" => Some(ValueHint::AnyPath),
        _ => None,
    }
}
