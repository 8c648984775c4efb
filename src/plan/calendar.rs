//! Working days: Monday to Friday, counted from the first one on or after the start of the plan.

use chrono::{Datelike, Days, NaiveDate};

/// Working days in a week.
pub const DAYS_PER_WEEK: u32 = 5;

/// Translates numbers of working days into dates.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// The working day with number 0.
    first: NaiveDate,
}

impl Calendar {
    /// A calendar whose day 0 is the first working day on or after `start`.
    pub fn new(start: NaiveDate) -> Self {
        let past_friday = start.weekday().num_days_from_monday();
        let wait = if past_friday >= DAYS_PER_WEEK { 7 - past_friday } else { 0 };
        Self { first: start + Days::new(u64::from(wait)) }
    }

    /// The date of a working day.
    pub fn date(self, day: u32) -> NaiveDate {
        let weekday = self.first.weekday().num_days_from_monday();
        let from_monday = weekday + day;
        let weeks = from_monday / DAYS_PER_WEEK;
        let monday = self.first - Days::new(u64::from(weekday));
        monday + Days::new(u64::from(weeks * 7 + from_monday % DAYS_PER_WEEK))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::model::date::parse_day(text).unwrap()
    }

    #[test]
    fn weekends_are_skipped() {
        let calendar = Calendar::new(day("2027-01-07")); // a Thursday
        let dates: Vec<_> = (0..4).map(|n| calendar.date(n).to_string()).collect();
        assert_eq!(dates, ["2027-01-07", "2027-01-08", "2027-01-11", "2027-01-12"]);
        assert_eq!(calendar.date(260), day("2028-01-06"));
    }

    #[test]
    fn a_start_on_a_weekend_moves_to_monday() {
        for start in ["2027-01-02", "2027-01-03", "2027-01-04"] {
            assert_eq!(Calendar::new(day(start)).date(0), day("2027-01-04"), "{start}");
        }
    }
}
