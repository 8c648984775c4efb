//! From an instance to an ordering: cut into blocks, settle each, put them together.

use super::arrange::{Piece, arrange};
use super::bound::flow_bound;
use super::certificate::NeedFlow;
use super::cut::{Cutter, gcd};
use super::instance::Instance;
use super::network::Network;
use super::ordering::{Block, Options, Ordering, Solution};
use super::search::Limits;
use super::settle::{Settled, settle};

/// So many pairs may be tried inside each other; each takes some of the stack.
const BRANCHINGS: u32 = 50;

/// Finds a best order, or a good one and how far it is from best at most.
///
/// If everything is proved before the work is spent, the sequence is the lexicographically smallest
/// of all best ones, so that jobs with a lower index come first wherever that costs nothing.
/// Shuffling the needs changes nothing; renumbering the jobs changes only which of several best
/// sequences is given.
///
/// Time is about n log n for sparse needs plus what [`Options::search_work`] allows.
pub fn order(instance: &Instance, options: &Options) -> Ordering {
    let net = Network::new(instance);
    let mut drafts = drafts(&net);
    // Small blocks first: each is sure to be proved before a hopeless one takes the rest.
    drafts.sort_by_key(|draft| (draft.jobs.len(), draft.jobs.first().copied()));
    let mut work_left = options.search_work;
    let mut solved = Vec::with_capacity(drafts.len());
    let mut pieces = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let limits = Limits { work: work_left.div_ceil(2), states: options.block_states, branchings: BRANCHINGS };
        let mut settled = settle(&net, &draft.jobs, draft.low, limits);
        work_left = work_left.saturating_sub(settled.work);
        let (effort, value) = net.totals(&draft.jobs);
        pieces.push(Piece { effort, value, sequence: std::mem::take(&mut settled.sequence) });
        solved.push((settled, draft.flows));
    }
    let mut ordering = Ordering::default();
    let mut time = 0;
    for k in arrange(&net, &pieces) {
        let (settled, flows) = &mut solved[k];
        let block = block(&net, &pieces[k], settled);
        ordering.sequence.extend(&block.jobs);
        ordering.objective += time * block.value + block.cost;
        ordering.lower_bound += time * block.value + block.lower_bound;
        time += block.effort;
        ordering.blocks.push(block);
        ordering.certificate.flows.push(std::mem::take(flows));
    }
    ordering
}

/// A block, and all that has to be kept from the cut that found it.
struct Draft {
    jobs: Vec<u32>,
    low: i128,
    flows: Vec<NeedFlow>,
}

fn drafts(net: &Network) -> Vec<Draft> {
    let mut cutter = Cutter::new(net);
    let blocks = cutter.decompose(&net.jobs());
    let draft =
        |jobs: &[u32]| Draft { jobs: jobs.to_vec(), low: flow_bound(&cutter, jobs), flows: flows(&cutter, jobs) };
    blocks.iter().map(draft).collect()
}

/// The flow inside a block, in the caller's numbers and in whole units of effort × value.
pub(super) fn flows(cutter: &Cutter<'_>, block: &[u32]) -> Vec<NeedFlow> {
    let net = cutter.net;
    let (effort, value) = net.totals(block);
    let unit = gcd(effort, value);
    let mut flows = Vec::new();
    for &job in block {
        for need in net.needs_of(job) {
            let (needed, amount) = (net.needed[need], cutter.amount[need]);
            if amount > 0 && cutter.set_of[needed as usize] == cutter.set_of[job as usize] {
                flows.push(NeedFlow {
                    waiter: net.index[job as usize] as usize,
                    needed: net.index[needed as usize] as usize,
                    amount: amount * unit,
                });
            }
        }
    }
    flows.sort_unstable();
    flows
}

fn block(net: &Network, piece: &Piece, settled: &Settled) -> Block {
    let states = settled.n_states;
    let solution = match piece.sequence.len() {
        1 => Solution::Single,
        _ if settled.cost == settled.low => Solution::Exact { states },
        _ => Solution::Bounded { states },
    };
    Block {
        jobs: piece.sequence.iter().map(|&job| net.index[job as usize] as usize).collect(),
        effort: piece.effort.unsigned_abs(),
        value: piece.value.unsigned_abs(),
        cost: settled.cost.unsigned_abs(),
        lower_bound: settled.low.unsigned_abs(),
        solution,
    }
}
