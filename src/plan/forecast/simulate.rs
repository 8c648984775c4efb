//! The runs: draw efforts, add them up, price them, place them.

use std::collections::BTreeMap;
use std::ops::Range;
use std::panic::resume_unwind;
use std::thread;

use super::inputs::{EstimatedTask, Inputs, Options, key};
use super::math::normal::{self, N_TOGETHER};
use super::math::random::{Key, Stream};
use super::pert::{Grid, Table};
use crate::model::effort::Effort;
use crate::model::money::Minor;
use crate::plan::schedule::{Slot, Task};

/// Key of the random number that all tasks of a run share.
const COMMON: Key = Key::new(key("what all estimates have in common"));

/// Everything that does not change from run to run.
#[derive(Debug)]
pub struct Model<'a> {
    pub inputs: &'a Inputs,
    pub options: &'a Options,
    /// Random numbers of each run.
    streams: Vec<Stream>,
    /// Key of the random numbers of each task.
    keys: Vec<Key>,
    tables: Vec<Table>,
    /// Table of each task; none where its effort is certain.
    table_of: Vec<Option<usize>>,
    /// Tasks for the schedule, and the percentage of the effort that each of their roles does.
    places: Vec<Task>,
    percent: Vec<Vec<u64>>,
    /// Cost of a unit of effort per task, times `COST_SCALE`.
    unit_cost: Vec<i128>,
    /// Costs other than work.
    direct: i128,
}

/// A rate is per week, a share is in percent.
const COST_SCALE: i128 = Effort::UNITS_PER_WEEK as i128 * 100;

/// Places tasks in the order given: adds to the empty list one slot per task.
///
/// A closure with memory of its own, of which each thread gets a copy; what it has seen before must not matter.
pub trait Placer: FnMut(&[Task], &mut Vec<Slot>) + Clone + Sync {}

impl<P: FnMut(&[Task], &mut Vec<Slot>) + Clone + Sync> Placer for P {}

/// Outcomes run by run.
#[derive(Debug, Default)]
pub struct Outcomes {
    pub effort: Vec<Effort>,
    pub cost: Vec<Minor>,
    pub end: Vec<u32>,
    /// Per milestone.
    pub milestones: Vec<Vec<u32>>,
}

impl<'a> Model<'a> {
    pub fn new(inputs: &'a Inputs, options: &'a Options) -> Self {
        let grid = Grid::new();
        let mut tables = Vec::new();
        // Tasks whose points have the same proportions share a table.
        let mut table_of_skew = BTreeMap::new();
        let table_of = inputs.tasks.iter().map(|task| {
            let skew = task.points.skew()?;
            Some(*table_of_skew.entry(skew.to_bits()).or_insert_with(|| {
                tables.push(Table::new(skew, &grid));
                tables.len() - 1
            }))
        });
        let table_of = table_of.collect();
        let (places, percent) = inputs.tasks.iter().map(place).unzip();
        let unit_cost = inputs
            .tasks
            .iter()
            .map(|task| task.lines.iter().map(|line| i128::from(line.share.number()) * line.weekly.units()).sum());
        let direct = inputs.tasks.iter().map(|task| task.direct.units()).sum();
        let keys = inputs.tasks.iter().map(|task| Key::new(task.key)).collect();
        let streams = (0..options.n_runs.get()).map(|run| Stream::new(options.seed, run)).collect();
        Self {
            inputs,
            options,
            streams,
            keys,
            tables,
            table_of,
            places,
            percent,
            unit_cost: unit_cost.collect(),
            direct,
        }
    }

    /// Whether the effort of a task is an estimate with a spread.
    pub fn is_uncertain(&self, task_idx: usize) -> bool {
        self.table_of[task_idx].is_some()
    }

    /// What all estimates of a run have in common, 0 to 1.
    ///
    /// Each run takes it from its own slice of the interval (stratified sampling: McKay, Beckman & Conover 1979), which
    /// is most of the noise saved, as this one number moves every sum.
    pub fn common(&self, run: u32) -> f64 {
        let within = self.streams[run as usize].uniform(COMMON);
        let highest = 1.0 - f64::EPSILON;
        ((f64::from(run) + within) / f64::from(self.options.n_runs.get())).min(highest)
    }

    /// What a task's estimate has of its own in a run, 0 to 1.
    pub fn own(&self, run: u32, task_idx: usize) -> f64 {
        self.streams[run as usize].uniform(self.keys[task_idx])
    }

    /// Efforts of some runs in units, run by run, for `record` to look at; that of `known` is its likely value.
    ///
    /// A few runs at a time and task after task, so that the table of a task is read while it is near.
    fn draw(&self, runs: Range<u32>, known: Option<usize>, mut record: impl FnMut(&[u64])) {
        let n_tasks = self.inputs.tasks.len();
        let (common_weight, own_weight) = self.options.correlation.weights();
        let mut efforts = vec![0; n_tasks * N_TOGETHER];
        for first in runs.clone().step_by(N_TOGETHER) {
            // At the end there may be too few runs; what the last one then has in several places is not looked at.
            let run = |place: usize| (first + place as u32).min(runs.end - 1);
            let streams: [Stream; N_TOGETHER] = std::array::from_fn(|place| self.streams[run(place) as usize]);
            let common: [f64; N_TOGETHER] =
                std::array::from_fn(|place| common_weight * normal::quantile(self.common(run(place))));
            for (task_idx, task) in self.inputs.tasks.iter().enumerate() {
                let (low, high) = (task.points.low().units(), task.points.high().units());
                let places = efforts[task_idx..].iter_mut().step_by(n_tasks);
                match self.table_of[task_idx] {
                    _ if known == Some(task_idx) => places.for_each(|effort| *effort = task.points.likely().units()),
                    None => places.for_each(|effort| *effort = low),
                    Some(table_idx) => {
                        let table = &self.tables[table_idx];
                        let mut own = streams.map(|stream| stream.uniform(self.keys[task_idx]));
                        normal::quantiles(&mut own);
                        for ((effort, common), own) in places.zip(common).zip(own) {
                            let above = (high - low) as f64 * table.at(common + own_weight * own);
                            *effort = (low + (above + 0.5) as u64).min(high);
                        }
                    }
                }
            }
            let n_left = (runs.end - first) as usize;
            (0..N_TOGETHER.min(n_left)).for_each(|place| record(&efforts[place * n_tasks..(place + 1) * n_tasks]));
        }
    }

    /// Cost with overhead, rounded half up once.
    fn price(&self, efforts: &[u64]) -> Minor {
        let Some(overhead) = self.inputs.overhead else { return Minor::ZERO };
        let labour: i128 = efforts.iter().zip(&self.unit_cost).map(|(effort, cost)| i128::from(*effort) * cost).sum();
        Minor::new(labour + self.direct * COST_SCALE).scaled(100 + i128::from(overhead.number()), COST_SCALE * 100)
    }

    /// Outcomes of all runs.
    pub fn outcomes<P: Placer>(&self, placer: &P) -> Outcomes {
        let parts = self.over_runs(|runs| {
            let mut runner = Runner::new(self, placer);
            self.draw(runs, None, |efforts| runner.record(efforts));
            runner.out
        });
        parts.into_iter().reduce(Outcomes::then).unwrap_or_default()
    }

    /// The outcome if every effort is its mean.
    pub fn planned<P: Placer>(&self, placer: &P) -> Outcomes {
        let mut runner = Runner::new(self, placer);
        runner.record(&self.inputs.tasks.iter().map(|task| task.points.mean().units()).collect::<Vec<_>>());
        runner.out
    }

    /// Ends of all runs, with the effort of one task known.
    pub fn ends<P: Placer>(&self, known: usize, placer: &P) -> Vec<u32> {
        let parts = self.over_runs(|runs| {
            let mut runner = Runner::new(self, placer);
            self.draw(runs, Some(known), |efforts| runner.record(efforts));
            runner.out.end
        });
        parts.concat()
    }

    /// Costs of all runs, with the effort of one task known; needs no dates.
    pub fn costs(&self, known: usize) -> Vec<Minor> {
        self.sums(known, |efforts| self.price(efforts))
    }

    /// Efforts of all runs, with that of one task known.
    pub fn efforts(&self, known: usize) -> Vec<Effort> {
        self.sums(known, |efforts| Effort::from_units(efforts.iter().sum()))
    }

    /// What follows from the efforts of each run alone, with that of one task known.
    fn sums<T: Clone + Send>(&self, known: usize, sum: impl Fn(&[u64]) -> T + Sync) -> Vec<T> {
        let parts = self.over_runs(|runs| {
            let mut sums = Vec::with_capacity(runs.len());
            self.draw(runs, Some(known), |efforts| sums.push(sum(efforts)));
            sums
        });
        parts.concat()
    }

    /// Equal parts of the runs, each on a thread of its own; results in the order of the runs.
    fn over_runs<T: Send>(&self, part: impl Fn(Range<u32>) -> T + Sync) -> Vec<T> {
        let n_runs = self.options.n_runs.get();
        let n_parts = u32::try_from(self.options.n_threads.get()).unwrap_or(n_runs).clamp(1, n_runs);
        if n_parts == 1 {
            return vec![part(0..n_runs)];
        }
        let bound = |part_idx: u32| (u64::from(n_runs) * u64::from(part_idx) / u64::from(n_parts)) as u32;
        thread::scope(|scope| {
            let part = &part;
            let threads: Vec<_> =
                (0..n_parts).map(|idx| scope.spawn(move || part(bound(idx)..bound(idx + 1)))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic))).collect()
        })
    }
}

/// The memory of one thread.
struct Runner<'a, P> {
    model: &'a Model<'a>,
    placer: P,
    places: Vec<Task>,
    slots: Vec<Slot>,
    out: Outcomes,
}

impl<'a, P: Placer> Runner<'a, P> {
    fn new(model: &'a Model<'a>, placer: &P) -> Self {
        Self {
            model,
            placer: placer.clone(),
            places: model.places.clone(),
            slots: Vec::with_capacity(model.places.len()),
            out: Outcomes { milestones: vec![Vec::new(); model.inputs.milestones.len()], ..Outcomes::default() },
        }
    }

    /// Place and price the tasks with these efforts, and keep what comes out.
    fn record(&mut self, efforts: &[u64]) {
        for ((place, percent), effort) in self.places.iter_mut().zip(&self.model.percent).zip(efforts) {
            for ((_, part), percent) in place.effort.iter_mut().zip(percent) {
                *part = Effort::from_units(effort * percent / 100);
            }
        }
        self.slots.clear();
        (self.placer)(&self.places, &mut self.slots);
        self.out.effort.push(Effort::from_units(efforts.iter().sum()));
        self.out.cost.push(self.model.price(efforts));
        self.out.end.push(self.slots.iter().map(|slot| slot.ready).max().unwrap_or(0));
        for (ends, milestone) in self.out.milestones.iter_mut().zip(&self.model.inputs.milestones) {
            ends.push(milestone.iter().map(|task_idx| self.slots[*task_idx].ready).max().unwrap_or(0));
        }
    }
}

impl Outcomes {
    /// These runs and the runs after them.
    fn then(mut self, next: Self) -> Self {
        self.effort.extend(next.effort);
        self.cost.extend(next.cost);
        self.end.extend(next.end);
        self.milestones.iter_mut().zip(next.milestones).for_each(|(ends, next)| ends.extend(next));
        self
    }
}

/// A task for the schedule, and the percentage of its effort per role.
fn place(task: &EstimatedTask) -> (Task, Vec<u64>) {
    let mut percent_of_role: BTreeMap<usize, u64> = BTreeMap::new();
    for line in &task.lines {
        *percent_of_role.entry(line.role).or_default() += u64::from(line.share.number());
    }
    let effort = percent_of_role.keys().map(|role| (*role, Effort::ZERO)).collect();
    let place =
        Task { effort, lag_weeks: task.lag_weeks, after: task.after.clone(), earliest: task.earliest, deadline: None };
    (place, percent_of_role.into_values().collect())
}
