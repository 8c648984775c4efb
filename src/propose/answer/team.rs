//! Who does the work: kinds of work, roles and capacities.

use super::figures::hours_of;
use super::{Ask, Draft, bullets, in_sentence};
use crate::model::date::long_day;
use crate::model::id::WorkKindId;
use crate::plan::effort_of_role;
use crate::propose::{share_percent, working_days};
use crate::text::{list, one_line};

/// Kinds of work, the largest first.
pub fn work_kinds(ask: &Ask<'_>) -> Draft {
    let lines = kinds(ask).into_iter().map(|(kind, hours)| {
        format!("{} ({})", one_line(&ask.input.facts.catalog.work_kinds[kind].title), hours_text(hours))
    });
    Draft::of(vec![bullets(&lines.collect::<Vec<_>>())], None)
}

/// A number of hours.
pub fn hours_text(hours: u64) -> String {
    format!("{hours} {}", if hours == 1 { "hour" } else { "hours" })
}

/// Hours per kind of work, the most first; equal ones in the order of the catalog.
fn kinds<'a>(ask: &Ask<'a>) -> Vec<(&'a WorkKindId, u64)> {
    let lines = || ask.items.iter().flat_map(|item| &item.step.work);
    let mut sums: Vec<(&WorkKindId, u64)> = Vec::new();
    for kind in ask.input.facts.catalog.work_kinds.keys() {
        let effort = lines().filter(|line| line.kind == *kind).map(|line| line.effort.mean).sum();
        let hours = hours_of(ask, effort);
        if hours > 0 {
            sums.push((kind, hours));
        }
    }
    sums.sort_by_key(|(_, hours)| std::cmp::Reverse(*hours));
    sums
}

/// What each role does of the work: hours, and the share of a post that they are while the work lasts.
pub fn team(ask: &Ask<'_>) -> Draft {
    let needed: Vec<&WorkKindId> = kinds(ask).into_iter().map(|(kind, _)| kind).collect();
    let facts = &ask.input.facts;
    let days = working_days(facts, ask.input.proposal);
    let roles = facts.plan.team.iter().enumerate();
    let lines = roles.filter(|(_, (_, role))| role.does.iter().any(|kind| needed.contains(&kind)));
    let lines: Vec<String> = lines
        .map(|(idx, (name, role))| {
            let effort = ask.items.iter().map(|item| effort_of_role(facts.plan, item.step, idx)).sum();
            let kinds = role.does.iter().filter(|kind| needed.contains(kind));
            let titles: Vec<_> = kinds.map(|kind| in_sentence(&facts.catalog.work_kinds[kind].title)).collect();
            let hours = hours_text(hours_of(ask, effort));
            let share = share_percent(effort, days);
            format!(
                "{}: {hours}, which is {effort} person-weeks or {share} % of one full-time post, for {}.",
                one_line(name.as_str()),
                list(&titles)
            )
        })
        .collect();
    let start = ask.items.iter().map(|item| item.step.dates.start).min();
    let end = ask.items.iter().map(|item| item.step.dates.work_end).max();
    match start.zip(end) {
        Some((start, end)) => {
            let lead = format!("From {} to {}, the last day of work:", long_day(start), long_day(end));
            Draft::written(format!("{lead}\n{}", bullets(&lines)), None)
        }
        None => Draft::Nothing(None),
    }
}
