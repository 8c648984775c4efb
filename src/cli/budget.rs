//! `fundable budget`: what a sum of money buys.

use super::args::BudgetArgs;
use super::exit::{Exit, Failure};
use super::open::{PlanUse, inputs};
use super::output::Terminal;
use super::plan::roadmap;
use super::table::{Column, table};
use super::{Outcome, json};
use crate::compose::{amount_in_plan, no_rates};
use crate::model::plan::Plan;
use crate::model::rates::Rates;
use crate::plan::ask;
use crate::plan::budget::{Limits, Verified, Window, best, corners, verify};
use crate::propose::End;
use crate::render::view::{self, BudgetView, Facts};

/// Show the curve of budgets, and the best choice for one budget.
pub fn budget(args: &BudgetArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let (plan, gap, roadmap) = roadmap(&inputs)?;
    let (Some(rates), Some(ask)) = (&plan.rates, ask(plan, &roadmap)) else {
        return Err(no_rates().into());
    };
    let window = window(args, plan, rates)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let mut view = view::budget(&facts, &ask, &corners(&ask.problem), rates.currency);
    if let Some(window) = window {
        let answer = best(&ask.problem, window, &Limits::default());
        let verified = verify(&ask.problem, window, &answer)
            .map_err(|fault| Failure::fault(format!("the checker refuses the answer: {fault}")))?;
        view = view.with_answer(&facts, &ask, window, &answer, verified == Verified::Fully, rates.currency);
    }
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print_text(&text(&view, terminal))?
    }
    Ok(Exit::Success)
}

/// The window that the options ask for; none without one.
fn window(args: &BudgetArgs, plan: &Plan, rates: &Rates) -> Result<Option<Window>, Failure> {
    let read =
        |text: &Option<String>, end| text.as_deref().map(|text| amount_in_plan(text, plan, rates, end)).transpose();
    let (amount, min, max) = (read(&args.amount, End::Max)?, read(&args.min, End::Min)?, read(&args.max, End::Max)?);
    if let (Some(min), Some(max)) = (min, max)
        && max < min
    {
        return Err(Failure::usage("the window ends before it begins", "exchange `--min` and `--max`"));
    }
    Ok(amount.or(max).map(|max| Window { min, max }))
}

fn text(view: &BudgetView, terminal: &Terminal) -> String {
    let mut out = format!("What a budget buys for {}; the whole ask costs {}\n", view.registry.name, view.whole);
    view.labels.iter().for_each(|label| out.push_str(&format!("Note: {label}\n")));
    out.push_str(
        "\nBudgets at which the best choice is certain; each line buys what stands in it and in the lines above:\n\n",
    );
    let columns = [Column::number("Budget"), Column::number("Points"), Column::number("Share"), Column::text("Buys")];
    let rows = view.corners.iter().map(|corner| {
        let share = format!("{} %", corner.share_percent);
        vec![corner.budget.clone(), corner.points.clone(), share, corner.adds.join("; ")]
    });
    out.push_str(&table(&columns, rows.collect(), terminal));
    out.push_str(&format!("Budgets in {}, overhead included; points of threat taken away.\n", view.currency));
    if let Some(answer) = &view.answer {
        out.push_str(&format!("\nFor {} ({})", answer.window, answer.result));
        match (&answer.cost, &answer.points) {
            (Some(cost), Some(points)) => out.push_str(&format!(": {cost} for {points} points\n")),
            _ => out.push('\n'),
        }
        answer.chosen.iter().for_each(|title| out.push_str(&format!("  + {title}\n")));
        answer.left_out.iter().for_each(|(title, reason)| out.push_str(&format!("  - {title}: {reason}\n")));
        if !answer.next.is_empty() {
            out.push_str(&format!("{}\n", answer.next));
        }
    }
    if view.n_assess > 0 {
        out.push_str(&format!(
            "\n{} of unknown status are assessed first; no budget here pays for them.\n",
            view.n_assess
        ));
    }
    if view.n_unknown_direct > 0 {
        out.push_str(&format!("Direct costs that are unknown and in no sum: {}.\n", view.n_unknown_direct));
    }
    out
}
