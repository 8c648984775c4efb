//! `fundable compare`: what if?

use std::path::{Path, PathBuf};

use super::args::{CompareArgs, WorkspaceArgs};
use super::exit::{Exit, Failure};
use super::open::{Inputs, PlanUse, inputs, other_plan};
use super::output::Terminal;
use super::plan::roadmap;
use super::table::{Column, table};
use super::{Outcome, json};
use crate::diag::did_you_mean;
use crate::model::capability::Strength;
use crate::model::catalog::Catalog;
use crate::model::decimal::parse_scaled;
use crate::model::id::CapabilityId;
use crate::model::level::Level;
use crate::model::plan::{DroppedNeed, Plan};
use crate::plan::compare::compare as compare_roadmaps;
use crate::plan::{self as planner};
use crate::render::view::{self, ComparisonView, Facts};

/// Compare the plan with another one, or with itself under other conditions.
pub fn compare(args: &CompareArgs, terminal: &Terminal) -> Outcome {
    let inputs = match inputs(&workspace(&args.workspace), PlanUse::Needed, terminal)? {
        Ok(inputs) => inputs,
        Err(exit) => return Ok(exit),
    };
    let other = match &args.other {
        None => None,
        Some(path) => match other_plan(&plan_file(path), &inputs, terminal) {
            Ok((plan, _)) => Some(plan),
            Err(exit) => return Ok(exit),
        },
    };
    let (plan, gap, before) = roadmap(&inputs)?;
    let base = other.as_ref().unwrap_or(plan);
    let Inputs { catalog, assessment, .. } = &inputs;
    let changed = changed(base, args, catalog)?;
    let currency = |plan: &Plan| plan.rates.as_ref().map(|rates| rates.currency);
    if currency(plan) != currency(&changed) {
        return Err(Failure {
            exit: Exit::BadInput,
            message: "the two plans count in different currencies".to_owned(),
            help: Some("give both the same `rates: currency`, or leave the rates out of both".to_owned()),
        });
    }
    let after = planner::plan(catalog, &gap, &changed);
    let facts = Facts { catalog, assessment, gap: &gap, plan: &changed, roadmap: &after };
    let view = view::comparison(&facts, &compare_roadmaps(&before, &after));
    if args.json {
        json(&view, terminal)?
    } else {
        terminal.print_text(&text(&view, terminal))?
    }
    Ok(Exit::Success)
}

/// A plan file stands for its folder with this plan.
fn workspace(args: &WorkspaceArgs) -> WorkspaceArgs {
    if args.plan.is_some() || !args.workspace.is_file() {
        return args.clone();
    }
    let folder = args.workspace.parent().filter(|folder| !folder.as_os_str().is_empty());
    let workspace = folder.unwrap_or(Path::new(".")).to_owned();
    WorkspaceArgs { workspace, plan: Some(args.workspace.clone()), ..args.clone() }
}

/// A folder stands for the plan in it.
fn plan_file(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("plan.yaml") } else { path.to_owned() }
}

/// The plan with the changes that the options ask for.
fn changed(plan: &Plan, args: &CompareArgs, catalog: &Catalog) -> Result<Plan, Failure> {
    let mut plan = plan.clone();
    for change in &args.team {
        team(&mut plan, change)?;
    }
    if let Some(target) = args.target {
        let highest = catalog.framework.highest();
        let level = Level::new(target, highest).ok_or_else(|| {
            Failure::usage("there is no such target level", format!("choose a level from 0 to {highest}"))
        })?;
        plan.target.levels.values_mut().for_each(|target| *target = level);
    }
    for id in &args.without {
        let id = capability(catalog, id)?;
        plan.target.include.retain(|included| *included != id);
        plan.target.exclude.insert(id, "left out for this comparison".to_owned());
    }
    for edge in &args.drop_soft {
        plan.dropped_needs.push(dropped_need(catalog, edge)?);
    }
    if let Some(policy) = args.policy {
        plan.policy = policy.into();
    }
    if let Some(objective) = args.objective {
        plan.objective = objective.into();
    }
    Ok(plan)
}

/// `role=fte`
fn team(plan: &mut Plan, change: &str) -> Result<(), Failure> {
    let (name, fte) = change.rsplit_once('=').unwrap_or((change, ""));
    let hundredths = parse_scaled(fte, 2).ok().and_then(|fte| u32::try_from(fte).ok());
    let hundredths = hundredths.filter(|fte| (5..=100_000).contains(fte)).ok_or_else(|| {
        Failure::usage(
            format!("`{change}` is no change of the team"),
            "write `--team role=2`, with 0.05 to 1000 persons",
        )
    })?;
    let names: Vec<_> = plan.team.keys().map(|role| role.as_str().to_owned()).collect();
    match plan.team.iter_mut().find(|(role, _)| role.as_str().eq_ignore_ascii_case(name)) {
        Some((_, role)) => role.fte_hundredths = hundredths,
        None => {
            let list = || format!("the roles are {}", names.join(", "));
            let help = did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_else(list);
            return Err(Failure::usage(format!("the plan has no role `{name}`"), help));
        }
    }
    Ok(())
}

fn capability(catalog: &Catalog, id: &str) -> Result<CapabilityId, Failure> {
    if let Some((id, _)) = catalog.capabilities.get_key_value(id) {
        return Ok(id.clone());
    }
    let known = catalog.capabilities.keys().map(CapabilityId::as_str);
    let help = did_you_mean(id, known).unwrap_or_else(|| "`fundable explain` lists them all".to_owned());
    Err(Failure::usage(format!("`{id}` is no capability of the catalog"), help))
}

/// `capability=need`
fn dropped_need(catalog: &Catalog, edge: &str) -> Result<DroppedNeed, Failure> {
    let (from, to) = edge.split_once('=').unwrap_or((edge, ""));
    let (from, to) = (capability(catalog, from)?, capability(catalog, to)?);
    let need = catalog.capability(&from).needs.iter().find(|need| need.alternatives.contains(&to));
    match need.map(|need| need.strength) {
        Some(Strength::Soft) => {
            Ok(DroppedNeed { capability: from, need: to, because: "dropped for this comparison".to_owned() })
        }
        Some(Strength::Hard) => {
            Err(Failure::usage(format!("`{from}` cannot be built without `{to}`"), "only soft needs can be dropped"))
        }
        None => {
            let help = format!("`fundable explain {from}` lists what it needs");
            Err(Failure::usage(format!("`{from}` does not need `{to}`"), help))
        }
    }
}

/// A comparison for people.
pub fn text(view: &ComparisonView, terminal: &Terminal) -> String {
    let mut out = format!("What changes for {}\n", view.registry.name);
    view.labels.iter().for_each(|label| out.push_str(&format!("Note: {label}\n")));
    out.push('\n');
    let unit = view.currency.map(|currency| format!("Costs in {currency}.\n")).unwrap_or_default();
    let columns = [Column::text(""), Column::number("Before"), Column::number("After"), Column::number("Difference")];
    let rows =
        view.sums.iter().map(|sum| vec![sum.of.clone(), sum.before.clone(), sum.after.clone(), sum.difference.clone()]);
    out.push_str(&table(&columns, rows.collect(), terminal));
    out.push_str(&unit);
    if view.changes.is_empty() {
        out.push_str("\nNo step changes its place, its date or its cost.\n");
        return out;
    }
    let columns = [
        Column::number("Was"),
        Column::number("Is"),
        Column::text("Step"),
        Column::fixed("Finish was").shown_from(70),
        Column::fixed("Finish is"),
        Column::number("Cost").shown_from(80),
    ];
    let rows = view.changes.iter().map(|change| {
        vec![
            change.position_before.clone(),
            change.position_after.clone(),
            change.title.clone(),
            change.finish_before.clone(),
            change.finish_after.clone(),
            change.cost_difference.clone(),
        ]
    });
    out.push('\n');
    out.push_str(&table(&columns, rows.collect(), terminal));
    out.push_str(&format!("Steps that stay as they are: {}.\n", view.n_same));
    out
}
