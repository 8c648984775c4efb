//! What can be wrong with an ordering.

use std::fmt;

use super::certificate::NeedFlow;

/// Why an ordering is not accepted. Blocks are given by their position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// A job is missing, unknown or there twice.
    NotAPermutation {
        /// The job.
        job: usize,
    },
    /// A job comes before one of its needs.
    NeedBroken {
        /// The job.
        job: usize,
        /// The need that comes too late.
        need: usize,
    },
    /// The blocks, one after the other, are not the sequence.
    NotThePartition,
    /// The objective is not the cost of the sequence.
    WrongObjective {
        /// The cost of the sequence.
        actual: u128,
    },
    /// The effort, value or cost of a block is wrong, or it has no members.
    WrongBlock {
        /// The block.
        block: usize,
    },
    /// A block is denser than the one before it.
    DensityRises {
        /// The denser block.
        block: usize,
    },
    /// The certificate has no entry for a block.
    MissingFlows {
        /// The block.
        block: usize,
    },
    /// A flow is below 1 or more than there is, not along a need inside its block, or out of order.
    WrongFlow {
        /// The block.
        block: usize,
        /// The flow.
        flow: NeedFlow,
    },
    /// The flow does not even out the weight of a job.
    UnevenFlow {
        /// The block.
        block: usize,
        /// The job.
        job: usize,
    },
    /// The order of a block is said to be the best, but it is not or its own bound is lower.
    NotTheBest {
        /// The block.
        block: usize,
    },
    /// The bound of a block is below what its flow shows, or above what an order costs.
    WrongBlockBound {
        /// The block.
        block: usize,
        /// What the flow shows.
        shown: u128,
    },
    /// The lower bound is not what the bounds of the blocks make together.
    WrongBound {
        /// What they make together.
        sum: u128,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPermutation { job } => write!(f, "job {job} is not there exactly once"),
            Self::NeedBroken { job, need } => write!(f, "job {job} comes before its need {need}"),
            Self::NotThePartition => write!(f, "the blocks do not make up the sequence"),
            Self::WrongObjective { actual } => write!(f, "the sequence costs {actual}"),
            Self::WrongBlock { block } => write!(f, "the sums of block {block} are wrong"),
            Self::DensityRises { block } => {
                write!(f, "block {block} is denser than the one before it")
            }
            Self::MissingFlows { block } => write!(f, "block {block} has no certificate"),
            Self::WrongFlow { block, flow } => {
                write!(f, "block {block} has a wrong flow of {} from {} to {}", flow.amount, flow.waiter, flow.needed)
            }
            Self::UnevenFlow { block, job } => {
                write!(f, "the flow of block {block} is uneven at job {job}")
            }
            Self::NotTheBest { block } => write!(f, "the order of block {block} is not the best"),
            Self::WrongBlockBound { block, shown } => {
                write!(f, "the bound of block {block} is wrong, its flow shows {shown}")
            }
            Self::WrongBound { sum } => {
                write!(f, "the lower bound is wrong, those of the blocks make {sum}")
            }
        }
    }
}

impl std::error::Error for Fault {}
