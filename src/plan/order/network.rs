//! An instance packed for speed: jobs renumbered so that needs always point down.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::instance::Instance;

/// Jobs and the needs among them in a few flat arrays.
///
/// Jobs have numbers of their own here: each number is above those of all jobs it needs, so that an
/// ascending list of jobs is always a feasible sequence. `index` leads back to the caller's index.
#[derive(Debug)]
pub(super) struct Network {
    /// The caller's index of each job; decides ties.
    pub index: Vec<u32>,
    pub effort: Vec<i128>,
    pub value: Vec<i128>,
    /// For each need, the job that waits; needs are sorted by it.
    pub waiter: Vec<u32>,
    /// For each need, the job that is waited for.
    pub needed: Vec<u32>,
    first_need: Vec<u32>,
    /// The needs once more, sorted by the job that is waited for.
    pointing: Vec<u32>,
    first_pointing: Vec<u32>,
}

impl Network {
    /// Packs a whole instance. Of the jobs that could come next, the one with the lowest index does.
    pub fn new(instance: &Instance) -> Self {
        let index = feasible_order(instance.len(), |job| instance.needs(job));
        let mut number = vec![0; index.len()];
        for (job, &index) in index.iter().enumerate() {
            number[index as usize] = job as u32;
        }
        let mut net = Self::empty();
        for (job, &index) in index.iter().enumerate() {
            let given = &instance.jobs()[index as usize];
            net.push_job(index, i128::from(given.effort), i128::from(given.value));
            for need in needs_not_implied(instance, index as usize) {
                net.push_need(job as u32, number[need]);
            }
        }
        net.close();
        net
    }

    /// Packs some jobs (ascending) and the needs among them; job `k` of the new one is `jobs[k]`.
    pub fn restricted_to(&self, jobs: &[u32]) -> Self {
        let mut net = Self::empty();
        for (number, &job) in jobs.iter().enumerate() {
            let j = job as usize;
            net.push_job(self.index[j], self.effort[j], self.value[j]);
            for need in self.needs_of(job) {
                if let Ok(needed) = jobs.binary_search(&self.needed[need]) {
                    net.push_need(number as u32, needed as u32);
                }
            }
        }
        net.close();
        net
    }

    /// Packs the same jobs in another order with other needs; `order` and the needs are numbers of this one.
    pub fn rearranged(&self, order: &[u32], needs: impl Fn(u32) -> Vec<u32>) -> Self {
        let mut number = vec![0; order.len()];
        for (job, &old) in order.iter().enumerate() {
            number[old as usize] = job as u32;
        }
        let mut net = Self::empty();
        for (job, &old) in order.iter().enumerate() {
            let j = old as usize;
            net.push_job(self.index[j], self.effort[j], self.value[j]);
            for need in needs(old) {
                net.push_need(job as u32, number[need as usize]);
            }
        }
        net.close();
        net
    }

    /// Number of jobs.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Number of needs.
    pub fn n_needs(&self) -> usize {
        self.needed.len()
    }

    /// All jobs, ascending.
    pub fn jobs(&self) -> Vec<u32> {
        (0..self.len() as u32).collect()
    }

    /// The needs of a job, as indices of `waiter` and `needed`.
    pub fn needs_of(&self, job: u32) -> Range<usize> {
        let job = job as usize;
        self.first_need[job] as usize..self.first_need[job + 1] as usize
    }

    /// The needs that point at a job, as indices of `waiter` and `needed`.
    pub fn pointing_at(&self, job: u32) -> &[u32] {
        let job = job as usize;
        &self.pointing[self.first_pointing[job] as usize..self.first_pointing[job + 1] as usize]
    }

    /// Effort and value of some jobs together.
    pub fn totals(&self, jobs: &[u32]) -> (i128, i128) {
        jobs.iter().fold((0, 0), |(effort, value), &job| {
            (effort + self.effort[job as usize], value + self.value[job as usize])
        })
    }

    /// Σ value × completion time of a sequence that starts at time 0.
    pub fn cost(&self, sequence: &[u32]) -> i128 {
        let mut time = 0;
        let mut cost = 0;
        for &job in sequence {
            time += self.effort[job as usize];
            cost += self.value[job as usize] * time;
        }
        cost
    }

    fn empty() -> Self {
        Self {
            index: Vec::new(),
            effort: Vec::new(),
            value: Vec::new(),
            waiter: Vec::new(),
            needed: Vec::new(),
            first_need: Vec::new(),
            pointing: Vec::new(),
            first_pointing: Vec::new(),
        }
    }

    fn push_job(&mut self, index: u32, effort: i128, value: i128) {
        self.index.push(index);
        self.effort.push(effort);
        self.value.push(value);
        self.first_need.push(self.needed.len() as u32);
    }

    fn push_need(&mut self, waiter: u32, needed: u32) {
        self.waiter.push(waiter);
        self.needed.push(needed);
    }

    /// Sorts the needs by the job they point at, by counting.
    fn close(&mut self) {
        self.first_need.push(self.needed.len() as u32);
        let mut next = vec![0; self.len() + 1];
        for &job in &self.needed {
            next[job as usize + 1] += 1;
        }
        for job in 0..self.len() {
            next[job + 1] += next[job];
        }
        self.first_pointing = next.clone();
        self.pointing = vec![0; self.n_needs()];
        for (need, &job) in self.needed.iter().enumerate() {
            self.pointing[next[job as usize] as usize] = need as u32;
            next[job as usize] += 1;
        }
    }
}

/// The needs of a job, without those that another of its needs has too.
///
/// A feasible order does not change by this, cuts have less to do, and the bound of `bound.rs` relies
/// on it. Needs that are implied in more than two steps stay; to find them would cost more than it
/// gains.
fn needs_not_implied(instance: &Instance, job: usize) -> impl Iterator<Item = usize> {
    let needs = instance.needs(job);
    let has = |other: usize, need: usize| instance.needs(other).binary_search(&need).is_ok();
    needs.iter().copied().filter(move |&need| !needs.iter().any(|&other| has(other, need)))
}

/// All indices, each after those it needs, the lowest possible one first.
pub(super) fn feasible_order<'a>(n_jobs: usize, needs: impl Fn(usize) -> &'a [usize]) -> Vec<u32> {
    let mut waiters = vec![Vec::new(); n_jobs];
    let mut n_open = vec![0; n_jobs];
    let mut ready = BinaryHeap::new();
    for (job, n_open) in n_open.iter_mut().enumerate() {
        *n_open = needs(job).len();
        if *n_open == 0 {
            ready.push(Reverse(job));
        }
        for &need in needs(job) {
            waiters[need].push(job);
        }
    }
    let mut order = Vec::with_capacity(n_jobs);
    while let Some(Reverse(done)) = ready.pop() {
        order.push(done as u32);
        for &job in &waiters[done] {
            n_open[job] -= 1;
            if n_open[job] == 0 {
                ready.push(Reverse(job));
            }
        }
    }
    order
}
