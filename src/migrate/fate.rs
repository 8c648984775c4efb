//! What becomes of a name.

use indexmap::IndexMap;

use crate::model::capability::Strength;
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, SubCheckId};
use crate::model::migration::{Fate, Merge, Migration, Piece};

/// A map and the catalog that it leads to.
#[derive(Debug, Clone, Copy)]
pub struct Fates<'a> {
    /// The map.
    pub map: &'a Migration,
    /// The new catalog.
    pub catalog: &'a Catalog,
}

/// What becomes of a capability.
#[derive(Debug, Clone, Copy)]
pub enum Becomes<'a> {
    /// It is the same.
    Same(&'a CapabilityId),
    /// It has another id, or asks for more.
    Renamed {
        /// The new id.
        to: &'a CapabilityId,
        /// What it asks for beyond the old one.
        stricter: Option<&'a str>,
        /// New ids of sub-checks by old ones.
        sub_checks: &'a IndexMap<String, SubCheckId>,
    },
    /// It has become several.
    Split(&'a [Piece]),
    /// It has become a part of another.
    Merged(&'a Merge),
    /// It is gone, with the reason.
    Dropped(&'a str),
    /// Neither the map nor the new catalog knows it.
    Nothing,
}

impl<'a> Fates<'a> {
    /// What becomes of this capability.
    pub fn of(&self, id: &str) -> Becomes<'a> {
        match self.map.fates.get(id) {
            Some(Fate::Renamed { to, stricter, sub_checks }) => {
                Becomes::Renamed { to, stricter: stricter.as_deref(), sub_checks }
            }
            Some(Fate::Split(pieces)) => Becomes::Split(pieces),
            Some(Fate::Merged(merge)) => Becomes::Merged(merge),
            Some(Fate::Dropped(because)) => Becomes::Dropped(because),
            None => self.catalog.capabilities.get_key_value(id).map_or(Becomes::Nothing, |(id, _)| Becomes::Same(id)),
        }
    }

    /// Whether nothing of the old framework becomes this capability, as far as the map and the names say.
    pub fn is_new(&self, id: &CapabilityId) -> bool {
        !self.map.targets().contains(id)
    }

    /// Whether one capability is better built after the other in the new catalog.
    pub fn has_soft_need(&self, capability: &str, need: &str) -> bool {
        self.catalog.capabilities.get(capability).is_some_and(|item| {
            let soft = item.needs.iter().filter(|item| item.strength == Strength::Soft);
            soft.flat_map(|item| &item.alternatives).any(|id| id.as_str() == need)
        })
    }
}
