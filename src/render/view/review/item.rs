//! One capability as a council sees it: the estimate, what it rests on, and what depends on it.

use serde::Serialize;

use super::super::council::CouncilItemView;
use super::super::item::{SituationView, WaitView, known_precedents, ongoing};
use super::super::knowledge::{PrecedentView, precedents};
use super::super::step::{DirectView, EstimateView, FundingView, StepView, WorkView, capability_estimate};
use super::super::{CostView, Facts};
use crate::model::capability::Basis;
use crate::plan::{Step, StepKind};
use crate::render::words;

/// A pessimistic point this many times the optimistic one makes an estimate unsure.
const WIDE: u32 = 4;

/// A capability.
#[derive(Debug, Clone, Serialize)]
pub struct ReviewItemView {
    /// Capability id.
    pub id: String,
    /// Place in the roadmap, from 1.
    pub position: usize,
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
    /// What the framework asks for.
    pub requirement: String,
    /// Where the registry stands.
    pub situation: SituationView,
    /// The estimate for all of it.
    pub estimate: EstimateView,
    /// What of it the plan counts, as a sentence.
    pub counted: String,
    /// Why the estimate is unsure; none where it is not.
    pub unsure: Option<String>,
    /// What the estimate takes for granted.
    pub assumptions: Vec<String>,
    /// What depends on it, as sentences.
    pub drivers: Vec<String>,
    /// What the council is asked about it.
    pub questions: Vec<String>,
    /// Work done before, elsewhere first.
    pub precedents: Vec<PrecedentView>,
    /// Why it is in the plan and why there, as sentences.
    pub order: Vec<String>,
    /// Needs that are planned or dropped.
    pub waits_for: Vec<WaitView>,
    /// Effort and cost per work kind.
    pub work: Vec<WorkView>,
    /// Costs other than work.
    pub direct: Vec<DirectView>,
    /// What it costs in all.
    pub cost: Option<CostView>,
    /// What it costs to run afterwards.
    pub ongoing: Option<String>,
    /// Who has been asked or has agreed to pay, as sentences.
    pub funding: Vec<String>,
}

/// The view of the step at an index of the roadmap, from what a council's packet says of it.
pub fn item(facts: &Facts<'_>, idx: usize, council: CouncilItemView) -> ReviewItemView {
    let Facts { catalog, assessment, roadmap, .. } = *facts;
    let planned = &roadmap.steps[idx];
    let capability = catalog.capability(&planned.capability);
    let CouncilItemView { step: view, requirement, situation, assumptions, waits_for, questions, .. } = council;
    let mut precedents = precedents(catalog, &known_precedents(catalog, capability), &assessment.repository.name);
    precedents.sort_by_key(|precedent| precedent.own);
    ReviewItemView {
        counted: planned_effort(planned, &view, situation.standing == "open"),
        requirement,
        situation,
        estimate: capability_estimate(facts, planned),
        unsure: unsure(facts, planned),
        assumptions,
        drivers: [
            driver(council.effort_share_percent, "all the work"),
            driver(council.end_share_percent, "the end of the plan"),
        ]
        .into_iter()
        .flatten()
        .collect(),
        questions,
        precedents,
        order: order(&view),
        waits_for,
        ongoing: ongoing(capability),
        funding: view.funding.iter().map(funding).collect(),
        id: view.id,
        position: view.position,
        number: view.number,
        title: view.title,
        category: view.category,
        level: view.level,
        kind: view.kind,
        work: view.work,
        direct: view.direct,
        cost: view.cost,
    }
}

/// How much of the estimate the plan counts.
fn planned_effort(planned: &Step, view: &StepView, is_hidden: bool) -> String {
    let effort = &view.effort;
    match planned.kind {
        StepKind::Assess => format!(
            "The plan counts {} person-weeks for finding out whether this is missing, and nothing for building it.",
            effort.text
        ),
        StepKind::Build if view.left_percent < 100 && !is_hidden => {
            format!("{} % of it is left: {} person-weeks, from {}.", view.left_percent, effort.text, effort.range)
        }
        StepKind::Build => format!("The plan counts {} person-weeks, from {}.", effort.text, effort.range),
    }
}

/// Why nobody should be sure of an estimate.
fn unsure(facts: &Facts<'_>, planned: &Step) -> Option<String> {
    let by_analogy = facts.catalog.capability(&planned.capability).effort.basis == Basis::Analogy;
    let (low, _, high) = planned.points.hundredths();
    if planned.kind == StepKind::Assess {
        Some("nobody knows yet whether it is missing".to_owned())
    } else if by_analogy && planned.replaced.is_none() {
        Some("it is an analogy: no precedent has this figure".to_owned())
    } else if high >= WIDE * low {
        Some(format!("the range is wide: the most is {} times the least", high / low))
    } else {
        None
    }
}

/// How much of the doubt about a sum comes from an estimate.
fn driver(share_percent: u32, of: &str) -> Option<String> {
    (share_percent > 0).then(|| format!("{share_percent} % of the doubt about {of} comes from this estimate."))
}

/// Why it is in the plan, and why there.
fn order(view: &StepView) -> Vec<String> {
    let fixed = [&view.why, &view.place, &view.block_text];
    fixed.into_iter().chain(&view.moves).chain([&view.waits_for]).map(|text| words::sentence_end(text)).collect()
}

fn funding(entry: &FundingView) -> String {
    let parts = [Some(&entry.funder), entry.amount.as_ref(), entry.date.as_ref()];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    format!("{}: {}", parts.join(", "), entry.status)
}
