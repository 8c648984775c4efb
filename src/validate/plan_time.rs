//! Checks of what a plan says about time: holidays, absences, dates, work packages.

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::names::unique;
use super::scalar::{Check, all, flatten};
use crate::diag::{Code, Diagnostic};
use crate::model::id::{CapabilityId, RoleName, WorkPackageId};
use crate::model::plan::{Absence, Dates, Holiday, Objective, Role, Stretch, WorkPackage};
use crate::raw::plan as raw;
use crate::raw::{Spanned, Text};

/// Holidays are days to weeks.
const MAX_HOLIDAYS: i64 = 366;
/// Somebody may be away for years.
const MAX_ABSENCE: i64 = 10 * 366;

/// What the dates aim at.
pub fn objective(raw: Option<&Spanned<raw::Objective>>) -> Objective {
    match raw.map(|objective| objective.value) {
        None | Some(raw::Objective::ValueFirst) => Objective::ValueFirst,
        Some(raw::Objective::EarliestEnd) => Objective::EarliestEnd,
    }
}

/// Days on which nobody works.
pub fn holidays(raw: &[raw::Holiday], check: &mut Check<'_>) -> Option<Vec<Holiday>> {
    all(raw.iter().map(|item| {
        let days = stretch(&item.from, item.to.as_ref(), MAX_HOLIDAYS, check);
        let name = check.optional_text(item.name.as_ref());
        Some(Holiday { days: days?, name: name? })
    }))
}

/// Days on which roles are away. Without a team in order, roles cannot be looked up.
pub fn absences(
    raw: &[raw::Absence],
    team: Option<&IndexMap<RoleName, Role>>,
    check: &mut Check<'_>,
) -> Option<Vec<Absence>> {
    let names: Option<Vec<_>> = team.map(|team| team.keys().map(RoleName::as_str).collect());
    all(raw.iter().map(|item| {
        let days = stretch(&item.from, item.to.as_ref(), MAX_ABSENCE, check);
        let role = check.known(&item.role, names.as_ref()?, Code::UnknownRole, "role");
        let of_role = team?.get(role.as_deref()?)?.fte_hundredths;
        let fte = item.fte.as_ref().map(|fte| check.number(fte, 2, 1, i64::from(of_role)));
        let fte_hundredths = flatten(fte)?.map_or(Some(of_role), |fte| u32::try_from(fte).ok());
        Some(Absence { role: RoleName::new(role?), days: days?, fte_hundredths: fte_hundredths? })
    }))
}

/// The days from one date to another.
fn stretch(from: &Text, to: Option<&Text>, max_days: i64, check: &mut Check<'_>) -> Option<Stretch> {
    let first = check.day(from);
    let last = to.map_or(Some(first), |to| check.day(to).map(Some));
    let (first, last) = (first?, last??);
    let n_days = (last - first).num_days() + 1;
    let span = to.map_or(from.span, |to| to.span);
    if n_days < 1 {
        let help = "exchange the two dates, or mend the wrong one";
        return check.error(Code::ReversedDates, span, format!("{last} is before {first}"), help);
    }
    if n_days > max_days {
        let help = format!("write {max_days} days at most; is the year right?");
        return check.error(Code::StretchTooLong, span, format!("these are {n_days} days"), help);
    }
    Some(Stretch { from: first, to: last })
}

/// Earliest dates and deadlines of capabilities.
pub fn dates(
    raw: &[raw::Dates],
    capabilities: &[&str],
    start: Option<NaiveDate>,
    check: &mut Check<'_>,
) -> Option<IndexMap<CapabilityId, Dates>> {
    let ids: Vec<_> = raw.iter().map(|item| (check.file, &item.capability)).collect();
    unique(&ids, check.diagnostics);
    all(raw.iter().map(|item| {
        let capability = check.known(&item.capability, capabilities, Code::UnknownCapability, "capability");
        let because = check.text(&item.because);
        let earliest = item.earliest.as_ref().map(|date| check.day(date));
        let deadline = item.deadline.as_ref().map(|date| check.day(date));
        let (earliest, deadline) = (flatten(earliest)?, flatten(deadline)?);
        if earliest.is_none() && deadline.is_none() {
            let help = "add `earliest:` or `deadline:`";
            check.error::<()>(Code::NoDate, item.capability.span, "this entry has no date", help)?;
        }
        let span = item.deadline.as_ref().map_or(item.capability.span, |date| date.span);
        if let (Some(earliest), Some(deadline)) = (earliest, deadline)
            && deadline < earliest
        {
            let message = format!("the deadline {deadline} is before the earliest date {earliest}");
            check.error::<()>(Code::ReversedDates, span, message, "mend one of the two")?;
        }
        if let (Some(start), Some(deadline)) = (start, deadline)
            && deadline < start
        {
            let message = format!("the deadline {deadline} is before the plan starts, on {start}");
            let help = "change the deadline, or `start` of the plan";
            check.error::<()>(Code::DeadlineBeforeStart, span, message, help)?;
        }
        Some((CapabilityId::new(capability?), Dates { earliest, deadline, because: because? }))
    }))
}

/// Capabilities that belong together.
pub fn work_packages(
    raw: &[raw::WorkPackage],
    capabilities: &[&str],
    check: &mut Check<'_>,
) -> Option<IndexMap<WorkPackageId, WorkPackage>> {
    let ids: Vec<_> = raw.iter().map(|item| (check.file, &item.id)).collect();
    unique(&ids, check.diagnostics);
    let packages = all(raw.iter().map(|item| {
        let id = check.id(&item.id, '-');
        let title = check.text(&item.title);
        let known =
            check.all_known(&item.capabilities, capabilities, Code::UnknownCapability, "capability", CapabilityId::new);
        if item.capabilities.is_empty() {
            let help = "list its capabilities, or delete it";
            check.error::<()>(Code::EmptyPackage, item.id.span, "this work package is empty", help)?;
        }
        Some((WorkPackageId::new(id?), WorkPackage { title: title?, capabilities: known? }))
    }));
    two_packages(raw, check);
    packages
}

/// A capability in two packages would be paid for twice.
fn two_packages(raw: &[raw::WorkPackage], check: &mut Check<'_>) {
    let mut seen: IndexMap<&str, &Text> = IndexMap::new();
    for item in raw.iter().flat_map(|package| &package.capabilities) {
        match seen.get(item.value.as_str()) {
            Some(first) => {
                let (first, second) = (check.origin(first.span), check.origin(item.span));
                check.diagnostics.push(
                    Diagnostic::error(Code::TwoPackages, format!("`{}` stands in two work packages", item.value))
                        .at(second, "second time")
                        .and_at(first, "first time")
                        .help("delete it from one of the two"),
                );
            }
            None => drop(seen.insert(&item.value, item)),
        }
    }
}
