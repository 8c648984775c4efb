//! Working days and their dates, written down one by one.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::stated::Stated;

/// The date of each working day of a plan, and of as many after its end as a lag can reach.
#[derive(Debug)]
pub struct Calendar {
    dates: Vec<NaiveDate>,
    holidays: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Walk through the calendar from the first day of a plan whose shape is sound.
    pub fn of(stated: &Stated) -> Self {
        let exact = &stated.exact;
        let holidays: BTreeSet<NaiveDate> = exact.holidays.iter().map(|holiday| holiday.0).collect();
        let lag = exact.steps.iter().map(|step| step.lag_days).max().unwrap_or(0);
        let n_days = (exact.horizon() + lag) as usize + 2;
        let wishes = stated.steps.iter().flat_map(|step| step.earliest.into_iter().chain(step.deadline));
        let until = wishes.map(|date| date.iso).max().unwrap_or(exact.first_day);
        let mut dates = Vec::with_capacity(n_days);
        for date in exact.first_day.iter_days() {
            if dates.len() >= n_days && date > until {
                break;
            }
            if is_weekday(date) && !holidays.contains(&date) {
                dates.push(date);
            }
        }
        Self { dates, holidays }
    }

    /// Whether people work on a date.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        is_weekday(date) && !self.holidays.contains(&date)
    }

    /// The date of a working day that is in the plan.
    pub fn date(&self, day: u32) -> NaiveDate {
        self.dates[(day as usize).min(self.dates.len() - 1)]
    }

    /// The first working day on or after a date.
    pub fn first_from(&self, date: NaiveDate) -> u32 {
        self.dates.partition_point(|day| *day < date) as u32
    }

    /// The first working day after a date.
    pub fn first_after(&self, date: NaiveDate) -> u32 {
        self.dates.partition_point(|day| *day <= date) as u32
    }

    /// The first working day after a lag of so many weekdays, where the last day of work is the one before `end`.
    /// Holidays do not make a lag longer.
    pub fn after_lag(&self, end: u32, lag_days: u32) -> u32 {
        self.first_after(weekdays_later(self.date(end - 1), lag_days))
    }

    /// The fewest working days that can pass in so many weekdays in a row, wherever they lie.
    pub fn shortest_lag(&self, lag_days: u32) -> u32 {
        let within = |first: &NaiveDate| {
            self.holidays.range(*first..weekdays_later(*first, lag_days)).filter(|date| is_weekday(**date)).count()
        };
        let most = self.holidays.iter().filter(|date| lag_days > 0 && is_weekday(**date)).map(within).max();
        lag_days.saturating_sub(most.unwrap_or(0) as u32)
    }
}

/// The weekday that comes so many weekdays after another.
fn weekdays_later(from: NaiveDate, n_weekdays: u32) -> NaiveDate {
    let mut date = from + Days::new(u64::from(n_weekdays / 5) * 7);
    for _ in 0..n_weekdays % 5 {
        date = date + Days::new(1);
        while !is_weekday(date) {
            date = date + Days::new(1);
        }
    }
    date
}

pub(super) fn is_weekday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
