//! How the registry stands with a piece of work: what is there already, and what is left.

use super::{Ask, Item};
use crate::gap::Standing;
use crate::model::assessment::PartLeft;
use crate::model::id::SubCheckId;
use crate::text::{one_line, sentence_end};

/// What is there already and what is left, as sentences; empty where that is a secret.
pub fn today(ask: &Ask<'_>, item: &Item<'_>) -> String {
    let facts = &ask.input.facts;
    let answer = &facts.assessment.answers[&item.capability.id];
    if answer.confidential {
        return String::new();
    }
    match &facts.gap.standings[&item.capability.id] {
        Standing::Partial(part) => partly(item, part, answer.note.as_deref()),
        Standing::Missing => "None of it is in place yet.".to_owned(),
        _ => String::new(),
    }
}

fn partly(item: &Item<'_>, part: &PartLeft, note: Option<&str>) -> String {
    let titles = |ids: &[SubCheckId]| {
        let titles = ids.iter().map(|id| one_line(&item.capability.sub_checks[id].title));
        titles.collect::<Vec<_>>().join("; ")
    };
    let share = left(part);
    if part.met.is_empty() && part.missing.is_empty() && part.unknown.is_empty() {
        let note = note.map(|note| format!(" {}", sentence_end(&one_line(note)))).unwrap_or_default();
        return format!("A part of it is in place, and {share} of the work is left.{note}");
    }
    let mut sentences = Vec::new();
    let mut say = |lead: &str, ids: &[SubCheckId]| {
        if !ids.is_empty() {
            sentences.push(format!("{lead}: {}.", titles(ids)));
        }
    };
    say("Already there", &part.met);
    say(&format!("Left to do, {share} of the work"), &part.missing);
    let lead = if part.missing.is_empty() {
        format!("Not known yet and counted as left, {share} of the work")
    } else {
        "Not known yet and counted as left".to_owned()
    };
    say(&lead, &part.unknown);
    sentences.join(" ")
}

/// The share that is left: `40 %`, or `up to 40 %` where a part is not known.
fn left(part: &PartLeft) -> String {
    if part.unknown.is_empty() { part.left.to_string() } else { format!("up to {}", part.left) }
}

/// The share that is left, for a partial piece whose standing is no secret.
pub fn share_left(ask: &Ask<'_>, item: &Item<'_>) -> Option<String> {
    let facts = &ask.input.facts;
    match &facts.gap.standings[&item.capability.id] {
        Standing::Partial(part) if !facts.assessment.answers[&item.capability.id].confidential => Some(left(part)),
        _ => None,
    }
}

/// What there is today in the place of what is asked for, with what shows it; none where there is nothing to name.
pub fn predecessor(ask: &Ask<'_>, item: &Item<'_>) -> Option<String> {
    let answer = &ask.input.facts.assessment.answers[&item.capability.id];
    let share = share_left(ask, item);
    let tool = answer.by_third_party.as_deref().filter(|_| !answer.confidential).map(one_line);
    let mut sentences: Vec<String> = Vec::new();
    if share.is_some() {
        let shown: Vec<String> = answer.evidence.iter().map(|evidence| one_line(&evidence.what)).collect();
        sentences.extend((!shown.is_empty()).then(|| sentence_end(&shown.join("; "))));
        sentences.push(today(ask, item));
    }
    sentences.extend(tool.map(|tool| format!("A separate tool offers it: {}", sentence_end(&tool))));
    (!sentences.is_empty()).then(|| format!("{}: {}", one_line(&item.capability.title), sentences.join(" ")))
}
