//! Objectives, hours and money, and each piece of work against what was agreed.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::item::placed;
use super::super::quantity::amount;
use super::change::{NoteView, ProofView, evidence, hours_number, note};
use super::{Reader, deviation, words};
use crate::gap::Standing;
use crate::model::capability::Part;
use crate::model::effort::Effort;
use crate::model::id::CapabilityId;
use crate::model::money::{Currency, Minor};
use crate::progress::{ActivityAccount, Basis};
use crate::render::words::{one_line, sentence_end};

/// How much of what was agreed on is in place.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ObjectivesView {
    /// `granted`: what the funder has granted, by the ledger; `roadmap`: what the older roadmap set out to build.
    pub basis: &'static str,
    /// Capabilities that were agreed on; in a public report without those that are confidential.
    pub n_all: usize,
    /// Of these, in place.
    pub n_met: usize,
    /// Percent of them, rounded down; none where nothing was agreed on.
    pub percent: Option<usize>,
    /// The same as a sentence.
    pub text: String,
}

/// A sum of hours or money.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct MoneyLineView {
    /// What it is a sum of.
    pub what: String,
    /// The sum, with its unit.
    pub sum: String,
}

/// A piece of work, against what was agreed.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ActivityView {
    /// Title of the capability or the work package.
    pub title: String,
    /// What was agreed to be paid for it.
    pub granted: Option<String>,
    /// Hours that the older roadmap had for it; none where it has no such step or the plan no hours per week.
    pub planned_hours: Option<String>,
    /// Cost that the older roadmap had for it.
    pub planned_cost: Option<String>,
    /// Hours so far.
    pub hours: Option<String>,
    /// Money so far.
    pub spent: Option<String>,
    /// How each of its capabilities stands.
    pub capabilities: Vec<DeliveredView>,
    /// What was done, the oldest first.
    pub notes: Vec<NoteView>,
    /// Why it did not go as planned.
    pub reasons: Vec<String>,
}

/// A capability that was to be delivered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct DeliveredView {
    /// Title.
    pub title: String,
    /// How it stands, as a sentence.
    pub text: String,
    /// Criteria by which a reviewer can see that it is done; empty where how it stands is not public.
    pub criteria: Vec<CriterionView>,
    /// What shows how it stands.
    pub evidence: Vec<ProofView>,
}

/// A criterion and whether it holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CriterionView {
    /// The criterion.
    pub text: String,
    /// `met`, `open`, or `not assessed by itself`.
    pub state: &'static str,
}

/// Something that remains to be done.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RemainderView {
    /// Title.
    pub title: String,
    /// How it stands and when it is to be ready, as sentences.
    pub text: String,
}

/// How much of what was agreed on is in place.
pub fn objectives(reader: &Reader<'_>) -> ObjectivesView {
    let account = &reader.input.progress.account;
    let told: Vec<bool> =
        account.objectives.iter().filter(|(id, _)| !reader.is_confidential(id)).map(|(_, is_met)| *is_met).collect();
    let (n_all, n_met) = (told.len(), told.iter().filter(|is_met| **is_met).count());
    ObjectivesView {
        basis: match account.basis {
            Basis::Granted => "granted",
            Basis::Roadmap => "roadmap",
        },
        n_all,
        n_met,
        percent: (n_met * 100).checked_div(n_all),
        text: words::objectives(account.basis, n_met, n_all, account.objectives.len() - n_all, reader.input.funder),
    }
}

/// Hours and money so far, in one line each.
pub fn money(reader: &Reader<'_>) -> Vec<MoneyLineView> {
    let account = &reader.input.progress.account;
    let mut lines = Vec::new();
    let mut line = |what: String, sum: Option<String>| lines.extend(sum.map(|sum| MoneyLineView { what, sum }));
    let since = words::day(reader.input.since);
    if account.spent != account.spent_since {
        line(format!("Hours since {since}"), account.spent_since.hours_hundredths.map(words::hours));
        line(format!("Spent since {since}"), amounts(&account.spent_since.amounts));
    }
    line("Hours in all".to_owned(), account.spent.hours_hundredths.map(words::hours));
    let spent = amounts(&account.spent.amounts).map(|text| match share(&account.spent.amounts, &account.granted) {
        Some(percent) => format!("{text} ({percent} % of what was granted)"),
        None => text,
    });
    line("Spent in all".to_owned(), spent);
    line("Granted".to_owned(), amounts(&account.granted));
    if account.n_in_part > 0 {
        let entries = crate::text::counted(account.n_in_part, "entry", "entries");
        line("In no sum".to_owned(), Some(format!("{entries} about a package of which only a part was granted")));
    }
    if !lines.is_empty() && account.basis == Basis::Roadmap {
        lines.extend(planned_cost(reader));
    }
    lines
}

/// Cost of the older roadmap.
fn planned_cost(reader: &Reader<'_>) -> Option<MoneyLineView> {
    let progress = reader.input.progress;
    let currency = progress.plan_before.rates.as_ref()?.currency;
    let cost = progress.baseline.totals.all.cost?.total.mean;
    Some(MoneyLineView { what: "Cost of the whole roadmap".to_owned(), sum: amount(cost, currency) })
}

/// Amounts with their currencies; none where there are none.
fn amounts(sums: &[(Currency, Minor)]) -> Option<String> {
    let texts: Vec<String> = sums.iter().map(|(currency, sum)| amount(*sum, *currency)).collect();
    (!texts.is_empty()).then(|| crate::text::list(&texts))
}

/// Percent of one sum in another, rounded half up; none where they are not both in the same single currency.
fn share(part: &[(Currency, Minor)], whole: &[(Currency, Minor)]) -> Option<i128> {
    match (part, whole) {
        ([(a, part)], [(b, whole)]) if a == b && whole.units() > 0 => {
            Some((part.units() * 200 + whole.units()) / (whole.units() * 2))
        }
        _ => None,
    }
}

/// Every piece of work against what was agreed.
pub fn activities(reader: &Reader<'_>) -> Vec<ActivityView> {
    reader.input.progress.account.activities.iter().map(|item| activity(reader, item)).collect()
}

fn activity(reader: &Reader<'_>, item: &ActivityAccount) -> ActivityView {
    let plan = &reader.input.progress.plan_before;
    let capabilities = item.activity.capabilities();
    let speaks = !capabilities.iter().any(|id| reader.is_confidential(id));
    let hours_per_week = plan.rates.as_ref().map(|rates| u64::from(rates.hours_per_week_hundredths));
    let planned = item.planned.zip(hours_per_week).map(|(effort, per_week)| hours_of(effort, per_week));
    let currency = plan.rates.as_ref().map(|rates| rates.currency);
    let entries = || item.entries.iter().filter(|_| speaks);
    ActivityView {
        title: deviation::activity(reader, &item.activity),
        granted: item.ledger.as_ref().and_then(|entry| entry.amount).map(|(sum, currency)| amount(sum, currency)),
        // What was planned tells how much was left, and what was spent tells how far it is.
        planned_hours: planned.filter(|_| speaks),
        planned_cost: item.planned_cost.zip(currency).filter(|_| speaks).map(|(cost, currency)| amount(cost, currency)),
        hours: item.spent.hours_hundredths.filter(|_| speaks).map(hours_number),
        spent: amounts(&item.spent.amounts).filter(|_| speaks),
        capabilities: capabilities.iter().map(|id| delivered(reader, id)).collect(),
        notes: entries().filter_map(note).collect(),
        reasons: entries().filter_map(|entry| Some(sentence_end(&one_line(entry.deviation.as_ref()?)))).collect(),
    }
}

/// Whole hours of an effort, rounded half up.
fn hours_of(effort: Effort, hundredths_per_week: u64) -> String {
    let unit = u128::from(Effort::UNITS_PER_WEEK) * 100;
    let hours = (u128::from(effort.units()) * u128::from(hundredths_per_week) * 2 + unit) / (unit * 2);
    hours.to_string()
}

fn delivered(reader: &Reader<'_>, id: &CapabilityId) -> DeliveredView {
    let standing = &reader.input.progress.after.standings[id];
    let title = reader.title(id);
    if reader.is_confidential(id) {
        let text = words::NOT_PUBLIC.to_owned();
        return DeliveredView { title, text, criteria: Vec::new(), evidence: Vec::new() };
    }
    let criteria = reader.input.catalog.capability(id).proposal.acceptance.iter().map(|part| CriterionView {
        text: sentence_end(&one_line(&placed(&part.text, &reader.facts))),
        state: state(part, standing),
    });
    DeliveredView {
        title,
        text: words::standing(standing),
        criteria: criteria.collect(),
        evidence: evidence(reader, id),
    }
}

/// Whether a criterion holds, as far as an assessment says. It answers for the capability and its sub-checks, and for
/// nothing smaller.
fn state(part: &Part, standing: &Standing) -> &'static str {
    match (standing, &part.sub_check) {
        (Standing::Met | Standing::Delegated { .. }, _) => "met",
        (Standing::Missing, _) => "open",
        (Standing::Partial(parts), Some(id)) if parts.met.contains(id) => "met",
        (Standing::Partial(parts), Some(id)) if parts.missing.contains(id) => "open",
        _ => "not assessed by itself",
    }
}

/// What of the agreed work remains.
pub fn remains(reader: &Reader<'_>) -> Vec<RemainderView> {
    let progress = reader.input.progress;
    let views = progress.account.objectives.keys().filter_map(|id| {
        let standing = &progress.after.standings[id];
        let step = progress.roadmap.steps.iter().find(|step| step.capability == *id);
        let text = match standing {
            // To list it only while it is open would say how it stands.
            _ if reader.is_confidential(id) => words::NOT_PUBLIC.to_owned(),
            standing if standing.is_open() => words::remains(standing, step.map(|step| step.dates.finish)),
            _ => return None,
        };
        Some(RemainderView { title: reader.title(id), text })
    });
    views.collect()
}
