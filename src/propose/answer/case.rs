//! The case for the work: title, summary, what is wrong today, what others have done.

use super::figures::{effort, period, price};
use super::gain::gains;
use super::today::{predecessor, today};
use super::work::threat_ids;
use super::{Ask, Draft, Item, bullets, first_few, in_sentence, joined};
use crate::count::plain;
use crate::gap::Standing;
use crate::model::date::long_day;
use crate::model::id::{PrecedentId, ThreatId};
use crate::propose::is_own;
use crate::text::{counted, one_line, sentence_end};

/// A title.
pub fn title(ask: &Ask<'_>) -> Draft {
    let registry = ask.registry();
    let text = match ask.items.as_slice() {
        [] => return Draft::Nothing(None),
        [one] => format!("{registry}: {}", one_line(&one.capability.title)),
        many => format!("{} security improvements for {registry}", many.len()),
    };
    Draft::written(text, None)
}

/// The applicant's summary, or a computed one.
pub fn summary(ask: &Ask<'_>) -> Draft {
    match own_summary(ask) {
        Some(text) => Draft::written(text, Some("narrative.summary")),
        None => Draft::of(computed_summary(ask), None),
    }
}

/// What the applicant says in short of the whole plan; none where a part is asked for.
fn own_summary(ask: &Ask<'_>) -> Option<String> {
    ask.input.facts.plan.narrative.summary.as_deref().filter(|_| ask.is_whole()).map(plain)
}

/// Why the applicant wants the whole plan; none where a part is asked for.
fn own_motivation(ask: &Ask<'_>) -> Option<String> {
    ask.input.facts.plan.narrative.motivation.as_deref().filter(|_| ask.is_whole()).map(plain)
}

/// The project in one sentence: the applicant's summary if it is one, or a computed sentence.
pub fn sentence(ask: &Ask<'_>) -> Draft {
    match own_summary(ask).filter(|text| is_one_sentence(text)) {
        Some(text) => Draft::written(text, Some("narrative.summary")),
        None => Draft::of(what_it_does(ask).into_iter().collect(), None),
    }
}

/// Whether no sentence ends before the end of the text.
fn is_one_sentence(text: &str) -> bool {
    let text = text.trim();
    let inner = text.trim_end_matches(['.', '!', '?']);
    !text.contains('\n') && ![". ", "! ", "? "].iter().any(|end| inner.contains(end))
}

/// What the registry will do, as a sentence with up to three pieces of work: the most worth, in the order of the plan.
fn what_it_does(ask: &Ask<'_>) -> Option<String> {
    let title = |item: &Item<'_>| in_sentence(&item.capability.title);
    let lead = format!("With this project {} will", ask.registry());
    let framework = one_line(&ask.input.facts.catalog.framework.title);
    if let [one] = ask.items.as_slice() {
        return Some(format!("{lead} {}.", title(one)));
    }
    let mut by_value: Vec<usize> = (0..ask.items.len()).collect();
    // Equal ones stay in the order of the roadmap.
    by_value.sort_by_key(|idx| std::cmp::Reverse(ask.items[*idx].step.value));
    by_value.truncate(3);
    by_value.sort_unstable();
    let named: Vec<String> = by_value.iter().map(|idx| title(&ask.items[*idx])).collect();
    let n_items = counted(ask.items.len(), "piece of security work", "pieces of security work");
    let above_all = if named.len() < ask.items.len() { "above all these" } else { "which are" };
    (!named.is_empty())
        .then(|| format!("{lead} do {n_items} that the {framework} ask for, {above_all}: {}.", named.join("; ")))
}

fn computed_summary(ask: &Ask<'_>) -> Vec<String> {
    let Some(what) = what_it_does(ask) else { return Vec::new() };
    match ask.items.as_slice() {
        [one] => vec![format!("{what} {}", ask.placed(&one.capability.proposal.summary)), what],
        _ => vec![what],
    }
}

/// The whole in short: summary, pieces of work, what it takes, and what the applicants have done before.
pub fn abstract_of(ask: &Ask<'_>) -> Draft {
    if ask.items.is_empty() {
        return Draft::Nothing(None);
    }
    let words = &ask.input.facts.plan.narrative;
    let own = own_summary(ask);
    let summary = own.clone().or_else(|| computed_summary(ask).into_iter().next()).unwrap_or_default();
    let involvement = words.qualification.as_deref().map(plain).unwrap_or_default();
    let takes = takes(ask);
    let lines = |with_summary: bool| {
        let items = ask.items.iter().map(|item| {
            let title = one_line(&item.capability.title);
            if with_summary { format!("{title}: {}", ask.placed(&item.capability.proposal.summary)) } else { title }
        });
        bullets(&items.collect::<Vec<_>>())
    };
    let mut variants = match ask.items.as_slice() {
        [one] => {
            let change = ask.placed(&one.capability.proposal.change);
            // The change says all that the computed summary says.
            let lead = own.clone().or_else(|| what_it_does(ask)).unwrap_or_default();
            let expected = format!("What comes of it:\n{}", bullets(&gains(ask, one)));
            vec![
                joined(&[&lead, &today(ask, one), &change, &expected, &takes, &involvement]),
                joined(&[&summary, &today(ask, one), &change, &takes, &involvement]),
            ]
        }
        _ => vec![
            joined(&[&summary, &lines(true), &takes, &involvement]),
            joined(&[&summary, &lines(false), &takes, &involvement]),
        ],
    };
    variants.extend([joined(&[&summary, &takes, &involvement]), joined(&[&summary, &takes])]);
    Draft::of(variants, own.map(|_| "narrative.summary"))
}

/// Effort, time and cost in a sentence.
fn takes(ask: &Ask<'_>) -> String {
    let time = period(ask).map(|(start, finish)| format!(" from {} to {}", long_day(start), long_day(finish)));
    let cost = price(ask).map(|(amount, currency)| format!(" and costs {currency} {}", amount.rounded(currency)));
    format!("The work takes {} person-weeks{}{}.", effort(ask), time.unwrap_or_default(), cost.unwrap_or_default())
}

/// What the registry is, who depends on it, how its security stands, and what is wrong.
pub fn current_state(ask: &Ask<'_>) -> Draft {
    let words = &ask.input.facts.plan.narrative;
    let Some(project) = words.project.as_deref().map(plain) else { return Draft::own(None, "narrative.project") };
    let dependents = words.dependents.as_deref().map(plain).unwrap_or_default();
    let assessed = long_day(ask.input.facts.assessment.assessed_on);
    let facts = &ask.input.facts;
    let levels = facts.gap.levels.iter().filter_map(|(id, level)| {
        let standings = facts.gap.standings.iter().filter(|(of, _)| facts.catalog.capability(of).category == *id);
        let applicable = standings.filter(|(_, standing)| !matches!(standing, Standing::NotApplicable { .. }));
        let (reached, all) = applicable
            .fold((0, 0), |(reached, all), (_, standing)| (reached + usize::from(standing.is_reached()), all + 1));
        Some(format!(
            "{}: {reached} of {all} in place, which is level {} of {}",
            one_line(&facts.catalog.framework.categories[id].title),
            level.reached?,
            facts.catalog.framework.highest()
        ))
    });
    let framework = one_line(&ask.input.facts.catalog.framework.title);
    let levels = bullets(&levels.collect::<Vec<_>>());
    let standing = format!("On {assessed} {} stood here in the {framework}:\n{levels}", ask.registry());
    let problem = problems(ask);
    let variants = problem.iter().map(|problem| joined(&[&project, &dependents, &standing, problem]));
    Draft::of(variants.collect(), Some("narrative.project"))
}

/// What is wrong today: the applicant's own words, then the threats that the work answers.
pub fn problem(ask: &Ask<'_>) -> Draft {
    Draft::of(problems(ask), own_motivation(ask).map(|_| "narrative.motivation"))
}

fn problems(ask: &Ask<'_>) -> Vec<String> {
    let own = own_motivation(ask).unwrap_or_default();
    let situation = match ask.items.as_slice() {
        [] => return Vec::new(),
        [one] => return vec![joined(&[&own, &ask.placed(&one.capability.proposal.situation)]), own],
        _ => format!("{} has no full answer yet to these threats, the largest first:", ask.registry()),
    };
    let threats = threat_ids(ask);
    let line = |id: &ThreatId, with_incident: bool| {
        let threat = &ask.input.facts.catalog.threats[id];
        let incident = last_incident(ask, id).filter(|_| with_incident);
        let incident = incident.map(|text| format!(" For instance: {text}")).unwrap_or_default();
        format!("{}: {}{incident}", one_line(&threat.title), sentence_end(&one_line(&threat.meaning)))
    };
    // The first few in full, the rest by title.
    let wording = |n_full: usize, with_incident: bool| {
        let lines = threats.iter().enumerate().map(|(idx, id)| match idx < n_full {
            true => line(id, with_incident),
            false => one_line(&ask.input.facts.catalog.threats[*id].title),
        });
        joined(&[&own, &situation, &bullets(&lines.collect::<Vec<_>>())])
    };
    let titles: Vec<String> = threats.iter().map(|id| one_line(&ask.input.facts.catalog.threats[*id].title)).collect();
    let more = ("further threat", "further threats");
    let mut variants = vec![
        wording(threats.len(), true),
        wording(threats.len(), false),
        wording(4, true),
        wording(2, true),
        wording(0, false),
        joined(&[&own, &situation, &first_few(&titles, 3, more)]),
    ];
    variants.extend((!own.is_empty()).then_some(own));
    variants
}

/// The last incident of a threat that the work speaks of: title and date.
fn last_incident(ask: &Ask<'_>, threat: &ThreatId) -> Option<String> {
    let is_told = |id| ask.items.iter().any(|item| item.capability.proposal.incidents.contains(id));
    let mut incidents = ask.input.facts.catalog.incidents.values();
    let last = incidents.rfind(|incident| incident.threats.contains(threat) && is_told(&incident.id))?;
    Some(format!("{} ({}).", one_line(&last.title).trim_end_matches('.'), last.date))
}

/// Work of the kind that was done before, here or elsewhere.
pub fn comparison(ask: &Ask<'_>) -> Draft {
    let mut ids: Vec<&PrecedentId> = Vec::new();
    let effort = ask.items.iter().flat_map(|item| &item.capability.effort.precedents);
    let lag = ask.items.iter().flat_map(|item| &item.capability.calendar_lag.precedents);
    for id in effort.chain(lag) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    // What the registry did itself is no comparison, and no basis of what is asked for.
    let (own, ids): (Vec<&PrecedentId>, Vec<&PrecedentId>) =
        ids.into_iter().partition(|id| is_own(&ask.input.facts, id));
    let line = |ids: &[&PrecedentId], with_outcome: bool| {
        let lines = ids.iter().map(|id| {
            let precedent = &ask.input.facts.catalog.precedents[*id];
            let when = precedent.finished.or(precedent.started).map(|date| format!(" ({date})")).unwrap_or_default();
            let work = one_line(&precedent.work);
            let head = format!("{}{when}: {}", one_line(&precedent.registry), sentence_end(&work));
            let outcome = sentence_end(&one_line(&precedent.outcome));
            if with_outcome { format!("{head} {outcome}") } else { head }
        });
        lines.collect::<Vec<_>>()
    };
    let here: Vec<String> = ask.items.iter().filter_map(|item| predecessor(ask, item)).collect();
    let part = |lead: &str, lines: &[String]| match lines {
        [] => String::new(),
        lines => format!("{lead}\n{}", bullets(lines)),
    };
    let today = part("What there is today:", &here);
    let others = match ids.len() {
        1 => "One piece of work that others have done informs the figures:".to_owned(),
        n => format!("{n} pieces of work that others have done inform the figures:"),
    };
    let record = format!("What {} has done before, as its own record:", ask.registry());
    let more = ("further piece of work on record", "further pieces of work on record");
    let shortest =
        if ids.is_empty() { String::new() } else { format!("{others}\n{}", first_few(&line(&ids, false), 5, more)) };
    let variants = vec![
        joined(&[&today, &part(&others, &line(&ids, true)), &part(&record, &line(&own, true))]),
        joined(&[&today, &part(&others, &line(&ids, true)), &part(&record, &line(&own, false))]),
        joined(&[&today, &part(&others, &line(&ids, false)), &part(&record, &line(&own, false))]),
        joined(&[&part(&others, &line(&ids, false)), &part(&record, &line(&own, false))]),
        shortest,
    ];
    Draft::of(variants, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_told_from_two() {
        for (text, expected) in [
            ("PyPI will do it.", true),
            ("It follows v0.1 of the framework!", true),
            ("One. Two.", false),
            ("Is it? It is", false),
            ("A line\nand another", false),
        ] {
            assert_eq!(is_one_sentence(text), expected, "{text}");
        }
    }
}
