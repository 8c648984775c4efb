//! When the asked-for work happens, in which packages, and how much of whom it takes.

use serde::Serialize;

use super::super::{DateView, Facts};
use super::budget::whole_hours_text;
use super::pieces::piece_hours;
use super::{ProposalInput, budget, steps};
use crate::model::decimal::format_scaled;
use crate::model::effort::Effort;
use crate::plan::{Step, effort_of_role};
use crate::propose::{self, Package, Proposal, share_percent, working_days};
use crate::render::words::{self, one_line};
use crate::text::counted;

/// A package of work: what a funder pays for at one time.
#[derive(Debug, Clone, Serialize)]
pub struct PackageView {
    /// Number, from 1.
    pub number: usize,
    /// Title of the work package, or of the category.
    pub title: String,
    /// Numbers of its items in the proposal: `1, 4`.
    pub items: String,
    /// Whole hours: the sum of those of its pieces.
    pub hours: String,
    /// Exact amount with overhead; none where the plan gives no rates.
    pub cost: Option<String>,
    /// First day of work.
    pub start: DateView,
    /// Day on which the last item is ready.
    pub finish: DateView,
}

/// When everything happens.
#[derive(Debug, Clone, Serialize)]
pub struct TimelineView {
    /// One row per item.
    pub rows: Vec<ScheduleRowView>,
    /// The work that sets the end, first to last: `piece 4`; empty where that is not known.
    pub chain: Vec<String>,
    /// Why each lag is there.
    pub lags: Vec<LagView>,
    /// Even chance of being done by this day.
    pub p50: DateView,
    /// Four chances in five.
    pub p80: DateView,
    /// Percent of the runs that keep the planned end.
    pub plan_holds_percent: u32,
    /// Runs of the forecast, with thousands set apart.
    pub n_runs: String,
    /// Where its random numbers start.
    pub seed: u64,
}

/// Time that passes without work.
#[derive(Debug, Clone, Serialize)]
pub struct LagView {
    /// Number of the item in the proposal.
    pub number: usize,
    /// Title of the item.
    pub title: String,
    /// `4 weeks`
    pub weeks: String,
    /// What it is for, and what the figure rests on.
    pub because: String,
}

/// A row of the schedule.
#[derive(Debug, Clone, Serialize)]
pub struct ScheduleRowView {
    /// Number in the proposal.
    pub number: usize,
    /// Title.
    pub title: String,
    /// First day of work.
    pub start: DateView,
    /// Last day of work.
    pub work_end: DateView,
    /// Days of work.
    pub n_days: u32,
    /// Weeks of lag.
    pub lag_weeks: u32,
    /// Day on which it counts as done.
    pub ready: DateView,
    /// Working days by which it can slip.
    pub float: String,
}

/// What a role does.
#[derive(Debug, Clone, Serialize)]
pub struct StaffView {
    /// The role.
    pub role: String,
    /// Full-time persons that the plan has.
    pub fte: String,
    /// Hours for this ask.
    pub hours: String,
    /// Person-weeks for this ask.
    pub effort: String,
    /// Share of one full-time post over the time of the work, in percent.
    pub share_percent: u64,
}

/// The packages of the ask, in their order.
pub fn packages(facts: &Facts<'_>, proposal: &Proposal) -> Vec<PackageView> {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let list = propose::packages(facts, &proposal.open);
    let hours = piece_hours(facts, proposal);
    let number_of = |step: &usize| proposal.open.iter().position(|open| open.step == *step).map(|idx| idx + 1);
    let view = |(idx, package): (usize, Package)| PackageView {
        number: idx + 1,
        title: one_line(&package.title),
        items: package.steps.iter().filter_map(number_of).map(|n| n.to_string()).collect::<Vec<_>>().join(", "),
        hours: whole_hours_text(package.steps.iter().map(|step| hours[step]).sum()),
        cost: package.cost.zip(currency).map(|(cost, currency)| cost.mean.exact_grouped(currency)),
        start: package.start.into(),
        finish: package.finish.into(),
    };
    list.into_iter().enumerate().map(view).collect()
}

/// The schedule of the ask.
pub fn timeline(facts: &Facts<'_>, input: &ProposalInput<'_>) -> TimelineView {
    let proposal = input.document.proposal;
    let title = |step: &Step| one_line(&facts.catalog.capability(&step.capability).title);
    let row = |(idx, step): (usize, &Step)| ScheduleRowView {
        number: idx + 1,
        title: title(step),
        start: step.dates.start.into(),
        work_end: step.dates.work_end.into(),
        n_days: step.dates.n_working_days,
        lag_weeks: step.dates.lag_weeks,
        ready: step.dates.finish.into(),
        float: step.dates.float_days.to_string(),
    };
    let lag = |(idx, step): (usize, &Step)| {
        (step.dates.lag_weeks > 0).then(|| LagView {
            number: idx + 1,
            title: title(step),
            weeks: counted(step.dates.lag_weeks as usize, "week", "weeks"),
            because: words::sentence_end(&one_line(&facts.catalog.capability(&step.capability).calendar_lag.because)),
        })
    };
    let end = &input.forecast.milestones[0];
    let calendar = &facts.roadmap.timetable.calendar;
    let date = |days: u32| DateView::from(calendar.date(days.saturating_sub(1)));
    TimelineView {
        rows: steps(facts, proposal).enumerate().map(row).collect(),
        chain: chain(facts, proposal),
        lags: steps(facts, proposal).enumerate().filter_map(lag).collect(),
        p50: date(end.p50()),
        p80: date(end.p80()),
        plan_holds_percent: end.planned_share().percent(),
        n_runs: crate::model::money::group_thousands(i128::from(input.options.n_runs.get())),
        seed: input.options.seed,
    }
}

/// The chain that sets the end of the plan, up to the last piece that is asked for; empty where that is no part of it.
/// Work of which the document does not speak otherwise keeps its name to itself.
fn chain(facts: &Facts<'_>, proposal: &Proposal) -> Vec<String> {
    let chain = &facts.roadmap.timetable.chain;
    let number = |idx: &usize| proposal.open.iter().position(|open| open.step == *idx).map(|position| position + 1);
    let last =
        chain.iter().rposition(|idx| number(idx).is_some()).filter(|last| ends_last(facts, proposal, chain[*last]));
    let shown = chain.iter().take(last.map_or(0, |last| last + 1));
    let name = |idx: &usize| match (number(idx), proposal.assess.contains(idx)) {
        (Some(number), _) => format!("piece {number}"),
        (None, true) => "finding out what is not known yet".to_owned(),
        (None, false) => "other work of the plan".to_owned(),
    };
    let mut names: Vec<String> = shown.map(name).collect();
    names.dedup();
    names
}

/// Whether no asked-for piece is ready later than this step.
fn ends_last(facts: &Facts<'_>, proposal: &Proposal, step: usize) -> bool {
    let end = facts.roadmap.steps[step].dates.finish;
    steps(facts, proposal).all(|other| other.dates.finish <= end)
}

/// Hours per role, and the share of a full-time post that they are from the first day of work to the last.
pub fn staffing(facts: &Facts<'_>, proposal: &Proposal) -> Vec<StaffView> {
    let days = working_days(facts, proposal);
    let roles = facts.plan.team.iter().enumerate().filter_map(|(idx, (name, role))| {
        let effort: Effort = steps(facts, proposal).map(|step| effort_of_role(facts.plan, step, idx)).sum();
        (effort > Effort::ZERO).then(|| StaffView {
            role: one_line(name.as_str()),
            fte: format_scaled(i64::from(role.fte_hundredths), 2),
            hours: budget::whole_hours(facts, effort),
            effort: effort.to_string(),
            share_percent: share_percent(effort, days),
        })
    });
    roles.collect()
}
