//! The budgets at which nothing is left to decide.

use super::prepared::Prepared;
use super::problem::Problem;
use crate::plan::order::NeedFlow;

/// A budget for which the best choice is known, and the way there from the corner before.
///
/// Put on paper with cost to the right and value upwards, the corners make a curve that bends down, and no closed set
/// lies above it: at a corner's cost nothing is worth more. Corners are nested, so money that comes in parts never
/// undoes an earlier part. They are claims: [`verify_corners`](super::verify_corners) checks them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corner {
    /// What comes in here, ascending.
    pub adds: Vec<usize>,
    /// What that costs; 0 only at the first corner.
    pub added_cost: u64,
    /// What that is worth; the density is value per cost, and it never rises.
    pub added_value: u64,
    /// What everything up to here costs.
    pub cost: u64,
    /// What everything up to here is worth.
    pub value: u64,
    /// Why no closed part of what comes in is denser: value × cost that moves from waiting items to needed ones and
    /// evens them out, as in [`Certificate`](crate::plan::order::Certificate). Here a need may be one through others.
    pub flows: Vec<NeedFlow>,
}

/// All corners, the cheapest first.
///
/// The first one has all that costs nothing, the last one everything. Between two of them every closed set lies on or
/// below the straight line. Items of the same density make as many corners as needs allow, those of lower index first.
pub fn corners(problem: &Problem) -> Vec<Corner> {
    let prepared = Prepared::new(problem);
    let mut cuts = prepared.packed.cuts();
    let slices = cuts.slices(&prepared.sequence);
    let nothing = Corner { adds: Vec::new(), added_cost: 0, added_value: 0, cost: 0, value: 0, flows: Vec::new() };
    let mut corners = vec![nothing];
    let mut corner_of = vec![0; problem.len()];
    for slice in slices {
        let last = &mut corners[0];
        if slice.effort == 0 {
            last.added_value += slice.value;
            last.value += slice.value;
            last.adds.extend(slice.jobs);
            continue;
        }
        for &item in &slice.jobs {
            corner_of[item] = corners.len();
        }
        let (cost, value) = corners.last().map_or((0, 0), |last| (last.cost, last.value));
        corners.push(Corner {
            flows: cuts.flows(&slice),
            adds: slice.jobs,
            added_cost: slice.effort,
            added_value: slice.value,
            cost: cost + slice.effort,
            value: value + slice.value,
        });
    }
    for item in (0..problem.len()).filter(|&item| prepared.is_idle[item]) {
        let corner = prepared.needs[item].iter().map(|&need| corner_of[need]).max().unwrap_or(0);
        corners[corner].adds.push(item);
    }
    for corner in &mut corners {
        corner.adds.sort_unstable();
    }
    corners
}
