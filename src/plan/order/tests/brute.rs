//! The best order by looking at every closed set of jobs.

use super::super::Instance;

/// The lowest cost and the lexicographically smallest sequence that has it; for up to 20 jobs.
pub(super) fn best(instance: &Instance) -> (u128, Vec<usize>) {
    let n = instance.len();
    let needs: Vec<usize> = (0..n).map(|job| instance.needs(job).iter().map(|&need| 1 << need).sum()).collect();
    let can_follow = |done: usize, job: usize| done >> job & 1 == 0 && needs[job] & !done == 0;
    let mut time = vec![0; 1 << n];
    let mut cost_left = vec![u128::MAX; 1 << n];
    cost_left[(1 << n) - 1] = 0;
    for done in 1usize..1 << n {
        let lowest = done.trailing_zeros() as usize;
        time[done] = time[done & (done - 1)] + u128::from(instance.jobs()[lowest].effort);
    }
    let cost_with = |cost_left: &[u128], done: usize, job: usize| {
        let with = done | 1 << job;
        (cost_left[with] != u128::MAX).then(|| cost_left[with] + u128::from(instance.jobs()[job].value) * time[with])
    };
    for done in (0..(1 << n) - 1).rev() {
        let jobs = (0..n).filter(|&job| can_follow(done, job));
        let costs = jobs.filter_map(|job| cost_with(&cost_left, done, job));
        cost_left[done] = costs.min().unwrap_or(u128::MAX);
    }
    let mut sequence = Vec::new();
    let mut done = 0;
    while sequence.len() < n {
        let is_best = |&job: &usize| cost_with(&cost_left, done, job) == Some(cost_left[done]);
        let job = (0..n).filter(|&job| can_follow(done, job)).find(is_best).unwrap();
        sequence.push(job);
        done |= 1 << job;
    }
    (cost_left[0], sequence)
}
