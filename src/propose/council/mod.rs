//! What a steering council asks of a plan: what half of it buys, what advice on the order costs, and which figures it
//! should look at first.
//!
//! Facts and not words: a question says what it is about and the figures that raise it, and only what is in the data
//! raises one.

mod advice;
mod half;
mod question;

pub use advice::{Advice, advice};
pub use half::{Half, Unit, half};
pub use question::{Question, Topic, questions};

use super::Facts;
use crate::plan::budget::Fault;
use crate::plan::forecast::Forecast;

/// What a plan is reviewed by.
#[derive(Debug, Clone)]
pub struct Council {
    /// What half of the ask buys; none where nothing is asked for.
    pub half: Option<Half>,
    /// Advice that the order follows and what that costs, the dearest first.
    pub advice: Vec<Advice>,
    /// What to ask, the weightiest first.
    pub questions: Vec<Question>,
}

/// Review a plan. The forecast is that of its roadmap.
///
/// # Errors
///
/// When the checker refuses the choice for half of the ask, which is a fault of this program.
pub fn council(facts: &Facts<'_>, forecast: &Forecast) -> Result<Council, Fault> {
    let advice = advice(facts);
    let questions = questions(facts, forecast, &advice);
    Ok(Council { half: half(facts)?, advice, questions })
}
