//! `catalog/threats.yaml`, `catalog/precedents.yaml` and `catalog/sources.yaml`: what is known about the world.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Number, OrUnknown, Spanned, Text};

/// Threats with their weights, and dated incidents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Threats and incidents")]
pub struct Threats {
    /// Threats, in the order of tables.
    pub threats: Vec<Threat>,
    /// Dated incidents, oldest first.
    pub incidents: Vec<Incident>,
}

/// A way in which packages come to harm.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Threat {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// Title.
    pub title: Text,
    /// How the attack works.
    pub meaning: Text,
    /// 1 (rare or mild) to 5 (frequent and severe).
    pub weight: Spanned<Number>,
    /// Why this weight.
    pub because: Text,
}

/// Something that happened.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Text,
    /// Title.
    pub title: Text,
    /// Registry or project.
    pub registry: Text,
    /// What happened, with the figures of the sources.
    pub facts: Text,
    /// Threat ids.
    pub threats: Vec<Text>,
    /// Source ids.
    pub sources: Vec<Text>,
}

/// Work that registries have done before: who, how long, and how much, as far as it is public.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Precedents")]
pub struct Precedents {
    /// Work done elsewhere.
    pub precedents: Vec<Precedent>,
}

/// Work that a registry has done before, as far as it is on record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precedent {
    /// For instance `P12`.
    pub id: Text,
    /// Registry or project.
    pub registry: Text,
    /// What was done.
    pub work: Text,
    /// Capabilities that it informs.
    #[serde(default)]
    pub capabilities: Vec<Text>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub started: Option<Text>,
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub finished: Option<Text>,
    /// Calendar time between the two, in words; not effort.
    pub calendar: Option<Text>,
    /// The same in whole weeks, 0 to 2,000, where it is clear.
    pub calendar_weeks: Option<Spanned<Number>>,
    /// Who did it.
    pub who: Option<Text>,
    /// Public amounts, or `unknown`.
    pub money: OrUnknown<Vec<PublicAmount>>,
    /// Who paid.
    pub funder: Option<Text>,
    /// What came of it.
    pub outcome: Text,
    /// Source ids.
    pub sources: Vec<Text>,
}

/// An amount that is on public record.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicAmount {
    /// What it paid for.
    pub what: Text,
    /// The amount, 0 or more.
    pub amount: Spanned<Number>,
    /// The cap that was agreed, 0 or more, where there was one.
    pub cap: Option<Spanned<Number>>,
    /// ISO 4217 code.
    pub currency: Text,
    /// Anything that a reader must know about it.
    pub note: Option<Text>,
}

/// Every source that is cited, with its date, and with a permanent link where there is one.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Sources")]
pub struct SourceList {
    /// Sources, sorted by id.
    pub sources: Vec<Citation>,
}

/// A text that facts rest on.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Lower-case words with hyphens.
    pub id: Text,
    /// As a reader would call it.
    pub title: Text,
    /// Date of its content: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub date: Text,
    /// Permanent link, where there is one.
    pub url: Option<Text>,
    /// Where it is when there is no link, or what to mind.
    pub note: Option<Text>,
    /// How near to the text itself; facts about funders rest on graded sources alone.
    pub grade: Option<Spanned<Grade>>,
    /// When it was last seen to hold, where that is later than its date.
    pub seen: Option<Text>,
}

/// How near a source is to the text that it speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The text itself was read.
    Primary,
    /// Somebody else quotes it; to be compared with the live text before it is relied on.
    Quoted,
}
