//! Random needs and values, for the laws of the order and of the budget.

/// Needs without a cycle: of two items, the one that `place` puts later may need the other, if its bit says so.
///
/// `bits` has n times n entries; the labels need not follow the places.
pub fn needs(place: &[usize], bits: &[bool]) -> Vec<Vec<usize>> {
    let n = place.len();
    let may_need = |a: usize, b: usize| place[b] < place[a] && bits[a * n + b];
    (0..n).map(|a| (0..n).filter(|b| may_need(a, *b)).collect()).collect()
}

/// A value that rises with the place, which makes for large blocks.
pub fn rising(value: u64, place: usize, n: usize) -> u64 {
    value * 2 * place as u64 / n as u64
}
