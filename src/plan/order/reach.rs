//! Which jobs come before which, as rows of bits; what that says about a best order.

use super::network::Network;

/// For every job of a small network, all jobs before and after it.
///
/// Memory is n²/4 bytes, so it is made for blocks, never for a whole instance.
#[derive(Debug)]
pub(super) struct Reach {
    n_words: usize,
    before: Vec<u64>,
    after: Vec<u64>,
}

impl Reach {
    pub fn new(net: &Network) -> Self {
        let n_words = net.len().div_ceil(64);
        let mut before = vec![0; net.len() * n_words];
        let mut after = before.clone();
        for job in 0..net.len() {
            for need in net.needs_of(job as u32) {
                join(&mut before, n_words, job, net.needed[need] as usize);
            }
        }
        for job in (0..net.len()).rev() {
            for &need in net.pointing_at(job as u32) {
                join(&mut after, n_words, job, net.waiter[need as usize] as usize);
            }
        }
        Self { n_words, before, after }
    }

    /// The row of bits of a set of jobs.
    pub fn mask(&self, jobs: &[u32]) -> Box<[u64]> {
        let mut mask = vec![0; self.n_words];
        for &job in jobs {
            mask[job as usize / 64] |= 1 << (job % 64);
        }
        mask.into()
    }

    /// Whether one job comes before another in every feasible sequence.
    pub fn is_before(&self, first: u32, second: u32) -> bool {
        self.before(second)[first as usize / 64] >> (first % 64) & 1 == 1
    }

    /// Up to which job all come before this one.
    pub fn n_first_before(&self, job: u32) -> u32 {
        let row = self.before(job);
        let n_full = row.iter().take_while(|&&word| word == u64::MAX).count();
        n_full as u32 * 64 + row.get(n_full).map_or(0, |word| word.trailing_ones())
    }

    pub fn before(&self, job: u32) -> &[u64] {
        &self.before[job as usize * self.n_words..][..self.n_words]
    }

    pub fn after(&self, job: u32) -> &[u64] {
        &self.after[job as usize * self.n_words..][..self.n_words]
    }
}

/// Adds to the row of `job` the job `other` and its row.
fn join(rows: &mut [u64], n_words: usize, job: usize, other: usize) {
    for k in 0..n_words {
        rows[job * n_words + k] |= rows[other * n_words + k];
    }
    rows[job * n_words + other / 64] |= 1 << (other % 64);
}

/// The jobs of a block that can be first in its lowest best sequence, or those that can be last.
///
/// *Lowest best sequence*: of all best sequences the one whose list of indices is lexicographically
/// smallest. There is only one, so rules about it can be combined freely.
#[derive(Debug)]
pub(super) enum Ends {
    /// Possible first jobs.
    First(Vec<u32>),
    /// Possible last jobs.
    Last(Vec<u32>),
}

/// The possible first or last jobs of a block, whichever are fewer.
///
/// To look at both ends settles trees from either side: one root comes first, one sink comes last.
pub(super) fn ends(net: &Network, reach: &Reach, block: &[u32], mask: &[u64]) -> Ends {
    let is_clear = |row: &[u64]| row.iter().zip(mask).all(|(row, mask)| row & mask == 0);
    let rule = Rule { net, reach, mask };
    let roots: Vec<u32> = block.iter().copied().filter(|&j| is_clear(reach.before(j))).collect();
    let sinks: Vec<u32> = block.iter().copied().filter(|&j| is_clear(reach.after(j))).collect();
    let is_beaten = |&job: &u32| roots.iter().any(|&rival| rule.is_ahead(rival, job));
    let first: Vec<u32> = roots.iter().copied().filter(|job| !is_beaten(job)).collect();
    let is_beaten = |&job: &u32| sinks.iter().any(|&rival| rule.is_ahead(job, rival));
    let last: Vec<u32> = sinks.iter().copied().filter(|job| !is_beaten(job)).collect();
    if first.len() <= last.len() { Ends::First(first) } else { Ends::Last(last) }
}

struct Rule<'a> {
    net: &'a Network,
    reach: &'a Reach,
    mask: &'a [u64],
}

impl Rule<'_> {
    /// Whether job `a` is certainly ahead of job `b` in the lowest best sequence of the block.
    ///
    /// Only where a comes after nothing but what b comes after, and before everything that b comes
    /// before, so that a sequence with b ahead of a stays feasible when the two change places.
    ///
    /// - When a is no longer and no less valuable, that change costs nothing: all in between finish
    ///   no later, and the more valuable of the two finishes sooner. It saves something when a is
    ///   worth more, or is shorter and worth anything; else the lower index decides.
    /// - When both come after and before the very same jobs and a is denser: let X be what stands
    ///   between b and a. No job of X is tied to either of them. If X is less dense than a, moving a
    ///   ahead of X saves; if not, X is denser than b, and moving b behind X saves. So nothing stands
    ///   between, and changing places saves. Equal densities: all three are equally dense, any order
    ///   of them costs the same, and the lower index decides.
    fn is_ahead(&self, a: u32, b: u32) -> bool {
        if a == b || !self.can_swap(a, b) {
            return false;
        }
        let net = self.net;
        let (effort_a, value_a) = (net.effort[a as usize], net.value[a as usize]);
        let (effort_b, value_b) = (net.effort[b as usize], net.value[b as usize]);
        let is_lower = net.index[a as usize] < net.index[b as usize];
        if effort_a <= effort_b && value_a >= value_b {
            let saves = value_a > value_b || (effort_a < effort_b && value_a > 0);
            if saves || is_lower {
                return true;
            }
        }
        let (dense_a, dense_b) = (value_a * effort_b, value_b * effort_a);
        (dense_a > dense_b || (dense_a == dense_b && is_lower)) && self.can_swap(b, a)
    }

    fn can_swap(&self, a: u32, b: u32) -> bool {
        let has_no_more = |some: &[u64], more: &[u64]| {
            let mut rows = some.iter().zip(more).zip(self.mask);
            rows.all(|((some, more), mask)| some & !more & mask == 0)
        };
        has_no_more(self.reach.before(a), self.reach.before(b)) && has_no_more(self.reach.after(b), self.reach.after(a))
    }
}
