//! The problem: jobs with an effort and a value, and the needs between them.

use std::fmt;

use crate::graph::find_cycle;

/// One piece of work that can be put anywhere after the jobs that it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Job {
    /// Time that the job takes, in any one unit for the whole instance (1 or more).
    pub effort: u64,
    /// What is lost for each unit of time by which the job's end is put off (0 or more).
    pub value: u64,
}

/// Jobs and needs that are known to be in order: no cycle, no unknown job, sums that fit.
///
/// Built only by [`Instance::new`]. Jobs are known by their index. Where two orders cost the same,
/// the lower index goes first, so callers sort their jobs by what should decide a tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    jobs: Vec<Job>,
    needs: Vec<Vec<usize>>,
}

impl Instance {
    /// Checks the jobs and their needs. `needs[j]` lists the jobs that must be done before job `j`.
    ///
    /// Needs may come in any order and more than once.
    ///
    /// # Errors
    ///
    /// The first fault of [`InstanceError`], in the order of its variants.
    pub fn new(jobs: Vec<Job>, needs: Vec<Vec<usize>>) -> Result<Self, InstanceError> {
        if jobs.len() != needs.len() {
            return Err(InstanceError::LengthMismatch { n_jobs: jobs.len(), n_needs: needs.len() });
        }
        if let Some(job) = jobs.iter().position(|job| job.effort == 0) {
            return Err(InstanceError::ZeroEffort { job });
        }
        for (job, list) in needs.iter().enumerate() {
            if let Some(&need) = list.iter().find(|&&need| need >= jobs.len()) {
                return Err(InstanceError::UnknownNeed { job, need });
            }
        }
        if !sums_fit(&jobs) {
            return Err(InstanceError::TooLarge);
        }
        let needs: Vec<Vec<usize>> = needs.into_iter().map(sorted_once).collect();
        match find_cycle(&needs) {
            Some(cycle) => Err(InstanceError::Cycle(cycle)),
            None => Ok(Self { jobs, needs }),
        }
    }

    /// Jobs that may also take no time, for [`Packed`](super::Packed) alone.
    ///
    /// The caller has checked what [`Instance::new`] checks, and that efforts and values add up to less than 2⁶² each.
    /// Needs are ascending and without repeats.
    pub(in crate::plan) fn of_checked(jobs: Vec<Job>, needs: Vec<Vec<usize>>) -> Self {
        Self { jobs, needs }
    }

    /// The jobs, by index.
    pub fn jobs(&self) -> &[Job] {
        &self.jobs
    }

    /// The jobs that must be done before `job`, ascending and without repeats.
    ///
    /// # Panics
    ///
    /// When `job` is not an index of this instance.
    pub fn needs(&self, job: usize) -> &[usize] {
        &self.needs[job]
    }

    /// Number of jobs.
    pub fn len(&self) -> usize {
        self.jobs.len()
    }

    /// Whether there is nothing to put in order.
    pub fn is_empty(&self) -> bool {
        self.jobs.is_empty()
    }
}

/// Why jobs and needs are not an instance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InstanceError {
    /// There is not exactly one list of needs per job.
    LengthMismatch {
        /// Number of jobs given.
        n_jobs: usize,
        /// Number of lists of needs given.
        n_needs: usize,
    },
    /// A job takes no time, so its density (value per effort) is not a number.
    ZeroEffort {
        /// The job.
        job: usize,
    },
    /// A need names a job that does not exist.
    UnknownNeed {
        /// The job whose list of needs is wrong.
        job: usize,
        /// The index that is out of range.
        need: usize,
    },
    /// With total effort P and total value W, P²W exceeds 2¹²⁴ or W exceeds 2⁶², so exact arithmetic
    /// could overflow. With 10,000 jobs of effort up to 10⁶, values up to 10⁵ always fit.
    TooLarge,
    /// Jobs that wait for each other: a shortest cycle, its lowest job first and again at the end.
    ///
    /// Each job needs the next one. Of several shortest cycles it is the one with the lowest job.
    Cycle(Vec<usize>),
}

impl fmt::Display for InstanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::LengthMismatch { n_jobs, n_needs } => {
                write!(f, "{n_jobs} jobs but {n_needs} lists of needs")
            }
            Self::ZeroEffort { job } => write!(f, "job {job} has no effort"),
            Self::UnknownNeed { job, need } => write!(f, "job {job} needs unknown job {need}"),
            Self::TooLarge => write!(f, "efforts and values are too large to add up exactly"),
            Self::Cycle(cycle) => {
                let names: Vec<String> = cycle.iter().map(usize::to_string).collect();
                write!(f, "jobs wait for each other: {}", names.join(" -> "))
            }
        }
    }
}

impl std::error::Error for InstanceError {}

/// Whether every number that the solver and the checker meet fits in an `i128`.
///
/// The largest is the numerator of the bound in `bound.rs`, below 4 P²W for total effort P and
/// total value W. The limit on W keeps both totals within 64 bits for `cut.rs`.
fn sums_fit(jobs: &[Job]) -> bool {
    let effort: u128 = jobs.iter().map(|job| u128::from(job.effort)).sum();
    let value: u128 = jobs.iter().map(|job| u128::from(job.value)).sum();
    effort
        .checked_mul(effort)
        .and_then(|square| square.checked_mul(value.max(1)))
        .is_some_and(|product| product <= 1 << 124 && value <= 1 << 62)
}

fn sorted_once(mut list: Vec<usize>) -> Vec<usize> {
    list.sort_unstable();
    list.dedup();
    list
}
