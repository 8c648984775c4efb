//! What comes first: policies as instances of the ordering problem.

use indexmap::IndexMap;

use super::order::{self, Instance, Job, Options};
use super::predecessors;
use super::roadmap::{OrderGroup, OrderReport, Step};
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::level::Level;
use crate::model::plan::{Plan, Policy};

/// Order the steps by the plan's policy; each group with its proof.
pub fn order(catalog: &Catalog, plan: &Plan, drafts: &IndexMap<CapabilityId, Step>) -> OrderReport {
    let groups = match plan.policy {
        Policy::Risk | Policy::QuickWins => vec![(None, drafts.keys().cloned().collect())],
        Policy::LevelFirst => by_level(catalog, drafts),
    };
    let groups = groups
        .into_iter()
        .filter(|(_, ids): &(_, Vec<CapabilityId>)| !ids.is_empty())
        .map(|(level, ids)| {
            let instance = instance(&ids, plan.policy, drafts);
            let ordering = order::order(&instance, &Options::default());
            OrderGroup { level, capabilities: ids, instance, ordering }
        })
        .collect();
    OrderReport { policy: plan.policy, groups }
}

/// Every step with the number of its density block, counted over all groups.
pub fn sequence(order: &OrderReport) -> Vec<(CapabilityId, usize)> {
    let mut sequence = Vec::new();
    let mut n_blocks = 0;
    for group in &order.groups {
        for block in &group.ordering.blocks {
            sequence.extend(block.jobs.iter().map(|job| (group.capabilities[*job].clone(), n_blocks)));
            n_blocks += 1;
        }
    }
    sequence
}

/// The problem for one group. The index of a job is its place in the order of the catalog, which settles ties the way a
/// reader of the framework's text expects. Needs outside the group are done before it.
fn instance(ids: &[CapabilityId], policy: Policy, drafts: &IndexMap<CapabilityId, Step>) -> Instance {
    let index: IndexMap<&CapabilityId, usize> = ids.iter().enumerate().map(|(idx, id)| (id, idx)).collect();
    let efforts: Vec<u64> = ids.iter().map(|id| drafts[id].effort.mean.units()).collect();
    let values: Vec<u64> = match policy {
        Policy::QuickWins => vec![1; ids.len()],
        Policy::Risk | Policy::LevelFirst => ids.iter().map(|id| drafts[id].value.units()).collect(),
    };
    // Smaller whole numbers in the same proportions: the order stays, and the products stay far from any overflow.
    let (effort_unit, value_unit) = (common_divisor(&efforts), common_divisor(&values));
    let jobs = efforts
        .iter()
        .zip(&values)
        .map(|(effort, value)| Job { effort: effort / effort_unit, value: value / value_unit });
    let needs =
        ids.iter().map(|id| predecessors(&drafts[id]).filter_map(|before| index.get(before).copied()).collect());
    Instance::new(jobs.collect(), needs.collect())
        .expect("the catalog has no cycle, and efforts and values are within their checked ranges")
}

/// The largest number that divides all of them; 1 where all are 0.
pub fn common_divisor(numbers: &[u64]) -> u64 {
    let gcd = numbers.iter().fold(0, |mut a: u64, b| {
        let mut b = *b;
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a
    });
    gcd.max(1)
}

/// Groups by level. What a lower level needs is done with that level, whatever its own.
fn by_level(catalog: &Catalog, drafts: &IndexMap<CapabilityId, Step>) -> Vec<(Option<Level>, Vec<CapabilityId>)> {
    let mut levels: IndexMap<CapabilityId, Level> =
        drafts.keys().map(|id| (id.clone(), catalog.capability(id).level)).collect();
    loop {
        let lower = drafts.iter().find_map(|(id, step)| {
            let own = levels[id];
            predecessors(step)
                .find(|before| levels.get(*before).is_some_and(|level| *level > own))
                .map(|before| (before.clone(), own))
        });
        match lower {
            Some((id, level)) => levels.insert(id, level),
            None => break,
        };
    }
    let of = |level: Level| drafts.keys().filter(|id| levels[*id] == level).cloned().collect();
    catalog.framework.highest().up_to().map(|level| (Some(level), of(level))).collect()
}
