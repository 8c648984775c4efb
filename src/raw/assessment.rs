//! `assessment.yaml`: what is true of a registry on a date.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, Spanned, Text};

/// What is true of a package repository on a date. May be confidential.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Assessment")]
pub struct Assessment {
    /// Id of the framework, for instance `principles-v0.1`.
    pub framework: Text,
    /// A label to print on everything made from this file, for an assessment that its registry did not make.
    pub illustrative: Option<Text>,
    /// The package repository.
    pub repository: Repository,
    /// Date of the assessment, `YYYY-MM-DD`.
    pub assessed_on: Text,
    /// Who made it: people or bodies.
    pub assessed_by: Vec<Text>,
    /// Answers to the taxonomy questions; they decide what applies.
    pub taxonomy: IndexMap<Text, Text>,
    /// Status per capability id. One that is not listed is unknown, never met.
    pub capabilities: IndexMap<Text, Answer>,
}

/// A package repository.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Repository {
    /// Its name, as its users call it.
    pub name: Text,
    /// Language or system that it serves.
    pub ecosystem: Text,
    /// Its home page or source repository.
    pub url: Option<Text>,
    /// Identity provider, where login is delegated.
    pub login_provider: Option<Text>,
}

/// The status of one capability.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// What is true today.
    pub status: Spanned<Status>,
    /// For `partial`: the status of each sub-check of the catalog.
    #[serde(default)]
    pub sub_checks: IndexMap<Text, Spanned<SubStatus>>,
    /// For `partial` without sub-checks: percent of the effort that is left, 1 to 99.
    pub share_left: Option<Spanned<Number>>,
    /// For `delegated`: to whom; the repository's `login_provider` where it is left out.
    pub to: Option<Text>,
    /// For `not-applicable`: why, as a sentence.
    pub reason: Option<Text>,
    /// A separate tool or project that provides it today.
    pub by_third_party: Option<Text>,
    /// What shows it.
    #[serde(default)]
    pub evidence: Vec<Evidence>,
    /// Anything else that a reader should know.
    pub note: Option<Text>,
    /// Keep how it stands, note and evidence out of public documents. The item itself stays in the ask, with its
    /// deliverables and price; a plan's `exclude` keeps it out altogether.
    #[serde(default)]
    pub confidential: bool,
}

/// Status of a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// All of it is in place.
    Met,
    /// Some of it is in place.
    Partial,
    /// None of it is in place.
    Missing,
    /// It makes no sense for this registry.
    NotApplicable,
    /// An identity provider does it.
    Delegated,
    /// Nobody has looked, or no evidence was found.
    Unknown,
}

/// Status of a sub-check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SubStatus {
    /// In place.
    Met,
    /// Not in place.
    Missing,
    /// Not known; its effort counts as left.
    Unknown,
}

/// Something that shows a status.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// What it shows and where, as a phrase.
    pub what: Text,
    /// Permanent link, where there is one.
    pub link: Option<Text>,
    /// Date of the evidence: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Text,
}
