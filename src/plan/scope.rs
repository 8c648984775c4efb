//! Which capabilities a plan takes up, and what becomes of each need between them.

use indexmap::{IndexMap, IndexSet};

use super::roadmap::{Dropped, LeftOut, NeedOutcome, NeedResult, OutReason, StepKind, Why};
use crate::gap::{Gap, Standing};
use crate::model::capability::{Need, Strength};
use crate::model::catalog::Catalog;
use crate::model::effort::Effort;
use crate::model::id::CapabilityId;
use crate::model::plan::Plan;

/// The capabilities that a plan takes up, and those that it leaves open.
#[derive(Debug, Clone)]
pub struct Scope {
    /// Taken up, in the order of the catalog.
    pub items: IndexMap<CapabilityId, Item>,
    /// Open, but not taken up, in the order of the catalog.
    pub left_out: Vec<LeftOut>,
}

/// A capability that the plan takes up.
#[derive(Debug, Clone)]
pub struct Item {
    /// Build it, or find out first whether it is needed.
    pub kind: StepKind,
    /// Why it is in the plan.
    pub why: Why,
    /// What became of each of its needs.
    pub needs: Vec<NeedOutcome>,
}

/// Choose what the plan takes up.
pub fn scope(catalog: &Catalog, gap: &Gap, plan: &Plan) -> Scope {
    let chooser = Chooser { catalog, gap, plan, closed: closed(catalog, gap, plan) };
    let mut why = chooser.wanted();
    chooser.pull_in(&mut why);
    let planned: IndexSet<_> = catalog.capabilities.keys().filter(|id| why.contains_key(*id)).cloned().collect();
    let items = planned
        .iter()
        .map(|id| {
            let kind = kind_of(&gap.standings[id]);
            let needs = match kind {
                StepKind::Assess => Vec::new(),
                StepKind::Build => {
                    catalog.capability(id).needs.iter().map(|need| chooser.outcome(id, need, &planned)).collect()
                }
            };
            (id.clone(), Item { kind, why: why[id].clone(), needs })
        })
        .collect();
    let left_out = catalog
        .capabilities
        .keys()
        .filter(|id| gap.standings[*id].is_open() && !planned.contains(*id))
        .map(|id| LeftOut { capability: id.clone(), reason: chooser.out_reason(id) })
        .collect();
    Scope { items, left_out }
}

fn kind_of(standing: &Standing) -> StepKind {
    if matches!(standing, Standing::Unknown { .. }) { StepKind::Assess } else { StepKind::Build }
}

/// Open capabilities that cannot be built because they, or something that they cannot do without, are excluded; each
/// with the excluded capability that is to blame.
fn closed(catalog: &Catalog, gap: &Gap, plan: &Plan) -> IndexMap<CapabilityId, CapabilityId> {
    let mut closed: IndexMap<CapabilityId, CapabilityId> = plan
        .target
        .exclude
        .keys()
        .filter(|id| gap.standings[*id].is_open())
        .map(|id| (id.clone(), id.clone()))
        .collect();
    loop {
        let newly = catalog.capabilities.values().find_map(|capability| {
            let buildable = kind_of(&gap.standings[&capability.id]) == StepKind::Build;
            if closed.contains_key(&capability.id) || !gap.standings[&capability.id].is_open() || !buildable {
                return None;
            }
            let blocked = capability.needs.iter().filter(|need| need.strength == Strength::Hard).find_map(|need| {
                // Ways that make no sense here are no way out of it.
                let pointless = |id: &&CapabilityId| matches!(gap.standings[*id], Standing::NotApplicable { .. });
                let ways: Vec<_> = need.alternatives.iter().filter(|id| !pointless(id)).collect();
                let blame = ways.iter().map(|id| closed.get(*id)).collect::<Option<Vec<_>>>()?;
                blame.first().copied().cloned()
            })?;
            Some((capability.id.clone(), blocked))
        });
        match newly {
            Some((id, blame)) => closed.insert(id, blame),
            None => return closed,
        };
    }
}

struct Chooser<'a> {
    catalog: &'a Catalog,
    gap: &'a Gap,
    plan: &'a Plan,
    closed: IndexMap<CapabilityId, CapabilityId>,
}

impl Chooser<'_> {
    fn is_open(&self, id: &CapabilityId) -> bool {
        self.gap.standings[id].is_open() && !self.closed.contains_key(id)
    }

    /// Open capabilities within the target, and those that are included by name.
    fn wanted(&self) -> IndexMap<CapabilityId, Why> {
        let open = self.catalog.capabilities.values().filter(|capability| self.is_open(&capability.id));
        open.filter_map(|capability| {
            let target = self.plan.target.levels[&capability.category];
            let why = if capability.level <= target {
                Why::Target(target)
            } else if self.plan.target.include.contains(&capability.id) {
                Why::Included
            } else {
                return None;
            };
            Some((capability.id.clone(), why))
        })
        .collect()
    }

    /// Add what the planned capabilities cannot do without.
    fn pull_in(&self, why: &mut IndexMap<CapabilityId, Why>) {
        let mut idx = 0;
        while idx < why.len() {
            let id = why.get_index(idx).map(|(id, _)| id.clone()).expect("the index is below the length");
            idx += 1;
            if kind_of(&self.gap.standings[&id]) == StepKind::Assess {
                continue;
            }
            for need in self.catalog.capability(&id).needs.iter().filter(|need| need.strength == Strength::Hard) {
                // One way that is met, done by somebody else or planned is enough; otherwise the cheapest is added.
                if need.alternatives.iter().any(|other| self.gap.standings[other].is_reached()) {
                    continue;
                }
                let settled = need.alternatives.iter().any(|other| why.contains_key(other));
                let open = need.alternatives.iter().filter(|other| !settled && self.is_open(other));
                if let Some(cheapest) = open.min_by_key(|other| (self.cost_of(other), self.catalog.position(other))) {
                    why.insert(cheapest.clone(), Why::PulledIn(Vec::new()));
                }
                for other in &need.alternatives {
                    if let Some(Why::PulledIn(by)) = why.get_mut(other) {
                        by.push(id.clone());
                    }
                }
            }
        }
    }

    /// Effort that is left of a capability, for the comparison of several ways.
    fn cost_of(&self, id: &CapabilityId) -> Effort {
        super::estimate::points(self.catalog.capability(id), self.plan).mean(self.gap.standings[id].left())
    }

    fn outcome(&self, id: &CapabilityId, need: &Need, planned: &IndexSet<CapabilityId>) -> NeedOutcome {
        // The best way by rank; of several planned ones the cheaper, then the order of the catalog.
        let mut ways: Vec<(NeedResult, Effort, usize)> = need
            .alternatives
            .iter()
            .map(|other| (self.way(id, other, planned), self.cost_of(other), self.catalog.position(other)))
            .collect();
        ways.sort_by_key(|(result, cost, position)| (rank(result), *cost, *position));
        let (result, _, _) = ways.swap_remove(0);
        NeedOutcome {
            alternatives: need.alternatives.clone(),
            strength: need.strength,
            because: need.because.clone(),
            sources: need.sources.clone(),
            result,
        }
    }

    /// What becomes of a need if it is settled by `other`.
    fn way(&self, id: &CapabilityId, other: &CapabilityId, planned: &IndexSet<CapabilityId>) -> NeedResult {
        let dropped = |reason| NeedResult::Dropped(other.clone(), reason);
        if let Some(entry) =
            self.plan.dropped_needs.iter().find(|entry| entry.capability == *id && entry.need == *other)
        {
            return dropped(Dropped::ByPlan(entry.because.clone()));
        }
        match &self.gap.standings[other] {
            Standing::Met => NeedResult::AlreadyMet(other.clone()),
            Standing::Delegated { to } => dropped(Dropped::Delegated(to.clone())),
            Standing::NotApplicable { because, .. } => dropped(Dropped::NotApplicable(because.clone())),
            _ if planned.contains(other) => NeedResult::After(other.clone()),
            _ if self.closed.contains_key(other) => dropped(Dropped::Excluded),
            _ => dropped(Dropped::BeyondTarget),
        }
    }

    fn out_reason(&self, id: &CapabilityId) -> OutReason {
        match self.closed.get(id) {
            Some(blame) if blame == id => OutReason::Excluded(self.plan.target.exclude[id].clone()),
            Some(blame) => OutReason::NeedsExcluded(blame.clone()),
            None => OutReason::BeyondTarget(self.plan.target.levels[&self.catalog.capability(id).category]),
        }
    }
}

/// Met or done by somebody else comes before planned; a way that cannot be used comes last.
fn rank(result: &NeedResult) -> u8 {
    match result {
        NeedResult::AlreadyMet(_) => 0,
        NeedResult::Dropped(_, Dropped::Delegated(_)) => 1,
        NeedResult::After(_) => 2,
        NeedResult::Dropped(..) => 3,
    }
}
