//! A small linear program: the most of `c x` where every sum over a set is at most 1 and nothing is below 0.

/// Dictionary of the simplex method (Dantzig 1947; Chvátal 1983): each basic variable is what stands on the right less
/// the row times the others.
pub(super) struct Simplex {
    n: usize,
    /// One row per basic variable, one column per other variable.
    rows: Vec<Vec<f64>>,
    right: Vec<f64>,
    gain: Vec<f64>,
    value: f64,
    /// Variables: below `n` those of the program, from `n` on what is left of each set.
    basic: Vec<usize>,
    other: Vec<usize>,
    n_sets: usize,
}

const TINY: f64 = 1e-9;

impl Simplex {
    /// No sets yet: without any, nothing holds the solution back.
    pub fn new(gain: &[f64]) -> Self {
        let n = gain.len();
        Self {
            n,
            rows: Vec::new(),
            right: Vec::new(),
            gain: gain.to_vec(),
            value: 0.0,
            basic: Vec::new(),
            other: (0..n).collect(),
            n_sets: 0,
        }
    }

    /// Let the sum over a set be at most 1.
    pub fn add(&mut self, set: &[usize]) {
        let mut row = vec![0.0; self.n];
        let mut right = 1.0;
        for &member in set {
            if let Some(column) = self.other.iter().position(|variable| *variable == member) {
                row[column] += 1.0;
            } else if let Some(basic) = self.basic.iter().position(|variable| *variable == member) {
                right -= self.right[basic];
                row.iter_mut().zip(&self.rows[basic]).for_each(|(own, of_basic)| *own -= of_basic);
            }
        }
        self.rows.push(row);
        self.right.push(right);
        self.basic.push(self.n + self.n_sets);
        self.n_sets += 1;
    }

    /// Solve it from where it stands; the number of pivots, or none where there are suspiciously many.
    pub fn solve(&mut self) -> Option<u64> {
        let most = 50 * (self.n + self.rows.len()) as u64;
        for n_pivots in 0..most {
            let Some((row, column)) = self.dual_pivot().or_else(|| self.primal_pivot()) else {
                return Some(n_pivots);
            };
            self.pivot(row, column);
        }
        None
    }

    /// Numbers that a pivot touches.
    pub fn size(&self) -> u64 {
        (self.n * self.rows.len()) as u64
    }

    pub fn value(&self) -> f64 {
        self.value
    }

    pub fn solution(&self) -> Vec<f64> {
        let mut solution = vec![0.0; self.n];
        for (variable, right) in self.basic.iter().zip(&self.right) {
            if let Some(own) = solution.get_mut(*variable) {
                *own = right.max(0.0);
            }
        }
        solution
    }

    /// A set that holds too much, and the variable that makes up for it at the least loss.
    fn dual_pivot(&self) -> Option<(usize, usize)> {
        let row = lowest(self.right.iter().copied().enumerate().filter(|(_, right)| *right < -TINY))?;
        let ratio =
            |(column, part): (usize, &f64)| (*part < -TINY).then(|| (column, self.gain[column].min(0.0) / part));
        lowest(self.rows[row].iter().enumerate().filter_map(ratio)).map(|column| (row, column))
    }

    /// The variable that gains most, and the row that holds it back first.
    fn primal_pivot(&self) -> Option<(usize, usize)> {
        let gains =
            self.gain.iter().enumerate().filter(|(_, gain)| **gain > TINY).map(|(column, gain)| (column, -gain));
        let column = lowest(gains)?;
        let ratio = |(row, parts): (usize, &Vec<f64>)| {
            (parts[column] > TINY).then(|| (row, self.right[row].max(0.0) / parts[column]))
        };
        lowest(self.rows.iter().enumerate().filter_map(ratio)).map(|row| (row, column))
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot = self.rows[row][column];
        let mut leaving = std::mem::take(&mut self.rows[row]);
        leaving[column] = 1.0;
        leaving.iter_mut().for_each(|part| *part /= pivot);
        let right = self.right[row] / pivot;
        for (other, parts) in self.rows.iter_mut().enumerate().filter(|(other, _)| *other != row) {
            let factor = std::mem::take(&mut parts[column]);
            if factor != 0.0 {
                parts.iter_mut().zip(&leaving).for_each(|(part, of_leaving)| *part -= factor * of_leaving);
                self.right[other] -= factor * right;
            }
        }
        let factor = std::mem::take(&mut self.gain[column]);
        self.gain.iter_mut().zip(&leaving).for_each(|(gain, of_leaving)| *gain -= factor * of_leaving);
        self.value += factor * right;
        self.rows[row] = leaving;
        self.right[row] = right;
        std::mem::swap(&mut self.basic[row], &mut self.other[column]);
    }
}

/// The index of the lowest number; of equals the first.
fn lowest(numbers: impl Iterator<Item = (usize, f64)>) -> Option<usize> {
    numbers.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(idx, _)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_cycle_is_worth_half_of_each() {
        let mut simplex = Simplex::new(&[1.0; 5]);
        for first in 0..5 {
            simplex.add(&[first, (first + 1) % 5]);
        }
        assert!(simplex.solve().is_some());
        assert!((simplex.value() - 2.5).abs() < 1e-6);
        // One more set, when it is solved already.
        simplex.add(&[0, 1, 2, 3, 4]);
        assert!(simplex.solve().is_some());
        assert!((simplex.value() - 1.0).abs() < 1e-6);
        assert!((simplex.solution().iter().sum::<f64>() - 1.0).abs() < 1e-6);
    }
}
