//! The frame of a document: its title and its key facts.

use super::Recipient;
use crate::model::plan::Plan;
use crate::render::view::DocumentView;
use crate::render::{Fact, Page};

/// What stands on the cover of a document with confidential parts.
pub const PRIVATE: &str = "Private: holds what the registry has marked confidential. Do not publish.";

/// The frame of the document, from its view.
pub fn frame(view: &DocumentView, recipient: Recipient, plan: &Plan) -> Page {
    let generator = view.provenance.tool.clone();
    let mut page = Page::new(recipient.title(), generator);
    let private = if view.audience == "private" { "PRIVATE · " } else { "" };
    page.short_title = Some(format!("{private}{} · {}", view.registry.name, recipient.title()));
    page.subtitle = Some(match &view.applicant {
        Some(applicant) if applicant.organisation != view.registry.name => {
            format!("{}, for {}", applicant.organisation, view.registry.name)
        }
        _ => format!("For {} ({})", view.registry.name, view.registry.ecosystem),
    });
    let mut fact = |label: &str, value: String| page.facts.push(Fact::new(label, value));
    fact("Registry", format!("{} ({})", view.registry.name, view.registry.ecosystem));
    fact("Open items", view.sum.n_items.to_string());
    fact("Effort", format!("{} person-weeks ({})", view.sum.effort.text, view.sum.effort.range));
    if let Some(cost) = &view.sum.cost {
        fact("Cost", format!("{} ({})", cost.text, cost.range));
    }
    if let (Some(start), Some(finish)) = (&view.sum.start, &view.sum.finish) {
        fact("Time", format!("{} to {}", start.text, finish.text));
    }
    fact("Framework", view.framework.title.clone());
    fact("Assessed", format!("{} by {}", view.registry.assessed_on.text, view.registry.assessed_by));
    let private = (view.audience == "private").then(|| PRIVATE.to_owned());
    let notes: Vec<_> = private.into_iter().chain(view.labels.iter().cloned()).collect();
    page.note = (!notes.is_empty()).then(|| notes.join(" "));
    page.date = Some(plan.dated);
    page
}
