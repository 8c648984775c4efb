//! What money is asked for, as the problem of choosing for a budget.

use super::budget::{Item, Problem};
use super::policy::common_divisor;
use super::{Roadmap, Step, is_asked, predecessors};
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;
use crate::model::value::Value;

/// Steps that are to be built and that nobody pays for yet, with cost, value and the needs between them.
///
/// Assessments of unknown capabilities are no part of it: they cost next to nothing and build nothing, so any value that
/// they were given would win over all the work that does.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Indices of the steps in the roadmap, by the index of the item.
    pub steps: Vec<usize>,
    /// Cost in minor units, or effort in its own, and value in units of [`Ask::value_unit`].
    pub problem: Problem,
    /// What one unit of value stands for.
    pub value_unit: Value,
}

/// Put the question together; none where the plan gives no rates, so that nothing has a price.
///
/// All needs bind, soft ones too, as they do in the order; a plan can drop them. A need whose end is funded or assessed
/// elsewhere does not bind.
pub fn ask(plan: &Plan, roadmap: &Roadmap) -> Option<Ask> {
    plan.rates.as_ref()?;
    let cost = |step: &Step| step.cost.map_or(0, |cost| cost.total.mean.units());
    Some(question(plan, roadmap, |step| {
        u64::try_from(cost(step)).expect("costs are not negative, and `cli` refuses what is too high")
    }))
}

/// The same with effort in the place of cost, in units of 1/6,000,000 person-week: what a share of the work buys, where
/// nothing has a price.
pub fn ask_in_effort(plan: &Plan, roadmap: &Roadmap) -> Ask {
    question(plan, roadmap, |step| step.effort.mean.units())
}

fn question(plan: &Plan, roadmap: &Roadmap, cost: impl Fn(&Step) -> u64) -> Ask {
    let asked = |idx: &usize| is_asked(plan, &roadmap.steps[*idx]);
    let steps: Vec<usize> = (0..roadmap.steps.len()).filter(asked).collect();
    let values: Vec<u64> = steps.iter().map(|idx| roadmap.steps[*idx].value.units()).collect();
    let unit = common_divisor(&values);
    let items =
        steps.iter().zip(&values).map(|(idx, value)| Item { cost: cost(&roadmap.steps[*idx]), value: value / unit });
    let position = |id: &CapabilityId| steps.iter().position(|idx| roadmap.steps[*idx].capability == *id);
    let needs = steps.iter().map(|idx| predecessors(&roadmap.steps[*idx]).filter_map(position).collect());
    let problem = Problem::new(items.collect(), needs.collect())
        .expect("the roadmap has no cycle, and `cli` refuses sums that are too high");
    Ask { steps, problem, value_unit: Value::from_units(unit) }
}
