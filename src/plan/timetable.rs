//! When everything happens: the steps as activities of a project, scheduled by the plan's objective.

use chrono::Days;
use indexmap::IndexMap;

use super::calendar::Calendar;
use super::makespan::{Bound, Steps, quick_bound, shortest};
use super::predecessors;
use super::roadmap::{Pause, Step, StepDates, WaitsFor, WorkLine};
use super::schedule::{
    Activity, Board, BroughtForward, Slot, Task, Wait, Workforce, bring_forward, critical_chain, days_late, floats,
    pauses_of, waits,
};
use super::value_over_time;
use crate::model::effort::Effort;
use crate::model::id::{CapabilityId, RoleName};
use crate::model::plan::{Objective, Plan};

/// A schedule of all steps, with what it is measured against.
#[derive(Debug, Clone)]
pub struct Timetable {
    /// What it aims at.
    pub objective: Objective,
    /// Dates of its days.
    pub calendar: Calendar,
    /// The roles, in the order of the plan.
    pub workforce: Workforce,
    /// The steps, in their order.
    pub activities: Vec<Activity>,
    /// The order in which they are placed; that of the steps, unless a deadline or the objective wants another.
    pub list: Vec<usize>,
    /// When each of them happens: a list schedule.
    pub slots: Vec<Slot>,
    /// Working days until everything is ready.
    pub end: u32,
    /// No schedule of this team that misses deadlines by as few days has everything ready earlier.
    pub end_bound: u32,
    /// What set that bound.
    pub bound: Bound,
    /// What the waiting of each step costs a day, by the policy.
    pub weights: Vec<u64>,
    /// The sum of these times working days until ready.
    pub waiting: u128,
    /// No schedule of this team has a lower one.
    pub waiting_bound: u128,
    /// The steps that set the end, first to last; each waits for the one before it.
    pub chain: Vec<usize>,
    /// Working days by which deadlines are missed, summed up.
    pub days_late: u64,
    /// Steps that a deadline moved out of the order.
    pub brought_forward: Vec<usize>,
    /// The same sum if nothing had been brought forward.
    pub waiting_in_order: u128,
}

/// Schedule the steps and fill in their dates.
pub fn timetable(plan: &Plan, steps: &mut [Step], time_limit: u32) -> Timetable {
    let calendar = Calendar::of(plan);
    let workforce = workforce(plan, &calendar);
    let activities: Vec<Activity> =
        tasks(plan, &calendar, steps).iter().map(|task| Activity::of(task, &workforce)).collect();
    let Placed { list, slots, end_bound, bound, brought_forward } = match plan.objective {
        Objective::ValueFirst => in_order(&activities, &workforce),
        Objective::EarliestEnd => earliest_end(&activities, &workforce, time_limit),
    };
    let end = slots.iter().map(|slot| slot.ready).max().unwrap_or(0);
    let waits = waits(&activities, &slots, &workforce);
    let floats = floats(&activities, &slots, &waits, end, &workforce);
    let waits_for: Vec<WaitsFor> = waits.iter().map(|wait| waits_for(*wait, plan, steps)).collect();
    for (idx, (step, waits_for)) in steps.iter_mut().zip(waits_for).enumerate() {
        step.dates = StepDates {
            waits_for,
            float_days: floats[idx],
            pauses: pauses(plan, &calendar, &workforce, &activities[idx], &slots[idx]),
            ..dates(&calendar, &slots[idx], &activities[idx], step.dates.lag_weeks)
        };
    }
    let weights: Vec<u64> = steps.iter().map(|step| step.weight(plan.policy)).collect();
    Timetable {
        objective: plan.objective,
        end,
        end_bound,
        bound,
        waiting: value_over_time::cost(&weights, &slots),
        waiting_in_order: match brought_forward.is_empty() {
            true => value_over_time::cost(&weights, &slots),
            false => value_over_time::cost(&weights, &in_list_order(&activities, &workforce)),
        },
        waiting_bound: value_over_time::lower_bound(&activities, &weights, &workforce),
        chain: critical_chain(&slots, &waits),
        days_late: days_late(&activities, &slots),
        brought_forward,
        calendar,
        workforce,
        activities,
        list,
        slots,
        weights,
    }
}

impl Timetable {
    /// By how many percent the waiting may lie above the least possible one; 0 where it is the least.
    pub fn waiting_gap_percent(&self) -> f64 {
        gap_percent(self.waiting, self.waiting_bound)
    }

    /// By how many percent the end may lie behind the earliest possible one; 0 where it is the earliest.
    pub fn end_gap_percent(&self) -> f64 {
        gap_percent(u128::from(self.end), u128::from(self.end_bound))
    }
}

fn gap_percent(found: u128, bound: u128) -> f64 {
    if found == bound { 0.0 } else { (found - bound) as f64 * 100.0 / bound.max(1) as f64 }
}

/// What a role does for a step.
pub fn effort_of_role(plan: &Plan, step: &Step, role: usize) -> Effort {
    let does = |line: &&WorkLine| plan.team[role].does.contains(&line.kind);
    step.work.iter().filter(does).map(|line| line.effort.mean).sum()
}

/// A list and its schedule.
struct Placed {
    list: Vec<usize>,
    slots: Vec<Slot>,
    end_bound: u32,
    bound: Bound,
    brought_forward: Vec<usize>,
}

/// The schedule of the order itself, but for what a deadline brings forward.
fn in_order(activities: &[Activity], workforce: &Workforce) -> Placed {
    let list: Vec<usize> = (0..activities.len()).collect();
    let slots = in_list_order(activities, workforce);
    let (end_bound, bound) = quick_bound(activities, workforce);
    match bring_forward(activities, &slots, workforce) {
        Some(BroughtForward { activities, list, slots }) => {
            Placed { list, slots, end_bound, bound, brought_forward: activities }
        }
        None => Placed { list, slots, end_bound, bound, brought_forward: Vec::new() },
    }
}

/// The schedule that misses deadlines by the fewest days and then ends earliest.
fn earliest_end(activities: &[Activity], workforce: &Workforce, time_limit: u32) -> Placed {
    let shortest = shortest(activities, workforce, &mut Steps::of_seconds(time_limit));
    // By their first days, the list schedule places nothing later than it was found.
    let mut list: Vec<usize> = (0..activities.len()).collect();
    list.sort_by_key(|idx| (shortest.slots[*idx].start, *idx));
    let slots = place(activities, &list, workforce);
    Placed { list, slots, end_bound: shortest.lower_bound, bound: shortest.bound, brought_forward: Vec::new() }
}

fn in_list_order(activities: &[Activity], workforce: &Workforce) -> Vec<Slot> {
    place(activities, &(0..activities.len()).collect::<Vec<_>>(), workforce)
}

fn place(activities: &[Activity], list: &[usize], workforce: &Workforce) -> Vec<Slot> {
    let mut slots = vec![Slot::default(); activities.len()];
    Board::default().place_list(activities, list, workforce, &mut slots);
    slots
}

/// The roles of a plan, in its order, with their absences.
fn workforce(plan: &Plan, calendar: &Calendar) -> Workforce {
    let capacity: Vec<u32> = plan.team.values().map(|role| role.fte_hundredths).collect();
    let always = Workforce::new(&capacity).with_holidays(calendar.holidays().to_vec());
    plan.absences.iter().fold(always, |workforce, absence| {
        let Some(role) = plan.team.get_index_of(&absence.role) else { return workforce };
        let (from, to) = (calendar.day_from(absence.days.from), calendar.day_after(absence.days.to));
        workforce.with_absence(role, from, to, absence.fte_hundredths)
    })
}

fn tasks(plan: &Plan, calendar: &Calendar, steps: &[Step]) -> Vec<Task> {
    let position: IndexMap<&CapabilityId, usize> =
        steps.iter().enumerate().map(|(idx, step)| (&step.capability, idx)).collect();
    let task = |step: &Step| {
        let of_role = |role: usize| (role, effort_of_role(plan, step, role));
        let effort = (0..plan.team.len()).map(of_role).filter(|(_, effort)| *effort > Effort::ZERO);
        let dates = plan.dates.get(&step.capability);
        Task {
            effort: effort.collect(),
            lag_weeks: step.dates.lag_weeks,
            after: predecessors(step).filter_map(|before| position.get(before).copied()).collect(),
            earliest: dates.and_then(|dates| dates.earliest).map_or(0, |date| calendar.day_from(date)),
            deadline: dates.and_then(|dates| dates.deadline).map(|date| calendar.day_after(date)),
        }
    };
    steps.iter().map(task).collect()
}

fn dates(calendar: &Calendar, slot: &Slot, activity: &Activity, lag_weeks: u32) -> StepDates {
    let work_end = calendar.date(slot.end - 1);
    StepDates {
        start: calendar.date(slot.start),
        work_end,
        finish: work_end + Days::new(u64::from(lag_weeks) * 7),
        n_working_days: slot.n_days,
        lag_weeks,
        float_days: 0,
        days_late: activity.deadline.map_or(0, |day| slot.ready.saturating_sub(day)),
        waits_for: WaitsFor::Nothing,
        pauses: Vec::new(),
    }
}

/// When the work on a step rests, and who is away then.
fn pauses(plan: &Plan, calendar: &Calendar, workforce: &Workforce, activity: &Activity, slot: &Slot) -> Vec<Pause> {
    let pauses = pauses_of(activity, workforce).into_iter().filter(|(from, _)| slot.start < *from && *from < slot.end);
    let is_away = |role: usize, units: u64, from: u32, to: u32| {
        let away = workforce.away(role).iter().filter(|away| away.from < to && from < away.to);
        away.into_iter().any(|away| away.units + units > workforce.room(role))
    };
    let pause = |(from, to): (u32, u32)| {
        let away = activity.demand.iter().filter(|(role, units)| is_away(*role, *units, from, to));
        let roles = away.filter_map(|(role, _)| plan.team.get_index(*role)).map(|(name, _)| name.clone());
        Pause { from: calendar.date(from), to: calendar.date(to - 1), roles: roles.collect() }
    };
    pauses.map(pause).collect()
}

fn waits_for(wait: Wait, plan: &Plan, steps: &[Step]) -> WaitsFor {
    let role_name = |role: usize| -> RoleName {
        let (name, _) = plan.team.get_index(role).expect("activities take up roles of the team");
        name.clone()
    };
    match wait {
        Wait::Nothing => WaitsFor::Nothing,
        Wait::Date => WaitsFor::Date,
        Wait::Need(before) => WaitsFor::Need(steps[before].capability.clone()),
        Wait::Role { role, with } => WaitsFor::Role(role_name(role), steps[with].capability.clone()),
        Wait::Away { role, .. } => WaitsFor::Away(role_name(role)),
        Wait::Order => WaitsFor::Order,
    }
}
