//! Answers that contradict each other: something is in place that cannot be without something that is not.

use indexmap::IndexMap;

use super::scalar::Check;
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::capability::{Need, Strength};
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::raw::Text;
use crate::raw::assessment::{Answer, Assessment, Status};

/// Warn of each hard need of a capability that is met, of which every way is missing; where nobody has looked at one of them
/// yet, a note says what the answer is likely to be.
pub fn met_without_need(
    raw: &Assessment,
    catalog: &Catalog,
    taxonomy: &IndexMap<String, String>,
    check: &mut Check<'_>,
) {
    let applies = |id: &CapabilityId| catalog.unmet_condition(catalog.capability(id), taxonomy).is_none();
    for (name, answer) in &raw.capabilities {
        let Some(capability) = catalog.capabilities.get(name.value.as_str()) else { continue };
        if answer.status.value != Status::Met || !applies(&capability.id) {
            continue;
        }
        let hard = capability.needs.iter().filter(|need| need.strength == Strength::Hard);
        // A need that makes no sense here is dropped, as the plan does.
        for need in hard.filter(|need| need.alternatives.iter().all(&applies)) {
            report(name, need, raw, check);
        }
    }
}

fn report(name: &Text, need: &Need, raw: &Assessment, check: &mut Check<'_>) {
    let ways: Option<Vec<_>> = need.alternatives.iter().map(|id| not_there(id, raw)).collect();
    // One that is not listed is unknown, and a note of its own says so.
    let Some(ways) = ways else { return };
    let Some((first, answer)) = ways.first() else { return };
    let is_unknown = ways.iter().any(|(_, answer)| answer.status.value == Status::Unknown);
    let severity = if is_unknown { Severity::Note } else { Severity::Warning };
    let ids: Vec<_> = ways.iter().map(|(key, _)| format!("`{}`", key.value)).collect();
    let (what, verb) = match ids.as_slice() {
        [one] => (one.clone(), if is_unknown { "is unknown" } else { "is missing" }),
        several => (several.join(" or "), if is_unknown { "are unknown or missing" } else { "are missing" }),
    };
    let message = format!("`{}` is met, but {what}, without which it cannot be built, {verb}", name.value);
    let mut diagnostic = Diagnostic::new(severity, Code::MetWithoutNeed, message)
        .at(check.origin(name.span), "met")
        .and_at(check.origin(answer.status.span), format!("what it needs: `{}`", first.value));
    for (key, answer) in &ways[1..] {
        diagnostic = diagnostic.and_at(check.origin(answer.status.span), format!("or `{}`", key.value));
    }
    let mend = format!(
        "look at both again; if something else does what {what} is for, write `by_third_party:` with its name there, or \
         `status: partial` with what is left"
    );
    check.diagnostics.push(diagnostic.help(format!("the catalog says why: {}", need.because)).help(mend));
}

/// The entry of a capability of which nothing is in place, and nothing that does its work.
fn not_there<'a>(id: &CapabilityId, raw: &'a Assessment) -> Option<(&'a Text, &'a Answer)> {
    let (key, answer) = raw.capabilities.iter().find(|(key, _)| key.value == id.as_str())?;
    let is_open = matches!(answer.status.value, Status::Missing | Status::Unknown);
    (is_open && answer.by_third_party.is_none()).then_some((key, answer))
}
