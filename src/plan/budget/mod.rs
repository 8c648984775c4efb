//! Budget: which capabilities for this money, when some cannot be had without others.
//!
//! The problem is the knapsack with precedence constraints: items with a cost and a value, needs between them, and a
//! window for the total cost; the value of a closed set (with each item also all that it needs) is to be highest. It is
//! NP-hard (Johnson & Niemi 1983; without needs it is the plain knapsack of Lawler 1979, who gives schemes for any gap),
//! but half of it is easy:
//!
//! 1. `corners.rs`: for a price per unit of cost the best closed set is a maximum closure, that is, a minimum cut
//!    (Picard 1976). As the price falls these sets grow, one block of Sidney's decomposition at a time, so the cuts of
//!    [`order`](super::order) give the whole curve. A budget at a corner is answered with proof and without any search.
//! 2. `best.rs`: between corners, branch and bound (`search.rs`) with the curve of what is still open as bound
//!    (`envelope.rs`), which is the Lagrangian bound at its best multiplier; items that can always take another's place
//!    go first (`prepared.rs`).
//! 3. Every item that is left out gets its reason (`reasons.rs`), and one more search finds what more money would buy.
//!
//! The answer is checked by [`verify`] and the corners by [`verify_corners`], which use none of the search. All
//! arithmetic is exact, and no step depends on a clock.
//!
//! - Lawler, *Fast approximation algorithms for knapsack problems*, Math. of Operations Research 4 (1979) 339-356.
//! - Johnson & Niemi, *On knapsacks, partitions, and a new dynamic programming technique for trees*, Math. of
//!   Operations Research 8 (1983) 1-14.
//! - Picard, *Maximal closure of a graph and applications to combinatorial problems*, Management Science 22 (1976)
//!   1268-1272.
//! - Sidney, *Decomposition algorithms for single-machine sequencing with precedence relations and deferral costs*,
//!   Operations Research 23 (1975) 283-298.
//!
//! ```
//! use fundable::plan::budget::{Item, Limits, Next, Problem, Proof, Verified, Window, best, corners, verify};
//!
//! // Item 2 is worth most but cannot be had without item 1.
//! let item = |cost, value| Item { cost, value };
//! let problem = Problem::new(vec![item(30, 3), item(40, 0), item(20, 9)], vec![vec![], vec![], vec![1]])?;
//! let costs: Vec<u64> = corners(&problem).iter().map(|corner| corner.cost).collect();
//! assert_eq!(costs, [0, 60, 90]);
//!
//! let window = Window::up_to(70);
//! let answer = best(&problem, window, &Limits::default());
//! let choice = answer.choice().ok_or("nothing fits")?;
//! assert_eq!((choice.chosen.as_slice(), choice.cost, choice.value), ([1, 2].as_slice(), 60, 9));
//! assert_eq!(choice.proof, Proof::Optimal);
//! assert!(matches!(&choice.next, Next::Buys(next) if next.extra == 20 && next.adds == [0]));
//! assert_eq!(verify(&problem, window, &answer)?, Verified::Fully);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// The question and the answer.
mod answer;
mod best;
mod corners;
mod problem;
mod reasons;

// The search.
mod envelope;
mod goal;
mod node;
mod prepared;
mod search;

// Checks.
mod checker;
mod corner_checker;
mod fault;

#[cfg(test)]
mod tests;

pub use answer::{Answer, Choice, LeftOut, Limits, Next, Nothing, Proof, Purchase, Reason, Window};
pub use best::{best, by_corners};
pub use checker::{MAX_SETS, Verified, verify};
pub use corner_checker::verify_corners;
pub use corners::{Corner, corners};
pub use fault::Fault;
pub use problem::{Item, MAX_TOTAL, Problem, ProblemError};
