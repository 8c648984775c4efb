//! A funder in words, for `fundable explain`.

use schemars::JsonSchema;
use serde::Serialize;

use super::explain::Sections;
use super::view::amount;
use super::words::{one_line, sentence_end};
use crate::model::catalog::Catalog;
use crate::model::form::{Field, Limit, Per, Requirement};
use crate::model::funder::{Bound, Fact, Funder, RuleKind};
use crate::model::id::{FunderId, SourceId};
use crate::model::money::Currency;

/// What the catalog says of a funder, format `fundable-explain/1`. A null stands for what nobody knows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FunderExplained {
    /// Always `fundable-explain/1`.
    pub format: &'static str,
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// What it is and pays for.
    pub about: String,
    /// Home page.
    pub home: Option<String>,
    /// Who and what can be paid for.
    pub eligibility: Option<Vec<FactView>>,
    /// ISO 4217 code of its grants.
    pub currency: Option<FactView>,
    /// The least that it gives.
    pub floor: Option<FactView>,
    /// The most that it gives.
    pub ceiling: Option<FactView>,
    /// How long the work may take.
    pub duration: Option<FactView>,
    /// Anything else to know about amounts.
    pub amounts: Vec<FactView>,
    /// When it takes proposals.
    pub windows: Option<Vec<FactView>>,
    /// How long it takes to decide.
    pub decision: Option<FactView>,
    /// How it chooses.
    pub criteria: Option<Vec<FactView>>,
    /// What it asks for once it pays.
    pub duties: Option<Vec<FactView>>,
    /// Rules on four points that proposals fail on.
    pub rules: Vec<RuleView>,
    /// `proposal` or `item`: how often the form is filled in.
    pub form_per: &'static str,
    /// What to know about the form.
    pub form_notes: Vec<FactView>,
    /// Fields of the form, in its order.
    pub fields: Vec<FieldView>,
    /// Sources, in the order of their marks.
    pub sources: Vec<GradedSourceView>,
}

/// A fact and its source.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FactView {
    /// The fact.
    pub fact: String,
    /// Id of its source.
    pub source: String,
}

/// A rule; whether it holds is null where nobody knows.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RuleView {
    /// Its name in the catalog.
    pub rule: &'static str,
    /// Whether it holds.
    pub holds: Option<bool>,
    /// How it reads, and its source.
    pub text: Option<FactView>,
}

/// A field of a form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FieldView {
    /// Id.
    pub id: String,
    /// The question, in our words.
    pub question: String,
    /// `required`, `optional`, `unknown`, or the condition.
    pub requirement: String,
    /// What kind of answer it takes.
    pub kind: &'static str,
    /// The limit in words: `300 words`, `none`, `unknown`.
    pub limit: String,
    /// Length that the funder advises, in the unit of the limit.
    pub recommended: Option<usize>,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// Id of its source.
    pub source: String,
}

/// A source with its grade.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GradedSourceView {
    /// Id.
    pub id: String,
    /// As a reader would call it.
    pub title: String,
    /// `primary`: its text was read; `quoted`: somebody else quotes it.
    pub grade: &'static str,
    /// Date of its content.
    pub date: String,
    /// When it was last seen to hold.
    pub last_seen: String,
    /// Permanent link.
    pub url: Option<String>,
    /// What to mind.
    pub note: Option<String>,
}

/// Put together what the catalog says of a funder.
pub fn funder(catalog: &Catalog, id: &FunderId) -> FunderExplained {
    let item = &catalog.funders[id];
    let list = |facts: &Option<Vec<Fact<String>>>| facts.as_ref().map(|facts| facts.iter().map(fact).collect());
    let currency = item.currency.as_ref().map(|fact| fact.value);
    let bound = |fact: &Option<Fact<Bound>>, word: &str| {
        let (fact, currency) = (fact.as_ref()?, currency?);
        Some(view(bound_text(&fact.value, currency, word), &fact.source))
    };
    let rules = RuleKind::ALL.map(|kind| {
        let rule = item.rules.get(&kind);
        RuleView {
            rule: kind.name(),
            holds: rule.map(|rule| rule.value.holds),
            text: rule.map(|rule| view(one_line(&rule.value.text), &rule.source)),
        }
    });
    FunderExplained {
        format: "fundable-explain/1",
        id: item.id.to_string(),
        name: one_line(&item.name),
        about: one_line(&item.about),
        home: item.home.clone(),
        eligibility: list(&item.eligibility),
        currency: item.currency.as_ref().map(|fact| view(fact.value.to_string(), &fact.source)),
        floor: bound(&item.floor, "more than"),
        ceiling: bound(&item.ceiling, "less than"),
        duration: item.duration.as_ref().map(fact),
        amounts: item.amounts.iter().map(fact).collect(),
        windows: item
            .windows
            .as_ref()
            .map(|windows| windows.iter().map(|item| view(one_line(&item.value.text), &item.source)).collect()),
        decision: item.decision.as_ref().map(|fact| view(one_line(&fact.value.text), &fact.source)),
        criteria: list(&item.criteria),
        duties: list(&item.duties),
        rules: rules.into(),
        form_per: match item.form.per {
            Per::Proposal => "proposal",
            Per::Item => "item",
        },
        form_notes: item.form.notes.iter().map(fact).collect(),
        fields: item.form.fields.values().map(field).collect(),
        sources: sources(catalog, item),
    }
}

fn view(fact: String, source: &SourceId) -> FactView {
    FactView { fact, source: source.to_string() }
}

fn fact(fact: &Fact<String>) -> FactView {
    view(one_line(&fact.value), &fact.source)
}

/// A bound in words; `word` stands before an exclusive one.
fn bound_text(bound: &Bound, currency: Currency, word: &str) -> String {
    let figure = amount(bound.amount, currency);
    let figure = if bound.exclusive { format!("{word} {figure}") } else { figure };
    match &bound.holds_for {
        Some(what) => format!("{figure} (for {})", one_line(what)),
        None => figure,
    }
}

fn field(field: &Field) -> FieldView {
    FieldView {
        id: field.id.to_string(),
        question: one_line(&field.question),
        requirement: requirement(&field.requirement),
        kind: field.kind.name(),
        limit: limit(field.limit),
        recommended: field.recommended,
        choices: field.choices.clone(),
        source: field.source.to_string(),
    }
}

/// A requirement in words.
pub fn requirement(requirement: &Requirement) -> String {
    match requirement {
        Requirement::Required => "required".to_owned(),
        Requirement::Optional => "optional".to_owned(),
        Requirement::Unknown => "unknown".to_owned(),
        Requirement::Conditional(condition) => format!("if: {}", one_line(condition)),
    }
}

/// A limit in words.
pub fn limit(limit: Limit) -> String {
    match limit {
        Limit::None => "none".to_owned(),
        Limit::Unknown => "unknown".to_owned(),
        Limit::Length { min: 0, max, unit } => format!("{max} {}", unit.name(max)),
        Limit::Length { min, max, unit } => format!("{min} to {max} {}", unit.name(max)),
    }
}

fn sources(catalog: &Catalog, item: &Funder) -> Vec<GradedSourceView> {
    let cited = item.sources().into_iter().filter_map(|id| {
        let citation = catalog.sources.get(id)?;
        Some(GradedSourceView {
            id: id.to_string(),
            title: one_line(&citation.title),
            grade: citation.grade?.name(),
            date: citation.date.to_string(),
            last_seen: citation.last_seen().to_string(),
            url: citation.url.clone(),
            note: citation.note.as_deref().map(|note| sentence_end(&one_line(note))),
        })
    });
    cited.collect()
}

/// The same as text of this width.
pub fn text(item: &FunderExplained, width: usize) -> String {
    let mark = |source: &str| {
        let number = item.sources.iter().position(|known| known.id == source).map_or(0, |idx| idx + 1);
        format!("[{number}]")
    };
    let one = |fact: &FactView| format!("{} {}", fact.fact, mark(&fact.source));
    let unknown = || vec!["unknown".to_owned()];
    let optional = |fact: &Option<FactView>| fact.as_ref().map_or_else(unknown, |fact| vec![one(fact)]);
    let list = |facts: &Option<Vec<FactView>>| match facts {
        Some(facts) => facts.iter().map(one).collect(),
        None => unknown(),
    };
    let mut out = Sections::new(format!("{}\n{}\n", item.name, item.id), width);
    out.section("What it is", std::iter::once(item.about.clone()).chain(item.home.clone()).collect());
    out.section("Who and what can be paid for", list(&item.eligibility));
    out.section("Currency", optional(&item.currency));
    out.section("Smallest amount", optional(&item.floor));
    out.section("Largest amount", optional(&item.ceiling));
    out.section("About amounts", item.amounts.iter().map(one).collect());
    out.section("Duration", optional(&item.duration));
    out.section("When it takes proposals", list(&item.windows));
    out.section("How long it takes to decide", optional(&item.decision));
    out.section("How it chooses", list(&item.criteria));
    out.section("What it asks for once it pays", list(&item.duties));
    let rules = item.rules.iter().map(|rule| match (&rule.text, rule.holds) {
        (Some(text), Some(true)) => format!("{}: {}", rule_title(rule.rule), one(text)),
        (Some(text), _) => format!("{}: no. {}", rule_title(rule.rule), one(text)),
        (None, _) => format!("{}: unknown", rule_title(rule.rule)),
    });
    out.section("Rules", rules.collect());
    let per = if item.form_per == "item" { "The form, once for each piece of work" } else { "The form" };
    let fields = item.fields.iter().map(|field| field_line(field, &mark(&field.source)));
    out.section(per, item.form_notes.iter().map(one).chain(fields).collect());
    let sources = item.sources.iter().enumerate().map(|(idx, source)| {
        let seen = if source.last_seen == source.date { String::new() } else { format!(", seen {}", source.last_seen) };
        let note = source.note.as_ref().map(|note| format!(" {note}")).unwrap_or_default();
        let link = source.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
        format!("[{}] {}, {}{seen} ({}).{note}{link}", idx + 1, source.title, source.date, source.grade)
    });
    out.section("Sources", sources.collect());
    out.finish()
}

fn rule_title(rule: &str) -> &'static str {
    match rule {
        "no_duplicate_funding" => "Funding by others",
        "genai_disclosure" => "Generative AI",
        "explicit_rates" => "Rates",
        _ => "Consent",
    }
}

/// A field on one paragraph: what goes without saying (required, text, no limit) is not said.
fn field_line(field: &FieldView, mark: &str) -> String {
    let mut about: Vec<String> = Vec::new();
    if field.requirement != "required" {
        about.push(match field.requirement.as_str() {
            "unknown" => "whether required is unknown".to_owned(),
            other => other.trim_end_matches('.').to_owned(),
        });
    }
    match field.kind {
        "text" => {}
        "choice" if !field.choices.is_empty() => about.push(format!("one of {}", field.choices.join(", "))),
        kind => about.push(kind.to_owned()),
    }
    match field.limit.as_str() {
        "none" => {}
        "unknown" => about.push("limit unknown".to_owned()),
        limit if limit.contains(" to ") => about.push(limit.to_owned()),
        limit => about.push(format!("at most {limit}")),
    }
    if let Some(length) = field.recommended {
        about.push(format!("{length} advised"));
    }
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join("; ")) };
    format!("{}: {}{about} {mark}", field.id, field.question)
}
