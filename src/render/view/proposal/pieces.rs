//! The pieces of an ask one by one, and what is left of it with less money.

use indexmap::IndexMap;
use serde::Serialize;

use super::super::quantity::{CostView, EffortView};
use super::super::{DateView, Facts};
use super::budget::{whole_hours_text, whole_hours_that_add_up};
use crate::gap::{Standing, category_level};
use crate::model::effort::Effort;
use crate::model::id::CapabilityId;
use crate::propose::{self, OpenItem, Proposal, cuts};
use crate::render::words::{numbers, one_line};

/// A piece of work with what it costs and leads to.
#[derive(Debug, Clone, Serialize)]
pub struct PieceView {
    /// Number in the proposal.
    pub number: usize,
    /// Title.
    pub title: String,
    /// Whole hours, so that the column adds up.
    pub hours: String,
    /// Exact amount with overhead; none where the plan gives no rates.
    pub cost: Option<String>,
    /// The level that its category reaches with it, where that is higher than before: `Authentication: 2`.
    pub level: String,
}

/// A smaller ask.
#[derive(Debug, Clone, Serialize)]
pub struct CutView {
    /// Share of the cost, or of the effort where nothing has a price, in percent.
    pub share_percent: u64,
    /// Number of pieces.
    pub n_items: usize,
    /// Their effort.
    pub effort: EffortView,
    /// Their cost; none where the plan gives no rates.
    pub cost: Option<CostView>,
    /// Day on which the last of them is ready.
    pub finish: DateView,
    /// Numbers of the pieces that fall out.
    pub falls_out: String,
}

/// Whole hours per step of each piece. They are rounded package by package, so that those of a package add up to its own
/// and no package is off by an hour or more.
pub fn piece_hours(facts: &Facts<'_>, proposal: &Proposal) -> IndexMap<usize, u128> {
    let packages = propose::packages(facts, &proposal.open);
    let steps: Vec<usize> = packages.iter().flat_map(|package| &package.steps).copied().collect();
    let efforts: Vec<Effort> = steps.iter().map(|step| facts.roadmap.steps[*step].effort.mean).collect();
    steps.into_iter().zip(whole_hours_that_add_up(facts, &efforts)).collect()
}

/// The pieces in their order.
pub fn pieces(facts: &Facts<'_>, proposal: &Proposal) -> Vec<PieceView> {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let hours = piece_hours(facts, proposal);
    let mut standings = facts.gap.standings.clone();
    let view = |(idx, open): (usize, &OpenItem)| {
        let step = &facts.roadmap.steps[open.step];
        let capability = facts.catalog.capability(&step.capability);
        let reached = |standings: &IndexMap<CapabilityId, Standing>| {
            category_level(facts.catalog, standings, &capability.category).reached
        };
        let before = reached(&standings);
        standings.insert(step.capability.clone(), Standing::Met);
        let after = reached(&standings).filter(|after| Some(*after) > before);
        let category = one_line(&facts.catalog.framework.categories[&capability.category].title);
        PieceView {
            number: idx + 1,
            title: one_line(&capability.title),
            hours: whole_hours_text(hours[&open.step]),
            cost: step.cost.zip(currency).map(|(cost, currency)| cost.total.mean.exact_grouped(currency)),
            level: after.map(|level| format!("{category}: {level}")).unwrap_or_default(),
        }
    };
    proposal.open.iter().enumerate().map(view).collect()
}

/// Smaller asks, the largest first.
pub fn cut_views(facts: &Facts<'_>, proposal: &Proposal) -> Vec<CutView> {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let cuts = cuts(facts, proposal).into_iter().map(|cut| {
        let open = proposal.open.iter().zip(1..);
        let falls_out: Vec<usize> =
            open.filter(|(open, _)| !cut.steps.contains(&open.step)).map(|(_, number)| number).collect();
        CutView {
            share_percent: cut.share_percent,
            n_items: cut.steps.len(),
            effort: cut.effort.into(),
            cost: cut.cost.zip(currency).map(|(cost, currency)| CostView::new(cost, currency)),
            finish: cut.finish.into(),
            falls_out: numbers(&falls_out),
        }
    });
    cuts.collect()
}
