//! The case for the work: title, summary, what is wrong today, what others have done.

use super::figures::{effort, period, price};
use super::work::threat_ids;
use super::{Ask, Draft, bullets, first_few, joined};
use crate::count::plain;
use crate::model::date::long_day;
use crate::model::id::{PrecedentId, ThreatId};
use crate::text::{counted, list, one_line, sentence_end};

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

fn computed_summary(ask: &Ask<'_>) -> Vec<String> {
    let (registry, framework) = (ask.registry(), one_line(&ask.input.facts.catalog.framework.title));
    match ask.items.as_slice() {
        [] => Vec::new(),
        [one] => vec![format!("{registry}: {}", ask.placed(&one.capability.proposal.summary))],
        many => {
            let short = format!(
                "{registry} gets {} security capabilities that the {framework} ask for and that it has in part or not at all.",
                many.len()
            );
            let first: Vec<_> =
                many.iter().take(3).map(|item| format!("“{}”", one_line(&item.capability.title))).collect();
            vec![format!("{short} Most is gained first by {}.", list(&first)), short]
        }
    }
}

/// The whole in short: summary, pieces of work, what it takes, and what the applicants have done before.
pub fn abstract_of(ask: &Ask<'_>) -> Draft {
    if ask.items.is_empty() {
        return Draft::Nothing(None);
    }
    let words = &ask.input.facts.plan.narrative;
    let own = own_summary(ask);
    let summary = own.clone().unwrap_or_else(|| computed_summary(ask).pop().unwrap_or_default());
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
        [one] => vec![joined(&[&summary, &ask.placed(&one.capability.proposal.change), &takes, &involvement])],
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
    let levels = ask.input.facts.gap.levels.iter().filter_map(|(id, level)| {
        let title = &ask.input.facts.catalog.framework.categories[id].title;
        Some(format!(
            "{}: level {} of {}",
            one_line(title),
            level.reached?,
            ask.input.facts.catalog.framework.highest()
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
    let line = |with_outcome: bool| {
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
    if ids.is_empty() {
        return Draft::Nothing(None);
    }
    let lead = format!("The estimates rest on {} on record:", counted(ids.len(), "piece of work", "pieces of work"));
    let more = ("further piece of work on record", "further pieces of work on record");
    let variants = vec![
        joined(&[&lead, &bullets(&line(true))]),
        joined(&[&lead, &bullets(&line(false))]),
        joined(&[&lead, &first_few(&line(false), 5, more)]),
    ];
    Draft::of(variants, None)
}
