//! Ends that no schedule can beat, however long one searches.

use super::improve::Score;
use super::limit::Limit;
use super::project::Project;

/// What set a lower bound on the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The longest chain of activities that wait for each other, with their lag (critical path; Kelley & Walker 1959).
    CriticalPath,
    /// What one role has to do in all.
    Workload {
        /// The role.
        role: usize,
    },
    /// What one role has to do within some days, if all ended earlier (energetic reasoning; Erschler & Lopez 1990,
    /// Baptiste, Le Pape & Nuijten 1999).
    Energy {
        /// The role.
        role: usize,
    },
    /// What can be at work on one day, by all roles and needs together (Mingozzi et al. 1998; Brucker & Knust 2000).
    SideBySide,
    /// A search that found no schedule with an earlier end.
    Search,
}

/// What no schedule is better than.
#[derive(Debug, Clone, Copy)]
pub(super) struct Floor {
    /// Days late.
    pub late: u32,
    /// The end of schedules that are late by as few days as the best known.
    pub end: u32,
    /// What set the end.
    pub bound: Bound,
}

impl Floor {
    /// Whether a score cannot be better.
    pub fn is_reached(&self, score: Score) -> bool {
        self.late >= score.late && self.end >= score.end
    }

    /// Take a higher end.
    pub fn raise(&mut self, end: u32, bound: Bound) {
        if end > self.end {
            self.end = end;
            self.bound = bound;
        }
    }
}

/// More activities than these take too long to look at stretch by stretch.
const MAX_ENERGY: usize = 400;

/// The highest of all bounds that take no search.
pub(super) fn floor(project: &Project, best: Score, limit: &mut impl Limit) -> Floor {
    let late =
        |(activity, ready): (&super::Activity, &u32)| activity.deadline.map_or(0, |day| ready.saturating_sub(day));
    let (end, bound) = quick(project);
    let late = project.activities.iter().zip(&project.ready).map(late).fold(0, u32::saturating_add);
    let mut floor = Floor { late, end, bound };
    if project.len() > MAX_ENERGY {
        return floor;
    }
    // Where a day is too early, all before it are as well, so halving the days between is sound.
    let mut possible = best.end;
    while floor.end < possible {
        let day = floor.end + (possible - floor.end) / 2;
        let role = (0..project.workforce.len()).find(|role| !has_energy(project, *role, day));
        limit.spend((project.len() as u64).pow(3) * project.workforce.len() as u64 / 1_000);
        match role {
            Some(role) => floor.raise(day + 1, Bound::Energy { role }),
            None => possible = day,
        }
    }
    floor
}

/// The longest chain, or the work of the busiest role between its heads and tails.
pub(super) fn quick(project: &Project) -> (u32, Bound) {
    let workload = |role: usize| (workload(project, role), Bound::Workload { role });
    let first = (critical_path(project), Bound::CriticalPath);
    (0..project.workforce.len()).map(workload).fold(first, |best, next| if next.0 > best.0 { next } else { best })
}

/// The day on which all would be ready if every activity had all roles for itself.
pub(super) fn critical_path(project: &Project) -> u32 {
    let chain = |idx: usize| project.head[idx] + project.activities[idx].n_days + project.tail[idx];
    (0..project.len()).map(|idx| chain(idx).max(project.ready[idx])).max().unwrap_or(0)
}

/// Activities that take up a role for some time: index and effort, by head.
fn users(project: &Project, role: usize) -> Vec<(usize, u64)> {
    let effort = |idx: usize| {
        let activity = &project.activities[idx];
        let (_, units) = activity.demand.iter().find(|(of, _)| *of == role)?;
        (activity.n_days > 0).then(|| (idx, units * u64::from(activity.n_days)))
    };
    let mut users: Vec<_> = (0..project.len()).filter_map(effort).collect();
    users.sort_by_key(|(idx, _)| (project.head[*idx], *idx));
    users
}

/// What a role has to do after some day and before some tail, at full capacity: the highest of all such pairs.
pub(super) fn workload(project: &Project, role: usize) -> u32 {
    let users = users(project, role);
    let mut tails: Vec<u32> = users.iter().map(|(idx, _)| project.tail[*idx]).collect();
    tails.sort_unstable();
    tails.dedup();
    let mut highest = 0;
    for tail in tails {
        let mut effort = 0;
        for (idx, own) in users.iter().rev().filter(|(idx, _)| project.tail[*idx] >= tail) {
            effort += own;
            let done = project.workforce.done_by(role, project.head[*idx], effort);
            highest = highest.max(done.saturating_add(tail));
        }
    }
    highest
}

/// Whether a role could do within each stretch of days what has to be done there for all to be ready on day `end`.
fn has_energy(project: &Project, role: usize, end: u32) -> bool {
    let users = users(project, role);
    let window = |idx: usize| (project.head[idx], end.saturating_sub(project.tail[idx]));
    // Stretches from a head to a tail, the first of the families of Baptiste et al.; the others seldom tell more.
    let mut from: Vec<u32> = users.iter().map(|(idx, _)| window(*idx).0).collect();
    let mut to: Vec<u32> = users.iter().map(|(idx, _)| window(*idx).1).collect();
    [&mut from, &mut to].into_iter().for_each(|days| {
        days.sort_unstable();
        days.dedup();
    });
    for &from in &from {
        for &to in to.iter().filter(|to| **to > from) {
            let inside = |(idx, effort): &(usize, u64)| {
                let (head, last) = window(*idx);
                let n_days = project.activities[*idx].n_days;
                let from_left = (head + n_days).saturating_sub(from);
                let from_right = to.saturating_sub(last.saturating_sub(n_days));
                effort / u64::from(n_days) * u64::from(from_left.min(from_right).min(n_days).min(to - from))
            };
            let needed: u64 = users.iter().map(inside).sum();
            if needed > project.workforce.capacity_within(role, from, to) {
                return false;
            }
        }
    }
    true
}
