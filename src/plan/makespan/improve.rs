//! Schedules from lists, and lists from schedules.

use super::super::schedule::{Board, Slot, latest};
use super::project::Project;

/// What is to be as low as can be: days late first, then the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Days over deadlines, summed.
    pub late: u32,
    /// The day on which all is ready.
    pub end: u32,
}

/// A schedule with its score.
#[derive(Debug, Clone)]
pub(super) struct Scheduled {
    pub slots: Vec<Slot>,
    score: Score,
}

impl Scheduled {
    pub fn score(&self) -> Score {
        self.score
    }

    /// Activities by their start. None stands before one that it waits for, because of those that start on the same day
    /// the first comes first.
    pub fn list(&self) -> Vec<usize> {
        by_start(&self.slots)
    }
}

/// Makes schedules and keeps the best.
pub(super) struct Planner<'a> {
    pub project: &'a Project<'a>,
    board: Board,
    best: Option<Scheduled>,
    n_schedules: u64,
}

impl<'a> Planner<'a> {
    pub fn new(project: &'a Project<'a>) -> Self {
        Self { project, board: Board::default(), best: None, n_schedules: 0 }
    }

    /// The best schedule so far; that of the activities as they stand, when none was made.
    pub fn best(&mut self) -> &Scheduled {
        if self.best.is_none() {
            let list: Vec<usize> = (0..self.project.len()).collect();
            self.place(&list);
        }
        self.best.get_or_insert_with(|| Scheduled { slots: Vec::new(), score: Score { late: 0, end: 0 } })
    }

    /// The best schedule, at the end.
    pub fn into_best(mut self) -> Scheduled {
        self.best().clone()
    }

    pub fn n_schedules(&self) -> u64 {
        self.n_schedules
    }

    /// The schedule of a list.
    pub fn place(&mut self, list: &[usize]) -> Scheduled {
        let Project { activities, workforce, .. } = *self.project;
        let mut slots = vec![Slot { start: 0, end: 0, n_days: 0, ready: 0 }; activities.len()];
        self.board.place_list(activities, list, workforce, &mut slots);
        self.n_schedules += 1;
        let late = |(activity, slot): (&super::Activity, &Slot)| {
            activity.deadline.map_or(0, |deadline| slot.ready.saturating_sub(deadline))
        };
        let score = Score {
            late: activities.iter().zip(&slots).map(late).fold(0, u32::saturating_add),
            end: slots.iter().map(|slot| slot.ready).max().unwrap_or(0),
        };
        let scheduled = Scheduled { slots, score };
        if self.best.as_ref().is_none_or(|best| score < best.score) {
            self.best = Some(scheduled.clone());
        }
        scheduled
    }

    /// The schedule of a list, shifted to the right and back to the left until nothing is won (forward-backward
    /// improvement; Li & Willis 1992, Valls, Ballestín & Quintanilla 2005).
    pub fn place_and_improve(&mut self, list: &[usize]) -> Scheduled {
        let mut now = self.place(list);
        loop {
            let late = latest(self.project.activities, &now.slots, now.score.end, None, self.project.workforce);
            self.n_schedules += 1;
            let next = self.place(&by_start(&late));
            let is_better = next.score < now.score;
            if next.score <= now.score {
                now = next;
            }
            if !is_better {
                return now;
            }
        }
    }
}

fn by_start(slots: &[Slot]) -> Vec<usize> {
    let mut list: Vec<usize> = (0..slots.len()).collect();
    list.sort_by_key(|idx| (slots[*idx].start, *idx));
    list
}
