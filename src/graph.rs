//! Names a shortest cycle of needs, so that its author sees at once which need to drop.

use std::collections::VecDeque;

/// A shortest cycle `a, b, .., a`, each job needing the next, or nothing when there is no cycle.
///
/// It starts with its lowest job; of several shortest ones it has the lowest start, and each next
/// job is the lowest that still leads back in the fewest steps.
pub fn find_cycle(needs: &[Vec<usize>]) -> Option<Vec<usize>> {
    let stuck = stuck_jobs(needs);
    let mut best: Option<Vec<usize>> = None;
    for start in (0..needs.len()).filter(|&job| stuck[job]) {
        let limit = best.as_ref().map_or(usize::MAX, |cycle| cycle.len() - 1);
        if let Some(cycle) = cycle_through(start, needs, &stuck, limit) {
            best = Some(cycle);
        }
    }
    best
}

/// Marks the jobs that can never start, because they need, directly or not, a job in a cycle.
///
/// Everything else is peeled off first, so that the search below costs nothing on a sound instance.
fn stuck_jobs(needs: &[Vec<usize>]) -> Vec<bool> {
    let mut dependents = vec![Vec::new(); needs.len()];
    for (job, list) in needs.iter().enumerate() {
        for &need in list {
            dependents[need].push(job);
        }
    }
    let mut n_open: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut ready: Vec<usize> = (0..needs.len()).filter(|&job| n_open[job] == 0).collect();
    while let Some(done) = ready.pop() {
        for &job in &dependents[done] {
            n_open[job] -= 1;
            if n_open[job] == 0 {
                ready.push(job);
            }
        }
    }
    n_open.into_iter().map(|n| n > 0).collect()
}

/// A shortest cycle through `start` over jobs above it, with fewer than `limit` needs.
///
/// Jobs below `start` were starts already: a cycle through them is no shorter than what was found.
fn cycle_through(start: usize, needs: &[Vec<usize>], stuck: &[bool], limit: usize) -> Option<Vec<usize>> {
    let mut steps = vec![usize::MAX; needs.len()];
    let mut came_from = vec![start; needs.len()];
    let mut queue = VecDeque::from([start]);
    steps[start] = 0;
    while let Some(job) = queue.pop_front() {
        if steps[job].saturating_add(1) >= limit {
            return None;
        }
        for &need in needs[job].iter().filter(|&&need| need >= start && stuck[need]) {
            if need == start {
                return Some(walk_back(start, job, &came_from));
            }
            if steps[need] == usize::MAX {
                steps[need] = steps[job] + 1;
                came_from[need] = job;
                queue.push_back(need);
            }
        }
    }
    None
}

fn walk_back(start: usize, last: usize, came_from: &[usize]) -> Vec<usize> {
    let mut cycle = vec![start];
    let mut job = last;
    while job != start {
        cycle.push(job);
        job = came_from[job];
    }
    cycle.push(start);
    cycle.reverse();
    cycle
}
