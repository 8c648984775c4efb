//! Order: which job next, when jobs wait for each other and every day of delay costs.
//!
//! The problem is 1|prec|Σ wⱼCⱼ: one team, jobs with an effort and a value, needs between them; the
//! sum of value × completion time is to be least. It is NP-hard (Lawler 1978), but falls apart so far
//! that catalogs of 200 jobs are solved to proof in about a millisecond.
//!
//! 1. `sidney.rs` cuts the jobs into blocks of falling density by minimum cuts. Blocks go one after
//!    the other in some best order, so only the order inside each is open.
//! 2. `settle.rs` orders each block. `pairs.rs` finds out by one more minimum cut, over pairs of jobs, which of two comes
//!    first in every best order; that settles most blocks and bounds the others. In what is left `search.rs` and
//!    `pair_branch.rs` find the best order, or `rough.rs` and `polish.rs` a good one.
//! 3. `solve.rs` puts the blocks together. Where several orders cost the same, lower indices go
//!    first, so that the same instance always has the same answer.
//!
//! The answer carries a certificate, and [`verify`] checks it without any of the code above.
//! All arithmetic is exact, and no step depends on a clock.
//!
//! - Sidney, *Decomposition algorithms for single-machine sequencing with precedence relations and deferral costs*,
//!   Operations Research 23 (1975) 283-298.
//! - Chudak & Hochbaum, *A half-integral linear programming relaxation for scheduling precedence-constrained jobs on a
//!   single machine*, Operations Research Letters 25 (1999) 199-204.
//! - Correa & Schulz, *Single-machine scheduling with precedence constraints*, Math. of Operations Research 30 (2005)
//!   1005-1021.
//! - Ambühl & Mastrolilli, *Single machine precedence constrained scheduling is a vertex cover problem*, Algorithmica 53
//!   (2009) 488-503.
//! - Hammer, Hansen & Simeone, *Roof duality, complementation and persistency in quadratic 0-1 optimization*,
//!   Mathematical Programming 28 (1984) 121-155.
//!
//! ```
//! use fundable::plan::order::{Instance, Job, Options, Proof, Verified, order, verify};
//!
//! // Job 2 is urgent but needs job 1; job 0 can wait.
//! let job = |effort, value| Job { effort, value };
//! let jobs = vec![job(2, 3), job(4, 1), job(1, 20)];
//! let instance = Instance::new(jobs, vec![vec![], vec![], vec![1]])?;
//!
//! let ordering = order(&instance, &Options::default());
//! assert_eq!(ordering.sequence, [1, 2, 0]);
//! assert_eq!(ordering.objective, 4 * 1 + 5 * 20 + 7 * 3);
//! assert_eq!(ordering.proof(), Proof::Optimal);
//! assert_eq!(verify(&instance, &ordering)?, Verified::Optimal);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// The question and the answer.
mod instance;
mod ordering;
mod solve;

// Blocks.
mod bound;
mod components;
mod cut;
mod cuts;
mod network;
mod saturate;
mod sidney;

// The order inside a block, and of the blocks.
mod arrange;
mod branch;
mod pair_branch;
mod pair_flow;
mod pairs;
mod polish;
mod reach;
mod rough;
mod search;
mod settle;
mod tighten;

// Checks.
mod certificate;
mod checker;
mod fault;
mod reproof;

pub mod generate;

#[cfg(test)]
mod tests;

pub use certificate::{Certificate, NeedFlow};
pub use checker::{Verified, verify};
pub(in crate::plan) use cuts::{Cuts, Packed, Slice};
pub use fault::Fault;
pub use instance::{Instance, InstanceError, Job};
pub use ordering::{Block, Options, Ordering, Proof, Solution};
pub use reproof::MAX_IDEALS;
pub use solve::order;
