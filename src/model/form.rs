//! The form of a funder: its fields and how long each answer may be.

use indexmap::IndexMap;

use super::funder::Fact;
use super::id::{FieldId, SourceId};
use super::part::Part;
use crate::count::Unit;

/// The questions of a funder.
#[derive(Debug, Clone)]
pub struct Form {
    /// How often it is filled in.
    pub per: Per,
    /// Where it is, and what is not known about it.
    pub notes: Vec<Fact<String>>,
    /// Its fields, in its order.
    pub fields: IndexMap<FieldId, Field>,
}

/// How often a form is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Per {
    /// Once for the whole proposal.
    Proposal,
    /// Once for each piece of work.
    Item,
}

/// A field of a form.
#[derive(Debug, Clone)]
pub struct Field {
    /// The form's own name of it, where it has one.
    pub id: FieldId,
    /// The question, in our words.
    pub question: String,
    /// Whether it must be answered.
    pub requirement: Requirement,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// How long the answer may be.
    pub limit: Limit,
    /// Length that the funder advises, in the unit of the limit.
    pub recommended: Option<usize>,
    /// What can be chosen; empty where that is not known or nothing is.
    pub choices: Vec<String>,
    /// Part of a proposal that answers it.
    pub part: Part,
    /// Where it stands.
    pub source: SourceId,
}

/// Whether a field must be answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requirement {
    /// Always.
    Required,
    /// Never.
    Optional,
    /// Under this condition.
    Conditional(String),
    /// Nobody knows.
    Unknown,
}

/// How long an answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// The form states none.
    None,
    /// Nobody knows.
    Unknown,
    /// From `min` to `max` units.
    Length {
        /// At least this many; 0 where the form states no minimum.
        min: usize,
        /// At most this many.
        max: usize,
        /// Of what.
        unit: Unit,
    },
}

/// How a length lies to a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// Within it.
    Within,
    /// This many too many.
    Over(usize),
    /// This many too few.
    Under(usize),
}

impl Limit {
    /// How the length of a plain text lies to the limit; without a known one everything is within.
    ///
    /// ```
    /// use fundable::count::Unit;
    /// use fundable::model::form::{Fit, Limit};
    ///
    /// let limit = Limit::Length { min: 0, max: 3, unit: Unit::Words };
    /// assert_eq!(limit.fit("no more words"), Fit::Within);
    /// assert_eq!(limit.fit("one word too many"), Fit::Over(1));
    /// ```
    pub fn fit(self, text: &str) -> Fit {
        let Self::Length { min, max, unit } = self else { return Fit::Within };
        let length = unit.count(text);
        match length {
            _ if length > max => Fit::Over(length - max),
            _ if length < min => Fit::Under(min - length),
            _ => Fit::Within,
        }
    }
}

/// What kind of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Several lines.
    List,
    /// One of several words.
    Choice,
    /// A box to tick.
    Confirmation,
    /// A file.
    File,
}

impl Kind {
    /// The word in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Integer => "integer",
            Self::Amount => "amount",
            Self::Date => "date",
            Self::Link => "link",
            Self::List => "list",
            Self::Choice => "choice",
            Self::Confirmation => "confirmation",
            Self::File => "file",
        }
    }
}
