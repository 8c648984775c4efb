//! The whole roadmap.

use schemars::JsonSchema;
use serde::Serialize;

use super::exact::{ExactView, exact};
use super::registry::{ApplicantView, applicant, labels};
use super::schedule::{MilestoneView, ScheduleView, milestones, schedule};
use super::status::categories;
use super::step::{StepView, WorkView, step};
use super::{CategoryView, CostView, DateView, EffortView, Facts, RegistryView};
use crate::model::decimal::format_scaled;
use crate::plan::order::{Proof, Verified, verify};
use crate::plan::{RoleLoad, Total};
use crate::render::words;

/// `fundable plan --json`, format `fundable-plan/1`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PlanView {
    /// Always `fundable-plan/1`.
    pub format: &'static str,
    /// The framework.
    pub framework: FrameworkView,
    /// The registry.
    pub registry: RegistryView,
    /// Who asks.
    pub applicant: Option<ApplicantView>,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// Date of the plan.
    pub dated: DateView,
    /// First day.
    pub start: DateView,
    /// Last day of work or lag.
    pub finish: DateView,
    /// How the order was found and proved.
    pub order: OrderView,
    /// How the dates came about.
    pub schedule: ScheduleView,
    /// Ends that people ask for: levels, levels of categories, work packages.
    pub milestones: Vec<MilestoneView>,
    /// Currency of all costs; none where the plan gives no rates.
    pub currency: Option<&'static str>,
    /// Overhead in percent.
    pub overhead_percent: u8,
    /// Where the registry stands.
    pub categories: Vec<CategoryView>,
    /// Steps in the order of work.
    pub steps: Vec<StepView>,
    /// Open capabilities that the plan leaves out.
    pub left_out: Vec<LeftOutView>,
    /// Sums.
    pub totals: TotalsView,
    /// The same in whole numbers, for `fundable verify`.
    pub exact: ExactView,
}

/// The framework.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FrameworkView {
    /// Id.
    pub id: String,
    /// Title with version.
    pub title: String,
    /// Who publishes it.
    pub publisher: String,
    /// Its text.
    pub url: Option<String>,
    /// Date of the catalog made for it.
    pub catalog_version: String,
}

/// How the order was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct OrderView {
    /// Name of the policy.
    pub policy: &'static str,
    /// What it does.
    pub meaning: &'static str,
    /// `optimal`, or the gap that may be left, as a phrase.
    pub proof: String,
    /// What the independent checker makes of it.
    pub check: &'static str,
    /// Whether the checker accepted every certificate, as optimal or up to its bound.
    pub verified: bool,
}

/// An open capability that the plan leaves out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct LeftOutView {
    /// Id.
    pub id: String,
    /// Number.
    pub number: String,
    /// Title.
    pub title: String,
    /// Why.
    pub reason: String,
}

/// Sums over the steps.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TotalsView {
    /// Everything.
    pub all: TotalView,
    /// What money is asked for.
    pub ask: TotalView,
    /// Per level.
    pub levels: Vec<TotalView>,
    /// Per category.
    pub categories: Vec<TotalView>,
    /// Per work kind, in the order of the catalog.
    pub kinds: Vec<WorkView>,
    /// Per role.
    pub roles: Vec<RoleView>,
    /// Capabilities of unknown status.
    pub n_unknown: usize,
    /// Their effort if all of them turn out to be missing.
    pub if_unknown_missing: EffortView,
    /// Direct costs whose amount nobody knows.
    pub n_unknown_direct: usize,
}

/// A sum.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TotalView {
    /// What is summed up.
    pub of: String,
    /// Number of steps.
    pub n_steps: usize,
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
    /// Last day of the last of these steps.
    pub finish: Option<DateView>,
}

/// What a role has to do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RoleView {
    /// Its name.
    pub role: String,
    /// Full-time persons.
    pub fte: String,
    /// Effort.
    pub effort: EffortView,
    /// Its last day of work.
    pub busy_until: Option<DateView>,
    /// Percent of its capacity that is used until then.
    pub used_percent: u32,
    /// Whether it is assumed to be bought in.
    pub bought_in: bool,
}

/// The view of a roadmap.
pub fn plan(facts: &Facts<'_>) -> PlanView {
    let Facts { catalog, assessment, gap, plan, roadmap } = *facts;
    PlanView {
        format: "fundable-plan/1",
        framework: framework(facts),
        registry: assessment.into(),
        applicant: applicant(plan),
        labels: labels(facts),
        dated: plan.dated.into(),
        start: roadmap.start.into(),
        finish: roadmap.finish.into(),
        order: order(facts),
        schedule: schedule(facts),
        milestones: milestones(facts),
        currency: plan.rates.as_ref().map(|rates| rates.currency.code()),
        overhead_percent: plan.overhead.number(),
        categories: categories(catalog, gap, Some(plan), |_| true),
        steps: (0..roadmap.steps.len()).map(|idx| step(facts, idx)).collect(),
        left_out: left_out(facts),
        totals: totals(facts),
        exact: exact(facts),
    }
}

/// The framework of the catalog.
pub fn framework(facts: &Facts<'_>) -> FrameworkView {
    let framework = &facts.catalog.framework;
    FrameworkView {
        id: framework.id.clone(),
        title: format!("{} v{}", framework.title, framework.version),
        publisher: framework.publisher.clone(),
        url: facts.catalog.sources[&framework.reference].url.clone(),
        catalog_version: framework.catalog_version.to_string(),
    }
}

/// The order's proof in words.
pub fn order(facts: &Facts<'_>) -> OrderView {
    let order = &facts.roadmap.order;
    let worst = order.groups.iter().map(|group| group.ordering.gap_percent()).fold(0.0, f64::max);
    let optimal = order.groups.iter().all(|group| group.ordering.proof() == Proof::Optimal);
    let checks: Result<Vec<_>, _> = order.groups.iter().map(|group| verify(&group.instance, &group.ordering)).collect();
    OrderView {
        policy: order.policy.name(),
        meaning: words::policy(order.policy),
        proof: if optimal { "optimal".to_owned() } else { format!("at most {worst:.2} % from the optimum") },
        check: match &checks {
            Ok(checks) if checks.iter().all(|check| *check == Verified::Optimal) => {
                "proved once more by an independent checker"
            }
            Ok(_) => {
                "certificate accepted by an independent checker, which proved its bound but not the optimum once more"
            }
            Err(_) => "certificate REFUSED by the independent checker: do not rely on this order, and please report it",
        },
        verified: checks.is_ok(),
    }
}

/// Open capabilities that the plan leaves out.
pub fn left_out(facts: &Facts<'_>) -> Vec<LeftOutView> {
    let entries = facts.roadmap.left_out.iter().map(|item| {
        let capability = facts.catalog.capability(&item.capability);
        LeftOutView {
            id: capability.id.to_string(),
            number: capability.number.clone(),
            title: capability.title.clone(),
            reason: words::out(facts.catalog, &item.reason),
        }
    });
    entries.collect()
}

/// Sums over the steps.
pub fn totals(facts: &Facts<'_>) -> TotalsView {
    let Facts { catalog, plan, roadmap, .. } = *facts;
    let totals = &roadmap.totals;
    let currency = plan.rates.as_ref().map(|rates| rates.currency);
    let total = |of: String, total: &Total| total_view(facts, of, total);
    TotalsView {
        all: total("All steps".to_owned(), &totals.all),
        ask: total("Asked for".to_owned(), &totals.ask),
        levels: totals.levels.iter().map(|(level, sum)| total(format!("Level {level}"), sum)).collect(),
        categories: totals
            .categories
            .iter()
            .map(|(category, sum)| total(catalog.framework.categories[category].title.clone(), sum))
            .collect(),
        kinds: totals
            .kinds
            .values()
            .map(|line| WorkView {
                kind: catalog.work_kinds[&line.kind].title.clone(),
                effort: line.effort.into(),
                cost: line.cost.zip(currency).map(|(cost, currency)| CostView::new(cost, currency)),
            })
            .collect(),
        roles: totals.roles.iter().map(|(name, load)| role(name.to_string(), load)).collect(),
        n_unknown: totals.n_unknown,
        if_unknown_missing: totals.if_unknown_missing.into(),
        n_unknown_direct: totals.n_unknown_direct,
    }
}

fn total_view(facts: &Facts<'_>, of: String, total: &Total) -> TotalView {
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let cost = |pick: fn(&crate::plan::StepCost) -> crate::model::money::CostRange| {
        total.cost.as_ref().zip(currency).map(|(cost, currency)| CostView::new(pick(cost), currency))
    };
    TotalView {
        of,
        n_steps: total.n_steps,
        effort: total.effort.into(),
        labour: cost(|cost| cost.labour),
        direct: cost(|cost| cost.direct),
        overhead: cost(|cost| cost.overhead),
        cost: cost(|cost| cost.total),
        finish: total.finish.map(Into::into),
    }
}

fn role(name: String, load: &RoleLoad) -> RoleView {
    RoleView {
        role: words::one_line(&name),
        fte: format_scaled(i64::from(load.fte_hundredths), 2),
        effort: load.effort.into(),
        busy_until: load.busy_until.map(Into::into),
        used_percent: load.used_percent,
        bought_in: load.bought_in,
    }
}
