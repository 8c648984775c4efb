//! Checks of what capabilities need of each other, once all of them were read.

use indexmap::IndexMap;

use super::names::Names;
use super::scalar::Check;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::graph::find_cycle;
use crate::load::Loaded;
use crate::raw::Text;
use crate::raw::capability::{Capability, Need};

/// What others have to know of a capability: all that is kept of its raw value.
pub struct Head {
    /// Its id.
    pub id: Text,
    /// Every capability that one of its needs names.
    needs: Vec<Text>,
}

impl Head {
    /// The head of a capability.
    pub fn of(raw: Loaded<Capability>) -> Loaded<Self> {
        let Loaded { file, value: Capability { id, needs, .. } } = raw;
        let named = |need: Need| need.capability.into_iter().chain(need.any_of.into_iter().flatten());
        Loaded { file, value: Self { id, needs: needs.into_iter().flat_map(named).collect() } }
    }
}

/// Every capability that a need names.
pub fn needed(need: &Need) -> impl Iterator<Item = &Text> {
    need.capability.iter().chain(need.any_of.iter().flatten())
}

/// Report needs of unknown capabilities, of a capability of itself, and in a circle.
pub fn needs(heads: &[Loaded<Head>], names: &Names<'_>, diagnostics: &mut Diagnostics) {
    let index: IndexMap<&str, usize> =
        heads.iter().enumerate().map(|(idx, head)| (head.value.id.value.as_str(), idx)).collect();
    let mut edges = Vec::with_capacity(heads.len());
    for (idx, Loaded { file, value: head }) in heads.iter().enumerate() {
        let mut check = Check { file: *file, diagnostics };
        let mut others = Vec::with_capacity(head.needs.len());
        for id in &head.needs {
            if *id == head.id {
                let message = format!("`{}` needs itself", id.value);
                check.error::<()>(Code::NeedOnItself, id.span, message, "delete this need");
            }
            match index.get(id.value.as_str()) {
                Some(need) => others.extend((*need != idx).then_some(*need)),
                None => {
                    check.known(id, &names.capabilities, Code::UnknownCapability, "capability");
                }
            }
        }
        // A choice may be made either way, so every alternative counts.
        edges.push(others);
    }
    if let Some(mut cycle) = find_cycle(&edges) {
        // The first capability stands at the end again.
        cycle.pop();
        diagnostics.push(circle(&cycle, heads));
    }
}

/// A circle of needs, hard and soft alike, with every capability on it: an order has to exist.
fn circle(cycle: &[usize], heads: &[Loaded<Head>]) -> Diagnostic {
    let names: Vec<_> = cycle.iter().map(|idx| heads[*idx].value.id.value.as_str()).collect();
    let chain = format!("{} -> {}", names.join(" -> "), names[0]);
    let mut diagnostic =
        Diagnostic::error(Code::NeedCycle, format!("capabilities need each other in a circle: {chain}"))
            .help("remove one of these needs; a soft one is the best candidate");
    for (position, idx) in cycle.iter().enumerate() {
        let Loaded { file, value: head } = &heads[*idx];
        let next = names[(position + 1) % names.len()];
        let origin = head.needs.iter().find(|id| id.value == next).unwrap_or(&head.id).origin(*file);
        let words = format!("`{}` needs `{next}`", names[position]);
        diagnostic = if position == 0 { diagnostic.at(origin, words) } else { diagnostic.and_at(origin, words) };
    }
    diagnostic
}
