//! Checks of one capability.

use indexmap::IndexMap;

use super::names::{Names, unique};
use super::needs::needed;
use super::prose::prose;
use super::scalar::{Check, all};
use crate::diag::Code;
use crate::model::capability::{
    Basis, CalendarLag, Capability, Condition, Contribution, DirectCost, Estimate, Need, Ongoing, Strength, SubCheck,
};
use crate::model::id::{CapabilityId, CategoryId, SourceId, SubCheckId, ThreatId};
use crate::model::level::Level;
use crate::model::money::CostRange;
use crate::raw::capability as raw;
use crate::raw::{Number, OrUnknown, Spanned, Text};

/// A capability in which every number is in range and every name is known but those of its needs, for which all capabilities
/// have to be read first.
pub fn capability(
    raw: &raw::Capability,
    file_stem: &str,
    highest: Level,
    names: &Names<'_>,
    check: &mut Check<'_>,
) -> Option<Capability> {
    let id = check.file_id(&raw.id).filter(|id| id == file_stem || id_mismatch(&raw.id, file_stem, check).is_some());
    let number = check.text(&raw.number);
    let title = check.text(&raw.title);
    let category = check.known(&raw.category, &names.categories, Code::UnknownCategory, "category");
    let level = check.number(&raw.level, 0, 1, i64::from(highest.number()));
    let requirement = check.text(&raw.requirement);
    let reference = check.known(&raw.reference, &names.sources, Code::UnknownSource, "source");
    let sub_checks = sub_checks(&raw.sub_checks, check);
    let applies_when = conditions(&raw.applies_when, &names.questions, check);
    let needs = needs(raw, names, check);
    let ids: Vec<_> = raw.threats.iter().map(|item| (check.file, &item.threat)).collect();
    unique(&ids, check.diagnostics);
    let threats: Option<IndexMap<_, _>> = all(raw.threats.iter().map(|item| {
        let threat = check.known(&item.threat, &names.threats, Code::UnknownThreat, "threat");
        Some((ThreatId::new(threat?), contribution(item.contribution.value)))
    }));
    let effort = effort(&raw.effort, names, check);
    let work_place = raw.work.keys().next().map_or(raw.id.span, |kind| kind.span);
    let work = check.work_shares(&raw.work, &names.work_kinds, work_place);
    let calendar_lag = calendar_lag(&raw.calendar_lag, names, check);
    let direct_costs = all(raw.direct_costs.iter().map(|item| direct_cost(item, names, check)));
    let ongoing = match &raw.ongoing {
        None => Some(None),
        Some(item) => ongoing(item, names, check).map(Some),
    };
    let prerequisites = check.texts(&raw.prerequisites);
    let sub_check_names: Vec<_> = raw.sub_checks.iter().map(|item| item.id.value.as_str()).collect();
    let proposal = prose(&raw.proposal, &sub_check_names, names, check);
    Some(Capability {
        id: CapabilityId::new(id?),
        number: number?,
        title: title?,
        category: CategoryId::new(category?),
        level: Level::new(u8::try_from(level?).ok()?, highest)?,
        requirement: requirement?,
        reference: SourceId::new(reference?),
        sub_checks: sub_checks?,
        applies_when: applies_when?,
        needs: needs?,
        threats: threats?,
        effort: effort?,
        work: work?,
        calendar_lag: calendar_lag?,
        direct_costs: direct_costs?,
        ongoing: ongoing?,
        prerequisites: prerequisites?,
        proposal: proposal?,
    })
}

/// Report an id that is not the name of its file.
pub fn id_mismatch(id: &Text, file_stem: &str, check: &mut Check<'_>) -> Option<()> {
    let message = format!("the id is `{}`, the file is named `{file_stem}.yaml`", id.value);
    check.error(Code::IdMismatch, id.span, message, "rename the file or change the id, so that people find it")
}

/// Conditions whose questions and answers are known.
pub fn conditions(
    raw: &[raw::Condition],
    questions: &IndexMap<String, Vec<String>>,
    check: &mut Check<'_>,
) -> Option<Vec<Condition>> {
    all(raw.iter().map(|item| {
        let any_of = all(item.any_of.iter().map(|pair| check.pair(pair, questions)));
        let because = check.text(&item.because);
        Some(Condition { any_of: any_of?, because: because? })
    }))
}

fn sub_checks(raw: &[raw::SubCheck], check: &mut Check<'_>) -> Option<IndexMap<SubCheckId, SubCheck>> {
    let ids: Vec<_> = raw.iter().map(|item| (check.file, &item.id)).collect();
    unique(&ids, check.diagnostics);
    let sub_checks: Option<IndexMap<_, _>> = all(raw.iter().map(|item| {
        let id = check.id(&item.id, '-');
        let title = check.text(&item.title);
        let share = check.percent(&item.share, 1);
        Some((SubCheckId::new(id?), SubCheck { title: title?, share: share? }))
    }));
    let sub_checks = sub_checks?;
    if let Some(first) = raw.first() {
        check.whole(sub_checks.values().map(|item| item.share), first.share.span)?;
    }
    Some(sub_checks)
}

fn needs(raw: &raw::Capability, names: &Names<'_>, check: &mut Check<'_>) -> Option<Vec<Need>> {
    let ids: Vec<_> = raw.needs.iter().flat_map(needed).map(|id| (check.file, id)).collect();
    unique(&ids, check.diagnostics);
    all(raw.needs.iter().map(|item| {
        let alternatives: Option<Vec<&Text>> = match (&item.capability, &item.any_of) {
            (Some(one), None) => Some(vec![one]),
            (None, Some(several)) if several.len() >= 2 => Some(several.iter().collect()),
            _ => check.error(
                Code::UnclearNeed,
                needed(item).next().map_or(item.because.span, |id| id.span),
                "a need names either one capability or a choice of several",
                "write `capability: <id>`, or `any_of: [<id>, <id>]` with two or more",
            ),
        };
        let alternatives = alternatives
            .map(|texts| texts.into_iter().map(|id| CapabilityId::new(id.value.as_str())).collect::<Vec<_>>());
        let because = check.text(&item.because);
        let sources = names.sources(&item.sources, check);
        let strength = match item.strength.value {
            raw::Strength::Hard => Strength::Hard,
            raw::Strength::Soft => Strength::Soft,
        };
        Some(Need { alternatives: alternatives?, strength, because: because?, sources: sources? })
    }))
}

fn contribution(raw: raw::Contribution) -> Contribution {
    match raw {
        raw::Contribution::Primary => Contribution::Primary,
        raw::Contribution::Supporting => Contribution::Supporting,
    }
}

/// A basis; one that rests on precedents must name them.
fn basis(raw: &Spanned<raw::Basis>, precedents: &[Text], check: &mut Check<'_>) -> Option<Basis> {
    match raw.value {
        raw::Basis::Analogy => Some(Basis::Analogy),
        raw::Basis::Precedent if precedents.is_empty() => check.error(
            Code::NoPrecedent,
            raw.span,
            "no precedent is cited",
            "list them under `precedents`, or write `basis: analogy`",
        ),
        raw::Basis::Precedent => Some(Basis::Precedent),
    }
}

fn effort(raw: &raw::Effort, names: &Names<'_>, check: &mut Check<'_>) -> Option<Estimate> {
    let points = check.three_point(&raw.optimistic, &raw.likely, &raw.pessimistic);
    let basis = basis(&raw.basis, &raw.precedents, check);
    let precedents = names.precedents(&raw.precedents, check);
    let explanation = check.text(&raw.explanation);
    Some(Estimate { points: points?, basis: basis?, precedents: precedents?, explanation: explanation? })
}

fn calendar_lag(raw: &raw::CalendarLag, names: &Names<'_>, check: &mut Check<'_>) -> Option<CalendarLag> {
    // Ten years: longer than any community process on record.
    let weeks = check.number(&raw.weeks, 0, 0, 520);
    let basis = basis(&raw.basis, &raw.precedents, check);
    let because = check.text(&raw.because);
    let precedents = names.precedents(&raw.precedents, check);
    Some(CalendarLag { weeks: u32::try_from(weeks?).ok()?, basis: basis?, because: because?, precedents: precedents? })
}

fn direct_cost(raw: &raw::DirectCost, names: &Names<'_>, check: &mut Check<'_>) -> Option<DirectCost> {
    let what = check.text(&raw.what);
    let amount = match &raw.amount {
        OrUnknown::Unknown => Some(None),
        OrUnknown::Known(range) => {
            let currency = check.currency(&range.currency);
            currency.and_then(|currency| {
                let mut amount = |number: &Spanned<Number>| check.amount(number, currency);
                let (low, mean, high) = (amount(&range.low), amount(&range.likely), amount(&range.high));
                let cost = CostRange { low: low?, mean: mean?, high: high? };
                if cost.low > cost.mean || cost.mean > cost.high {
                    let falls_first = cost.low > cost.mean;
                    let (before, point) =
                        if falls_first { (&range.low, &range.likely) } else { (&range.likely, &range.high) };
                    check.rising(before, point)?;
                }
                Some(Some((cost, currency)))
            })
        }
    };
    let because = check.text(&raw.because);
    let sources = names.sources(&raw.sources, check);
    Some(DirectCost { what: what?, amount: amount?, because: because?, sources: sources? })
}

fn ongoing(raw: &raw::Ongoing, names: &Names<'_>, check: &mut Check<'_>) -> Option<Ongoing> {
    let what = check.text(&raw.what);
    let fte_hundredths = match &raw.fte {
        None => Some(None),
        Some(range) => {
            let mut fte = |number| check.number(number, 2, 0, 100_000).and_then(|n| u32::try_from(n).ok());
            let (low, high) = (fte(&range.low), fte(&range.high));
            low.zip(high).and_then(|(low, high)| {
                if low > high {
                    check.rising(&range.low, &range.high)?;
                }
                Some(Some((low, high)))
            })
        }
    };
    let sources = names.sources(&raw.sources, check);
    Some(Ongoing { what: what?, fte_hundredths: fte_hundredths?, sources: sources? })
}
