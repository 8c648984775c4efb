//! Questions to a steering council, each raised by figures of the plan.

use super::{Advice, Facts};
use crate::gap::Standing;
use crate::model::capability::Basis;
use crate::model::effort::Effort;
use crate::model::id::RoleName;
use crate::plan::forecast::{Forecast, Influence, Share};
use crate::plan::{Step, StepKind};

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Index of the step that it is about; none where it is about the plan as a whole.
    pub step: Option<usize>,
    /// What it asks.
    pub topic: Topic,
    /// Whether no other question of its topic weighs more: these stand first in a packet.
    pub is_weightiest: bool,
}

/// What a question asks, with the figures that raise it. The order is that of the questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// Nobody knows whether the work is needed at all.
    UnknownStatus,
    /// The plan gives no rates, so nothing has a price.
    NoRates,
    /// The planned end holds in fewer than half of the runs.
    SeldomHolds(Share),
    /// No estimate moves the effort more: its share of the variance, and by how much P80 would fall.
    Driver(Share, Option<i64>),
    /// No estimate moves the end more: its share of the variance, and by how many working days P80 would fall.
    EndDriver(Share, Option<i64>),
    /// No range is wider.
    WidestRange,
    /// The estimate rests on no precedent; its share of the effort in percent, rounded down.
    Analogy(u64),
    /// Of what the estimate cites, neither time nor money is on record.
    SilentPrecedents,
    /// The plan replaces the estimate of the catalog.
    ReplacedEffort,
    /// The plan replaces the value of the catalog.
    ReplacedValue,
    /// A part of the work is in place, and nobody has looked at other parts.
    UnknownParts,
    /// The order follows advice that costs something: its index in the list of advice.
    Advice(usize),
    /// The price of something that is bought is unknown: its index among the direct costs of the step.
    UnknownCost(usize),
    /// The calendar lag rests on no precedent.
    LagByAnalogy,
    /// It misses its deadline.
    Late,
    /// Nobody in the team does this kind of work.
    BoughtIn(RoleName),
}

/// The questions that a plan raises: topic by topic, in each the weightiest first.
pub fn questions(facts: &Facts<'_>, forecast: &Forecast, advice: &[Advice]) -> Vec<Question> {
    let mut found = Found { facts, questions: Vec::new() };
    let steps = &facts.roadmap.steps;
    let effort_of = |step: &Step| step.effort.mean.units();
    let bound_of = |step: &Step| step.upper_bound.map_or(0, |bound| bound.mean.units());
    found.by_weight(|step| (step.kind == StepKind::Assess).then_some(Topic::UnknownStatus), bound_of);
    if facts.plan.rates.is_none() {
        found.one(None, Topic::NoRates);
    }
    let holds = forecast.end.planned_share();
    if holds.percent() < 50 && !steps.is_empty() {
        found.one(None, Topic::SeldomHolds(holds));
    }
    let driver = forecast.effort_sensitivity.tasks.first();
    let end_driver = forecast.end_sensitivity.tasks.first().filter(|end| is_felt(*end));
    if let Some(most) = driver.filter(|most| is_felt(*most)) {
        found.one(Some(most.task), Topic::Driver(most.share, most.p80_falls_by));
    }
    if let Some(most) = end_driver.filter(|end| driver.is_none_or(|most| most.task != end.task)) {
        found.one(Some(most.task), Topic::EndDriver(most.share, most.p80_falls_by));
    }
    let width = |step: &Step| step.effort.high.units() - step.effort.low.units();
    let widest = (0..steps.len()).rev().max_by_key(|idx| width(&steps[*idx])).filter(|idx| width(&steps[*idx]) > 0);
    if let Some(idx) = widest.filter(|idx| driver.is_none_or(|most| most.task != *idx)) {
        found.one(Some(idx), Topic::WidestRange);
    }
    let all: Effort = steps.iter().map(|step| step.effort.mean).sum();
    let share = |step: &Step| step.effort.mean.units() * 100 / all.units().max(1);
    let built = |step: &Step| step.kind == StepKind::Build;
    let from_catalog = |step: &Step| built(step) && step.replaced.is_none();
    let basis = |step: &Step| facts.catalog.capability(&step.capability).effort.basis;
    found.by_weight(
        |step| {
            (from_catalog(step) && share(step) > 0 && basis(step) == Basis::Analogy)
                .then(|| Topic::Analogy(share(step)))
        },
        effort_of,
    );
    found
        .by_weight(|step| (from_catalog(step) && is_silent(facts, step)).then_some(Topic::SilentPrecedents), effort_of);
    found.by_weight(|step| step.replaced.map(|_| Topic::ReplacedEffort), effort_of);
    found.by_weight(|step| step.replaced_value.map(|_| Topic::ReplacedValue), |step| step.value.units());
    let parts = |step: &Step| match &facts.gap.standings[&step.capability] {
        Standing::Partial(part) => part.unknown.len() as u64,
        _ => 0,
    };
    found.by_weight(|step| (built(step) && parts(step) > 0).then_some(Topic::UnknownParts), effort_of);
    let costly = advice.iter().enumerate().filter(|(_, advice)| advice.saves > 0);
    found.all(costly.map(|(idx, advice)| (Some(advice.step), Topic::Advice(idx))).collect());
    let lines = |(idx, step): (usize, &Step)| {
        let unknown = step.direct.iter().enumerate().filter(|(_, line)| line.amount.is_none());
        unknown.map(|(line, _)| (Some(idx), Topic::UnknownCost(line))).collect::<Vec<_>>()
    };
    found.all(steps.iter().enumerate().flat_map(lines).collect());
    let lag = |step: &Step| u64::from(step.dates.lag_weeks);
    let lag_basis = |step: &Step| facts.catalog.capability(&step.capability).calendar_lag.basis;
    found.by_weight(|step| (lag(step) > 0 && lag_basis(step) == Basis::Analogy).then_some(Topic::LagByAnalogy), lag);
    found.by_weight(|step| is_late(facts, step).then_some(Topic::Late), |step| u64::from(step.dates.days_late));
    let bought_in = facts.roadmap.totals.roles.iter().filter(|(_, load)| load.bought_in);
    found.all(bought_in.map(|(name, _)| (None, Topic::BoughtIn(name.clone()))).collect());
    found.questions
}

/// Whether a share is worth a question.
fn is_felt<D>(influence: &Influence<D>) -> bool {
    influence.share.percent() > 0
}

fn is_late(facts: &Facts<'_>, step: &Step) -> bool {
    let deadline = facts.plan.dates.get(&step.capability).and_then(|dates| dates.deadline);
    deadline.is_some_and(|day| day < step.dates.finish)
}

/// Whether the estimate cites precedents, and neither time nor money is on record of any.
fn is_silent(facts: &Facts<'_>, step: &Step) -> bool {
    let cited = &facts.catalog.capability(&step.capability).effort.precedents;
    let is_silent = |precedent: &crate::model::knowledge::Precedent| {
        precedent.calendar.is_none() && precedent.calendar_weeks.is_none() && precedent.money.is_none()
    };
    !cited.is_empty() && cited.iter().all(|id| is_silent(&facts.catalog.precedents[id]))
}

/// Questions in the making.
struct Found<'a> {
    facts: &'a Facts<'a>,
    questions: Vec<Question>,
}

impl Found<'_> {
    fn one(&mut self, step: Option<usize>, topic: Topic) {
        self.questions.push(Question { step, topic, is_weightiest: true });
    }

    /// Questions of one topic, the weightiest first.
    fn all(&mut self, questions: Vec<(Option<usize>, Topic)>) {
        let questions = questions.into_iter().enumerate();
        self.questions.extend(questions.map(|(place, (step, topic))| Question {
            step,
            topic,
            is_weightiest: place == 0,
        }));
    }

    /// One question for each step that raises it, the heaviest first; between equals the order of the roadmap.
    fn by_weight(&mut self, topic: impl Fn(&Step) -> Option<Topic>, weight: impl Fn(&Step) -> u64) {
        let steps = self.facts.roadmap.steps.iter().enumerate();
        let mut found: Vec<_> =
            steps.filter_map(|(idx, step)| Some((std::cmp::Reverse(weight(step)), idx, topic(step)?))).collect();
        found.sort_by_key(|(weight, idx, _)| (*weight, *idx));
        self.all(found.into_iter().map(|(_, idx, topic)| (Some(idx), topic)).collect());
    }
}
