//! `fundable import dsomm`: a maturity model as a catalog of one's own.

use std::fs;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::args::DsommArgs;
use super::exit::{Exit, Failure};
use super::open::{open_catalog, slashes};
use super::output::{Terminal, write_file};
use crate::diag::{Diagnostics, human, shortened};
use crate::interop::dsomm::{EffortTable, Model, Options, files, model};
use crate::load;
use crate::model::date::{PartialDate, parse_day};
use crate::source::Sources;
use crate::text::counted;

/// Read a model and write a catalog.
pub fn dsomm(args: &DsommArgs, terminal: &Terminal) -> Outcome {
    let (efforts, work) = (efforts(&args.effort)?, work(&args.work)?);
    let date = parse_day(&args.date).ok_or_else(|| {
        Failure::usage(format!("`--date` cannot be `{}`", shortened(&args.date)), "write year, month and day")
    })?;
    refuse_used(&args.out)?;
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let raw = load::maturity_model(&args.path, &mut sources, &mut diagnostics);
    let model = raw.and_then(|raw| model(&raw, &mut diagnostics));
    if !diagnostics.is_empty() {
        terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
    }
    let Some(model) = model.filter(|_| !diagnostics.has_errors()) else { return Ok(Exit::BadInput) };
    let said = |option: &Option<String>, file: &Option<String>| option.clone().or_else(|| file.clone());
    let is_link = |text: &String| text.starts_with("https://") || text.starts_with("http://");
    let not_said = || "not stated in the files of the model".to_owned();
    let publisher =
        model.publisher.clone().map(|text| if is_link(&text) { format!("project at {text}") } else { text });
    let released = model.released.clone().filter(|date| PartialDate::parse(date).is_some());
    let options = Options {
        id: args.id.clone(),
        title: args.title.clone(),
        version: said(&args.version, &model.version).unwrap_or_else(not_said),
        published: said(&args.published, &released).unwrap_or_else(|| date.to_string()),
        publisher: said(&args.publisher, &publisher).unwrap_or_else(not_said),
        url: said(&args.url, &model.publisher.clone().filter(is_link)),
        licence: args.licence.clone().unwrap_or_else(not_said),
        date,
        efforts,
        work,
    };
    if !write(&model, &options, &args.out, terminal)? {
        return Ok(Exit::BadInput);
    }
    let folder = slashes(&args.out);
    let activities = counted(model.activities.len(), "capability", "capabilities");
    terminal.done(&format!(
        "wrote {folder}: {activities} in {}\nEstimates are converted from ratings and are no measurements.\n\
         Next: `fundable init my-registry --catalog {folder}`\n",
        counted(model.dimensions.len(), "category", "categories"),
    ))?;
    Ok(Exit::Success)
}

fn efforts(rows: &[String]) -> Result<EffortTable, Failure> {
    let mut table = EffortTable::default();
    for row in rows {
        let wrong = |error| Failure::usage(format!("`--effort` cannot be `{}`", shortened(row)), format!("{error}"));
        table.replace(row).map_err(wrong)?;
    }
    Ok(table)
}

/// Whether the kinds are known and the shares sum to 100 is found out where the catalog is read.
fn work(shares: &[String]) -> Result<Vec<(String, u8)>, Failure> {
    if shares.is_empty() {
        return Ok(vec![("security".to_owned(), 100)]);
    }
    let share = |text: &String| {
        let parsed = text
            .split_once('=')
            .and_then(|(kind, percent)| Some((kind.trim().to_owned(), percent.trim().parse().ok()?)));
        let message = || format!("`--work` cannot be `{}`", shortened(text));
        parsed.ok_or_else(|| Failure::usage(message(), "write a kind of work and a percentage, such as `security=40`"))
    };
    shares.iter().map(share).collect()
}

/// Nothing is written among files that somebody has made.
fn refuse_used(out: &Path) -> Result<(), Failure> {
    let is_empty = fs::read_dir(out).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty || fs::symlink_metadata(out).is_err() {
        return Ok(());
    }
    Err(Failure::usage(
        format!("`{}` is there already", slashes(out)),
        "name a new folder; what you have changed in this one would be lost",
    ))
}

/// Write the catalog beside its place, read it as any other, and move it there. False if it has an error.
fn write(model: &Model, options: &Options, out: &Path, terminal: &Terminal) -> Result<bool, Failure> {
    let files = files(model, options).map_err(|error| Failure::fault(format!("cannot make YAML: {error}")))?;
    let beside = beside(out)?;
    let _ = fs::remove_dir_all(&beside);
    let written = files.iter().try_for_each(|(path, text)| write_file(&beside.join(path), text.as_bytes()));
    let is_sound = written.and_then(|()| {
        let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
        let catalog = open_catalog(Some(&beside), &mut sources, &mut diagnostics);
        if !diagnostics.is_empty() {
            terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        }
        if catalog.is_none() {
            return Ok(false);
        }
        // An empty folder gives way; a full one was refused before.
        let _ = fs::remove_dir(out);
        fs::rename(&beside, out).map(|()| true).map_err(|error| {
            Failure::environment(
                format!("cannot write `{}`: {error}", slashes(out)),
                "check the folder and its permissions",
            )
        })
    });
    if !matches!(is_sound, Ok(true)) {
        let _ = fs::remove_dir_all(&beside);
    }
    is_sound
}

/// A hidden folder of this run alone, on the same disk.
fn beside(out: &Path) -> Result<PathBuf, Failure> {
    let name = out.file_name().ok_or_else(|| {
        Failure::usage(format!("`{}` is no name of a folder", slashes(out)), "name a folder with `--out`")
    })?;
    Ok(out.with_file_name(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id())))
}
