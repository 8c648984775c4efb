//! `fundable status`: where the registry stands.

use super::args::StatusArgs;
use super::colour::Tone;
use super::exit::Exit;
use super::open::{PlanUse, inputs};
use super::output::Terminal;
use super::table::{Cell, Column, table};
use super::{Outcome, json};
use crate::gap;
use crate::render::view::{self, StatusView};

/// Show the level of each category and every capability that is open.
pub fn status(args: &StatusArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::IfThere, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let gap = gap::gap(&inputs.catalog, &inputs.assessment);
    let view = view::status(&inputs.catalog, &inputs.assessment, &gap, inputs.plan.as_ref());
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print_text(&text(&view, terminal))?
    }
    Ok(Exit::Success)
}

fn text(view: &StatusView, terminal: &Terminal) -> String {
    let registry = &view.registry;
    let mut out = format!(
        "{} ({}), assessed on {} by {}\n\n",
        registry.name, registry.ecosystem, registry.assessed_on.text, registry.assessed_by
    );
    let rows = view.categories.iter().map(|category| {
        let next = match category.level {
            None => "nothing of it applies to this registry".to_owned(),
            Some(level) if category.next.is_empty() => format!("nothing: level {level} is the highest"),
            Some(_) => category.next.join("; "),
        };
        let target = category.target.map_or_else(|| "-".to_owned(), |target| target.to_string());
        let met = format!("{}/{}", category.n_reached, category.n_applicable);
        let tone = match (category.level, category.target) {
            (Some(level), Some(target)) if level < target => Tone::Open,
            (Some(_), Some(_)) => Tone::Good,
            _ => Tone::Plain,
        };
        let level = Cell::toned(category.level_text.clone(), tone);
        vec![category.title.clone().into(), level, target.into(), met.into(), next.into()]
    });
    let columns = [
        Column::text("Category"),
        Column::number("Level"),
        Column::number("Target"),
        Column::number("Met"),
        Column::text("Open for the next level"),
    ];
    out.push_str(&table(&columns, rows.collect(), terminal));
    let open: Vec<_> =
        view.capabilities.iter().filter(|item| matches!(item.standing, "partial" | "missing" | "unknown")).collect();
    let n_all = view.capabilities.len();
    let done = |word: &str| view.capabilities.iter().filter(|item| item.standing == word).count();
    out.push_str(&format!(
        "\nOf {n_all} capabilities {} are met, {} delegated, {} not applicable, {} open:\n\n",
        done("met"),
        done("delegated"),
        done("not applicable"),
        open.len()
    ));
    let rows = open.iter().map(|item| {
        vec![
            item.number.clone().into(),
            item.title.clone().into(),
            item.level.to_string().into(),
            Cell::toned(item.standing, if item.standing == "missing" { Tone::Bad } else { Tone::Open }),
            item.detail.clone().into(),
        ]
    });
    let columns = [
        Column::fixed("No."),
        Column::text("Capability"),
        Column::number("Level"),
        Column::fixed("Standing"),
        Column::text("Detail"),
    ];
    if !open.is_empty() {
        out.push_str(&table(&columns, rows.collect(), terminal));
    }
    out
}
