//! Why items are left out.

use super::answer::{LeftOut, Reason};
use super::problem::Problem;

/// Every item that is not chosen (`chosen` is ascending), with its reason.
pub(super) fn left_out(problem: &Problem, chosen: &[usize], cost: u64, max: u64) -> Vec<LeftOut> {
    let is_chosen = |item: &usize| chosen.binary_search(item).is_ok();
    let reason = |item: usize| {
        let (with_needs, _) = problem.totals(closure(problem, item));
        if with_needs > max {
            return Reason::DoesNotFit { with_needs };
        }
        match problem.needs(item).iter().find(|need| !is_chosen(need)) {
            Some(&need) => Reason::NeedsLeftOut { need },
            None => Reason::WorthLess { short: (cost + problem.items()[item].cost).saturating_sub(max) },
        }
    };
    (0..problem.len()).filter(|item| !is_chosen(item)).map(|item| LeftOut { item, reason: reason(item) }).collect()
}

/// An item and all that it needs, directly or not.
pub(super) fn closure(problem: &Problem, item: usize) -> Vec<usize> {
    let mut is_in = vec![false; problem.len()];
    let mut closure = vec![item];
    is_in[item] = true;
    let mut head = 0;
    while let Some(&item) = closure.get(head) {
        head += 1;
        for &need in problem.needs(item) {
            if !is_in[need] {
                is_in[need] = true;
                closure.push(need);
            }
        }
    }
    closure
}
