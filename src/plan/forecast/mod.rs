//! Forecast: how far effort, cost and dates may lie from the plan.
//!
//! The plan calculates with the mean of each estimate. This draws each effort from its three points, thousands of
//! times, and places the tasks each time by the same list schedule in the same order: that nobody would plan anew while
//! the work is under way is an assumption, and a cautious one.
//!
//! 1. `pert.rs`: an effort is beta-PERT on its three points.
//! 2. `inputs.rs`, [`Correlation`]: estimates err together. z = sqrt(rho) c + sqrt(1 - rho) e with one common normal
//!    number c per run, and the effort is the quantile of z.
//! 3. `simulate.rs`: the runs. `math/random.rs` looks random numbers up by seed, run and task, so that threads, their
//!    number and their order change nothing.
//! 4. `distribution.rs`: percentiles, curve, chances. `sensitivity.rs`: which estimates matter.
//!
//! # What it shows
//!
//! *The end of the plan is early.* Where several paths meet, the latest decides; the mean of the latest is later than
//! the latest of the means (merge bias). Clark, *The greatest of a finite set of random variables*, Operations Research
//! 9(2), 1961, and MacCrimmon & Ryavec, *An analytical study of the PERT assumptions*, Operations Research 12(1), 1964.
//! Runs of the whole network do away with it: Van Slyke, *Monte Carlo methods and the PERT problem*, Operations Research
//! 11(5), 1963. [`Distribution::planned_share`] tells how likely the plan is to hold.
//!
//! *The contingency* is P80 less P50 of the cost: what turns an even chance into four in five. AACE International
//! Recommended Practice 41R-08 (2008) derives contingency from such a curve; 80 % is a choice.
//!
//! # What it does not show
//!
//! Only the efforts vary. Work that nobody thought of, roles that stay empty, lag and prices that change, and
//! capabilities whose state is unknown are not in it, so that real plans spread wider. The points are the catalog's
//! judgement and not measured frequencies: a percentile is what follows from them, not an observation. The correlation
//! is a normal copula, which has no tail dependence: it makes too little of the case in which everything goes wrong at
//! once. Correlation of the efforts themselves comes out slightly below rho, since their distributions are skewed. And
//! a number of runs has a noise of its own, see [`Distribution::limits`].
//!
//! ```
//! use fundable::model::{effort::Effort, money::Minor, percent::Percent};
//! use fundable::plan::forecast::{EstimatedTask, Inputs, Line, Options, Points, forecast, key};
//! use fundable::plan::schedule::{Board, Workforce};
//!
//! let weeks = |n| Effort::from_units(n * Effort::UNITS_PER_WEEK);
//! let task = |name, after| EstimatedTask {
//!     key: key(name),
//!     points: Points::new(weeks(2), weeks(4), weeks(12)).expect("the points rise"),
//!     lines: vec![Line { role: 0, share: Percent::WHOLE, weekly: Minor::new(500_000) }],
//!     direct: Minor::ZERO,
//!     lag_weeks: 0,
//!     after,
//!     earliest: 0,
//! };
//! let inputs = Inputs {
//!     tasks: vec![task("signing", vec![]), task("provenance", vec![0])],
//!     milestones: vec![vec![0]],
//!     overhead: Some(Percent::ZERO),
//! };
//! let (mut board, workforce) = (Board::default(), Workforce::new(&[100]));
//! let forecast = forecast(&inputs, &Options::default(), move |tasks, slots| {
//!     board.place(tasks, &workforce, slots);
//! });
//!
//! // Two tasks with a mean of five weeks each: 50 working days as planned.
//! assert_eq!(forecast.end.planned(), 50);
//! assert!(forecast.end.p10() < 50 && 50 < forecast.end.p80());
//! assert_eq!(forecast.milestones[0].planned(), 25);
//! ```

mod distribution;
mod inputs;
mod math;
mod pert;
mod sensitivity;
mod simulate;
#[cfg(test)]
mod tests;

pub use distribution::{Distribution, Share};
pub use inputs::{Correlation, EstimatedTask, Inputs, Line, Options, Points, key};
pub use sensitivity::{Influence, Sensitivity};
pub use simulate::Placer;

use crate::model::effort::Effort;
use crate::model::money::Minor;
use simulate::Model;

/// How far effort, cost and dates may lie from the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Effort of all tasks.
    pub effort: Distribution<Effort>,
    /// What the effort depends on, in units of 1/6,000,000 person-week.
    pub effort_sensitivity: Sensitivity<i64>,
    /// Cost of all tasks with overhead, and what it depends on; none where nothing is priced.
    pub cost: Option<(Distribution<Minor>, Sensitivity<Minor>)>,
    /// Working days until the last task and its lag are over.
    pub end: Distribution<u32>,
    /// What the end depends on, in working days.
    pub end_sensitivity: Sensitivity<i64>,
    /// Working days until the last task of each milestone and its lag are over, in the order given; 0 where it has no
    /// task.
    pub milestones: Vec<Distribution<u32>>,
}

impl Forecast {
    /// P80 less P50 of the cost: what turns an even chance of being enough into four in five.
    pub fn contingency(&self) -> Option<Minor> {
        self.cost.as_ref().map(|(cost, _)| Minor::new(cost.p80().units() - cost.p50().units()))
    }
}

/// Forecast a plan. The roles and predecessors of its tasks exist.
pub fn forecast<P: Placer>(inputs: &Inputs, options: &Options, placer: P) -> Forecast {
    let model = Model::new(inputs, options);
    let planned = model.planned(&placer);
    let outcomes = model.outcomes(&placer);
    let (planned_cost, planned_end) = (planned.cost[0], planned.end[0]);
    let end = Distribution::new(outcomes.end.clone(), planned_end);
    let end_sensitivity = sensitivity::sensitivity(&model, &outcomes.end, |task_idx| {
        i64::from(end.p80()) - i64::from(sensitivity::p80(model.ends(task_idx, &placer), planned_end))
    });
    let cost = inputs.overhead.map(|_| {
        let cost = Distribution::new(outcomes.cost.clone(), planned_cost);
        let sensitivity = sensitivity::sensitivity(&model, &outcomes.cost, |task_idx| {
            Minor::new(cost.p80().units() - sensitivity::p80(model.costs(task_idx), planned_cost).units())
        });
        (cost, sensitivity)
    });
    let effort = Distribution::new(outcomes.effort.clone(), planned.effort[0]);
    let effort_sensitivity = sensitivity::sensitivity(&model, &outcomes.effort, |task_idx| {
        let known = sensitivity::p80(model.efforts(task_idx), planned.effort[0]);
        effort.p80().units() as i64 - known.units() as i64
    });
    let milestones = outcomes.milestones.into_iter().zip(planned.milestones);
    Forecast {
        effort,
        effort_sensitivity,
        cost,
        end,
        end_sensitivity,
        milestones: milestones.map(|(ends, planned)| Distribution::new(ends, planned[0])).collect(),
    }
}
