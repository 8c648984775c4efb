//! Which estimates matter.
//!
//! The outcome of a run depends on independent random numbers: one that all estimates have in common, and one of each
//! task's own. The squared rank correlation of the outcome with such a number is the share of the variance that it
//! explains (Saltelli et al., *Global Sensitivity Analysis*, 2008, on standardised rank regression; with independent
//! inputs its coefficients are the correlations). To correlate with the efforts themselves would be wrong here: through
//! the common number, every effort goes along with every outcome, even that of a task that never decides the end.

use super::distribution::{Distribution, Share};
use super::simulate::Model;

/// What the spread of an outcome comes from. `D` is the difference of two outcomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sensitivity<D> {
    /// Share of the variance from what all estimates have in common.
    pub common: Share,
    /// Per task whose effort is uncertain; the largest share first, between equals the order of the plan.
    pub tasks: Vec<Influence<D>>,
    /// Share of the variance of the ranks that these shares explain together before they are made to sum to a whole;
    /// where it is low, tasks act on each other, and the shares say little.
    pub explained: Share,
}

/// What the uncertainty of one task does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Influence<D> {
    /// The task, by its index.
    pub task: usize,
    /// Share of the variance from what its estimate has of its own.
    pub share: Share,
    /// How far P80 falls if its effort is its likely value in every run; below 0 where P80 rises. None further down the
    /// list, where it is not computed.
    pub p80_falls_by: Option<D>,
}

/// Find what an outcome depends on; empty where the options do not ask for it. `outcomes` are run by run; `known` gives the
/// fall of P80 once a task is known.
pub fn sensitivity<T: Copy + Ord, D>(model: &Model, outcomes: &[T], known: impl Fn(usize) -> D) -> Sensitivity<D> {
    if !model.options.ranks_tasks {
        let none = Share::of_fraction(0.0);
        return Sensitivity { common: none, tasks: Vec::new(), explained: none };
    }
    let ranks = Ranks::new(outcomes);
    let common =
        if model.options.correlation.hundredths() == 0 { 0.0 } else { ranks.explained_by(|run| model.common(run)) };
    let uncertain = (0..model.inputs.tasks.len()).filter(|task_idx| model.is_uncertain(*task_idx));
    let mut tasks: Vec<(usize, f64)> =
        uncertain.map(|task_idx| (task_idx, ranks.explained_by(|run| model.own(run, task_idx)))).collect();
    let explained = common + tasks.iter().map(|(_, share)| share).sum::<f64>();
    let part = |share: f64| Share::of_fraction(if explained > 0.0 { share / explained } else { 0.0 });
    tasks.sort_by(|(task, share), (other_task, other)| other.total_cmp(share).then(task.cmp(other_task)));
    let influence = |(place, (task, share)): (usize, (usize, f64))| Influence {
        task,
        share: part(share),
        p80_falls_by: (place < model.options.n_known).then(|| known(task)),
    };
    Sensitivity {
        common: part(common),
        tasks: tasks.into_iter().enumerate().map(influence).collect(),
        explained: Share::of_fraction(explained),
    }
}

/// P80 of other outcomes, for comparison.
pub fn p80<T: Copy + Ord>(outcomes: Vec<T>, planned: T) -> T {
    Distribution::new(outcomes, planned).p80()
}

/// Ranks of outcomes, less their mean; equal outcomes share the mean of their ranks.
struct Ranks {
    centred: Vec<f64>,
    sum_of_squares: f64,
}

impl Ranks {
    fn new<T: Copy + Ord>(outcomes: &[T]) -> Self {
        let n = outcomes.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|run| outcomes[*run]);
        let mut centred = vec![0.0; n];
        let mut first = 0;
        for equals in order.chunk_by(|run, next| outcomes[*run] == outcomes[*next]) {
            // Ranks first to first + len - 1, less their overall mean (n - 1) / 2.
            let rank = (2 * first + equals.len()) as f64 / 2.0 - n as f64 / 2.0;
            equals.iter().for_each(|run| centred[*run] = rank);
            first += equals.len();
        }
        let sum_of_squares = centred.iter().map(|rank| rank * rank).sum();
        Self { centred, sum_of_squares }
    }

    /// Squared correlation with evenly spread numbers, which are their own ranks; less what chance alone gives.
    fn explained_by(&self, number: impl Fn(u32) -> f64) -> f64 {
        let n = self.centred.len();
        if self.sum_of_squares == 0.0 || n < 3 {
            return 0.0;
        }
        let (mut product, mut sum, mut square) = (0.0, 0.0, 0.0);
        for (run, rank) in (0..).zip(&self.centred) {
            let number = number(run) - 0.5;
            product += number * rank;
            sum += number;
            square += number * number;
        }
        let variance = square - sum * sum / n as f64;
        let explained = product * product / (variance * self.sum_of_squares);
        (explained - 1.0 / (n as f64 - 1.0)).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_outcomes_share_their_rank() {
        assert_eq!(Ranks::new(&[5, 1, 5, 9]).centred, [0.0, -1.5, 0.0, 1.5]);
        assert_eq!(Ranks::new(&[4, 4, 4]).sum_of_squares, 0.0);
    }

    #[test]
    fn an_outcome_is_explained_by_what_it_follows() {
        let follows: Vec<u32> = (0..1_000).map(|run| run / 3).collect();
        let ranks = Ranks::new(&follows);
        assert!(ranks.explained_by(|run| f64::from(run) / 1_000.0) > 0.99);
        assert!(ranks.explained_by(|run| f64::from(run % 2)) < 0.01);
    }
}
