//! The first files of a new workspace, with comments that tell a newcomer what to write.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use indexmap::IndexMap;

use super::words::one_line;
use crate::model::catalog::Catalog;
use crate::model::id::CategoryId;
use crate::model::level::Level;
use crate::model::money::Currency;

/// What has to be known to begin.
#[derive(Debug, Clone)]
pub struct Beginning {
    /// Name of the registry.
    pub name: String,
    /// Language or system that it serves.
    pub ecosystem: String,
    /// Answers to the taxonomy questions that apply.
    pub taxonomy: IndexMap<String, String>,
    /// Identity provider, where login is delegated.
    pub login_provider: Option<String>,
    /// Date of the assessment and of the plan.
    pub date: NaiveDate,
    /// Level to reach in every category.
    pub target: Level,
    /// Currency of the rates.
    pub currency: Currency,
}

/// `assessment.yaml`: every capability listed, all unknown.
pub fn assessment(catalog: &Catalog, beginning: &Beginning) -> String {
    let mut out = format!(
        "# What is true of {name} today. Change the status of each capability, one by one, and add evidence.\n\
         # `fundable check` says what is wrong with this file, `fundable explain <capability>` what a capability asks for.\n\
         framework: {framework}\n\
         repository:\n\
         \x20 name: {quoted_name}\n\
         \x20 ecosystem: {ecosystem}\n\
         \x20 # url: https://example.org\n",
        name = one_line(&beginning.name),
        framework = catalog.framework.id,
        quoted_name = quoted(&beginning.name),
        ecosystem = quoted(&beginning.ecosystem),
    );
    if let Some(provider) = &beginning.login_provider {
        out.push_str(&format!("  login_provider: {}\n", quoted(provider)));
    }
    out.push_str(&format!(
        "assessed_on: {}\n# Who made it: people or bodies.\nassessed_by: [{}]\n\n# What kind of registry it is; this decides which capabilities apply.\ntaxonomy:{}\n",
        beginning.date,
        quoted(&format!("Maintainers of {}", beginning.name)),
        if beginning.taxonomy.is_empty() { " {}" } else { "" },
    ));
    for (question, answer) in &beginning.taxonomy {
        // Quoted, because a bare yes or no is a truth value to many YAML readers.
        out.push_str(&format!("  {question}: \"{answer}\"\n"));
    }
    out.push_str(
        "\n# Status: met, partial, missing, not-applicable (with `reason:`), delegated (with `to:`) or unknown.\n\
         # Evidence, for instance:\n\
         #   evidence:\n\
         #     - what: Login page offers WebAuthn\n\
         #       link: https://example.org/permanent-link\n\
         #       date: 2026-01-31\n\
         # Also: `note:` with anything else, `by_third_party:` with the name of a separate tool, `confidential: true`.\n\
         capabilities:\n",
    );
    for category in catalog.framework.categories.keys() {
        out.push_str(&capabilities(catalog, category, &beginning.taxonomy));
    }
    out
}

fn capabilities(catalog: &Catalog, category: &CategoryId, taxonomy: &IndexMap<String, String>) -> String {
    let mut out = format!("  # {}\n", catalog.framework.categories[category].title);
    let items = || catalog.capabilities.values().filter(|item| item.category == *category);
    let mut skipped = 0;
    for item in items() {
        if catalog.unmet_condition(item, taxonomy).is_some() {
            skipped += 1;
            continue;
        }
        out.push_str(&format!("\n  # {} {} (level {})\n", item.number, item.title, item.level));
        out.push_str(&comment(&item.requirement));
        out.push_str(&format!("  {}:\n    status: unknown\n", item.id));
        if !item.sub_checks.is_empty() {
            out.push_str("    # if partial, each of: met, missing or unknown\n    # sub_checks:\n");
            for (id, check) in &item.sub_checks {
                out.push_str(&format!("    #   {id}: unknown  # {}\n", one_line(&check.title)));
            }
        } else {
            out.push_str("    # if partial, percent of the work that is left:\n    # share_left: 50\n");
        }
    }
    if skipped > 0 {
        let subject = if skipped == items().count() {
            "None of these apply".to_owned()
        } else {
            format!("{skipped} more do not apply")
        };
        out.push_str(&format!("\n  # {subject} to this registry, by its taxonomy; they need no entry.\n\n"));
    } else {
        out.push('\n');
    }
    out
}

/// A text as comment lines of at most 110 characters.
fn comment(text: &str) -> String {
    let mut out = String::new();
    let mut line = "  #".to_owned();
    for word in text.split_whitespace() {
        if line.chars().count() + 1 + word.chars().count() > 110 {
            out.push_str(&line);
            out.push('\n');
            line = "  #".to_owned();
        }
        line.push(' ');
        line.push_str(word);
    }
    out + &line + "\n"
}

/// `plan.yaml`: a target, a small team, rates to be replaced.
pub fn plan(catalog: &Catalog, beginning: &Beginning) -> String {
    let audit = if catalog.work_kinds.contains_key("audit") { "{audit: 25000}" } else { "{<kind of work>: 9000}" };
    let threat = catalog.threats.keys().next().map_or("<threat>", |threat| threat.as_str());
    format!(
        "# What {name} wants: the target, who does the work, and what it costs.\n\
         # `fundable plan` turns this file and assessment.yaml into an ordered roadmap.\n\
         framework: {framework}\n\
         # Printed on the documents.\n\
         dated: {dated}\n\
         applicant:\n\
         \x20 organisation: {organisation}\n\
         \x20 # contact: security@example.org\n\
         \x20 # Forms also ask for: person, role, email, country, legal_status, website, repository, licence.\n\
         \n\
         # The level to reach in every category, 1 to {highest}.\n\
         target:\n\
         \x20 level: {target}\n\
         \x20 # categories: {{{example}: 1}}\n\
         \x20 # include: [<capability beyond the level>]\n\
         \x20 # exclude:\n\
         \x20 #   - capability: <capability>\n\
         \x20 #     because: <why it is left out>\n\
         \n\
         # Your own words; `fundable propose --for <funder> --forms-only` says which of them a form asks for.\n\
         # narrative:\n\
         #   summary: <the whole in a sentence or two>\n\
         #   project: <what the registry is, and why it matters>\n\
         #   sustainability: <who pays afterwards>\n\
         #   answers: {{<funder>: {{<field>: <your answer to this field of its form>}}}}\n\
         \n\
         # What comes first: risk (most threat taken away per week), level-first, or quick-wins.\n\
         policy: risk\n\
         # First day of work.\n\
         start: {start}\n\
         \n\
         # Who does the work: full-time persons per role, fractions allowed. Each kind of work belongs to one role.\n\
         team:\n{team}\
         \n\
         # What the dates aim at: value-first keeps to the order, earliest-end finishes as early as the team can.\n\
         # objective: value-first\n\
         # Days on which nobody works, or a role is away; when something may start, or should be ready.\n\
         # holidays:\n\
         #   - {{from: {year}-12-24, to: {next_year}-01-02, name: Turn of the year}}\n\
         # absences:\n\
         #   - {{role: Developers, from: {year}-08-01, to: {year}-08-21}}\n\
         # dates:\n\
         #   - {{capability: <capability>, deadline: {year}-12-01, because: <why>}}\n\
         # What is planned, reported and paid for together.\n\
         # work_packages:\n\
         #   - {{id: accounts, title: Safer accounts, capabilities: [<capability>, <capability>]}}\n\
         \n\
         # What work costs. These lines are examples: replace the figures by your own and take the hashes away.\n\
         # Without rates the plan shows effort and dates alone.\n\
         # rates:\n\
         #   currency: {currency}\n\
         #   per: week              # hour, day or week\n\
         #   hours_per_week: 40\n\
         #   default: 5000\n\
         #   kinds: {audit}\n\
         # overhead_percent: 10\n\
         \n\
         # Estimates that you replace, with who, when and why; both numbers stay visible.\n\
         # estimates:\n\
         #   - capability: <capability>\n\
         #     effort: {{optimistic: 2, likely: 4, pessimistic: 9}}\n\
         #     who: <name>\n\
         #     when: {dated}\n\
         #     why: <what you know that the catalog does not>\n\
         # Priority per threat, 1 where it is left out; advice that you do not follow; rates for other currencies.\n\
         # priorities: {{{threat}: 1.5}}\n\
         # drop_soft:\n\
         #   - {{capability: <capability>, need: <capability>, because: <why>}}\n\
         # exchange_rates:\n\
         #   - {{from: USD, to: EUR, rate: 0.9, date: {dated}, source: <where you found it>}}\n\
         \n\
         # Who pays for what so far: draft, submitted, granted, declined or done.\n\
         # ledger:\n\
         #   - capability: <capability>   # or work_package: <name>\n\
         #     funder: <id of a funder, or a name>\n\
         #     status: granted\n\
         #     date: 2026-01\n\
         \n\
         # What was done and spent so far, for `fundable report`.\n\
         # progress:\n\
         #   - capability: <capability>   # or work_package: <name>\n\
         #     date: 2026-02-13\n\
         #     note: What was done, in a sentence or two.\n\
         #     hours: 40\n\
         #     deviation: Why it did not go as planned.\n",
        name = one_line(&beginning.name),
        framework = catalog.framework.id,
        dated = beginning.date,
        organisation = quoted(&beginning.name),
        highest = catalog.framework.highest(),
        target = beginning.target,
        example = catalog.framework.categories.keys().next().map_or("<category>", CategoryId::as_str),
        start = first_monday_of_next_month(beginning.date),
        team = team(catalog),
        currency = beginning.currency,
        year = first_monday_of_next_month(beginning.date).year() + 1,
        next_year = first_monday_of_next_month(beginning.date).year() + 2,
    )
}

/// Roles that share out the kinds of work of the catalog. Kinds that we do not know are coordinated by the last but one.
fn team(catalog: &Catalog) -> String {
    const ROLES: [(&str, &str, &[&str]); 4] = [
        ("Developers", "1", &["backend", "frontend", "client", "static-analysis", "data", "infrastructure", "ux"]),
        ("Security engineer", "0.5", &["security", "standards"]),
        ("Coordination and writing", "0.5", &[]),
        ("Outside firms", "1", &["legal", "audit"]),
    ];
    let is_named = |kind: &str| ROLES.iter().any(|(_, _, kinds)| kinds.contains(&kind));
    let mut out = String::new();
    for (role, fte, wanted) in ROLES {
        let does: Vec<_> = catalog
            .work_kinds
            .keys()
            .map(|kind| kind.as_str())
            .filter(|kind| wanted.contains(kind) || (wanted.is_empty() && !is_named(kind)))
            .collect();
        if !does.is_empty() {
            out.push_str(&format!("  - role: {role}\n    fte: {fte}\n    does: [{}]\n", does.join(", ")));
        }
    }
    out
}

/// A start that leaves time to talk about the plan.
fn first_monday_of_next_month(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).and_then(|first| first.checked_add_months(chrono::Months::new(1))).unwrap_or(date);
    let wait = (7 - first.weekday().days_since(Weekday::Mon)) % 7;
    first + Days::new(u64::from(wait))
}

/// A text as a YAML scalar in double quotes, which JSON's strings are.
fn quoted(text: &str) -> String {
    serde_json::Value::String(one_line(text)).to_string()
}
