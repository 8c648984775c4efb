//! A catalog as a guidance catalog.

use super::document::{
    Entity, Group, GuidanceCatalog, Guideline, MappingReference, Metadata, Rationale, Statement, VERSION,
};
use crate::model::capability::Capability;
use crate::model::catalog::{Catalog, Framework};
use crate::model::id::{CapabilityId, SubCheckId};
use crate::model::level::Level;
use crate::text::{one_line, sentence_end};

/// The framework and its capabilities as a guidance catalog. Estimates, threats, prices and the strength of needs have no place
/// in one and are left out.
pub fn guidance_catalog(catalog: &Catalog) -> GuidanceCatalog {
    let framework = &catalog.framework;
    let groups = framework.categories.iter().map(|(id, category)| Group {
        id: id.to_string(),
        title: one_line(&category.title),
        description: one_line(&category.meaning),
    });
    let levels = framework.levels.iter().filter(|level| level.level > Level::ZERO).map(|level| Group {
        id: level_id(level.level),
        title: format!("Level {}: {}", level.level, one_line(&level.title)),
        description: one_line(&level.meaning),
    });
    let description = format!(
        "{}, version {}, by {}, in the words of the fundable catalog of {}: a paraphrase and not the text itself. What the guidelines \
         need of each other stands under `see-also`, without its direction.",
        one_line(&framework.title),
        one_line(&framework.version),
        one_line(&framework.publisher),
        framework.catalog_version,
    );
    GuidanceCatalog {
        title: one_line(&framework.title),
        metadata: Metadata {
            id: framework.id.clone(),
            r#type: "GuidanceCatalog",
            gemara_version: VERSION,
            version: framework.version.clone(),
            date: midnight(framework.catalog_version),
            description,
            author: program(),
            mapping_references: vec![reference(catalog, &format!("{}-text", framework.id))],
            applicability_groups: levels.collect(),
        },
        r#type: "Framework",
        groups: groups.collect(),
        guidelines: catalog.capabilities.values().map(|item| guideline(item, framework)).collect(),
    }
}

fn guideline(item: &Capability, framework: &Framework) -> Guideline {
    let prose = &item.proposal;
    let goals: Vec<_> = prose.benefits.iter().map(|benefit| spoken(&benefit.text)).collect();
    let statements = item.sub_checks.iter();
    Guideline {
        id: item.id.to_string(),
        title: one_line(&item.title),
        objective: spoken(&item.requirement),
        group: item.category.to_string(),
        state: "Active",
        recommendations: prose.acceptance.iter().map(|part| spoken(&part.text)).collect(),
        applicability: applicability(item, framework),
        rationale: (!goals.is_empty()).then(|| Rationale { importance: spoken(&prose.situation), goals }),
        statements: statements
            .map(|(id, check)| Statement { id: statement_id(&item.id, id), text: one_line(&check.title) })
            .collect(),
        see_also: item.needs.iter().flat_map(|need| &need.alternatives).map(ToString::to_string).collect(),
    }
}

/// A capability is asked for by its own level and by every higher one.
pub fn applicability(item: &Capability, framework: &Framework) -> Vec<String> {
    let levels = framework.levels.iter().map(|level| level.level);
    levels.filter(|level| *level >= item.level).map(level_id).collect()
}

/// The id of a sub-check among all entries of the catalog.
pub fn statement_id(capability: &CapabilityId, sub_check: &SubCheckId) -> String {
    format!("{capability}.{sub_check}")
}

fn level_id(level: Level) -> String {
    format!("level-{level}")
}

/// The text of the framework, as other documents refer to it.
pub fn reference(catalog: &Catalog, id: &str) -> MappingReference {
    let framework = &catalog.framework;
    MappingReference {
        id: id.to_owned(),
        title: one_line(&framework.title),
        version: framework.version.clone(),
        description: sentence_end(&format!("By {}; licence: {}", framework.publisher, framework.licence)),
        url: catalog.sources.get(&framework.reference).and_then(|citation| citation.url.clone()),
    }
}

/// Who wrote the document.
fn program() -> Entity {
    Entity {
        id: "fundable".to_owned(),
        name: "fundable".to_owned(),
        r#type: "Software",
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
        description: Some("Writes what people have put into its catalog, without generative AI.".to_owned()),
        uri: None,
    }
}

/// A day as Gemara writes moments: its beginning, in UTC.
pub fn midnight(day: chrono::NaiveDate) -> String {
    format!("{day}T00:00:00Z")
}

/// Prose without placeholders: the names of a registry are in no catalog.
fn spoken(text: &str) -> String {
    let mut text = one_line(text);
    for (placeholder, name) in [("{registry}", "he registry"), ("{ecosystem}", "he ecosystem")] {
        while let Some(at) = text.find(placeholder) {
            let begins = at == 0 || text[..at].ends_with(". ");
            text.replace_range(at..at + placeholder.len(), &format!("{}{name}", if begins { "T" } else { "t" }));
        }
    }
    text
}
