//! What is gained, how one can tell, what may go wrong, and what follows without the money.

use super::{Ask, Draft, Item, bullets, first_few, joined, per_item, with_title};
use crate::model::capability::{Beneficiary, Benefit};
use crate::propose::left::gains as gains_left;
use crate::text::{one_line, sentence_end};

/// What is better afterwards, and for each piece of work how one can tell.
pub fn outcomes(ask: &Ask<'_>) -> Draft {
    let both = |item: &Item<'_>| {
        let done = criteria(ask, item).into_iter().map(|text| format!("Done when: {text}"));
        gains(ask, item).into_iter().chain(done).collect::<Vec<_>>()
    };
    let one_each = |item: &Item<'_>| {
        let done = criteria(ask, item).into_iter().next().map(|text| format!(" Done when: {text}"));
        let gain = gains(ask, item).into_iter().next()?;
        with_title(item, Some(gain + &done.unwrap_or_default()))
    };
    let lines: Vec<String> = ask.items.iter().filter_map(one_each).collect();
    let more = ("piece of work with a gain of its own", "pieces of work with gains of their own");
    Draft::of(vec![per_item(ask, both), bullets(&lines), first_few(&lines, 5, more)], None)
}

/// What is gained by a piece of work.
pub fn gains(ask: &Ask<'_>, item: &Item<'_>) -> Vec<String> {
    benefits_of(ask, item).into_iter().map(|benefit| sentence_end(&ask.placed(&benefit.text))).collect()
}

fn benefits_of<'a>(ask: &Ask<'a>, item: &Item<'_>) -> Vec<&'a Benefit> {
    let facts = &ask.input.facts;
    gains_left(facts, &item.capability.id, facts.assessment.answers[&item.capability.id].confidential)
}

/// What shows that a piece of work is done.
fn criteria(ask: &Ask<'_>, item: &Item<'_>) -> Vec<String> {
    ask.owed(item, &item.capability.proposal.acceptance)
}

/// How one can see that the work is done.
pub fn evaluation(ask: &Ask<'_>) -> Draft {
    let one_each: Vec<String> =
        ask.items.iter().filter_map(|item| with_title(item, criteria(ask, item).into_iter().next())).collect();
    let lead = "Each piece of work counts as done when anybody can see this:";
    let variants = vec![
        joined(&[lead, &per_item(ask, |item| criteria(ask, item))]),
        joined(&[lead, &bullets(&one_each)]),
        joined(&[
            lead,
            &first_few(&one_each, 5, ("criterion for each further piece", "further criteria, one for each piece")),
        ]),
    ];
    Draft::of(if ask.items.is_empty() { Vec::new() } else { variants }, None)
}

/// Who gains what: one group of people after the other, first those that the applicant names.
pub fn benefits(ask: &Ask<'_>) -> Draft {
    let own = ask.input.facts.plan.narrative.target_groups.iter();
    let own: Vec<String> =
        own.map(|group| format!("{}\n- {}", one_line(&group.who), sentence_end(&one_line(&group.gain)))).collect();
    if ask.items.is_empty() {
        return Draft::of(vec![own.join("\n\n")], None);
    }
    // At most so many gains for each group, one for each piece of work first.
    let wording = |n_shown: usize| {
        let groups = GROUPS.iter().filter_map(|(who, title)| {
            let mut ranked: Vec<(usize, String)> = Vec::new();
            for item in &ask.items {
                let of_group = benefits_of(ask, item).into_iter().filter(|benefit| benefit.who == *who);
                ranked.extend(of_group.map(|benefit| sentence_end(&ask.placed(&benefit.text))).enumerate());
            }
            ranked.sort_by_key(|(rank, _)| *rank);
            let gains: Vec<String> = ranked.into_iter().map(|(_, text)| text).take(n_shown).collect();
            (!gains.is_empty()).then(|| format!("{title}\n{}", bullets(&gains)))
        });
        own.iter().cloned().chain(groups).collect::<Vec<_>>().join("\n\n")
    };
    Draft::of([usize::MAX, 4, 3, 2, 1].map(wording).to_vec(), None)
}

/// Groups of people who gain, in the order in which they are named.
const GROUPS: [(Beneficiary, &str); 6] = [
    (Beneficiary::Users, "People who install packages"),
    (Beneficiary::Publishers, "Maintainers of packages"),
    (Beneficiary::Staff, "Staff and volunteers of the registry"),
    (Beneficiary::Downstream, "Companies, public offices and others that build on the packages"),
    (Beneficiary::Researchers, "Security researchers"),
    (Beneficiary::Registries, "Other registries"),
];

/// What may go wrong and what is done about it.
pub fn risks(ask: &Ask<'_>) -> Draft {
    let of = |item: &Item<'_>| -> Vec<String> {
        let risks = item.capability.proposal.risks.iter();
        risks
            .map(|item| {
                let (risk, mitigation) = (sentence_end(&ask.placed(&item.risk)), ask.placed(&item.mitigation));
                format!("{risk} Answer: {}", sentence_end(&mitigation))
            })
            .collect()
    };
    let first: Vec<String> =
        ask.items.iter().filter_map(|item| with_title(item, of(item).into_iter().next())).collect();
    let more = ("risk of another piece of work", "risks of further pieces of work");
    Draft::of(vec![per_item(ask, of), bullets(&first), first_few(&first, 5, more)], None)
}

/// What follows without the money.
pub fn if_not_funded(ask: &Ask<'_>) -> Draft {
    let of = |item: &Item<'_>| vec![ask.placed(&item.capability.proposal.if_not_funded)];
    let lines: Vec<String> =
        ask.items.iter().filter_map(|item| with_title(item, of(item).into_iter().next())).collect();
    let more = ("gap that stays open", "gaps that stay open");
    Draft::of(vec![per_item(ask, of), first_few(&lines, 5, more), first_few(&lines, 2, more)], None)
}
