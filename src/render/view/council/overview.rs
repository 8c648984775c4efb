//! The plan at a glance: how much, how sure, by when, what half buys, and which estimates matter most.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::budget::{AnswerView, Look};
use super::super::forecast::{SpreadView, spread};
use super::super::quantity::amount;
use super::super::step::points_text;
use super::super::{DateView, Facts};
use super::CouncilInput;
use super::item::{basis, share};
use crate::model::money::Minor;
use crate::plan::{MilestoneOf, Roadmap, StepKind, is_asked};
use crate::propose::council::Half;
use crate::render::words;
use crate::text::counted;

/// How many estimates are named as those that matter most.
const N_MATTER: usize = 5;

/// The plan at a glance.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OverviewView {
    /// Effort, cost where the plan gives rates, end: as planned, P10, P50, P80, P90.
    pub spreads: Vec<SpreadView>,
    /// P80 less P50 of the cost; none where the plan gives no rates.
    pub contingency: Option<String>,
    /// Each level: when all categories have reached it.
    pub levels: Vec<LevelDateView>,
    /// What half of the ask buys; none where nothing is asked for.
    pub half: Option<HalfView>,
    /// The estimates that the whole effort depends on most, at most five.
    pub matter: Vec<MatterView>,
    /// Percent of the variance of the effort that all estimates have in common.
    pub common_percent: u32,
    /// What the estimates rest on, as a sentence.
    pub basis: String,
    /// Number of steps that money is asked for.
    pub n_asked: usize,
    /// Number of steps that others pay for.
    pub n_funded: usize,
    /// Number of steps that only find out a status.
    pub n_assess: usize,
    /// The three points of such a step: `0.1 / 0.2 / 0.5`.
    pub assess_points: String,
    /// What they rest on.
    pub assess_because: String,
    /// Open capabilities that the plan leaves out: their number, of which a public document says no more.
    pub n_left_out: usize,
    /// Runs of the forecast, with thousands set apart.
    pub n_runs: String,
    /// Where its random numbers start.
    pub seed: u64,
    /// Correlation of any two estimates.
    pub correlation: String,
}

/// When a level is reached.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LevelDateView {
    /// `Level 1 in all categories`
    pub of: String,
    /// As planned.
    pub planned: DateView,
    /// Even chance of being done by this day.
    pub p50: DateView,
    /// Four chances in five.
    pub p80: DateView,
    /// What it leaves open; empty where nothing.
    pub left_open: String,
    /// When half of the ask reaches it; none where it does not.
    pub with_half: Option<DateView>,
}

/// What half of the ask buys.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct HalfView {
    /// What the whole ask costs, or its effort where nothing has a price.
    pub whole: String,
    /// The choice: what is bought, what falls out and why, what more would buy.
    pub answer: AnswerView,
    /// Ids of what is bought, in the order of the roadmap.
    pub chosen: Vec<String>,
    /// Percent of the threat points of the whole ask, rounded down.
    pub share_percent: u64,
    /// Last day of the plan without what falls out.
    pub finish: DateView,
}

/// An estimate that matters.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MatterView {
    /// Place in the roadmap, from 1.
    pub position: usize,
    /// Capability id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The three points in full.
    pub points: String,
    /// Effort that is planned, person-weeks.
    pub effort: String,
    /// `precedent`, `analogy` or `plan`.
    pub basis: &'static str,
    /// Percent of the variance of the whole effort.
    pub share_percent: u32,
    /// Person-weeks by which P80 of the whole effort falls, were it known to be the likely one; none where not computed.
    pub p80_falls_by: Option<String>,
}

/// The view at a glance.
pub fn overview(facts: &Facts<'_>, input: &CouncilInput<'_>) -> OverviewView {
    let (plan, roadmap, forecast) = (facts.plan, facts.roadmap, input.forecast);
    let currency = plan.rates.as_ref().map(|rates| rates.currency);
    let calendar = &roadmap.timetable.calendar;
    let day = |days: u32| DateView::from(calendar.date(days.saturating_sub(1)));
    let mut spreads = vec![spread("Effort in person-weeks".to_owned(), &forecast.effort, |effort| effort.to_string())];
    if let (Some((cost, _)), Some(currency)) = (&forecast.cost, currency) {
        spreads.push(spread(format!("Cost in {currency}"), cost, |minor: Minor| minor.rounded(currency)));
    }
    spreads.push(spread("End of the plan".to_owned(), &forecast.end, |days| day(days).text));
    let half = input.council.half.as_ref();
    let is_level = |of: &MilestoneOf| matches!(of, MilestoneOf::Level(_));
    let milestones = roadmap.milestones.iter().zip(&forecast.milestones);
    let levels = milestones.filter(|(milestone, _)| is_level(&milestone.of)).map(|(milestone, ends)| LevelDateView {
        of: words::milestone(facts.catalog, plan, &milestone.of),
        planned: milestone.finish.into(),
        p50: day(ends.p50()),
        p80: day(ends.p80()),
        left_open: words::left_open(facts.catalog, milestone),
        with_half: half.and_then(|half| finish_of(&half.roadmap, &milestone.of)),
    });
    let n_of = |is_so: &dyn Fn(&crate::plan::Step) -> bool| roadmap.steps.iter().filter(|step| is_so(step)).count();
    let n_asked = n_of(&|step| is_asked(plan, step));
    let n_assess = n_of(&|step| step.kind == StepKind::Assess);
    let assess_first = &facts.catalog.framework.assess_first;
    OverviewView {
        spreads,
        contingency: forecast.contingency().zip(currency).map(|(minor, currency)| amount(minor, currency)),
        levels: levels.collect(),
        half: half.map(|half| half_view(facts, half)),
        matter: matter(facts, input),
        common_percent: forecast.effort_sensitivity.common.percent(),
        basis: basis_sentence(facts),
        n_asked,
        n_funded: roadmap.steps.len() - n_asked - n_assess,
        n_assess,
        assess_points: points_text(assess_first.points),
        assess_because: words::sentence_end(&words::one_line(&assess_first.because)),
        n_left_out: roadmap.left_out.len(),
        n_runs: crate::model::money::group_thousands(i128::from(input.options.n_runs.get())),
        seed: input.options.seed,
        correlation: format!("0.{:02}", input.options.correlation.hundredths()),
    }
}

fn finish_of(roadmap: &Roadmap, of: &MilestoneOf) -> Option<DateView> {
    roadmap.milestones.iter().find(|milestone| milestone.of == *of).map(|milestone| milestone.finish.into())
}

fn half_view(facts: &Facts<'_>, half: &Half) -> HalfView {
    let look = Look { facts, ask: &half.ask, unit: half.unit };
    let (_, whole_value) = half.ask.problem.totals(0..half.ask.problem.len());
    let value = half.answer.choice().map_or(0, |choice| choice.value);
    let mut chosen = half.answer.choice().map(|choice| choice.chosen.clone()).unwrap_or_default();
    // Items are numbered in the order of the roadmap.
    chosen.sort_unstable();
    HalfView {
        whole: look.amount(half.whole),
        answer: look.proved_answer(half.window, &half.answer, half.is_proved_again),
        chosen: chosen.iter().map(|item| facts.roadmap.steps[half.ask.steps[*item]].capability.to_string()).collect(),
        share_percent: value * 100 / whole_value.max(1),
        finish: half.roadmap.finish.into(),
    }
}

/// The estimates that bring in most of the variance of the whole effort; those of less than one percent say nothing.
fn matter(facts: &Facts<'_>, input: &CouncilInput<'_>) -> Vec<MatterView> {
    let influences = input.forecast.effort_sensitivity.tasks.iter();
    let felt = influences.filter(|influence| influence.share.percent() > 0).take(N_MATTER);
    let view = |influence: &crate::plan::forecast::Influence<i64>| {
        let step = &facts.roadmap.steps[influence.task];
        let capability = facts.catalog.capability(&step.capability);
        let points = match step.kind {
            StepKind::Build => step.points,
            StepKind::Assess => facts.catalog.framework.assess_first.points,
        };
        MatterView {
            position: influence.task + 1,
            id: capability.id.to_string(),
            title: capability.title.clone(),
            points: points_text(points),
            effort: step.effort.mean.to_string(),
            basis: basis(facts, step),
            share_percent: share(&input.forecast.effort_sensitivity, influence.task),
            p80_falls_by: influence.p80_falls_by.map(words::weeks),
        }
    };
    felt.map(view).collect()
}

/// How many estimates rest on what.
fn basis_sentence(facts: &Facts<'_>) -> String {
    let built = facts.roadmap.steps.iter().filter(|step| step.kind == StepKind::Build);
    let bases: Vec<_> = built.map(|step| basis(facts, step)).collect();
    let count = |name: &str| bases.iter().filter(|basis| **basis == name).count();
    let rest = |n: usize| if n == 1 { "rests" } else { "rest" };
    let is = |n: usize| if n == 1 { "is" } else { "are" };
    let (precedent, analogy, own) = (count("precedent"), count("analogy"), count("plan"));
    let mut parts = Vec::new();
    if precedent > 0 {
        parts.push(format!("{precedent} {} on precedents", rest(precedent)));
    }
    if analogy > 0 {
        parts.push(format!("{analogy} on expert judgement by analogy"));
    }
    if own > 0 {
        parts.push(format!("{own} {} set by this plan", is(own)));
    }
    match parts.as_slice() {
        [] => "Nothing is estimated but short assessments.".to_owned(),
        parts => format!("Of {}, {}.", counted(bases.len(), "estimate", "estimates"), words::list(parts)),
    }
}
