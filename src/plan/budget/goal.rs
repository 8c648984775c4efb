//! What a search looks for, and what it would take to do better than what it has.

/// A closed set without its idle items.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub is_in: Vec<bool>,
    pub cost: u64,
    pub value: u64,
}

/// What to look for among the closed sets.
#[derive(Debug, Clone, Copy)]
pub(super) enum Goal {
    /// The highest value within these costs, then the least cost.
    Best { min: u64, max: u64 },
    /// The least cost from `min` on that gives this value, then the highest value.
    Cheapest { min: u64, total: u64, value: u64 },
    /// Any set within these costs with this value.
    Any { min: u64, max: u64, value: u64 },
}

/// A better set has this value or more, for this budget or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hurdle {
    pub budget: u64,
    pub value: u64,
}

impl Goal {
    /// The least cost that counts.
    pub fn min(self) -> u64 {
        match self {
            Self::Best { min, .. } | Self::Cheapest { min, .. } | Self::Any { min, .. } => min,
        }
    }

    /// The least value that counts.
    pub fn value(self) -> u64 {
        match self {
            Self::Best { .. } => 0,
            Self::Cheapest { value, .. } | Self::Any { value, .. } => value,
        }
    }

    /// The highest cost that counts.
    pub fn max(self) -> u64 {
        match self {
            Self::Best { max, .. } | Self::Any { max, .. } => max,
            Self::Cheapest { total, .. } => total,
        }
    }

    /// Whether a set with these sums is one of those looked for.
    pub fn accepts(self, cost: u64, value: u64) -> bool {
        (self.min()..=self.max()).contains(&cost) && value >= self.value()
    }

    /// Whether an accepted set is better than what is known.
    pub fn is_better(self, cost: u64, value: u64, known: Option<&Found>) -> bool {
        let Some(known) = known else { return true };
        match self {
            Self::Best { .. } => value > known.value || (value == known.value && cost < known.cost),
            Self::Cheapest { .. } => cost < known.cost || (cost == known.cost && value > known.value),
            Self::Any { .. } => false,
        }
    }

    /// A set is better than what is known only if it takes one of these; none left means done.
    pub fn hurdles(self, known: Option<&Found>) -> Vec<Hurdle> {
        let Some(known) = known else { return vec![Hurdle { budget: self.max(), value: self.value() }] };
        let mut hurdles = Vec::new();
        match self {
            Self::Best { min, max } => {
                hurdles.push(Hurdle { budget: max, value: known.value + 1 });
                if known.cost > min {
                    hurdles.push(Hurdle { budget: known.cost - 1, value: known.value });
                }
            }
            Self::Cheapest { min, value, .. } => {
                hurdles.push(Hurdle { budget: known.cost, value: known.value + 1 });
                if known.cost > min {
                    hurdles.push(Hurdle { budget: known.cost - 1, value });
                }
            }
            Self::Any { .. } => {}
        }
        hurdles
    }
}
