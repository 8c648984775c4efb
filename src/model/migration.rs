//! How the capabilities of one framework become those of another.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::id::{CapabilityId, SubCheckId};
use super::percent::Percent;

/// A map from one framework to another, in which every new name is known and nothing has two fates.
#[derive(Debug, Clone)]
pub struct Migration {
    /// Id of the old framework.
    pub from: String,
    /// Id of the new one.
    pub to: String,
    /// What becomes of each old capability that does not stay as it is.
    pub fates: IndexMap<CapabilityId, Fate>,
    /// Why capabilities have come.
    pub new: IndexMap<CapabilityId, String>,
    /// Taxonomy questions: the new id, none for one that is gone, and new answers by old ones.
    pub questions: IndexMap<String, (Option<String>, IndexMap<String, String>)>,
    /// Categories; none for one that is gone.
    pub categories: IndexMap<String, Option<String>>,
    /// Threats; none for one that is gone.
    pub threats: IndexMap<String, Option<String>>,
    /// Kinds of work; none for one that is gone.
    pub work_kinds: IndexMap<String, Option<String>>,
}

/// What becomes of a capability.
#[derive(Debug, Clone)]
pub enum Fate {
    /// It has another id, or asks for more.
    Renamed {
        /// The new id.
        to: CapabilityId,
        /// What it asks for beyond the old one.
        stricter: Option<String>,
        /// New ids of sub-checks by old ones.
        sub_checks: IndexMap<String, SubCheckId>,
    },
    /// It has become several.
    Split(Vec<Piece>),
    /// It has become a part of another.
    Merged(Merge),
    /// It is gone, with the reason.
    Dropped(String),
}

/// A part of a capability that was split.
#[derive(Debug, Clone)]
pub struct Piece {
    /// The new id.
    pub to: CapabilityId,
    /// Sub-checks of the old capability that are this part.
    pub sub_checks: Vec<String>,
    /// Whether it is in place wherever the old capability, or those sub-checks, were.
    pub met_carries: bool,
}

/// Several capabilities that have become one; each of them has a copy of this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merge {
    /// The old ones, in the order of the map, each with its share of the new one where the map gives shares.
    pub from: Vec<(CapabilityId, Option<Percent>)>,
    /// The new id.
    pub into: CapabilityId,
}

impl Migration {
    /// Every new capability that an old one becomes.
    pub fn targets(&self) -> BTreeSet<&CapabilityId> {
        fn of(fate: &Fate) -> Vec<&CapabilityId> {
            match fate {
                Fate::Renamed { to, .. } => vec![to],
                Fate::Split(pieces) => pieces.iter().map(|piece| &piece.to).collect(),
                Fate::Merged(merge) => vec![&merge.into],
                Fate::Dropped(_) => Vec::new(),
            }
        }
        self.fates.values().flat_map(of).collect()
    }
}
