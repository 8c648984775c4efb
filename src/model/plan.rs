//! What a registry wants: target, team, rates, funding so far.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::date::PartialDate;
use super::effort::ThreePoint;
use super::id::{CapabilityId, CategoryId, FieldId, FunderId, RoleName, ThreatId, WorkKindId, WorkPackageId};
use super::level::Level;
use super::money::{Currency, Minor};
use super::percent::Percent;
use super::rates::{ExchangeRate, Rates};

/// What a registry wants.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Label for a plan that is made up.
    pub illustrative: Option<String>,
    /// Its date.
    pub dated: NaiveDate,
    /// Who asks.
    pub applicant: Option<Applicant>,
    /// The applicant's own words.
    pub narrative: Narrative,
    /// What to reach.
    pub target: Target,
    /// What comes first.
    pub policy: Policy,
    /// First day of the plan.
    pub start: NaiveDate,
    /// What the dates aim at.
    pub objective: Objective,
    /// Roles in the order of the file, then one bought-in role per kind that nobody does.
    pub team: IndexMap<RoleName, Role>,
    /// Days on which nobody works, beside weekends.
    pub holidays: Vec<Holiday>,
    /// Days on which roles are away.
    pub absences: Vec<Absence>,
    /// Earliest dates and deadlines.
    pub dates: IndexMap<CapabilityId, Dates>,
    /// Capabilities that belong together; none stands in two packages.
    pub work_packages: IndexMap<WorkPackageId, WorkPackage>,
    /// What work costs; none where the plan gives no rates.
    pub rates: Option<Rates>,
    /// Added to all costs.
    pub overhead: Percent,
    /// Rates of exchange as written by the user.
    pub exchange_rates: Vec<ExchangeRate>,
    /// Priority per threat in hundredths; 100 where absent.
    pub priorities: IndexMap<ThreatId, u32>,
    /// Soft needs that are not followed: capability, need, reason.
    pub dropped_needs: Vec<DroppedNeed>,
    /// Replaced estimates.
    pub overrides: IndexMap<CapabilityId, Override>,
    /// Who pays for what so far.
    pub ledger: Vec<LedgerEntry>,
    /// What has been done and spent so far, the oldest first; of one day in the order of the file.
    pub progress: Vec<ProgressEntry>,
}

/// Who asks for the money.
#[derive(Debug, Clone)]
pub struct Applicant {
    /// Name.
    pub organisation: String,
    /// How to reach it.
    pub contact: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// What it is.
    pub about: Option<String>,
    /// Legal form.
    pub legal_status: Option<String>,
    /// Person to talk to.
    pub person: Option<String>,
    /// Role of that person in the project.
    pub role: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// Country of residence of the person who signs.
    pub country: Option<String>,
    /// Home page of the project.
    pub website: Option<String>,
    /// Where the source code is.
    pub repository: Option<String>,
    /// Licence of the work.
    pub licence: Option<String>,
}

/// Text that only the applicant can write.
#[derive(Debug, Clone, Default)]
pub struct Narrative {
    /// Replaces the computed summary.
    pub summary: Option<String>,
    /// Comes before the computed motivation.
    pub motivation: Option<String>,
    /// Alternatives that were considered.
    pub alternatives: Vec<String>,
    /// Who pays for operation afterwards.
    pub sustainability: Option<String>,
    /// What the registry is, and why it matters.
    pub project: Option<String>,
    /// Who depends on it.
    pub dependents: Option<String>,
    /// Who is to do the work, and why they can.
    pub qualification: Option<String>,
    /// How the community takes part.
    pub community: Option<String>,
    /// How the work was paid for so far, and who else pays.
    pub funding_elsewhere: Option<String>,
    /// Who gains, beyond the groups that the catalog names.
    pub target_groups: Vec<TargetGroup>,
    /// What shows that the maintainers agree.
    pub consent: Option<Consent>,
    /// Use of generative AI for the proposal.
    pub genai: Option<String>,
    /// What is known of the part of generative AI in the texts of the catalog.
    pub genai_catalog: Option<String>,
    /// Answers to single fields of forms, within the limits of each field.
    pub answers: IndexMap<FunderId, IndexMap<FieldId, String>>,
}

/// A group of people who gain from the work.
#[derive(Debug, Clone)]
pub struct TargetGroup {
    /// Who they are.
    pub who: String,
    /// What they gain.
    pub gain: String,
}

/// What shows that the maintainers agree.
#[derive(Debug, Clone)]
pub struct Consent {
    /// Who agreed to what, and when.
    pub statement: String,
    /// Where it can be read.
    pub link: Option<String>,
    /// The same for each client outside the registry.
    pub clients: Vec<ClientConsent>,
}

/// What shows that the maintainers of a client agree.
#[derive(Debug, Clone)]
pub struct ClientConsent {
    /// Name of the client.
    pub client: String,
    /// Who agreed to what, and when.
    pub statement: String,
    /// Where it can be read.
    pub link: Option<String>,
}

/// What to reach.
#[derive(Debug, Clone)]
pub struct Target {
    /// Level per category, for every category of the framework.
    pub levels: IndexMap<CategoryId, Level>,
    /// Capabilities beyond the level.
    pub include: Vec<CapabilityId>,
    /// Capabilities left out, with the reason.
    pub exclude: IndexMap<CapabilityId, String>,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The most threat mitigated per week of work.
    Risk,
    /// Level by level; inside a level by risk.
    LevelFirst,
    /// The most capabilities finished early.
    QuickWins,
}

impl Policy {
    /// The word in plan.yaml.
    pub fn name(self) -> &'static str {
        match self {
            Self::Risk => "risk",
            Self::LevelFirst => "level-first",
            Self::QuickWins => "quick-wins",
        }
    }
}

/// What the dates aim at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// What matters most is done first: the dates keep to the order.
    ValueFirst,
    /// Everything is done as early as the team can.
    EarliestEnd,
}

impl Objective {
    /// The word in plan.yaml.
    pub fn name(self) -> &'static str {
        match self {
            Self::ValueFirst => "value-first",
            Self::EarliestEnd => "earliest-end",
        }
    }
}

/// Days in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// The first.
    pub from: NaiveDate,
    /// The last; not before the first.
    pub to: NaiveDate,
}

/// Days on which nobody works.
#[derive(Debug, Clone)]
pub struct Holiday {
    /// When.
    pub days: Stretch,
    /// What it is.
    pub name: Option<String>,
}

/// Days on which a role is away.
#[derive(Debug, Clone)]
pub struct Absence {
    /// The role, which is in the team.
    pub role: RoleName,
    /// When.
    pub days: Stretch,
    /// Hundredths of a full-time person who are away, no more than the role has.
    pub fte_hundredths: u32,
}

/// When a capability may start, and when it should be ready.
#[derive(Debug, Clone)]
pub struct Dates {
    /// The first day of work.
    pub earliest: Option<NaiveDate>,
    /// The day on which it should be ready, lag included.
    pub deadline: Option<NaiveDate>,
    /// Why.
    pub because: String,
}

/// Capabilities that belong together.
#[derive(Debug, Clone)]
pub struct WorkPackage {
    /// Name for people.
    pub title: String,
    /// Its capabilities, one or more.
    pub capabilities: Vec<CapabilityId>,
}

/// A role with a capacity.
#[derive(Debug, Clone)]
pub struct Role {
    /// Hundredths of a full-time person, 5 or more.
    pub fte_hundredths: u32,
    /// Work kinds that it does.
    pub does: Vec<WorkKindId>,
    /// Whether it is in the plan, or assumed because nobody in the plan does the kind.
    pub bought_in: bool,
}

/// A soft need that is not followed.
#[derive(Debug, Clone)]
pub struct DroppedNeed {
    /// The capability that has it.
    pub capability: CapabilityId,
    /// The capability that it would come after.
    pub need: CapabilityId,
    /// Why.
    pub because: String,
}

/// A replaced estimate.
#[derive(Debug, Clone)]
pub struct Override {
    /// New three points.
    pub effort: Option<ThreePoint>,
    /// New value in hundredths of a threat point.
    pub value_hundredths: Option<u32>,
    /// Who says so.
    pub who: String,
    /// When.
    pub when: NaiveDate,
    /// Why.
    pub why: String,
}

/// Who pays for a piece of work.
#[derive(Debug, Clone)]
pub struct LedgerEntry {
    /// The piece of work.
    pub activity: Activity,
    /// Name of who pays or was asked.
    pub funder: String,
    /// The same in the catalog; none for a funder that it does not have.
    pub profile: Option<FunderId>,
    /// How far it is.
    pub status: FundingStatus,
    /// Amount and currency, where known.
    pub amount: Option<(Minor, Currency)>,
    /// When.
    pub date: Option<PartialDate>,
    /// What shows it.
    pub link: Option<String>,
}

impl LedgerEntry {
    /// Whether it pays, or would pay, for a capability.
    pub fn covers(&self, capability: &CapabilityId) -> bool {
        self.activity.capabilities().contains(capability)
    }
}

/// What was done for a piece of work, and what it took.
#[derive(Debug, Clone)]
pub struct ProgressEntry {
    /// The piece of work.
    pub activity: Activity,
    /// When.
    pub date: NaiveDate,
    /// What was done.
    pub note: Option<String>,
    /// What shows it.
    pub link: Option<String>,
    /// Hours of work, in hundredths.
    pub hours_hundredths: Option<u32>,
    /// Amount and currency.
    pub amount: Option<(Minor, Currency)>,
    /// Why it did not go as planned.
    pub deviation: Option<String>,
}

/// A piece of work that somebody pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Activity {
    /// A capability.
    Capability(CapabilityId),
    /// A work package of the plan.
    WorkPackage {
        /// Its id.
        id: WorkPackageId,
        /// Its capabilities.
        capabilities: Vec<CapabilityId>,
    },
}

impl Activity {
    /// Its capabilities, one or more.
    pub fn capabilities(&self) -> &[CapabilityId] {
        match self {
            Self::Capability(id) => std::slice::from_ref(id),
            Self::WorkPackage { capabilities, .. } => capabilities,
        }
    }
}

/// How far a request for money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FundingStatus {
    /// Being written.
    Draft,
    /// Handed in.
    Submitted,
    /// Agreed.
    Granted,
    /// Refused.
    Declined,
    /// Paid for and finished.
    Done,
}

impl FundingStatus {
    /// The word in plan.yaml.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Granted => "granted",
            Self::Declined => "declined",
            Self::Done => "done",
        }
    }

    /// Whether it waits for an answer, or is about to be handed in.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted)
    }

    /// Whether somebody has agreed to pay for it.
    pub fn is_funded(self) -> bool {
        matches!(self, Self::Granted | Self::Done)
    }
}
