//! Goes through a plan once more, slowly, and without any of the code that made it.
//!
//! The input is what `fundable plan --json` prints. Whoever gets such a file, a funder or a council, can hold it to what it
//! claims: that every step comes after what it needs, that nobody has two things to do at once, that days and dates,
//! efforts and costs add up, that the order is as good as it says. Everything is computed anew from the whole numbers under
//! `exact`, and compared with what is shown to people.
//!
//! Not looked at: words (reasons, titles, texts beside numbers), sums per kind of work, what is asked for in all (who pays is
//! not among the whole numbers), and how much of its capacity a role uses.
//!
//! What this module cannot know is whether the inputs of the plan are true: estimates, rates, needs and values are taken
//! as they stand. Where a claim could be checked only up to a point, [`Check::not_proved`] says so.
//!
//! Plain on purpose: days are gone through one by one, and orders of small blocks all tried.

mod read;

// What the plan states.
mod number;
mod stated;

// What the checks stand on.
mod calendar;
mod capacity;
mod facts;
mod fault;

// The checks, in their order.
mod shape;

mod effort;
mod steps;

mod chain;
mod cost;
mod dates;
mod end;
mod floats;
mod middles;
mod milestones;
mod placement;
mod waiting;

mod best;
mod block;
mod bound;
mod flow;
mod order;

use schemars::schema_for;
use serde_json::Value;

use facts::Facts;
pub use fault::{Check, Fault, Kind, Report};
pub use read::Unreadable;

/// Check the text of a plan: JSON in the format `fundable-plan/1`.
///
/// # Errors
///
/// When the text is no such JSON, with the place. Numbers that contradict each other are no error but
/// [faults](Report::n_faults) of the report.
pub fn verify(text: &[u8]) -> Result<Report, Unreadable> {
    let stated = read::read(text)?;
    let shape = shape::shape(&stated);
    if !shape.faults.is_empty() {
        return Ok(Report::of(vec![shape]));
    }
    let facts = Facts::of(&stated);
    Ok(Report::of(vec![
        shape,
        steps::steps(&facts),
        steps::needs(&facts),
        effort::efforts(&facts),
        effort::capacities(&facts),
        effort::durations(&facts),
        cost::costs(&facts),
        dates::calendar(&facts),
        dates::dates(&facts),
        dates::precedence(&facts),
        dates::deadlines(&facts),
        capacity::loads(&facts),
        placement::placement(&facts),
        milestones::milestones(&facts),
        order::sequence(&facts),
        block::blocks(&facts),
        flow::flows(&facts),
        bound::bounds(&facts),
        waiting::waiting(&facts),
        end::end(&facts),
        chain::chain(&facts),
        floats::floats(&facts),
    ]))
}

/// File name and schema (JSON Schema, draft 2020-12) of the report.
pub fn output_schema() -> (&'static str, Value) {
    ("verification.json", schema_for!(Report).to_value())
}
