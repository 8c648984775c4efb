//! What is true of a registry on a date.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::date::PartialDate;
use super::id::{CapabilityId, SubCheckId};
use super::percent::Percent;

/// An assessment that answers every capability of the catalog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// Label for an assessment that its registry did not make.
    pub illustrative: Option<String>,
    /// The registry.
    pub repository: Repository,
    /// Its date.
    pub assessed_on: NaiveDate,
    /// Who made it.
    pub assessed_by: Vec<String>,
    /// Answers per taxonomy question; a question that does not apply is absent.
    pub taxonomy: IndexMap<String, String>,
    /// One answer per capability, in the order of the catalog.
    pub answers: IndexMap<CapabilityId, Answer>,
}

/// A package repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Its name.
    pub name: String,
    /// Language or system that it serves.
    pub ecosystem: String,
    /// Home page.
    pub url: Option<String>,
    /// Identity provider, where login is delegated.
    pub login_provider: Option<String>,
}

/// The answer for one capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What is true.
    pub status: Status,
    /// A separate tool that provides it today.
    pub by_third_party: Option<String>,
    /// What shows it.
    pub evidence: Vec<Evidence>,
    /// Anything else.
    pub note: Option<String>,
    /// Keep details out of public documents.
    pub confidential: bool,
}

/// What is true of a capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// All in place.
    Met,
    /// Some in place.
    Partial(PartLeft),
    /// Nothing in place.
    Missing,
    /// Makes no sense here, with the reason.
    NotApplicable(String),
    /// An identity provider does it.
    Delegated(String),
    /// Nobody knows; false if it was not even listed.
    Unknown {
        /// Whether the assessment lists it.
        listed: bool,
    },
}

/// What is left of a capability that is partly in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartLeft {
    /// Percent of the effort that is left, 1 to 100.
    pub left: Percent,
    /// Sub-checks that are met.
    pub met: Vec<SubCheckId>,
    /// Sub-checks that are known to be missing.
    pub missing: Vec<SubCheckId>,
    /// Sub-checks that nobody has looked at; their effort counts as left.
    pub unknown: Vec<SubCheckId>,
}

/// Something that shows a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What it shows and where.
    pub what: String,
    /// Permanent link.
    pub link: Option<String>,
    /// Its date.
    pub date: PartialDate,
}
