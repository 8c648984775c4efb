//! The result of planning: steps, each with its reasons as data.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::milestone::Milestone;
use super::order::Ordering;
use super::timetable::Timetable;
use crate::model::capability::{Contribution, Strength};
use crate::model::effort::{EffortRange, ThreePoint};
use crate::model::id::{CapabilityId, CategoryId, RoleName, SourceId, ThreatId, WorkKindId};
use crate::model::level::Level;
use crate::model::money::{CostRange, Currency};
use crate::model::percent::Percent;
use crate::model::plan::Policy;
use crate::model::value::Value;

/// An ordered, dated and priced plan.
#[derive(Debug, Clone)]
pub struct Roadmap {
    /// Steps in the order of work.
    pub steps: Vec<Step>,
    /// Open capabilities that the plan leaves out.
    pub left_out: Vec<LeftOut>,
    /// How the order was found and proved.
    pub order: OrderReport,
    /// The schedule behind the dates.
    pub timetable: Timetable,
    /// Ends that people ask for.
    pub milestones: Vec<Milestone>,
    /// Sums.
    pub totals: Totals,
    /// First day.
    pub start: NaiveDate,
    /// Last day of work or lag; the first day where there is nothing to do.
    pub finish: NaiveDate,
}

/// One step of the roadmap.
#[derive(Debug, Clone)]
pub struct Step {
    /// The capability.
    pub capability: CapabilityId,
    /// Build it, or find out first whether it is needed.
    pub kind: StepKind,
    /// Why it is in the plan.
    pub why: Why,
    /// Share of the capability that is left to do.
    pub left: Percent,
    /// The estimate in use, in full (not scaled by what is left).
    pub points: ThreePoint,
    /// The estimate of the catalog, where the plan replaces it.
    pub replaced: Option<ThreePoint>,
    /// Effort that is left.
    pub effort: EffortRange,
    /// For an unknown capability: the effort if it turns out to be missing.
    pub upper_bound: Option<EffortRange>,
    /// Value that is left to gain, and what it is made of.
    pub value: Value,
    /// Parts of the value, the largest first.
    pub value_parts: Vec<ValuePart>,
    /// The value of the catalog, where the plan replaces it.
    pub replaced_value: Option<Value>,
    /// Effort and cost per work kind, the largest first.
    pub work: Vec<WorkLine>,
    /// Costs other than work.
    pub direct: Vec<DirectLine>,
    /// Labour, direct costs and overhead; none where the plan gives no rates.
    pub cost: Option<StepCost>,
    /// What became of each need.
    pub needs: Vec<NeedOutcome>,
    /// Planned steps that wait for this one.
    pub unblocks: Vec<CapabilityId>,
    /// What it would cost to do it before the step that now precedes it; none for the first.
    pub earlier: Option<Move>,
    /// What it would cost to do it after the step that now follows; none for the last.
    pub later: Option<Move>,
    /// Position of its density block in the order, counted from 0.
    pub block: usize,
    /// When.
    pub dates: StepDates,
}

impl Step {
    /// What its waiting costs, by the policy: its value in its own units, or one capability.
    pub fn weight(&self, policy: Policy) -> u64 {
        match policy {
            Policy::QuickWins => 1,
            Policy::Risk | Policy::LevelFirst => self.value.units(),
        }
    }
}

/// What it costs to swap two neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// It cannot be: the later one needs the earlier one.
    Needs,
    /// It cannot be: the policy finishes one level before the next.
    OtherLevel,
    /// This much more waiting, in units of value (1/10,000 threat point; with the policy `quick-wins` one capability)
    /// times units of effort; 0 where the two are as good either way.
    Costs(i128),
}

/// What a step does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// Build what is missing.
    Build,
    /// Find out whether it is missing.
    Assess,
}

/// Why a capability is in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The target level of its category asks for it.
    Target(Level),
    /// The plan includes it by name.
    Included,
    /// These cannot do without it.
    PulledIn(Vec<CapabilityId>),
}

/// What became of a need.
#[derive(Debug, Clone)]
pub struct NeedOutcome {
    /// The ways to satisfy it; one, or several of which one is enough.
    pub alternatives: Vec<CapabilityId>,
    /// How binding it is.
    pub strength: Strength,
    /// Why it is a need.
    pub because: String,
    /// What that rests on.
    pub sources: Vec<SourceId>,
    /// How it was settled; of several ways, the cheapest that is met or planned.
    pub result: NeedResult,
}

/// How a need was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NeedResult {
    /// It is met today.
    AlreadyMet(CapabilityId),
    /// It comes earlier in this plan.
    After(CapabilityId),
    /// It does not bind here.
    Dropped(CapabilityId, Dropped),
}

/// Why a need does not bind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// It makes no sense for this registry.
    NotApplicable(String),
    /// An identity provider does it.
    Delegated(String),
    /// The plan drops it, with the reason.
    ByPlan(String),
    /// It is outside the target, and only advice.
    BeyondTarget,
    /// It is excluded, and only advice.
    Excluded,
}

/// An open capability that the plan leaves out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The capability.
    pub capability: CapabilityId,
    /// Why.
    pub reason: OutReason,
}

/// Why an open capability is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutReason {
    /// The target of its category is lower.
    BeyondTarget(Level),
    /// The plan excludes it, with the reason.
    Excluded(String),
    /// It cannot do without one that is excluded.
    NeedsExcluded(CapabilityId),
}

/// A part of a step's value.
#[derive(Debug, Clone)]
pub struct ValuePart {
    /// The threat.
    pub threat: ThreatId,
    /// Its weight, 1 to 5.
    pub weight: u32,
    /// How much the capability does against it.
    pub contribution: Contribution,
    /// The user's priority in hundredths.
    pub priority_hundredths: u32,
    /// Weight times contribution times priority times share left.
    pub value: Value,
}

/// Effort and cost of one work kind.
#[derive(Debug, Clone)]
pub struct WorkLine {
    /// The kind.
    pub kind: WorkKindId,
    /// Effort.
    pub effort: EffortRange,
    /// Cost; none where the plan gives no rates.
    pub cost: Option<CostRange>,
}

/// A cost other than work.
#[derive(Debug, Clone)]
pub struct DirectLine {
    /// What is bought.
    pub what: String,
    /// What the figure rests on, or why it is unknown.
    pub because: String,
    /// The amount as the catalog has it; none where nobody knows.
    pub amount: Option<(CostRange, Currency)>,
    /// The amount in the currency of the plan.
    pub converted: Option<CostRange>,
}

/// Cost of a step in the currency of the plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StepCost {
    /// Work.
    pub labour: CostRange,
    /// Direct costs that are known.
    pub direct: CostRange,
    /// Overhead on both.
    pub overhead: CostRange,
    /// The sum.
    pub total: CostRange,
}

/// When a step happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDates {
    /// First day of work.
    pub start: NaiveDate,
    /// Last day of work.
    pub work_end: NaiveDate,
    /// Last day of the calendar lag, which may be a holiday, or of work where there is none.
    pub finish: NaiveDate,
    /// Days of work; fewer than lie between its first and last day where it pauses.
    pub n_working_days: u32,
    /// Whole weeks of lag after the work.
    pub lag_weeks: u32,
    /// Working days by which it can start later without the end or a deadline moving.
    pub float_days: u32,
    /// Working days by which it misses its deadline.
    pub days_late: u32,
    /// Why it does not start earlier.
    pub waits_for: WaitsFor,
    /// When its work pauses, and which role is away then.
    pub pauses: Vec<Pause>,
}

/// A time in which the work on a step rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Who is away.
    pub roles: Vec<RoleName>,
}

impl StepDates {
    /// Those of a step that is not scheduled yet.
    pub(super) fn unknown(start: NaiveDate, lag_weeks: u32) -> Self {
        Self {
            start,
            work_end: start,
            finish: start,
            n_working_days: 0,
            lag_weeks,
            float_days: 0,
            days_late: 0,
            waits_for: WaitsFor::Nothing,
            pauses: Vec::new(),
        }
    }
}

/// Why a step does not start earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WaitsFor {
    /// It starts with the plan.
    Nothing,
    /// The plan says so.
    Date,
    /// It needs this one, and its lag.
    Need(CapabilityId),
    /// This role is busy with that one.
    Role(RoleName, CapabilityId),
    /// This role is away.
    Away(RoleName),
    /// Another order of work could start it earlier.
    Order,
}

/// How the order was found.
#[derive(Debug, Clone)]
pub struct OrderReport {
    /// The policy.
    pub policy: Policy,
    /// Groups that are ordered one after the other: one, or one per level.
    pub groups: Vec<OrderGroup>,
}

/// Capabilities that are ordered together.
#[derive(Debug, Clone)]
pub struct OrderGroup {
    /// The level, where the policy finishes levels one by one.
    pub level: Option<Level>,
    /// Capabilities by the index that the instance uses.
    pub capabilities: Vec<CapabilityId>,
    /// The instance that was solved, for the checker.
    pub instance: super::order::Instance,
    /// The order with its proof.
    pub ordering: Ordering,
}

/// Sums over the steps.
#[derive(Debug, Clone)]
pub struct Totals {
    /// Everything.
    pub all: Total,
    /// What money is asked for: what is to be built and nobody has agreed to pay for. Assessments are not in it.
    pub ask: Total,
    /// Per level.
    pub levels: IndexMap<Level, Total>,
    /// Per category.
    pub categories: IndexMap<CategoryId, Total>,
    /// Per work kind that occurs, in the order of the catalog.
    pub kinds: IndexMap<WorkKindId, WorkLine>,
    /// Per role: effort, and share of its capacity that is used until its last day of work.
    pub roles: IndexMap<RoleName, RoleLoad>,
    /// Effort of the unknown capabilities if all of them turn out to be missing, beyond the planned effort.
    pub if_unknown_missing: EffortRange,
    /// Their number.
    pub n_unknown: usize,
    /// Direct costs whose amount nobody knows.
    pub n_unknown_direct: usize,
}

/// A sum of steps.
#[derive(Debug, Clone, Default)]
pub struct Total {
    /// Number of steps.
    pub n_steps: usize,
    /// Effort.
    pub effort: EffortRange,
    /// Cost; none where the plan gives no rates.
    pub cost: Option<StepCost>,
    /// Last day of the last of these steps.
    pub finish: Option<NaiveDate>,
}

/// What a role has to do.
#[derive(Debug, Clone)]
pub struct RoleLoad {
    /// Effort.
    pub effort: EffortRange,
    /// Hundredths of a full-time person.
    pub fte_hundredths: u32,
    /// Whether it is assumed to be bought in.
    pub bought_in: bool,
    /// Its last day of work; none where it has nothing to do.
    pub busy_until: Option<NaiveDate>,
    /// Percent of its capacity until then, rounded down.
    pub used_percent: u32,
}
