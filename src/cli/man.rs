//! `fundable man`: the manual pages, one per command.

use super::open::slashes;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::Outcome;
use super::args::ManArgs;
use super::exit::{Exit, Failure};
use super::output::{Terminal, write_file};
use super::parse::command;
use crate::diag::did_you_mean;
use crate::text::counted;

/// How the examples at the end of a help text begin.
const EXAMPLES: &str = "For instance:\n";

/// Print one page or write them all.
pub fn man(args: &ManArgs, terminal: &Terminal) -> Outcome {
    let mut root = command().disable_help_subcommand(true);
    root.build();
    if let Some(folder) = &args.out {
        let mut pages = Vec::new();
        collect(&root, &mut pages);
        for command in &pages {
            write_file(&folder.join(format!("{}.1", name(command))), page(&root, command)?.as_bytes())?;
        }
        terminal.done(&format!("{} in {}\n", counted(pages.len(), "page", "pages"), slashes(folder)))?;
        return Ok(Exit::Success);
    }
    let mut found = &root;
    for word in &args.command {
        found = found.find_subcommand(word).filter(|command| !command.is_hide_set()).ok_or_else(|| {
            let near = did_you_mean(word, visible(found).map(Command::get_name));
            let help = near.unwrap_or_else(|| "`fundable --help` lists the commands".to_owned());
            Failure::usage(format!("`{}` has no command `{word}`", name(found)), help)
        })?;
    }
    terminal.print(&page(&root, found)?)?;
    Ok(Exit::Success)
}

/// A command and all below it.
fn collect<'a>(command: &'a Command, pages: &mut Vec<&'a Command>) {
    pages.push(command);
    visible(command).for_each(|command| collect(command, pages));
}

fn visible(command: &Command) -> impl Iterator<Item = &Command> {
    command.get_subcommands().filter(|command| !command.is_hide_set())
}

/// `fundable-review-merge`
fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// A page; it has no date, so that the same program always writes the same bytes.
fn page(root: &Command, command: &Command) -> Result<String, Failure> {
    let version = root.get_version().unwrap_or_default();
    let man = Man::new(command.clone());
    let mut out = Vec::new();
    man.render_name_section(&mut out)
        .and_then(|()| man.render_synopsis_section(&mut out))
        .and_then(|()| man.render_description_section(&mut out))
        .and_then(|()| man.render_options_section(&mut out))
        .and_then(|()| match command.has_subcommands() {
            true => man.render_subcommands_section(&mut out),
            false => Ok(()),
        })
        .and_then(|()| rest(root, command).to_writer(&mut out))
        .map_err(|error| Failure::fault(format!("cannot make a manual page: {error}")))?;
    // Each section comes with this head of its own.
    let head = Roff::new().render();
    let sections = String::from_utf8_lossy(&out).replace(&head, "");
    // clap_mangen leaves an empty date out, and what follows would move into its place.
    Ok(format!("{head}.TH {} 1 \"\" \"fundable {version}\" \"User commands\"\n{sections}", name(command)))
}

/// What stands after the options of a help text, and the other pages.
fn rest(root: &Command, command: &Command) -> Roff {
    let mut roff = Roff::new();
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let (notes, examples) = after.split_once(EXAMPLES).unwrap_or((&after, ""));
    if !notes.trim().is_empty() {
        roff.control("SH", ["NOTES"]);
        roff.text([roman(notes.trim())]);
    }
    if !examples.trim().is_empty() {
        roff.control("SH", ["EXAMPLES"]);
        // Lines of their own, unfilled: they are there to be copied.
        roff.control("nf", []);
        for line in examples.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    let mut all = Vec::new();
    collect(root, &mut all);
    let own = name(command);
    let is_near = |other: &str| own.starts_with(&format!("{other}-")) || other.starts_with(&format!("{own}-"));
    let near: Vec<_> = all.into_iter().map(name).filter(|other| is_near(other)).collect();
    roff.control("SH", ["SEE ALSO"]);
    for (idx, other) in near.iter().enumerate() {
        let comma = if idx + 1 == near.len() { "" } else { "," };
        roff.text([bold(*other), roman(format!("(1){comma}"))]);
    }
    roff
}
