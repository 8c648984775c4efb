//! Working days: Monday to Friday without holidays, counted from the first one on or after the start of the plan.

use chrono::{Datelike, Days, NaiveDate};

use crate::model::plan::Plan;

/// Weekdays in a week.
pub const DAYS_PER_WEEK: u32 = 5;

/// Translates numbers of working days into dates and back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The working day with number 0.
    first: NaiveDate,
    /// Holidays after it that fall on a weekday, as weekdays counted from it; ascending.
    holidays: Vec<u32>,
}

impl Calendar {
    /// The calendar of a plan: its start and its holidays.
    pub fn of(plan: &Plan) -> Self {
        let stretches = plan.holidays.iter().map(|holiday| holiday.days);
        let days = stretches.flat_map(|days| days.from.iter_days().take_while(move |day| *day <= days.to));
        Self::new(plan.start, &days.collect::<Vec<_>>())
    }

    /// A calendar whose day 0 is the first weekday on or after `start` that is no holiday.
    pub fn new(start: NaiveDate, holidays: &[NaiveDate]) -> Self {
        let mut first = start;
        while !is_weekday(first) || holidays.contains(&first) {
            first = first + Days::new(1);
        }
        let later = holidays.iter().filter(|day| **day > first && is_weekday(**day));
        let mut holidays: Vec<u32> = later.map(|day| weekdays_between(first, *day)).collect();
        holidays.sort_unstable();
        holidays.dedup();
        Self { first, holidays }
    }

    /// Holidays as weekdays, counted from day 0.
    pub fn holidays(&self) -> &[u32] {
        &self.holidays
    }

    /// Dates of the holidays.
    pub fn holiday_dates(&self) -> impl Iterator<Item = NaiveDate> {
        self.holidays.iter().map(|weekday| self.weekday_date(*weekday))
    }

    /// The date of a working day.
    pub fn date(&self, day: u32) -> NaiveDate {
        let weekday = self.holidays.iter().fold(day, |weekday, holiday| weekday + u32::from(*holiday <= weekday));
        self.weekday_date(weekday)
    }

    fn weekday_date(&self, weekday: u32) -> NaiveDate {
        let from_monday = self.first.weekday().num_days_from_monday() + weekday;
        let weeks = u64::from(from_monday / DAYS_PER_WEEK);
        monday(self.first) + Days::new(weeks * 7 + u64::from(from_monday % DAYS_PER_WEEK))
    }

    /// The first working day on or after a date; 0 for what lies before the plan.
    pub fn day_from(&self, date: NaiveDate) -> u32 {
        if date <= self.first {
            return 0;
        }
        let weekday = weekdays_between(self.first, date);
        weekday - self.holidays.partition_point(|holiday| *holiday < weekday) as u32
    }

    /// The first working day after a date.
    pub fn day_after(&self, date: NaiveDate) -> u32 {
        self.day_from(date + Days::new(1))
    }
}

/// Weekdays from one date to the day before another that is not earlier.
fn weekdays_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let weeks = (monday(to) - monday(from)).num_days() / 7;
    let within = |date: NaiveDate| i64::from(date.weekday().num_days_from_monday().min(DAYS_PER_WEEK));
    let weekdays = weeks * i64::from(DAYS_PER_WEEK) + within(to) - within(from);
    u32::try_from(weekdays).expect("the second date is not earlier, and dates have four-digit years")
}

fn is_weekday(date: NaiveDate) -> bool {
    date.weekday().num_days_from_monday() < DAYS_PER_WEEK
}

fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(u64::from(date.weekday().num_days_from_monday()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::model::date::parse_day(text).unwrap()
    }

    fn days(texts: &[&str]) -> Vec<NaiveDate> {
        texts.iter().map(|text| day(text)).collect()
    }

    #[test]
    fn weekends_are_skipped() {
        let calendar = Calendar::new(day("2027-01-07"), &[]); // a Thursday
        let dates: Vec<_> = (0..4).map(|n| calendar.date(n).to_string()).collect();
        assert_eq!(dates, ["2027-01-07", "2027-01-08", "2027-01-11", "2027-01-12"]);
        assert_eq!(calendar.date(260), day("2028-01-06"));
    }

    #[test]
    fn a_start_on_a_weekend_or_a_holiday_moves_on() {
        for start in ["2027-01-02", "2027-01-03", "2027-01-04"] {
            assert_eq!(Calendar::new(day(start), &[]).date(0), day("2027-01-04"), "{start}");
        }
        let holidays = days(&["2027-01-04", "2027-01-01", "2027-01-09"]);
        let calendar = Calendar::new(day("2027-01-01"), &holidays);
        assert_eq!(calendar.date(0), day("2027-01-05"));
        assert_eq!(calendar.holidays(), [0; 0], "what lies before, or on a weekend, is nobody's loss");
    }

    #[test]
    fn holidays_are_skipped() {
        let calendar = Calendar::new(day("2027-12-22"), &days(&["2027-12-24", "2027-12-27", "2027-12-27"]));
        assert_eq!(calendar.holidays(), [2, 3]);
        let dates: Vec<_> = (0..4).map(|n| calendar.date(n).to_string()).collect();
        assert_eq!(dates, ["2027-12-22", "2027-12-23", "2027-12-28", "2027-12-29"]);
    }

    #[test]
    fn a_date_is_found_again() {
        let calendar = Calendar::new(day("2027-01-07"), &days(&["2027-01-11", "2027-01-15", "2027-02-01"]));
        assert_eq!((0..100).map(|n| calendar.day_from(calendar.date(n))).collect::<Vec<_>>(), Vec::from_iter(0..100));
        let from = |text| calendar.day_from(day(text));
        assert_eq!((from("2020-02-02"), from("2027-01-09"), from("2027-01-11"), from("2027-01-12")), (0, 2, 2, 2));
        assert_eq!((calendar.day_after(day("2027-01-08")), calendar.day_after(day("2027-01-12"))), (2, 3));
    }
}
