//! A capability in words, for `fundable explain`.

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::view::{PrecedentView, SourceView};
use super::words::{one_line, paragraphs, sentence_end};
use crate::model::capability::{Basis, Contribution, Strength};
use crate::model::catalog::Catalog;
use crate::model::decimal::format_scaled;
use crate::model::id::CapabilityId;

/// What the catalog says of a capability, format `fundable-explain/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CapabilityExplained {
    /// Always `fundable-explain/1`.
    pub format: &'static str,
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Title of the category.
    pub category: String,
    /// Level.
    pub level: u8,
    /// What the framework asks for.
    pub requirement: String,
    /// When it applies, as sentences: why it does not otherwise.
    pub applies: Vec<String>,
    /// Sub-checks: id, share in percent, title.
    pub sub_checks: Vec<(String, u8, String)>,
    /// Needs in words.
    pub needs: Vec<String>,
    /// Threats in words.
    pub threats: Vec<String>,
    /// Three points in person-weeks and basis.
    pub effort: String,
    /// What shapes the points.
    pub explanation: String,
    /// Percent per work kind.
    pub work: Vec<(String, u8)>,
    /// Calendar lag in words.
    pub calendar_lag: String,
    /// The problem.
    pub situation: Vec<String>,
    /// What will be built.
    pub change: Vec<String>,
    /// Precedents.
    pub precedents: Vec<PrecedentView>,
    /// Sources.
    pub sources: Vec<SourceView>,
}

/// Put together what the catalog says of a capability.
pub fn capability(catalog: &Catalog, id: &CapabilityId) -> CapabilityExplained {
    let item = catalog.capability(id);
    let needs = item.needs.iter().map(|need| {
        let names: Vec<_> = need.alternatives.iter().map(CapabilityId::as_str).collect();
        let strength = match need.strength {
            Strength::Hard => "cannot be built without",
            Strength::Soft => "better after",
        };
        format!("{strength} {}: {}", names.join(" or "), one_line(&need.because))
    });
    let threats = item.threats.iter().map(|(threat, contribution)| {
        let threat = &catalog.threats[threat];
        let part = match contribution {
            Contribution::Primary => "primary, counts 3",
            Contribution::Supporting => "supporting, counts 1",
        };
        format!("{} (weight {}; {part})", threat.title, threat.weight)
    });
    let (low, likely, high) = item.effort.points.hundredths();
    let points = [low, likely, high].map(|point| format_scaled(i64::from(point), 2)).join(" / ");
    let basis = match item.effort.basis {
        Basis::Precedent => "shaped by precedents",
        Basis::Analogy => "by analogy",
    };
    CapabilityExplained {
        format: "fundable-explain/1",
        id: item.id.to_string(),
        number: item.number.clone(),
        title: item.title.clone(),
        category: catalog.framework.categories[&item.category].title.clone(),
        level: item.level.number(),
        requirement: one_line(&item.requirement),
        applies: catalog.conditions(item).map(|condition| sentence_end(&one_line(&condition.because))).collect(),
        sub_checks: item
            .sub_checks
            .iter()
            .map(|(id, check)| (id.to_string(), check.share.number(), one_line(&check.title)))
            .collect(),
        needs: needs.collect(),
        threats: threats.collect(),
        effort: format!("{points} person-weeks (optimistic / likely / pessimistic), {basis}"),
        explanation: one_line(&item.effort.explanation),
        work: item.work.iter().map(|(kind, share)| (catalog.work_kinds[kind].title.clone(), share.number())).collect(),
        calendar_lag: match item.calendar_lag.weeks {
            0 => "none".to_owned(),
            weeks => format!("{weeks} weeks: {}", one_line(&item.calendar_lag.because)),
        },
        situation: paragraphs(&item.proposal.situation),
        change: paragraphs(&item.proposal.change),
        // No registry is meant here, so every precedent is somebody else's.
        precedents: super::view::precedents(catalog, &item.effort.precedents, ""),
        sources: super::view::sources(catalog, std::iter::once(&item.reference).chain(&item.proposal.sources)),
    }
}

/// The same as text of this width.
pub fn text(item: &CapabilityExplained, width: usize) -> String {
    let head = format!("{} {}\n{} · {} · level {}\n", item.number, item.title, item.id, item.category, item.level);
    let mut out = Sections::new(head, width);
    let mut section = |head: &str, entries: Vec<String>| out.section(head, entries);
    section("What the framework asks for", vec![item.requirement.clone()]);
    section("Does not apply where", item.applies.clone());
    section(
        "Sub-checks",
        item.sub_checks.iter().map(|(id, share, title)| format!("{id} ({share} %): {title}")).collect(),
    );
    section("Needs", item.needs.clone());
    section("Threats", item.threats.clone());
    section("Effort", vec![item.effort.clone(), item.explanation.clone()]);
    section(
        "Kinds of work",
        vec![item.work.iter().map(|(kind, share)| format!("{kind} {share} %")).collect::<Vec<_>>().join(", ")],
    );
    section("Calendar lag", vec![item.calendar_lag.clone()]);
    section("The problem", item.situation.clone());
    section("What to change", item.change.clone());
    let precedents = item
        .precedents
        .iter()
        .map(|p| format!("{} {}: {} ({}; money {}). {}", p.id, p.registry, p.work, p.period, p.money, p.outcome));
    section("Precedents", precedents.collect());
    let sources = item.sources.iter().map(|source| match &source.url {
        Some(url) => format!("{}: {url}", source.title),
        None => source.title.clone(),
    });
    section("Sources", sources.collect());
    out.finish()
}

/// A text of heads with indented paragraphs below them.
pub(super) struct Sections {
    out: String,
    width: usize,
}

impl Sections {
    /// Begin with these lines.
    pub fn new(head: String, width: usize) -> Self {
        Self { out: head, width }
    }

    /// Add a section; one without paragraphs is left out.
    pub fn section(&mut self, head: &str, entries: Vec<String>) {
        if !entries.is_empty() {
            self.out.push_str(&format!("\n{head}\n"));
            entries.iter().for_each(|entry| self.out.push_str(&wrap(entry, self.width)));
        }
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.out
    }
}

/// A paragraph, wrapped at blanks to fit a number of columns, and indented; a word longer than the line, such as a link, stays whole.
fn wrap(text: &str, width: usize) -> String {
    const INDENT: &str = "  ";
    let mut out = String::new();
    let mut line = INDENT.to_owned();
    for word in text.split(' ') {
        let fits = line.width() + 1 + word.width() <= width;
        if line.len() > INDENT.len() && !fits {
            out.push_str(line.trim_end());
            out.push('\n');
            line = INDENT.repeat(2);
        }
        if !line.ends_with(' ') {
            line.push(' ');
        }
        line.push_str(word);
    }
    out.push_str(line.trim_end());
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(wrap("日本 日本", 10), "  日本\n    日本\n");
        assert_eq!(wrap("日本 日本", 11), "  日本 日本\n");
    }
}
