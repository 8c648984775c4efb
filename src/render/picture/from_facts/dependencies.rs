//! What waits for what among the work that a reader is shown, and what of it is in place.

use std::collections::BTreeMap;

use super::{Shown, title};
use crate::model::capability::Strength;
use crate::model::id::CapabilityId;
use crate::plan::{NeedResult, StepKind, Why};
use crate::propose::Facts;
use crate::render::picture::dependencies::{Dependencies, Edge, Link, Node, Part};
use crate::render::words::one_line;

/// The dependency graph of what is shown.
///
/// A capability in place has a box where something shown needs it. A need whose work is not shown, or that does not bind,
/// has no edge.
pub fn dependencies(facts: &Facts<'_>, shown: &Shown) -> Dependencies {
    let steps = &facts.roadmap.steps;
    let mut nodes = Vec::new();
    let mut places: BTreeMap<&CapabilityId, usize> = BTreeMap::new();
    for (idx, number) in &shown.steps {
        let step = &steps[*idx];
        let part = match (step.kind, &step.why) {
            (StepKind::Assess, _) => Part::Assess,
            (StepKind::Build, Why::PulledIn(_)) => Part::PulledIn,
            (StepKind::Build, _) => Part::Planned,
        };
        places.insert(&step.capability, nodes.len());
        nodes.push(Node { title: title(facts, step, *number), part });
    }
    // Between two capabilities the stronger need counts.
    let mut edges: BTreeMap<(usize, usize), bool> = BTreeMap::new();
    for (to, (idx, _)) in shown.steps.iter().enumerate() {
        for need in &steps[*idx].needs {
            let from = match &need.result {
                NeedResult::After(id) => places.get(id).copied(),
                NeedResult::AlreadyMet(id) => Some(*places.entry(id).or_insert_with(|| {
                    nodes.push(Node { title: one_line(&facts.catalog.capability(id).title), part: Part::Done });
                    nodes.len() - 1
                })),
                NeedResult::Dropped(..) => None,
            };
            if let Some(from) = from {
                *edges.entry((from, to)).or_default() |= need.strength == Strength::Hard;
            }
        }
    }
    Dependencies {
        heading: format!("What waits for what at {}", one_line(&facts.assessment.repository.name)),
        nodes,
        edges: edges
            .into_iter()
            .map(|((from, to), is_hard)| Edge { from, to, link: if is_hard { Link::Hard } else { Link::Soft } })
            .collect(),
    }
}
