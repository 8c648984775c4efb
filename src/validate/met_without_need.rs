//! Answers that contradict each other: something is in place that cannot be without something that is not.

use indexmap::IndexMap;

use super::scalar::Check;
use crate::diag::{Code, Diagnostic};
use crate::model::capability::{Need, Strength};
use crate::model::catalog::Catalog;
use crate::model::id::CapabilityId;
use crate::raw::Text;
use crate::raw::assessment::{Answer, Assessment, Status};

/// Warn of each hard need of a capability that is met, of which every way is missing. One that is unknown contradicts nothing:
/// nobody has looked.
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
    let ways: Option<Vec<_>> = need.alternatives.iter().map(|id| missing(id, raw)).collect();
    let Some(ways) = ways else { return };
    let Some((first, answer)) = ways.first() else { return };
    let what = ways.iter().map(|(key, _)| format!("`{}`", key.value)).collect::<Vec<_>>().join(" or ");
    let message = format!("`{}` is met, but {what}, without which it cannot be built, is missing", name.value);
    let mut diagnostic = Diagnostic::warning(Code::MetWithoutNeed, message)
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

/// The entry of a capability that is missing, without anything else that does its work.
fn missing<'a>(id: &CapabilityId, raw: &'a Assessment) -> Option<(&'a Text, &'a Answer)> {
    let (key, answer) = raw.capabilities.iter().find(|(key, _)| key.value == id.as_str())?;
    (answer.status.value == Status::Missing && answer.by_third_party.is_none()).then_some((key, answer))
}
