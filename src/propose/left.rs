//! What of the catalog's prose still speaks of work that is left.

use super::Facts;
use crate::gap::Standing;
use crate::model::capability::{Benefit, Part};
use crate::model::id::{CapabilityId, PrecedentId, SubCheckId};

/// Deliverables or acceptance criteria that are still owed.
///
/// Those of a part that is in place are not; where the assessment of the capability is a secret, all are named, because
/// the ones that are left would tell what is met.
pub fn owed<'a>(facts: &Facts<'_>, id: &CapabilityId, parts: &'a [Part], secret: bool) -> Vec<&'a Part> {
    parts.iter().filter(|part| secret || is_unmet(facts, id, part.sub_check.as_ref())).collect()
}

/// What is gained by the work that is left, in the order of the catalog.
///
/// A registry's own record is no argument for it, so what leans on that alone is left out for this registry.
pub fn gains<'a>(facts: &Facts<'a>, id: &CapabilityId, secret: bool) -> Vec<&'a Benefit> {
    let is_own = |benefit: &Benefit| {
        let mut precedents = benefit.precedents.iter();
        !benefit.precedents.is_empty() && precedents.all(|precedent| is_own(facts, precedent))
    };
    let benefits = facts.catalog.capability(id).proposal.benefits.iter();
    let left = benefits.filter(|benefit| secret || is_unmet(facts, id, benefit.sub_check.as_ref()));
    left.filter(|benefit| !is_own(benefit)).collect()
}

/// Whether the registry did a piece of work on record itself.
pub fn is_own(facts: &Facts<'_>, id: &PrecedentId) -> bool {
    facts.catalog.precedents[id].registry == facts.assessment.repository.name
}

/// Whether something is still owed: what belongs to a sub-check that is met is not.
fn is_unmet(facts: &Facts<'_>, capability: &CapabilityId, sub_check: Option<&SubCheckId>) -> bool {
    match (sub_check, &facts.gap.standings[capability]) {
        (Some(id), Standing::Partial(part)) => !part.met.contains(id),
        _ => true,
    }
}
