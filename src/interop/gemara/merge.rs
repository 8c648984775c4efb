//! What an assessment takes over from an evaluation log.

use super::document::Outcome;
use super::evaluation::outcome;
use super::findings::{Finding, Findings};
use crate::gap::{Gap, Standing};
use crate::model::assessment::{Answer, Assessment, Evidence, PartLeft, Status};
use crate::model::capability::Capability;
use crate::model::catalog::Catalog;
use crate::model::date::PartialDate;
use crate::model::id::CapabilityId;
use crate::model::percent::Percent;
use crate::text::sentence_end;

/// A new status of a capability, and what shows it.
#[derive(Debug, Clone)]
pub struct Change {
    /// The capability.
    pub capability: CapabilityId,
    /// How it stood, in a word.
    pub before: &'static str,
    /// What is true by the log.
    pub status: Status,
    /// Whether it becomes confidential, and was not before.
    pub confidential: bool,
    /// What is added to its evidence.
    pub evidence: Vec<Evidence>,
}

impl Change {
    /// The word of an assessment for its status.
    pub fn word(&self) -> &'static str {
        word(&self.status)
    }
}

/// The word of an assessment for a status.
fn word(status: &Status) -> &'static str {
    match status {
        Status::Met => "met",
        Status::Partial(_) => "partial",
        Status::Missing => "missing",
        Status::NotApplicable(_) => "not-applicable",
        Status::Delegated(_) => "delegated",
        Status::Unknown { .. } => "unknown",
    }
}

/// What becomes of an assessment.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    /// Capabilities of which the log says something else, in the order of the catalog.
    pub changes: Vec<Change>,
    /// Capabilities of which the log says what the assessment says, in the same words or in coarser ones.
    pub n_same: usize,
    /// Capabilities that the assessment knows something about and the log does not.
    pub kept: Vec<CapabilityId>,
}

/// Compare a log with an assessment.
///
/// Where the export of what the assessment says would be the very result of the log, it stays: `partial` and `delegated` are not
/// lost over a log that has no words for them. What the log does not know changes nothing that is known.
pub fn taken(catalog: &Catalog, assessment: &Assessment, gap: &Gap, findings: &Findings) -> Taken {
    let mut taken = Taken::default();
    for (id, capability) in &catalog.capabilities {
        let Some(finding) = findings.of.get(id) else { continue };
        let (standing, answer) = (&gap.standings[id], &assessment.answers[id]);
        let is_open = matches!(standing, Standing::Unknown { .. });
        match status(capability, finding) {
            status if agrees(standing, &status, finding.outcome) => taken.n_same += 1,
            Status::Unknown { .. } if !is_open => taken.kept.push(id.clone()),
            status if status == answer.status => taken.n_same += 1,
            status => taken.changes.push(Change {
                capability: id.clone(),
                before: match standing {
                    Standing::Unknown { listed: false } => "not listed",
                    _ => word(&answer.status),
                },
                confidential: finding.confidential && !answer.confidential,
                evidence: match status {
                    Status::Unknown { .. } => Vec::new(),
                    _ => evidence(finding, findings),
                },
                status,
            }),
        }
    }
    taken
}

/// The assessment after the changes; it is of the day of the log if that is later.
pub fn with_changes(assessment: &Assessment, changes: &[Change], findings: &Findings) -> Assessment {
    let mut after = assessment.clone();
    if changes.is_empty() {
        return after;
    }
    after.assessed_on = after.assessed_on.max(findings.date);
    for change in changes {
        let answer: &mut Answer = &mut after.answers[change.capability.as_str()];
        answer.status = change.status.clone();
        answer.confidential |= change.confidential;
        answer.evidence.extend(change.evidence.iter().cloned());
    }
    after
}

/// The status that a finding comes to.
fn status(capability: &Capability, finding: &Finding) -> Status {
    let has_parts = !finding.met.is_empty() && finding.met.len() < capability.sub_checks.len();
    match finding.outcome {
        Outcome::Passed => Status::Met,
        Outcome::NotApplicable if finding.message.is_empty() => {
            Status::NotApplicable("By an evaluation that gives no reason.".to_owned())
        }
        Outcome::NotApplicable => Status::NotApplicable(sentence_end(&finding.message)),
        Outcome::NotRun => Status::Unknown { listed: false },
        _ if has_parts => Status::Partial(part_left(capability, finding)),
        Outcome::Failed => Status::Missing,
        Outcome::NeedsReview | Outcome::Unknown => Status::Unknown { listed: true },
    }
}

fn part_left(capability: &Capability, finding: &Finding) -> PartLeft {
    let all = || capability.sub_checks.iter();
    let left: u8 = all().filter(|(id, _)| !finding.met.contains(id)).map(|(_, check)| check.share.number()).sum();
    let of = |wanted: &dyn Fn(&_) -> bool| all().map(|(id, _)| id.clone()).filter(|id| wanted(id)).collect();
    PartLeft {
        left: Percent::new(left).unwrap_or(Percent::WHOLE),
        met: of(&|id| finding.met.contains(id)),
        missing: of(&|id| finding.missing.contains(id)),
        unknown: of(&|id| !finding.met.contains(id) && !finding.missing.contains(id)),
    }
}

fn agrees(standing: &Standing, status: &Status, said: Outcome) -> bool {
    match (standing, status) {
        (Standing::Partial(has), Status::Partial(says)) => has == says,
        (_, Status::Partial(_)) => false,
        _ => outcome(standing) == said,
    }
}

/// The evidence of the log; where it has none, the log itself.
fn evidence(finding: &Finding, findings: &Findings) -> Vec<Evidence> {
    if !finding.evidence.is_empty() {
        return finding.evidence.clone();
    }
    let Findings { log, author, date, .. } = findings;
    // Of what is not applicable, the message is the reason.
    let is_said = finding.message.is_empty() || finding.outcome == Outcome::NotApplicable;
    let said = if is_said { String::new() } else { format!(": {}", finding.message) };
    let date = PartialDate::parse(&date.to_string());
    let result = finding.outcome.word();
    let what = format!("Evaluation log {log} by {author}, {result}{said}");
    date.map(|date| Evidence { what, link: None, date }).into_iter().collect()
}
