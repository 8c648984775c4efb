//! Maximum flow between pairs of jobs, for `pairs.rs`.
//!
//! A pair (j,k) passes surplus on to (i,k) for each need i of j, and to (j,l) for each l that waits for k; without limit,
//! and back what came before. Pairs that are tied take no part.
//!
//! Algorithm: augmenting paths along distance labels, with relabels (Goldberg & Tarjan 1988; Ahuja & Orlin 1991). Labels
//! are distances to the nearest deficit. After so many relabels they are found anew by breadth-first search from all
//! deficits, and pairs that it does not reach are dropped for good.

use super::network::Network;
use super::reach::Reach;

/// Not reached yet.
const FAR: u32 = u32::MAX;
/// Takes no part: out of reach of every deficit.
const OUT: u32 = u32::MAX - 1;
/// Relabels between two searches, per pair: so few that pairs out of reach do not climb for long.
const RELABELS: u64 = 2;
/// So many pairs are looked at in the time that `search.rs` takes for one job.
const PAIRS_PER_WORK: u64 = 4;

/// The flow of one block.
#[derive(Debug)]
pub(super) struct PairFlow {
    pairs: Vec<(u32, u32)>,
    /// The pairs that each pair passes on to, in one list; a place in it names the arc.
    heads: Vec<u32>,
    first_head: Vec<u32>,
    /// The arcs that lead to each pair, with the pair that they come from.
    tails: Vec<(u32, u32)>,
    first_tail: Vec<u32>,
    /// Above 0 a pair seeks a taker, below 0 it can take more.
    left: Vec<i64>,
    /// Flow on each arc.
    amount: Vec<i64>,
    /// Steps to the nearest deficit at least; or [`FAR`], or [`OUT`].
    level: Vec<u32>,
    /// Which step to try next from each pair: first along its arcs, then back along others'.
    next_step: Vec<u32>,
    /// Pairs that may still matter.
    alive: Vec<u32>,
    looked_at: u64,
}

/// A step of the flow: along an arc, or back along one.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: u32,
    arc: u32,
    is_back: bool,
}

impl PairFlow {
    /// All pairs that are not tied, each with its weight, and a flow that is given per need and effort to start with.
    pub fn new(net: &Network, reach: &Reach, weight: impl Fn(u32, u32) -> i64, amounts: &[i128]) -> Self {
        let n_jobs = net.len();
        let mut number = vec![OUT; n_jobs * n_jobs];
        let mut pairs = Vec::with_capacity(n_jobs * n_jobs);
        for first in 0..n_jobs as u32 {
            for second in 0..n_jobs as u32 {
                if first != second && !reach.is_before(first, second) && !reach.is_before(second, first) {
                    number[first as usize * n_jobs + second as usize] = pairs.len() as u32;
                    pairs.push((first, second));
                }
            }
        }
        let mut left: Vec<i64> = pairs.iter().map(|&(first, second)| weight(first, second)).collect();
        let number = |first: u32, second: u32| number[first as usize * n_jobs + second as usize];
        let (mut heads, mut amount) = (Vec::new(), Vec::new());
        let mut first_head = vec![0];
        for (pair, &(first, second)) in pairs.iter().enumerate() {
            let along = net.needs_of(first).map(|need| (number(net.needed[need], second), need, second));
            let against = net.pointing_at(second).iter().map(|&need| need as usize);
            let against = against.map(|need| (number(first, net.waiter[need]), need, first));
            for (head, need, other) in along.chain(against).filter(|&(head, ..)| head != OUT) {
                let moved = amounts[need] as i64 * net.effort[other as usize] as i64;
                left[pair] -= moved;
                left[head as usize] += moved;
                heads.push(head);
                amount.push(moved);
            }
            first_head.push(heads.len() as u32);
        }
        let (tails, first_tail) = turned_round(&heads, &first_head);
        let alive = (0..pairs.len() as u32).collect();
        let (level, next_step) = (vec![FAR; pairs.len()], vec![0; pairs.len()]);
        Self { pairs, heads, first_head, tails, first_tail, left, amount, level, next_step, alive, looked_at: 0 }
    }

    /// What no pair could take.
    pub fn surplus(&self) -> i128 {
        self.left.iter().filter(|&&left| left > 0).map(|&left| i128::from(left)).sum()
    }

    /// Work done, in the unit of [`Limits::work`](super::search::Limits).
    pub fn work(&self) -> u64 {
        self.looked_at / PAIRS_PER_WORK
    }

    /// The pairs in the smallest cut of least cost; ask only after all surplus was moved that can be.
    ///
    /// They are the opposites of all pairs that reach a deficit: what reaches one is in no cut of least cost, and
    /// opposites are alike but for their sides.
    pub fn chosen(&self) -> Vec<(u32, u32)> {
        let pair = |&pair: &u32| self.pairs[pair as usize];
        self.alive.iter().map(pair).map(|(first, second)| (second, first)).collect()
    }

    /// Moves all surplus that can be moved; tells whether it came to the end before the work was spent.
    pub fn saturate(&mut self, work: u64) -> bool {
        while self.set_levels() {
            if self.work() >= work {
                return false;
            }
            self.push_all();
        }
        true
    }

    /// Tells whether any surplus reaches a deficit, and keeps only pairs that do.
    fn set_levels(&mut self) -> bool {
        self.looked_at += self.alive.len() as u64;
        let mut queue = Vec::with_capacity(self.alive.len());
        for &pair in &self.alive {
            let p = pair as usize;
            self.next_step[p] = 0;
            self.level[p] = if self.left[p] < 0 { 0 } else { FAR };
            if self.left[p] < 0 {
                queue.push(pair);
            }
        }
        let mut is_surplus_reached = false;
        let mut head = 0;
        while let Some(&pair) = queue.get(head) {
            head += 1;
            is_surplus_reached |= self.left[pair as usize] > 0;
            let level = self.level[pair as usize] + 1;
            let mut visit = |from: u32| {
                if self.level[from as usize] == FAR {
                    self.level[from as usize] = level;
                    queue.push(from);
                }
            };
            for &(from, _) in &self.tails[span(&self.first_tail, pair)] {
                visit(from);
            }
            for arc in span(&self.first_head, pair) {
                if self.amount[arc] > 0 {
                    visit(self.heads[arc]);
                }
            }
        }
        for &pair in &self.alive {
            if self.level[pair as usize] == FAR {
                self.level[pair as usize] = OUT;
            }
        }
        self.alive = queue;
        is_surplus_reached
    }

    /// Pushes from every surplus, until there are no paths or labels have changed too often.
    fn push_all(&mut self) {
        let mut relabels_left = self.alive.len() as u64 * RELABELS;
        let mut path = Vec::new();
        for k in 0..self.alive.len() {
            let start = self.alive[k];
            path.clear();
            let mut pair = start;
            while self.left[start as usize] > 0 {
                if self.left[pair as usize] < 0 {
                    pair = self.push(start, pair, &mut path);
                } else if let Some((step, to)) = self.step_from(pair) {
                    path.push(step);
                    pair = to;
                } else if relabels_left == 0 {
                    return;
                } else {
                    relabels_left -= 1;
                    self.looked_at += 1;
                    self.relabel(pair);
                    match path.pop() {
                        Some(step) => pair = step.from,
                        None if self.level[start as usize] == OUT => break,
                        None => {}
                    }
                }
            }
        }
    }

    /// The next step from a pair that leads one level down; stays at it until it is used up.
    fn step_from(&mut self, pair: u32) -> Option<(Step, u32)> {
        let down = self.level[pair as usize].wrapping_sub(1);
        let heads = span(&self.first_head, pair);
        let tails = &self.tails[span(&self.first_tail, pair)];
        let mut number = self.next_step[pair as usize] as usize;
        let mut found = None;
        while found.is_none() && number < heads.len() + tails.len() {
            let (to, arc, is_back) = if number < heads.len() {
                let arc = heads.start + number;
                (self.heads[arc], arc as u32, false)
            } else {
                let (from, arc) = tails[number - heads.len()];
                (from, arc, true)
            };
            if self.level[to as usize] == down && (!is_back || self.amount[arc as usize] > 0) {
                found = Some((Step { from: pair, arc, is_back }, to));
            } else {
                number += 1;
            }
        }
        self.next_step[pair as usize] = number as u32;
        found
    }

    /// Puts a pair one level above the lowest that it can step to.
    fn relabel(&mut self, pair: u32) {
        let heads = &self.heads[span(&self.first_head, pair)];
        let tails = &self.tails[span(&self.first_tail, pair)];
        let back = tails.iter().filter(|&&(_, arc)| self.amount[arc as usize] > 0).map(|(from, _)| from);
        let lowest = heads.iter().chain(back).map(|&to| self.level[to as usize]).min();
        // Labels never exceed true distances, and no path is longer than there are pairs.
        let reachable = lowest.filter(|&lowest| lowest < self.alive.len() as u32);
        self.level[pair as usize] = reachable.map_or(OUT, |lowest| lowest + 1);
        self.next_step[pair as usize] = 0;
    }

    /// Pushes what a path bears from `start` to `end`; returns the pair to go on from.
    fn push(&mut self, start: u32, end: u32, path: &mut Vec<Step>) -> u32 {
        let mut pushed = self.left[start as usize].min(-self.left[end as usize]);
        for step in path.iter().filter(|step| step.is_back) {
            pushed = pushed.min(self.amount[step.arc as usize]);
        }
        self.left[start as usize] -= pushed;
        self.left[end as usize] += pushed;
        let mut first_used_up = None;
        for (k, step) in path.iter().enumerate() {
            let amount = &mut self.amount[step.arc as usize];
            *amount += if step.is_back { -pushed } else { pushed };
            if *amount == 0 && first_used_up.is_none() {
                first_used_up = Some(k);
            }
        }
        let Some(k) = first_used_up else { return end };
        let pair = path[k].from;
        path.truncate(k);
        pair
    }
}

/// The arcs in order of the pair that they lead to, by counting.
fn turned_round(heads: &[u32], first_head: &[u32]) -> (Vec<(u32, u32)>, Vec<u32>) {
    let n_pairs = first_head.len() - 1;
    let mut next = vec![0; n_pairs + 1];
    for &head in heads {
        next[head as usize + 1] += 1;
    }
    for pair in 0..n_pairs {
        next[pair + 1] += next[pair];
    }
    let first_tail = next.clone();
    let mut tails = vec![(0, 0); heads.len()];
    for pair in 0..n_pairs as u32 {
        for arc in span(first_head, pair) {
            let place = &mut next[heads[arc] as usize];
            tails[*place as usize] = (pair, arc as u32);
            *place += 1;
        }
    }
    (tails, first_tail)
}

/// The part of a list that belongs to a pair.
fn span(first: &[u32], pair: u32) -> std::ops::Range<usize> {
    first[pair as usize] as usize..first[pair as usize + 1] as usize
}
