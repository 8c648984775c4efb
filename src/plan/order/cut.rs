//! Asks whether a set of jobs has a closed part that is denser than the whole set.
//!
//! *Density* is value per effort. *Closed* means: with each job also the jobs of the set that it
//! needs. For a set with total effort P and value W, job j has the weight `w_j P - p_j W`: above 0
//! when it is denser than the set, below when it is thinner; all weights together are 0. A closed
//! part is denser than the set exactly when its weight is positive, so the question is a maximum
//! closure (Picard 1976), that is, a minimum cut and a maximum flow.
//!
//! The flow network has no source and no sink of its own. Surplus weight sits on dense jobs, moves
//! without limit along needs (from the waiting job to the needed one) and back along what flowed
//! before, and is swallowed by jobs with a deficit. When all of it is swallowed, no closed part is
//! denser, and the flow proves it: what flows out of a closed part is at least its weight, and
//! nothing can flow out. Otherwise the jobs that the left-over surplus still reaches are a denser
//! closed part; in fact all that is denser.

use super::network::Network;

/// A job that the last search did not reach.
pub(super) const FAR: u32 = u32::MAX;

/// A step of the flow: along a need, or back along one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub need: u32,
    pub is_back: bool,
}

/// Working memory for cuts in one network.
///
/// Cuts are made in sets of jobs: `set_of` names the set of each job, and needs between different
/// sets do not count. So a set is cut up further by renaming, without copying the network.
#[derive(Debug)]
pub(super) struct Cutter<'a> {
    pub net: &'a Network,
    pub set_of: Vec<u64>,
    last_set: u64,
    /// Weight that is left on each job: above 0 it seeks a taker, below 0 it can take more.
    pub left: Vec<i128>,
    /// Flow on each need (0 or more), in the unit of [`Cutter::weigh`].
    pub amount: Vec<i128>,
    /// Steps from the nearest surplus, or [`FAR`].
    pub level: Vec<u32>,
    /// Which step to try next from each job: first along its needs, then back along others'.
    pub next_step: Vec<u32>,
    pub queue: Vec<u32>,
    pub path: Vec<Step>,
    degree: Vec<u32>,
    leaves: Vec<u32>,
    core: Vec<u32>,
}

impl<'a> Cutter<'a> {
    pub fn new(net: &'a Network) -> Self {
        Self {
            net,
            set_of: vec![0; net.len()],
            last_set: 0,
            left: vec![0; net.len()],
            amount: vec![0; net.n_needs()],
            level: vec![FAR; net.len()],
            next_step: vec![0; net.len()],
            queue: Vec::new(),
            path: Vec::new(),
            degree: vec![0; net.len()],
            leaves: Vec::new(),
            core: Vec::new(),
        }
    }

    /// A name that no set has.
    pub fn new_set(&mut self) -> u64 {
        self.last_set += 1;
        self.last_set
    }

    /// Makes `jobs` one set.
    pub fn gather(&mut self, jobs: &[u32]) {
        let set = self.new_set();
        for &job in jobs {
            self.set_of[job as usize] = set;
        }
    }

    /// Tells whether no closed part of a set is denser than the set; `jobs` are all of the set.
    ///
    /// If so, `amount` on the needs of the set is the flow that proves it. If not, the jobs whose
    /// `level` is not [`FAR`] are all that is denser.
    pub fn is_even(&mut self, jobs: &[u32]) -> bool {
        self.weigh(jobs);
        self.peel(jobs);
        let core = std::mem::take(&mut self.core);
        self.saturate(&core);
        self.core = core;
        self.gather(jobs);
        self.saturate(jobs);
        self.queue.is_empty()
    }

    /// Puts the weights on the jobs, `w_j P - p_j W` over the greatest common divisor of P and W.
    fn weigh(&mut self, jobs: &[u32]) {
        let (effort, value) = self.net.totals(jobs);
        let divisor = gcd(effort, value);
        let (effort, value) = (effort / divisor, value / divisor);
        for &job in jobs {
            let j = job as usize;
            self.left[j] = self.net.value[j] * effort - self.net.effort[j] * value;
            self.amount[self.net.needs_of(job)].fill(0);
        }
    }

    /// Moves weight where there is only one way, and leaves what is undecided in `core`.
    ///
    /// A job tied to the rest of the set by a single need can only pass its surplus on along it, or
    /// fill its deficit through it. Such jobs are taken off again and again; a set that is a tree is
    /// settled by this alone, and sparse sets nearly so (it made the whole method 5 times faster).
    /// It is only a head start: any flow is a fair start for [`Cutter::saturate`].
    fn peel(&mut self, jobs: &[u32]) {
        let net = self.net;
        let Some(&first) = jobs.first() else { return };
        let set = self.set_of[first as usize];
        self.leaves.clear();
        for &job in jobs {
            let inside = |job: &u32| self.set_of[*job as usize] == set;
            let needed = net.needed[net.needs_of(job)].iter().filter(|job| inside(job)).count();
            let waiters = net.pointing_at(job).iter().map(|&need| &net.waiter[need as usize]);
            let degree = needed + waiters.filter(|job| inside(job)).count();
            self.degree[job as usize] = degree as u32;
            if degree == 1 {
                self.leaves.push(job);
            }
        }
        let taken_off = self.new_set();
        let mut head = 0;
        while let Some(&leaf) = self.leaves.get(head) {
            head += 1;
            self.set_of[leaf as usize] = taken_off;
            let Some((step, other)) = self.only_tie(leaf, set) else {
                continue;
            };
            let left = self.left[leaf as usize];
            if (left > 0) != step.is_back && left != 0 {
                self.amount[step.need as usize] += left.abs();
                self.left[other as usize] += left;
                self.left[leaf as usize] = 0;
            }
            self.degree[other as usize] -= 1;
            if self.degree[other as usize] == 1 {
                self.leaves.push(other);
            }
        }
        self.core.clear();
        self.core.extend(jobs.iter().filter(|&&job| self.set_of[job as usize] == set));
    }

    /// The need that ties a job to a set, and the job at its other end.
    fn only_tie(&self, job: u32, set: u64) -> Option<(Step, u32)> {
        let net = self.net;
        let needs = net.needs_of(job).map(|need| (need as u32, false, net.needed[need]));
        let pointing = net.pointing_at(job).iter().map(|&need| (need, true, net.waiter[need as usize]));
        needs
            .chain(pointing)
            .find(|&(_, _, other)| self.set_of[other as usize] == set)
            .map(|(need, is_back, other)| (Step { need, is_back }, other))
    }
}

/// Greatest common divisor; `a` is above 0.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    // Totals are below 2^62 (see `instance.rs`), and 64 bits divide much faster than 128.
    let (mut a, mut b) = (a as u64, b as u64);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::from(a)
}
