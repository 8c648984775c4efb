//! Tests of the whole module; `brute` is the slow truth that the others compare with.

mod brute;
mod forgeries;
mod laws;
mod shapes;

use super::{Item, Problem};

/// A problem from `(cost, value)` pairs and `(waiter, needed)` pairs.
fn problem(items: &[(u64, u64)], needs: &[(usize, usize)]) -> Problem {
    let mut lists = vec![Vec::new(); items.len()];
    for &(waiter, needed) in needs {
        lists[waiter].push(needed);
    }
    let items = items.iter().map(|&(cost, value)| Item { cost, value }).collect();
    Problem::new(items, lists).unwrap()
}
