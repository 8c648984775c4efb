//! Checks of what was done and spent.

use chrono::NaiveDate;

use super::ledger::{activity, entry_amount};
use super::scalar::{Check, all, flatten};
use crate::diag::Code;
use crate::model::plan::ProgressEntry;
use crate::model::rates::Rates;
use crate::raw::plan as raw;

/// Nobody has put more hours into one entry; a larger figure is a slip.
const MAX_HOURS_HUNDREDTHS: i64 = 10_000_000;

/// What was done and spent so far, the oldest first; of one day in the order of the file.
pub fn progress(
    plan: &raw::Plan,
    capabilities: &[&str],
    rates: &Option<Option<Rates>>,
    dated: Option<NaiveDate>,
    check: &mut Check<'_>,
) -> Option<Vec<ProgressEntry>> {
    let entries: Option<Vec<ProgressEntry>> = all(plan.progress.iter().map(|item| {
        let (capability, package) = (item.capability.as_ref(), item.work_package.as_ref());
        let activity = activity(capability, package, item.date.span, plan, capabilities, check);
        let date = check.day(&item.date);
        let note = check.optional_text(item.note.as_ref());
        let link = check.optional_link(item.link.as_ref());
        let hours = item.hours.as_ref().map(|hours| check.number(hours, 2, 0, MAX_HOURS_HUNDREDTHS));
        let amount = entry_amount(item.amount.as_ref(), item.currency.as_ref(), rates, check);
        let deviation = check.optional_text(item.deviation.as_ref());
        says_something(item, check);
        if let (Some(date), Some(dated)) = (date, dated)
            && dated < date
        {
            check.warning(
                Code::ProgressAfterPlan,
                item.date.span,
                format!("{date} is after the date of the plan, {dated}"),
                "mend the year; or set `dated` to the day on which the plan was last looked at",
            );
        }
        Some(ProgressEntry {
            activity: activity?,
            date: date?,
            note: note?,
            link: link?,
            hours_hundredths: flatten(hours)?.map(u32::try_from).transpose().ok()?,
            amount: amount?,
            deviation: deviation?,
        })
    }));
    let mut entries = entries?;
    // A stable sort: of one day, the order of the file is the order in which people tell it.
    entries.sort_by_key(|entry| entry.date);
    Some(entries)
}

/// Report an entry that tells the reader of a report nothing; a link alone is no news.
fn says_something(raw: &raw::ProgressEntry, check: &mut Check<'_>) {
    if raw.note.is_none() && raw.hours.is_none() && raw.amount.is_none() && raw.deviation.is_none() {
        check.error::<()>(
            Code::EmptyProgress,
            raw.date.span,
            "this entry does not say what was done",
            "add `note:`, `hours:`, `amount:` or `deviation:`, or delete it",
        );
    }
}
