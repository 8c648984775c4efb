//! `catalog/capabilities/<id>.yaml`: one capability of the framework.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, OrUnknown, Spanned, Text};

/// A capability of the framework, with all that is needed to plan and to propose it.
///
/// Every text is plain text. Write `|-` for several paragraphs, with an empty line between.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Capability")]
pub struct Capability {
    /// Lower-case words with hyphens; equal to the name of the file.
    pub id: Text,
    /// Number for tables, for instance `A2.1`: category letter, level, place in the framework's text.
    pub number: Text,
    /// Short title in the imperative.
    pub title: Text,
    /// Id of a category in framework.yaml.
    pub category: Text,
    /// Level that asks for this capability (1 to the highest level of the framework).
    pub level: Spanned<Number>,
    /// What the framework asks for, in our words.
    pub requirement: Text,
    /// Source id of the framework's text.
    pub reference: Text,
    /// Parts that can be met one by one; their shares sum to 100.
    #[serde(default)]
    pub sub_checks: Vec<SubCheck>,
    /// Conditions on the registry, all of which must hold; those of the category hold in addition.
    #[serde(default)]
    pub applies_when: Vec<Condition>,
    /// What has to come first.
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Threats that this capability mitigates.
    pub threats: Vec<Mitigation>,
    /// Three-point estimate of the effort.
    pub effort: Effort,
    /// Share of the effort per work kind in percent; sums to 100, the largest first.
    pub work: IndexMap<Text, Spanned<Number>>,
    /// Time that passes without effort after the work is done: notice periods, review by a community, onboarding of partners.
    pub calendar_lag: CalendarLag,
    /// Costs other than work.
    #[serde(default)]
    pub direct_costs: Vec<DirectCost>,
    /// What it costs to run afterwards.
    pub ongoing: Option<Ongoing>,
    /// Conditions outside the framework, for instance an advisory database.
    #[serde(default)]
    pub prerequisites: Vec<Text>,
    /// Prose for proposals.
    pub proposal: Proposal,
}

/// A part of a capability that can be met by itself.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubCheck {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// What is checked, as a statement that is true when it is met.
    pub title: Text,
    /// Whole percent of the capability's effort, 1 to 100.
    pub share: Spanned<Number>,
}

/// A condition on the taxonomy answers of a registry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// `question=answer`; one of them must hold.
    pub any_of: Vec<Text>,
    /// Why it does not apply otherwise, as a sentence.
    pub because: Text,
}

/// Something that has to come first: one capability, or any one of several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Need {
    /// The capability that is needed.
    pub capability: Option<Text>,
    /// Several capabilities, each of which would do.
    pub any_of: Option<Vec<Text>>,
    /// Whether it cannot be built without, or is better built after.
    pub strength: Spanned<Strength>,
    /// Why, as a sentence.
    pub because: Text,
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// How binding a need is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Cannot be built or operated without.
    Hard,
    /// Advice on the order; a plan may drop it.
    Soft,
}

/// A threat that a capability mitigates.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Mitigation {
    /// Threat id.
    pub threat: Text,
    /// How much it does against the threat.
    pub contribution: Spanned<Contribution>,
}

/// How much a capability does against a threat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Contribution {
    /// Blocks or detects it by itself; counts 3.
    Primary,
    /// Helps others to do so; counts 1.
    Supporting,
}

/// A three-point estimate of work and what it rests on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Person-weeks if everything goes well, 0.01 to 1,000 with up to two decimals.
    pub optimistic: Spanned<Number>,
    /// Person-weeks, most likely; not less.
    pub likely: Spanned<Number>,
    /// Person-weeks if most things go wrong; not less.
    pub pessimistic: Spanned<Number>,
    /// What the estimate rests on.
    pub basis: Spanned<Basis>,
    /// Precedents cited.
    #[serde(default)]
    pub precedents: Vec<Text>,
    /// What shapes each of the three points.
    pub explanation: Text,
}

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// Shaped by the precedents cited.
    Precedent,
    /// Expert judgement by analogy alone.
    Analogy,
}

/// Time that passes while nobody works on it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarLag {
    /// Whole weeks, 0 to 520.
    pub weeks: Spanned<Number>,
    /// What the figure rests on.
    pub basis: Spanned<Basis>,
    /// What happens in that time, as sentences.
    pub because: Text,
    /// Precedents cited.
    #[serde(default)]
    pub precedents: Vec<Text>,
}

/// A cost other than work.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DirectCost {
    /// What is bought.
    pub what: Text,
    /// The range, or `unknown`.
    pub amount: OrUnknown<CostRange>,
    /// What the figure rests on, or why it is unknown.
    pub because: Text,
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Low, likely and high amount in one currency.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostRange {
    /// Low end, 0 or more.
    pub low: Spanned<Number>,
    /// Most likely.
    pub likely: Spanned<Number>,
    /// High end.
    pub high: Spanned<Number>,
    /// ISO 4217 code.
    pub currency: Text,
}

/// Running cost after the work is done.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ongoing {
    /// What goes on.
    pub what: Text,
    /// Share of a full-time person, where known.
    pub fte: Option<FteRange>,
    /// Source ids.
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// Range of full-time equivalents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FteRange {
    /// Low end, in full-time persons, 0 to 1,000.
    pub low: Spanned<Number>,
    /// High end, in full-time persons, not less.
    pub high: Spanned<Number>,
}

/// Prose for proposals; `{registry}` and `{ecosystem}` are replaced by the names in the assessment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// One sentence.
    pub summary: Text,
    /// The problem and the threat, as it is where the capability is missing.
    pub situation: Text,
    /// What will be built.
    pub change: Text,
    /// What it solves.
    pub benefits: Vec<Benefit>,
    /// What will be handed over.
    pub deliverables: Vec<Part>,
    /// How a reviewer can see that it is done.
    pub acceptance: Vec<Part>,
    /// What may go wrong and what is done about it.
    pub risks: Vec<Risk>,
    /// What follows if nobody pays for it.
    pub if_not_funded: Text,
    /// Incident ids.
    #[serde(default)]
    pub incidents: Vec<Text>,
    /// Source ids of the figures in the prose.
    #[serde(default)]
    pub sources: Vec<Text>,
}

/// What somebody gains.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Benefit {
    /// The sentence.
    pub text: Text,
    /// Who gains it.
    pub who: Spanned<Beneficiary>,
    /// The sub-check that it belongs to; left out of a proposal where that one is met already.
    pub sub_check: Option<Text>,
    /// Work on record that the sentence argues with; left out for the registry that did it.
    #[serde(default)]
    pub precedents: Vec<Text>,
}

/// Who gains from a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The sentence.
    pub text: Text,
    /// The sub-check that it belongs to; left out of a proposal where that one is met already.
    pub sub_check: Option<Text>,
}

/// A risk and what is done about it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Risk {
    /// What may go wrong.
    pub risk: Text,
    /// What is done about it.
    pub mitigation: Text,
}
