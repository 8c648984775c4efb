//! A roadmap as the forecast sees it: tasks with three points, and milestones.

use super::forecast::{EstimatedTask, Forecast, Inputs, Line, Options, Points, forecast, key};
use super::schedule::Board;
use super::{Roadmap, Step, StepKind};
use crate::model::catalog::Catalog;
use crate::model::effort::Effort;
use crate::model::money::Minor;
use crate::model::plan::Plan;

/// Forecast a roadmap: effort, cost and end of all its steps, and the end of each of its milestones, in their order.
///
/// Every run places the steps in the order in which the plan places them. Tasks of the forecast are steps by their index.
pub fn forecast_roadmap(catalog: &Catalog, plan: &Plan, roadmap: &Roadmap, options: &Options) -> Forecast {
    let milestones: Vec<&[usize]> = roadmap.milestones.iter().map(|milestone| milestone.steps.as_slice()).collect();
    forecast_priced(catalog, plan, roadmap, options, &|_| true, &milestones)
}

/// Forecast the cost of some steps and the day on which the last of them is ready, its first milestone; those in `ends`
/// follow.
///
/// The dates are those of the whole roadmap, because the other steps take up the same people. The effort and the end in
/// the result are those of the whole roadmap as well.
pub fn forecast_asked(
    catalog: &Catalog,
    plan: &Plan,
    roadmap: &Roadmap,
    asked: &[usize],
    ends: &[&[usize]],
    options: &Options,
) -> Forecast {
    let milestones: Vec<&[usize]> = std::iter::once(asked).chain(ends.iter().copied()).collect();
    forecast_priced(catalog, plan, roadmap, options, &|step| asked.contains(&step), &milestones)
}

/// P10 and P90 of the effort of one step by itself.
pub fn effort_limits(step: &Step) -> (Effort, Effort) {
    points(step).limits()
}

fn forecast_priced(
    catalog: &Catalog,
    plan: &Plan,
    roadmap: &Roadmap,
    options: &Options,
    is_priced: &dyn Fn(usize) -> bool,
    milestones: &[&[usize]],
) -> Forecast {
    let list = &roadmap.timetable.list;
    let mut place = vec![0; list.len()];
    list.iter().enumerate().for_each(|(position, step)| place[*step] = position);
    let task = |step: &usize| {
        let task = task(catalog, plan, roadmap, *step, &place);
        if is_priced(*step) { task } else { unpriced(task) }
    };
    let tasks_of = |steps: &[usize]| steps.iter().map(|step| place[*step]).collect();
    let inputs = Inputs {
        tasks: list.iter().map(task).collect(),
        milestones: milestones.iter().map(|steps| tasks_of(steps)).collect(),
        overhead: plan.rates.as_ref().map(|_| plan.overhead),
    };
    let mut board = Board::default();
    let workforce = &roadmap.timetable.workforce;
    let mut forecast = forecast(&inputs, options, move |tasks, slots| board.place(tasks, workforce, slots));
    forecast.end_sensitivity.tasks.iter_mut().for_each(|influence| influence.task = list[influence.task]);
    forecast.effort_sensitivity.tasks.iter_mut().for_each(|influence| influence.task = list[influence.task]);
    if let Some((_, sensitivity)) = &mut forecast.cost {
        sensitivity.tasks.iter_mut().for_each(|influence| influence.task = list[influence.task]);
    }
    forecast
}

fn task(catalog: &Catalog, plan: &Plan, roadmap: &Roadmap, idx: usize, place: &[usize]) -> EstimatedTask {
    let (step, activity) = (&roadmap.steps[idx], &roadmap.timetable.activities[idx]);
    EstimatedTask {
        key: key(step.capability.as_str()),
        points: points(step),
        lines: lines(catalog, plan, step),
        direct: step.direct.iter().filter_map(|line| line.converted).map(|cost| cost.mean).sum(),
        lag_weeks: step.dates.lag_weeks,
        after: activity.after.iter().map(|before| place[*before]).collect(),
        earliest: activity.earliest,
    }
}

/// The same work at no cost.
fn unpriced(mut task: EstimatedTask) -> EstimatedTask {
    task.direct = Minor::ZERO;
    task.lines.iter_mut().for_each(|line| line.weekly = Minor::ZERO);
    task
}

/// The three points of what is left.
fn points(step: &Step) -> Points {
    let effort = step.effort;
    Points::new(effort.low, effort.likely(), effort.high).expect("the points of an estimate rise")
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
