//! Where a registry stands.

use schemars::JsonSchema;
use serde::Serialize;

use super::RegistryView;
use crate::gap::{CategoryLevel, Gap, Standing};
use crate::model::assessment::Assessment;
use crate::model::catalog::Catalog;
use crate::model::id::{CapabilityId, CategoryId};
use crate::model::plan::Plan;
use crate::render::words::sentence_end;

/// `fundable status --json`, format `fundable-status/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StatusView {
    /// Always `fundable-status/1`.
    pub format: &'static str,
    /// The framework.
    pub framework: String,
    /// The registry.
    pub registry: RegistryView,
    /// Per category.
    pub categories: Vec<CategoryView>,
    /// Per capability, in the order of the framework.
    pub capabilities: Vec<StandingView>,
}

/// The level of a category.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CategoryView {
    /// Its id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The level reached; none where nothing of it applies.
    pub level: Option<u8>,
    /// The level reached, or `n/a`.
    pub level_text: String,
    /// The target; none without a plan.
    pub target: Option<u8>,
    /// Capabilities that apply.
    pub n_applicable: usize,
    /// Of these, met or delegated.
    pub n_reached: usize,
    /// Number of capabilities that are open at the lowest level that is not reached.
    pub n_open: usize,
    /// Their titles; in a public document only those that are asked for.
    pub next: Vec<String>,
}

/// Where a registry stands with one capability.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct StandingView {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Category id.
    pub category: String,
    /// Level.
    pub level: u8,
    /// `met`, `partial`, `missing`, `delegated`, `not applicable` or `unknown`.
    pub standing: &'static str,
    /// Percent of the effort that is left.
    pub left_percent: u8,
    /// What to know about it, as a sentence; empty where there is nothing.
    pub detail: String,
    /// Kept out of public documents.
    pub confidential: bool,
}

/// The view of a gap.
pub fn status(catalog: &Catalog, assessment: &Assessment, gap: &Gap, plan: Option<&Plan>) -> StatusView {
    let capabilities = catalog.capabilities.values().map(|capability| {
        let standing = &gap.standings[&capability.id];
        StandingView {
            id: capability.id.to_string(),
            number: capability.number.clone(),
            title: capability.title.clone(),
            category: capability.category.to_string(),
            level: capability.level.number(),
            standing: standing.name(),
            left_percent: standing.left().number(),
            detail: detail(standing, assessment.answers[&capability.id].by_third_party.as_deref()),
            confidential: assessment.answers[&capability.id].confidential,
        }
    });
    StatusView {
        format: "fundable-status/1",
        framework: catalog.framework.id.clone(),
        registry: assessment.into(),
        categories: categories(catalog, gap, plan, |_| true),
        capabilities: capabilities.collect(),
    }
}

/// One row per category; what is missing for the next level as far as it may be `named`.
pub fn categories(
    catalog: &Catalog,
    gap: &Gap,
    plan: Option<&Plan>,
    named: impl Fn(&CapabilityId) -> bool,
) -> Vec<CategoryView> {
    gap.levels.iter().map(|(id, level)| category(catalog, gap, id, level, plan, &named)).collect()
}

fn category(
    catalog: &Catalog,
    gap: &Gap,
    id: &CategoryId,
    level: &CategoryLevel,
    plan: Option<&Plan>,
    named: impl Fn(&CapabilityId) -> bool,
) -> CategoryView {
    let reached = level.reached.map(|level| level.number());
    CategoryView {
        id: id.to_string(),
        title: catalog.framework.categories[id].title.clone(),
        level: reached,
        level_text: reached.map_or_else(|| "n/a".to_owned(), |level| level.to_string()),
        target: plan.map(|plan| plan.target.levels[id].number()),
        n_applicable: level.n_applicable,
        n_reached: level.n_reached,
        n_open: level.next.len(),
        next: level.next.iter().filter(|id| named(id)).map(|id| open_title(catalog, gap, id)).collect(),
    }
}

/// The title, with a word where nobody knows whether it is open at all.
fn open_title(catalog: &Catalog, gap: &Gap, id: &CapabilityId) -> String {
    let title = &catalog.capability(id).title;
    if matches!(gap.standings[id], Standing::Unknown { .. }) { format!("{title} (unknown)") } else { title.clone() }
}

/// What to know about a standing, as sentences.
fn detail(standing: &Standing, by_third_party: Option<&str>) -> String {
    let sentence = match standing {
        Standing::Met | Standing::Missing | Standing::Unknown { listed: true } => String::new(),
        Standing::Unknown { listed: false } => "Not listed in the assessment.".to_owned(),
        Standing::Delegated { to } => format!("Done by {to}."),
        Standing::NotApplicable { because, done_anyway: false } => sentence_end(because),
        Standing::NotApplicable { because, done_anyway: true } => {
            format!("{} In place all the same.", sentence_end(because))
        }
        Standing::Partial(part) if part.unknown.is_empty() => format!("{} of the work is left.", part.left),
        Standing::Partial(part) => format!("Up to {} of the work is left.", part.left),
    };
    match by_third_party {
        Some(tool) => {
            format!("{sentence} Offered by a separate tool: {}.", tool.trim().trim_end_matches('.')).trim().to_owned()
        }
        None => sentence,
    }
}
