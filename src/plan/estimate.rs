//! Effort, value and cost of one step.

use super::roadmap::{DirectLine, Step, StepCost, StepKind, ValuePart, WorkLine};
use crate::model::capability::{Capability, Contribution};
use crate::model::catalog::Catalog;
use crate::model::effort::{EffortRange, ThreePoint};
use crate::model::id::WorkKindId;
use crate::model::money::{CostRange, Currency, Minor};
use crate::model::percent::Percent;
use crate::model::plan::Plan;
use crate::model::rates::Rates;
use crate::model::value::Value;

/// The estimate in use: that of the plan where it replaces the one of the catalog.
pub fn points(capability: &Capability, plan: &Plan) -> ThreePoint {
    plan.overrides.get(&capability.id).and_then(|replaced| replaced.effort).unwrap_or(capability.effort.points)
}

/// Value that is left to gain, its parts, and the catalog's value where the plan replaces it.
pub fn value(
    catalog: &Catalog,
    capability: &Capability,
    plan: &Plan,
    left: Percent,
) -> (Value, Vec<ValuePart>, Option<Value>) {
    let mut parts: Vec<_> = capability
        .threats
        .iter()
        .map(|(threat, contribution)| {
            let weight = catalog.threats[threat].weight;
            let priority_hundredths = plan.priorities.get(threat).copied().unwrap_or(100);
            let value = Value::of_threat(weight * contribution.factor(), priority_hundredths, left);
            ValuePart { threat: threat.clone(), weight, contribution: *contribution, priority_hundredths, value }
        })
        .collect();
    // Largest first; between equals the order of the catalog's file, which a stable sort keeps.
    parts.sort_by_key(|part| std::cmp::Reverse((part.value, part.contribution == Contribution::Primary)));
    let computed = parts.iter().map(|part| part.value).sum();
    match plan.overrides.get(&capability.id).and_then(|replaced| replaced.value_hundredths) {
        Some(hundredths) => (Value::overridden(hundredths, left), parts, Some(computed)),
        None => (computed, parts, None),
    }
}

/// Effort and cost per work kind, the largest first.
pub fn work(
    catalog: &Catalog,
    capability: &Capability,
    kind: StepKind,
    effort: EffortRange,
    rates: Option<&Rates>,
) -> Vec<WorkLine> {
    let shares = match kind {
        StepKind::Build => &capability.work,
        StepKind::Assess => &catalog.framework.assess_first.work,
    };
    let mut lines: Vec<_> = shares.iter().map(|(kind, share)| work_line(kind, effort.percent(*share), rates)).collect();
    // Between equals the order of the catalog's table of kinds.
    lines.sort_by_key(|line| (std::cmp::Reverse(line.effort.mean), catalog.work_kinds.get_index_of(&line.kind)));
    lines
}

fn work_line(kind: &WorkKindId, effort: EffortRange, rates: Option<&Rates>) -> WorkLine {
    let cost = rates.map(|rates| rates.weekly[kind].cost_range(effort));
    WorkLine { kind: kind.clone(), effort, cost }
}

/// Costs other than work, scaled by what is left; amounts in another currency at the plan's exchange rate.
pub fn direct(capability: &Capability, kind: StepKind, left: Percent, plan: &Plan) -> Vec<DirectLine> {
    if kind == StepKind::Assess {
        return Vec::new();
    }
    let lines = capability.direct_costs.iter().map(|cost| {
        let amount = cost.amount.map(|(range, currency)| (range.scaled(i128::from(left.number()), 100), currency));
        let converted = amount.and_then(|(range, currency)| plan.priced(range, currency));
        DirectLine { what: cost.what.clone(), because: cost.because.clone(), amount, converted }
    });
    lines.collect()
}

/// What steps cost with the rates as they were written; none where the plan gives no rates.
pub fn own_cost<'a>(plan: &Plan, steps: impl Iterator<Item = &'a Step>) -> Option<(Minor, Currency)> {
    let own = plan.in_own_currency();
    let rates = own.rates.as_ref()?;
    let totals = steps.map(|step| {
        let work: Vec<_> = step.work.iter().map(|line| work_line(&line.kind, line.effort, Some(rates))).collect();
        let price = |line: &DirectLine| line.amount.and_then(|(range, currency)| own.priced(range, currency));
        let direct = step.direct.iter().map(|line| DirectLine { converted: price(line), ..line.clone() });
        cost(&work, &direct.collect::<Vec<_>>(), &own).map(|cost| cost.total.mean).unwrap_or_default()
    });
    Some((totals.sum(), rates.currency))
}

/// The sum of labour, direct costs and overhead; none where the plan gives no rates.
pub fn cost(work: &[WorkLine], direct: &[DirectLine], plan: &Plan) -> Option<StepCost> {
    plan.rates.as_ref()?;
    let labour: CostRange = work.iter().filter_map(|line| line.cost).sum();
    let direct: CostRange = direct.iter().filter_map(|line| line.converted).sum();
    let overhead = (labour + direct).scaled(i128::from(plan.overhead.number()), 100);
    Some(StepCost { labour, direct, overhead, total: labour + direct + overhead })
}
