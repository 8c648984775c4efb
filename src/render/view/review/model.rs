//! What the page plans with: the plan in whole numbers, from which every date and cost follows.

use serde::Serialize;

use super::super::Facts;
use super::super::exact::{ExactRole, roles};
use crate::model::id::CapabilityId;
use crate::model::plan::{Objective, Plan, Policy};
use crate::plan::{NeedResult, Step, StepKind, is_asked};

/// A plan without its order and its dates, which the page finds anew for other estimates.
///
/// Efforts are in hundredths of a person-week, days are working days from the first, money is in minor units of the currency
/// and text where it may be beyond 53 bits.
#[derive(Debug, Clone, Serialize)]
pub struct ModelView {
    /// The date of day 0.
    pub first_day: String,
    /// Days on which nobody works, as weekdays counted from day 0.
    pub holidays: Vec<u32>,
    /// `risk`, `level-first` or `quick-wins`.
    pub policy: &'static str,
    /// The roles.
    pub team: Vec<ExactRole>,
    /// The steps in the order in which they are placed, where the plan aims at the earliest end; none where it keeps to the
    /// order.
    pub list: Option<Vec<usize>>,
    /// Estimate of finding out one unknown status.
    pub assess_points: [u32; 3],
    /// Currency of all costs; none where the plan gives no rates.
    pub currency: Option<CurrencyView>,
    /// Overhead in percent.
    pub overhead_percent: u8,
    /// The steps, in the order of the catalog, which settles ties.
    pub steps: Vec<ModelStep>,
}

/// A currency.
#[derive(Debug, Clone, Serialize)]
pub struct CurrencyView {
    /// ISO 4217 code.
    pub code: &'static str,
    /// Decimals of an amount.
    pub decimals: u32,
}

/// A step, by its index in the order of the catalog.
#[derive(Debug, Clone, Serialize)]
pub struct ModelStep {
    /// Capability id.
    pub id: String,
    /// Place in the roadmap, from 1.
    pub position: usize,
    /// Level that asks for it.
    pub level: u8,
    /// `build` or `assess`.
    pub kind: &'static str,
    /// Percent of the capability that is left to do.
    pub left_percent: u8,
    /// The estimate in use: optimistic, likely, pessimistic.
    pub points: [u32; 3],
    /// Value in units of 1/10,000 threat point.
    pub value: u64,
    /// Steps that come first: for each need the planned ways to satisfy it, of which the one with the least effort counts.
    pub needs: Vec<Vec<usize>>,
    /// What it is made of.
    pub work: Vec<ModelWork>,
    /// Costs other than work: low, mean, high.
    pub direct: [String; 3],
    /// Lag after the work, in weekdays.
    pub lag_days: u32,
    /// The first day on which it may start.
    pub earliest: u32,
    /// The day on which it should be ready at the latest.
    pub deadline: Option<u32>,
    /// Whether money is asked for it.
    pub is_asked: bool,
}

/// A kind of work.
#[derive(Debug, Clone, Serialize)]
pub struct ModelWork {
    /// Percent of the step.
    pub share: u8,
    /// The role that does it, by its index.
    pub role: usize,
    /// What a person-week costs; none where the plan gives no rates.
    pub rate: Option<String>,
}

/// The plan as the page needs it.
pub fn model(facts: &Facts<'_>) -> ModelView {
    let Facts { catalog, plan, roadmap, .. } = *facts;
    let mut order: Vec<usize> = (0..roadmap.steps.len()).collect();
    order.sort_by_key(|idx| catalog.position(&roadmap.steps[*idx].capability));
    let place = |idx: usize| order.iter().position(|other| *other == idx);
    let (low, likely, high) = catalog.framework.assess_first.points.hundredths();
    ModelView {
        first_day: roadmap.timetable.calendar.date(0).to_string(),
        holidays: roadmap.timetable.calendar.holidays().to_vec(),
        policy: plan.policy.name(),
        team: roles(facts),
        list: (plan.objective == Objective::EarliestEnd)
            .then(|| roadmap.timetable.list.iter().filter_map(|idx| place(*idx)).collect()),
        assess_points: [low, likely, high],
        currency: plan
            .rates
            .as_ref()
            .map(|rates| CurrencyView { code: rates.currency.code(), decimals: rates.currency.decimals() }),
        overhead_percent: plan.overhead.number(),
        steps: order.iter().map(|idx| step(facts, *idx, &order)).collect(),
    }
}

fn step(facts: &Facts<'_>, idx: usize, order: &[usize]) -> ModelStep {
    let Facts { catalog, plan, roadmap, .. } = *facts;
    let step = &roadmap.steps[idx];
    let activity = &roadmap.timetable.activities[idx];
    let (low, likely, high) = step.points.hundredths();
    let direct = step.cost.unwrap_or_default().direct;
    let shares = match step.kind {
        StepKind::Build => &catalog.capability(&step.capability).work,
        StepKind::Assess => &catalog.framework.assess_first.work,
    };
    let work = shares.iter().filter_map(|(kind, share)| {
        let role = plan.team.values().position(|role| role.does.contains(kind))?;
        let rate = plan.rates.as_ref().map(|rates| rates.weekly[kind].0.units().to_string());
        Some(ModelWork { share: share.number(), role, rate })
    });
    let needs = step.needs.iter().map(|need| ways(facts, step, &need.result, &need.alternatives, order));
    ModelStep {
        id: step.capability.to_string(),
        position: idx + 1,
        level: catalog.capability(&step.capability).level.number(),
        kind: match step.kind {
            StepKind::Build => "build",
            StepKind::Assess => "assess",
        },
        left_percent: step.left.number(),
        points: [low, likely, high],
        // What counts is what the order was found with.
        value: if plan.policy == Policy::QuickWins { 1 } else { step.value.units() },
        needs: needs.filter(|ways| !ways.is_empty()).collect(),
        work: work.collect(),
        direct: [direct.low, direct.mean, direct.high].map(|minor| minor.units().to_string()),
        lag_days: activity.lag_days,
        earliest: activity.earliest,
        deadline: activity.deadline,
        is_asked: is_asked(plan, step),
    }
}

/// Planned ways to satisfy a need, by the order of the catalog; none where it is settled otherwise.
fn ways(
    facts: &Facts<'_>,
    step: &Step,
    result: &NeedResult,
    alternatives: &[CapabilityId],
    order: &[usize],
) -> Vec<usize> {
    if !matches!(result, NeedResult::After(_)) {
        return Vec::new();
    }
    let is_dropped = |plan: &Plan, other: &CapabilityId| {
        plan.dropped_needs.iter().any(|entry| entry.capability == step.capability && entry.need == *other)
    };
    let kept = alternatives.iter().filter(|other| !is_dropped(facts.plan, other));
    let place = |other: &CapabilityId| order.iter().position(|idx| facts.roadmap.steps[*idx].capability == *other);
    let mut ways: Vec<usize> = kept.filter_map(place).collect();
    ways.sort_unstable();
    ways
}
