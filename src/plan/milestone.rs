//! What people ask the end of: levels, levels of a category, work packages, what has a deadline.

use chrono::NaiveDate;

use super::roadmap::{LeftOut, Step, StepKind};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, CategoryId, WorkPackageId};
use crate::model::level::Level;
use crate::model::plan::Plan;

/// What a milestone is the end of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MilestoneOf {
    /// A level in every category.
    Level(Level),
    /// A level in one category.
    LevelOf(CategoryId, Level),
    /// A work package.
    Package(WorkPackageId),
    /// A capability that has a deadline.
    Deadline(CapabilityId),
}

/// Steps that are reported together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What it is the end of.
    pub of: MilestoneOf,
    /// Its steps, by index; one or more.
    pub steps: Vec<usize>,
    /// The last day of the last of them.
    pub finish: NaiveDate,
    /// How many of them only find out whether something is missing.
    pub n_assess: usize,
    /// Open capabilities that belong to it and that the plan leaves out.
    pub without: Vec<CapabilityId>,
}

/// Levels, then levels per category, each with the steps up to it and only where something ends; then the work packages
/// of which something is planned, and the steps with a deadline.
///
/// A level is reached when all planned steps up to it are done, if what is assessed first turns out to be met, and but
/// for what the plan leaves out.
pub fn milestones(catalog: &Catalog, plan: &Plan, steps: &[Step], left_out: &[LeftOut]) -> Vec<Milestone> {
    let up_to = |level: Level, category: Option<&CategoryId>| {
        let level_of = |idx: &usize| catalog.capability(&steps[*idx].capability).level;
        let is_within = |idx: &usize| {
            let capability = catalog.capability(&steps[*idx].capability);
            capability.level <= level && category.is_none_or(|category| capability.category == *category)
        };
        let within: Vec<usize> = (0..steps.len()).filter(is_within).collect();
        let something_ends = within.iter().any(|idx| level_of(idx) == level);
        if something_ends { within } else { Vec::new() }
    };
    let levels = || catalog.framework.highest().up_to();
    let overall = levels().map(|level| (MilestoneOf::Level(level), up_to(level, None)));
    let per_category = catalog.framework.categories.keys().flat_map(|category| {
        levels().map(|level| (MilestoneOf::LevelOf(category.clone(), level), up_to(level, Some(category))))
    });
    let packages = plan.work_packages.iter().map(|(id, package)| {
        let is_in_it = |idx: &usize| package.capabilities.contains(&steps[*idx].capability);
        (MilestoneOf::Package(id.clone()), (0..steps.len()).filter(is_in_it).collect())
    });
    let has_deadline =
        |idx: &usize| plan.dates.get(&steps[*idx].capability).is_some_and(|dates| dates.deadline.is_some());
    let deadlines = (0..steps.len()).filter(has_deadline);
    let deadlines = deadlines.map(|idx| (MilestoneOf::Deadline(steps[idx].capability.clone()), vec![idx]));
    let belongs = |of: &MilestoneOf, id: &CapabilityId| {
        let capability = catalog.capability(id);
        match of {
            MilestoneOf::Level(level) => capability.level <= *level,
            MilestoneOf::LevelOf(category, level) => capability.category == *category && capability.level <= *level,
            MilestoneOf::Package(package) => plan.work_packages[package].capabilities.contains(id),
            MilestoneOf::Deadline(_) => false,
        }
    };
    let milestone = |(of, within): (MilestoneOf, Vec<usize>)| {
        let finish = within.iter().map(|idx| steps[*idx].dates.finish).max()?;
        let without = left_out.iter().map(|item| &item.capability).filter(|id| belongs(&of, id)).cloned().collect();
        let n_assess = within.iter().filter(|idx| steps[**idx].kind == StepKind::Assess).count();
        Some(Milestone { of, steps: within, finish, n_assess, without })
    };
    overall.chain(per_category).chain(packages).chain(deadlines).filter_map(milestone).collect()
}
