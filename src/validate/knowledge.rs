//! Checks of threats, incidents, precedents and sources.

use super::names::Names;
use super::scalar::{Check, all, flatten};
use crate::diag::Code;
use crate::model::id::{CapabilityId, IncidentId, PrecedentId, SourceId, ThreatId};
use crate::model::knowledge::{Citation, Grade, Incident, Precedent, PublicAmount, Threat};
use crate::raw::OrUnknown;
use crate::raw::knowledge as raw;

/// A threat with its id.
pub fn threat(item: &raw::Threat, check: &mut Check<'_>) -> Option<(ThreatId, Threat)> {
    let id = check.id(&item.id, '-').map(ThreatId::new);
    let title = check.text(&item.title);
    let meaning = check.text(&item.meaning);
    let weight = check.number(&item.weight, 0, 1, 5);
    let because = check.text(&item.because);
    let id = id?;
    let weight = u32::try_from(weight?).ok()?;
    Some((id.clone(), Threat { id, title: title?, meaning: meaning?, weight, because: because? }))
}

/// An incident with its id.
pub fn incident(item: &raw::Incident, names: &Names<'_>, check: &mut Check<'_>) -> Option<(IncidentId, Incident)> {
    let id = check.id(&item.id, '-').map(IncidentId::new);
    let date = check.partial_date(&item.date);
    let title = check.text(&item.title);
    let registry = check.text(&item.registry);
    let facts = check.text(&item.facts);
    let threats = check.all_known(&item.threats, &names.threats, Code::UnknownThreat, "threat", ThreatId::new);
    let sources = names.sources(&item.sources, check);
    let id = id?;
    let incident = Incident {
        id: id.clone(),
        date: date?,
        title: title?,
        registry: registry?,
        facts: facts?,
        threats: threats?,
        sources: sources?,
    };
    Some((id, incident))
}

/// A precedent with its id.
pub fn precedent(item: &raw::Precedent, names: &Names<'_>, check: &mut Check<'_>) -> Option<(PrecedentId, Precedent)> {
    let id = check.text(&item.id).map(PrecedentId::new);
    let registry = check.text(&item.registry);
    let work = check.text(&item.work);
    let capabilities = check.all_known(
        &item.capabilities,
        &names.capabilities,
        Code::UnknownCapability,
        "capability",
        CapabilityId::new,
    );
    let started = item.started.as_ref().map(|date| check.partial_date(date));
    let finished = item.finished.as_ref().map(|date| check.partial_date(date));
    let calendar = check.optional_text(item.calendar.as_ref());
    let calendar_weeks = item.calendar_weeks.as_ref().map(|weeks| check.number(weeks, 0, 0, 2_000));
    let who = check.optional_text(item.who.as_ref());
    let money = match &item.money {
        OrUnknown::Unknown => Some(None),
        OrUnknown::Known(amounts) => all(amounts.iter().map(|amount| public_amount(amount, check))).map(Some),
    };
    let funder = check.optional_text(item.funder.as_ref());
    let outcome = check.text(&item.outcome);
    let sources = names.sources(&item.sources, check);
    let id = id?;
    let precedent = Precedent {
        id: id.clone(),
        registry: registry?,
        work: work?,
        capabilities: capabilities?,
        started: flatten(started)?,
        finished: flatten(finished)?,
        calendar: calendar?,
        calendar_weeks: flatten(calendar_weeks)?.and_then(|weeks| u32::try_from(weeks).ok()),
        who: who?,
        money: money?,
        funder: funder?,
        outcome: outcome?,
        sources: sources?,
    };
    Some((id, precedent))
}

fn public_amount(raw: &raw::PublicAmount, check: &mut Check<'_>) -> Option<PublicAmount> {
    let what = check.text(&raw.what);
    let note = check.optional_text(raw.note.as_ref());
    let currency = check.currency(&raw.currency)?;
    let amount = check.amount(&raw.amount, currency);
    let cap = raw.cap.as_ref().map(|cap| check.amount(cap, currency));
    Some(PublicAmount { what: what?, amount: amount?, cap: flatten(cap)?, currency, note: note? })
}

/// A source.
pub fn citation(raw: &raw::Citation, check: &mut Check<'_>) -> Option<Citation> {
    let id = check.id(&raw.id, '-').map(SourceId::new);
    let title = check.text(&raw.title);
    let date = check.partial_date(&raw.date);
    let url = check.optional_link(raw.url.as_ref());
    let note = check.optional_text(raw.note.as_ref());
    let grade = raw.grade.as_ref().map(|grade| match grade.value {
        raw::Grade::Primary => Grade::Primary,
        raw::Grade::Quoted => Grade::Quoted,
    });
    let seen = raw.seen.as_ref().map(|date| check.partial_date(date));
    Some(Citation { id: id?, title: title?, date: date?, url: url?, note: note?, grade, seen: flatten(seen)? })
}
