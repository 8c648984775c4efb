//! What needs what in a catalog.

use std::collections::{BTreeMap, BTreeSet};

use super::dependencies::{Dependencies, Edge, Link, Node, Part};
use crate::model::capability::{Need, Strength};
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, CategoryId};
use crate::render::words::one_line;

/// The graph of needs of a catalog, or of one category with what it needs from others; `is_own` says which capabilities
/// come from files of the user's own.
pub fn needs(catalog: &Catalog, category: Option<&CategoryId>, is_own: impl Fn(&CapabilityId) -> bool) -> Dependencies {
    let of_category = |id: &&CapabilityId| category.is_none_or(|wanted| catalog.capability(id).category == *wanted);
    let wanted: BTreeSet<usize> =
        catalog.capabilities.keys().filter(of_category).map(|id| catalog.position(id)).collect();
    let needed = wanted.iter().flat_map(|idx| &catalog.capabilities[*idx].needs).flat_map(|need| &need.alternatives);
    let shown: Vec<usize> = wanted
        .iter()
        .copied()
        .chain(needed.map(|id| catalog.position(id)))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let place = |idx: usize| shown.binary_search(&idx).ok();
    // Between two capabilities the stronger need counts.
    let mut edges: BTreeMap<(usize, usize), Link> = BTreeMap::new();
    for idx in &wanted {
        for need in &catalog.capabilities[*idx].needs {
            for id in &need.alternatives {
                if let Some((from, to)) = place(catalog.position(id)).zip(place(*idx)) {
                    let edge = edges.entry((from, to)).or_insert(Link::Soft);
                    *edge = link(need).max(*edge);
                }
            }
        }
    }
    let node = |idx: &usize| {
        let item = &catalog.capabilities[*idx];
        let part = if is_own(&item.id) { Part::Own } else { Part::Listed };
        Node { title: format!("{} {}", item.number, one_line(&item.title)), part }
    };
    let title = category.map_or(&catalog.framework.title, |id| &catalog.framework.categories[id].title);
    Dependencies {
        heading: format!("What needs what: {}", one_line(title)),
        nodes: shown.iter().map(node).collect(),
        edges: edges.into_iter().map(|((from, to), link)| Edge { from, to, link }).collect(),
    }
}

fn link(need: &Need) -> Link {
    match (need.strength, need.alternatives.len()) {
        (Strength::Soft, _) => Link::Soft,
        (Strength::Hard, 1) => Link::Hard,
        (Strength::Hard, _) => Link::Either,
    }
}
