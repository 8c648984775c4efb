//! The schedule that ends earliest, and how sure that is.
//!
//! The problem is the resource-constrained project scheduling problem, PS|prec|Cmax (Brucker, Drexl, Möhring, Neumann &
//! Pesch 1999), with lag, first dates, deadlines and the calendars of the workforce. Days late come first, then the end.
//!
//! - `limit.rs`: how much work may be done; counted, so that the same input gives the same answer everywhere.
//! - `project.rs`: the activities with their successors, heads and tails.
//! - `bound.rs`: ends that no schedule can beat: critical path, workload, energy.
//! - `side_by_side/`: a bound from all roles and needs together.
//! - `rules.rs`: lists by priority rules.
//! - `improve.rs`: a schedule shifted to the right and back to the left, until nothing is won.
//! - `search.rs`: many lists, bred from each other.
//! - `prove.rs`: constraint programming with learning, from below and from above.
//! - `generate.rs`: made-up instances.

mod bound;
pub mod generate;
mod improve;
mod limit;
mod project;
mod prove;
mod rules;
mod search;
mod side_by_side;
#[cfg(test)]
mod tests;

pub use bound::Bound;
pub use limit::{Limit, Steps};

use super::schedule::{Activity, Slot, Workforce};
use improve::Planner;
use project::Project;

/// The schedule that ends earliest, and how sure that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortest {
    /// When each activity happens.
    pub slots: Vec<Slot>,
    /// The day on which all is ready.
    pub end: u32,
    /// No schedule that is late by as few days ends before this day.
    pub lower_bound: u32,
    /// What set the lower bound.
    pub bound: Bound,
    /// Days over deadlines, summed.
    pub late: u32,
    /// No schedule is late by fewer days.
    pub least_late: u32,
    /// Schedules that were tried.
    pub n_schedules: u64,
    /// Steps of the search for a proof: decisions and conflicts.
    pub n_steps: u64,
}

impl Shortest {
    /// Whether no schedule is late by fewer days, and none that is late by as few ends earlier.
    pub fn is_optimal(&self) -> bool {
        self.late == self.least_late && self.end == self.lower_bound
    }

    /// By how much the end may be above the earliest possible, in percent of the lower bound.
    pub fn gap_percent(&self) -> f64 {
        if self.end == self.lower_bound {
            return 0.0;
        }
        f64::from(self.end - self.lower_bound) / f64::from(self.lower_bound.max(1)) * 100.0
    }
}

/// An end that no schedule can beat, found without any search, and what set it.
pub fn quick_bound(activities: &[Activity], workforce: &Workforce) -> (u32, Bound) {
    bound::quick(&Project::new(activities, workforce))
}

/// Part of the limit, in thousandths, after which the search for lists gives way to bounds.
const UNTIL_BOUNDS: u32 = 150;
/// Part of the limit, in thousandths, after which these give way to the proof.
const UNTIL_PROOF: u32 = 250;
/// Part of the limit, in thousandths, after which the proof gives way to lists again: what was not proven by then
/// seldom is, and an end that is a day earlier closes the gap as well.
const UNTIL_LAST: u32 = 850;
/// Lists without a better one after which the first search gives way earlier.
const FIRST_PATIENCE: usize = 500;

/// Find the schedule that ends earliest.
///
/// `activities` are in list order: that of their indices is the first schedule that is tried.
pub fn shortest(activities: &[Activity], workforce: &Workforce, limit: &mut impl Limit) -> Shortest {
    let project = Project::new(activities, workforce);
    let mut planner = Planner::new(&project);
    rules::start(&mut planner, limit);
    let mut floor = bound::floor(&project, planner.best().score(), limit);
    let mut n_steps = 0;
    if !floor.is_reached(planner.best().score()) {
        search::search(&mut planner, &floor, FIRST_PATIENCE, UNTIL_BOUNDS, limit);
    }
    if !floor.is_reached(planner.best().score())
        && let Some(weights) = side_by_side::weights(&project, floor.end, UNTIL_PROOF, limit)
    {
        floor.raise(side_by_side::bound(&project, &weights), Bound::SideBySide);
    }
    if !floor.is_reached(planner.best().score()) {
        n_steps = prove::prove(&mut planner, &mut floor, UNTIL_LAST, limit);
    }
    if !floor.is_reached(planner.best().score()) {
        search::search(&mut planner, &floor, usize::MAX, 1_000, limit);
    }
    let n_schedules = planner.n_schedules();
    let best = planner.into_best();
    Shortest {
        end: best.score().end,
        late: best.score().late,
        lower_bound: floor.end,
        bound: floor.bound,
        least_late: floor.late,
        slots: best.slots,
        n_schedules,
        n_steps,
    }
}
