//! Headings, rows and numbers, with their lines.

use super::PsplibError;

pub(super) fn error(line: usize, message: impl Into<String>, help: impl Into<String>) -> PsplibError {
    PsplibError { line, message: message.into(), help: help.into() }
}

/// The lines of a file.
pub(super) struct Rows<'a> {
    lines: Vec<&'a str>,
}

/// A line of numbers under a heading.
pub(super) struct Row<'a> {
    /// Counted from 1.
    pub line: usize,
    words: Vec<&'a str>,
}

impl<'a> Rows<'a> {
    pub fn of(text: &'a str) -> Self {
        Self { lines: text.lines().map(str::trim).collect() }
    }

    fn n_lines(&self) -> usize {
        self.lines.len().max(1)
    }

    /// The line of a heading, counted from 1.
    pub fn heading(&self, heading: &str) -> Result<usize, PsplibError> {
        let at = self.lines.iter().position(|line| line.starts_with(heading));
        at.map(|at| at + 1).ok_or_else(|| {
            error(
                self.n_lines(),
                format!("there is no heading `{heading}`"),
                "add it with its rows, as in other `.sm` files",
            )
        })
    }

    fn find_field(&self, name: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.starts_with(name) && line.contains(':'))
    }

    pub fn has_field(&self, name: &str) -> bool {
        self.find_field(name).is_some()
    }

    /// The number of a line `name ... : number`.
    pub fn field(&self, name: &str, least: u64, most: u64) -> Result<u64, PsplibError> {
        let at = self.find_field(name).ok_or_else(|| {
            error(
                1,
                format!("there is no line `{name}`"),
                format!("add `{name} : ` and a number above the first heading"),
            )
        })?;
        let (_, after) = self.lines[at].split_once(':').unwrap_or_default();
        let row = Row { line: at + 1, words: after.split_whitespace().collect() };
        row.number(0, &format!("number after `{name}`"), least, most)
    }

    /// Rows of numbers under a heading, up to the next line of stars.
    fn under(&self, heading: &str) -> Result<Vec<Row<'a>>, PsplibError> {
        let at = self.heading(heading)?;
        let rows = self.lines.iter().enumerate().skip(at).take_while(|(_, line)| !line.starts_with('*'));
        let is_row = |line: &str| {
            line.starts_with(|first: char| first.is_ascii_digit() || first == '-') && !line.starts_with("--")
        };
        let row = |(at, line): (usize, &&'a str)| Row { line: at + 1, words: line.split_whitespace().collect() };
        Ok(rows.filter(|(_, line)| is_row(line)).map(row).collect())
    }

    /// The rows of all jobs, each with its number at the front, from 1 on.
    pub fn of_jobs(&self, heading: &str, n_jobs: usize) -> Result<Vec<Row<'a>>, PsplibError> {
        let rows = self.under(heading)?;
        for (row, number) in rows.iter().zip(1..) {
            if number > n_jobs as u64 {
                let message = format!("there are more rows under `{heading}` than the {n_jobs} jobs");
                return Err(error(row.line, message, "take this row out, or raise the number of jobs"));
            }
            row.number(0, "number of the job", number, number)?;
        }
        if rows.len() < n_jobs {
            let line = rows.last().map_or(self.heading(heading)?, |row| row.line);
            let message = format!("there are {} rows under `{heading}` for {n_jobs} jobs", rows.len());
            return Err(error(line, message, "add the rows that are missing, or lower the number of jobs"));
        }
        Ok(rows)
    }

    /// The only row under a heading.
    pub fn one(&self, heading: &str) -> Result<Row<'a>, PsplibError> {
        let line = self.heading(heading)?;
        let mut rows = self.under(heading)?.into_iter();
        let first = rows.next().ok_or_else(|| {
            error(line, format!("there is no row of numbers under `{heading}`"), "add one with a number per resource")
        })?;
        rows.next().map_or(Ok(first), |second| {
            Err(error(second.line, format!("there is a second row under `{heading}`"), "take it out"))
        })
    }
}

impl Row<'_> {
    /// The number at a place, from 0 on.
    pub fn number(&self, at: usize, what: &str, least: u64, most: u64) -> Result<u64, PsplibError> {
        let range = if least == most { least.to_string() } else { format!("a number from {least} to {most}") };
        let help = format!("write {range}");
        let Some(word) = self.words.get(at) else {
            return Err(error(self.line, format!("the {what} is missing"), help));
        };
        match word.parse() {
            Ok(number) if (least..=most).contains(&number) => Ok(number),
            _ => Err(error(self.line, format!("the {what} is `{word}`"), help)),
        }
    }

    /// An error where there are more or fewer numbers.
    pub fn expect_len(&self, len: usize, what: &str) -> Result<(), PsplibError> {
        if self.words.len() == len {
            return Ok(());
        }
        let message = format!("there are {} numbers where {len} belong", self.words.len());
        Err(error(self.line, message, format!("check how many {what} the row has")))
    }
}
