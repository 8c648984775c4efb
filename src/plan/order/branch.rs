//! The children of a block: one end fixed, the rest cut into blocks of its own.

use std::rc::Rc;

use super::bound::flow_bound;
use super::cut::Cutter;
use super::reach::{Ends, Reach, ends};

/// A block with its first or last job fixed.
#[derive(Debug)]
pub(super) struct Child {
    pub job: u32,
    pub is_first: bool,
    /// Bound on the whole block.
    pub low: i128,
    /// What the rest falls into, the densest first.
    pub rest: Vec<Part>,
}

/// A block of the rest, and its own bound from time 0.
#[derive(Debug)]
pub(super) struct Part {
    pub jobs: Box<[u32]>,
    pub effort: i128,
    pub value: i128,
    pub low: i128,
}

/// All children of a block, and what it took to find them.
#[derive(Debug)]
pub(super) struct Branching {
    /// The lowest bound first, then the lowest index.
    pub children: Rc<[Child]>,
    /// Jobs looked at, once for each cut.
    pub work: u64,
}

/// Fixes each possible first or last job of a block (ascending; `mask` is its row of bits).
pub(super) fn branch(cutter: &mut Cutter<'_>, reach: &Reach, block: &[u32], mask: &[u64]) -> Branching {
    let net = cutter.net;
    let (jobs, is_first) = match ends(net, reach, block, mask) {
        Ends::First(jobs) => (jobs, true),
        Ends::Last(jobs) => (jobs, false),
    };
    let work = (jobs.len() * block.len()) as u64;
    let mut children: Vec<Child> = jobs.into_iter().map(|job| child(cutter, block, job, is_first)).collect();
    children.sort_by_key(|child| (child.low, net.index[child.job as usize]));
    Branching { children: children.into(), work }
}

fn child(cutter: &mut Cutter<'_>, block: &[u32], job: u32, is_first: bool) -> Child {
    let net = cutter.net;
    let rest: Vec<u32> = block.iter().copied().filter(|&other| other != job).collect();
    let blocks = cutter.decompose(&rest);
    let mut rest: Vec<Part> = blocks.iter().map(|jobs| part(cutter, jobs)).collect();
    rest.sort_by(|a, b| (b.value * a.effort).cmp(&(a.value * b.effort)));
    let (effort, value) = net.totals(block);
    let own = (net.effort[job as usize], net.value[job as usize]);
    // All of the block waits for its first job; its last job waits for all of the block.
    let mut low = if is_first { own.0 * value } else { effort * own.1 };
    let mut time = 0;
    for part in &rest {
        low += time * part.value + part.low;
        time += part.effort;
    }
    Child { job, is_first, low, rest }
}

fn part(cutter: &Cutter<'_>, jobs: &[u32]) -> Part {
    let (effort, value) = cutter.net.totals(jobs);
    Part { jobs: jobs.into(), effort, value, low: flow_bound(cutter, jobs) }
}
