//! A capability of the framework.

use indexmap::IndexMap;

use super::effort::ThreePoint;
use super::id::{CapabilityId, CategoryId, IncidentId, PrecedentId, SourceId, SubCheckId, ThreatId, WorkKindId};
use super::level::Level;
use super::money::{CostRange, Currency};
use super::percent::Percent;

/// A capability with all that is needed to plan and to propose it.
#[derive(Debug, Clone)]
pub struct Capability {
    /// Its id, equal to the name of its file.
    pub id: CapabilityId,
    /// Number for tables, for instance `A2.1`.
    pub number: String,
    /// Short title in the imperative.
    pub title: String,
    /// Its category.
    pub category: CategoryId,
    /// The level that asks for it, 1 or more.
    pub level: Level,
    /// What the framework asks for, in our words.
    pub requirement: String,
    /// The framework's text.
    pub reference: SourceId,
    /// Parts that can be met one by one; the shares sum to 100 where there are any.
    pub sub_checks: IndexMap<SubCheckId, SubCheck>,
    /// All of these must hold, and those of the category.
    pub applies_when: Vec<Condition>,
    /// What has to come first.
    pub needs: Vec<Need>,
    /// Threats and how much it does against each.
    pub threats: IndexMap<ThreatId, Contribution>,
    /// The estimate.
    pub effort: Estimate,
    /// Percent of the effort per work kind; sums to 100.
    pub work: IndexMap<WorkKindId, Percent>,
    /// Time that passes after the work.
    pub calendar_lag: CalendarLag,
    /// Costs other than work.
    pub direct_costs: Vec<DirectCost>,
    /// Running cost afterwards.
    pub ongoing: Option<Ongoing>,
    /// Conditions outside the framework.
    pub prerequisites: Vec<String>,
    /// Prose for proposals.
    pub proposal: Prose,
}

/// A part of a capability.
#[derive(Debug, Clone)]
pub struct SubCheck {
    /// A statement that is true when it is met.
    pub title: String,
    /// Percent of the capability's effort.
    pub share: Percent,
}

/// A condition on the taxonomy answers of a registry.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Pairs of question and answer, one of which must hold.
    pub any_of: Vec<(String, String)>,
    /// Why it does not apply otherwise.
    pub because: String,
}

/// Something that has to come first.
#[derive(Debug, Clone)]
pub struct Need {
    /// One capability, or several each of which would do; never empty.
    pub alternatives: Vec<CapabilityId>,
    /// How binding it is.
    pub strength: Strength,
    /// Why.
    pub because: String,
    /// What that rests on.
    pub sources: Vec<SourceId>,
}

/// How binding a need is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Cannot be built or operated without.
    Hard,
    /// Advice on the order.
    Soft,
}

/// How much a capability does against a threat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contribution {
    /// Blocks or detects it by itself.
    Primary,
    /// Helps others to do so.
    Supporting,
}

impl Contribution {
    /// Factor on the weight of the threat.
    pub fn factor(self) -> u32 {
        match self {
            Self::Primary => 3,
            Self::Supporting => 1,
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// Precedents that are named.
    Precedent,
    /// Expert judgement by analogy.
    Analogy,
}

/// A three-point estimate and what it rests on.
#[derive(Debug, Clone)]
pub struct Estimate {
    /// The three points.
    pub points: ThreePoint,
    /// What they rest on.
    pub basis: Basis,
    /// Precedents cited.
    pub precedents: Vec<PrecedentId>,
    /// What shapes each point.
    pub explanation: String,
}

/// Time that passes while nobody works on it.
#[derive(Debug, Clone)]
pub struct CalendarLag {
    /// Whole weeks.
    pub weeks: u32,
    /// What the figure rests on.
    pub basis: Basis,
    /// What happens in that time.
    pub because: String,
    /// Precedents cited.
    pub precedents: Vec<PrecedentId>,
}

/// A cost other than work.
#[derive(Debug, Clone)]
pub struct DirectCost {
    /// What is bought.
    pub what: String,
    /// Range and currency; none where nobody knows.
    pub amount: Option<(CostRange, Currency)>,
    /// What the figure rests on, or why it is unknown.
    pub because: String,
    /// Sources.
    pub sources: Vec<SourceId>,
}

/// Running cost after the work is done.
#[derive(Debug, Clone)]
pub struct Ongoing {
    /// What goes on.
    pub what: String,
    /// Low and high share of a full-time person in hundredths, where known.
    pub fte_hundredths: Option<(u32, u32)>,
    /// Sources.
    pub sources: Vec<SourceId>,
}

/// Prose for proposals. `{registry}` and `{ecosystem}` stand for names.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    /// One sentence.
    pub summary: String,
    /// The problem and the threat.
    pub situation: String,
    /// What will be built.
    pub change: String,
    /// What it solves.
    pub benefits: Vec<Benefit>,
    /// What will be handed over.
    pub deliverables: Vec<Part>,
    /// How a reviewer can see that it is done.
    pub acceptance: Vec<Part>,
    /// What may go wrong and what is done about it.
    pub risks: Vec<Risk>,
    /// What follows if nobody pays for it.
    pub if_not_funded: String,
    /// Incidents that it speaks of.
    pub incidents: Vec<IncidentId>,
    /// Sources of its figures.
    pub sources: Vec<SourceId>,
}

/// What somebody gains.
#[derive(Debug, Clone)]
pub struct Benefit {
    /// The sentence.
    pub text: String,
    /// Who gains it.
    pub who: Beneficiary,
    /// The sub-check that it belongs to.
    pub sub_check: Option<SubCheckId>,
    /// Work on record that it argues with; it says nothing to the registry that did it.
    pub precedents: Vec<PrecedentId>,
}

/// Who gains from a capability, in the order in which they are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beneficiary {
    /// People who install packages.
    Users,
    /// Maintainers of packages.
    Publishers,
    /// Staff and volunteers of the registry.
    Staff,
    /// Companies, public offices and others that build on the ecosystem.
    Downstream,
    /// Security researchers.
    Researchers,
    /// Other registries.
    Registries,
}

/// A deliverable or an acceptance criterion.
#[derive(Debug, Clone)]
pub struct Part {
    /// The sentence.
    pub text: String,
    /// The sub-check that it belongs to.
    pub sub_check: Option<SubCheckId>,
}

/// A risk and what is done about it.
#[derive(Debug, Clone)]
pub struct Risk {
    /// What may go wrong.
    pub risk: String,
    /// What is done about it.
    pub mitigation: String,
}
