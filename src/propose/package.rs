//! Work packages of an ask: what is done, handed over and accepted together.

use chrono::NaiveDate;

use super::answer::owed;
use super::{Facts, OpenItem};
use crate::model::effort::EffortRange;
use crate::model::id::{CapabilityId, CategoryId, WorkPackageId};
use crate::model::money::CostRange;
use crate::plan::{Step, predecessors};

/// Steps that are done and accepted together.
#[derive(Debug, Clone)]
pub struct Package {
    /// What it is made from.
    pub of: PackageOf,
    /// Title for people.
    pub title: String,
    /// Its steps, by index in the roadmap, rising.
    pub steps: Vec<usize>,
    /// Packages that some of its work comes after, by index in the list, rising.
    pub after: Vec<usize>,
    /// First day of work.
    pub start: NaiveDate,
    /// Last day of work or lag.
    pub finish: NaiveDate,
    /// Effort.
    pub effort: EffortRange,
    /// Cost, overhead included; none where the plan gives no rates.
    pub cost: Option<CostRange>,
    /// What is handed over, with the capability that it belongs to.
    pub deliverables: Vec<(CapabilityId, String)>,
    /// What a reviewer can observe when it is done, with the capability.
    pub acceptance: Vec<(CapabilityId, String)>,
}

/// What a package is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackageOf {
    /// A work package of the plan, or the part of it that is asked for.
    Plan(WorkPackageId),
    /// Steps of one category that stand in no work package of the plan.
    Category(CategoryId),
}

/// The items of a proposal in packages: those of the plan, then one per category for what stands in none.
///
/// A package comes after those that it needs; of several that can come next, the one that starts first, then the one whose
/// first step stands first in the roadmap. A category is divided where it would both need another package and be needed by
/// it. Packages of the plan stay whole: where they need each other, the same rule takes the one that starts first.
pub fn packages(facts: &Facts<'_>, open: &[OpenItem]) -> Vec<Package> {
    let steps = &facts.roadmap.steps;
    let (groups, group_of) = groups(facts, open);
    let needs: Vec<Vec<usize>> = needs_between(facts, groups.len(), &group_of);
    let group_of = group_of.as_slice();
    let of_group = |group: usize| (0..steps.len()).filter(move |idx| group_of[*idx] == Some(group));
    let first_day = |group: usize| of_group(group).map(|idx| steps[idx].dates.start).min();
    let mut order: Vec<usize> = Vec::new();
    while order.len() < groups.len() {
        let open = || (0..groups.len()).filter(|group| !order.contains(group));
        let is_free = |group: &usize| needs[*group].iter().all(|need| order.contains(need));
        let key = |group: &usize| (first_day(*group), of_group(*group).next());
        let Some(next) = open().filter(is_free).min_by_key(key).or_else(|| open().min_by_key(key)) else { break };
        order.push(next);
    }
    let place = |group: &usize| order.iter().position(|other| other == group);
    order
        .iter()
        .map(|group| {
            let mut after: Vec<usize> = needs[*group].iter().filter_map(place).collect();
            after.sort_unstable();
            let parts: Vec<usize> = order.iter().copied().filter(|other| groups[*other] == groups[*group]).collect();
            let part = parts.iter().position(|other| other == group).filter(|_| parts.len() > 1);
            let title = title(facts, &groups[*group], part);
            package(facts, groups[*group].clone(), title, of_group(*group).collect(), after)
        })
        .collect()
}

/// What each group is made from, and the group of each step; none for what is no item of the proposal.
fn groups(facts: &Facts<'_>, open: &[OpenItem]) -> (Vec<PackageOf>, Vec<Option<usize>>) {
    let steps = &facts.roadmap.steps;
    let is_item = |idx: usize| open.iter().any(|item| item.step == idx);
    let mut groups: Vec<PackageOf> = Vec::new();
    let mut group_of: Vec<Option<usize>> = vec![None; steps.len()];
    for (id, package) in &facts.plan.work_packages {
        let is_in = |idx: &usize| is_item(*idx) && package.capabilities.contains(&steps[*idx].capability);
        for idx in (0..steps.len()).filter(is_in) {
            let of = PackageOf::Plan(id.clone());
            if groups.last() != Some(&of) {
                groups.push(of);
            }
            group_of[idx] = groups.len().checked_sub(1);
        }
    }
    // Steps come after what they need, so a part that is closed here is never needed from before it.
    for idx in 0..steps.len() {
        if group_of[idx].is_some() || !is_item(idx) {
            continue;
        }
        let of = PackageOf::Category(facts.catalog.capability(&steps[idx].capability).category.clone());
        let last = groups.iter().rposition(|other| *other == of);
        group_of[idx] = last;
        let closes_a_ring = |group: usize| {
            let needs = needs_between(facts, groups.len(), &group_of);
            reaches(&needs, group, group)
        };
        if last.is_none_or(closes_a_ring) {
            groups.push(of);
            group_of[idx] = groups.len().checked_sub(1);
        }
    }
    (groups, group_of)
}

/// The groups that each group needs, rising.
fn needs_between(facts: &Facts<'_>, n_groups: usize, group_of: &[Option<usize>]) -> Vec<Vec<usize>> {
    let steps = &facts.roadmap.steps;
    let mut needs: Vec<Vec<usize>> = vec![Vec::new(); n_groups];
    for (step, own) in steps.iter().zip(group_of).filter_map(|(step, group)| Some((step, (*group)?))) {
        for before in predecessors(step) {
            let idx = steps.iter().position(|other| other.capability == *before);
            needs[own].extend(idx.and_then(|idx| group_of[idx]).filter(|group| *group != own));
        }
    }
    for list in &mut needs {
        list.sort_unstable();
        list.dedup();
    }
    needs
}

/// Whether a group needs another one, directly or not.
fn reaches(needs: &[Vec<usize>], from: usize, to: usize) -> bool {
    let mut found = needs[from].clone();
    let mut head = 0;
    while let Some(&group) = found.get(head) {
        head += 1;
        let new: Vec<usize> = needs[group].iter().copied().filter(|need| !found.contains(need)).collect();
        found.extend(new);
    }
    found.contains(&to)
}

/// The title; `part` counts the parts of a category from 0.
fn title(facts: &Facts<'_>, of: &PackageOf, part: Option<usize>) -> String {
    let id = match of {
        PackageOf::Plan(id) => return facts.plan.work_packages[id].title.clone(),
        PackageOf::Category(id) => id,
    };
    let title = &facts.catalog.framework.categories[id].title;
    let is_taken = facts.plan.work_packages.values().any(|package| package.title == *title);
    let rest = if is_taken { ": the rest" } else { "" };
    let part = part.map(|part| format!(", part {}", part + 1)).unwrap_or_default();
    format!("{title}{rest}{part}")
}

fn package(facts: &Facts<'_>, of: PackageOf, title: String, steps: Vec<usize>, after: Vec<usize>) -> Package {
    let of_steps = || steps.iter().map(|idx| &facts.roadmap.steps[*idx]);
    let costs: Option<Vec<CostRange>> = of_steps().map(|step| Some(step.cost?.total)).collect();
    let sentences = |step: &Step, is_acceptance: bool| {
        let prose = &facts.catalog.capability(&step.capability).proposal;
        let list = owed(facts, &step.capability, if is_acceptance { &prose.acceptance } else { &prose.deliverables });
        list.into_iter().map(|text| (step.capability.clone(), text)).collect::<Vec<_>>()
    };
    let start = facts.roadmap.start;
    Package {
        start: of_steps().map(|step| step.dates.start).min().unwrap_or(start),
        finish: of_steps().map(|step| step.dates.finish).max().unwrap_or(start),
        effort: of_steps().map(|step| step.effort).sum(),
        cost: costs.map(|costs| costs.into_iter().sum()),
        deliverables: of_steps().flat_map(|step| sentences(step, false)).collect(),
        acceptance: of_steps().flat_map(|step| sentences(step, true)).collect(),
        of,
        title,
        steps,
        after,
    }
}
