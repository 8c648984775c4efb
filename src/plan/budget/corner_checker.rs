//! Checks corners, and bounds any budget by them.
//!
//! Let a corner add items with cost P and value W, and let a flow along needs move value from waiting items to needed
//! ones until item j has c_j W/P. What flows out of a closed set is nothing, so its value is at most the sum of these
//! shares, and a set that costs B or less has no more of them than the densest corners that B pays for, the last one in
//! part. This is weak duality of the linear relaxation; nothing about how the flow was found matters.

use std::collections::BTreeMap;

use super::corners::{Corner, corners};
use super::fault::Fault;
use super::problem::Problem;
use super::reasons::closure;

/// Checks that at the cost of each corner nothing is worth more than what is bought up to there.
///
/// # Errors
///
/// The first [`Fault`] found.
pub fn verify_corners(problem: &Problem, corners: &[Corner]) -> Result<(), Fault> {
    let mut is_in = vec![false; problem.len()];
    let (mut cost, mut value) = (0, 0);
    for (k, corner) in corners.iter().enumerate() {
        for &item in &corner.adds {
            match is_in.get_mut(item) {
                Some(is_in) if !*is_in => *is_in = true,
                _ => return Err(Fault::NotAllItems),
            }
        }
        for &item in &corner.adds {
            if let Some(&need) = problem.needs(item).iter().find(|&&need| !is_in[need]) {
                return Err(Fault::NotClosed { item, need });
            }
        }
        let (added_cost, added_value) = problem.totals(corner.adds.iter().copied());
        (cost, value) = (cost + added_cost, value + added_value);
        let claimed = (corner.added_cost, corner.added_value, corner.cost, corner.value);
        if claimed != (added_cost, added_value, cost, value) || (added_cost == 0) != (k == 0) {
            return Err(Fault::WrongCorner { corner: k });
        }
        check_flows(problem, k, corner)?;
    }
    for (k, pair) in corners.windows(2).enumerate().skip(1) {
        let product = |value: u64, cost: u64| u128::from(value) * u128::from(cost);
        if product(pair[1].added_value, pair[0].added_cost) > product(pair[0].added_value, pair[1].added_cost) {
            return Err(Fault::DensityRises { corner: k + 1 });
        }
    }
    if corners.is_empty() || is_in.contains(&false) { Err(Fault::NotAllItems) } else { Ok(()) }
}

/// The flow runs along needs inside the corner, and leaves each item with its share.
fn check_flows(problem: &Problem, k: usize, corner: &Corner) -> Result<(), Fault> {
    let wrong = Fault::WrongFlow { corner: k };
    if k == 0 {
        // What costs nothing is no better for being moved.
        return if corner.flows.is_empty() { Ok(()) } else { Err(wrong) };
    }
    let weight = |item: usize| {
        let item = problem.items()[item];
        i128::from(item.value) * i128::from(corner.added_cost) - i128::from(item.cost) * i128::from(corner.added_value)
    };
    let mut left: BTreeMap<usize, i128> = corner.adds.iter().map(|&item| (item, weight(item))).collect();
    for flow in &corner.flows {
        let is_inside = left.contains_key(&flow.waiter) && left.contains_key(&flow.needed);
        let is_need = || flow.waiter != flow.needed && closure(problem, flow.waiter).contains(&flow.needed);
        if flow.amount < 1 || !is_inside || !is_need() {
            return Err(wrong);
        }
        for (item, amount) in [(flow.waiter, -flow.amount), (flow.needed, flow.amount)] {
            let Some(sum) = left.get_mut(&item).and_then(|left| Some((left.checked_add(amount)?, left))) else {
                return Err(wrong);
            };
            *sum.1 = sum.0;
        }
    }
    if left.into_values().all(|left| left == 0) { Ok(()) } else { Err(wrong) }
}

/// What no closed set that costs at most this much is worth more than.
///
/// The corners come from the solver, but they are checked before they are used.
pub(super) fn proved_bound(problem: &Problem, budget: u64) -> Result<u64, Fault> {
    let corners = corners(problem);
    verify_corners(problem, &corners)?;
    let after = corners.partition_point(|corner| corner.cost <= budget);
    let Some(last) = after.checked_sub(1).map(|k| &corners[k]) else { return Ok(0) };
    let part = corners
        .get(after)
        .map_or(0, |next| u128::from(next.added_value) * u128::from(budget - last.cost) / u128::from(next.added_cost));
    Ok(last.value + part as u64)
}
