//! `fundable catalog check`: what is wrong with a catalog folder, and what it changes.

use super::super::args::CatalogCheckArgs;
use super::super::exit::{Exit, Failure};
use super::super::open::slashes;
use super::super::output::Terminal;
use super::super::table::{Column, table};
use super::super::{Outcome, json};
use super::with_base;
use crate::diag::{Diagnostics, human, json as diagnostics_json, shortened};
use crate::load::{self, RawCatalog};
use crate::overlay::{Entry, FieldChange, From, entries, framework_changes};
use crate::render::view::{CatalogCheckView, EntryChangeView, FieldChangeView, catalog_check};
use crate::source::Sources;
use crate::text::counted;
use crate::validate;

/// Report every problem of a catalog folder, and what it changes of the built-in one.
pub fn check(args: &CatalogCheckArgs, terminal: &Terminal) -> Outcome {
    if args.folder.join("assessment.yaml").is_file() {
        return Err(Failure::usage(
            format!("`{}` is a workspace and no catalog", slashes(&args.folder)),
            format!("name the folder of its catalog, such as `{}`", slashes(&args.folder.join("catalog"))),
        ));
    }
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let raw = match args.alone {
        true => load::catalog_alone(&args.folder, &mut sources, &mut diagnostics),
        false => load::catalog(Some(&args.folder), &mut sources, &mut diagnostics),
    };
    if let Some(raw) = &raw {
        validate::catalog(raw, &sources, &mut diagnostics);
    }
    // A file that has not the right form is known only now.
    let raw = raw.filter(|_| diagnostics.unchecked().is_empty());
    let (changes, mut entries) = raw.as_ref().and_then(|raw| compared(raw, &sources)).unwrap_or_default();
    if args.alone {
        // Nothing lies below that could be replaced.
        entries.iter_mut().for_each(|entry| entry.from = From::Own);
    }
    let view = catalog_check(
        (slashes(&args.folder), !args.alone),
        raw.map(|raw| raw.framework.value.id.value),
        &changes,
        &entries,
        diagnostics_json::report(&diagnostics, &sources),
    );
    if args.json {
        json(&view, terminal)?;
    } else {
        terminal.print_text(&text(&view, terminal))?;
        if !diagnostics.is_empty() {
            terminal.error(&human::render(&diagnostics, &sources, terminal.diagnostics()).trim_end());
        }
    }
    Ok(if diagnostics.has_errors() { Exit::BadInput } else { Exit::Success })
}

fn compared(raw: &RawCatalog, sources: &Sources) -> Option<(Vec<FieldChange>, Vec<Entry>)> {
    with_base(|base| (framework_changes(raw, sources, base), entries(raw, sources, base)))
}

fn text(view: &CatalogCheckView, terminal: &Terminal) -> String {
    let Some(framework) = &view.framework else {
        return format!("{}: cannot be read as a catalog\n", view.folder);
    };
    let base = match (view.over_builtin, view.n_builtin) {
        (false, _) => ", by itself".to_owned(),
        (true, 0) => ", with nothing of the built-in catalog".to_owned(),
        (true, n) => format!(", over {} of the built-in catalog", counted(n, "entry", "entries")),
    };
    let mut out = format!("{}: {framework}{base}\n", view.folder);
    if view.problems.diagnostics.is_empty() {
        out.push_str("no problems found\n");
    }
    let nothing = view.replaced.is_empty() && view.added.is_empty() && view.framework_changes.is_empty();
    if nothing {
        out.push_str("\nNothing differs from the built-in catalog.\n");
    }
    if !view.framework_changes.is_empty() {
        out.push_str(&format!("\nframework.yaml says otherwise\n\n{}", changes(&view.framework_changes, terminal)));
    }
    let place = |entry: &EntryChangeView| {
        let file = entry.file.strip_prefix(&format!("{}/", view.folder)).unwrap_or(&entry.file);
        format!("{file}:{}", entry.line)
    };
    let (same, other): (Vec<_>, Vec<_>) = view.replaced.iter().partition(|entry| entry.changes.is_empty());
    for entry in other {
        out.push_str(&format!("\n{} {} is replaced ({})\n", entry.kind, entry.id, place(entry)));
        out.push_str(&format!("\n{}", changes(&entry.changes, terminal)));
    }
    match same.as_slice() {
        [] => {}
        [one] => out.push_str(&format!("\n{} {} is the same as the built-in one ({})\n", one.kind, one.id, place(one))),
        [first, ..] => {
            let first = format!("{} {} ({})", first.kind, first.id, place(first));
            out.push_str(&format!("\n{} entries are the same as the built-in ones, the first: {first}\n", same.len()));
        }
    }
    if !view.added.is_empty() {
        out.push_str("\nAdded\n\n");
        let row = |entry: &EntryChangeView| vec![entry.kind.to_owned(), entry.id.clone(), place(entry)];
        let columns = [Column::fixed("Kind"), Column::fixed("Id"), Column::text("File")];
        out.push_str(&table(&columns, view.added.iter().map(row).collect(), terminal));
    }
    out
}

/// Old and new value of each field.
fn changes(changes: &[FieldChangeView], terminal: &Terminal) -> String {
    let side = |side: &Option<String>| side.as_deref().map_or_else(|| "-".to_owned(), shortened);
    let row = |change: &FieldChangeView| vec![change.field.clone(), side(&change.before), side(&change.after)];
    let columns = [Column::text("Field"), Column::text("Built-in"), Column::text("Here")];
    table(&columns, changes.iter().map(row).collect(), terminal)
}
