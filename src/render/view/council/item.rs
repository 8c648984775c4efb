//! One estimate with all that it rests on.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::item::{Asked, SituationView, WaitView, known_precedents, situation, waits_for};
use super::super::knowledge::precedents;
use super::super::step::{StepView, points_text, step};
use super::super::{Audience, Facts};
use super::{CouncilInput, QuestionView};
use crate::model::capability::{Basis, Capability};
use crate::model::decimal::format_scaled;
use crate::model::rates::Rates;
use crate::plan::forecast::Sensitivity;
use crate::plan::{Step, StepKind, effort_limits, is_funded};
use crate::propose::is_own;
use crate::render::words::{one_line, sentence_end};

/// A step of the plan as a council reviews it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CouncilItemView {
    /// The step.
    pub step: StepView,
    /// `asked`, `assess` or `paid for`.
    pub state: &'static str,
    /// What the framework asks for.
    pub requirement: String,
    /// Where the registry stands.
    pub situation: SituationView,
    /// The three points of what is left, in person-weeks with one decimal: optimistic, likely, pessimistic.
    pub left: [String; 3],
    /// Percent that is left, where it is less than the whole and no secret.
    pub left_percent: Option<u8>,
    /// P10 of the effort by itself, in person-weeks with one decimal.
    pub p10: String,
    /// P90.
    pub p90: String,
    /// How many times the optimistic point the pessimistic one is, with at most one decimal.
    pub times: String,
    /// `precedent`, `analogy` or `plan`.
    pub basis: &'static str,
    /// Estimate and value that the plan replaces; none where those of the catalog hold.
    pub replaced: Option<OverrideView>,
    /// What the figures take for granted, as sentences.
    pub assumptions: Vec<String>,
    /// Percent of the variance of the whole effort that its estimate brings in by itself.
    pub effort_share_percent: u32,
    /// The same of the end of the plan.
    pub end_share_percent: u32,
    /// Work done before with its figures: cited first, then what informs it otherwise.
    pub prior_art: Vec<PriorFigureView>,
    /// What it waits for, in words.
    pub waits_for: Vec<WaitView>,
    /// Work and its price at the rates of the plan; empty without rates.
    pub rates: Vec<RateView>,
    /// Questions to the council about it.
    pub questions: Vec<String>,
}

/// What a plan puts in the place of figures of the catalog.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverrideView {
    /// The catalog's three points; none where the plan keeps them.
    pub catalog_points: Option<String>,
    /// The plan's three points.
    pub own_points: Option<String>,
    /// The catalog's threat points; none where the plan keeps them.
    pub catalog_value: Option<String>,
    /// The plan's threat points.
    pub own_value: Option<String>,
    /// Who says so.
    pub who: String,
    /// When.
    pub when: String,
    /// Why.
    pub why: String,
}

/// Work done before, as figures.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PriorFigureView {
    /// For instance `P12`.
    pub id: String,
    /// Registry or project.
    pub registry: String,
    /// What was done.
    pub work: String,
    /// Calendar time in words, `not on record` where nobody knows.
    pub calendar: String,
    /// Who did it.
    pub who: String,
    /// Public amounts, or that they are not public.
    pub money: String,
    /// Whether the estimate cites it.
    pub is_cited: bool,
    /// Whether the registry did it itself.
    pub own: bool,
    /// Title of its first source.
    pub source: String,
    /// Link to that.
    pub url: Option<String>,
}

/// A line of the price.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RateView {
    /// Kind of work.
    pub kind: String,
    /// Person-weeks with one decimal.
    pub effort: String,
    /// What a person-week costs, whole units.
    pub rate: String,
    /// The product, whole units.
    pub cost: String,
}

/// The view of the step at an index.
pub fn item(facts: &Facts<'_>, input: &CouncilInput<'_>, idx: usize, questions: &[QuestionView]) -> CouncilItemView {
    let Facts { catalog, assessment, gap, plan, roadmap } = *facts;
    let planned = &roadmap.steps[idx];
    let capability = catalog.capability(&planned.capability);
    let (answer, standing) = (&assessment.answers[&capability.id], &gap.standings[&capability.id]);
    let situation = situation(facts, capability, answer, standing, input.audience);
    let is_hidden = situation.standing == "open";
    let (p10, p90) = effort_limits(planned);
    let mut view = step(facts, idx);
    if input.audience == Audience::Public {
        // A need that does not bind here would name a gap that nobody asks about.
        view.needs.retain(|need| need.result != "dropped");
    }
    let everything = roadmap.steps.iter().map(|step| &step.capability).collect();
    let named = Asked { items: everything, assess: Vec::new() };
    let about = |question: &&QuestionView| question.id.as_deref() == Some(capability.id.as_str());
    CouncilItemView {
        state: match planned.kind {
            StepKind::Assess => "assess",
            StepKind::Build if is_funded(plan, &capability.id) => "paid for",
            StepKind::Build => "asked",
        },
        requirement: one_line(&capability.requirement),
        left: [planned.effort.low, planned.effort.likely(), planned.effort.high].map(|effort| effort.to_string()),
        left_percent: (planned.left.number() < 100 && !is_hidden).then(|| planned.left.number()),
        p10: p10.to_string(),
        p90: p90.to_string(),
        times: times(planned),
        basis: basis(facts, planned),
        replaced: replaced(facts, planned),
        assumptions: assumptions(planned, capability),
        effort_share_percent: share(&input.forecast.effort_sensitivity, idx),
        end_share_percent: share(&input.forecast.end_sensitivity, idx),
        prior_art: if planned.kind == StepKind::Build {
            prior_art(facts, capability, &view.estimate.precedents)
        } else {
            Vec::new()
        },
        waits_for: waits_for(facts, planned, input.audience, &named),
        rates: plan.rates.as_ref().map(|rates| price(facts, planned, rates)).unwrap_or_default(),
        questions: questions.iter().filter(about).map(|question| question.text.clone()).collect(),
        situation,
        step: view,
    }
}

/// `8`, `7.5`
pub(super) fn times(step: &Step) -> String {
    let (low, high) = (step.effort.low.units().max(1), step.effort.high.units());
    let tenths = (high * 20 + low) / (low * 2);
    format_scaled(i64::try_from(tenths).unwrap_or(i64::MAX), 1)
}

/// What the estimate in use rests on; what the registry did itself is no precedent.
pub(super) fn basis(facts: &Facts<'_>, step: &Step) -> &'static str {
    let effort = &facts.catalog.capability(&step.capability).effort;
    let has_others = effort.precedents.iter().any(|id| !is_own(facts, id));
    match (step.kind, effort.basis) {
        (StepKind::Build, _) if step.replaced.is_some() => "plan",
        (StepKind::Build, Basis::Precedent) if has_others => "precedent",
        _ => "analogy",
    }
}

fn replaced(facts: &Facts<'_>, step: &Step) -> Option<OverrideView> {
    if step.replaced.is_none() && step.replaced_value.is_none() {
        return None;
    }
    let entry = facts.plan.overrides.get(&step.capability)?;
    Some(OverrideView {
        catalog_points: step.replaced.map(points_text),
        own_points: step.replaced.map(|_| points_text(step.points)),
        catalog_value: step.replaced_value.map(|value| value.to_string()),
        own_value: step.replaced_value.map(|_| step.value.to_string()),
        who: one_line(&entry.who),
        when: crate::model::date::long_day(entry.when),
        why: sentence_end(&one_line(&entry.why)),
    })
}

/// What has to be true beside the estimate.
fn assumptions(step: &Step, capability: &Capability) -> Vec<String> {
    if step.kind == StepKind::Assess {
        return Vec::new();
    }
    let lag = (step.dates.lag_weeks > 0).then(|| sentence_end(&one_line(&capability.calendar_lag.because)));
    let prerequisites =
        capability.prerequisites.iter().map(|text| format!("Outside: {}", sentence_end(&one_line(text))));
    let direct = step.direct.iter().map(|line| {
        let because = sentence_end(&one_line(&line.because));
        format!("Bought: {}. {because}", one_line(&line.what).trim_end_matches('.'))
    });
    let weeks = crate::text::counted(step.dates.lag_weeks as usize, "week", "weeks");
    let lag = lag.map(|because| format!("Calendar lag of {weeks} after the work. {because}"));
    lag.into_iter().chain(direct).chain(prerequisites).collect()
}

/// Percent of a variance that a step brings in.
pub(super) fn share<D>(sensitivity: &Sensitivity<D>, step: usize) -> u32 {
    sensitivity.tasks.iter().find(|influence| influence.task == step).map_or(0, |influence| influence.share.percent())
}

/// Work done before; `cited` are the ids that the estimate rests on.
fn prior_art(facts: &Facts<'_>, capability: &Capability, cited: &[String]) -> Vec<PriorFigureView> {
    let ids = known_precedents(facts.catalog, capability);
    let views = precedents(facts.catalog, &ids, &facts.assessment.repository.name);
    let figures = views.into_iter().map(|view| {
        let source = view.sources.first();
        PriorFigureView {
            source: source.map(|source| source.title.clone()).unwrap_or_default(),
            url: source.and_then(|source| source.url.clone()),
            is_cited: !view.own && cited.contains(&view.id),
            id: view.id,
            registry: view.registry,
            work: view.work,
            calendar: view.calendar,
            who: view.who,
            money: view.money,
            own: view.own,
        }
    });
    figures.collect()
}

fn price(facts: &Facts<'_>, step: &Step, rates: &Rates) -> Vec<RateView> {
    let lines = step.work.iter().map(|line| RateView {
        kind: facts.catalog.work_kinds[&line.kind].title.clone(),
        effort: line.effort.mean.to_string(),
        rate: rates.weekly[&line.kind].0.rounded(rates.currency),
        cost: line.cost.map(|cost| cost.mean.rounded(rates.currency)).unwrap_or_default(),
    });
    lines.collect()
}
