//! `fundable catalog list`: what is in the catalog.

use super::super::args::CatalogListArgs;
use super::super::exit::{Exit, Failure};
use super::super::output::Terminal;
use super::super::table::{Column, table};
use super::super::{Outcome, json};
use super::open;
use crate::diag::list_names;
use crate::model::catalog::Catalog;
use crate::model::id::CategoryId;
use crate::overlay::Kind;
use crate::render::view::{CatalogListView, ListedView, OriginView, catalog_list};
use crate::text::counted;

/// Print the entries of one kind.
pub fn list(args: &CatalogListArgs, terminal: &Terminal) -> Outcome {
    let opened = match open(&args.catalog, terminal) {
        Ok(opened) => opened,
        Err(exit) => return Ok(exit),
    };
    let kind = Kind::from(args.kind);
    if kind != Kind::Capability && (args.category.is_some() || args.level.is_some()) {
        let message = "`--category` and `--level` choose among capabilities";
        return Err(Failure::usage(message, "leave them out, or list capabilities"));
    }
    if let Some(category) = &args.category {
        known_category(&opened.catalog, category)?;
    }
    let is_wanted = |entry: &ListedView| {
        entry.capability.as_ref().is_none_or(|item| {
            args.category.as_ref().is_none_or(|wanted| item.category == *wanted)
                && args.level.is_none_or(|wanted| item.level == wanted)
        })
    };
    let view = catalog_list(&opened.catalog, &opened.entries, kind, is_wanted);
    if args.json {
        json(&view, terminal)?;
    } else {
        terminal.print_text(&text(&view, kind, terminal))?;
    }
    Ok(Exit::Success)
}

/// A category of the framework, or what its categories are.
pub fn known_category(catalog: &Catalog, id: &str) -> Result<CategoryId, Failure> {
    let categories = &catalog.framework.categories;
    categories.get_key_value(id).map(|(id, _)| id.clone()).ok_or_else(|| {
        let names = list_names("the categories are", categories.keys().map(CategoryId::as_str));
        Failure::usage(format!("`{id}` is no category of `{}`", catalog.framework.id), names)
    })
}

fn text(view: &CatalogListView, kind: Kind, terminal: &Terminal) -> String {
    let (one, many) = kind.words();
    let n_entries = counted(view.entries.len(), one, many);
    let head = format!("{n_entries} of {}, catalog of {}", view.framework, view.catalog_version);
    if view.entries.is_empty() {
        return head + "\n";
    }
    // Where everything is built in, saying so on each line helps nobody.
    let with_origin = view.entries.iter().any(|entry| entry.from != OriginView::BuiltIn);
    let (mut columns, widths) = columns(kind);
    let mut rows: Vec<Vec<String>> = view.entries.iter().map(|entry| row(entry, kind)).collect();
    if with_origin {
        columns.push(Column::fixed("From"));
        rows.iter_mut().zip(&view.entries).for_each(|(row, entry)| row.push(entry.from.word().to_owned()));
    }
    format!("{head}{widths}\n\n{}", table(&columns, rows, terminal))
}

/// The columns of a kind, and what the head says of their units.
fn columns(kind: Kind) -> (Vec<Column>, &'static str) {
    if kind == Kind::Capability {
        let columns = vec![
            Column::fixed("No."),
            Column::fixed("Id"),
            Column::text("Title").shown_from(120),
            Column::number("Level"),
            Column::fixed("Effort"),
            Column::number("Lag").shown_from(110),
            Column::text("Needs"),
        ];
        let units = "\nEffort in person-weeks, optimistic / likely / pessimistic; needs in brackets are advice.";
        return (columns, units);
    }
    (vec![Column::fixed("Id"), Column::text("Title"), Column::text("About")], "")
}

fn row(entry: &ListedView, kind: Kind) -> Vec<String> {
    let Some(item) = entry.capability.as_ref().filter(|_| kind == Kind::Capability) else {
        return vec![entry.id.clone(), entry.title.clone(), entry.about.clone()];
    };
    vec![
        item.number.clone(),
        entry.id.clone(),
        entry.title.clone(),
        item.level.to_string(),
        item.effort.clone(),
        if item.lag_weeks == 0 { String::new() } else { format!("{} wk", item.lag_weeks) },
        item.needs_text.clone(),
    ]
}
