//! What is done and handed over.

use indexmap::IndexMap;

use super::team::team;
use super::today::{share_left, today};
use super::{Ask, Draft, Item, bullets, joined, per_item};
use crate::model::date::long_day;
use crate::model::id::ThreatId;
use crate::model::value::Value;
use crate::text::one_line;

/// What will be done: every piece of work in the order of the roadmap, with effort and dates, and what it is good for.
pub fn work(ask: &Ask<'_>) -> Draft {
    let lead = match ask.items.len() {
        0 => return Draft::Nothing(None),
        1 => String::new(),
        n => format!("The work has {n} pieces, listed by what they gain; some run in parallel:"),
    };
    let aim = match threats(ask) {
        titles if titles.is_empty() => String::new(),
        titles => format!("This works against these threats, the largest first: {}.", titles.join("; ")),
    };
    let wording = |about: &dyn Fn(&Item<'_>) -> String, between: &str| {
        let pieces = ask.items.iter().enumerate().map(|(idx, item)| format!("{}{}", head(ask, idx, item), about(item)));
        joined(&[&lead, &pieces.collect::<Vec<_>>().join(between), &aim])
    };
    let summary = |item: &Item<'_>| ask.placed(&item.capability.proposal.summary);
    let delivers = |item: &Item<'_>| ask.owed(item, &item.capability.proposal.deliverables);
    let done_when = |item: &Item<'_>| {
        let criterion = ask.owed(item, &item.capability.proposal.acceptance).into_iter().next();
        criterion.map(|text| format!(" Done when: {text}")).unwrap_or_default()
    };
    let variants = vec![
        wording(
            &|item| {
                let change = ask.placed(&item.capability.proposal.change);
                lines(&[&today(ask, item), &change, &format!("It delivers:\n{}", bullets(&delivers(item)))])
            },
            "\n\n",
        ),
        wording(
            &|item| {
                let delivers = format!("It delivers:\n{}", bullets(&delivers(item)));
                lines(&[&summary(item), &today(ask, item), &delivers])
            },
            "\n\n",
        ),
        wording(&|item| format!("\n{}{}", summary(item), done_when(item)), "\n"),
        wording(&|item| format!("\n{}", summary(item)), "\n"),
        wording(&|_| String::new(), "\n"),
        joined(&[&lead, &titles(ask).join("\n"), &aim]),
    ];
    Draft::of(variants, None)
}

/// The same, then who does it.
pub fn approach(ask: &Ask<'_>) -> Draft {
    let (Draft::Written { variants, .. }, Draft::Written { variants: teams, .. }) = (work(ask), team(ask)) else {
        return Draft::Nothing(None);
    };
    Draft::of(variants.iter().map(|text| joined(&[text, &teams[0]])).collect(), None)
}

/// Texts below a head, each on a line of its own; empty ones are left out.
fn lines(texts: &[&str]) -> String {
    texts.iter().filter(|text| !text.is_empty()).map(|text| format!("\n{text}")).collect()
}

/// Number, title, effort and time of a piece of work.
fn head(ask: &Ask<'_>, idx: usize, item: &Item<'_>) -> String {
    let dates = &item.step.dates;
    let weeks = item.step.effort.mean;
    let number = if ask.items.len() == 1 { String::new() } else { format!("{}. ", idx + 1) };
    let time = format!("{} to {}", long_day(dates.start), long_day(dates.finish));
    let left = share_left(ask, item).map(|share| format!(" for {share} of the whole"));
    format!("{number}{} ({weeks} person-weeks{}, {time}).", one_line(&item.capability.title), left.unwrap_or_default())
}

/// Numbered titles.
fn titles(ask: &Ask<'_>) -> Vec<String> {
    let titles = ask.items.iter().enumerate();
    titles.map(|(idx, item)| format!("{}. {}", idx + 1, one_line(&item.capability.title))).collect()
}

/// Titles of the threats that the work takes away, the largest first.
pub fn threats(ask: &Ask<'_>) -> Vec<String> {
    threat_ids(ask).into_iter().map(|id| one_line(&ask.input.facts.catalog.threats[id].title)).collect()
}

/// Threats that the work takes away, the largest first; equal ones in the order of the catalog.
pub fn threat_ids<'a>(ask: &Ask<'a>) -> Vec<&'a ThreatId> {
    let mut sums: IndexMap<&ThreatId, Value> = IndexMap::new();
    for part in ask.items.iter().flat_map(|item| &item.step.value_parts) {
        let sum = sums.entry(&part.threat).or_default();
        *sum = *sum + part.value;
    }
    let position = |id: &ThreatId| ask.input.facts.catalog.threats.get_index_of(id);
    sums.sort_by(|a, left, b, right| right.cmp(left).then_with(|| position(a).cmp(&position(b))));
    sums.into_keys().collect()
}

/// What will be handed over, below the title of each piece of work.
pub fn deliverables(ask: &Ask<'_>) -> Draft {
    let full = per_item(ask, |item| ask.owed(item, &item.capability.proposal.deliverables));
    Draft::of(vec![full, titles(ask).join("\n")], None)
}
