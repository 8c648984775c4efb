//! A roadmap as the forecast sees it: tasks with three points, and the milestones that people ask for.

use super::forecast::{EstimatedTask, Forecast, Inputs, Line, Milestone, Options, Points, forecast, key};
use super::schedule::Board;
use super::{Roadmap, Step, StepKind, predecessors, workforce};
use crate::model::catalog::Catalog;
use crate::model::effort::Effort;
use crate::model::id::{CapabilityId, CategoryId};
use crate::model::level::Level;
use crate::model::money::Minor;
use crate::model::plan::Plan;

/// What a milestone of a forecast is the end of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MilestoneOf {
    /// A level in every category.
    Level(Level),
    /// A level in one category.
    LevelOf(CategoryId, Level),
}

/// Forecast a roadmap: effort, cost and end of all its steps, and the end of each level and of each level of each
/// category, in the order of the list that comes with it.
///
/// A level is reached when all planned steps up to it are done; what is assessed first and then found missing is not
/// in it.
pub fn forecast_roadmap(
    catalog: &Catalog,
    plan: &Plan,
    roadmap: &Roadmap,
    options: &Options,
) -> (Forecast, Vec<MilestoneOf>) {
    let milestones = milestones(catalog, roadmap);
    let inputs = Inputs {
        tasks: roadmap.steps.iter().map(|step| task(catalog, plan, roadmap, step)).collect(),
        milestones: milestones
            .iter()
            .map(|(of, tasks)| Milestone { name: format!("{of:?}"), tasks: tasks.clone() })
            .collect(),
        overhead: plan.rates.as_ref().map(|_| plan.overhead),
    };
    let (mut board, workforce) = (Board::default(), workforce(plan));
    let forecast = forecast(&inputs, options, move |tasks, slots| board.place(tasks, &workforce, slots));
    (forecast, milestones.into_iter().map(|(of, _)| of).collect())
}

/// Levels, then levels per category, each with the steps up to it; only those at which something ends.
fn milestones(catalog: &Catalog, roadmap: &Roadmap) -> Vec<(MilestoneOf, Vec<usize>)> {
    let level_of = |step: &Step| catalog.capability(&step.capability).level;
    let up_to = |level: Level, category: Option<&CategoryId>| {
        let within = |step: &Step| {
            let capability = catalog.capability(&step.capability);
            capability.level <= level && category.is_none_or(|category| capability.category == *category)
        };
        let tasks: Vec<usize> = (0..roadmap.steps.len()).filter(|idx| within(&roadmap.steps[*idx])).collect();
        let something_ends = tasks.iter().any(|idx| level_of(&roadmap.steps[*idx]) == level);
        something_ends.then_some(tasks)
    };
    let levels = || catalog.framework.highest().up_to();
    let overall = levels().filter_map(|level| Some((MilestoneOf::Level(level), up_to(level, None)?)));
    let per_category = catalog.framework.categories.keys().flat_map(|category| {
        levels().filter_map(|level| {
            let tasks = up_to(level, Some(category))?;
            Some((MilestoneOf::LevelOf(category.clone(), level), tasks))
        })
    });
    overall.chain(per_category).collect()
}

fn task(catalog: &Catalog, plan: &Plan, roadmap: &Roadmap, step: &Step) -> EstimatedTask {
    let position = |id: &CapabilityId| roadmap.steps.iter().position(|step| step.capability == *id);
    EstimatedTask {
        key: key(step.capability.as_str()),
        points: points(step),
        lines: lines(catalog, plan, step),
        direct: step.direct.iter().filter_map(|line| line.converted).map(|cost| cost.mean).sum(),
        lag_weeks: step.dates.lag_weeks,
        after: predecessors(step).filter_map(position).collect(),
        earliest: 0,
    }
}

/// The three points of what is left. The likely one follows from the other two and the mean, which is exact: efforts
/// are whole numbers of a unit that the mean's sixth was made for.
fn points(step: &Step) -> Points {
    let (low, mean, high) = (step.effort.low, step.effort.mean, step.effort.high);
    let likely = Effort::from_units((6 * mean.units() - low.units() - high.units()) / 4);
    Points::new(low, likely, high).expect("the points of an estimate rise")
}

fn lines(catalog: &Catalog, plan: &Plan, step: &Step) -> Vec<Line> {
    let shares = match step.kind {
        StepKind::Build => &catalog.capability(&step.capability).work,
        StepKind::Assess => &catalog.framework.assess_first.work,
    };
    let lines = shares.iter().filter_map(|(kind, share)| {
        let role = plan.team.values().position(|role| role.does.contains(kind))?;
        let weekly = plan.rates.as_ref().map_or(Minor::ZERO, |rates| rates.weekly[kind].0);
        Some(Line { role, share: *share, weekly })
    });
    lines.collect()
}
