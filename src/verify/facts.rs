//! What all checks look at.

use super::calendar::Calendar;
use super::capacity::Capacity;
use super::stated::{Exact, Stated};

/// A plan whose shape is sound, with its calendar and capacities written out.
pub struct Facts<'a> {
    pub stated: &'a Stated,
    pub exact: &'a Exact,
    pub calendar: Calendar,
    pub capacity: Capacity,
}

impl<'a> Facts<'a> {
    pub fn of(stated: &'a Stated) -> Self {
        let exact = &stated.exact;
        Self { stated, exact, calendar: Calendar::of(stated), capacity: Capacity::of(exact) }
    }

    /// A step as people know it.
    pub fn name(&self, idx: usize) -> String {
        format!("step {} `{}`", idx + 1, self.exact.steps[idx].id)
    }

    /// Whether the roles of a step are there on a day, whatever else they have to do.
    pub fn can_work(&self, idx: usize, day: u32) -> bool {
        self.exact.steps[idx].work.iter().all(|work| self.capacity.on(work.role, day) >= work.units_per_day)
    }
}

/// The field of a step in the whole numbers.
pub fn exact_step(idx: usize, field: &str) -> String {
    format!("exact.steps[{idx}].{field}")
}

/// The field of a step as it is shown to people.
pub fn shown_step(idx: usize, field: &str) -> String {
    format!("steps[{idx}].{field}")
}
