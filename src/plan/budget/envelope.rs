//! How much value any budget can give, when parts of a block could be had for their share of its cost.

use crate::plan::order::Slice;

/// Binary places of the fractions below.
const PLACES: u32 = 20;

/// Value in units of 2⁻²⁰, so that a bound between two whole values is not rounded up too far.
pub(super) type Fine = u128;

/// A whole value in fine units.
pub(super) fn fine(value: u64) -> Fine {
    Fine::from(value) << PLACES
}

/// Fine units to whole values, rounded down.
pub(super) fn whole(value: Fine) -> u64 {
    (value >> PLACES) as u64
}

/// By how much a set falls short of the bound for having an item or not; rounded down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Loss {
    pub item: usize,
    /// Lost by every set that does not have it.
    pub without: Fine,
    /// Lost by every set that has it.
    pub with: Fine,
}

/// The corners of what is still open, on top of what is chosen for sure.
#[derive(Debug)]
pub(super) struct Envelope {
    slices: Vec<Slice>,
    /// Cost and value before each slice, and after the last.
    totals: Vec<(u64, u64)>,
}

impl Envelope {
    /// From the blocks of what is open, the densest first.
    pub fn new(cost: u64, value: u64, slices: Vec<Slice>) -> Self {
        let mut totals = vec![(cost, value)];
        let (mut cost, mut value) = (cost, value);
        for slice in &slices {
            cost += slice.effort;
            value += slice.value;
            totals.push((cost, value));
        }
        Self { slices, totals }
    }

    pub fn slices(&self) -> &[Slice] {
        &self.slices
    }

    /// The slice that a budget pays for in part; none where it ends between two or pays for all.
    pub fn partial(&self, budget: u64) -> Option<usize> {
        let k = self.n_full(budget)?;
        (k < self.slices.len() && self.totals[k].0 < budget).then_some(k)
    }

    /// No closed set within the budget is worth more, rounded up; none where the budget does not pay for what is sure.
    pub fn at(&self, budget: u64) -> Option<Fine> {
        let k = self.n_full(budget)?;
        let (cost, value) = self.totals[k];
        let part = self
            .slices
            .get(k)
            .map_or(0, |slice| (fine(slice.value) * Fine::from(budget - cost)).div_ceil(Fine::from(slice.effort)));
        Some(fine(value) + part)
    }

    /// The least budget at which the bound reaches a value; none where it never does.
    pub fn least_cost(&self, value: u64) -> Option<u64> {
        let k = self.totals.partition_point(|&(_, so_far)| so_far < value);
        let (_, above) = self.totals.get(k)?;
        debug_assert!(*above >= value);
        let Some(slice) = k.checked_sub(1).map(|k| &self.slices[k]) else { return Some(self.totals[0].0) };
        let (cost, so_far) = self.totals[k - 1];
        let part = (u128::from(value - so_far) * u128::from(slice.effort)).div_ceil(u128::from(slice.value));
        Some(cost + part as u64)
    }

    /// What the bound at a budget loses for each item that it would rather have, and for each that it would not.
    ///
    /// By the flow of its block every item gets the density of the block (what flows out of a closed set is nothing, so
    /// its value is at most the sum of these shares). Against the density at the budget an item then has a gain of its
    /// own, above 0 before the partial slice and below 0 after it, and a set that goes without gains or takes losses is
    /// worth at least so much less than the bound.
    pub fn losses(&self, budget: u64, costs_values: impl Fn(usize) -> (u64, u64)) -> Vec<Loss> {
        let Some(k) = self.n_full(budget) else { return Vec::new() };
        let share = |cost: u64, slice: &Slice| (fine(slice.value) * Fine::from(cost), Fine::from(slice.effort.max(1)));
        let mut losses = Vec::new();
        for (position, slice) in self.slices.iter().enumerate() {
            for &item in &slice.jobs {
                let (cost, value) = costs_values(item);
                // Slices without cost are single items: their share is their value.
                let (numerator, denominator) = if slice.effort == 0 { (fine(value), 1) } else { share(cost, slice) };
                let (price, per) = self.slices.get(k).map_or((0, 1), |critical| share(cost, critical));
                let without = (numerator / denominator).saturating_sub(price.div_ceil(per));
                let with = (price / per).saturating_sub(numerator.div_ceil(denominator));
                losses.push(if position < k {
                    Loss { item, without, with: 0 }
                } else {
                    Loss { item, without: 0, with }
                });
            }
        }
        losses
    }

    /// How many slices a budget pays for in full; none where it does not pay for what is sure.
    fn n_full(&self, budget: u64) -> Option<usize> {
        self.totals.partition_point(|&(cost, _)| cost <= budget).checked_sub(1)
    }
}
