//! An assessment as an evaluation log.

use super::catalog::{applicability, midnight, reference, statement_id};
use super::document::{AssessmentLog, Entity, EntryMapping, Evaluation, EvaluationLog, Metadata, Outcome, VERSION};
use crate::gap::{Gap, Standing};
use crate::model::assessment::{Answer, Assessment, PartLeft};
use crate::model::capability::Capability;
use crate::model::catalog::Catalog;
use crate::render::view::Audience;
use crate::text::{counted, list, one_line, sentence_end};

/// How the message of a confidential answer begins: Gemara has no field for it, and an import must not lose it.
pub const CONFIDENTIAL: &str = "Confidential. ";

/// A log, and what it does not say.
#[derive(Debug, Clone)]
pub struct Exported {
    /// The log.
    pub log: EvaluationLog,
    /// How many capabilities are partly in place, for which Gemara has no word.
    pub n_partial: usize,
    /// How many are met by an identity provider.
    pub n_delegated: usize,
    /// How many nobody has looked at.
    pub n_unlisted: usize,
    /// How many are confidential and left out.
    pub n_confidential: usize,
}

/// An assessment as an evaluation log; none if there is nothing that it could say.
///
/// A capability that nobody has looked at has no entry, and one whose answer is confidential has none for the public: a reader
/// cannot tell the two apart.
pub fn evaluation_log(catalog: &Catalog, assessment: &Assessment, gap: &Gap, audience: Audience) -> Option<Exported> {
    let writer = Writer { catalog, assessment, start: midnight(assessment.assessed_on) };
    let (mut n_partial, mut n_delegated, mut n_unlisted, mut n_confidential) = (0, 0, 0, 0);
    let mut evaluations = Vec::new();
    for (id, standing) in &gap.standings {
        let answer = &assessment.answers[id];
        match standing {
            Standing::Unknown { listed: false } => n_unlisted += 1,
            _ if answer.confidential && audience == Audience::Public => n_confidential += 1,
            _ => {
                n_partial += usize::from(matches!(standing, Standing::Partial(_)));
                n_delegated += usize::from(matches!(standing, Standing::Delegated { .. }));
                evaluations.push(writer.evaluation(catalog.capability(id), standing, answer));
            }
        }
    }
    let log = EvaluationLog {
        metadata: writer.metadata(gap.standings.len() - evaluations.len(), audience),
        result: Outcome::of_all(evaluations.iter().map(|evaluation| evaluation.result)),
        target: writer.target(),
        evaluations,
    };
    let exported = Exported { log, n_partial, n_delegated, n_unlisted, n_confidential };
    (!exported.log.evaluations.is_empty()).then_some(exported)
}

/// What a standing comes to in the words of Gemara. Partly met is not met.
pub fn outcome(standing: &Standing) -> Outcome {
    match standing {
        Standing::Met | Standing::Delegated { .. } => Outcome::Passed,
        Standing::NotApplicable { .. } => Outcome::NotApplicable,
        Standing::Partial(part) if part.missing.is_empty() && !part.unknown.is_empty() => Outcome::Unknown,
        Standing::Partial(_) | Standing::Missing => Outcome::Failed,
        Standing::Unknown { listed: true } => Outcome::Unknown,
        Standing::Unknown { listed: false } => Outcome::NotRun,
    }
}

struct Writer<'a> {
    catalog: &'a Catalog,
    assessment: &'a Assessment,
    start: String,
}

impl Writer<'_> {
    fn metadata(&self, n_without_entry: usize, audience: Audience) -> Metadata {
        let Self { catalog, assessment, .. } = self;
        let framework = &catalog.framework;
        let name = one_line(&assessment.repository.name);
        let mut description = vec![format!(
            "Self-assessment of {name} against {}, version {}, as of {}.",
            one_line(&framework.title),
            one_line(&framework.version),
            assessment.assessed_on
        )];
        description.extend(assessment.illustrative.as_ref().map(|label| sentence_end(&one_line(label))));
        if n_without_entry > 0 {
            let n_all = catalog.capabilities.len();
            description.push(format!(
                "{n_without_entry} of {n_all} capabilities have no entry: nobody has looked at them, or how they stand is not public."
            ));
        }
        if audience == Audience::Private {
            description.push("Private: it holds what is not public.".to_owned());
        }
        description.push("Moments are those of the day alone: its beginning, in UTC.".to_owned());
        Metadata {
            id: format!("{}-{}-{}", slug(&name), framework.id, assessment.assessed_on),
            r#type: "EvaluationLog",
            gemara_version: VERSION,
            version: assessment.assessed_on.to_string(),
            date: self.start.clone(),
            description: description.join(" "),
            author: self.author(),
            mapping_references: vec![reference(catalog, &framework.id)],
            applicability_groups: Vec::new(),
        }
    }

    fn author(&self) -> Entity {
        let names: Vec<_> = self.assessment.assessed_by.iter().map(|name| one_line(name)).collect();
        let name = if names.is_empty() { "Not stated".to_owned() } else { list(&names) };
        Entity { id: slug(&name), name, r#type: "Human", version: None, description: None, uri: None }
    }

    fn target(&self) -> Entity {
        let repository = &self.assessment.repository;
        Entity {
            id: slug(&repository.name),
            name: one_line(&repository.name),
            r#type: "Software",
            version: None,
            description: Some(format!("Package repository for {}.", one_line(&repository.ecosystem))),
            uri: repository.url.clone(),
        }
    }

    fn evaluation(&self, item: &Capability, standing: &Standing, answer: &Answer) -> Evaluation {
        let result = outcome(standing);
        let mark = if answer.confidential { CONFIDENTIAL } else { "" };
        let message = format!("{mark}{}", message(standing, answer));
        let whole = || vec![self.log(item, item.id.as_str(), &item.requirement, result, &message)];
        let assessment_logs = match standing {
            Standing::Partial(part) if !part.met.is_empty() => self.parts(item, part),
            _ => whole(),
        };
        let control = self.entry(item.id.as_str());
        Evaluation { name: one_line(&item.title), result, message, control, assessment_logs }
    }

    /// One log per sub-check, so that what is in place is not lost.
    fn parts(&self, item: &Capability, part: &PartLeft) -> Vec<AssessmentLog> {
        let log = |(id, check): (&_, &crate::model::capability::SubCheck)| {
            let (result, message) = match id {
                id if part.met.contains(id) => (Outcome::Passed, "In place."),
                id if part.missing.contains(id) => (Outcome::Failed, "Not in place."),
                _ => (Outcome::Unknown, "Nobody knows."),
            };
            self.log(item, &statement_id(&item.id, id), &check.title, result, message)
        };
        item.sub_checks.iter().map(log).collect()
    }

    fn log(&self, item: &Capability, entry: &str, asked: &str, result: Outcome, message: &str) -> AssessmentLog {
        AssessmentLog {
            requirement: self.entry(entry),
            description: sentence_end(&one_line(asked)),
            result,
            message: message.to_owned(),
            applicability: applicability(item, &self.catalog.framework),
            steps: vec!["Assessed by people, by hand".to_owned()],
            start: self.start.clone(),
        }
    }

    fn entry(&self, id: &str) -> EntryMapping {
        EntryMapping { reference_id: self.catalog.framework.id.clone(), entry_id: id.to_owned() }
    }
}

/// What the word alone does not say.
fn message(standing: &Standing, answer: &Answer) -> String {
    let mut out = vec![match standing {
        Standing::Met => "In place.".to_owned(),
        Standing::Delegated { to } => format!("Met by {}, to whom signing in is delegated.", one_line(to)),
        Standing::NotApplicable { because, done_anyway } => {
            let anyway = if *done_anyway { " Something of it is in place all the same." } else { "" };
            format!("{}{anyway}", sentence_end(&one_line(because)))
        }
        Standing::Partial(part) => {
            format!(
                "Partly in place: {} percent of the estimated work is left. As a whole it is not met.",
                part.left.number()
            )
        }
        Standing::Missing => "Not in place.".to_owned(),
        Standing::Unknown { .. } => "Somebody has looked, and it is not known.".to_owned(),
    }];
    out.extend(answer.by_third_party.as_ref().map(|tool| format!("Provided today by {}.", one_line(tool))));
    out.extend(answer.note.as_ref().map(|note| sentence_end(&one_line(note))));
    let evidence = answer.evidence.iter().map(|item| {
        let link = item.link.as_ref().map(|link| format!(", {link}")).unwrap_or_default();
        format!("{} ({}{link})", one_line(&item.what), item.date)
    });
    let evidence: Vec<_> = evidence.collect();
    if !evidence.is_empty() {
        out.push(format!("Evidence: {}.", evidence.join("; ")));
    }
    out.join(" ")
}

/// Lower-case letters and digits of a name, with hyphens between its words.
fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.map(str::to_lowercase).collect::<Vec<_>>().join("-");
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

impl Exported {
    /// What cannot be said in this format, a sentence each.
    pub fn unsaid(&self) -> Vec<String> {
        let said = |number: usize, text: String| (number > 0).then_some(text);
        let capabilities = |number| counted(number, "capability", "capabilities");
        [
            said(
                self.n_partial,
                format!(
                    "{} partly in place: Gemara has no word for it, so the result is `Failed`, or `Unknown` where all that is left \
                     is unknown; the message says how much is left, and sub-checks have a result each",
                    capabilities(self.n_partial)
                ),
            ),
            said(
                self.n_delegated,
                format!("{} met by an identity provider: `Passed`, with its name in the message", capabilities(self.n_delegated)),
            ),
            said(self.n_unlisted, format!("{} that nobody has looked at: no entry", capabilities(self.n_unlisted))),
            said(
                self.n_confidential,
                format!("{} confidential: no entry; `--private` includes them", capabilities(self.n_confidential)),
            ),
            Some("estimates, needs and prices have no place in the format".to_owned()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
