//! What a part of an ask buys: the best choices along the curve of budgets.

use super::{Facts, Proposal};
use crate::model::effort::EffortRange;
use crate::model::money::CostRange;
use crate::plan::budget::{Corner, corners, verify_corners};
use crate::plan::{ask, ask_in_effort, is_asked, replan};
use chrono::NaiveDate;

/// The shares of an ask to look near, in percent.
const NEAR: [u128; 3] = [75, 50, 25];

/// A smaller ask at which nothing of the same cost is worth more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The share of what the whole ask costs, or of its effort where it has no price, in percent; rounded half up.
    pub share_percent: u64,
    /// Its steps, by index in the roadmap, rising.
    pub steps: Vec<usize>,
    /// Their effort.
    pub effort: EffortRange,
    /// Their cost, overhead included; none where the plan gives no rates.
    pub cost: Option<CostRange>,
    /// The day on which the last of them is ready, where the rest of the ask falls out.
    pub finish: NaiveDate,
}

/// Smaller asks that cost about three quarters, half and a quarter of a proposal, the largest first; fewer where the curve
/// of budgets has no corners there.
///
/// They are nested, so that money that comes later undoes nothing. Dates come from the list schedule.
pub fn cuts(facts: &Facts<'_>, proposal: &Proposal) -> Vec<Cut> {
    let (plan, roadmap) = (facts.plan, facts.roadmap);
    let question = ask(plan, roadmap).unwrap_or_else(|| ask_in_effort(plan, roadmap));
    let is_proposed = |item: &usize| proposal.open.iter().any(|open| open.step == question.steps[*item]);
    let items: Vec<usize> = (0..question.steps.len()).filter(is_proposed).collect();
    let problem = question.problem.only(&items);
    let curve = corners(&problem);
    let (whole, _) = problem.totals(0..problem.len());
    if verify_corners(&problem, &curve).is_err() {
        return Vec::new();
    }
    let between = |corner: &Corner| corner.cost > 0 && corner.cost < whole;
    let distance =
        |corner: &Corner, percent: u128| (u128::from(corner.cost) * 100).abs_diff(u128::from(whole) * percent);
    let mut ends: Vec<usize> = NEAR
        .iter()
        .filter_map(|percent| {
            // Between two that are as near, the smaller ask.
            (0..curve.len()).filter(|idx| between(&curve[*idx])).min_by_key(|idx| distance(&curve[*idx], *percent))
        })
        .collect();
    ends.dedup();
    let cut = |end: usize| {
        let bought = curve[..=end].iter().flat_map(|corner| &corner.adds);
        let mut steps: Vec<usize> = bought.map(|item| question.steps[items[*item]]).collect();
        steps.sort_unstable();
        let stays = |idx: &usize| steps.contains(idx) || !is_asked(plan, &roadmap.steps[*idx]);
        let keep: Vec<usize> = (0..roadmap.steps.len()).filter(stays).collect();
        let total = replan(facts.catalog, plan, roadmap, &keep, 0).totals.ask;
        Some(Cut {
            share_percent: u64::try_from(
                (u128::from(curve[end].cost) * 200 + u128::from(whole)) / (2 * u128::from(whole)),
            )
            .unwrap_or(100),
            steps,
            effort: total.effort,
            cost: plan.rates.as_ref().map(|_| total.cost.unwrap_or_default().total),
            finish: total.finish?,
        })
    };
    ends.into_iter().filter_map(cut).collect()
}
