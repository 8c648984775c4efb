//! What people ask the end of: levels, levels of a category, work packages.

use chrono::NaiveDate;

use super::roadmap::Step;
use crate::model::catalog::Catalog;
use crate::model::id::{CategoryId, WorkPackageId};
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
}

/// Levels, then levels per category, each with the steps up to it and only where something ends; then the work packages
/// of which something is planned.
///
/// A level is reached when all planned steps up to it are done; what is assessed first and then found missing is not
/// in it.
pub fn milestones(catalog: &Catalog, plan: &Plan, steps: &[Step]) -> Vec<Milestone> {
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
    let milestone = |(of, within): (MilestoneOf, Vec<usize>)| {
        let finish = within.iter().map(|idx| steps[*idx].dates.finish).max()?;
        Some(Milestone { of, steps: within, finish })
    };
    overall.chain(per_category).chain(packages).filter_map(milestone).collect()
}
