//! The data of pictures, gathered from a plan for a reader.

mod budget_curve;
mod costs;
mod dependencies;
mod likelihood;
mod sensitivity;

pub use budget_curve::budget_curve;
pub use costs::costs;
pub use dependencies::dependencies;
pub use likelihood::likelihood;
pub use sensitivity::sensitivity;

use std::collections::BTreeSet;

use chrono::{Datelike, Months, NaiveDate};

use crate::gap::{CategoryLevel, Gap, Standing, category_level};
use crate::model::catalog::Catalog;
use crate::model::date::{PartialDate, long_day};
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::plan::forecast::Forecast;
use crate::plan::{self, MilestoneOf, Step, StepKind};
use crate::propose::{Facts, Proposal, packages};
use crate::render::picture::heatmap::{Category, Heatmap, Maturity};
use crate::render::picture::roadmap::{Milestone, Roadmap, Row, State};
use crate::render::words::{self, assess_first, one_line};

/// The steps that a reader is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Shown {
    /// Steps by index, rising, each with its number where it has one.
    pub steps: Vec<(usize, Option<usize>)>,
    /// Those that money is asked for.
    pub asked: Vec<usize>,
}

impl Shown {
    /// What a document proposes, with the numbers of its items.
    pub fn of(proposal: &Proposal) -> Self {
        let numbered = proposal.open.iter().enumerate().map(|(idx, open)| (open.step, Some(idx + 1)));
        let mut steps: Vec<_> = numbered.chain(proposal.assess.iter().map(|step| (*step, None))).collect();
        // Assessments stand where the roadmap has them.
        steps.sort_unstable();
        Self { steps, asked: proposal.open.iter().map(|open| open.step).collect() }
    }

    /// The same with the numbers that the steps have in the plan.
    pub fn numbered_by_plan(mut self) -> Self {
        self.steps.iter_mut().for_each(|(step, number)| *number = Some(*step + 1));
        self
    }

    /// All steps of a plan, with their numbers in it.
    pub fn all(facts: &Facts<'_>) -> Self {
        let steps = &facts.roadmap.steps;
        Self {
            steps: (0..steps.len()).map(|step| (step, Some(step + 1))).collect(),
            asked: (0..steps.len()).filter(|step| plan::is_asked(facts.plan, &steps[*step])).collect(),
        }
    }

    /// Whether a step is shown.
    pub fn has(&self, step: usize) -> bool {
        self.steps.iter().any(|(other, _)| *other == step)
    }
}

/// An end that people ask for: what it is the end of, and its steps by index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// What it is the end of.
    pub title: String,
    /// Its steps; one or more.
    pub steps: Vec<usize>,
}

/// The ends of what a document asks for: each package of work, where there are several, and all of it at last.
pub fn ends_of(facts: &Facts<'_>, proposal: &Proposal) -> Vec<End> {
    let packages = packages(facts, &proposal.open).into_iter();
    let mut ends: Vec<End> =
        packages.map(|package| End { title: one_line(&package.title), steps: package.steps }).collect();
    if ends.len() == 1 {
        ends.clear();
    }
    let all = proposal.open.iter().map(|open| open.step).collect();
    ends.push(End { title: "All that is asked for".to_owned(), steps: all });
    ends
}

/// The ends of a plan: its levels and work packages, the deadlines of what is shown, and all of it at last.
pub fn ends_of_plan(facts: &Facts<'_>, shown: &Shown) -> Vec<End> {
    let is_shown = |milestone: &&plan::Milestone| match milestone.of {
        MilestoneOf::Level(_) | MilestoneOf::Package(_) => true,
        MilestoneOf::LevelOf(..) => false,
        MilestoneOf::Deadline(_) => milestone.steps.iter().all(|step| shown.has(*step)),
    };
    let end = |milestone: &plan::Milestone| End {
        title: words::milestone(facts.catalog, facts.plan, &milestone.of),
        steps: milestone.steps.clone(),
    };
    let mut ends: Vec<End> = facts.roadmap.milestones.iter().filter(is_shown).map(end).collect();
    ends.push(End { title: "End of the plan".to_owned(), steps: (0..facts.roadmap.steps.len()).collect() });
    ends
}

/// The roadmap of what is shown. `forecast` has the milestones `ends`, in their order, after a first one.
pub fn roadmap(facts: &Facts<'_>, shown: &Shown, ends: &[End], forecast: &Forecast) -> Roadmap {
    let row = |(step, number): &(usize, Option<usize>)| {
        let step = &facts.roadmap.steps[*step];
        let is_assess = step.kind == StepKind::Assess;
        Row {
            title: title(facts, step, *number),
            state: if is_assess { State::Assess } else { State::Planned },
            work: Some((step.dates.start, step.dates.work_end)),
            ready: Some(step.dates.finish),
            baseline: None,
        }
    };
    Roadmap {
        heading: format!("Roadmap for {}", one_line(&facts.assessment.repository.name)),
        rows: shown.steps.iter().map(row).collect(),
        milestones: milestones(facts, ends, forecast),
        now: None,
    }
}

/// Number and title of a step.
fn title(facts: &Facts<'_>, step: &Step, number: Option<usize>) -> String {
    let title = one_line(&facts.catalog.capability(&step.capability).title);
    let title = if step.kind == StepKind::Assess { assess_first(&title) } else { title };
    number.map_or_else(|| title.clone(), |number| format!("{number}. {title}"))
}

fn milestones(facts: &Facts<'_>, ends: &[End], forecast: &Forecast) -> Vec<Milestone> {
    let calendar = &facts.roadmap.timetable.calendar;
    let date = |days: u32| calendar.date(days.saturating_sub(1));
    let milestone = |(idx, end): (usize, &End)| {
        let finish = end.steps.iter().map(|step| facts.roadmap.steps[*step].dates.finish).max();
        let spread = forecast.milestones.get(idx + 1).map(|end| (date(end.p50()), date(end.p80())));
        Milestone { title: end.title.clone(), planned: finish.unwrap_or(facts.roadmap.finish), spread }
    };
    ends.iter().enumerate().map(milestone).collect()
}

/// Where the registry stands, and where it will stand after each phase of the plan.
///
/// Phases are the work packages of the plan, or else stretches of the calendar. No capability is named.
pub fn heatmap(facts: &Facts<'_>) -> Heatmap {
    let phases = phases(facts.plan, facts.roadmap);
    let mut columns = vec![format!("Today ({})", long_day(facts.assessment.assessed_on))];
    columns.extend(phases.iter().map(|phase| phase.title.clone()));
    let states: Vec<Gap> = std::iter::once(facts.gap.clone())
        .chain(phases.iter().map(|phase| after(facts.catalog, facts.gap, facts.roadmap, phase.end)))
        .collect();
    let n_assess = facts.roadmap.totals.n_unknown;
    let found = if n_assess > 0 { ", and if what is assessed first turns out to be in place" } else { "" };
    Heatmap {
        heading: format!("Maturity of {}, today and as planned", one_line(&facts.assessment.repository.name)),
        columns,
        rows: categories(facts.catalog, &states, Some(facts.plan)),
        highest: facts.catalog.framework.highest().number(),
        note: format!(
            "Large: the level, reached when every capability up to it that applies is in place. Small: capabilities in \
             place, of those that apply. After today: by the dates of the plan{found}."
        ),
    }
}

/// One row per category, with one state per gap.
pub fn categories(catalog: &Catalog, states: &[Gap], plan: Option<&Plan>) -> Vec<Category> {
    let row = |(id, category): (&crate::model::id::CategoryId, &crate::model::catalog::Category)| {
        let cell = |gap: &Gap| maturity(&gap.levels[id]);
        let cells: Vec<Maturity> = states.iter().map(cell).collect();
        let applies = cells.first().is_some_and(|cell| cell.level.is_some());
        let target = plan.filter(|_| applies).map(|plan| plan.target.levels[id].number());
        Category { title: one_line(&category.title), cells, target }
    };
    catalog.framework.categories.iter().map(row).collect()
}

fn maturity(level: &CategoryLevel) -> Maturity {
    Maturity {
        level: level.reached.map(|level| level.number()),
        n_reached: level.n_reached,
        n_applicable: level.n_applicable,
    }
}

/// The gap on the evening of a day, if everything goes by the plan.
fn after(catalog: &Catalog, gap: &Gap, roadmap: &plan::Roadmap, day: NaiveDate) -> Gap {
    let done: BTreeSet<&CapabilityId> =
        roadmap.steps.iter().filter(|step| step.dates.finish <= day).map(|step| &step.capability).collect();
    let mut later = gap.clone();
    for (id, standing) in &mut later.standings {
        if done.contains(id) {
            *standing = Standing::Met;
        }
    }
    let levels: Vec<_> = later.levels.keys().cloned().collect();
    for id in levels {
        later.levels[&id] = category_level(catalog, &later.standings, &id);
    }
    later
}

struct Phase {
    title: String,
    end: NaiveDate,
}

/// Columns beside today and the target, at most.
const MAX_PHASES: usize = 5;

fn phases(plan: &Plan, roadmap: &plan::Roadmap) -> Vec<Phase> {
    if roadmap.steps.is_empty() {
        return Vec::new();
    }
    let mut packages: Vec<Phase> = plan
        .work_packages
        .values()
        .filter_map(|package| {
            let steps = roadmap.steps.iter().filter(|step| package.capabilities.contains(&step.capability));
            let end = steps.map(|step| step.dates.finish).max()?;
            Some(Phase { title: format!("After “{}”", one_line(&package.title)), end })
        })
        .collect();
    // By their ends; packages that end on one day stay in the order of the plan.
    packages.sort_by_key(|phase| phase.end);
    let last = packages.last().map(|phase| phase.end);
    let mut phases = if (2..MAX_PHASES).contains(&packages.len()) { packages } else { stretches(roadmap) };
    if phases.last().map(|phase| phase.end).or(last).is_none_or(|end| end < roadmap.finish) {
        phases.push(Phase { title: format!("End of the plan ({})", long_day(roadmap.finish)), end: roadmap.finish });
    }
    phases
}

/// Quarters, half-years or longer stretches of the calendar, as many as there is room for; the last is the plan's end.
fn stretches(roadmap: &plan::Roadmap) -> Vec<Phase> {
    let ends = |months: u32| {
        let first = roadmap.start.with_day(1).unwrap_or(roadmap.start);
        let into = first.month0() % months.min(12);
        let start = first.checked_sub_months(Months::new(into)).unwrap_or(first);
        let next = (1..).map(move |n| start.checked_add_months(Months::new(n * months)));
        let ends = next.map_while(|day| day.and_then(|day| day.pred_opt()));
        ends.take_while(|day| *day < roadmap.finish).take(MAX_PHASES).collect::<Vec<_>>()
    };
    let fits = [1, 3, 6, 12, 24, 60].into_iter().map(ends).find(|ends| ends.len() < MAX_PHASES);
    let title = |day: NaiveDate| {
        let month = PartialDate::parse(&format!("{:04}-{:02}", day.year(), day.month()));
        format!("End of {}", month.map_or_else(|| day.to_string(), |month| month.to_string()))
    };
    fits.unwrap_or_default().into_iter().map(|end| Phase { title: title(end), end }).collect()
}
