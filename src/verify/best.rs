//! The best order of a small block, found by trying all.

use std::collections::BTreeMap;

/// Blocks of which more sets of steps can come first are left alone.
const MAX_SETS: usize = 60_000;

/// The least sum of value times end over all orders that respect the needs (dynamic programming over what is done;
/// Held & Karp 1962); none where there is too much to try.
///
/// `needs` names for each job those that come first, by their place among the jobs.
pub fn least_cost(jobs: &[[u64; 2]], needs: &[Vec<usize>]) -> Option<u128> {
    if jobs.len() > 128 {
        return None;
    }
    let mask = |needs: &Vec<usize>| needs.iter().fold(0_u128, |mask, need| mask | 1 << need);
    let needs: Vec<u128> = needs.iter().map(mask).collect();
    // What is done, with the time that it took and the least cost; all sets of one size at a time.
    let mut layer = BTreeMap::from([(0_u128, (0_u128, 0_u128))]);
    let mut n_sets = 1;
    for _ in jobs {
        let mut next: BTreeMap<u128, (u128, u128)> = BTreeMap::new();
        for (done, (time, cost)) in layer {
            for (k, [effort, value]) in jobs.iter().enumerate() {
                let is_next = done & (1 << k) == 0 && needs[k] & !done == 0;
                if is_next {
                    let time = time + u128::from(*effort);
                    let cost = cost + u128::from(*value) * time;
                    let best = next.entry(done | 1 << k).or_insert((time, cost));
                    best.1 = best.1.min(cost);
                }
            }
            if n_sets + next.len() > MAX_SETS {
                return None;
            }
        }
        n_sets += next.len();
        layer = next;
    }
    layer.into_values().map(|(_, cost)| cost).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dense_one_comes_first_unless_it_waits() {
        let jobs = [[4, 1], [1, 20], [2, 3]];
        assert_eq!(least_cost(&jobs, &[vec![], vec![], vec![]]), Some(20 + 3 * 3 + 7));
        assert_eq!(least_cost(&jobs, &[vec![], vec![0], vec![]]), Some(4 + 5 * 20 + 7 * 3));
    }

    #[test]
    fn needs_in_a_circle_have_no_order_and_large_blocks_are_left_alone() {
        assert_eq!(least_cost(&[[1, 1], [1, 1]], &[vec![1], vec![0]]), None);
        assert_eq!(least_cost(&[[1, 1]; 20], &vec![vec![]; 20]), None);
        assert_eq!(least_cost(&[[1, 1]; 129], &vec![vec![]; 129]), None);
        assert_eq!(least_cost(&[], &[]), Some(0));
    }
}
