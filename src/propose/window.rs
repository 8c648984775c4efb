//! What a funder gives at least and at most, counted in the currency of the plan.

use crate::model::funder::Funder;
use crate::model::money::{Currency, Minor};
use crate::model::plan::Plan;
use crate::model::rates::Rates;
use crate::plan::budget::{MAX_TOTAL, Window};

/// From the least to the most that can be asked for; an end that nobody knows is absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskWindow {
    /// The least.
    pub min: Option<Edge>,
    /// The most.
    pub max: Option<Edge>,
}

/// An end of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// The amount as it was given.
    pub amount: Minor,
    /// Its currency.
    pub currency: Currency,
    /// The same in minor units of the plan's currency, rounded into the window.
    pub in_plan: u64,
    /// What it holds for, where that is not everything.
    pub holds_for: Option<String>,
}

/// An amount in some currency.
pub type Amount = (Minor, Currency);

/// Which end of a window an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The least.
    Min,
    /// The most.
    Max,
}

/// The plan gives no rate of exchange between its own currency and another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoRate {
    /// The other currency.
    pub other: Currency,
    /// The currency of the plan.
    pub own: Currency,
}

impl AskWindow {
    /// Floor and ceiling of a funder, or what replaces them.
    ///
    /// # Errors
    ///
    /// When an amount is in a currency for which the plan has no rate.
    pub fn of(
        funder: &Funder,
        plan: &Plan,
        rates: &Rates,
        min: Option<Amount>,
        max: Option<Amount>,
    ) -> Result<Self, NoRate> {
        let currency = funder.currency.as_ref().map(|fact| fact.value);
        let edge = |(amount, currency): Amount, end: End, holds_for: Option<&String>| {
            let in_plan = in_plan(amount, currency, plan, rates, end)?;
            Ok(Edge { amount, currency, in_plan, holds_for: holds_for.cloned() })
        };
        let floor = || {
            let (bound, currency) = (&funder.floor.as_ref()?.value, currency?);
            Some(edge((bound.least(currency), currency), End::Min, bound.holds_for.as_ref()))
        };
        let ceiling = || {
            let (bound, currency) = (&funder.ceiling.as_ref()?.value, currency?);
            Some(edge((bound.most(currency), currency), End::Max, bound.holds_for.as_ref()))
        };
        let min = min.map(|amount| edge(amount, End::Min, None)).or_else(floor).transpose()?;
        let max = max.map(|amount| edge(amount, End::Max, None)).or_else(ceiling).transpose()?;
        Ok(Self { min, max })
    }

    /// The window for a choice among things that cost `whole` together: without a known most, all of it can be had.
    pub fn of_costs(&self, whole: u64) -> Window {
        let min = self.min.as_ref().map(|edge| edge.in_plan);
        let max = self.max.as_ref().map_or(whole.max(min.unwrap_or(0)), |edge| edge.in_plan);
        Window { min, max }
    }
}

/// No sum of costs comes near this, and sums of a few of it stay in range.
const HIGHEST: u64 = MAX_TOTAL * 4;

/// An amount, 0 or more, in minor units of the plan's currency, rounded so that nothing within it lies outside the amount.
///
/// Where the plan has a rate from its own currency, that is the one: the form's figure is made with it, and so the two
/// agree to the cent. Else the rate to its own currency is taken, and the result rounded half up.
///
/// # Errors
///
/// When the plan gives neither rate.
pub fn in_plan(amount: Minor, from: Currency, plan: &Plan, rates: &Rates, end: End) -> Result<u64, NoRate> {
    let own = rates.currency;
    let units = |amount: Minor| u64::try_from(amount.units()).unwrap_or(HIGHEST).min(HIGHEST);
    if from == own {
        return Ok(units(amount));
    }
    let outward = plan.exchange_rate(own, from);
    if let Some(rate) = outward {
        // The least cost that is worth the amount or more. Conversion never falls as the cost rises.
        let reaches = |limit: Minor| {
            let (mut low, mut high) = (0, MAX_TOTAL + 1);
            while low < high {
                let middle = low + (high - low) / 2;
                if rate.convert(Minor::new(i128::from(middle))) >= limit { high = middle } else { low = middle + 1 }
            }
            low
        };
        return Ok(match end {
            End::Min => reaches(amount),
            End::Max => reaches(amount + Minor::new(1)).saturating_sub(1),
        });
    }
    plan.exchange_rate(from, own).map(|rate| units(rate.convert(amount))).ok_or(NoRate { other: from, own })
}
