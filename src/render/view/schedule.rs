//! How the dates came about, and what they lead to.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, Facts};
use crate::plan::{MilestoneOf, Timetable};
use crate::render::words;

/// How the dates came about.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ScheduleView {
    /// `value-first` or `earliest-end`.
    pub objective: &'static str,
    /// What it aims at, as a sentence.
    pub meaning: &'static str,
    /// How good it is by that measure, and how that is known, as sentences.
    pub proof: String,
    /// Working days until everything is ready.
    pub n_days: u32,
    /// No schedule of this team has everything ready in fewer.
    pub n_days_bound: u32,
    /// By how many percent the sum of value times waiting may lie above the least possible one; 0 where it is the least.
    pub waiting_gap_percent: f64,
    /// Ids of the steps that set the end, first to last; each waits for the one before it.
    pub critical_chain: Vec<String>,
    /// The same in words: titles, joined by arrows.
    pub critical_chain_text: String,
    /// Working days by which deadlines are missed, summed up.
    pub n_days_late: u64,
    /// Titles of the steps that a deadline moved out of the order.
    pub brought_forward: Vec<String>,
    /// By how many percent that lengthens the waiting; 0 where nothing was moved.
    pub brought_forward_costs_percent: f64,
}

/// An end that people ask for.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MilestoneView {
    /// What it is the end of.
    pub of: String,
    /// `level`, `category-level` or `work-package`.
    pub kind: &'static str,
    /// Number of steps that lead to it.
    pub n_steps: usize,
    /// Last day of the last of them.
    pub finish: DateView,
    /// What it leaves open: assessments that have to find nothing missing, what the plan leaves out; empty where nothing.
    pub left_open: String,
}

/// The view of the schedule.
pub fn schedule(facts: &Facts<'_>) -> ScheduleView {
    let timetable = &facts.roadmap.timetable;
    let step_of = |idx: &usize| &facts.roadmap.steps[*idx].capability;
    let title = |idx: &usize| facts.catalog.capability(step_of(idx)).title.clone();
    ScheduleView {
        objective: timetable.objective.name(),
        meaning: words::objective(timetable.objective),
        proof: words::schedule_proof(timetable),
        n_days: timetable.end,
        n_days_bound: timetable.end_bound,
        waiting_gap_percent: gap_percent(timetable),
        critical_chain: timetable.chain.iter().map(|idx| step_of(idx).to_string()).collect(),
        critical_chain_text: timetable.chain.iter().map(title).collect::<Vec<_>>().join(" → "),
        n_days_late: timetable.days_late,
        brought_forward: timetable.brought_forward.iter().map(title).collect(),
        brought_forward_costs_percent: price(timetable),
    }
}

/// By how many percent the waiting is above that of the plain order, with two decimals.
fn price(timetable: &Timetable) -> f64 {
    let (with, without) = (timetable.waiting as f64, timetable.waiting_in_order.max(1) as f64);
    ((with / without - 1.0) * 10_000.0).round() / 100.0
}

/// With two decimals, rounded up.
fn gap_percent(timetable: &Timetable) -> f64 {
    (timetable.waiting_gap_percent() * 100.0).ceil() / 100.0
}

/// The milestones in their order.
pub fn milestones(facts: &Facts<'_>) -> Vec<MilestoneView> {
    let view = |milestone: &crate::plan::Milestone| MilestoneView {
        of: words::milestone(facts.catalog, facts.plan, &milestone.of),
        kind: match milestone.of {
            MilestoneOf::Level(_) => "level",
            MilestoneOf::LevelOf(..) => "category-level",
            MilestoneOf::Package(_) | MilestoneOf::Deadline(_) => "work-package",
        },
        n_steps: milestone.steps.len(),
        finish: milestone.finish.into(),
        left_open: words::left_open(facts.catalog, milestone),
    };
    // What has a deadline is a step of its own, and says there whether it is late.
    let milestones = facts.roadmap.milestones.iter();
    milestones.filter(|milestone| !matches!(milestone.of, MilestoneOf::Deadline(_))).map(view).collect()
}
