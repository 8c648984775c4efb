//! Data by which anyone can check an ordering without trusting the solver.

/// Why no closed part of any block is denser than the block.
///
/// For a block with total effort P and total value W give job j the weight `w_j P - p_j W`. The flow
/// moves weight along needs, from the waiting job to the needed one, until all weights are 0. What
/// leaves a closed part is at least its weight; but from a closed part nothing can flow out, so its
/// weight is 0 or less, and its density is at most W/P. The same flow gives the lower bound on the
/// cost of the block (see `bound.rs` for the proof).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Certificate {
    /// For each block, in the order of the blocks, the needs that carry flow, by waiter, then needed.
    pub flows: Vec<Vec<NeedFlow>>,
}

/// Weight that moves along one need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NeedFlow {
    /// The job that waits.
    pub waiter: usize,
    /// The job that it needs.
    pub needed: usize,
    /// Weight moved (1 or more), in units of effort × value.
    pub amount: i128,
}
