//! What a sum of money buys, and what funders pay.

use super::likelihood::whole;
use super::{Shown, title};
use crate::model::funder::Funder;
use crate::model::money::Minor;
use crate::model::value::Value;
use crate::plan::ask;
use crate::plan::budget::{self, corners};
use crate::propose::{AskWindow, Edge, Facts};
use crate::render::picture::budget_curve::{BudgetCurve, Corner, Window};
use crate::render::words::one_line;

/// The curve of all that is asked for, with what these funders pay; none where the plan gives no rates, where the reader is
/// shown a part of the ask alone, or where there are no smaller sums to speak of.
///
/// A funder that names neither floor nor ceiling, or names them in a currency for which the plan has no rate, has no band.
pub fn budget_curve<'a>(
    facts: &Facts<'_>,
    shown: &Shown,
    funders: impl Iterator<Item = &'a Funder>,
) -> Option<BudgetCurve> {
    let rates = facts.plan.rates.as_ref()?;
    let ask = ask(facts.plan, facts.roadmap).filter(|ask| ask.steps == shown.asked)?;
    let (_, all) = ask.problem.totals(0..ask.problem.len());
    let units = |amount: u64| whole(Minor::new(i128::from(amount)), rates.currency);
    let name = |item: &usize| {
        let step = ask.steps[*item];
        let number = shown.steps.iter().find(|(other, _)| *other == step).and_then(|(_, number)| *number);
        title(facts, &facts.roadmap.steps[step], number)
    };
    let share = |value: u64, of: u64| u32::try_from((value * 2 * of / all.max(1)).div_ceil(2)).unwrap_or(of as u32);
    let corner = |corner: &budget::Corner| Corner {
        cost: units(corner.cost),
        permille: share(corner.value, 1_000),
        percent: share(corner.value, 100),
        points: Value::from_units(corner.value * ask.value_unit.units()).to_string(),
        adds: corner.adds.iter().map(name).collect(),
    };
    // A corner that buys nothing is the empty start of the curve.
    let corners: Vec<Corner> =
        corners(&ask.problem).iter().filter(|corner| !corner.adds.is_empty()).map(corner).collect();
    if corners.len() < 2 {
        return None;
    }
    let funders: Vec<&Funder> = funders.collect();
    let windows = funders.iter().filter_map(|funder| {
        let window = AskWindow::of(funder, facts.plan, rates, None, None).ok()?;
        let holds_for = window.max.as_ref().or(window.min.as_ref())?.holds_for.as_ref();
        let holds_for = holds_for.map(|what| format!(", for {}", one_line(what))).unwrap_or_default();
        let end = |edge: Option<Edge>| edge.map(|edge| units(edge.in_plan));
        let funder = format!("{}{holds_for}", one_line(&funder.name));
        Some(Window { funder, floor: end(window.min), ceiling: end(window.max) })
    });
    let windows: Vec<Window> = windows.collect();
    let is_missed = funders.len() > 1 && windows.len() < funders.len();
    let missed = " Funders that name no sum, or one in a currency for which the plan has no rate, are not shown.";
    Some(BudgetCurve {
        heading: format!("What a budget buys for {}", one_line(&facts.assessment.repository.name)),
        currency: rates.currency.code().to_owned(),
        corners,
        windows,
        note: format!(
            "Each corner holds all that the corners before it hold. A sum between two of them buys at least what the \
             step shows, and more where another choice fits better, but never more than the dashed line.{}",
            if is_missed { missed } else { "" }
        ),
    })
}
