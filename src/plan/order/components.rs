//! Strongly connected components of the residual network of an even set.

use std::ops::Range;

use super::cut::{Cutter, FAR};

/// Splits an even set into its finest blocks; `jobs` are all of the set.
///
/// A closed part has the density of the whole set exactly when no flow enters it from outside, that
/// is, when it is closed along needs and also back along needs that carry flow. The smallest such
/// parts are the strongly connected components (Picard & Queyranne 1980). Needs between two of them
/// carry nothing, so the flow inside each is its own proof.
///
/// Algorithm: Tarjan (1972) with an explicit path. Reorders `jobs`, which start at `offset` of the
/// whole list, gives each component a set of its own, and returns their ranges.
pub(super) fn components(cutter: &mut Cutter<'_>, jobs: &mut [u32], offset: usize) -> Vec<Range<usize>> {
    let Some(&first) = jobs.first() else {
        return Vec::new();
    };
    let set = cutter.set_of[first as usize];
    for &job in jobs.iter() {
        cutter.level[job as usize] = FAR;
        cutter.next_step[job as usize] = 0;
    }
    let mut tarjan = Tarjan { cutter, set, n_seen: 0, stack: Vec::new(), path: Vec::new() };
    let mut done: Vec<u32> = Vec::with_capacity(jobs.len());
    let mut ranges = Vec::new();
    for &root in jobs.iter() {
        if tarjan.is_new(root) {
            tarjan.enter(root);
        }
        while let Some(&(job, lowest)) = tarjan.path.last() {
            if let Some(next) = tarjan.next(job) {
                if tarjan.is_new(next) {
                    tarjan.enter(next);
                } else {
                    tarjan.lower(tarjan.cutter.level[next as usize]);
                }
                continue;
            }
            tarjan.path.pop();
            tarjan.lower(lowest);
            if lowest == tarjan.cutter.level[job as usize] {
                let start = done.len();
                tarjan.close(job, &mut done);
                ranges.push(offset + start..offset + done.len());
            }
        }
    }
    jobs.copy_from_slice(&done);
    ranges
}

/// The state of the search; `level` holds when each job was seen, `set_of` whether it is closed.
struct Tarjan<'a, 'b> {
    cutter: &'a mut Cutter<'b>,
    set: u64,
    n_seen: u32,
    stack: Vec<u32>,
    /// The jobs being looked at, each with the earliest job on the stack that it reaches.
    path: Vec<(u32, u32)>,
}

impl Tarjan<'_, '_> {
    fn is_new(&self, job: u32) -> bool {
        self.cutter.level[job as usize] == FAR && self.cutter.set_of[job as usize] == self.set
    }

    fn enter(&mut self, job: u32) {
        self.cutter.level[job as usize] = self.n_seen;
        self.stack.push(job);
        self.path.push((job, self.n_seen));
        self.n_seen += 1;
    }

    /// The next job of the set, not yet in a component, that one residual step leads to.
    fn next(&mut self, job: u32) -> Option<u32> {
        let net = self.cutter.net;
        let needs = net.needs_of(job);
        let pointing = net.pointing_at(job);
        loop {
            let k = self.cutter.next_step[job as usize] as usize;
            self.cutter.next_step[job as usize] += 1;
            let next = if k < needs.len() {
                net.needed[needs.start + k]
            } else {
                let need = *pointing.get(k - needs.len())? as usize;
                if self.cutter.amount[need] == 0 {
                    continue;
                }
                net.waiter[need]
            };
            if self.cutter.set_of[next as usize] == self.set {
                return Some(next);
            }
        }
    }

    /// Notes that the job at the end of the path reaches one that was seen early.
    fn lower(&mut self, seen: u32) {
        if let Some((_, lowest)) = self.path.last_mut() {
            *lowest = seen.min(*lowest);
        }
    }

    /// Closes the component that was entered at `root`.
    fn close(&mut self, root: u32, done: &mut Vec<u32>) {
        let set = self.cutter.new_set();
        while let Some(job) = self.stack.pop() {
            self.cutter.set_of[job as usize] = set;
            done.push(job);
            if job == root {
                break;
            }
        }
    }
}
