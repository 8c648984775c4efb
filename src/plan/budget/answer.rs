//! The answer: what to pay for, how good that is, why the rest is left out, and what more money would buy.

/// What a choice may cost, in minor units, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The least that the funder gives; none where any small sum is welcome.
    pub min: Option<u64>,
    /// The most.
    pub max: u64,
}

impl Window {
    /// Anything up to this.
    pub fn up_to(max: u64) -> Self {
        Self { min: None, max }
    }

    /// Whether a cost is neither too low nor too high.
    pub fn contains(self, cost: u64) -> bool {
        self.min.unwrap_or(0) <= cost && cost <= self.max
    }
}

/// How hard to try.
///
/// The limit counts steps and never looks at a clock, so the answer is the same on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Work of all searches for one answer, in items looked at (well under a microsecond each). Half of it may go into
    /// the choice, the rest into ties and the next purchase.
    pub work: u64,
}

impl Default for Limits {
    /// A few seconds at most (usually milliseconds), which proves 200 items nearly always.
    fn default() -> Self {
        Self { work: 4_000_000 }
    }
}

/// What to pay for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A closed set within the window.
    Chosen(Choice),
    /// There is no closed set within the window, or none was found.
    Nothing(Nothing),
}

impl Answer {
    /// The choice, if there is one.
    pub fn choice(&self) -> Option<&Choice> {
        match self {
            Self::Chosen(choice) => Some(choice),
            Self::Nothing(_) => None,
        }
    }
}

/// A closed set within the window.
///
/// It is a claim: [`verify`](super::verify) checks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The items, ascending; with each also all that it needs.
    pub chosen: Vec<usize>,
    /// What they cost together.
    pub cost: u64,
    /// What they are worth together.
    pub value: u64,
    /// Whether anything in the window is worth more.
    pub proof: Proof,
    /// Whether this is known to be the one with the lowest indices, if several are worth and cost the same.
    pub is_lowest: bool,
    /// All other items, ascending, each with the reason.
    pub left_out: Vec<LeftOut>,
    /// What more money would buy.
    pub next: Next,
}

impl Choice {
    /// No closed set within the window is worth more than this.
    pub fn bound(&self) -> u64 {
        match self.proof {
            Proof::Optimal => self.value,
            Proof::Gap { bound } => bound,
        }
    }

    /// By how many percent of its value the choice could be worth more at most; 0 when optimal.
    pub fn gap_percent(&self) -> f64 {
        (self.bound() - self.value) as f64 * 100.0 / self.value.max(1) as f64
    }
}

/// What is known about the quality of a choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// Nothing in the window is worth more, and nothing worth as much costs less.
    Optimal,
    /// Something in the window may be worth more, or as much for less, but nothing is worth more than this.
    Gap {
        /// At least the value of the choice.
        bound: u64,
    },
}

/// An item that is not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeftOut {
    /// The item.
    pub item: usize,
    /// Why; the first of [`Reason`] that holds.
    pub reason: Reason,
}

/// Why an item is not chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// With all that it needs it costs more than the window allows, whatever else is chosen.
    DoesNotFit {
        /// What it costs with all that it needs.
        with_needs: u64,
    },
    /// It needs this one directly, which is left out too; of several the lowest.
    NeedsLeftOut {
        /// The need.
        need: usize,
    },
    /// What is chosen is worth more than what is possible with this one, or as much for less.
    WorthLess {
        /// By how much the budget would have to grow to have it on top; 0 where it fits but adds no value.
        short: u64,
    },
}

/// What the cheapest larger budget that gives more value would buy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Nothing: all that is worth anything is chosen.
    Nothing,
    /// This.
    Buys(Purchase),
    /// Not known, because the choice itself is not proved.
    Unknown,
}

/// A change of the choice that more money pays for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchase {
    /// How much more than the upper end of the window is needed (1 or more).
    pub extra: u64,
    /// No smaller sum buys more value than is chosen now; the same as `extra` when the purchase is proved.
    pub extra_at_least: u64,
    /// Whether the search was finished: nothing cheaper buys more value, and nothing else is worth more for this sum.
    pub is_proved: bool,
    /// The value of the new choice.
    pub value: u64,
    /// What comes in, ascending.
    pub adds: Vec<usize>,
    /// What goes out for it, ascending; mostly nothing.
    pub drops: Vec<usize>,
}

/// Why nothing is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nothing {
    /// The window ends before it begins.
    EmptyWindow,
    /// All items together cost less than the window asks for.
    AllCostLess {
        /// What they cost together.
        total: u64,
    },
    /// Every closed set costs less or more; a proof.
    NoneWithin,
    /// None was found before the limit was reached; there may be one.
    NotFound,
}
