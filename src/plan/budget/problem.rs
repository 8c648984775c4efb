//! The question: what things cost and are worth, and which cannot be had without which.

use std::fmt;

use crate::graph::find_cycle;

/// Totals of cost and of value go up to this, so that all products stay exact.
///
/// In cents that is 45 trillion euros. Products of a cost and a value stay below 2¹⁰⁴, which leaves 20 binary places for
/// the fractions of `envelope.rs`.
pub const MAX_TOTAL: u64 = 1 << 52;

/// Something that can be paid for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Item {
    /// What it costs, in minor units (0 or more).
    pub cost: u64,
    /// What it is worth, in any one unit for the whole problem (0 or more).
    pub value: u64,
}

/// Items and needs that are known to be in order: no cycle, no unknown item, totals that fit.
///
/// Built only by [`Problem::new`]. Items are known by their index. Where two choices are worth the same and cost the
/// same, the lower index goes first, so callers sort their items by what should decide a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    items: Vec<Item>,
    needs: Vec<Vec<usize>>,
}

impl Problem {
    /// Checks the items and their needs. `needs[i]` lists the items that must be chosen if item `i` is.
    ///
    /// Needs may come in any order and more than once.
    ///
    /// # Errors
    ///
    /// The first fault of [`ProblemError`], in the order of its variants.
    pub fn new(items: Vec<Item>, needs: Vec<Vec<usize>>) -> Result<Self, ProblemError> {
        if items.len() != needs.len() {
            return Err(ProblemError::LengthMismatch { n_items: items.len(), n_needs: needs.len() });
        }
        for (item, list) in needs.iter().enumerate() {
            if let Some(&need) = list.iter().find(|&&need| need >= items.len()) {
                return Err(ProblemError::UnknownNeed { item, need });
            }
        }
        let fits = |part: fn(&Item) -> u64| {
            items.iter().map(|item| u128::from(part(item))).sum::<u128>() <= u128::from(MAX_TOTAL)
        };
        if !fits(|item| item.cost) || !fits(|item| item.value) {
            return Err(ProblemError::TooLarge);
        }
        let needs: Vec<Vec<usize>> = needs.into_iter().map(sorted_once).collect();
        match find_cycle(&needs) {
            Some(cycle) => Err(ProblemError::Cycle(cycle)),
            None => Ok(Self { items, needs }),
        }
    }

    /// The items, by index.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The items without which `item` cannot be had, ascending and without repeats.
    ///
    /// # Panics
    ///
    /// When `item` is not an index of this problem.
    pub fn needs(&self, item: usize) -> &[usize] {
        &self.needs[item]
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to choose from.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The problem of some items alone, listed ascending; needs for others do not bind.
    ///
    /// # Panics
    ///
    /// When one of them is not an index of this problem.
    pub fn only(&self, items: &[usize]) -> Self {
        let position = |item: &usize| items.binary_search(item).ok();
        let needs = items.iter().map(|item| self.needs[*item].iter().filter_map(position).collect());
        Self { items: items.iter().map(|item| self.items[*item]).collect(), needs: needs.collect() }
    }

    /// An item and all that it needs, directly or not, ascending.
    ///
    /// # Panics
    ///
    /// When it is not an index of this problem.
    pub fn with_needs(&self, item: usize) -> Vec<usize> {
        let mut found = super::reasons::closure(self, item);
        found.sort_unstable();
        found
    }

    /// Cost and value of some items together.
    ///
    /// # Panics
    ///
    /// When one of them is not an index of this problem.
    pub fn totals(&self, items: impl IntoIterator<Item = usize>) -> (u64, u64) {
        items
            .into_iter()
            .fold((0, 0), |(cost, value), item| (cost + self.items[item].cost, value + self.items[item].value))
    }
}

/// Why items and needs are not a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemError {
    /// There is not exactly one list of needs per item.
    LengthMismatch {
        /// Number of items given.
        n_items: usize,
        /// Number of lists of needs given.
        n_needs: usize,
    },
    /// A need names an item that does not exist.
    UnknownNeed {
        /// The item whose list of needs is wrong.
        item: usize,
        /// The index that is out of range.
        need: usize,
    },
    /// The costs or the values add up to more than [`MAX_TOTAL`].
    TooLarge,
    /// Items that need each other: a shortest cycle, its lowest item first and again at the end.
    Cycle(Vec<usize>),
}

impl fmt::Display for ProblemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LengthMismatch { n_items, n_needs } => write!(f, "{n_items} items but {n_needs} lists of needs"),
            Self::UnknownNeed { item, need } => write!(f, "item {item} needs unknown item {need}"),
            Self::TooLarge => write!(f, "costs or values are too large to add up exactly"),
            Self::Cycle(cycle) => {
                let names: Vec<String> = cycle.iter().map(usize::to_string).collect();
                write!(f, "items need each other: {}", names.join(" -> "))
            }
        }
    }
}

impl std::error::Error for ProblemError {}

fn sorted_once(mut list: Vec<usize>) -> Vec<usize> {
    list.sort_unstable();
    list.dedup();
    list
}
