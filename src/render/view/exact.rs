//! Everything that a checker needs to go through a plan once more, in whole numbers.
//!
//! Steps are named by their index in the roadmap, from 0. Efforts are in units of 1/6,000,000 person-week, values in units
//! of 1/10,000 threat point, money in minor units of the plan's currency, days in working days from the first. Numbers
//! that may be beyond 53 bits are text, since many readers of JSON know no larger ones.

use schemars::JsonSchema;
use serde::Serialize;

use super::Facts;
use crate::model::id::RoleName;
use crate::model::money::CostRange;
use crate::plan::schedule::Activity;
use crate::plan::{OrderGroup, Step, StepCost};

/// A plan in whole numbers.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactView {
    /// The date of day 0.
    pub first_day: String,
    /// Dates between Monday and Friday on which nobody works.
    pub holidays: Vec<String>,
    /// The roles.
    pub roles: Vec<ExactRole>,
    /// The steps, in the order of the roadmap.
    pub steps: Vec<ExactStep>,
    /// The order in which steps were placed in the calendar.
    pub list: Vec<usize>,
    /// The day on which everything is ready.
    pub end: u32,
    /// No schedule that misses deadlines by as few days has everything ready earlier.
    pub end_bound: u32,
    /// The sum of weight times the day on which a step is ready.
    pub waiting: String,
    /// No schedule has a lower sum.
    pub waiting_bound: String,
    /// The sum of all costs; none where the plan gives no rates.
    pub cost: Option<ExactCost>,
    /// Overhead in percent.
    pub overhead_percent: u8,
    /// Groups that are ordered one after the other.
    pub order: Vec<ExactOrder>,
}

/// A role.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactRole {
    /// Its name.
    pub role: String,
    /// Units of effort that it does in a day.
    pub units_per_day: u64,
    /// The same for one person, or less where the role is less than one.
    pub units_per_day_for_one: u64,
    /// Days on which it, or a part of it, is away; none overlaps another.
    pub away: Vec<ExactAway>,
}

/// Days on which a part of a role is away.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactAway {
    /// First day.
    pub from: u32,
    /// The day after the last.
    pub to: u32,
    /// Units of effort that it cannot do on each.
    pub units: u64,
}

/// A step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactStep {
    /// Capability id.
    pub id: String,
    /// Effort: low, mean, high.
    pub effort: [u64; 3],
    /// What its waiting costs a day, by the policy.
    pub weight: u64,
    /// Effort per role: the role and its effort, of which the sum is the mean.
    pub work: Vec<ExactWork>,
    /// Steps that come first.
    pub after: Vec<usize>,
    /// Lag after the work, in weekdays.
    pub lag_days: u32,
    /// The first day on which it may start.
    pub earliest: u32,
    /// The day on which it should be ready at the latest.
    pub deadline: Option<u32>,
    /// First day of work.
    pub start: u32,
    /// The day after the last day of work.
    pub end: u32,
    /// Days of work.
    pub n_days: u32,
    /// The day after the lag.
    pub ready: u32,
    /// Its cost; none where the plan gives no rates.
    pub cost: Option<ExactCost>,
}

/// What a role does for a step.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactWork {
    /// The role, by its index.
    pub role: usize,
    /// Effort in all.
    pub effort: u64,
    /// Effort on each day of work, rounded up.
    pub units_per_day: u64,
}

/// A cost: low, mean and high of each part.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactCost {
    /// Work.
    pub labour: [String; 3],
    /// Other costs that are known.
    pub direct: [String; 3],
    /// Overhead on both.
    pub overhead: [String; 3],
    /// The sum.
    pub total: [String; 3],
}

/// Steps that are ordered together, and the certificate of their order.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactOrder {
    /// The steps in their order.
    pub sequence: Vec<usize>,
    /// Effort and value of each, in the same order; both may be divided by a number that they have in common.
    pub jobs: Vec<[u64; 2]>,
    /// The sum of value times the end of each step, if one team does one after the other.
    pub objective: String,
    /// No order has a lower sum.
    pub lower_bound: String,
    /// The blocks, in their order.
    pub blocks: Vec<ExactBlock>,
}

/// Steps that stand together in a best order.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactBlock {
    /// Number of steps.
    pub n_steps: usize,
    /// The sum of the block if it started at time 0.
    pub cost: String,
    /// No order of the block has a lower sum.
    pub lower_bound: String,
    /// The flow which proves that no part of the block should come earlier.
    pub flow: Vec<ExactFlow>,
}

/// Weight that moves from a waiting step to one that it needs.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExactFlow {
    /// The step that waits.
    pub waiter: usize,
    /// The step that it needs.
    pub needed: usize,
    /// Weight, in units of effort times value of the order.
    pub amount: String,
}

/// The plan in whole numbers.
pub fn exact(facts: &Facts<'_>) -> ExactView {
    let (roadmap, plan) = (facts.roadmap, facts.plan);
    let timetable = &roadmap.timetable;
    ExactView {
        first_day: timetable.calendar.date(0).to_string(),
        holidays: timetable.calendar.holiday_dates().map(|date| date.to_string()).collect(),
        roles: roles(facts),
        steps: (0..roadmap.steps.len()).map(|idx| step(facts, idx)).collect(),
        list: timetable.list.clone(),
        end: timetable.end,
        end_bound: timetable.end_bound,
        waiting: timetable.waiting.to_string(),
        waiting_bound: timetable.waiting_bound.to_string(),
        cost: roadmap.totals.all.cost.as_ref().map(cost),
        overhead_percent: plan.overhead.number(),
        order: roadmap.order.groups.iter().map(|group| order(&roadmap.steps, group)).collect(),
    }
}

/// The roles with what they can do, in the order of the plan.
pub(super) fn roles(facts: &Facts<'_>) -> Vec<ExactRole> {
    let workforce = &facts.roadmap.timetable.workforce;
    let role = |(idx, name): (usize, &RoleName)| ExactRole {
        role: name.to_string(),
        units_per_day: workforce.room(idx),
        units_per_day_for_one: workforce.room_for_one(idx),
        away: workforce
            .away(idx)
            .iter()
            .map(|away| ExactAway { from: away.from, to: away.to, units: away.units })
            .collect(),
    };
    facts.plan.team.keys().enumerate().map(role).collect()
}

fn step(facts: &Facts<'_>, idx: usize) -> ExactStep {
    let (step, timetable) = (&facts.roadmap.steps[idx], &facts.roadmap.timetable);
    let Activity { demand, lag_days, after, earliest, deadline, .. } = &timetable.activities[idx];
    let slot = timetable.slots[idx];
    let work = demand.iter().map(|(role, units_per_day)| ExactWork {
        role: *role,
        effort: crate::plan::effort_of_role(facts.plan, step, *role).units(),
        units_per_day: *units_per_day,
    });
    ExactStep {
        id: step.capability.to_string(),
        effort: [step.effort.low, step.effort.mean, step.effort.high].map(|effort| effort.units()),
        weight: timetable.weights[idx],
        work: work.collect(),
        after: after.clone(),
        lag_days: *lag_days,
        earliest: *earliest,
        deadline: *deadline,
        start: slot.start,
        end: slot.end,
        n_days: slot.n_days,
        ready: slot.ready,
        cost: step.cost.as_ref().map(cost),
    }
}

fn cost(cost: &StepCost) -> ExactCost {
    let points = |range: CostRange| [range.low, range.mean, range.high].map(|minor| minor.units().to_string());
    ExactCost {
        labour: points(cost.labour),
        direct: points(cost.direct),
        overhead: points(cost.overhead),
        total: points(cost.total),
    }
}

fn order(steps: &[Step], group: &OrderGroup) -> ExactOrder {
    let place: Vec<usize> = group
        .capabilities
        .iter()
        .map(|id| steps.iter().position(|step| step.capability == *id).expect("what is ordered is a step"))
        .collect();
    let ordering = &group.ordering;
    let jobs = ordering.sequence.iter().map(|job| group.instance.jobs()[*job]);
    let blocks = ordering.blocks.iter().zip(&ordering.certificate.flows).map(|(block, flows)| ExactBlock {
        n_steps: block.jobs.len(),
        cost: block.cost.to_string(),
        lower_bound: block.lower_bound.to_string(),
        flow: flows
            .iter()
            .map(|flow| ExactFlow {
                waiter: place[flow.waiter],
                needed: place[flow.needed],
                amount: flow.amount.to_string(),
            })
            .collect(),
    });
    ExactOrder {
        sequence: ordering.sequence.iter().map(|job| place[*job]).collect(),
        jobs: jobs.map(|job| [job.effort, job.value]).collect(),
        objective: ordering.objective.to_string(),
        lower_bound: ordering.lower_bound.to_string(),
        blocks: blocks.collect(),
    }
}
