//! The registry and who speaks for it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DateView, Facts};
use crate::model::assessment::Assessment;
use crate::model::plan::Plan;
use crate::render::words::one_line;

/// A package repository and its assessment.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RegistryView {
    /// Its name.
    pub name: String,
    /// Language or system that it serves.
    pub ecosystem: String,
    /// Home page.
    pub url: Option<String>,
    /// Day of the assessment.
    pub assessed_on: DateView,
    /// Who made it.
    pub assessed_by: String,
}

impl From<&Assessment> for RegistryView {
    fn from(assessment: &Assessment) -> Self {
        Self {
            name: one_line(&assessment.repository.name),
            ecosystem: one_line(&assessment.repository.ecosystem),
            url: assessment.repository.url.clone(),
            assessed_on: assessment.assessed_on.into(),
            assessed_by: one_line(&assessment.assessed_by.join(", ")),
        }
    }
}

/// Who asks.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ApplicantView {
    /// Name.
    pub organisation: String,
    /// How to reach it.
    pub contact: Option<String>,
    /// Home page.
    pub url: Option<String>,
    /// What it is.
    pub about: Option<String>,
}

/// The applicant of a plan.
pub fn applicant(plan: &Plan) -> Option<ApplicantView> {
    plan.applicant.as_ref().map(|applicant| ApplicantView {
        organisation: one_line(&applicant.organisation),
        contact: applicant.contact.as_deref().map(one_line),
        url: applicant.url.clone(),
        about: applicant.about.as_deref().map(one_line),
    })
}

/// Labels of inputs that are illustrations, to be printed on everything made from them.
pub fn labels(facts: &Facts<'_>) -> Vec<String> {
    let labels = [&facts.assessment.illustrative, &facts.plan.illustrative];
    labels.into_iter().flatten().map(|label| one_line(label)).collect()
}
