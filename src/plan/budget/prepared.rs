//! A problem made ready for searches: what depends on what, in every form that they ask for.

use super::problem::Problem;
use crate::plan::order::{Instance, Job, Packed};

/// A problem with its needs in both directions, direct and through others.
///
/// An item that neither costs nor is worth anything is *idle*. It decides nothing and has no density, so searches leave
/// it aside; in the end it is chosen wherever its needs are.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    pub problem: &'a Problem,
    pub is_idle: Vec<bool>,
    /// Direct needs between items that are not idle; a need of an idle one stands for that.
    pub needs: Vec<Vec<usize>>,
    /// The same needs from the other end.
    pub waiters: Vec<Vec<usize>>,
    /// Items that are not idle, each after those that it needs.
    pub sequence: Vec<usize>,
    pub before: Rows,
    pub after: Rows,
    pub packed: Packed,
}

impl<'a> Prepared<'a> {
    pub fn new(problem: &'a Problem) -> Self {
        let n_items = problem.len();
        let is_idle: Vec<bool> = problem.items().iter().map(|item| item.cost == 0 && item.value == 0).collect();
        let whole = feasible_order(problem);
        let mut before = Rows::new(n_items);
        let mut needs = vec![Vec::new(); n_items];
        for &item in &whole {
            let mut list: Vec<usize> = Vec::new();
            for &need in problem.needs(item) {
                before.join(item, need);
                if is_idle[need] { list.extend(&needs[need]) } else { list.push(need) }
            }
            list.sort_unstable();
            list.dedup();
            needs[item] = list;
        }
        let mut after = Rows::new(n_items);
        for &item in whole.iter().rev() {
            for &need in problem.needs(item) {
                after.join(need, item);
            }
        }
        let mut waiters = vec![Vec::new(); n_items];
        for item in (0..n_items).filter(|&item| !is_idle[item]) {
            for &need in &needs[item] {
                waiters[need].push(item);
            }
        }
        let jobs = problem.items().iter().map(|item| Job { effort: item.cost, value: item.value }).collect();
        let packed = Packed::new(&Instance::of_checked(jobs, needs.clone()));
        let sequence = whole.into_iter().filter(|&item| !is_idle[item]).collect();
        Self { problem, is_idle, needs, waiters, sequence, before, after, packed }
    }

    /// A set of items that are not idle, with the idle ones whose needs are in it; ascending.
    pub fn with_idle(&self, is_in: &[bool]) -> Vec<usize> {
        let belongs = |&item: &usize| {
            if self.is_idle[item] { self.needs[item].iter().all(|&need| is_in[need]) } else { is_in[item] }
        };
        (0..is_in.len()).filter(belongs).collect()
    }

    /// Whether item `a` can always take the place of item `b`: it costs no more, is worth no less, needs no more, and
    /// no less waits for it. Between equals the lower index counts.
    ///
    /// So some best choice has b only with a, and of equal choices the one with the lowest indices is such a one. With a
    /// lower end of the window a cheaper choice may be too cheap, so then the costs have to be the same.
    pub fn can_replace(&self, a: usize, b: usize, has_min: bool) -> bool {
        let (item, other) = (self.problem.items()[a], self.problem.items()[b]);
        if a == b || item.cost > other.cost || item.value < other.value || (has_min && item.cost != other.cost) {
            return false;
        }
        if item == other && a > b {
            return false;
        }
        self.before.is_part(a, &self.before, b) && self.after.is_part(b, &self.after, a)
    }
}

/// A row of bits for each item.
#[derive(Debug)]
pub(super) struct Rows {
    n_words: usize,
    words: Vec<u64>,
}

impl Rows {
    fn new(n_items: usize) -> Self {
        let n_words = n_items.div_ceil(64);
        Self { n_words, words: vec![0; n_items * n_words] }
    }

    /// Adds to the row of `item` the item `other` and its row.
    fn join(&mut self, item: usize, other: usize) {
        for k in 0..self.n_words {
            self.words[item * self.n_words + k] |= self.words[other * self.n_words + k];
        }
        self.words[item * self.n_words + other / 64] |= 1 << (other % 64);
    }

    fn row(&self, item: usize) -> &[u64] {
        &self.words[item * self.n_words..][..self.n_words]
    }

    fn is_part(&self, item: usize, more: &Self, other: usize) -> bool {
        self.row(item).iter().zip(more.row(other)).all(|(some, more)| some & !more == 0)
    }

    /// The items in a row, ascending.
    pub fn of(&self, item: usize) -> impl Iterator<Item = usize> + '_ {
        self.row(item).iter().enumerate().flat_map(|(k, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = (left != 0).then(|| left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(k * 64 + bit)
            })
        })
    }
}

/// All items, each after those that it needs.
fn feasible_order(problem: &Problem) -> Vec<usize> {
    let mut waiters = vec![Vec::new(); problem.len()];
    let mut n_open: Vec<usize> = (0..problem.len()).map(|item| problem.needs(item).len()).collect();
    for item in 0..problem.len() {
        for &need in problem.needs(item) {
            waiters[need].push(item);
        }
    }
    let mut order: Vec<usize> = (0..problem.len()).filter(|&item| n_open[item] == 0).collect();
    let mut head = 0;
    while let Some(&done) = order.get(head) {
        head += 1;
        for &item in &waiters[done] {
            n_open[item] -= 1;
            if n_open[item] == 0 {
                order.push(item);
            }
        }
    }
    order
}
