//! The beta-PERT distribution as a table.
//!
//! Effort lies between the optimistic point o and the pessimistic point b, with its mode at the likely point m:
//! o + (b - o) X, where X has a beta distribution with shapes 1 + 4 (m - o) / (b - o) and 1 + 4 (b - m) / (b - o). Its
//! mean is the (o + 4m + b) / 6 of Malcolm, Roseboom, Clark & Fazar (*Application of a technique for research and
//! development program evaluation*, Operations Research 7(5), 1959), so that plan and forecast have the same mean. That
//! it is a beta distribution is a convention; it was chosen because it has two ends and one peak (Clark, *The PERT model
//! for the distribution of an activity time*, Operations Research 10(3), 1962). So is the 4, which Vose (*Risk
//! Analysis*, 3rd edition, 2008) keeps as a parameter; we do not offer it, because nobody who writes three points into
//! a catalog has a fourth.
//!
//! Its variance is (mean - o) (b - mean) / 7, as follows from shapes that sum to 6. The ((b - o) / 6)² that Malcolm and
//! others assume beside that mean is the same only where the mean lies 26 % from one of the ends.
//!
//! A draw is the quantile of a standard normal number, so that draws of several tasks can be correlated through their
//! normal numbers (a Gaussian copula). The table has this function at 1,025 points. It is smooth, and interpolation is
//! off by less than 1/100,000 of the distance from o to b.

use super::inputs::Points;
use super::math::beta::Beta;
use super::math::elementary::{exp, ln};
use super::math::normal;
use crate::model::effort::Effort;

/// Nodes of the grid from -8 to 0, at which the beta distribution is inverted.
const N_NODES: usize = 65;
/// Distance of two nodes.
const NODE_STEP: f64 = 0.125;
/// Parts of the table between two nodes.
const N_PARTS: usize = 8;
/// Entries of the table, for normal numbers from -8 to 8.
const N_ENTRIES: usize = 2 * (N_NODES - 1) * N_PARTS + 1;

/// The normal distribution at the nodes, which all tables share.
#[derive(Debug)]
pub struct Grid {
    /// Probability and density at -8, then upwards to 0.
    nodes: [(f64, f64); N_NODES],
}

impl Grid {
    /// Computes the grid.
    pub fn new() -> Self {
        Self {
            nodes: std::array::from_fn(|node_idx| {
                let z = node_idx as f64 * NODE_STEP - 8.0;
                (normal::probability(z), normal::density(z))
            }),
        }
    }
}

/// The quantile function of a beta-PERT distribution on the interval from 0 to 1.
#[derive(Debug, Clone)]
pub struct Table(Box<[f64; N_ENTRIES]>);

impl Table {
    /// The distribution whose mode is `skew`, 0 to 1.
    pub fn new(skew: f64, grid: &Grid) -> Self {
        let beta = Beta::new(1.0 + 4.0 * skew, 1.0 + 4.0 * (1.0 - skew));
        // Each half from its own end, where small numbers are exact.
        let left = half(beta, grid);
        let right = half(beta.mirrored(), grid);
        let mirrored = right.iter().rev().skip(1).map(|(x, slope)| (1.0 - x, *slope));
        let nodes: Vec<(f64, f64)> = left.iter().copied().chain(mirrored).collect();
        let mut highest = 0.0_f64;
        Self(Box::new(std::array::from_fn(|entry_idx| {
            let node_idx = (entry_idx / N_PARTS).min(nodes.len() - 2);
            let part = (entry_idx - node_idx * N_PARTS) as f64 / N_PARTS as f64;
            // Never falls: the cubic is exact to 1e-7, and rounding is kept from showing.
            highest = highest.max(cubic(nodes[node_idx], nodes[node_idx + 1], part)).min(1.0);
            highest
        })))
    }

    /// The quantile that belongs to a standard normal number.
    pub fn at(&self, z: f64) -> f64 {
        let place = ((z + 8.0) * (N_PARTS as f64 / NODE_STEP)).clamp(0.0, (N_ENTRIES - 1) as f64);
        let idx = (place as usize).min(N_ENTRIES - 2);
        self.0[idx] + (self.0[idx + 1] - self.0[idx]) * (place - idx as f64)
    }
}

impl Points {
    /// P10 and P90 of the distribution, rounded half up to a unit.
    pub fn limits(self) -> (Effort, Effort) {
        let Some(skew) = self.skew() else { return (self.low(), self.low()) };
        let table = Table::new(skew, &Grid::new());
        let width = (self.high().units() - self.low().units()) as f64;
        let quantile = |probability| {
            Effort::from_units(self.low().units() + (width * table.at(normal::quantile(probability)) + 0.5) as u64)
        };
        (quantile(0.1), quantile(0.9))
    }
}

/// Quantiles and their slopes at the nodes from -8 to 0.
fn half(beta: Beta, grid: &Grid) -> [(f64, f64); N_NODES] {
    let mut start = beta.near_zero(grid.nodes[0].0);
    let mut bend_before = 0.0;
    let mut z = -8.0;
    grid.nodes.map(|(probability, density)| {
        let x = beta.quantile(probability, start);
        let slope = density / beta.density(x);
        // The logarithm of the quantile is smooth: with its slope, its bend and the change of its bend, the start is
        // one step from the next quantile.
        let log_slope = slope / x;
        let bend = log_slope * (-z - slope * beta.log_density_slope(x)) - log_slope * log_slope;
        let change = if z > -8.0 { bend - bend_before } else { 0.0 };
        start = x * exp(NODE_STEP * (log_slope + NODE_STEP * (bend / 2.0 + change / 6.0)));
        (bend_before, z) = (bend, z + NODE_STEP);
        (x, slope)
    })
}

/// The cubic through two nodes with their slopes (Hermite).
fn cubic((x0, slope0): (f64, f64), (x1, slope1): (f64, f64), part: f64) -> f64 {
    let rest = 1.0 - part;
    rest * rest * ((1.0 + 2.0 * part) * x0 + part * NODE_STEP * slope0)
        + part * part * ((1.0 + 2.0 * rest) * x1 - rest * NODE_STEP * slope1)
}

impl Beta {
    /// A quantile near 0, where the density is close to a power.
    fn near_zero(self, p: f64) -> f64 {
        let at_small = 1e-9;
        // The probability is proportional to x^a there.
        let slope = at_small * self.density(at_small) / self.probability(at_small);
        at_small * exp((ln(p) - ln(self.probability(at_small))) / slope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SKEWS: [f64; 7] = [0.0, 0.1, 0.25, 0.4, 0.5, 0.8, 1.0];

    #[test]
    fn tables_agree_with_the_inverse_that_they_stand_for() {
        let grid = Grid::new();
        for skew in SKEWS {
            let (table, beta) = (Table::new(skew, &grid), Beta::new(1.0 + 4.0 * skew, 5.0 - 4.0 * skew));
            for step in -399..400 {
                let z = f64::from(step) / 77.7;
                let exact = beta.quantile(normal::probability(z), 0.5);
                assert!((table.at(z) - exact).abs() < 1e-5, "{skew} {z}: {} {exact}", table.at(z));
            }
        }
    }

    #[test]
    fn the_limits_of_an_estimate_are_quantiles() {
        let weeks = |n: u64| Effort::from_units(n * Effort::UNITS_PER_WEEK);
        // X of shapes 3 and 3: its P10 is 0.24664 (the root of 10 x^3 - 15 x^4 + 6 x^5 = 0.1).
        let (p10, p90) = Points::new(weeks(0), weeks(5), weeks(10)).unwrap().limits();
        assert_eq!((p10.to_string(), p90.to_string()), ("2.5".to_owned(), "7.5".to_owned()));
        assert!((p10.weeks() - 2.4664).abs() < 1e-3 && (p10.weeks() + p90.weeks() - 10.0).abs() < 1e-3);
        assert_eq!(Points::new(weeks(4), weeks(4), weeks(4)).unwrap().limits(), (weeks(4), weeks(4)));
    }

    #[test]
    fn tables_rise_from_0_to_1() {
        let grid = Grid::new();
        for skew in SKEWS {
            let table = Table::new(skew, &grid);
            assert!(table.0.windows(2).all(|pair| pair[0] <= pair[1]), "{skew}");
            assert!((0.0..0.01).contains(&table.at(-99.0)) && (0.99..=1.0).contains(&table.at(99.0)), "{skew}");
        }
    }

    #[test]
    fn the_mean_is_that_of_pert() {
        let grid = Grid::new();
        for skew in SKEWS {
            let table = Table::new(skew, &grid);
            let n = 20_000;
            let quantiles = (0..n).map(|idx| table.at(normal::quantile((f64::from(idx) + 0.5) / f64::from(n))));
            let mean = quantiles.sum::<f64>() / f64::from(n);
            assert!((mean - (4.0 * skew + 1.0) / 6.0).abs() < 1e-5, "{skew}: {mean}");
        }
    }
}
