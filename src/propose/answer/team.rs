//! Who does the work: kinds of work, roles and capacities.

use super::figures::{hours_of, period};
use super::{Ask, Draft, bullets, in_sentence};
use crate::model::date::long_day;
use crate::model::decimal::format_scaled;
use crate::model::id::WorkKindId;
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

/// What each role does of the work, and how many people it has at most.
pub fn team(ask: &Ask<'_>) -> Draft {
    let needed: Vec<&WorkKindId> = kinds(ask).into_iter().map(|(kind, _)| kind).collect();
    let lines: Vec<String> = ask
        .input
        .facts
        .plan
        .team
        .iter()
        .filter(|(_, role)| role.does.iter().any(|kind| needed.contains(&kind)))
        .map(|(name, role)| {
            let kinds = role.does.iter().filter(|kind| needed.contains(kind));
            let titles: Vec<_> =
                kinds.map(|kind| in_sentence(&ask.input.facts.catalog.work_kinds[kind].title)).collect();
            let fte = format_scaled(i64::from(role.fte_hundredths), 2);
            let persons = if role.fte_hundredths == 100 { "full-time person" } else { "full-time persons" };
            let lines = ask.items.iter().flat_map(|item| &item.step.work).filter(|line| role.does.contains(&line.kind));
            let hours = hours_text(hours_of(ask, lines.map(|line| line.effort.mean).sum()));
            format!("{name}: {hours} by at most {fte} {persons}, for {}.", list(&titles))
        })
        .collect();
    let lead = match period(ask) {
        Some((start, finish)) => format!("From {} to {}:", long_day(start), long_day(finish)),
        None => return Draft::Nothing(None),
    };
    Draft::written(format!("{lead}\n{}", bullets(&lines)), None)
}
