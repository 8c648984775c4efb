//! Two assessments and the plan between them: what was done, what was not, and what it took.
//!
//! Pure: no file, no clock, no words. What the inputs do not say is absent here, and never guessed.

mod account;
mod change;
mod deviation;

pub use account::{Account, ActivityAccount, Basis, Sums};
pub use change::{Change, ChangeKind};
pub use deviation::{Deviations, LeftTarget, Moved, Overdue, WhyLeft};

use chrono::NaiveDate;
use indexmap::IndexMap;

use crate::gap::{Gap, gap};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, FunderId};
use crate::model::plan::{LedgerEntry, Plan, ProgressEntry};
use crate::plan::{Roadmap, plan as roadmap_of};

/// What progress is measured between.
#[derive(Debug, Clone, Copy)]
pub struct ProgressInput<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    /// The older assessment.
    pub before: &'a Assessment,
    /// The newer assessment.
    pub after: &'a Assessment,
    /// The plan as it is now.
    pub plan: &'a Plan,
    /// The plan as it was, where it was kept. Without it the plan of now stands in, without the estimates that were
    /// replaced after the older assessment.
    pub plan_before: Option<&'a Plan>,
    /// First day on which hours and money count as new.
    pub since: NaiveDate,
    /// Whose money the report accounts for.
    pub payer: Option<&'a Payer>,
}

/// Somebody who pays, by the catalog or by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payer {
    /// A funder of the catalog.
    Profile(FunderId),
    /// Somebody whom the ledger names.
    Named(String),
}

impl Payer {
    /// Whether an entry of the ledger is theirs.
    pub fn is_of(&self, entry: &LedgerEntry) -> bool {
        match self {
            Self::Profile(id) => entry.profile.as_ref() == Some(id),
            Self::Named(name) => entry.profile.is_none() && entry.funder.eq_ignore_ascii_case(name),
        }
    }
}

/// What happened between two assessments.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Where the registry stood.
    pub before: Gap,
    /// Where it stands.
    pub after: Gap,
    /// The plan as the older assessment left it.
    pub plan_before: Plan,
    /// The roadmap of the older assessment, which the rest is measured against.
    pub baseline: Roadmap,
    /// The plan as it goes on from the newer assessment.
    pub plan_after: Plan,
    /// The roadmap of the newer assessment.
    pub roadmap: Roadmap,
    /// What became of each capability, in the order of the catalog.
    pub changes: IndexMap<CapabilityId, Change>,
    /// Where things went otherwise than planned.
    pub deviations: Deviations,
    /// Objectives, hours and money.
    pub account: Account,
}

/// Measure what happened.
pub fn progress(input: &ProgressInput<'_>) -> Progress {
    let ProgressInput { catalog, before, after, plan, .. } = *input;
    let plan_before = going_on(input.plan_before.cloned().unwrap_or_else(|| as_it_was(plan, before)), before);
    let plan_after = going_on(plan.clone(), after);
    let (gap_before, gap_after) = (gap(catalog, before), gap(catalog, after));
    let baseline = roadmap_of(catalog, &gap_before, &plan_before);
    let roadmap = roadmap_of(catalog, &gap_after, &plan_after);
    let sides = Sides {
        input,
        before: Side { gap: &gap_before, plan: &plan_before, roadmap: &baseline },
        after: Side { gap: &gap_after, plan: &plan_after, roadmap: &roadmap },
    };
    let changes = change::changes(&sides);
    let deviations = deviation::deviations(&sides, &changes);
    let account = account::account(&sides);
    Progress {
        before: gap_before,
        after: gap_after,
        plan_before,
        baseline,
        plan_after,
        roadmap,
        changes,
        deviations,
        account,
    }
}

impl Progress {
    /// Entries of the plan about one capability alone, dated on or after a day.
    pub fn entries_of<'a>(&'a self, id: &'a CapabilityId, since: NaiveDate) -> impl Iterator<Item = &'a ProgressEntry> {
        let since_then = self.plan_after.progress.iter().filter(move |entry| entry.date >= since);
        since_then.filter(move |entry| entry.activity.capabilities() == std::slice::from_ref(id))
    }
}

/// The two sides of the comparison, for the parts of this stage.
struct Sides<'a> {
    input: &'a ProgressInput<'a>,
    before: Side<'a>,
    after: Side<'a>,
}

/// A registry at the time of one assessment.
struct Side<'a> {
    gap: &'a Gap,
    plan: &'a Plan,
    roadmap: &'a Roadmap,
}

/// The plan without the estimates that were replaced after an assessment.
fn as_it_was(plan: &Plan, assessment: &Assessment) -> Plan {
    let mut plan = plan.clone();
    plan.overrides.retain(|_, replaced| replaced.when <= assessment.assessed_on);
    plan
}

/// The plan from the day of an assessment on: what was open on that day cannot have been done before it.
fn going_on(mut plan: Plan, assessment: &Assessment) -> Plan {
    plan.start = plan.start.max(assessment.assessed_on);
    plan
}
