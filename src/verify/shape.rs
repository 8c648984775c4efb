//! The shape: indices that name something, lists of one length, and numbers small enough to add up exactly. All other
//! checks rely on it.

use super::fault::{Check, Kind};
use super::stated::{Exact, ExactStep, Group, Stated};
use crate::text::counted;

/// Steps and holidays that a plan may have; real ones have some dozens.
const MAX_ITEMS: usize = 5_000;
/// Needs of all steps, or flows of all blocks.
const MAX_NEEDS: usize = 20_000;
/// Categories, levels, milestones, and other lists of sums.
const MAX_SUMS: usize = 1_000;
/// Working days, some 3,800 years.
const MAX_DAYS: u32 = 1_000_000;
/// Days times steps and roles, since each is gone through day by day.
const MAX_CELLS: u64 = 50_000_000;
/// Units of effort of a step, some 166 million person-weeks.
const MAX_EFFORT: u64 = 1_000_000_000_000_000;
/// Weight of a step, 100 million threat points.
const MAX_WEIGHT: u64 = 1_000_000_000_000;

/// Check the shape.
pub fn shape(stated: &Stated) -> Check {
    let mut check = Check::new("shape");
    let exact = &stated.exact;
    let n_steps = exact.steps.len();
    same(&mut check, "steps", stated.steps.len(), "exact.steps", n_steps);
    for (name, len) in [("steps", n_steps), ("roles", exact.roles.len()), ("holidays", exact.holidays.len())] {
        limit(&mut check, &format!("exact.{name}"), len as u64, MAX_ITEMS as u64);
    }
    let totals = &stated.totals;
    let sums = [
        ("categories", stated.categories.len()),
        ("milestones", stated.milestones.len()),
        ("totals.levels", totals.levels.len()),
        ("totals.categories", totals.categories.len()),
        ("totals.roles", totals.roles.len()),
    ];
    sums.iter().for_each(|(name, len)| limit(&mut check, name, *len as u64, MAX_SUMS as u64));
    let chain = stated.schedule.critical_chain.len();
    limit(&mut check, "schedule.critical_chain", chain as u64, MAX_ITEMS as u64);
    let n_needs: usize = exact.steps.iter().map(|step| step.after.len()).sum();
    limit(&mut check, "exact.steps", n_needs as u64, MAX_NEEDS as u64);
    let n_flows: usize = exact.order.iter().flat_map(|group| &group.blocks).map(|block| block.flow.len()).sum();
    limit(&mut check, "exact.order", n_flows as u64, MAX_NEEDS as u64);
    for (idx, step) in exact.steps.iter().enumerate() {
        self::step(&mut check, idx, step, exact);
    }
    for (idx, step) in stated.steps.iter().enumerate() {
        limit(&mut check, &format!("steps[{idx}].float_days"), step.float_days.into(), MAX_DAYS.into());
        limit(&mut check, &format!("steps[{idx}].lag_weeks"), step.lag_weeks.into(), MAX_DAYS.into());
    }
    roles(&mut check, exact);
    limit(&mut check, "exact.end", exact.end.into(), MAX_DAYS.into());
    exact.list.iter().enumerate().for_each(|(k, idx)| known(&mut check, format!("exact.list[{k}]"), *idx, n_steps));
    for (k, group) in exact.order.iter().enumerate() {
        self::group(&mut check, k, group, n_steps);
    }
    let (n_roles, n_groups) = (exact.roles.len(), exact.order.len());
    check.done(format!(
        "{}, {} and {} of the order, in the shape of a plan",
        counted(n_steps, "step", "steps"),
        counted(n_roles, "role", "roles"),
        counted(n_groups, "group", "groups")
    ))
}

fn step(check: &mut Check, idx: usize, step: &ExactStep, exact: &Exact) {
    let at = format!("exact.steps[{idx}]");
    let days = [
        ("lag_days", step.lag_days),
        ("earliest", step.earliest),
        ("deadline", step.deadline.unwrap_or(0)),
        ("end", step.end),
        ("n_days", step.n_days),
        ("ready", step.ready),
    ];
    days.iter().for_each(|(name, day)| limit(check, &format!("{at}.{name}"), (*day).into(), MAX_DAYS.into()));
    step.effort.iter().for_each(|effort| limit(check, &format!("{at}.effort"), *effort, MAX_EFFORT));
    limit(check, &format!("{at}.weight"), step.weight, MAX_WEIGHT);
    let is_forward = step.start < step.end && step.n_days > 0;
    check.ensure(is_forward, Kind::WrongPause, || {
        (at.clone(), format!("work takes {} days, from day {} to before day {}", step.n_days, step.start, step.end))
    });
    step.after
        .iter()
        .enumerate()
        .for_each(|(k, idx)| known(check, format!("{at}.after[{k}]"), *idx, exact.steps.len()));
    for (k, work) in step.work.iter().enumerate() {
        known(check, format!("{at}.work[{k}].role"), work.role, exact.roles.len());
        limit(check, &format!("{at}.work[{k}].effort"), work.effort.max(work.units_per_day), MAX_EFFORT);
        let is_first = step.work[..k].iter().all(|other| other.role != work.role);
        check.ensure(is_first, Kind::RepeatedStep, || {
            (format!("{at}.work[{k}].role"), format!("role {} stands there twice", work.role))
        });
    }
}

fn roles(check: &mut Check, exact: &Exact) {
    for (idx, role) in exact.roles.iter().enumerate() {
        let at = format!("exact.roles[{idx}]");
        limit(check, &format!("{at}.units_per_day"), role.units_per_day.max(role.units_per_day_for_one), MAX_EFFORT);
        check.ensure(role.units_per_day_for_one > 0, Kind::WrongCapacity, || {
            (format!("{at}.units_per_day_for_one"), "a role that does nothing in a day is never done".to_owned())
        });
        limit(check, &format!("{at}.away"), role.away.len() as u64, MAX_ITEMS as u64);
        for (k, away) in role.away.iter().enumerate() {
            limit(check, &format!("{at}.away[{k}].to"), away.to.into(), MAX_DAYS.into());
            let last = k.checked_sub(1).map_or(0, |k| role.away[k].to);
            check.ensure(last <= away.from && away.from < away.to, Kind::WrongCapacity, || {
                let (from, to) = (away.from, away.to);
                (format!("{at}.away[{k}]"), format!("days {from} to before {to} are none, or overlap those before"))
            });
        }
    }
    let n_rows = (exact.roles.len() + exact.steps.len()) as u64;
    limit(check, "exact.end", u64::from(exact.horizon()).saturating_mul(n_rows), MAX_CELLS);
}

fn group(check: &mut Check, k: usize, group: &Group, n_steps: usize) {
    let at = format!("exact.order[{k}]");
    let n_jobs = group.sequence.len();
    same(check, &format!("{at}.jobs"), group.jobs.len(), &format!("{at}.sequence"), n_jobs);
    let n_in_blocks = group.blocks.iter().fold(0_usize, |sum, block| sum.saturating_add(block.n_steps));
    check.ensure(n_in_blocks == n_jobs && group.blocks.iter().all(|block| block.n_steps > 0), Kind::WrongBlock, || {
        (
            format!("{at}.blocks"),
            format!("the blocks hold {n_in_blocks} steps, the sequence {n_jobs}; none may be empty"),
        )
    });
    for (k, idx) in group.sequence.iter().enumerate() {
        known(check, format!("{at}.sequence[{k}]"), *idx, n_steps);
    }
    for (b, block) in group.blocks.iter().enumerate() {
        for (k, flow) in block.flow.iter().enumerate() {
            known(check, format!("{at}.blocks[{b}].flow[{k}].waiter"), flow.waiter, n_steps);
            known(check, format!("{at}.blocks[{b}].flow[{k}].needed"), flow.needed, n_steps);
        }
    }
    for (k, [effort, value]) in group.jobs.iter().enumerate() {
        limit(check, &format!("{at}.jobs[{k}][0]"), *effort, MAX_EFFORT);
        limit(check, &format!("{at}.jobs[{k}][1]"), *value, MAX_WEIGHT);
        check.ensure(*effort > 0, Kind::WrongJob, || (format!("{at}.jobs[{k}]"), "it has no effort".to_owned()));
    }
    // The largest number met is below effort² × value × steps².
    let sum = |part: usize| group.jobs.iter().map(|job| u128::from(job[part])).fold(0, u128::saturating_add);
    let (effort, value, n_jobs) = (sum(0), sum(1).max(1), n_jobs as u128);
    let product =
        [effort, value, n_jobs, n_jobs].iter().try_fold(effort, |product, factor| product.checked_mul(*factor));
    check.ensure(product.is_some_and(|product| product <= 1 << 120), Kind::AbsurdSize, || {
        (format!("{at}.jobs"), format!("efforts add up to {effort} and values to {value}, too much to compute exactly"))
    });
}

fn known(check: &mut Check, at: String, idx: usize, n_known: usize) {
    check.ensure(idx < n_known, Kind::UnknownIndex, || (at, format!("{idx} is none of the {n_known} that there are")));
}

fn same(check: &mut Check, one: &str, n_one: usize, other: &str, n_other: usize) {
    check.ensure(n_one == n_other, Kind::WrongLength, || {
        (one.to_owned(), format!("it has {n_one} entries, but `{other}` has {n_other}"))
    });
}

fn limit(check: &mut Check, at: &str, number: u64, most: u64) {
    check.ensure(number <= most, Kind::AbsurdSize, || {
        (at.to_owned(), format!("{number} is beyond any real plan; the most is {most}"))
    });
}
