//! What half of the ask buys.

use super::Facts;
use crate::model::money::Currency;
use crate::plan::budget::{Answer, Fault, Limits, Verified, Window, best, verify};
use crate::plan::{Ask, Roadmap, ask, ask_in_effort, is_asked, replan};

/// The best choice for half of what is asked for.
#[derive(Debug, Clone)]
pub struct Half {
    /// The question: what is asked for.
    pub ask: Ask,
    /// What costs are counted in.
    pub unit: Unit,
    /// What the whole ask costs.
    pub whole: u64,
    /// Up to half of it.
    pub window: Window,
    /// The answer.
    pub answer: Answer,
    /// Whether an independent checker has proved it once more.
    pub is_proved_again: bool,
    /// The plan without what is left out, ordered and dated anew.
    pub roadmap: Roadmap,
}

/// What costs are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Minor units of this currency.
    Money(Currency),
    /// Effort in its own units, where the plan gives no rates.
    Effort,
}

/// Choose for half of the ask; none where nothing is asked for. What is not asked for, assessments and work that others
/// pay for, stays in the plan.
///
/// # Errors
///
/// When the checker refuses the answer.
pub fn half(facts: &Facts<'_>) -> Result<Option<Half>, Fault> {
    let (catalog, plan, whole_plan) = (facts.catalog, facts.plan, facts.roadmap);
    let (ask, unit) = match (&plan.rates, ask(plan, whole_plan)) {
        (Some(rates), Some(ask)) => (ask, Unit::Money(rates.currency)),
        _ => (ask_in_effort(plan, whole_plan), Unit::Effort),
    };
    if ask.problem.is_empty() {
        return Ok(None);
    }
    let (whole, _) = ask.problem.totals(0..ask.problem.len());
    let window = Window::up_to(whole / 2);
    let answer = best(&ask.problem, window, &Limits::default());
    let is_proved_again = verify(&ask.problem, window, &answer)? == Verified::Fully;
    let chosen: Vec<usize> =
        answer.choice().map(|choice| choice.chosen.iter().map(|item| ask.steps[*item]).collect()).unwrap_or_default();
    let stays = |idx: &usize| chosen.contains(idx) || !is_asked(plan, &whole_plan.steps[*idx]);
    let keep: Vec<usize> = (0..whole_plan.steps.len()).filter(stays).collect();
    let roadmap = replan(catalog, plan, whole_plan, &keep, crate::plan::DEFAULT_TIME_LIMIT);
    Ok(Some(Half { ask, unit, whole, window, answer, is_proved_again, roadmap }))
}
