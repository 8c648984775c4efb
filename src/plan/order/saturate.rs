//! Maximum flow for `cut.rs`, after Dinic (1970).
//!
//! Breadth-first levels from all surplus, then pushes along shortest paths. The path is an explicit
//! stack: a chain of 10,000 needs would overflow a recursive search.

use super::cut::{Cutter, FAR, Step};

impl Cutter<'_> {
    /// Moves as much surplus of a set as can be moved; `jobs` are all of the set.
    ///
    /// Afterwards `level` tells which jobs the rest of the surplus reaches, none of which has a
    /// deficit, and `queue` lists them.
    pub fn saturate(&mut self, jobs: &[u32]) {
        while self.set_levels(jobs) {
            self.push_all();
        }
    }

    /// Tells whether any surplus reaches a deficit.
    fn set_levels(&mut self, jobs: &[u32]) -> bool {
        self.queue.clear();
        for &job in jobs {
            self.next_step[job as usize] = 0;
            self.level[job as usize] = FAR;
            if self.left[job as usize] > 0 {
                self.level[job as usize] = 0;
                self.queue.push(job);
            }
        }
        let Some(&first) = self.queue.first() else {
            return false;
        };
        let net = self.net;
        let set = self.set_of[first as usize];
        let mut nearest_deficit = FAR;
        let mut head = 0;
        while let Some(&job) = self.queue.get(head) {
            head += 1;
            let level = self.level[job as usize];
            if self.left[job as usize] < 0 {
                nearest_deficit = nearest_deficit.min(level);
            }
            if level >= nearest_deficit {
                // Paths end at the nearest deficits; what lies beyond waits for the next round.
                continue;
            }
            for &needed in &net.needed[net.needs_of(job)] {
                self.visit(needed, level + 1, set);
            }
            for &need in net.pointing_at(job) {
                if self.amount[need as usize] > 0 {
                    self.visit(net.waiter[need as usize], level + 1, set);
                }
            }
        }
        nearest_deficit != FAR
    }

    fn visit(&mut self, job: u32, level: u32, set: u64) {
        if self.level[job as usize] == FAR && self.set_of[job as usize] == set {
            self.level[job as usize] = level;
            self.queue.push(job);
        }
    }

    /// Pushes along shortest paths until the present levels offer none.
    fn push_all(&mut self) {
        let set = self.set_of[self.queue[0] as usize];
        let mut path = std::mem::take(&mut self.path);
        for k in 0..self.queue.len() {
            let start = self.queue[k];
            if self.level[start as usize] != 0 {
                break;
            }
            path.clear();
            let mut job = start;
            while self.left[start as usize] > 0 {
                if self.left[job as usize] < 0 {
                    job = self.push(start, job, &mut path);
                } else if let Some((step, to)) = self.step_from(job, set) {
                    path.push(step);
                    job = to;
                } else if let Some(step) = path.pop() {
                    job = self.tail(step);
                    self.next_step[job as usize] += 1;
                } else {
                    break;
                }
            }
        }
        self.path = path;
    }

    /// The next step from a job that leads one level on; stays at it until it is used up.
    fn step_from(&mut self, job: u32, set: u64) -> Option<(Step, u32)> {
        let net = self.net;
        let needs = net.needs_of(job);
        let pointing = net.pointing_at(job);
        let level = self.level[job as usize] + 1;
        loop {
            let k = self.next_step[job as usize] as usize;
            let (need, is_back, to) = if k < needs.len() {
                let need = needs.start + k;
                (need, false, net.needed[need])
            } else {
                let need = *pointing.get(k - needs.len())? as usize;
                (need, true, net.waiter[need])
            };
            let is_open = !is_back || self.amount[need] > 0;
            if is_open && self.level[to as usize] == level && self.set_of[to as usize] == set {
                return Some((Step { need: need as u32, is_back }, to));
            }
            self.next_step[job as usize] += 1;
        }
    }

    /// Pushes what a path bears from `start` to `end`; returns the job to go on from.
    fn push(&mut self, start: u32, end: u32, path: &mut Vec<Step>) -> u32 {
        let mut pushed = self.left[start as usize].min(-self.left[end as usize]);
        for step in path.iter().filter(|step| step.is_back) {
            pushed = pushed.min(self.amount[step.need as usize]);
        }
        self.left[start as usize] -= pushed;
        self.left[end as usize] += pushed;
        let mut first_used_up = None;
        for (k, step) in path.iter().enumerate() {
            let amount = &mut self.amount[step.need as usize];
            if step.is_back {
                *amount -= pushed;
                if *amount == 0 && first_used_up.is_none() {
                    first_used_up = Some(k);
                }
            } else {
                *amount += pushed;
            }
        }
        match first_used_up {
            Some(k) => {
                let step = path[k];
                path.truncate(k);
                self.tail(step)
            }
            None => end,
        }
    }

    fn tail(&self, step: Step) -> u32 {
        let net = self.net;
        let tails = if step.is_back { &net.needed } else { &net.waiter };
        tails[step.need as usize]
    }
}
