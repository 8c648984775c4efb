//! The activities with what follows from their network and from the calendars alone.

use super::super::schedule::{Activity, Board, Workforce};

/// Activities with their successors, heads and tails.
pub(super) struct Project<'a> {
    /// In list order.
    pub activities: &'a [Activity],
    /// Who does them.
    pub workforce: &'a Workforce,
    /// Indices of the activities that wait for each; ascending, each once.
    pub successors: Vec<Vec<usize>>,
    /// The shortest lag after each, in working days.
    pub lag: Vec<u32>,
    /// The first day on which each could start if it had all roles for itself.
    pub head: Vec<u32>,
    /// The day on which each would be ready then.
    pub ready: Vec<u32>,
    /// The least number of days from the end of the work on each to the end of all.
    pub tail: Vec<u32>,
}

impl<'a> Project<'a> {
    pub fn new(activities: &'a [Activity], workforce: &'a Workforce) -> Self {
        let n = activities.len();
        let mut successors = vec![Vec::new(); n];
        for (idx, activity) in activities.iter().enumerate() {
            for &before in &activity.after {
                if successors[before].last() != Some(&idx) {
                    successors[before].push(idx);
                }
            }
        }
        let (mut head, mut ready) = (Vec::with_capacity(n), Vec::with_capacity(n));
        let mut board = Board::default();
        for activity in activities {
            let needs = activity.after.iter().map(|before| ready[*before]).max().unwrap_or(0);
            let (start, end) = board.put_alone(activity, needs.max(activity.earliest), workforce);
            head.push(start);
            ready.push(workforce.after_lag(end, activity.lag_days));
        }
        let lag: Vec<u32> = activities.iter().map(|activity| workforce.shortest_lag(activity.lag_days)).collect();
        let mut tail = lag.clone();
        for idx in (0..n).rev() {
            let after = successors[idx].iter().map(|next: &usize| activities[*next].n_days + tail[*next]).max();
            tail[idx] += after.unwrap_or(0);
        }
        Self { activities, workforce, successors, lag, head, ready, tail }
    }

    /// Number of activities.
    pub fn len(&self) -> usize {
        self.activities.len()
    }

    /// What it takes to place all activities once, in units of work.
    pub fn effort(&self) -> u64 {
        1 + self.len() as u64 * (1 + self.workforce.len() as u64) / 12
    }
}
