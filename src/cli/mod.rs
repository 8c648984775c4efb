//! The command line: options to stages to output, one command per file.

pub mod args;
mod backlog;
mod batch;
mod budget;
mod catalog;
mod check;
pub mod colour;
mod compare;
mod completions;
mod documents;
pub mod exit;
mod explain;
mod export;
mod fold;
mod forecast;
mod forms;
mod import;
mod import_dsomm;
mod init;
mod man;
mod migrate;
mod open;
mod out_folder;
pub mod output;
mod parse;
mod pictures;
mod plan;
mod portfolio;
mod propose;
mod report;
mod review;
mod review_merge;
pub mod schema;
mod status;
mod table;
mod templates;
mod text_edit;
mod tools;
mod typst;
mod verify;
pub mod voice;
mod written;

use std::ffi::OsString;

use serde::Serialize;

use args::Command;
use exit::{Exit, Failure};
use output::Terminal;

/// Run the program and say how it ended.
pub fn run() -> Exit {
    let cli = match parse::parse(&std::env::args_os().collect::<Vec<OsString>>()) {
        Ok(cli) => cli,
        // Help and version are no faults; clap tells them apart and knows where each goes.
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Success };
        }
    };
    let terminal = Terminal::detect(cli.color, cli.voice.into());
    let result = match &cli.command {
        Command::Init(args) => init::init(args, &terminal),
        Command::Check(args) => check::check(args, &terminal),
        Command::Status(args) => status::status(args, &terminal),
        Command::Plan(args) => plan::plan(args, &terminal),
        Command::Forecast(args) => forecast::forecast(args, &terminal),
        Command::Compare(args) => compare::compare(args, &terminal),
        Command::Budget(args) => budget::budget(args, &terminal),
        Command::Propose(args) => propose::propose(args, &terminal),
        Command::Portfolio(args) => portfolio::portfolio(args, &terminal),
        Command::Report(args) => report::report(args, &terminal),
        Command::Review(args) => review::review(args, &terminal),
        Command::Typst(args) => typst::typst(args, &terminal),
        Command::Backlog(args) => backlog::backlog(args, &terminal),
        Command::Verify(args) => verify::verify(args, &terminal),
        Command::Catalog(args) => catalog::catalog(args, &terminal),
        Command::Migrate(args) => migrate::migrate(args, &terminal),
        Command::Templates(args) => templates::templates(args, &terminal),
        Command::RenderTemplate => templates::sandbox::child(),
        Command::Explain(args) => explain::explain(args, &terminal),
        Command::Export(args) => export::export(args, &terminal),
        Command::Import(args) => import::import(args, &terminal),
        Command::Schema(args) => schema::schema(args, &terminal),
        Command::Completions(args) => completions::completions(args, &terminal),
        Command::Man(args) => man::man(args, &terminal),
    };
    terminal.trace(|| "done".to_owned());
    match result {
        Ok(exit) => exit,
        Err(failure) => {
            terminal.failure(&failure);
            failure.exit
        }
    }
}

/// The result of a command.
type Outcome = Result<Exit, Failure>;

/// Print a value as JSON, indented, with a final line break.
fn json(value: &impl Serialize, terminal: &Terminal) -> Result<(), Failure> {
    let text =
        serde_json::to_string_pretty(value).map_err(|error| Failure::fault(format!("cannot make JSON: {error}")))?;
    terminal.print(&(text + "\n"))
}
