//! What is asked for by kind of work and level.

use std::collections::{BTreeMap, BTreeSet};

use super::Shown;
use crate::model::effort::Effort;
use crate::model::id::WorkKindId;
use crate::model::level::Level;
use crate::model::money::{Currency, Minor};
use crate::plan::Step;
use crate::propose::Facts;
use crate::render::picture::costs::{Costs, Kind, Part};
use crate::render::words::one_line;

/// Costs of what is asked for, or its effort where the plan gives no rates, and how much length makes one unit of the
/// scale; none where nothing is asked for.
pub fn costs(facts: &Facts<'_>, shown: &Shown) -> Option<(Costs, i128)> {
    let steps: Vec<&Step> = shown.asked.iter().map(|step| &facts.roadmap.steps[*step]).collect();
    let level = |step: &Step| facts.catalog.capability(&step.capability).level;
    let levels: Vec<Level> = steps.iter().map(|step| level(step)).collect::<BTreeSet<_>>().into_iter().collect();
    if levels.is_empty() {
        return None;
    }
    let currency = facts.plan.rates.as_ref().map(|rates| rates.currency);
    let mut kinds: BTreeMap<&WorkKindId, Vec<i128>> = BTreeMap::new();
    let (mut direct, mut overhead) = (vec![0; levels.len()], vec![0; levels.len()]);
    for step in &steps {
        let column = levels.iter().position(|other| *other == level(step)).unwrap_or_default();
        for line in &step.work {
            let length = match currency {
                Some(_) => line.cost.map_or(0, |cost| cost.mean.units()),
                None => i128::from(line.effort.mean.units()),
            };
            kinds.entry(&line.kind).or_insert_with(|| vec![0; levels.len()])[column] += length;
        }
        if let Some(cost) = step.cost.filter(|_| currency.is_some()) {
            direct[column] += cost.direct.mean.units();
            overhead[column] += cost.overhead.mean.units();
        }
    }
    let text = |length: i128| in_units(length, currency);
    let row = |title: String, lengths: Vec<i128>| {
        let total = text(lengths.iter().sum());
        let part = |length: i128| Part { length, text: text(length) };
        Kind { title, parts: lengths.into_iter().map(part).collect(), total }
    };
    let in_order = facts.catalog.work_kinds.iter().filter_map(|(id, kind)| Some((kind, kinds.get(id)?.clone())));
    let work = in_order.map(|(kind, lengths)| (one_line(&kind.title), lengths));
    let others = [("Bought".to_owned(), direct), (format!("Overhead, {}", facts.plan.overhead), overhead)];
    let filled: Vec<_> = work.chain(others).filter(|(_, lengths)| lengths.iter().any(|length| *length > 0)).collect();
    let total = text(filled.iter().flat_map(|(_, lengths)| lengths).sum());
    let (what, unit, per_unit) = match currency {
        Some(currency) => ("costs", currency.code().to_owned(), 10_i128.pow(currency.decimals())),
        None => ("takes", "person-weeks".to_owned(), i128::from(Effort::UNITS_PER_WEEK)),
    };
    let costs = Costs {
        heading: format!("What the work {what} at {}", one_line(&facts.assessment.repository.name)),
        unit,
        levels: levels.iter().map(|level| format!("Level {level}")).collect(),
        rows: filled.into_iter().map(|(title, lengths)| row(title, lengths)).collect(),
        total,
        note:
            "What is asked for, by the means of its estimates. Each figure is rounded by itself, so sums can differ in \
               the last digit."
                .to_owned(),
    };
    Some((costs, per_unit))
}

/// Whole units of the currency, or person-weeks with one decimal.
fn in_units(length: i128, currency: Option<Currency>) -> String {
    match currency {
        Some(currency) => Minor::new(length).rounded(currency),
        None => Effort::from_units(u64::try_from(length).unwrap_or(0)).to_string(),
    }
}
