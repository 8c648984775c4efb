//! What became of each capability between two assessments.

use indexmap::IndexMap;

use super::{Side, Sides};
use crate::gap::Standing;
use crate::model::assessment::PartLeft;
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::model::percent::Percent;

/// What became of a capability.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// What happened to it.
    pub kind: ChangeKind,
    /// Whether the target of today takes it up.
    pub in_target: bool,
}

/// What happened to a capability; exactly one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was in place and is.
    InPlace,
    /// It is in place now, and something of it was known not to be; or that was unknown and work on it is on record.
    Completed,
    /// Less of it is left than before.
    InProgress {
        /// Share that was left.
        from: Percent,
        /// Share that is left.
        to: Percent,
    },
    /// Its status, or that of all its open parts, was unknown and is known now. What is in place may have been so all
    /// along.
    FoundOut,
    /// Less of it is in place than before.
    Setback {
        /// Share that was left; 0 where it was in place.
        from: Percent,
        /// Share that is left.
        to: Percent,
    },
    /// It is open as before.
    Open,
    /// It does not apply to this registry.
    NotApplicable,
}

/// What became of every capability, in the order of the catalog.
pub fn changes(sides: &Sides<'_>) -> IndexMap<CapabilityId, Change> {
    let catalog = sides.input.catalog;
    let changes = catalog.capabilities.keys().map(|id| {
        let change =
            Change { kind: kind(sides, id), in_target: in_target(catalog, &sides.after, id, Some(&sides.before)) };
        (id.clone(), change)
    });
    changes.collect()
}

fn kind(sides: &Sides<'_>, id: &CapabilityId) -> ChangeKind {
    let (before, after) = (&sides.before.gap.standings[id], &sides.after.gap.standings[id]);
    let (from, to) = (before.left(), after.left());
    // Evidence bears the day on which somebody saw it, so it cannot tell what was built from what was found. Work that is
    // on record can.
    let was_built = is_known_open(before) || has_work(sides, id);
    match (before, after) {
        (_, Standing::NotApplicable { .. }) => ChangeKind::NotApplicable,
        (Standing::Unknown { .. }, Standing::Unknown { .. }) => ChangeKind::Open,
        (before, after) if before.is_open() && after.is_reached() => {
            if was_built {
                ChangeKind::Completed
            } else {
                ChangeKind::FoundOut
            }
        }
        (Standing::Unknown { .. }, _) => ChangeKind::FoundOut,
        (_, after) if after.is_reached() => ChangeKind::InPlace,
        (before, _) if before.is_reached() => ChangeKind::Setback { from, to },
        // What was known and is unknown now has not become worse by that; nobody can say.
        (Standing::NotApplicable { .. }, _) | (_, Standing::Unknown { .. }) => ChangeKind::Open,
        (Standing::Partial(before), Standing::Partial(after))
            if to < from && !was_built && only_found(before, after) =>
        {
            ChangeKind::FoundOut
        }
        _ if to < from => ChangeKind::InProgress { from, to },
        _ if to > from => ChangeKind::Setback { from, to },
        _ => ChangeKind::Open,
    }
}

/// Whether something of a capability was known to be missing.
fn is_known_open(standing: &Standing) -> bool {
    match standing {
        Standing::Missing => true,
        Standing::Partial(part) => part.unknown.is_empty() || !part.missing.is_empty(),
        _ => false,
    }
}

/// Whether everything that is newly in place had not been looked at before.
fn only_found(before: &PartLeft, after: &PartLeft) -> bool {
    after.met.iter().filter(|id| !before.met.contains(id)).all(|id| before.unknown.contains(id))
}

/// Whether the plan records work on a capability, or on a package that holds it, since the older assessment.
fn has_work(sides: &Sides<'_>, id: &CapabilityId) -> bool {
    let since = sides.input.before.assessed_on;
    sides.input.plan.progress.iter().any(|entry| entry.date >= since && entry.activity.capabilities().contains(id))
}

/// Whether a target takes up a capability, open or in place.
///
/// What was pulled in by `earlier` as a need of something else still belongs to the target once it is in place.
pub fn in_target(catalog: &Catalog, side: &Side<'_>, id: &CapabilityId, earlier: Option<&Side<'_>>) -> bool {
    let target = &side.plan.target;
    let capability = catalog.capability(id);
    let standing = &side.gap.standings[id];
    if matches!(standing, Standing::NotApplicable { .. }) || target.exclude.contains_key(id) {
        return false;
    }
    if side.roadmap.left_out.iter().any(|item| item.capability == *id) {
        return false;
    }
    let is_step = |side: &Side<'_>| side.roadmap.steps.iter().any(|step| step.capability == *id);
    capability.level <= target.levels[&capability.category]
        || target.include.contains(id)
        || is_step(side)
        || (standing.is_reached() && earlier.is_some_and(is_step))
}
