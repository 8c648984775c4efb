//! The catalog: framework, capabilities and what is known about them.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::capability::{Capability, Condition, Prose};
use super::date::PartialDate;
use super::effort::ThreePoint;
use super::funder::Funder;
use super::id::{CapabilityId, CategoryId, FunderId, IncidentId, PrecedentId, SourceId, ThreatId, WorkKindId};
use super::knowledge::{Citation, Incident, Precedent, Threat};
use super::level::Level;
use super::percent::Percent;

/// A catalog in which every name is known and no capability needs itself, directly or through others.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// The framework.
    pub framework: Framework,
    /// Kinds of work, in the order of tables.
    pub work_kinds: IndexMap<WorkKindId, WorkKind>,
    /// Threats, in the order of tables.
    pub threats: IndexMap<ThreatId, Threat>,
    /// Incidents, oldest first.
    pub incidents: IndexMap<IncidentId, Incident>,
    /// Precedents.
    pub precedents: IndexMap<PrecedentId, Precedent>,
    /// Sources.
    pub sources: IndexMap<SourceId, Citation>,
    /// Funders, sorted by id.
    pub funders: IndexMap<FunderId, Funder>,
    /// Capabilities by category, level and number: the order of the framework's text, and the tie-break everywhere.
    pub capabilities: IndexMap<CapabilityId, Capability>,
}

impl Catalog {
    /// The capability with this id, which must come from this catalog.
    pub fn capability(&self, id: &CapabilityId) -> &Capability {
        &self.capabilities[id]
    }

    /// Position of a capability in the order of the framework's text.
    pub fn position(&self, id: &CapabilityId) -> usize {
        self.capabilities.get_index_of(id).expect("ids of the model come from the catalog")
    }

    /// Give back the memory of all prose for documents, which is about half of a large catalog. Plans need none of it.
    pub fn forget_prose(&mut self) {
        self.capabilities.values_mut().for_each(|capability| capability.proposal = Prose::default());
    }

    /// Conditions under which a capability applies: those of its category, then its own.
    pub fn conditions<'a>(&'a self, capability: &'a Capability) -> impl Iterator<Item = &'a Condition> {
        self.framework.categories[&capability.category].applies_when.iter().chain(&capability.applies_when)
    }
}

impl Catalog {
    /// Why a capability does not apply to a registry with these taxonomy answers; none if it applies.
    pub fn unmet_condition<'a>(
        &'a self,
        capability: &'a Capability,
        taxonomy: &IndexMap<String, String>,
    ) -> Option<&'a str> {
        let holds = |condition: &&Condition| {
            condition.any_of.iter().any(|(question, answer)| taxonomy.get(question) == Some(answer))
        };
        self.conditions(capability).find(|condition| !holds(condition)).map(|condition| condition.because.as_str())
    }
}

/// The framework that capabilities belong to.
#[derive(Debug, Clone)]
pub struct Framework {
    /// Its id, for instance `principles-v0.1`.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Version of its text.
    pub version: String,
    /// When that came out.
    pub published: PartialDate,
    /// Who publishes it.
    pub publisher: String,
    /// Its text.
    pub reference: SourceId,
    /// Licence of its text.
    pub licence: String,
    /// Date of this catalog.
    pub catalog_version: NaiveDate,
    /// Levels from 0.
    pub levels: Vec<LevelMeaning>,
    /// Categories in the order of the text.
    pub categories: IndexMap<CategoryId, Category>,
    /// Taxonomy questions in the order of asking.
    pub taxonomy: IndexMap<String, Question>,
    /// Effort of finding out one unknown status.
    pub assess_first: AssessFirst,
}

impl Framework {
    /// The highest level.
    pub fn highest(&self) -> Level {
        self.levels.last().map_or(Level::ZERO, |level| level.level)
    }
}

/// A level and what it means.
#[derive(Debug, Clone)]
pub struct LevelMeaning {
    /// The level.
    pub level: Level,
    /// Short title.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

/// A category of capabilities.
#[derive(Debug, Clone)]
pub struct Category {
    /// Title.
    pub title: String,
    /// Letter in the numbers of its capabilities.
    pub letter: String,
    /// What it is about.
    pub meaning: String,
    /// All of these must hold.
    pub applies_when: Vec<Condition>,
}

/// A question about what kind of registry it is.
#[derive(Debug, Clone)]
pub struct Question {
    /// The question.
    pub question: String,
    /// How to decide.
    pub help: String,
    /// Pairs of question and answer, all of which must hold.
    pub asked_when: Vec<(String, String)>,
    /// Answers and what they mean.
    pub answers: IndexMap<String, String>,
}

impl Question {
    /// Whether the question makes sense after these answers.
    pub fn applies(&self, answers: &IndexMap<String, String>) -> bool {
        self.asked_when.iter().all(|(question, answer)| answers.get(question) == Some(answer))
    }
}

/// Effort of finding out the status of one unknown capability.
#[derive(Debug, Clone)]
pub struct AssessFirst {
    /// The three points.
    pub points: ThreePoint,
    /// Percent per work kind; sums to 100.
    pub work: IndexMap<WorkKindId, Percent>,
    /// What the figures rest on.
    pub because: String,
}

/// A kind of work.
#[derive(Debug, Clone)]
pub struct WorkKind {
    /// As shown in a table.
    pub title: String,
    /// What it includes.
    pub covers: String,
}
