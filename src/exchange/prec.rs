//! A plain text for jobs, what they are worth, and what they need.
//!
//! The first line has the number of jobs. Then one line per job: its effort, its value, and the jobs that must be done
//! before it, counted from 1. Numbers are whole and stand apart by spaces or tabs; `#` starts a comment that ends with
//! the line, and lines without anything else do not count.
//!
//! ```
//! use fundable::exchange::prec;
//!
//! let text = "3\n2 3      # can wait\n4 1\n1 20 2   # urgent, but needs the second\n";
//! let instance = prec::read(text)?;
//! assert_eq!(instance.needs(2), [1]);
//! assert_eq!(prec::write(&instance), "3\n2 3\n4 1\n1 20 2\n");
//!
//! let error = prec::read("2\n2 3\n4\n").unwrap_err();
//! assert_eq!(error.to_string(), "line 3: a job has an effort and a value, as in `4 10`");
//! # Ok::<(), prec::PrecError>(())
//! ```

use std::fmt;

use crate::plan::order::{Instance, InstanceError, Job};

/// Why a text is not an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrecError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub fault: PrecFault,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrecFault {
    /// There is no line with the number of jobs.
    Empty,
    /// A word is not a whole number from 0 on.
    NotANumber(String),
    /// The first line has more than the number of jobs.
    MoreThanACount,
    /// A job has no effort or no value.
    NoValue,
    /// There are fewer or more lines of jobs than the first line says.
    WrongCount {
        /// What the first line says.
        said: u64,
        /// Lines of jobs.
        found: u64,
    },
    /// The need is not one of the jobs.
    UnknownNeed {
        /// What the line says.
        need: u64,
        /// Number of jobs.
        n_jobs: usize,
    },
    /// The job takes no time.
    ZeroEffort,
    /// Efforts and values are too large to add up exactly.
    TooLarge,
    /// Jobs that wait for each other, counted from 1.
    Cycle(Vec<usize>),
}

/// Reads an instance.
///
/// # Errors
///
/// The first [`PrecError`] found.
pub fn read(text: &str) -> Result<Instance, PrecError> {
    let mut lines =
        text.lines().enumerate().map(numbers).filter(|line| !matches!(line, Ok((_, words)) if words.is_empty()));
    let at_line = |line, fault| PrecError { line, fault };
    let (first_line, count) = lines.next().ok_or(at_line(1, PrecFault::Empty))??;
    let [said] = count[..] else { return Err(at_line(first_line, PrecFault::MoreThanACount)) };
    let mut last_line = first_line;
    let mut line_of = Vec::new();
    let mut jobs = Vec::new();
    let mut wishes = Vec::new();
    for line in lines {
        let (line, words) = line?;
        let [effort, value, needs @ ..] = &words[..] else { return Err(at_line(line, PrecFault::NoValue)) };
        if jobs.len() as u64 == said {
            return Err(at_line(line, PrecFault::WrongCount { said, found: said + 1 }));
        }
        last_line = line;
        line_of.push(line);
        jobs.push(Job { effort: *effort, value: *value });
        wishes.push(needs.to_vec());
    }
    if (jobs.len() as u64) < said {
        return Err(at_line(last_line, PrecFault::WrongCount { said, found: jobs.len() as u64 }));
    }
    let n_jobs = jobs.len();
    let index =
        |need: u64| need.checked_sub(1).and_then(|need| usize::try_from(need).ok()).filter(|&need| need < n_jobs);
    let mut needs = Vec::with_capacity(n_jobs);
    for (list, &line) in wishes.iter().zip(&line_of) {
        let known = |&need: &u64| index(need).ok_or(at_line(line, PrecFault::UnknownNeed { need, n_jobs }));
        needs.push(list.iter().map(known).collect::<Result<Vec<usize>, PrecError>>()?);
    }
    Instance::new(jobs, needs).map_err(|error| match error {
        InstanceError::ZeroEffort { job } => at_line(line_of[job], PrecFault::ZeroEffort),
        InstanceError::Cycle(cycle) => {
            let line = cycle.first().map_or(first_line, |&job| line_of[job]);
            at_line(line, PrecFault::Cycle(cycle.into_iter().map(|job| job + 1).collect()))
        }
        // Lengths and needs are in order by now.
        InstanceError::TooLarge | InstanceError::LengthMismatch { .. } | InstanceError::UnknownNeed { .. } => {
            at_line(first_line, PrecFault::TooLarge)
        }
    })
}

/// Writes an instance in the form that [`read`] takes.
pub fn write(instance: &Instance) -> String {
    let mut text = format!("{}\n", instance.len());
    for (index, job) in instance.jobs().iter().enumerate() {
        let needs: String = instance.needs(index).iter().map(|need| format!(" {}", need + 1)).collect();
        text += &format!("{} {}{needs}\n", job.effort, job.value);
    }
    text
}

/// The numbers of a line, with its own number counted from 1.
fn numbers((index, line): (usize, &str)) -> Result<(usize, Vec<u64>), PrecError> {
    let words = line.split('#').next().unwrap_or_default().split_whitespace();
    let number = |word: &str| {
        word.parse().map_err(|_| PrecError { line: index + 1, fault: PrecFault::NotANumber(word.to_owned()) })
    };
    Ok((index + 1, words.map(number).collect::<Result<Vec<u64>, PrecError>>()?))
}

impl fmt::Display for PrecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: ", self.line)?;
        match &self.fault {
            PrecFault::Empty => write!(f, "nothing here; begin with the number of jobs"),
            PrecFault::NotANumber(word) => write!(f, "`{word}` is not a whole number from 0 to 2^64 - 1; write it so"),
            PrecFault::MoreThanACount => write!(f, "the first line has the number of jobs and nothing else"),
            PrecFault::NoValue => write!(f, "a job has an effort and a value, as in `4 10`"),
            PrecFault::WrongCount { said, found } => {
                let found = if found > said { format!("more than {said}") } else { found.to_string() };
                write!(f, "{said} jobs are announced but {found} are here; mend the first line or the list")
            }
            PrecFault::UnknownNeed { need, n_jobs } => {
                write!(f, "there is no job {need}; needs are numbers from 1 to {n_jobs}")
            }
            PrecFault::ZeroEffort => write!(f, "a job takes time; give it an effort of 1 or more"),
            PrecFault::TooLarge => write!(f, "efforts and values are too large to add up exactly; use a larger unit"),
            PrecFault::Cycle(cycle) => {
                let names: Vec<String> = cycle.iter().map(usize::to_string).collect();
                write!(f, "jobs wait for each other: {}; take out one of these needs", names.join(" -> "))
            }
        }
    }
}

impl std::error::Error for PrecError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::order::generate::{Recipe, generate};

    #[test]
    fn what_is_written_is_read_again() {
        for n_jobs in [0, 1, 30] {
            let instance = generate(&Recipe::sparse(n_jobs)).unwrap();
            assert_eq!(read(&write(&instance)), Ok(instance));
        }
    }

    #[test]
    fn errors_name_the_line_and_the_mend() {
        let check = |text: &str, expected: &str| assert_eq!(read(text).unwrap_err().to_string(), expected);
        check("", "line 1: nothing here; begin with the number of jobs");
        check("# two\n2 1\n", "line 2: the first line has the number of jobs and nothing else");
        check("1\n3 -4\n", "line 2: `-4` is not a whole number from 0 to 2^64 - 1; write it so");
        check("1\n\n3 # 4\n", "line 3: a job has an effort and a value, as in `4 10`");
        check("2\n3 4\n", "line 2: 2 jobs are announced but 1 are here; mend the first line or the list");
        check(
            "1\n3 4\n5 6\n",
            "line 3: 1 jobs are announced but more than 1 are here; mend the first line or the list",
        );
        check("2\n3 4\n5 6 3\n", "line 3: there is no job 3; needs are numbers from 1 to 2");
        check("2\n3 4 0\n5 6\n", "line 2: there is no job 0; needs are numbers from 1 to 2");
        check("2\n3 4\n0 6\n", "line 3: a job takes time; give it an effort of 1 or more");
        check("2\n3 4 2\n5 6 1\n", "line 2: jobs wait for each other: 1 -> 2 -> 1; take out one of these needs");
        let huge = u64::MAX;
        check(
            &format!("1\n{huge} 1\n"),
            "line 1: efforts and values are too large to add up exactly; use a larger unit",
        );
    }
}
