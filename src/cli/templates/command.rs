//! `fundable templates`: list, eject, context, check.

use super::super::open::slashes;
use std::collections::BTreeMap;
use std::path::Path;

use super::Templates;
use crate::cli::args::{
    ProposeArgs, TemplateArgs, TemplatesArgs, TemplatesCheckArgs, TemplatesCommand, TemplatesContextArgs,
    TemplatesEjectArgs, TemplatesListArgs,
};
use crate::cli::exit::{Exit, Failure};
use crate::cli::output::{Terminal, write_file};
use crate::cli::propose::propose_with;
use crate::cli::table::{Column, table};
use crate::cli::{Outcome, json};
use crate::diag::{Diagnostics, did_you_mean, human};
use crate::render::{BUILTIN, builtin_templates, builtin_theme};
use crate::source::{FileId, Sources};
use crate::text::counted;

/// Do what was asked for with templates.
pub fn templates(args: &TemplatesArgs, terminal: &Terminal) -> Outcome {
    match &args.command {
        TemplatesCommand::List(args) => list(args, terminal),
        TemplatesCommand::Eject(args) => eject(args, terminal),
        TemplatesCommand::Context(args) => context(args, terminal),
        TemplatesCommand::Check(args) => check(args, terminal),
    }
}

/// A table of all templates.
fn list(args: &TemplatesListArgs, terminal: &Terminal) -> Outcome {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let folder = super::folder(&args.templates, &args.workspace);
    let read = Templates::read(folder.as_deref(), &mut sources, &mut diagnostics);
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    let Some((raw, _)) = read else { return Ok(Exit::BadInput) };
    let own: BTreeMap<String, FileId> = raw.files().collect();
    let place = |name: &str| own.get(name).map(|file| sources.get(*file).name.clone());
    let mut rows: Vec<_> = builtin_files()
        .into_iter()
        .map(|(name, text)| {
            let used = place(&name).unwrap_or_else(|| "built in".to_owned());
            vec![name, purpose(text), used]
        })
        .collect();
    let others = own.keys().filter(|name| !rows.iter().any(|row| row[0] == **name)).cloned().collect::<Vec<_>>();
    rows.extend(others.into_iter().map(|name| {
        let used = place(&name).unwrap_or_default();
        vec![name, String::new(), used]
    }));
    terminal.print(&table(
        &[Column::fixed("Template"), Column::text("What it is"), Column::text("Used")],
        rows,
        terminal,
    ))?;
    Ok(if diagnostics.has_errors() { Exit::BadInput } else { Exit::Success })
}

/// Everything built in that a user can replace: the templates, and then the theme.
fn builtin_files() -> Vec<(String, &'static str)> {
    let theme = builtin_theme().into_iter().map(|(name, text)| (format!("theme/{name}"), text));
    builtin_templates().into_iter().chain(theme).collect()
}

/// The first sentence of the comment at the head of a built-in file.
fn purpose(text: &str) -> String {
    let within = |begin: &str, end: &str| Some(text.split_once(begin)?.1.split_once(end)?.0.to_owned());
    let comment = match text.get(..2) {
        Some("/*") => within("/*", "*/"),
        Some("//") => Some(lines_of_comment(text, "//")),
        Some("# ") => Some(lines_of_comment(text, "#")),
        _ => within("{#", "#}"),
    };
    let comment = comment.unwrap_or_default();
    let words: Vec<_> = comment.trim_matches(|c: char| c == '-' || c.is_whitespace()).split_whitespace().collect();
    let line = words.join(" ");
    line.split_once(". ").map_or(line.as_str(), |(first, _)| first).trim_end_matches('.').to_owned()
}

/// What the lines at the head of a text say that begin with this mark.
fn lines_of_comment(text: &str, mark: &str) -> String {
    text.lines().map_while(|line| line.strip_prefix(mark)).collect::<Vec<_>>().join(" ")
}

/// Write built-in templates out.
fn eject(args: &TemplatesEjectArgs, terminal: &Terminal) -> Outcome {
    let all = builtin_files();
    let mut files = Vec::new();
    let mut seen = 0;
    for (name, text) in &all {
        if args.all || args.names.contains(name) {
            seen += 1;
            files.push((name.as_str(), if args.extend { extending(name, text)? } else { (*text).to_owned() }));
        }
    }
    let unknown = args.names.iter().find(|name| !all.iter().any(|(known, _)| known == *name));
    if let Some(name) = unknown {
        let near = did_you_mean(name, all.iter().map(|(known, _)| known.as_str()));
        let help = near.unwrap_or_else(|| "`fundable templates list` shows the names".to_owned());
        return Err(Failure::usage(format!("`{name}` is no built-in template"), help));
    }
    // A template that is there already may be somebody's work.
    let there: Vec<_> = files.iter().map(|(name, _)| *name).filter(|name| args.out.join(name).exists()).collect();
    if !there.is_empty() {
        return Err(Failure::environment(
            format!("not written, because they are there: {}", shown(&args.out, &there)),
            "nothing was changed; move them away, or name another folder with `--out`",
        ));
    }
    for (name, text) in &files {
        write_file(&args.out.join(name), text.as_bytes())?;
    }
    let names: Vec<_> = files.iter().map(|(name, _)| *name).collect();
    terminal.done(&format!("{}: {}\n", counted(seen, "file", "files"), shown(&args.out, &names)))?;
    Ok(Exit::Success)
}

/// Print what the templates of a recipient can use.
fn context(args: &TemplatesContextArgs, terminal: &Terminal) -> Outcome {
    // By the built-in templates: what can be used does not depend on a template that is still in the making.
    let templates = Templates::builtin().rehearsal();
    let exit =
        propose_with(&ProposeArgs::rehearsal(&args.workspace, &args.recipient, args.private), &templates, terminal)?;
    let views: Vec<_> = templates.seen();
    // One document has one view; the issues have one each, all of the same shape.
    let mut printed = BTreeMap::new();
    for seen in views {
        printed.entry(seen.template).or_insert(seen.view);
    }
    if !printed.is_empty() {
        json(&printed, terminal)?;
    }
    Ok(exit)
}

/// Render everything with a workspace's own templates, and write nothing.
fn check(args: &TemplatesCheckArgs, terminal: &Terminal) -> Outcome {
    let Some(folder) = super::folder(&args.templates, &args.workspace.workspace) else {
        return Err(Failure::usage(
            format!("`{}` has no folder `templates`", slashes(&args.workspace.workspace)),
            "name one with `--templates`; `fundable templates eject` writes templates to begin with",
        ));
    };
    let named = TemplateArgs { templates: Some(folder) };
    let mut n_rendered = 0;
    let default = ["psf-fundables", "community", "alpha-omega"].map(str::to_owned);
    let recipients = if args.recipients.is_empty() { &default[..] } else { &args.recipients };
    for recipient in recipients {
        let templates = match Templates::open(&named, &args.workspace.workspace, terminal)? {
            Ok(templates) => templates.rehearsal(),
            Err(exit) => return Ok(exit),
        };
        let exit = propose_with(&ProposeArgs::rehearsal(&args.workspace, recipient, false), &templates, terminal)?;
        if exit != Exit::Success {
            return Ok(exit);
        }
        n_rendered += templates.seen().len();
    }
    terminal.done(&format!(
        "{} rendered, for {}\n",
        counted(n_rendered, "document", "documents"),
        recipients.join(", ")
    ))?;
    Ok(Exit::Success)
}

fn shown(folder: &Path, names: &[&str]) -> String {
    let paths: Vec<_> = names.iter().map(|name| slashes(&folder.join(name))).collect();
    paths.join(", ")
}

/// A template that extends a built-in one, with a comment that names its blocks.
fn extending(name: &str, text: &str) -> Result<String, Failure> {
    let blocks: Vec<_> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("{% block ")?.split_once(" %}").map(|(block, _)| block))
        .collect();
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return Err(Failure::usage(
            format!("`{name}` has no blocks, so it cannot be extended"),
            "leave out `--extend` to get a copy of it",
        ));
    };
    Ok(format!(
        "{{% extends \"{BUILTIN}{name}\" %}}\n\
         {{#- Name the blocks that are to say something else; all others stay as they are and follow later versions.\n\
         Blocks: {}.\n\
         `{{{{ super() }}}}` stands for what the built-in block says. For instance:\n\n\
         {{% block {first} %}}{{{{ super() }}}}\n\nOne more paragraph.\n\n{{% endblock {first} %}}\n\n\
         The block `{last}` is empty: a place for a section of your own. -#}}\n",
        blocks.join(", ")
    ))
}
