//! Days along the width of a picture.

use chrono::{Datelike, NaiveDate};

use super::canvas::{Anchor, Area, Canvas, Fill, SMALL, Stroke};
use super::metrics::{Type, width};
use super::palette::{HAIRLINE, PANEL, SOFT};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Room for both lines of labels.
pub const HEIGHT: i32 = 34;
/// The type of the labels.
const TYPE: Type = SMALL;

/// A stretch of time laid out from left to right.
#[derive(Debug, Clone, Copy)]
pub struct CalendarAxis {
    first: NaiveDate,
    /// Days shown, 1 or more.
    n_days: i64,
    left: i32,
    width: i32,
}

impl CalendarAxis {
    /// From the first day of the month of `first` to the end of that of `last`.
    pub fn new(first: NaiveDate, last: NaiveDate, left: i32, width: i32) -> Self {
        let first = first.with_day(1).unwrap_or(first);
        let end = next_month(last.max(first));
        Self { first, n_days: (end - first).num_days().max(1), left, width }
    }

    /// Where a day begins.
    pub fn start_of(&self, day: NaiveDate) -> i32 {
        self.at((day - self.first).num_days())
    }

    /// Where a day ends.
    pub fn end_of(&self, day: NaiveDate) -> i32 {
        self.at((day - self.first).num_days() + 1)
    }

    fn at(&self, days: i64) -> i32 {
        let days = days.clamp(0, self.n_days);
        let offset = (days * i64::from(self.width) * 2 + self.n_days) / (2 * self.n_days);
        self.left + i32::try_from(offset).unwrap_or(self.width)
    }

    /// Draw years and what fits of their parts into the room below `top`, and lines down to `bottom`.
    pub fn draw(&self, canvas: &mut Canvas, top: i32, bottom: i32) {
        canvas.rect(Area(self.left, top, self.width, HEIGHT), Fill::Plain(PANEL), None);
        let step = self.step();
        let mut month = self.first;
        while self.start_of(month) < self.left + self.width {
            let (from, number) = (self.start_of(month), month.month0());
            if number % step == 0 {
                let is_year = number == 0;
                let line_top = if is_year { top } else { top + HEIGHT / 2 };
                canvas.line(&[(from, line_top), (from, bottom)], Stroke::solid(HAIRLINE, if is_year { 15 } else { 7 }));
                let to = self.start_of(months_later(month, step)).min(self.left + self.width);
                self.label(canvas, (from, to), top + HEIGHT - 5, &part_name(number, step));
            }
            month = next_month(month);
        }
        self.years(canvas, top);
    }

    /// Number of months from one label to the next: 1, 3, 6, or 12 where only years are named.
    fn step(&self) -> u32 {
        let month = i64::from(self.width) * 30 / self.n_days;
        match month {
            26.. => 1,
            9..=25 => 3,
            4..=8 => 6,
            _ => 12,
        }
    }

    fn years(&self, canvas: &mut Canvas, top: i32) {
        let last = self.first.year() + i32::try_from(self.n_days / 365 + 1).unwrap_or(1);
        let year_width = i64::from(self.width) * 365 / self.n_days;
        // Every second, third, and so on, where they would stand too close.
        let every = i32::try_from(36 / year_width.max(1) + 1).unwrap_or(1);
        for year in (self.first.year()..=last).filter(|year| (year - self.first.year()) % every == 0) {
            let day = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1);
            let Some((from, to)) = day(year).zip(day(year + every)) else { continue };
            let (from, to) = (self.start_of(from.max(self.first)), self.start_of(to));
            self.label(canvas, (from, to), top + 13, &year.to_string());
        }
    }

    /// A label in the middle of its stretch; none where it does not fit.
    fn label(&self, canvas: &mut Canvas, (from, to): (i32, i32), y: i32, words: &str) {
        if width(words, TYPE) <= to - from {
            canvas.coloured(((from + to) / 2, y), words, TYPE, Anchor::Middle, SOFT);
        }
    }
}

fn part_name(month0: u32, step: u32) -> String {
    match step {
        1 => MONTHS[month0 as usize % 12].to_owned(),
        3 => format!("Q{}", month0 / 3 + 1),
        6 => format!("H{}", month0 / 6 + 1),
        _ => String::new(),
    }
}

fn next_month(day: NaiveDate) -> NaiveDate {
    months_later(day.with_day(1).unwrap_or(day), 1)
}

fn months_later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(chrono::Months::new(months)).unwrap_or(NaiveDate::MAX)
}
