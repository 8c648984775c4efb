//! Threats, incidents, precedents and sources.

use super::date::PartialDate;
use super::id::{CapabilityId, IncidentId, PrecedentId, SourceId, ThreatId};
use super::money::{Currency, Minor};

/// A way in which packages come to harm.
#[derive(Debug, Clone)]
pub struct Threat {
    /// Its id.
    pub id: ThreatId,
    /// Title.
    pub title: String,
    /// How the attack works.
    pub meaning: String,
    /// 1 to 5.
    pub weight: u32,
    /// Why this weight.
    pub because: String,
}

/// Something that happened.
#[derive(Debug, Clone)]
pub struct Incident {
    /// Its id.
    pub id: IncidentId,
    /// When.
    pub date: PartialDate,
    /// Title.
    pub title: String,
    /// Registry or project.
    pub registry: String,
    /// What happened.
    pub facts: String,
    /// Threats that it shows.
    pub threats: Vec<ThreatId>,
    /// Sources.
    pub sources: Vec<SourceId>,
}

/// Work that a registry has done before.
#[derive(Debug, Clone)]
pub struct Precedent {
    /// For instance `P12`.
    pub id: PrecedentId,
    /// Registry or project.
    pub registry: String,
    /// What was done.
    pub work: String,
    /// Capabilities that it informs.
    pub capabilities: Vec<CapabilityId>,
    /// Start, where known.
    pub started: Option<PartialDate>,
    /// End, where known.
    pub finished: Option<PartialDate>,
    /// Calendar time in words.
    pub calendar: Option<String>,
    /// Calendar time in whole weeks.
    pub calendar_weeks: Option<u32>,
    /// Who did it.
    pub who: Option<String>,
    /// Public amounts; none where unknown.
    pub money: Option<Vec<PublicAmount>>,
    /// Who paid.
    pub funder: Option<String>,
    /// What came of it.
    pub outcome: String,
    /// Sources.
    pub sources: Vec<SourceId>,
}

/// An amount on public record.
#[derive(Debug, Clone)]
pub struct PublicAmount {
    /// What it paid for.
    pub what: String,
    /// The amount.
    pub amount: Minor,
    /// The cap agreed, where there was one.
    pub cap: Option<Minor>,
    /// Currency of both.
    pub currency: Currency,
    /// Anything to mind.
    pub note: Option<String>,
}

/// A text that facts rest on.
#[derive(Debug, Clone)]
pub struct Citation {
    /// Its id.
    pub id: SourceId,
    /// As a reader would call it.
    pub title: String,
    /// Date of its content.
    pub date: PartialDate,
    /// Permanent link.
    pub url: Option<String>,
    /// Where it is when there is no link.
    pub note: Option<String>,
    /// How near to the text itself; none where no fact about a funder rests on it.
    pub grade: Option<Grade>,
    /// When it was last seen to hold, where that is later than its date.
    pub seen: Option<PartialDate>,
}

impl Citation {
    /// When it was last seen to hold.
    pub fn last_seen(&self) -> PartialDate {
        self.seen.unwrap_or(self.date)
    }
}

/// How near a source is to the text that it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// The text itself was read.
    Primary,
    /// Somebody else quotes it.
    Quoted,
}

impl Grade {
    /// The word in the catalog.
    pub fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Quoted => "quoted",
        }
    }
}
