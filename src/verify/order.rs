//! The order of each group: one step after the other, as one team would do them.

use std::ops::Range;

use super::facts::Facts;
use super::fault::{Check, Kind};
use super::stated::{Block, Group};
use crate::text::counted;

/// The groups, one after the other, are the steps in their order; efforts and values are those of the steps, and the
/// objective is that of the sequence.
pub fn sequence(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("order");
    let exact = facts.exact;
    let all: Vec<usize> = exact.order.iter().flat_map(|group| &group.sequence).copied().collect();
    let place = all.iter().enumerate().find(|(place, idx)| place != *idx).map_or(all.len(), |(place, _)| place);
    check.ensure(place == all.len() && all.len() == exact.steps.len(), Kind::WrongSequence, || {
        let (n_ordered, n_steps) = (all.len(), exact.steps.len());
        let found = all.get(place).map_or_else(|| "nothing".to_owned(), |idx| facts.name(*idx));
        let message = format!("{n_ordered} of {n_steps} steps are ordered; at place {} stands {found}", place + 1);
        ("exact.order".to_owned(), message)
    });
    for (k, group) in exact.order.iter().enumerate() {
        let own = |pick: fn(&super::stated::ExactStep) -> u64, part: usize| {
            let pairs = group.sequence.iter().zip(&group.jobs);
            pairs.map(|(idx, job)| (job[part], pick(&exact.steps[*idx]))).collect::<Vec<_>>()
        };
        for (part, name, pairs) in
            [(0, "effort", own(|step| step.effort[1], 0)), (1, "value", own(|step| step.weight, 1))]
        {
            let Some(job) = out_of_proportion(&pairs) else { continue };
            let (stated, own) = pairs[job];
            let message = format!(
                "{name} {stated} of {}, whose own is {own}, is out of proportion to the others",
                facts.name(group.sequence[job])
            );
            check.fault(Kind::WrongJob, format!("exact.order[{k}].jobs[{job}][{part}]"), message);
        }
        let cost = cost(&group.jobs);
        check.ensure(group.objective.0 == cost, Kind::WrongObjective, || {
            (
                format!("exact.order[{k}].objective"),
                format!("{} is stated, the sequence makes {cost}", group.objective.0),
            )
        });
    }
    check.done(format!(
        "{} in {}, efforts, values and objectives",
        counted(all.len(), "step", "steps"),
        counted(exact.order.len(), "group", "groups")
    ))
}

/// The first number that is not as much smaller than its own as the others are.
fn out_of_proportion(pairs: &[(u64, u64)]) -> Option<usize> {
    let reference = pairs.iter().find(|(_, own)| *own > 0).copied().unwrap_or((0, 1));
    let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
    pairs.iter().position(|(stated, own)| {
        product(*stated, reference.1) != product(*own, reference.0) || (*stated == 0) != (*own == 0)
    })
}

/// The sum of value times end, where work begins at 0.
pub fn cost(jobs: &[[u64; 2]]) -> u128 {
    let (mut time, mut cost) = (0, 0);
    for [effort, value] in jobs {
        time += u128::from(*effort);
        cost += u128::from(*value) * time;
    }
    cost
}

/// Effort and value of some jobs together.
pub fn totals(jobs: &[[u64; 2]]) -> (u128, u128) {
    jobs.iter().fold((0, 0), |(effort, value), job| (effort + u128::from(job[0]), value + u128::from(job[1])))
}

/// A block of a group with its place in the JSON and in the sequence.
pub struct Placed<'a> {
    pub at: String,
    pub group: &'a Group,
    pub block: &'a Block,
    pub range: Range<usize>,
}

impl<'a> Placed<'a> {
    /// The blocks of a group, which make up its sequence.
    pub fn all(k: usize, group: &'a Group) -> Vec<Self> {
        let mut start = 0;
        let blocks = group.blocks.iter().enumerate().map(|(b, block)| {
            let range = start..start + block.n_steps;
            start = range.end;
            Self { at: format!("exact.order[{k}].blocks[{b}]"), group, block, range }
        });
        blocks.collect()
    }

    /// Effort and value of its steps.
    pub fn jobs(&self) -> &'a [[u64; 2]] {
        &self.group.jobs[self.range.clone()]
    }

    /// Its steps.
    pub fn steps(&self) -> &'a [usize] {
        &self.group.sequence[self.range.clone()]
    }
}
