//! `fundable plan`: the ordered roadmap.

use super::args::PlanArgs;
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, inputs};
use super::output::Terminal;
use super::table::{Column, table};
use super::{Outcome, json};
use crate::diag::did_you_mean;
use crate::gap::{self, Gap};
use crate::model::plan::Plan;
use crate::plan::{self as planner, Roadmap};
use crate::render::view::{self, Facts, PlanView, StepView};

/// Show the roadmap.
pub fn plan(args: &PlanArgs, terminal: &Terminal) -> Outcome {
    let mut inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    if let (Some(plan), Some(objective)) = (&mut inputs.plan, args.objective) {
        plan.objective = objective.into();
    }
    let (plan, gap, roadmap) = roadmap_within(&inputs, args.time_limit)?;
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    let view = view::plan(&facts);
    if let Some(id) = &args.why {
        terminal.print(&why(&view, id)?)?;
        return Ok(Exit::Success);
    }
    match (args.json, args.reasons) {
        (true, _) => json(&view, terminal)?,
        (false, reasons) => terminal.print(&text(&view, reasons, terminal))?,
    }
    Ok(Exit::Success)
}

/// Plan the way to the target of the inputs.
pub fn roadmap(inputs: &Inputs) -> Result<(&Plan, Gap, Roadmap), Failure> {
    roadmap_within(inputs, planner::DEFAULT_TIME_LIMIT)
}

/// The same with a limit for the search of the earliest end, in seconds of counted work.
fn roadmap_within(inputs: &Inputs, time_limit: u32) -> Result<(&Plan, Gap, Roadmap), Failure> {
    let plan = inputs.plan.as_ref().ok_or_else(|| Failure::fault("a plan was needed and is absent"))?;
    let gap = gap::gap(&inputs.catalog, &inputs.assessment);
    let roadmap = planner::plan_within(&inputs.catalog, &gap, plan, time_limit);
    Ok((plan, gap, roadmap))
}

fn text(view: &PlanView, reasons: bool, terminal: &Terminal) -> String {
    let mut out = format!("Roadmap of {}, {} to {}\n", view.registry.name, view.start.text, view.finish.text);
    for label in &view.labels {
        out.push_str(&format!("Note: {label}\n"));
    }
    if view.steps.is_empty() {
        out.push_str("\nNothing to do: every capability of the target is met, delegated or not applicable.\n");
        return out;
    }
    let order = &view.order;
    out.push_str(&format!("Order by policy {}: {}, {}. {}\n\n", order.policy, order.proof, order.check, order.meaning));
    let unit = view.currency.map(|currency| format!(", cost in {currency}")).unwrap_or_default();
    out.push_str(&format!(
        "Effort in person-weeks (mean, and range from all-optimistic to all-pessimistic){unit}:\n\n"
    ));
    out.push_str(&steps(view, terminal));
    out.push('\n');
    out.push_str(&schedule(view));
    out.push('\n');
    out.push_str(&milestones(view, terminal));
    out.push('\n');
    out.push_str(&totals(view, terminal));
    out.push('\n');
    out.push_str(&kinds(view, terminal));
    out.push('\n');
    out.push_str(&roles(view, terminal));
    if view.totals.n_unknown > 0 {
        out.push_str(&format!(
            "\n{} of unknown status: planned as a short assessment each. If all turn out to be missing, up to {} person-weeks more ({}).\n",
            view.totals.n_unknown, view.totals.if_unknown_missing.text, view.totals.if_unknown_missing.range
        ));
    }
    if view.totals.n_unknown_direct > 0 {
        out.push_str(&format!("Direct costs that are unknown and in no sum: {}.\n", view.totals.n_unknown_direct));
    }
    if !view.left_out.is_empty() {
        out.push_str("\nOpen, but not in this plan:\n");
        for item in &view.left_out {
            out.push_str(&format!("  {} {}. {}\n", item.number, item.title, item.reason));
        }
    }
    if reasons {
        out.push_str("\nWhy this order\n");
        view.steps.iter().for_each(|step| out.push_str(&reason(step)));
    } else {
        out.push_str("\n`fundable plan --reasons` says why each step stands where it stands.\n");
    }
    out
}

fn steps(view: &PlanView, terminal: &Terminal) -> String {
    let cost_head = if view.currency.is_some() { "Cost" } else { "" };
    let columns = [
        Column::number("#"),
        Column::fixed("No.").shown_from(70),
        Column::text("Step"),
        Column::number("Effort"),
        Column::fixed("Range").shown_from(90),
        Column::number(cost_head),
        Column::fixed("Start"),
        Column::fixed("Finish").shown_from(70),
        Column::number("Float").shown_from(110),
    ];
    let rows = view.steps.iter().map(|step| {
        let title = if step.kind == "assess" { format!("Assess first: {}", step.title) } else { step.title.clone() };
        let cost = step.cost.as_ref().map(|cost| cost.number.clone()).unwrap_or_default();
        vec![
            step.position.to_string(),
            step.number.clone(),
            title,
            step.effort.text.clone(),
            step.effort.range.replace(" to ", "-"),
            cost,
            step.start.iso.clone(),
            step.finish.iso.clone(),
            if step.float_days == 0 { "-".to_owned() } else { format!("{} d", step.float_days) },
        ]
    });
    table(&columns, rows.collect(), terminal)
}

/// What the dates aim at, how good they are, and what sets the end.
fn schedule(view: &PlanView) -> String {
    let schedule = &view.schedule;
    let mut out = format!("Dates by objective {}: {} {}\n", schedule.objective, schedule.meaning, schedule.proof);
    out.push_str(&format!("What sets the end: {}.\n", schedule.critical_chain_text));
    if !schedule.brought_forward.is_empty() {
        out.push_str(&format!("Brought forward for a deadline: {}.\n", schedule.brought_forward.join(", ")));
    }
    for step in view.steps.iter().filter(|step| step.n_days_late > 0) {
        let deadline = step.deadline.as_ref().map(|date| date.text.as_str()).unwrap_or_default();
        let days = if step.n_days_late == 1 { "day" } else { "days" };
        out.push_str(&format!(
            "LATE: {} misses its deadline, {deadline}, by {} working {days}.\n",
            step.title, step.n_days_late
        ));
    }
    out
}

fn milestones(view: &PlanView, terminal: &Terminal) -> String {
    let columns = [Column::text("Milestone"), Column::number("Steps"), Column::fixed("Finish")];
    let rows = view
        .milestones
        .iter()
        .map(|milestone| vec![milestone.of.clone(), milestone.n_steps.to_string(), milestone.finish.iso.clone()]);
    table(&columns, rows.collect(), terminal)
}

fn totals(view: &PlanView, terminal: &Terminal) -> String {
    let columns = [
        Column::text("Sum"),
        Column::number("Steps"),
        Column::number("Person-weeks"),
        Column::fixed("Range").shown_from(90),
        Column::number("Cost"),
        Column::fixed("Finish"),
    ];
    let mut sums = vec![&view.totals.all];
    if view.totals.ask.n_steps != view.totals.all.n_steps {
        sums.push(&view.totals.ask);
    }
    sums.extend(&view.totals.levels);
    sums.extend(&view.totals.categories);
    let rows = sums.into_iter().map(|total| {
        vec![
            total.of.clone(),
            total.n_steps.to_string(),
            total.effort.text.clone(),
            total.effort.range.replace(" to ", "-"),
            total.cost.as_ref().map(|cost| cost.text.clone()).unwrap_or_default(),
            total.finish.as_ref().map(|date| date.iso.clone()).unwrap_or_default(),
        ]
    });
    table(&columns, rows.collect(), terminal)
}

fn kinds(view: &PlanView, terminal: &Terminal) -> String {
    let columns = [
        Column::text("Kind of work"),
        Column::number("Person-weeks"),
        Column::fixed("Range").shown_from(90),
        Column::number("Labour"),
    ];
    let rows = view.totals.kinds.iter().map(|line| {
        let cost = line.cost.as_ref().map(|cost| cost.text.clone()).unwrap_or_default();
        vec![line.kind.clone(), line.effort.text.clone(), line.effort.range.replace(" to ", "-"), cost]
    });
    table(&columns, rows.collect(), terminal)
}

fn roles(view: &PlanView, terminal: &Terminal) -> String {
    let columns = [
        Column::text("Role"),
        Column::number("Full-time persons"),
        Column::number("Person-weeks"),
        Column::fixed("Busy until"),
        Column::number("Used"),
    ];
    let rows = view.totals.roles.iter().map(|role| {
        let until = role.busy_until.as_ref().map_or("not needed", |date| date.iso.as_str());
        vec![
            role.role.clone(),
            role.fte.clone(),
            role.effort.text.clone(),
            until.to_owned(),
            format!("{} %", role.used_percent),
        ]
    });
    table(&columns, rows.collect(), terminal)
}

/// One step in words, with its value and the cost of moving it.
fn why(view: &PlanView, id: &str) -> Result<String, Failure> {
    let Some(step) = view.steps.iter().find(|step| step.id == id) else {
        let left_out = view.left_out.iter().find(|item| item.id == id);
        return match left_out {
            Some(item) => Ok(format!("{} is not in this plan. {}\n", item.title, item.reason)),
            None => {
                let known = view.steps.iter().map(|step| step.id.as_str());
                let help =
                    did_you_mean(id, known).unwrap_or_else(|| "`fundable plan --json` lists the steps".to_owned());
                Err(Failure::usage(format!("`{id}` is no open step of this plan"), help))
            }
        };
    };
    let mut out = reason(step).trim_start().to_owned();
    out.push_str(&format!("   {}\n", step.block_text));
    step.moves.iter().for_each(|sentence| out.push_str(&format!("   {sentence}\n")));
    out.push_str(&format!("   Value: {} threat points", step.value_text));
    let parts: Vec<_> = step
        .value_parts
        .iter()
        .map(|part| format!("{} {} (weight {}, {})", part.points, part.threat, part.weight, part.contribution))
        .collect();
    out.push_str(&format!(" = {}\n", parts.join(" + ")));
    Ok(out)
}

/// When a step happens, why then, and how far it can slip, as sentences.
fn dates(step: &StepView) -> String {
    let slip = match step.float_days {
        0 => "If it slips, the end slips.".to_owned(),
        1 => "It can slip by 1 working day without the end moving.".to_owned(),
        days => format!("It can slip by {days} working days without the end moving."),
    };
    let because =
        step.dates_because.as_ref().map(|because| format!(" Dated by the plan: {because}")).unwrap_or_default();
    format!("{} to {}. {} {slip}{because}", step.start.iso, step.finish.iso, step.waits_for)
}

fn reason(step: &StepView) -> String {
    let mut out = format!("\n{}. {} ({})\n   {} {}\n", step.position, step.title, step.id, step.why, step.place);
    out.push_str(&format!("   {}\n", dates(step)));
    out.push_str(&format!("   Estimate {} person-weeks, {}.\n", step.estimate.points, step.estimate.basis_text));
    if let Some(replaced) = &step.estimate.replaced {
        out.push_str(&format!("   {replaced}\n"));
    }
    for need in &step.needs {
        out.push_str(&format!("   - {} ({} need) {}\n", need.outcome, need.strength, need.because));
    }
    out
}
