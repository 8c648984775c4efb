//! What can be wrong with an answer.

use std::fmt;

/// Why an answer or a list of corners is not accepted. Corners are given by their position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A list of items is not ascending, or has an item that does not exist.
    NotAList,
    /// An item is in a set without one of its needs.
    NotClosed {
        /// The item.
        item: usize,
        /// The need that is not there.
        need: usize,
    },
    /// The cost or the value of a set is not the sum over its items.
    WrongSums {
        /// The cost of the items.
        cost: u64,
        /// The value of the items.
        value: u64,
    },
    /// The choice costs less or more than the window allows.
    OutsideWindow,
    /// What is left out is not all that is not chosen, or a reason is not the first that holds.
    WrongReason {
        /// The lowest item concerned.
        item: usize,
    },
    /// The bound is below the value.
    BoundBelowValue,
    /// Something within the window is better than the choice, or worth more than the bound.
    NotTheBest {
        /// The cost of the best set.
        cost: u64,
        /// The value of the best set.
        value: u64,
    },
    /// A set with lower indices is worth as much and costs as much.
    NotTheLowest,
    /// What the next purchase adds and drops does not lead to the set that it tells of.
    WrongPurchase,
    /// A smaller sum buys more value.
    NotTheCheapest {
        /// The smallest sum that does.
        extra: u64,
    },
    /// A reason for choosing nothing does not hold.
    WrongNothing,
    /// A corner does not add up, or what it costs is not above 0.
    WrongCorner {
        /// The corner.
        corner: usize,
    },
    /// A corner is denser than the one before it.
    DensityRises {
        /// The denser corner.
        corner: usize,
    },
    /// The flow of a corner is not along needs inside it, or does not even out its items.
    WrongFlow {
        /// The corner.
        corner: usize,
    },
    /// Not every item is added at exactly one corner.
    NotAllItems,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAList => write!(f, "a list of items is out of order or has an unknown item"),
            Self::NotClosed { item, need } => write!(f, "item {item} is there without its need {need}"),
            Self::WrongSums { cost, value } => write!(f, "the items cost {cost} and are worth {value}"),
            Self::OutsideWindow => write!(f, "the choice costs less or more than the window allows"),
            Self::WrongReason { item } => write!(f, "item {item} is left out without its right reason"),
            Self::BoundBelowValue => write!(f, "the bound is below the value"),
            Self::NotTheBest { cost, value } => write!(f, "a set that costs {cost} is worth {value}"),
            Self::NotTheLowest => write!(f, "an equal set has lower indices"),
            Self::WrongPurchase => write!(f, "the next purchase does not add up"),
            Self::NotTheCheapest { extra } => write!(f, "{extra} more already buys more value"),
            Self::WrongNothing => write!(f, "the reason for choosing nothing does not hold"),
            Self::WrongCorner { corner } => write!(f, "corner {corner} does not add up"),
            Self::DensityRises { corner } => write!(f, "corner {corner} is denser than the one before it"),
            Self::WrongFlow { corner } => write!(f, "the flow of corner {corner} is wrong"),
            Self::NotAllItems => write!(f, "not every item is added at exactly one corner"),
        }
    }
}

impl std::error::Error for Fault {}
