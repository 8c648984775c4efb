//! Constraint programming with learning (lazy clause generation; Schutt, Feydy, Stuckey & Wallace 2011).
//!
//! Two questions in turn, each for some steps: is there a schedule that ends a day earlier than the best (from above),
//! and is there none that ends on the day of the lower bound (from below, destructive bound; Klein & Scholl 1999)? Both
//! are asked of one solver under assumptions, so that what one learns serves the other.

mod model;
mod termination;

use super::bound::{Bound, Floor};
use super::improve::Planner;
use super::limit::Limit;
use model::{Answer, Model, Question};

/// Search for a proof until the floor is reached or a part of the limit, in thousandths, is used up; gives the number of steps.
pub(super) fn prove(planner: &mut Planner, floor: &mut Floor, until: u32, limit: &mut impl Limit) -> u64 {
    let project = planner.project;
    let best = planner.best().clone();
    let Some(mut model) = Model::new(project, &best, floor) else {
        return 0;
    };
    let mut slice = 2_000;
    let mut is_above_open = true;
    while limit.used() < until {
        let score = planner.best().score();
        if floor.is_reached(score) {
            break;
        }
        if floor.late < score.late {
            // Only when days late are settled is it worth to look at the end.
            match model.ask(Question::Late(score.late - 1), slice, until, limit) {
                Answer::Found(list) if planner.place_and_improve(&list).score().late < score.late => {}
                Answer::Found(_) => return model.n_steps(),
                Answer::None => floor.late = score.late,
                Answer::Unknown => {}
            }
            slice += slice / 2;
            continue;
        }
        model.settle_late(score.late);
        if is_above_open {
            match model.ask(Question::End(score.end - 1), slice, until, limit) {
                Answer::Found(list) => {
                    // With calendars the model is a relaxation: what it finds may end later than it says.
                    is_above_open = planner.place_and_improve(&list).score() < score;
                    continue;
                }
                Answer::None => {
                    floor.raise(score.end, Bound::Search);
                    break;
                }
                Answer::Unknown => {}
            }
        }
        match model.ask(Question::End(floor.end), slice, until, limit) {
            Answer::Found(list) => {
                planner.place_and_improve(&list);
                break;
            }
            Answer::None => {
                floor.raise(floor.end + 1, Bound::Search);
                continue;
            }
            Answer::Unknown => {}
        }
        slice += slice / 2;
    }
    model.n_steps()
}
