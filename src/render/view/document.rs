//! A whole document.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::closed::{ClosedView, closed, has_payer_column, payers};
use super::item::{Asked, ItemView, item};
use super::knowledge::incidents;
use super::plan::{FrameworkView, LeftOutView, OrderView, TotalsView, framework, left_out, order, totals};
use super::registry::{ApplicantView, applicant, labels};
use super::schedule::{ScheduleView, schedule};
use super::status::categories;
use super::step::{StepView, step};
use super::{CategoryView, CostView, DateView, EffortView, Facts, PicturesView, RegistryView};
use crate::model::id::{CapabilityId, ThreatId};
use crate::model::value::Value;
use crate::plan::is_asked;
use crate::propose::{Alternative, Proposal};
use crate::render::page::Placed;
use crate::render::words;

/// Who will read a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anybody: what is confidential, and gaps that are not part of the ask, stay out.
    Public,
    /// People whom the registry trusts: everything.
    Private,
}

impl Audience {
    /// The word in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}

/// What a document is made from, beside the plan.
#[derive(Debug, Clone, Copy)]
pub struct DocumentInput<'a> {
    /// What it proposes.
    pub proposal: &'a Proposal,
    /// Smaller plans that were computed for comparison.
    pub alternatives: &'a [Alternative],
    /// Who will read it.
    pub audience: Audience,
    /// Where it comes from.
    pub provenance: &'a Provenance,
    /// Its pictures.
    pub pictures: &'a [Placed],
}

/// Where a document comes from; written beside it as `provenance.json` as well.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Provenance {
    /// Always `fundable-provenance/1`.
    pub format: &'static str,
    /// Name and version of the program.
    pub tool: String,
    /// Id of the framework.
    pub framework: String,
    /// Date of the catalog.
    pub catalog_version: String,
    /// What the document was made from.
    pub inputs: Vec<InputDigest>,
    /// How it was made.
    pub statement: &'static str,
}

/// How every document is made.
pub const STATEMENT: &str = "This document was put together by deterministic templates from the inputs listed here, without generative AI. \
     The same inputs give the same bytes.";

/// An input and its digest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct InputDigest {
    /// File name, without its folder.
    pub name: String,
    /// SHA-256 of its text, in lower-case hexadecimal digits.
    pub sha256: String,
}

/// What a template of a document sees.
#[derive(Debug, Clone, Serialize)]
pub struct DocumentView {
    /// The framework.
    pub framework: FrameworkView,
    /// The registry.
    pub registry: RegistryView,
    /// Who asks.
    pub applicant: Option<ApplicantView>,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// Date of the plan.
    pub dated: DateView,
    /// First day of work.
    pub start: DateView,
    /// Last day of work or lag.
    pub finish: DateView,
    /// The applicant's own words.
    pub narrative: NarrativeView,
    /// How the order was found.
    pub order: OrderView,
    /// How the dates came about.
    pub schedule: ScheduleView,
    /// How working days are counted, as a sentence.
    pub calendar: String,
    /// Currency of all costs.
    pub currency: Option<&'static str>,
    /// Overhead in percent.
    pub overhead_percent: u8,
    /// Where the registry stands.
    pub categories: Vec<CategoryView>,
    /// Categories of which nothing applies, as a sentence; none where there is no such category.
    pub not_applicable: Option<String>,
    /// Open work in the order of the roadmap.
    pub items: Vec<ItemView>,
    /// Sum over the items.
    pub sum: SumView,
    /// Steps that find out an unknown status.
    pub assess: Vec<StepView>,
    /// Paid for or in place.
    pub closed: Vec<ClosedView>,
    /// Whether a column of the table says who pays for these.
    pub has_payer_column: bool,
    /// Otherwise who pays, as sentences.
    pub payers: Vec<String>,
    /// Open capabilities that the plan leaves out; empty in a public document.
    pub left_out: Vec<LeftOutView>,
    /// Threats that the items take away, the largest first.
    pub threats: Vec<ThreatView>,
    /// Smaller plans.
    pub alternatives: Vec<AlternativeView>,
    /// Sums over the whole plan.
    pub totals: TotalsView,
    /// Rates of exchange that were used.
    pub exchange_rates: Vec<String>,
    /// Where the document comes from.
    pub provenance: Provenance,
    /// Its pictures.
    pub pictures: PicturesView,
}

/// The applicant's own words, as paragraphs.
#[derive(Debug, Clone, Serialize)]
pub struct NarrativeView {
    /// Replaces the computed summary.
    pub summary: Vec<String>,
    /// Comes before the computed motivation.
    pub motivation: Vec<String>,
    /// Alternatives that were considered.
    pub alternatives: Vec<String>,
    /// Who pays for operation afterwards.
    pub sustainability: Vec<String>,
}

/// Sum over the items of a document.
#[derive(Debug, Clone, Serialize)]
pub struct SumView {
    /// Number of items.
    pub n_items: usize,
    /// Effort.
    pub effort: EffortView,
    /// Labour.
    pub labour: Option<CostView>,
    /// Direct costs that are known.
    pub direct: Option<CostView>,
    /// Overhead.
    pub overhead: Option<CostView>,
    /// The sum.
    pub cost: Option<CostView>,
    /// First day of work on any of them.
    pub start: Option<DateView>,
    /// Last day of any of them.
    pub finish: Option<DateView>,
    /// Direct costs whose amount nobody knows.
    pub unknown_direct: Vec<UnknownCostView>,
}

/// A cost whose amount nobody knows.
#[derive(Debug, Clone, Serialize)]
pub struct UnknownCostView {
    /// What is bought.
    pub what: String,
    /// Number of the item in the document.
    pub item: usize,
    /// Why the amount is not known.
    pub because: String,
}

/// A threat that the items take away.
#[derive(Debug, Clone, Serialize)]
pub struct ThreatView {
    /// Title.
    pub title: String,
    /// How the attack works.
    pub meaning: String,
    /// 1 to 5.
    pub weight: u32,
    /// Why this weight.
    pub because: String,
    /// Threat points that the items take away.
    pub points: String,
    /// Numbers of the items: `1, 3 and 4`.
    pub by: String,
    /// Incidents of this threat that the items speak of: date and title.
    pub incidents: Vec<String>,
}

/// A smaller plan.
#[derive(Debug, Clone, Serialize)]
pub struct AlternativeView {
    /// The level at which it stops.
    pub level: u8,
    /// Number of items that are asked for.
    pub n_items: usize,
    /// Their effort.
    pub effort: EffortView,
    /// Their cost.
    pub cost: Option<CostView>,
    /// Last day of the last of them; none where nothing is left to ask for.
    pub finish: Option<DateView>,
    /// Numbers of the items that fall out: `4, 5 and 6`, or `nothing`.
    pub falls_out: String,
}

/// The view of a document.
pub fn document(facts: &Facts<'_>, input: &DocumentInput<'_>) -> DocumentView {
    let Facts { catalog, assessment, gap, plan, roadmap } = *facts;
    let DocumentInput { proposal, alternatives, audience, provenance, pictures } = *input;
    let private = audience == Audience::Private;
    let capability = |step: usize| &roadmap.steps[step].capability;
    let asked = Asked {
        items: proposal.open.iter().map(|open| capability(open.step)).collect(),
        assess: proposal.assess.iter().map(|step| capability(*step)).collect(),
    };
    let items: Vec<_> =
        proposal.open.iter().enumerate().map(|(idx, open)| item(facts, idx + 1, open, audience, &asked)).collect();
    let closed = closed(facts, &proposal.closed, audience);
    let exchange_rates = plan.exchange_rates.iter().map(ToString::to_string);
    let categories = categories(catalog, gap, Some(plan), |id| private || asked.names(id));
    DocumentView {
        framework: framework(facts),
        registry: assessment.into(),
        applicant: applicant(plan),
        labels: labels(facts),
        audience: audience.name(),
        dated: plan.dated.into(),
        start: roadmap.start.into(),
        finish: roadmap.finish.into(),
        narrative: narrative(facts),
        order: order(facts),
        schedule: schedule(facts),
        calendar: words::calendar(facts.plan),
        currency: plan.rates.as_ref().map(|rates| rates.currency.code()),
        overhead_percent: plan.overhead.number(),
        not_applicable: not_applicable(&categories, &words::one_line(&assessment.repository.name)),
        categories,
        sum: sum(facts, proposal),
        threats: threats(facts, proposal),
        items,
        assess: proposal.assess.iter().map(|idx| step(facts, *idx)).collect(),
        has_payer_column: has_payer_column(&closed),
        payers: payers(&closed),
        closed,
        left_out: if private { left_out(facts) } else { Vec::new() },
        alternatives: alternatives.iter().map(|item| alternative(facts, item)).collect(),
        totals: totals(facts),
        exchange_rates: exchange_rates.collect(),
        provenance: provenance.clone(),
        pictures: super::pictures(pictures),
    }
}

fn narrative(facts: &Facts<'_>) -> NarrativeView {
    let narrative = &facts.plan.narrative;
    let paragraphs = |text: &Option<String>| text.as_deref().map(words::paragraphs).unwrap_or_default();
    NarrativeView {
        summary: paragraphs(&narrative.summary),
        motivation: paragraphs(&narrative.motivation),
        alternatives: narrative.alternatives.iter().map(|text| words::one_line(text)).collect(),
        sustainability: paragraphs(&narrative.sustainability),
    }
}

/// The categories of which nothing applies to the registry.
fn not_applicable(categories: &[CategoryView], registry: &str) -> Option<String> {
    let titles: Vec<String> =
        categories.iter().filter(|category| category.n_applicable == 0).map(|item| item.title.clone()).collect();
    let verb = if titles.len() == 1 { "does" } else { "do" };
    (!titles.is_empty()).then(|| format!("{} {verb} not apply to {registry}.", words::list(&titles)))
}

fn sum(facts: &Facts<'_>, proposal: &Proposal) -> SumView {
    let steps: Vec<_> = proposal.open.iter().map(|open| &facts.roadmap.steps[open.step]).collect();
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let cost = |pick: fn(&crate::plan::StepCost) -> crate::model::money::CostRange| {
        currency
            .map(|currency| CostView::new(steps.iter().filter_map(|step| step.cost.as_ref()).map(pick).sum(), currency))
    };
    let unknown_direct = steps.iter().enumerate().flat_map(|(idx, step)| {
        let unknown = step.direct.iter().filter(|line| line.amount.is_none());
        unknown.map(move |line| UnknownCostView {
            what: words::one_line(&line.what),
            item: idx + 1,
            because: words::sentence_end(&words::one_line(&line.because)),
        })
    });
    SumView {
        n_items: steps.len(),
        effort: steps.iter().map(|step| step.effort).sum::<crate::model::effort::EffortRange>().into(),
        labour: cost(|cost| cost.labour),
        direct: cost(|cost| cost.direct),
        overhead: cost(|cost| cost.overhead),
        cost: cost(|cost| cost.total),
        start: steps.iter().map(|step| step.dates.start).min().map(Into::into),
        finish: steps.iter().map(|step| step.dates.finish).max().map(Into::into),
        unknown_direct: unknown_direct.collect(),
    }
}

fn threats(facts: &Facts<'_>, proposal: &Proposal) -> Vec<ThreatView> {
    let mut sums: IndexMap<&ThreatId, (Value, Vec<usize>)> = IndexMap::new();
    for (idx, open) in proposal.open.iter().enumerate() {
        let step = &facts.roadmap.steps[open.step];
        for part in &step.value_parts {
            let (value, by) = sums.entry(&part.threat).or_default();
            *value = *value + part.value;
            by.push(idx + 1);
        }
    }
    // Largest first; equal ones in the order of the catalog's table of threats.
    sums.sort_by(|a, left, b, right| {
        right
            .0
            .cmp(&left.0)
            .then_with(|| facts.catalog.threats.get_index_of(*a).cmp(&facts.catalog.threats.get_index_of(*b)))
    });
    let spoken_of: Vec<_> = proposal
        .open
        .iter()
        .flat_map(|open| &facts.catalog.capability(&facts.roadmap.steps[open.step].capability).proposal.incidents)
        .cloned()
        .collect();
    let views = sums.into_iter().map(|(id, (value, by))| {
        let threat = &facts.catalog.threats[id];
        let of_threat: Vec<_> = spoken_of
            .iter()
            .filter(|incident| facts.catalog.incidents[*incident].threats.contains(id))
            .cloned()
            .collect();
        ThreatView {
            title: threat.title.clone(),
            meaning: words::one_line(&threat.meaning),
            weight: threat.weight,
            because: words::one_line(&threat.because),
            points: value.to_string(),
            by: words::numbers(&by),
            incidents: incidents(facts.catalog, &of_threat)
                .into_iter()
                .map(|item| format!("{} ({})", item.title, item.date))
                .collect(),
        }
    });
    views.collect()
}

fn alternative(facts: &Facts<'_>, item: &Alternative) -> AlternativeView {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let total = &item.roadmap.totals.ask;
    let kept = |id: &CapabilityId| item.roadmap.steps.iter().any(|step| step.capability == *id);
    let asked = facts.roadmap.steps.iter().filter(|step| is_asked(facts.plan, step));
    // Alternatives are made for documents about the whole plan, in which items have these numbers.
    let falls_out = asked.zip(1..).filter(|(step, _)| !kept(&step.capability)).map(|(_, number)| number);
    let cost = total.cost.unwrap_or_default().total;
    AlternativeView {
        level: item.level.number(),
        n_items: total.n_steps,
        effort: total.effort.into(),
        cost: currency.map(|currency| CostView::new(cost, currency)),
        finish: total.finish.map(Into::into),
        falls_out: words::numbers(&falls_out.collect::<Vec<_>>()),
    }
}
