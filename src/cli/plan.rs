//! `fundable plan`: the ordered roadmap.

use super::args::{PlanArgs, TemplateArgs};
use super::batch::batch;
use super::colour::Tone;
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, inputs};
use super::output::Terminal;
use super::pictures::write_all;
use super::table::{Column, table};
use super::templates::Templates;
use super::{Outcome, json};
use crate::compose;
use crate::diag::did_you_mean;
use crate::gap::{self, Gap};
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::plan::{self as planner, Roadmap};
use crate::render::view::{self, Facts, PlanView, StepView};
use crate::render::words;
use crate::source::Sources;
use crate::text::counted;

/// Show the roadmap.
pub fn plan(args: &PlanArgs, terminal: &Terminal) -> Outcome {
    if let Some(folder) = &args.all {
        return batch(folder, args, terminal);
    }
    // clap takes a requirement for void where what is required contradicts what is there.
    if args.format.is_some() {
        return Err(Failure::usage(
            "`--format` is for a table of workspaces",
            "add `--all` and a folder, or print one plan with `--json`",
        ));
    }
    let mut inputs = match inputs(&args.workspace, PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    // The texts are done with; with the prose they take most of the memory of a large catalog.
    inputs.sources = Sources::default();
    inputs.catalog.forget_prose();
    if let (Some(plan), Some(objective)) = (&mut inputs.plan, args.objective) {
        plan.objective = objective.into();
    }
    let (plan, gap, roadmap) = roadmap_within(&inputs, args.time_limit)?;
    terminal.trace(|| format!("planned: {}", counted(roadmap.steps.len(), "step", "steps")));
    let facts = Facts { catalog: &inputs.catalog, assessment: &inputs.assessment, gap: &gap, plan, roadmap: &roadmap };
    if let Some(folder) = &args.pictures {
        let named = TemplateArgs { templates: args.templates.clone() };
        return match Templates::open(&named, &args.workspace.workspace, terminal)? {
            Ok(templates) => write_all(&facts, args, folder, &templates, terminal).map(|()| Exit::Success),
            Err(exit) => Ok(exit),
        };
    }
    let view = view::plan(&facts);
    if let Some(id) = &args.why {
        terminal.print_text(&why(&view, &facts, id)?)?;
        return Ok(Exit::Success);
    }
    // The view stands by itself; the table needs the room.
    drop((roadmap, gap, inputs));
    match (args.json, args.reasons) {
        (true, _) => json(&view, terminal)?,
        (false, reasons) => terminal.print_text(&text(&view, reasons, terminal))?,
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
    compose::within_reckoning(plan, &roadmap)?;
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
    out.push_str(&schedule(view, terminal));
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
            "\n{} of unknown status: planned as a short assessment each. If all turn out to be missing, about {} person-weeks more ({}).\n",
            view.totals.n_unknown, view.totals.if_unknown_missing.text, view.totals.if_unknown_missing.range
        ));
    }
    if view.totals.n_unknown_direct > 0 {
        let unknown = view.steps.iter().flat_map(|step| step.direct.iter().map(move |line| (step, line)));
        let unknown = unknown.filter(|(_, line)| line.amount == "unknown");
        let named: Vec<_> = unknown.map(|(step, line)| format!("{} ({})", line.what, step.number)).collect();
        out.push_str(&format!("Direct costs that are unknown and in no sum: {}.\n", named.join("; ")));
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
        let title = if step.kind == "assess" { words::assess_first(&step.title) } else { step.title.clone() };
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
fn schedule(view: &PlanView, terminal: &Terminal) -> String {
    let schedule = &view.schedule;
    let mut out = format!("Dates by objective {}: {} {}\n", schedule.objective, schedule.meaning, schedule.proof);
    out.push_str(&format!("What sets the end: {}.\n", schedule.critical_chain_text));
    if !schedule.brought_forward.is_empty() {
        let price = schedule.brought_forward_costs_percent;
        out.push_str(&format!("Brought forward for a deadline: {}", schedule.brought_forward.join(", ")));
        out.push_str(&format!("; that lengthens the waiting by {price:.1} %.\n"));
    }
    for step in view.steps.iter().filter(|step| step.is_late) {
        out.push_str(&format!("{} {} is {}.\n", terminal.paint(Tone::Bad, "LATE:"), step.title, late(step)));
    }
    out
}

fn milestones(view: &PlanView, terminal: &Terminal) -> String {
    let columns = [Column::text("Milestone"), Column::number("Steps"), Column::fixed("Finish")];
    let rows = view.milestones.iter().map(|milestone| {
        let comma = if milestone.left_open.is_empty() { "" } else { ", " };
        let of = format!("{}{comma}{}", milestone.of, milestone.left_open);
        vec![of, milestone.n_steps.to_string(), milestone.finish.iso.clone()]
    });
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
fn why(view: &PlanView, facts: &Facts<'_>, name: &str) -> Result<String, Failure> {
    let capabilities = &facts.catalog.capabilities;
    let by_number = || capabilities.values().find(|capability| capability.number == name);
    let capability = capabilities.get(name).or_else(by_number).ok_or_else(|| {
        let help = did_you_mean(name, capabilities.keys().map(CapabilityId::as_str));
        let help = help.unwrap_or_else(|| "`fundable explain` lists them all, with their numbers".to_owned());
        Failure::usage(format!("`{name}` is no capability of the catalog"), help)
    })?;
    let id = capability.id.as_str();
    let Some(step) = view.steps.iter().find(|step| step.id == id) else {
        let left_out = view.left_out.iter().find(|item| item.id == id);
        let why = left_out.map_or("Nothing of it is left to do here; `fundable status` says why.", |item| &item.reason);
        return Ok(format!("{} is not in this plan. {why}\n", capability.title));
    };
    let mut out = reason(step).trim_start().to_owned();
    out.push_str(&format!("   {}\n", step.block_text));
    step.moves.iter().for_each(|sentence| out.push_str(&format!("   {sentence}\n")));
    let unit = if step.value_text == "1" { "threat point" } else { "threat points" };
    out.push_str(&format!("   Value: {} {unit}", step.value_text));
    let parts: Vec<_> = step
        .value_parts
        .iter()
        .map(|part| format!("{} {} (weight {}, {})", part.points, part.threat, part.weight, part.contribution))
        .collect();
    out.push_str(&format!(" = {}\n", parts.join(" + ")));
    Ok(out)
}

/// By how much a step misses its deadline.
fn late(step: &StepView) -> String {
    let deadline = step.deadline.as_ref().map(|date| date.text.as_str()).unwrap_or_default();
    let by = match step.n_days_late {
        // Only holidays lie between.
        0 => "after".to_owned(),
        1 => "1 working day after".to_owned(),
        days => format!("{days} working days after"),
    };
    format!("ready on {}, {by} its deadline, {deadline}", step.finish.text)
}

/// When a step happens, why then, and how far it can slip, as sentences.
fn dates(step: &StepView) -> String {
    let mut sentences = vec![format!("Work from {} to {}.", step.start.iso, step.work_end.iso)];
    if step.lag_weeks > 0 {
        let weeks = if step.lag_weeks == 1 { "week" } else { "weeks" };
        sentences.push(format!("Ready {} {weeks} later, on {}.", step.lag_weeks, step.finish.iso));
    }
    sentences.push(step.waits_for.clone());
    sentences.extend(step.pauses.iter().cloned());
    if step.is_brought_forward {
        sentences.push("Brought forward for a deadline.".to_owned());
    }
    if let Some(because) = &step.dates_because {
        sentences.push(format!("Dated by the plan: {because}"));
    }
    if step.is_late {
        sentences.push(format!("LATE: {}.", late(step)));
    }
    sentences.push(match step.float_days {
        0 => "If it slips, the end or a deadline slips.".to_owned(),
        1 => "It can slip by 1 working day without the end moving.".to_owned(),
        days => format!("It can slip by {days} working days without the end moving."),
    });
    sentences.join(" ")
}

fn reason(step: &StepView) -> String {
    let mut out = format!("\n{}. {} ({})\n   {} {}\n", step.position, step.title, step.id, step.why, step.place);
    out.push_str(&format!("   {}\n", dates(step)));
    let left = match step.left_percent {
        100 => String::new(),
        percent => format!("; {percent} % of it is left"),
    };
    out.push_str(&format!("   Estimate {} person-weeks, {}{left}.\n", step.estimate.points, step.estimate.basis_text));
    if let Some(replaced) = &step.estimate.replaced {
        out.push_str(&format!("   {replaced}\n"));
    }
    for need in &step.needs {
        out.push_str(&format!("   - {} ({} need) {}\n", need.outcome, need.strength, need.because));
    }
    out
}
