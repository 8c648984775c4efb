//! How long a forecast takes: `cargo bench --bench forecast`.

use std::num::NonZeroUsize;

use divan::{Bencher, black_box};
use fundable::model::{effort::Effort, money::Minor, percent::Percent};
use fundable::plan::forecast::{EstimatedTask, Forecast, Inputs, Line, Options, Points, forecast};
use fundable::plan::schedule::{Board, Workforce, schedule};

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [32, 194];

/// 10,000 runs, and nothing about single tasks.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn runs(bencher: Bencher, n_tasks: usize) {
    let inputs = plan(n_tasks);
    bencher.bench(|| run(black_box(&inputs), 1, 0));
}

/// The same on two threads.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn runs_on_two_threads(bencher: Bencher, n_tasks: usize) {
    let inputs = plan(n_tasks);
    bencher.bench(|| run(black_box(&inputs), 2, 0));
}

/// With the gain from knowing each of the five tasks that matter most.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn runs_and_gains_on_two_threads(bencher: Bencher, n_tasks: usize) {
    let inputs = plan(n_tasks);
    bencher.bench(|| run(black_box(&inputs), 2, 5));
}

/// With a schedule that allocates anew in every run.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn runs_without_a_board(bencher: Bencher, n_tasks: usize) {
    let inputs = plan(n_tasks);
    let options = Options { n_known: 0, ..Options::default() };
    let team = team();
    bencher.bench(|| forecast(black_box(&inputs), &options, |tasks, slots| *slots = schedule(tasks, &team)));
}

/// Everything but the schedule.
#[divan::bench(args = SIZES, sample_count = 10, sample_size = 1)]
fn draws_alone(bencher: Bencher, n_tasks: usize) {
    let inputs = Inputs { milestones: Vec::new(), ..plan(n_tasks) };
    let options = Options { n_known: 0, ..Options::default() };
    bencher.bench(|| forecast(black_box(&inputs), &options, |_, _| ()));
}

fn run(inputs: &Inputs, n_threads: usize, n_known: usize) -> Forecast {
    let n_threads = NonZeroUsize::new(n_threads).expect("it is above 0");
    let (mut board, team) = (Board::default(), team());
    let options = Options { n_threads, n_known, ..Options::default() };
    forecast(inputs, &options, move |tasks, slots| board.place(tasks, &team, slots))
}

/// Five roles, as in the examples.
fn team() -> Workforce {
    Workforce::new(&[150, 100, 50, 75, 200])
}

/// A plan like those of the examples: five roles, three kinds of work per task, up to two needs, all points different.
fn plan(n_tasks: usize) -> Inputs {
    let mut state = 1_u64;
    let mut below = |n: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let hundredths = |n: u64| Effort::from_units(n * Effort::UNITS_PER_WEEK / 100);
    let tasks = (0..n_tasks).map(|task_idx| {
        let low = 50 + below(400);
        let likely = low + 1 + below(600);
        let high = likely + 1 + below(1_500);
        let line = |role: u64, share| Line {
            role: usize::try_from(role).expect("it is small"),
            share: Percent::new(share).expect("it is a percentage"),
            weekly: Minor::new(550_000),
        };
        let first = below(5);
        EstimatedTask {
            key: task_idx as u64,
            points: Points::new(hundredths(low), hundredths(likely), hundredths(high)).expect("they rise"),
            lines: vec![line(first, 60), line((first + 1) % 5, 30), line((first + 3) % 5, 10)],
            direct: Minor::new(i128::from(below(1_000_000))),
            lag_weeks: if below(5) == 0 { 4 } else { 0 },
            earliest: 0,
            after: (0..below(3)).filter(|_| task_idx > 0).map(|_| below(task_idx as u64) as usize).collect(),
        }
    });
    let tasks = tasks.collect();
    let milestone = |level: usize| (level..n_tasks).step_by(4).collect();
    Inputs { tasks, milestones: (0..4).map(milestone).collect(), overhead: Percent::new(12) }
}
