//! The end of the plan, and the day before which no schedule of the team can end.
//!
//! Three reasons, each computed anew: the longest chain of needs; what one role has to do after some day and before the
//! shortest way from there to the end (heads and tails); and what it has to do within some days if all is to be ready on
//! a given day, wherever each step is shifted (energetic reasoning; Erschler & Lopez 1990). A plan that aims at the
//! earliest end may state more, found by looking at all roles together or by a search, which are not repeated here.

use super::facts::Facts;
use super::fault::{Check, Kind};

/// Steps up to which all stretches of days are tried.
const MAX_STEPS_FOR_ENERGY: usize = 300;

/// The end is that of the last step, and its bound follows from needs and roles.
pub fn end(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("end");
    let exact = facts.exact;
    let end = exact.steps.iter().map(|step| step.ready).max().unwrap_or(0);
    check.ensure(exact.end == end, Kind::WrongEnd, || {
        ("exact.end".to_owned(), format!("day {} is stated, but the last step is ready on day {end}", exact.end))
    });
    let shown = &facts.stated.schedule;
    for (name, shown, exact) in
        [("n_days", shown.n_days, exact.end), ("n_days_bound", shown.n_days_bound, exact.end_bound)]
    {
        check.ensure(shown == exact, Kind::WrongEnd, || {
            (format!("schedule.{name}"), format!("{shown} days are shown, the plan counts with {exact}"))
        });
    }
    let network = Network::of(facts);
    let (chain, busiest) = (network.longest_chain(), network.busiest_role(facts));
    bound(&mut check, facts, &network, chain.max(busiest));
    check.done(format!(
        "{end} working days; needs take {chain}, the busiest role {busiest}, no schedule fewer than {}",
        exact.end_bound
    ))
}

/// The stated bound is at most the end and not below what is plain; what lies above that is proved, or open.
fn bound(check: &mut Check, facts: &Facts<'_>, network: &Network, plain: u32) {
    let at = || "exact.end_bound".to_owned();
    let (stated, end) = (facts.exact.end_bound, facts.exact.end);
    check.ensure(stated <= end, Kind::WrongBound, || {
        (at(), format!("day {stated} is stated, but this plan ends on day {end}"))
    });
    check.ensure(stated >= plain, Kind::WrongBound, || {
        (at(), format!("day {stated} is stated, but needs and the busiest role take {plain} days"))
    });
    if stated <= plain || stated > end {
        return;
    }
    if facts.stated.schedule.objective != "earliest-end" {
        check.fault(
            Kind::WrongBound,
            at(),
            format!("day {stated} is stated, but needs and roles show no more than {plain}"),
        );
        return;
    }
    let is_possible = |day: u32| facts.exact.steps.len() > MAX_STEPS_FOR_ENERGY || network.is_possible(facts, day);
    let shown = (plain..stated).find(|day| is_possible(*day)).unwrap_or(stated);
    if shown < stated {
        check.not_proved = Some(format!(
            "that no schedule ends before day {stated}, for which all roles together or a search gave the reason; needs \
             and single roles show day {shown}"
        ));
    }
}

/// What follows from the needs alone.
struct Network {
    /// The first day on which each step can start if it has all roles for itself.
    head: Vec<u32>,
    /// The day on which it is ready then.
    ready: Vec<u32>,
    /// The fewest days from the end of its work to the end of all.
    tail: Vec<u32>,
}

impl Network {
    fn of(facts: &Facts<'_>) -> Self {
        let steps = &facts.exact.steps;
        let (mut head, mut ready) = (Vec::with_capacity(steps.len()), Vec::<u32>::with_capacity(steps.len()));
        for (idx, step) in steps.iter().enumerate() {
            let needs = step.after.iter().filter_map(|before| ready.get(*before)).max().copied().unwrap_or(0);
            let days = (needs.max(step.earliest)..facts.exact.horizon()).filter(|day| facts.can_work(idx, *day));
            let worked: Vec<u32> = days.take(step.n_days as usize).collect();
            // Where there are too few days, other checks have refused the plan.
            head.push(worked.first().copied().unwrap_or(step.start));
            ready.push(worked.last().map_or(step.ready, |last| facts.calendar.after_lag(last + 1, step.lag_days)));
        }
        let mut tail: Vec<u32> = steps.iter().map(|step| facts.calendar.shortest_lag(step.lag_days)).collect();
        let mut after = vec![0; steps.len()];
        for (idx, step) in steps.iter().enumerate().rev() {
            tail[idx] += after[idx];
            for before in &step.after {
                after[*before] = after[*before].max(step.n_days.saturating_add(tail[idx]));
            }
        }
        Self { head, ready, tail }
    }

    fn longest_chain(&self) -> u32 {
        self.ready.iter().max().copied().unwrap_or(0)
    }

    /// Over all roles, days and tails: the day on which the role has done what cannot begin before that day and has such a
    /// tail or a longer one, and the tail.
    fn busiest_role(&self, facts: &Facts<'_>) -> u32 {
        let mut latest = 0;
        for (role, capacity) in facts.capacity.0.iter().enumerate() {
            let mut users = users(facts, role);
            users.sort_by_key(|(idx, _)| std::cmp::Reverse(self.head[*idx]));
            let done = done(capacity);
            for (last, _) in &users {
                let tail = self.tail[*last];
                let mut units = 0;
                for (idx, daily) in users.iter().filter(|(idx, _)| self.tail[*idx] >= tail) {
                    units += daily * u64::from(facts.exact.steps[*idx].n_days);
                    let before = done.get(self.head[*idx] as usize).copied().unwrap_or(0);
                    let day = done.partition_point(|sum| *sum < before + units);
                    latest = latest.max((day as u32).saturating_add(tail));
                }
            }
        }
        latest
    }

    /// Whether each role can do, in each stretch of days, what has to be done there for all to be ready on a day.
    fn is_possible(&self, facts: &Facts<'_>, end: u32) -> bool {
        (0..facts.exact.roles.len()).all(|role| {
            let (users, done) = (users(facts, role), done(&facts.capacity.0[role]));
            let before = |day: u32| done[(day as usize).min(done.len() - 1)];
            let (mut starts, mut ends) = (Vec::new(), Vec::new());
            for (idx, _) in &users {
                let n_days = facts.exact.steps[*idx].n_days;
                let (first, last) = (self.head[*idx], end.saturating_sub(self.tail[*idx]));
                starts.extend([first, last.saturating_sub(n_days)]);
                ends.extend([last, first.saturating_add(n_days)]);
            }
            [&mut starts, &mut ends].into_iter().for_each(|days| {
                days.sort_unstable();
                days.dedup();
            });
            starts.iter().all(|from| {
                ends.iter().filter(|to| *to > from).all(|to| {
                    let can_do = before(*to).saturating_sub(before(*from));
                    let must_do: u64 = users
                        .iter()
                        .map(|(idx, daily)| daily * u64::from(self.days_within(facts, *idx, end, *from, *to)))
                        .sum();
                    must_do <= can_do
                })
            })
        })
    }

    /// Days that a step works within a stretch, wherever it is shifted between its head and its tail.
    fn days_within(&self, facts: &Facts<'_>, idx: usize, end: u32, from: u32, to: u32) -> u32 {
        let n_days = facts.exact.steps[idx].n_days;
        let from_left = self.head[idx].saturating_add(n_days).saturating_sub(from);
        let last_start = end.saturating_sub(self.tail[idx]).saturating_sub(n_days);
        from_left.min(to.saturating_sub(last_start)).min(n_days).min(to - from)
    }
}

/// Steps that take up a role, with what they take a day.
fn users(facts: &Facts<'_>, role: usize) -> Vec<(usize, u64)> {
    let steps = facts.exact.steps.iter().enumerate();
    steps
        .flat_map(|(idx, step)| {
            step.work.iter().filter(|work| work.role == role).map(move |work| (idx, work.units_per_day))
        })
        .collect()
}

/// What a role can do before each day, from 0 to the end of the plan.
fn done(capacity: &[u64]) -> Vec<u64> {
    let sums = capacity.iter().scan(0, |sum, units| {
        *sum += units;
        Some(*sum)
    });
    std::iter::once(0).chain(sums).collect()
}
