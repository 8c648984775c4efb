//! Many workspaces side by side: one line each, and sums per currency.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::{CostView, EffortView};
use crate::gap::Gap;
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::effort::EffortRange;
use crate::model::money::{CostRange, Currency};
use crate::model::plan::Plan;
use crate::plan::Roadmap;
use crate::plan::order::Proof;

/// `fundable plan --all --json`, format `fundable-batch/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchView {
    /// Always `fundable-batch/1`.
    pub format: &'static str,
    /// The framework.
    pub framework: String,
    /// One entry per workspace, sorted by folder.
    pub workspaces: Vec<WorkspaceView>,
    /// Sums over the workspaces without errors.
    pub sums: BatchSums,
}

/// One workspace.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkspaceView {
    /// Its folder, below the one that was named, with forward slashes.
    pub folder: String,
    /// Number of errors in its files; where there is one, there is no roadmap.
    pub n_errors: usize,
    /// Number of warnings.
    pub n_warnings: usize,
    /// The first error.
    pub error: Option<String>,
    /// Its roadmap in one line.
    pub roadmap: Option<RoadmapLine>,
}

/// A roadmap in one line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RoadmapLine {
    /// The registry.
    pub registry: String,
    /// The system that it serves.
    pub ecosystem: String,
    /// Level reached per category id; none where nothing of a category applies.
    pub levels: IndexMap<String, Option<u8>>,
    /// Highest level aimed at.
    pub target: u8,
    /// Number of steps.
    pub n_steps: usize,
    /// Number of these that only find out first.
    pub n_unknown: usize,
    /// Effort.
    pub effort: EffortView,
    /// Cost; none where the plan gives no rates.
    pub cost: Option<CostView>,
    /// First day, YYYY-MM-DD.
    pub start: String,
    /// Last day of work or lag, YYYY-MM-DD.
    pub finish: String,
    /// Whether the order is proved to be the best.
    pub is_proved: bool,
}

/// Sums over all roadmaps.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BatchSums {
    /// Workspaces with a roadmap.
    pub n_planned: usize,
    /// Workspaces with errors.
    pub n_failed: usize,
    /// Steps.
    pub n_steps: usize,
    /// Effort.
    pub effort: EffortView,
    /// Cost per currency, sorted by code; currencies are never added up.
    pub costs: Vec<CostView>,
    /// Workspaces whose plan gives no rates.
    pub n_without_rates: usize,
}

/// What is known of one workspace before it is shown.
#[derive(Debug, Clone)]
pub struct BatchItem {
    /// Its folder, below the one that was named, with forward slashes.
    pub folder: String,
    /// Number of errors.
    pub n_errors: usize,
    /// Number of warnings.
    pub n_warnings: usize,
    /// The first error.
    pub error: Option<String>,
    /// Its roadmap.
    pub planned: Option<Planned>,
}

/// A roadmap in one line, and what sums are made of.
#[derive(Debug, Clone)]
pub struct Planned {
    line: RoadmapLine,
    effort: EffortRange,
    cost: Option<(Currency, CostRange)>,
}

impl Planned {
    /// What a roadmap comes to.
    pub fn new(assessment: &Assessment, gap: &Gap, plan: &Plan, roadmap: &Roadmap) -> Self {
        let total = &roadmap.totals.all;
        let currency = plan.rates.as_ref().map(|rates| rates.currency);
        let cost = currency.zip(total.cost.as_ref().map(|cost| cost.total));
        let line = RoadmapLine {
            registry: assessment.repository.name.clone(),
            ecosystem: assessment.repository.ecosystem.clone(),
            levels: gap
                .levels
                .iter()
                .map(|(id, level)| (id.to_string(), level.reached.map(|level| level.number())))
                .collect(),
            target: plan.target.levels.values().map(|level| level.number()).max().unwrap_or_default(),
            n_steps: total.n_steps,
            n_unknown: roadmap.totals.n_unknown,
            effort: total.effort.into(),
            cost: cost.map(|(currency, cost)| CostView::new(cost, currency)),
            start: roadmap.start.to_string(),
            finish: roadmap.finish.to_string(),
            is_proved: roadmap.order.groups.iter().all(|group| group.ordering.proof() == Proof::Optimal),
        };
        Self { line, effort: total.effort, cost }
    }
}

/// The view of many workspaces.
pub fn batch(catalog: &Catalog, items: Vec<BatchItem>) -> BatchView {
    let mut costs: BTreeMap<&str, (Currency, CostRange)> = BTreeMap::new();
    let mut effort = EffortRange::default();
    let planned: Vec<_> = items.iter().filter_map(|item| item.planned.as_ref()).collect();
    for one in &planned {
        effort = effort + one.effort;
        if let Some((currency, cost)) = one.cost {
            let sum = costs.entry(currency.code()).or_insert((currency, CostRange::default()));
            sum.1 = sum.1 + cost;
        }
    }
    let sums = BatchSums {
        n_planned: planned.len(),
        n_failed: items.len() - planned.len(),
        n_steps: planned.iter().map(|one| one.line.n_steps).sum(),
        effort: effort.into(),
        costs: costs.into_values().map(|(currency, cost)| CostView::new(cost, currency)).collect(),
        n_without_rates: planned.iter().filter(|one| one.cost.is_none()).count(),
    };
    BatchView {
        format: "fundable-batch/1",
        framework: catalog.framework.id.clone(),
        workspaces: items
            .into_iter()
            .map(|item| WorkspaceView {
                folder: item.folder,
                n_errors: item.n_errors,
                n_warnings: item.n_warnings,
                error: item.error,
                roadmap: item.planned.map(|planned| planned.line),
            })
            .collect(),
        sums,
    }
}
