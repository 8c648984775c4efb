//! Checks an ordering from nothing but the instance; shares no code with the solver.
//!
//! Slow and plain on purpose: this file and `reproof.rs` are what one has to trust. They use one
//! theorem (Sidney 1975): if no closed part of any block is denser than the block, and no block is
//! denser than the one before it, then some best order does the blocks in that order. So bounds on the
//! blocks from time 0, put together, bound the whole.

use std::collections::BTreeMap;

use super::certificate::NeedFlow;
use super::fault::Fault;
use super::instance::Instance;
use super::ordering::{Block, Ordering};
use super::reproof::check_bound;

/// How much of an ordering was proved once more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verified {
    /// The order is feasible and no other costs less.
    Optimal,
    /// The order is feasible and none costs less than the bound.
    ///
    /// The ordering may claim more than this bound: what a search has excluded is not in the
    /// certificate.
    UpToBound {
        /// The bound that was proved, in units of effort × value.
        lower_bound: u128,
        /// Positions of the blocks whose inner order may not be the best.
        open_blocks: Vec<usize>,
    },
}

/// Checks that an ordering is feasible, costs what it says, and is as good as it says.
///
/// # Errors
///
/// The first [`Fault`] found.
pub fn verify(instance: &Instance, ordering: &Ordering) -> Result<Verified, Fault> {
    let place = check_sequence(instance, &ordering.sequence)?;
    check_blocks(instance, ordering)?;
    let mut claimed = 0;
    let mut proved = 0;
    let mut open_blocks = Vec::new();
    let mut time = 0;
    for (k, block) in ordering.blocks.iter().enumerate() {
        let flows = ordering.certificate.flows.get(k).ok_or(Fault::MissingFlows { block: k })?;
        check_flows(instance, k, block, flows, &place)?;
        let low = check_bound(instance, k, block, flows)?;
        if low < block.cost {
            open_blocks.push(k);
        }
        claimed += time * block.value + block.lower_bound;
        proved += time * block.value + low;
        time += block.effort;
    }
    if ordering.lower_bound != claimed {
        return Err(Fault::WrongBound { sum: claimed });
    }
    Ok(if open_blocks.is_empty() {
        Verified::Optimal
    } else {
        Verified::UpToBound { lower_bound: proved, open_blocks }
    })
}

/// Every job once, after all its needs; returns where each job stands.
fn check_sequence(instance: &Instance, sequence: &[usize]) -> Result<Vec<usize>, Fault> {
    let mut place = vec![usize::MAX; instance.len()];
    for (k, &job) in sequence.iter().enumerate() {
        match place.get_mut(job) {
            Some(free) if *free == usize::MAX => *free = k,
            _ => return Err(Fault::NotAPermutation { job }),
        }
    }
    for job in 0..instance.len() {
        if place[job] == usize::MAX {
            return Err(Fault::NotAPermutation { job });
        }
        if let Some(&need) = instance.needs(job).iter().find(|&&need| place[need] > place[job]) {
            return Err(Fault::NeedBroken { job, need });
        }
    }
    Ok(place)
}

/// The blocks make up the sequence, their sums and costs are right, and no density rises.
///
/// That what a block and all before it do is closed follows from the sequence being feasible.
fn check_blocks(instance: &Instance, ordering: &Ordering) -> Result<(), Fault> {
    let members = ordering.blocks.iter().flat_map(|block| &block.jobs);
    if !members.eq(&ordering.sequence) {
        return Err(Fault::NotThePartition);
    }
    let cost = cost(instance, &ordering.sequence);
    if cost != ordering.objective {
        return Err(Fault::WrongObjective { actual: cost });
    }
    for (k, block) in ordering.blocks.iter().enumerate() {
        let (effort, value) = totals(instance, &block.jobs);
        let is_right = (effort, value) == (block.effort, block.value);
        if !is_right || effort == 0 || block.cost != self::cost(instance, &block.jobs) {
            return Err(Fault::WrongBlock { block: k });
        }
    }
    for (k, pair) in ordering.blocks.windows(2).enumerate() {
        if pair[1].value * pair[0].effort > pair[0].value * pair[1].effort {
            return Err(Fault::DensityRises { block: k + 1 });
        }
    }
    Ok(())
}

/// The flow runs along needs inside the block, and turns every weight `w_j P - p_j W` into 0.
fn check_flows(instance: &Instance, k: usize, block: &Block, flows: &[NeedFlow], place: &[usize]) -> Result<(), Fault> {
    let start = block.jobs.first().map_or(0, |&job| place[job]);
    let is_member = |job: usize| place.get(job).is_some_and(|place| (start..start + block.jobs.len()).contains(place));
    let (effort, value) = (block.effort as i128, block.value as i128);
    let mut left = BTreeMap::new();
    for &job in &block.jobs {
        let own = instance.jobs()[job];
        left.insert(job, i128::from(own.value) * effort - i128::from(own.effort) * value);
    }
    let mut last = None;
    for &flow in flows {
        let is_inside = is_member(flow.waiter) && is_member(flow.needed);
        let is_need = is_inside && instance.needs(flow.waiter).contains(&flow.needed);
        // No need carries more than all weight there is. With each need at most once, sums of
        // amounts fit in any instance, however the amounts are forged.
        let is_amount = (1..=effort * value).contains(&flow.amount);
        if !is_need || !is_amount || last >= Some((flow.waiter, flow.needed)) {
            return Err(Fault::WrongFlow { block: k, flow });
        }
        last = Some((flow.waiter, flow.needed));
        left.entry(flow.waiter).and_modify(|left| *left -= flow.amount);
        left.entry(flow.needed).and_modify(|left| *left += flow.amount);
    }
    match left.into_iter().find(|&(_, left)| left != 0) {
        Some((job, _)) => Err(Fault::UnevenFlow { block: k, job }),
        None => Ok(()),
    }
}

fn cost(instance: &Instance, sequence: &[usize]) -> u128 {
    let mut time = 0;
    let mut cost = 0;
    for &job in sequence {
        time += u128::from(instance.jobs()[job].effort);
        cost += u128::from(instance.jobs()[job].value) * time;
    }
    cost
}

fn totals(instance: &Instance, jobs: &[usize]) -> (u128, u128) {
    jobs.iter()
        .map(|&job| instance.jobs()[job])
        .fold((0, 0), |(effort, value), job| (effort + u128::from(job.effort), value + u128::from(job.value)))
}
