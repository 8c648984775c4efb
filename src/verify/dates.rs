//! Days and dates, and what must not start before what.

use chrono::{Days, NaiveDate};

use super::calendar::is_weekday;
use super::facts::{Facts, exact_step, shown_step};
use super::fault::{Check, Kind};
use crate::text::counted;

/// The calendar begins on a working day, and its holidays are days on which people would work.
pub fn calendar(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("calendar");
    let exact = facts.exact;
    check.ensure(facts.calendar.is_working_day(exact.first_day), Kind::NotAWorkingDay, || {
        ("exact.first_day".to_owned(), format!("{} is a weekend or a holiday", exact.first_day))
    });
    let mut last = exact.first_day;
    for (k, holiday) in exact.holidays.iter().enumerate() {
        let at = || format!("exact.holidays[{k}]");
        check.ensure(is_weekday(holiday.0), Kind::NotAWorkingDay, || {
            (at(), format!("{} is a weekend, which is no loss", holiday.0))
        });
        check.ensure(holiday.0 > last, Kind::WrongDate, || (at(), format!("{} does not come after {last}", holiday.0)));
        last = holiday.0;
    }
    let is_before = |date: NaiveDate| facts.calendar.first_from(date) > 0;
    check.ensure(!is_before(facts.stated.start.iso), Kind::WrongDate, || {
        let (start, first) = (facts.stated.start.iso, exact.first_day);
        ("start".to_owned(), format!("{first} is day 0, but the plan starts on {start}, after a day of work"))
    });
    check.done(format!(
        "Monday to Friday from {}, without {}",
        exact.first_day,
        counted(exact.holidays.len(), "holiday", "holidays")
    ))
}

/// The dates that people see are those of the days.
pub fn dates(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("dates");
    let mut same = |at: String, shown: NaiveDate, day: u32| {
        let date = facts.calendar.date(day);
        check.ensure(shown == date, Kind::WrongDate, || (at, format!("{shown} is shown, but day {day} is {date}")));
    };
    for (idx, (shown, exact)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        same(shown_step(idx, "start"), shown.start.iso, exact.start);
        same(shown_step(idx, "work_end"), shown.work_end.iso, exact.end - 1);
    }
    // Lag passes on holidays too, and may end on one.
    let mut last = None;
    for (idx, (shown, exact)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        let work_end = facts.calendar.date(exact.end - 1);
        let finish = work_end + Days::new(u64::from(exact.lag_days) / 5 * 7);
        last = last.max(Some(finish));
        check.ensure(shown.finish.iso == finish, Kind::WrongDate, || {
            let message = format!("{} is shown, but the lag after {work_end} ends on {finish}", shown.finish.iso);
            (shown_step(idx, "finish"), message)
        });
    }
    check.ensure(last.is_none_or(|last| last == facts.stated.finish.iso), Kind::WrongDate, || {
        ("finish".to_owned(), format!("{} is shown, but the last step is ready on {last:?}", facts.stated.finish.iso))
    });
    check.done(format!("{} dates, against the numbers of their days", facts.exact.steps.len() * 3 + 1))
}

/// Lag follows the work, over weekends and holidays, and nothing starts before what it needs is ready.
pub fn precedence(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("precedence");
    let mut n_needs = 0;
    for (idx, (shown, step)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        let weekdays = u64::from(shown.lag_weeks) * 5;
        check.ensure(u64::from(step.lag_days) == weekdays, Kind::WrongLag, || {
            (
                exact_step(idx, "lag_days"),
                format!("{} weekdays, but {} weeks are {weekdays}", step.lag_days, shown.lag_weeks),
            )
        });
        let ready = facts.calendar.after_lag(step.end, step.lag_days);
        check.ensure(step.ready == ready, Kind::WrongLag, || {
            let end = facts.calendar.date(step.end - 1);
            let name = facts.name(idx);
            let message = format!(
                "day {}, but {name} ends work on {end} and is ready {} weekdays later, on day {ready}",
                step.ready, step.lag_days
            );
            (exact_step(idx, "ready"), message)
        });
        for before in &step.after {
            n_needs += 1;
            let ready = facts.exact.steps[*before].ready;
            check.ensure(ready <= step.start, Kind::StartsTooEarly, || {
                let (name, need) = (facts.name(idx), facts.name(*before));
                (
                    exact_step(idx, "start"),
                    format!("{name} starts on day {}, but needs {need}, which is ready on day {ready}", step.start),
                )
            });
        }
    }
    check.done(format!(
        "{} and the lag of {}, in days",
        counted(n_needs, "need", "needs"),
        counted(facts.exact.steps.len(), "step", "steps")
    ))
}

/// Earliest dates are kept, and deadlines are missed by as many days as is said.
pub fn deadlines(facts: &Facts<'_>) -> Check {
    let mut check = Check::new("deadlines");
    let (mut n_dates, mut n_days_late) = (0, 0);
    for (idx, (shown, step)) in facts.stated.steps.iter().zip(&facts.exact.steps).enumerate() {
        let earliest = shown.earliest.map_or(0, |date| facts.calendar.first_from(date.iso));
        let deadline = shown.deadline.map(|date| facts.calendar.first_after(date.iso));
        n_dates += usize::from(shown.earliest.is_some()) + usize::from(deadline.is_some());
        check.ensure(step.earliest == earliest, Kind::WrongDate, || {
            (
                exact_step(idx, "earliest"),
                format!("day {}, but its earliest date is that of day {earliest}", step.earliest),
            )
        });
        check.ensure(step.deadline == deadline, Kind::WrongDate, || {
            (
                exact_step(idx, "deadline"),
                format!("day {:?}, but the date shown comes before day {deadline:?}", step.deadline),
            )
        });
        check.ensure(step.earliest <= step.start, Kind::StartsTooEarly, || {
            (
                exact_step(idx, "start"),
                format!("{} starts on day {}, but may not before day {}", facts.name(idx), step.start, step.earliest),
            )
        });
        let late = step.deadline.map_or(0, |day| step.ready.saturating_sub(day));
        n_days_late += u64::from(late);
        check.ensure(shown.n_days_late == late, Kind::WrongLateness, || {
            (shown_step(idx, "n_days_late"), format!("{} working days are said, {late} are so", shown.n_days_late))
        });
    }
    let stated = facts.stated.schedule.n_days_late;
    check.ensure(stated == n_days_late, Kind::WrongLateness, || {
        ("schedule.n_days_late".to_owned(), format!("{stated} working days are said, the steps make {n_days_late}"))
    });
    check.done(format!("{n_dates} earliest dates and deadlines, missed by {n_days_late} working days in all"))
}
