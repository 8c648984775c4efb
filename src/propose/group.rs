//! Pieces of work that are paid for and reported together.

use indexmap::IndexMap;

use super::{Facts, OpenItem};

/// Open items under one title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Title of the work package, or of the category.
    pub title: String,
    /// Places of its items in the proposal, from 0, rising.
    pub items: Vec<usize>,
}

/// The items by the work packages of the plan, and those in none by category. Groups follow their last days; of two that
/// end on one day, the one whose first item comes first.
pub fn groups(facts: &Facts<'_>, open: &[OpenItem]) -> Vec<Group> {
    let mut by_title: IndexMap<String, Vec<usize>> = IndexMap::new();
    for (idx, item) in open.iter().enumerate() {
        let id = &facts.roadmap.steps[item.step].capability;
        let package = facts.plan.work_packages.values().find(|package| package.capabilities.contains(id));
        let category = &facts.catalog.framework.categories[&facts.catalog.capability(id).category].title;
        let title = package.map_or(category, |package| &package.title);
        by_title.entry(crate::text::one_line(title)).or_default().push(idx);
    }
    let mut groups: Vec<Group> = by_title.into_iter().map(|(title, items)| Group { title, items }).collect();
    let finish = |group: &Group| group.items.iter().map(|idx| facts.roadmap.steps[open[*idx].step].dates.finish).max();
    groups.sort_by_key(|group| (finish(group), group.items[0]));
    groups
}
