//! `plan.yaml`: what a registry wants, with whom, at what rates, and who pays.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, Spanned, Text};

/// What a registry wants: target, team, rates, start, funding so far.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Plan")]
pub struct Plan {
    /// Id of the framework, for instance `principles-v0.1`.
    pub framework: Text,
    /// A label to print on everything made from this file, for a plan that is made up.
    pub illustrative: Option<Text>,
    /// Date of the plan, `YYYY-MM-DD`; printed on its documents.
    pub dated: Text,
    /// Who asks.
    pub applicant: Option<Applicant>,
    /// The applicant's own words.
    pub narrative: Option<Narrative>,
    /// What to reach.
    pub target: Target,
    /// What comes first; `risk` where it is left out.
    pub policy: Option<Spanned<Policy>>,
    /// First working day of the plan, `YYYY-MM-DD`.
    pub start: Text,
    /// What the dates aim at; `value-first` where it is left out.
    pub objective: Option<Spanned<Objective>>,
    /// Who does the work: counted capacities, not names.
    pub team: Vec<Role>,
    /// Days on which nobody works, beside weekends.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// Days on which a role, or a part of it, is away.
    #[serde(default)]
    pub absences: Vec<Absence>,
    /// Earliest dates and deadlines of capabilities.
    #[serde(default)]
    pub dates: Vec<Dates>,
    /// Capabilities that are planned, reported and paid for together.
    #[serde(default)]
    pub work_packages: Vec<WorkPackage>,
    /// What work costs. Without it the plan shows effort and dates alone.
    pub rates: Option<Rates>,
    /// Added to all costs, in whole percent, 0 to 100; 0 where it is left out.
    pub overhead_percent: Option<Spanned<Number>>,
    /// Rates for direct costs in other currencies, as of a date.
    #[serde(default)]
    pub exchange_rates: Vec<ExchangeRate>,
    /// Priority per threat id, 0 to 10 with up to two decimals; 1 where it is left out.
    #[serde(default)]
    pub priorities: IndexMap<Text, Spanned<Number>>,
    /// Soft needs that this plan does not follow.
    #[serde(default)]
    pub drop_soft: Vec<DroppedNeed>,
    /// Estimates that this plan replaces.
    #[serde(default)]
    pub estimates: Vec<Override>,
    /// Who pays for what so far.
    #[serde(default)]
    pub ledger: Vec<LedgerEntry>,
    /// What has been done and spent so far, for reports.
    #[serde(default)]
    pub progress: Vec<ProgressEntry>,
}

/// Who asks for the money.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// Name of the organisation or group.
    pub organisation: Text,
    /// How to reach it.
    pub contact: Option<Text>,
    /// Its home page.
    pub url: Option<Text>,
    /// What it is, in a sentence or two.
    pub about: Option<Text>,
    /// Its legal form, such as `non-profit association`.
    pub legal_status: Option<Text>,
    /// Name of the person to talk to.
    pub person: Option<Text>,
    /// Role of that person in the project, such as `maintainer`.
    pub role: Option<Text>,
    /// E-mail address of that person.
    pub email: Option<Text>,
    /// Telephone number.
    pub phone: Option<Text>,
    /// Postal address.
    pub address: Option<Text>,
    /// Country of residence of the person who signs.
    pub country: Option<Text>,
    /// Home page of the project; that of the registry where it is left out.
    pub website: Option<Text>,
    /// Where the source code is.
    pub repository: Option<Text>,
    /// Licence of the work, such as `MIT`.
    pub licence: Option<Text>,
}

/// Text that only the applicant can write; plain text. Write `|-` for several paragraphs, with an empty line between.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Narrative {
    /// Replaces the computed summary.
    pub summary: Option<Text>,
    /// Comes before the computed motivation.
    pub motivation: Option<Text>,
    /// Alternatives that were considered, beside those that are computed.
    #[serde(default)]
    pub alternatives: Vec<Text>,
    /// Who pays for operation afterwards.
    pub sustainability: Option<Text>,
    /// What the registry is, and why it matters.
    pub project: Option<Text>,
    /// Who depends on it, with figures.
    pub dependents: Option<Text>,
    /// Who is to do the work, and why they can.
    pub qualification: Option<Text>,
    /// How the community takes part.
    pub community: Option<Text>,
    /// How the work was paid for so far, and who else pays or was asked.
    pub funding_elsewhere: Option<Text>,
    /// Who gains, beyond the groups that the catalog names, for instance public offices that rely on the registry.
    #[serde(default)]
    pub target_groups: Vec<TargetGroup>,
    /// What shows that the maintainers agree.
    pub consent: Option<ConsentEvidence>,
    /// Whether generative AI was used for the proposal: which model, and for what.
    pub genai: Option<Text>,
    /// Whether generative AI had a part in the texts of the catalog, which the computed answers quote, as far as you know.
    pub genai_catalog: Option<Text>,
    /// Answers to single fields of a form, by the id of the funder and then of the field. They stand before whatever
    /// is computed; `fundable explain <funder>` lists the fields. Marks of Markdown are taken out.
    #[serde(default)]
    pub answers: IndexMap<Text, IndexMap<Text, Text>>,
}

/// A group of people who gain from the work.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetGroup {
    /// Who they are, with a figure where there is one.
    pub who: Text,
    /// What they gain, as a sentence.
    pub gain: Text,
}

/// What shows that the maintainers agree.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConsentEvidence {
    /// Who agreed to what, and when.
    pub statement: Text,
    /// Permanent link to where it can be read.
    pub link: Option<Text>,
    /// The same for each client outside the registry that a part of the work lands in.
    #[serde(default)]
    pub clients: Vec<ClientConsent>,
}

/// What shows that the maintainers of a client agree.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientConsent {
    /// Name of the client.
    pub client: Text,
    /// Who agreed to what, and when.
    pub statement: Text,
    /// Permanent link to where it can be read.
    pub link: Option<Text>,
}

/// What to reach.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Level for every category, 1 to the highest level.
    pub level: Spanned<Number>,
    /// Other levels for some categories; 0 leaves a category out.
    #[serde(default)]
    pub categories: IndexMap<Text, Spanned<Number>>,
    /// Capability ids beyond the level.
    #[serde(default)]
    pub include: Vec<Text>,
    /// Capabilities that are left out on purpose.
    #[serde(default)]
    pub exclude: Vec<Excluded>,
}

/// A capability left out on purpose.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Excluded {
    /// Capability id.
    pub capability: Text,
    /// Why, as a sentence.
    pub because: Text,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// The most threat mitigated per week of work (default).
    Risk,
    /// Finish level 1 everywhere, then level 2, and so on.
    LevelFirst,
    /// The most capabilities finished early.
    QuickWins,
}

/// What the dates aim at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Objective {
    /// Keep to the order, so that what matters most is done first (default).
    ValueFirst,
    /// Finish everything as early as the team can, in whatever order.
    EarliestEnd,
}

/// Days on which nobody works.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day, or the first of several, `YYYY-MM-DD`.
    pub from: Text,
    /// The last day, `YYYY-MM-DD`; the same day where it is left out.
    pub to: Option<Text>,
    /// What it is.
    pub name: Option<Text>,
}

/// Days on which a role is away.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// Name of the role.
    pub role: Text,
    /// First day, `YYYY-MM-DD`.
    pub from: Text,
    /// Last day, `YYYY-MM-DD`; the first day where it is left out.
    pub to: Option<Text>,
    /// Full-time persons who are away; all of the role where it is left out.
    pub fte: Option<Spanned<Number>>,
}

/// When a capability may start, and when it should be ready.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    /// Capability id.
    pub capability: Text,
    /// The first day of work, `YYYY-MM-DD`.
    pub earliest: Option<Text>,
    /// The day on which it should be ready, with its notice period, `YYYY-MM-DD`.
    pub deadline: Option<Text>,
    /// Why, as a sentence.
    pub because: Text,
}

/// Capabilities that belong together.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkPackage {
    /// A name for machines: lower-case words with hyphens.
    pub id: Text,
    /// A name for people.
    pub title: Text,
    /// Capability ids; each stands in one package at most.
    pub capabilities: Vec<Text>,
}

/// A role with a capacity.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name.
    pub role: Text,
    /// Full-time persons, 0.05 to 1,000 with up to two decimals.
    pub fte: Spanned<Number>,
    /// Work kinds that it does; each kind belongs to one role.
    pub does: Vec<Text>,
}

/// What work costs.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// ISO 4217 code.
    pub currency: Text,
    /// What a rate pays for.
    pub per: Spanned<Per>,
    /// Hours in a person-week, 1 to 80; 40 where it is left out.
    pub hours_per_week: Option<Spanned<Number>>,
    /// Rate of every work kind that is not listed, 0 or more.
    pub default: Option<Spanned<Number>>,
    /// Rate per work kind, 0 or more.
    #[serde(default)]
    pub kinds: IndexMap<Text, Spanned<Number>>,
    /// What the rates rest on, as a sentence: a tariff, a contract, a survey, with its date.
    pub basis: Option<Text>,
}

/// What a rate pays for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// A person-hour.
    Hour,
    /// A person-day, a fifth of a week.
    Day,
    /// A person-week.
    Week,
}

/// A rate of exchange as somebody found it.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    /// ISO 4217 code of the amount to convert.
    pub from: Text,
    /// ISO 4217 code of the result.
    pub to: Text,
    /// How much of `to` one unit of `from` buys, above 0 with up to six decimals.
    pub rate: Spanned<Number>,
    /// When, `YYYY-MM-DD`.
    pub date: Text,
    /// Where it was found.
    pub source: Text,
}

/// A soft need that the plan does not follow.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DroppedNeed {
    /// The capability that has the need.
    pub capability: Text,
    /// The capability that it would come after.
    pub need: Text,
    /// Why, as a sentence.
    pub because: Text,
}

/// Replaces an estimate or a value of the catalog, with who, when and why.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// Capability id.
    pub capability: Text,
    /// The new three points.
    pub effort: Option<ThreePoint>,
    /// The new value: threat weight times contribution, summed; 0 to 1,000 with up to two decimals.
    pub value: Option<Spanned<Number>>,
    /// Who says so.
    pub who: Text,
    /// When, `YYYY-MM-DD`.
    pub when: Text,
    /// Why, as a sentence.
    pub why: Text,
}

/// Three points of an estimate in person-weeks, 0.01 to 1,000 with up to two decimals; none below the one before.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThreePoint {
    /// If everything goes well.
    pub optimistic: Spanned<Number>,
    /// Most likely.
    pub likely: Spanned<Number>,
    /// If most things go wrong.
    pub pessimistic: Spanned<Number>,
}

/// Who pays for a capability or a work package.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LedgerEntry {
    /// Capability id; an entry has this or `work_package`.
    pub capability: Option<Text>,
    /// Id of a work package of this plan, with all its capabilities.
    pub work_package: Option<Text>,
    /// Who pays or was asked: the id of a funder in the catalog, or a name.
    pub funder: Text,
    /// How far it is.
    pub status: Spanned<FundingStatus>,
    /// Amount, 0 or more, where it is known.
    pub amount: Option<Spanned<Number>>,
    /// ISO 4217 code of the amount; the currency of the rates where it is left out.
    pub currency: Option<Text>,
    /// When, `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Option<Text>,
    /// Permanent link to what shows it.
    pub link: Option<Text>,
}

/// How far a request for money is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
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

/// What was done for a capability or a work package, and what it took. A public report prints no entry about anything that
/// an assessment calls confidential.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgressEntry {
    /// Capability id; an entry has this or `work_package`.
    pub capability: Option<Text>,
    /// Id of a work package of this plan.
    pub work_package: Option<Text>,
    /// When, `YYYY-MM-DD`.
    pub date: Text,
    /// What was done, as sentences.
    pub note: Option<Text>,
    /// Permanent link to what shows it.
    pub link: Option<Text>,
    /// Hours of work that this entry stands for, 0 to 100,000.
    pub hours: Option<Spanned<Number>>,
    /// Money that this entry stands for, 0 or more.
    pub amount: Option<Spanned<Number>>,
    /// ISO 4217 code of the amount; the currency of the rates where it is left out.
    pub currency: Option<Text>,
    /// Why it did not go as planned, as sentences.
    pub deviation: Option<Text>,
}
