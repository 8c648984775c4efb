//! `catalog/funders/<id>.yaml`: what a funder pays for, asks and forbids, and where each fact stands.

use schemars::JsonSchema;
use serde::Deserialize;

use super::knowledge::Citation;
use super::{Number, OrUnknown, Spanned, Text};

/// A funder, as far as it is on record. What nobody knows is written `unknown`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Funder")]
pub struct Funder {
    /// Lower-case words with hyphens; equal to the name of the file.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// What it is and what it pays for, in a sentence.
    pub about: Text,
    /// Its home page.
    pub home: Option<Text>,
    /// Who and what can be paid for.
    pub eligibility: OrUnknown<Vec<Fact>>,
    /// Currency of its grants.
    pub currency: OrUnknown<CurrencyFact>,
    /// The least that it gives.
    pub floor: OrUnknown<AmountFact>,
    /// The most that it gives.
    pub ceiling: OrUnknown<AmountFact>,
    /// How long the work may take.
    pub duration: OrUnknown<Fact>,
    /// Anything else to know about amounts.
    #[serde(default)]
    pub amounts: Vec<Fact>,
    /// When it takes proposals.
    pub windows: OrUnknown<Vec<Window>>,
    /// How long it takes to decide; left out where nobody knows.
    pub decision: Option<Decision>,
    /// How it chooses.
    pub criteria: OrUnknown<Vec<Fact>>,
    /// What it asks for once it pays.
    pub duties: OrUnknown<Vec<Fact>>,
    /// Where reports on the work that it pays for lie. What such a report shows may be paid for already.
    #[serde(default)]
    pub reports: Vec<ReportsAt>,
    /// Its rules on four points that proposals fail on.
    pub rules: Rules,
    /// What it asks.
    pub form: Form,
    /// Sources that stand in no other file, for a funder that one file adds.
    #[serde(default)]
    pub sources: Vec<Citation>,
}

/// Where reports on paid work lie.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportsAt {
    /// How their addresses begin.
    pub address: Text,
    /// Source id.
    pub source: Text,
}

/// A fact in words and where it stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The fact, as a sentence.
    pub fact: Text,
    /// Source id.
    pub source: Text,
}

/// A currency and where it stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CurrencyFact {
    /// ISO 4217 code.
    pub code: Text,
    /// Source id.
    pub source: Text,
}

/// An amount in the funder's currency and where it stands.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AmountFact {
    /// The amount, 0 or more.
    pub amount: Spanned<Number>,
    /// The amount itself lies outside: a floor that must be exceeded, a ceiling that must not be reached.
    #[serde(default)]
    pub exclusive: bool,
    /// What it holds for, where that is not everything.
    pub holds_for: Option<Text>,
    /// Source id.
    pub source: Text,
}

/// When proposals are taken: months that come back each year, or days.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Window {
    /// In words.
    pub text: Text,
    /// Months of the year, 1 to 12.
    #[serde(default)]
    pub months: Vec<Spanned<Number>>,
    /// First day of each of these months, 1 to 31; left out where only the last is known.
    pub opens_on: Option<Spanned<Number>>,
    /// Last day of each of these months, 1 to 31; the end of the month where it has fewer days.
    pub closes_on: Option<Spanned<Number>>,
    /// Deadlines, `YYYY-MM-DD`.
    #[serde(default)]
    pub deadlines: Vec<Text>,
    /// Source id.
    pub source: Text,
}

/// How long it takes from the last day to hand in, or from the day of handing in where there is none, to the decision.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The fact, as a sentence.
    pub fact: Text,
    /// Months at least, 0 to 36.
    pub least_months: Spanned<Number>,
    /// Months at most, not less.
    pub most_months: Spanned<Number>,
    /// Source id.
    pub source: Text,
}

/// Rules on four points that proposals fail on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Whether it refuses work that somebody else pays for.
    pub no_duplicate_funding: OrUnknown<Rule>,
    /// Whether use of generative AI has to be disclosed.
    pub genai_disclosure: OrUnknown<Rule>,
    /// Whether the budget has to name rates.
    pub explicit_rates: OrUnknown<Rule>,
    /// Whether the maintainers' consent has to be shown.
    pub consent: OrUnknown<Rule>,
}

/// Whether a rule holds, and how it reads.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Whether it holds.
    pub holds: bool,
    /// The rule, as a sentence.
    pub fact: Text,
    /// Source id.
    pub source: Text,
}

/// The questions of a funder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Whether it is filled in once, or once for each piece of work.
    pub per: Spanned<Per>,
    /// Where it is, and what is not known about it.
    #[serde(default)]
    pub notes: Vec<Fact>,
    /// Its fields, in its order.
    pub fields: Vec<Field>,
}

/// How often a form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Once for the whole proposal.
    Proposal,
    /// Once for each piece of work.
    Item,
}

/// A field of a form.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Letters, digits, `_`, `-` and `.`; the form's own name of the field where it has one.
    pub id: Text,
    /// The question, in our words.
    pub question: Text,
    /// Whether it must be answered.
    pub requirement: Spanned<Requirement>,
    /// When it must be answered, for a conditional field.
    pub condition: Option<Text>,
    /// What kind of answer it takes.
    pub kind: Spanned<Kind>,
    /// `300 words`, `2000 characters`, `5 to 2000 characters`; `none` where the form states none, `unknown` where nobody knows.
    pub limit: Text,
    /// Length that the funder advises, in the unit of the limit, 1 to 1,000,000.
    pub recommended: Option<Spanned<Number>>,
    /// What can be chosen, where that is known.
    #[serde(default)]
    pub choices: Vec<Text>,
    /// Part of a proposal that answers it.
    pub part: Spanned<Part>,
    /// Source id.
    pub source: Text,
}

/// Whether a field must be answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Requirement {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// Under a condition.
    Conditional,
    /// Nobody knows.
    Unknown,
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Integer,
    /// Money in whole units of the funder's currency.
    Amount,
    /// A day.
    Date,
    /// A web address.
    Link,
    /// Several lines, one thing each.
    List,
    /// One of several words.
    Choice,
    /// A box to tick; only a person can.
    Confirmation,
    /// A file to send along.
    File,
}

/// Part of a proposal that answers a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// A title.
    Title,
    /// A sentence or two.
    Summary,
    /// One sentence.
    Sentence,
    /// The whole in short: problem, work, outcome.
    Abstract,
    /// Name of the registry.
    Registry,
    /// What the registry is and why it matters.
    Project,
    /// Who depends on it.
    Dependents,
    /// What the registry is, who depends on it, how its security stands, and what is wrong.
    CurrentState,
    /// What is wrong today.
    Problem,
    /// What will be done.
    Work,
    /// What will be done, and by whom.
    Approach,
    /// What will be handed over.
    Deliverables,
    /// What is better afterwards, and how one can tell.
    Outcomes,
    /// How one can see that it is done.
    Evaluation,
    /// Who gains from it.
    Beneficiaries,
    /// Work of the kind that was done elsewhere.
    Comparison,
    /// What may go wrong.
    Risks,
    /// What follows without the money.
    IfNotFunded,
    /// Hours of work, a whole number.
    Hours,
    /// The amount asked for.
    Cost,
    /// Currency of the amount.
    Currency,
    /// Whole months from first to last day.
    Duration,
    /// Cost line by line, with rates.
    Budget,
    /// What is done by when, and what it costs.
    Milestones,
    /// Kinds of work.
    WorkKinds,
    /// Roles and capacities.
    Team,
    /// Why these people can do it.
    Qualification,
    /// Who answers for the work.
    Responsible,
    /// Who pays afterwards.
    Sustainability,
    /// Who else pays or has paid.
    FundingElsewhere,
    /// That nobody else pays for the same work.
    NoDuplicateFunding,
    /// What shows that the maintainers agree.
    Consent,
    /// How the community takes part.
    Community,
    /// Name of the applicant.
    Organisation,
    /// What the applicant is.
    About,
    /// Who asks, what for, and under which licence.
    Identity,
    /// Legal form of the applicant.
    LegalStatus,
    /// Name of the person to talk to.
    Person,
    /// Role of that person in the project.
    Role,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Postal address.
    Address,
    /// Country of the person who signs.
    Country,
    /// Home page of the applicant.
    Home,
    /// Home page of the project.
    Website,
    /// Where the source code is.
    Repository,
    /// Licence of the work.
    Licence,
    /// Use of generative AI.
    Genai,
    /// Something that only the applicant can say, in the answer to this field.
    OwnWords,
}
