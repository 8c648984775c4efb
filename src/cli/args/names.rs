//! What plans may follow, as the command line names it.

use clap::ValueEnum;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PolicyName {
    /// The most threat taken away per week of work
    Risk,
    /// Level 1 everywhere, then level 2, and so on
    LevelFirst,
    /// The most capabilities finished early
    QuickWins,
}

impl From<PolicyName> for crate::model::plan::Policy {
    fn from(name: PolicyName) -> Self {
        match name {
            PolicyName::Risk => Self::Risk,
            PolicyName::LevelFirst => Self::LevelFirst,
            PolicyName::QuickWins => Self::QuickWins,
        }
    }
}

/// What the dates aim at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ObjectiveName {
    /// Keep to the order, so that what matters most is done first
    ValueFirst,
    /// Finish everything as early as the team can
    EarliestEnd,
}

impl From<ObjectiveName> for crate::model::plan::Objective {
    fn from(name: ObjectiveName) -> Self {
        match name {
            ObjectiveName::ValueFirst => Self::ValueFirst,
            ObjectiveName::EarliestEnd => Self::EarliestEnd,
        }
    }
}
