//! Projects with limited resources in the format of PSPLIB (`.sm`, one mode; Kolisch & Sprecher 1997).
//!
//! A file has four parts under headings of their own: the number of jobs and resources, `PRECEDENCE RELATIONS`,
//! `REQUESTS/DURATIONS` and `RESOURCEAVAILABILITIES`. Jobs count from 1; the first and the last are marks without work.

mod rows;
#[cfg(test)]
mod tests;
mod write;

pub use write::write;

use crate::graph;
use crate::plan::schedule::{Activity, Workforce};
use rows::{Row, Rows, error};

/// Why a text is not a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PsplibError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong: one sentence, lower case, no final dot.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl std::fmt::Display for PsplibError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}; {}", self.line, self.message, self.help)
    }
}

impl std::error::Error for PsplibError {}

/// A project with limited resources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// All jobs, marks without work included, in topological order.
    pub activities: Vec<Activity>,
    /// The number that each has in the file.
    pub numbers: Vec<usize>,
    /// What the resources can do in a day.
    pub workforce: Workforce,
}

/// More jobs are no problem that this program could do anything with.
const MAX_JOBS: u64 = 5_000;
/// More resources are a fault of the file.
const MAX_RESOURCES: u64 = 1_000;
/// Days that all durations may come to.
const MAX_DAYS: u64 = 100_000_000;
/// Units of a resource.
const MAX_UNITS: u64 = 1_000_000_000;

/// Read a project.
///
/// # Errors
///
/// The first line that is not as it should be: a heading, a row or a number that is missing, out of range or too many;
/// a second mode; resources that get used up; a job that demands more than there is; jobs that wait for each other.
pub fn read(text: &str) -> Result<Project, PsplibError> {
    let rows = Rows::of(text);
    let (n_jobs, n_resources) = header(&rows)?;
    let after = needs(&rows, n_jobs)?;
    let work = work(&rows, n_jobs, n_resources)?;
    let room = room(&rows, n_resources)?;
    for (idx, job) in work.iter().enumerate() {
        if let Some((resource, _)) = (0..).zip(&room).find(|(resource, room)| job.units[*resource] > **room) {
            let message = format!("job {} demands more of resource {} than there is", idx + 1, resource + 1);
            return Err(error(job.line, message, "lower the demand or raise the availability"));
        }
    }
    let order = order(&after, rows.heading(PRECEDENCE)?)?;
    let mut place = vec![0; n_jobs];
    order.iter().enumerate().for_each(|(at, job)| place[*job] = at);
    let activity = |job: &usize| {
        let mut before: Vec<usize> = after[*job].iter().map(|before| place[*before]).collect();
        before.sort_unstable();
        Activity {
            n_days: work[*job].n_days,
            demand: work[*job].units.iter().copied().enumerate().filter(|(_, units)| *units > 0).collect(),
            after: before,
            ..Activity::default()
        }
    };
    Ok(Project {
        activities: order.iter().map(activity).collect(),
        numbers: order.iter().map(|job| job + 1).collect(),
        workforce: Workforce::of_units(room),
    })
}

const PRECEDENCE: &str = "PRECEDENCE RELATIONS";
const REQUESTS: &str = "REQUESTS/DURATIONS";
const ROOM: &str = "RESOURCEAVAILABILITIES";

/// Numbers of jobs and of resources.
fn header(rows: &Rows) -> Result<(usize, usize), PsplibError> {
    let n_jobs = rows.field("jobs", 1, MAX_JOBS)?;
    let n_resources = rows.field("- renewable", 0, MAX_RESOURCES)?;
    for used_up in ["- nonrenewable", "- doubly constrained"] {
        if rows.has_field(used_up) {
            rows.field(used_up, 0, 0)?;
        }
    }
    Ok((n_jobs as usize, n_resources as usize))
}

/// For each job, those that it waits for.
fn needs(rows: &Rows, n_jobs: usize) -> Result<Vec<Vec<usize>>, PsplibError> {
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); n_jobs];
    for (job, row) in rows.of_jobs(PRECEDENCE, n_jobs)?.into_iter().enumerate() {
        row.number(1, "number of modes", 1, 1)?;
        let n_successors = row.number(2, "number of successors", 0, n_jobs as u64)? as usize;
        row.expect_len(3 + n_successors, "successors")?;
        for at in 3..3 + n_successors {
            let next = row.number(at, "successor", 1, n_jobs as u64)? as usize - 1;
            if !after[next].contains(&job) {
                after[next].push(job);
            }
        }
    }
    Ok(after)
}

/// Duration and demand of a job.
struct Work {
    line: usize,
    n_days: u32,
    units: Vec<u64>,
}

fn work(rows: &Rows, n_jobs: usize, n_resources: usize) -> Result<Vec<Work>, PsplibError> {
    let mut sum = 0;
    let mut of_row = |row: Row| {
        row.number(1, "mode", 1, 1)?;
        row.expect_len(3 + n_resources, "demands")?;
        let n_days = row.number(2, "duration", 0, MAX_DAYS - sum)?;
        sum += n_days;
        let units = (0..n_resources).map(|resource| row.number(3 + resource, "demand", 0, MAX_UNITS));
        Ok(Work { line: row.line, n_days: n_days as u32, units: units.collect::<Result<_, _>>()? })
    };
    rows.of_jobs(REQUESTS, n_jobs)?.into_iter().map(&mut of_row).collect()
}

fn room(rows: &Rows, n_resources: usize) -> Result<Vec<u64>, PsplibError> {
    if n_resources == 0 {
        return Ok(Vec::new());
    }
    let row = rows.one(ROOM)?;
    row.expect_len(n_resources, "availabilities")?;
    // A resource with nothing to give is one that nobody may demand; the least room there can be is one unit.
    (0..n_resources).map(|resource| row.number(resource, "availability", 1, MAX_UNITS)).collect()
}

/// Jobs in topological order; of those that are free, the one with the lowest number first.
fn order(after: &[Vec<usize>], line: usize) -> Result<Vec<usize>, PsplibError> {
    if let Some(cycle) = graph::find_cycle(after) {
        let names: Vec<String> = cycle.iter().rev().map(|job| (job + 1).to_string()).collect();
        let message = format!("jobs wait for each other: {}", names.join(" -> "));
        return Err(error(line, message, "take one of them out of the successors of another"));
    }
    let mut n_open: Vec<usize> = after.iter().map(Vec::len).collect();
    let mut successors = vec![Vec::new(); after.len()];
    for (job, needs) in after.iter().enumerate() {
        needs.iter().for_each(|before| successors[*before].push(job));
    }
    let mut free: std::collections::BTreeSet<usize> = (0..after.len()).filter(|job| n_open[*job] == 0).collect();
    let mut order = Vec::with_capacity(after.len());
    while let Some(job) = free.pop_first() {
        order.push(job);
        for &next in &successors[job] {
            n_open[next] -= 1;
            if n_open[next] == 0 {
                free.insert(next);
            }
        }
    }
    Ok(order)
}
