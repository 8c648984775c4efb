//! What became of the files, for people.

use std::path::Path;

use super::super::args::MigrateArgs;
use super::super::open::slashes;
use super::super::output::Terminal;
use super::super::table::{Column, table};
use crate::render::view::{MigratedView, MigrationView};
use crate::text::counted;

/// The edits as diffs.
pub fn diffs(view: &MigrationView) -> String {
    view.files.iter().map(|file| format!("{}\n", file.diff)).collect()
}

/// What was carried, what somebody has to look at, and what is gone.
pub fn text(view: &MigrationView, terminal: &Terminal) -> String {
    let n_carried = counted(view.carried.len(), "answer is", "answers are");
    let mut out = format!("From {} to {}: {n_carried} carried as they were.\n", view.from, view.to);
    out.push_str(&section("To be looked at again", &view.look_again, terminal));
    out.push_str(&section("No longer asked for; a comment in the file now", &view.dropped, terminal));
    out.push_str(&section("The old file says nothing of", &view.new, terminal));
    if !view.plan.is_empty() {
        out.push_str("\nOf the plan\n\n");
        let row = |entry: &crate::render::view::MigratedEntryView| {
            let fate = if entry.carried { "carried" } else { "a comment now" };
            vec![entry.section.to_owned(), entry.id.clone(), fate.to_owned(), entry.because.clone()]
        };
        let columns = [Column::fixed("List"), Column::text("Entry"), Column::fixed("Is"), Column::text("Because")];
        out.push_str(&table(&columns, view.plan.iter().map(row).collect(), terminal));
    }
    out
}

fn section(head: &str, items: &[MigratedView], terminal: &Terminal) -> String {
    if items.is_empty() {
        return String::new();
    }
    let row = |item: &MigratedView| {
        let old = item.from.join(", ");
        let names = match &item.to {
            Some(to) if old.is_empty() || old == *to => to.clone(),
            Some(to) => format!("{to} (from {old})"),
            None => old,
        };
        vec![names, item.status.to_owned(), item.because.clone().unwrap_or_default()]
    };
    let columns = [Column::text("Capability"), Column::fixed("Status"), Column::text("Because")];
    format!("\n{head}\n\n{}", table(&columns, items.iter().map(row).collect(), terminal))
}

/// What was written, and what comes next.
pub fn written(view: &MigrationView, args: &MigrateArgs, folder: Option<&Path>) -> String {
    let files = view.files.iter().map(|file| format!("{} written; as it was: {}\n", file.file, file.kept_as));
    let workspace = slashes(&args.workspace);
    let own = slashes(&args.workspace.join("catalog"));
    // A catalog in the workspace is used by every command without being asked for, and it is the old one.
    let is_in_the_way = args.workspace.join("catalog").is_dir() && folder.is_none_or(|folder| slashes(folder) != own);
    let look = "and look at the capabilities named above";
    let next = match folder.map(slashes) {
        None if !is_in_the_way => format!("Next: `fundable check {workspace}`, {look}.\n"),
        Some(new) if !is_in_the_way => format!("Next: `fundable check {workspace} --catalog {new}`, {look}.\n"),
        None => format!(
            "Next: {own} is still the old catalog, which every command takes by itself.\n  \
             1. Move {own} away, for instance to {own}.{}: these files are for the built-in one now.\n  \
             2. `fundable check {workspace}`, {look}.\n",
            view.from
        ),
        Some(new) => format!(
            "Next: {own} is still the old catalog, which every command takes by itself.\n  \
             1. Move {own} away, for instance to {own}.{}, and {new} to {own}.\n  \
             2. `fundable check {workspace}`, {look}.\n\
             Until that is done, add `--catalog {new}` to each command.\n",
            view.from
        ),
    };
    format!("\n{}{next}", files.collect::<String>())
}
