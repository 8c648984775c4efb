//! Tests of the whole module; `brute` is the slow truth that the others compare with.

mod brute;
mod forgeries;
mod laws;
mod pairs;
mod shapes;

use super::{Instance, Job};

/// An instance from `(effort, value)` pairs and `(waiter, needed)` pairs.
fn instance(jobs: &[(u64, u64)], needs: &[(usize, usize)]) -> Instance {
    let mut lists = vec![Vec::new(); jobs.len()];
    for &(waiter, needed) in needs {
        lists[waiter].push(needed);
    }
    let jobs = jobs.iter().map(|&(effort, value)| Job { effort, value }).collect();
    Instance::new(jobs, lists).unwrap()
}
