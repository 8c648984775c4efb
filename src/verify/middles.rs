//! What all waiting comes to at least, from needs and from one role at a time.
//!
//! No step is ready before its chain of needs. And let a role do R units a day, of which step j takes u_j over n_j days and
//! ends at C_j. The middle of its work is at most C_j - n_j/2. Whatever the schedule, the sum of weight times middle is not
//! below that of a machine with the speed of the role which at any time works on what has the most weight per unit of all
//! that can have begun (mean busy times; Goemans 1997). Steps that the role has nothing to do for count by needs alone.
//! The same holds for all roles as one. Holidays and absences only make it more.

use super::facts::Facts;

/// Quotients keep this many bits behind the point, rounded down.
const FRACTION_BITS: u32 = 16;

/// The first day on which each step can be ready, if roles had room for everything and holidays fell where they help most.
pub fn heads(facts: &Facts<'_>) -> Vec<u32> {
    let mut heads: Vec<u32> = Vec::with_capacity(facts.exact.steps.len());
    for step in &facts.exact.steps {
        let ready = step.after.iter().filter_map(|before| heads.get(*before)).max().copied().unwrap_or(0);
        let lag = facts.calendar.shortest_lag(step.lag_days);
        heads.push(ready.max(step.earliest).saturating_add(step.n_days).saturating_add(lag));
    }
    heads
}

/// The highest bound of one role, or of all as one; none where numbers are too large for it.
pub fn by_roles(facts: &Facts<'_>, heads: &[u32]) -> Option<u128> {
    let roles = &facts.exact.roles;
    let of_role = |role: usize| Machine::of(facts, heads, roles[role].units_per_day, |other| other == role).bound();
    let all = roles.iter().map(|role| role.units_per_day).sum();
    let of_all = Machine::of(facts, heads, all, |_| true).bound();
    (0..roles.len()).map(of_role).chain([of_all]).flatten().max()
}

/// A step on the machine, with days counted from its own point of view.
struct Part {
    weight: u128,
    /// What the machine does for it.
    units: u128,
    n_days: u128,
    /// Units that the machine could have done before it can begin.
    release: u128,
}

struct Machine {
    units_per_day: u128,
    parts: Vec<Part>,
    /// Weight times days that are certain beside the work on the machine.
    certain: u128,
}

impl Machine {
    fn of(facts: &Facts<'_>, heads: &[u32], units_per_day: u64, is_its: impl Fn(usize) -> bool) -> Self {
        let mut machine = Self { units_per_day: u128::from(units_per_day.max(1)), parts: Vec::new(), certain: 0 };
        for (step, head) in facts.exact.steps.iter().zip(heads) {
            let daily: u128 =
                step.work.iter().filter(|work| is_its(work.role)).map(|work| u128::from(work.units_per_day)).sum();
            let (weight, n_days) = (u128::from(step.weight), u128::from(step.n_days));
            let lag = u128::from(facts.calendar.shortest_lag(step.lag_days));
            if daily == 0 {
                machine.certain += weight * u128::from(*head);
                continue;
            }
            machine.certain += weight * lag;
            let release = u128::from(*head).saturating_sub(lag + n_days) * machine.units_per_day;
            machine.parts.push(Part { weight, units: daily * n_days, n_days, release });
        }
        machine.parts.sort_by(|a, b| (b.weight * a.units).cmp(&(a.weight * b.units)));
        machine
    }

    /// The least sum of weight times end, with lags; rounded up, since it is a whole number.
    fn bound(&self) -> Option<u128> {
        let mut left: Vec<u128> = self.parts.iter().map(|part| part.units).collect();
        let (mut now, mut sum) = (0, 0_u128);
        loop {
            // The densest part that can have begun; parts stand by falling density.
            let next = (0..left.len()).find(|k| left[*k] > 0 && self.parts[*k].release <= now);
            let coming = self.parts.iter().zip(&left).filter(|(part, left)| **left > 0 && part.release > now);
            let coming = coming.map(|(part, _)| part.release).min();
            let Some(k) = next else {
                let Some(release) = coming else { break };
                now = release;
                continue;
            };
            let end = coming.map_or(now + left[k], |release| release.min(now + left[k]));
            let share = fixed(self.parts[k].weight.checked_mul(end - now)?, self.parts[k].units)?;
            sum = sum.checked_add(share.checked_mul(now + end)? / (2 * self.units_per_day))?;
            left[k] -= end - now;
            now = end;
        }
        for part in &self.parts {
            sum = sum.checked_add(fixed(part.weight * part.n_days, 2)?)?;
        }
        Some(self.certain + sum.div_ceil(1 << FRACTION_BITS))
    }
}

fn fixed(number: u128, divisor: u128) -> Option<u128> {
    Some(number.checked_mul(1 << FRACTION_BITS)? / divisor)
}
