//! Parts of a proposal, which fields of forms ask for.

/// Part of a proposal that answers a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
