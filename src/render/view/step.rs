//! A step of the roadmap.

use schemars::JsonSchema;
use serde::Serialize;

use super::quantity::amount;
use super::{CostView, DateView, EffortView, Facts};
use crate::model::capability::{Basis, Contribution, Strength};
use crate::model::decimal::format_scaled;
use crate::model::effort::ThreePoint;
use crate::plan::{NeedOutcome, NeedResult, Step, StepKind, WorkLine};
use crate::propose::is_own;
use crate::render::words;

/// A step of the roadmap with its reasons.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StepView {
    /// Place in the roadmap, from 1.
    pub position: usize,
    /// Capability id.
    pub id: String,
    /// Number in the framework.
    pub number: String,
    /// Title.
    pub title: String,
    /// Title of the category.
    pub category: String,
    /// Level that asks for it.
    pub level: u8,
    /// `build` or `assess`.
    pub kind: &'static str,
    /// Why it is in the plan.
    pub why: String,
    /// Why it stands where it stands.
    pub place: String,
    /// What it would cost to do it one place earlier or later, as sentences.
    pub moves: Vec<String>,
    /// Number of its density block, from 1: blocks follow each other by falling value per week.
    pub block: usize,
    /// What the block gains, as a sentence.
    pub block_text: String,
    /// Percent of the capability that is left to do.
    pub left_percent: u8,
    /// Effort that is left.
    pub effort: EffortView,
    /// For an unknown capability: the effort if it turns out to be missing.
    pub upper_bound: Option<EffortView>,
    /// The estimate and what it rests on.
    pub estimate: EstimateView,
    /// Threat points that it takes away.
    pub value: f64,
    /// The same with at most one decimal.
    pub value_text: String,
    /// What the value is made of.
    pub value_parts: Vec<ValuePartView>,
    /// The value of the catalog, where the plan replaces it.
    pub value_replaced: Option<String>,
    /// Effort and cost per work kind, the largest first.
    pub work: Vec<WorkView>,
    /// Titles of the work kinds, the largest first.
    pub kinds: String,
    /// Costs other than work.
    pub direct: Vec<DirectView>,
    /// Labour, direct costs and overhead; none where the plan gives no rates.
    pub cost: Option<CostView>,
    /// Labour alone.
    pub labour: Option<CostView>,
    /// Overhead alone.
    pub overhead: Option<CostView>,
    /// What became of its needs.
    pub needs: Vec<NeedView>,
    /// Titles of the steps that wait for it.
    pub unblocks: Vec<String>,
    /// First day of work.
    pub start: DateView,
    /// Last day of work.
    pub work_end: DateView,
    /// Last day of the calendar lag, or of work.
    pub finish: DateView,
    /// Days of work; fewer than lie between its first and last day where it pauses.
    pub n_working_days: u32,
    /// Working days by which it can start later without the end or a deadline moving.
    pub float_days: u32,
    /// Why it does not start earlier.
    pub waits_for: String,
    /// The plan's earliest date for it.
    pub earliest: Option<DateView>,
    /// The plan's deadline for it.
    pub deadline: Option<DateView>,
    /// Why the plan dates it.
    pub dates_because: Option<String>,
    /// Working days by which it misses its deadline.
    pub n_days_late: u32,
    /// Whether it is ready after its deadline; also by holidays alone.
    pub is_late: bool,
    /// Whether a deadline moved it out of the order.
    pub is_brought_forward: bool,
    /// When its work rests and who is away then, as sentences.
    pub pauses: Vec<String>,
    /// Title of the work package that it belongs to.
    pub work_package: Option<String>,
    /// Weeks of lag after the work.
    pub lag_weeks: u32,
    /// What happens in that time and what the figure rests on; none without lag.
    pub lag_because: Option<String>,
    /// Who has been asked or has agreed to pay.
    pub funding: Vec<FundingView>,
}

/// An estimate and what it rests on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct EstimateView {
    /// Person-weeks in full: `2 / 6 / 12`.
    pub points: String,
    /// `precedent` or `analogy`.
    pub basis: &'static str,
    /// The same as a phrase.
    pub basis_text: String,
    /// What shapes each point.
    pub explanation: String,
    /// Ids of the precedents cited.
    pub precedents: Vec<String>,
    /// Who replaced the estimate of the catalog, when and why; none where the catalog's holds.
    pub replaced: Option<String>,
}

/// A part of the value.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ValuePartView {
    /// Title of the threat.
    pub threat: String,
    /// Weight of the threat, 1 to 5.
    pub weight: u32,
    /// `primary` or `supporting`.
    pub contribution: &'static str,
    /// The user's priority.
    pub priority: String,
    /// Threat points, with at most one decimal.
    pub points: String,
}

/// Effort and cost of a work kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct WorkView {
    /// Title of the kind.
    pub kind: String,
    /// Effort.
    pub effort: EffortView,
    /// Cost; none where the plan gives no rates.
    pub cost: Option<CostView>,
}

/// A cost other than work.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DirectView {
    /// What is bought.
    pub what: String,
    /// The range, or `unknown`.
    pub amount: String,
    /// What the figure rests on, or why it is unknown.
    pub because: String,
}

/// What became of a need.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct NeedView {
    /// `hard` or `soft`.
    pub strength: &'static str,
    /// `met`, `planned` or `dropped`.
    pub result: &'static str,
    /// Ids of the ways to satisfy it.
    pub alternatives: Vec<String>,
    /// Why it is a need.
    pub because: String,
    /// What became of it.
    pub outcome: String,
}

/// An entry of the ledger.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FundingView {
    /// Who pays or was asked.
    pub funder: String,
    /// How far it is.
    pub status: &'static str,
    /// Amount, where known.
    pub amount: Option<String>,
    /// When.
    pub date: Option<String>,
    /// What shows it.
    pub link: Option<String>,
}

/// The view of the step at an index of the roadmap.
pub fn step(facts: &Facts<'_>, idx: usize) -> StepView {
    let Facts { catalog, plan, roadmap, .. } = *facts;
    let step = &roadmap.steps[idx];
    let capability = catalog.capability(&step.capability);
    let currency = plan.rates.as_ref().map(|rates| rates.currency);
    let cost = |pick: fn(&crate::plan::StepCost) -> crate::model::money::CostRange| {
        step.cost.as_ref().zip(currency).map(|(cost, currency)| CostView::new(pick(cost), currency))
    };
    let work: Vec<_> = step.work.iter().map(|line| work_line(facts, line)).collect();
    let dates = plan.dates.get(&step.capability);
    let package = plan.work_packages.values().find(|package| package.capabilities.contains(&step.capability));
    StepView {
        position: idx + 1,
        id: step.capability.to_string(),
        number: capability.number.clone(),
        title: capability.title.clone(),
        category: catalog.framework.categories[&capability.category].title.clone(),
        level: capability.level.number(),
        kind: match step.kind {
            StepKind::Build => "build",
            StepKind::Assess => "assess",
        },
        why: words::why(catalog, step),
        place: words::place(catalog, step, roadmap.order.policy),
        moves: moves(facts, idx),
        block: step.block + 1,
        block_text: block(facts, step),
        left_percent: step.left.number(),
        effort: step.effort.into(),
        upper_bound: step.upper_bound.map(Into::into),
        estimate: estimate(facts, step),
        value: (step.value.points() * 100.0).round() / 100.0,
        value_text: step.value.to_string(),
        value_parts: value_parts(facts, step),
        value_replaced: step.replaced_value.map(|value| value.to_string()),
        kinds: words::list(&work.iter().map(|line: &WorkView| line.kind.clone()).collect::<Vec<_>>()),
        work,
        direct: direct(step),
        cost: cost(|cost| cost.total),
        labour: cost(|cost| cost.labour),
        overhead: cost(|cost| cost.overhead),
        needs: step.needs.iter().map(|need| need_view(facts, need)).collect(),
        unblocks: step.unblocks.iter().map(|id| catalog.capability(id).title.clone()).collect(),
        start: step.dates.start.into(),
        work_end: step.dates.work_end.into(),
        finish: step.dates.finish.into(),
        n_working_days: step.dates.n_working_days,
        float_days: step.dates.float_days,
        waits_for: words::waits_for(catalog, step),
        earliest: dates.and_then(|dates| dates.earliest).map(Into::into),
        deadline: dates.and_then(|dates| dates.deadline).map(Into::into),
        dates_because: dates.map(|dates| words::one_line(&dates.because)),
        n_days_late: step.dates.days_late,
        is_late: dates.and_then(|dates| dates.deadline).is_some_and(|day| day < step.dates.finish),
        is_brought_forward: roadmap.timetable.brought_forward.contains(&idx),
        pauses: step.dates.pauses.iter().map(words::pause).collect(),
        work_package: package.map(|package| words::one_line(&package.title)),
        lag_weeks: step.dates.lag_weeks,
        lag_because: (step.dates.lag_weeks > 0).then(|| words::one_line(&capability.calendar_lag.because)),
        funding: funding(facts, step),
    }
}

/// What the density block of a step gains.
fn block(facts: &Facts<'_>, step: &Step) -> String {
    let roadmap = facts.roadmap;
    let members: Vec<&Step> = roadmap.steps.iter().filter(|other| other.block == step.block).collect();
    let n_blocks = roadmap.order.groups.iter().map(|group| group.ordering.blocks.len()).sum();
    words::block(facts.catalog, step.block + 1, n_blocks, &members, roadmap.order.policy)
}

/// What it would cost to swap a step with the one before and the one after it.
fn moves(facts: &Facts<'_>, idx: usize) -> Vec<String> {
    let steps = &facts.roadmap.steps;
    let policy = facts.roadmap.order.policy;
    let neighbour = |idx: Option<usize>| idx.and_then(|idx| steps.get(idx)).map(|step| &step.capability);
    let earlier = steps[idx].earlier.as_ref().zip(neighbour(idx.checked_sub(1)));
    let later = steps[idx].later.as_ref().zip(neighbour(Some(idx + 1)));
    let earlier = earlier.map(|(cost, id)| words::swap(facts.catalog, cost, id, policy, true));
    let later = later.map(|(cost, id)| words::swap(facts.catalog, cost, id, policy, false));
    earlier.into_iter().chain(later).collect()
}

/// Entries of the ledger for a step.
pub fn funding(facts: &Facts<'_>, step: &Step) -> Vec<FundingView> {
    let entries = facts.plan.ledger.iter().filter(|entry| entry.covers(&step.capability));
    entries.map(funding_entry).collect()
}

/// One entry of the ledger.
pub fn funding_entry(entry: &crate::model::plan::LedgerEntry) -> FundingView {
    FundingView {
        funder: words::one_line(&entry.funder),
        status: entry.status.name(),
        amount: entry.amount.map(|(minor, currency)| amount(minor, currency)),
        date: entry.date.map(|date| date.to_string()),
        link: entry.link.clone(),
    }
}

fn work_line(facts: &Facts<'_>, line: &WorkLine) -> WorkView {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    WorkView {
        kind: facts.catalog.work_kinds[&line.kind].title.clone(),
        effort: line.effort.into(),
        cost: line.cost.zip(currency).map(|(cost, currency)| CostView::new(cost, currency)),
    }
}

fn estimate(facts: &Facts<'_>, step: &Step) -> EstimateView {
    if step.kind == StepKind::Build {
        return capability_estimate(facts, step);
    }
    let assess_first = &facts.catalog.framework.assess_first;
    EstimateView {
        points: points_text(assess_first.points),
        basis: basis_name(Basis::Analogy),
        basis_text: basis_text(Basis::Analogy, &[]),
        explanation: words::one_line(&assess_first.because),
        precedents: Vec::new(),
        replaced: None,
    }
}

/// The estimate of building all of a capability, also where its step only finds out whether it is missing.
pub(super) fn capability_estimate(facts: &Facts<'_>, step: &Step) -> EstimateView {
    let capability = facts.catalog.capability(&step.capability);
    let replaced = facts.plan.overrides.get(&capability.id).map(|replaced| {
        let old = match step.replaced {
            Some(old) => format!("The catalog says {}. ", points_text(old)),
            None => String::new(),
        };
        let when = crate::model::date::long_day(replaced.when);
        format!(
            "{old}Replaced by {} on {when}: {}",
            words::one_line(&replaced.who),
            words::sentence_end(&words::one_line(&replaced.why))
        )
    });
    let precedents = &capability.effort.precedents;
    // What the registry did itself is no basis of what it asks for.
    let others = precedents.iter().filter(|id| !is_own(facts, id)).map(ToString::to_string).collect::<Vec<_>>();
    EstimateView {
        points: points_text(step.points),
        basis: basis_name(capability.effort.basis),
        basis_text: match step.replaced {
            // The catalog's precedents shaped the catalog's figures, not those of the plan.
            Some(_) => "set by this plan".to_owned(),
            None => basis_text(capability.effort.basis, &others),
        },
        explanation: words::one_line(&capability.effort.explanation),
        precedents: precedents.iter().map(ToString::to_string).collect(),
        replaced,
    }
}

fn basis_text(basis: Basis, others: &[String]) -> String {
    match basis {
        Basis::Precedent if others.is_empty() => "expert judgement, beside the registry's own record".to_owned(),
        Basis::Precedent => format!("shaped by {}", words::list(others)),
        Basis::Analogy if others.is_empty() => "expert judgement by analogy".to_owned(),
        Basis::Analogy => format!("expert judgement by analogy, beside {}", words::list(others)),
    }
}

fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::Precedent => "precedent",
        Basis::Analogy => "analogy",
    }
}

/// `2 / 6 / 12`
pub(super) fn points_text(points: ThreePoint) -> String {
    let (low, likely, high) = points.hundredths();
    [low, likely, high].map(|point| format_scaled(i64::from(point), 2)).join(" / ")
}

fn value_parts(facts: &Facts<'_>, step: &Step) -> Vec<ValuePartView> {
    let parts = step.value_parts.iter().map(|part| ValuePartView {
        threat: facts.catalog.threats[&part.threat].title.clone(),
        weight: part.weight,
        contribution: match part.contribution {
            Contribution::Primary => "primary",
            Contribution::Supporting => "supporting",
        },
        priority: format_scaled(i64::from(part.priority_hundredths), 2),
        points: part.value.to_string(),
    });
    parts.collect()
}

fn direct(step: &Step) -> Vec<DirectView> {
    let lines = step.direct.iter().map(|line| DirectView {
        what: words::one_line(&line.what),
        amount: line
            .amount
            .map_or_else(|| "unknown".to_owned(), |(range, currency)| CostView::new(range, currency).range),
        because: words::one_line(&line.because),
    });
    lines.collect()
}

fn need_view(facts: &Facts<'_>, need: &NeedOutcome) -> NeedView {
    NeedView {
        strength: match need.strength {
            Strength::Hard => "hard",
            Strength::Soft => "soft",
        },
        result: match need.result {
            NeedResult::AlreadyMet(_) => "met",
            NeedResult::After(_) => "planned",
            NeedResult::Dropped(..) => "dropped",
        },
        alternatives: need.alternatives.iter().map(ToString::to_string).collect(),
        because: words::one_line(&need.because),
        outcome: words::need(facts.catalog, need),
    }
}
