//! Dates as people know them: to the day, the month or the year.

use std::fmt;
use std::ops::RangeInclusive;

use chrono::{Datelike, Months, NaiveDate};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Years that can be meant; any other is a slip of the pen, and far ones have no room for what is reckoned from them.
pub const YEARS: RangeInclusive<i32> = 1900..=2199;

/// A date that is known to the year, the month or the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartialDate {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl PartialDate {
    /// From `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; none if it is not in the calendar, or of no year in [`YEARS`].
    pub fn parse(text: &str) -> Option<Self> {
        if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return None;
        }
        let (year, month, day) = match text.len() {
            4 => (text, None, None),
            7 => (&text[..4], text[4..].strip_prefix('-'), None),
            10 => (&text[..4], text[4..7].strip_prefix('-'), text[7..].strip_prefix('-')),
            _ => return None,
        };
        if (text.len() >= 7 && month.is_none()) || (text.len() == 10 && day.is_none()) {
            return None;
        }
        let number = |part: Option<&str>| part.map(str::parse).transpose().ok();
        let (year, month, day) = (year.parse().ok()?, number(month)?, number(day)?);
        if !YEARS.contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1))?;
        Some(Self { year, month, day })
    }

    /// The first day that it can mean.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
            .expect("checked when it was made")
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        let next = match (self.month, self.day) {
            (_, Some(_)) => return first,
            (Some(_), None) => first.checked_add_months(Months::new(1)),
            (None, None) => first.checked_add_months(Months::new(12)),
        };
        // Years have four digits, so the month after the last one is in the calendar.
        next.and_then(|next| next.pred_opt()).unwrap_or(first)
    }
}

/// `18 August 2025`, `August 2025` or `2025`.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (Some(month), Some(day)) => write!(f, "{day} {} {}", MONTHS[month as usize - 1], self.year),
            (Some(month), None) => write!(f, "{} {}", MONTHS[month as usize - 1], self.year),
            _ => write!(f, "{}", self.year),
        }
    }
}

/// A day of the calendar from `YYYY-MM-DD`, none otherwise.
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let date = PartialDate::parse(text)?;
    date.day.map(|_| date.first_day())
}

/// `18 August 2025`.
pub fn long_day(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_three_precisions_and_refuses_the_rest() {
        let shown = |text| PartialDate::parse(text).map(|date| date.to_string());
        assert_eq!(shown("2025-08-18").as_deref(), Some("18 August 2025"));
        assert_eq!(shown("2025-08").as_deref(), Some("August 2025"));
        assert_eq!(shown("2025").as_deref(), Some("2025"));
        for wrong in [
            "",
            "25",
            "2025-13",
            "2025-02-30",
            "2025/08/18",
            "2025-8-18",
            "20250818",
            "2025-08-1x",
            "abcd",
            "2025-08-",
            "2025--08-1",
        ] {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
        assert_eq!(parse_day("2025-08"), None);
    }

    #[test]
    fn a_date_reaches_to_the_last_day_that_it_can_mean() {
        for (text, last) in
            [("2024-02", "2024-02-29"), ("2025", "2025-12-31"), ("2025-12", "2025-12-31"), ("2025-01-07", "2025-01-07")]
        {
            assert_eq!(PartialDate::parse(text).map(|date| date.last_day().to_string()).as_deref(), Some(last));
        }
    }
}
