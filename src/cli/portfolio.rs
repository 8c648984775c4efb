//! `fundable portfolio`: the whole ask cut over several funders.

use super::args::PortfolioArgs;
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, inputs};
use super::output::Terminal;
use super::plan::roadmap;
use super::table::{Column, table};
use super::{Outcome, json};
use crate::compose::{amount, no_rate, no_rates};
use crate::diag::did_you_mean;
use crate::model::funder::Funder;
use crate::model::id::FunderId;
use crate::model::plan::Plan;
use crate::model::rates::Rates;
use crate::propose::portfolio::portfolio as cut;
use crate::propose::{Amount, AskWindow};
use crate::render::view::{self, Facts, PortfolioView};
use crate::text::counted;

/// Show which funder is asked for what.
pub fn portfolio(args: &PortfolioArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    let rates = plan.rates.as_ref().ok_or_else(no_rates)?;
    let funders = funders(args, &inputs, plan, rates)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let found = cut(&facts, &funders)
        .map_err(|fault| Failure::fault(format!("the checker refuses the answer: {fault:?}")))?
        .ok_or_else(no_rates)?;
    let view = view::portfolio(&facts, &found, &funders, rates.currency);
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print_text(&text(&view, terminal))?
    }
    Ok(Exit::Success)
}

/// The funders in the order of the command line, each once, with what it gives.
fn funders<'a>(
    args: &PortfolioArgs,
    inputs: &'a Inputs,
    plan: &Plan,
    rates: &Rates,
) -> Result<Vec<(&'a Funder, AskWindow)>, Failure> {
    let (min, max) = (limits(&args.min, args, rates)?, limits(&args.max, args, rates)?);
    let of =
        |limits: &[(String, Amount)], id: &str| limits.iter().find(|(name, _)| name == id).map(|(_, amount)| *amount);
    let mut list: Vec<(&Funder, AskWindow)> = Vec::new();
    for id in args.funders.iter().map(|id| id.trim()) {
        let Some(funder) = inputs.catalog.funders.get(id) else {
            let known = inputs.catalog.funders.keys().map(FunderId::as_str);
            let help = did_you_mean(id, known).unwrap_or_else(|| "`fundable explain` lists the funders".to_owned());
            return Err(Failure::usage(format!("no funder is known as `{id}`"), help));
        };
        if list.iter().any(|(other, _)| other.id == funder.id) {
            return Err(Failure::usage(format!("`{id}` stands twice in `--funders`"), "name each funder once"));
        }
        let window = AskWindow::of(funder, plan, rates, of(&min, id), of(&max, id));
        list.push((funder, window.map_err(|lack| no_rate(lack, (lack.own, lack.other)))?));
    }
    Ok(list)
}

/// Amounts such as `nlnet=30000EUR`.
fn limits(texts: &[String], args: &PortfolioArgs, rates: &Rates) -> Result<Vec<(String, Amount)>, Failure> {
    let read = |text: &String| {
        let wrong = || {
            Failure::usage(
                format!("`{text}` is no amount for one of the funders"),
                "write the id of a funder of `--funders` and an amount, such as `nlnet=30000EUR`",
            )
        };
        let (id, money) = text.split_once('=').ok_or_else(wrong)?;
        let is_listed = args.funders.iter().any(|funder| funder.trim() == id.trim());
        if is_listed { Ok((id.trim().to_owned(), amount(money, rates.currency)?)) } else { Err(wrong()) }
    };
    texts.iter().map(read).collect()
}

fn text(view: &PortfolioView, terminal: &Terminal) -> String {
    let mut out = format!(
        "Who is asked for what, for {}: {} of {}, {} % of the threat points\n",
        view.registry.name, view.covered, view.whole, view.share_percent
    );
    view.labels.iter().for_each(|label| out.push_str(&format!("Note: {label}\n")));
    out.push('\n');
    let columns = [
        Column::text("Funder"),
        Column::text("Gives"),
        Column::number("Amount"),
        Column::number("Share"),
        Column::number("Pieces"),
    ];
    let rows = view.cuts.iter().map(|cut| {
        let share = format!("{} %", cut.share_percent);
        vec![cut.name.clone(), cut.window.clone(), cut.amount.clone(), share, cut.pieces.len().to_string()]
    });
    out.push_str(&table(&columns, rows.collect(), terminal));
    out.push_str(&format!("Result: {}.\n", view.result));
    for cut in &view.cuts {
        out.push_str(&format!("\n{} ({})\n", cut.name, cut.funder));
        if cut.pieces.is_empty() {
            out.push_str("  nothing: no work fits that the others do not cover, or cover for less\n");
        }
        if cut.is_outside {
            out.push_str("  Note: what was asked already lies outside of what it gives.\n");
        }
        for piece in &cut.pieces {
            let asked = if piece.is_asked { ", asked already" } else { "" };
            out.push_str(&format!("  + {}: {}{asked}\n", piece.title, piece.cost));
            piece.after.iter().for_each(|after| out.push_str(&format!("      after {after}\n")));
        }
    }
    if !view.unfunded.is_empty() {
        out.push_str("\nNot paid for\n");
        for rest in &view.unfunded {
            out.push_str(&format!("  - {}: {}\n", rest.title, rest.why));
        }
    }
    if view.n_assess > 0 {
        let n = counted(view.n_assess, "capability", "capabilities");
        out.push_str(&format!("\n{n} of unknown status are assessed first; no cut pays for them.\n"));
    }
    out.push_str("\nWork may need what is in its own cut or asked of a funder before it in the list.\n");
    out
}
