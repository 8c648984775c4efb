//! Solves a problem from a file and says how good the answer is: `cargo run --release --example solve -- FILE`.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use fundable::exchange::{prec, psplib};
use fundable::plan::budget::{self, Answer, Item, Problem, Window};
use fundable::plan::makespan::{self, Limit, Steps};
use fundable::plan::order::{self, Instance, Options};
use serde_json::{Value, json};

/// Solve a problem from a file and say how good the answer is
#[derive(Debug, Parser)]
struct Args {
    /// Jobs with effort, value and needs, or a project in the format of PSPLIB (`.sm`) that is to end as early as can be;
    /// `src/exchange/mod.rs` lists the formats
    file: PathBuf,
    /// Take efforts as costs, and choose what is worth most for this sum instead of putting all in order
    #[arg(long, value_name = "SUM")]
    budget: Option<u64>,
    /// Give up about then; counted in steps of work, so that every machine gives the same answer
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u32>,
    /// Give up at the time limit by the clock, to compare with other programs; for `.sm` only
    #[arg(long, requires = "time_limit")]
    by_clock: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Steps of work in a second, roughly, of the solvers for order and budget.
const STEPS_PER_SECOND: u64 = 5_000_000;
/// Seconds for a project, unless the limit is given.
const SECONDS_FOR_PROJECT: u32 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where even this cannot be written, the code still says it.
            let _ = writeln!(io::stderr(), "error: {}: {error}", args.file.display());
            ExitCode::from(2)
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn std::error::Error>> {
    let text = fs::read_to_string(&args.file)?;
    let is_project = args.file.extension().is_some_and(|ending| ending == "sm");
    let report = match args.budget {
        Some(_) if is_project => return Err("a project has no values to choose by; leave `--budget` out".into()),
        None if is_project => end_early(args, &text)?,
        _ if args.by_clock => return Err("`--by-clock` is for `.sm` files only; leave it out".into()),
        None => order_all(args, &prec::read(&text)?)?,
        Some(sum) => choose(args, &prec::read(&text)?, sum)?,
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{report:#}")?;
    } else {
        for (name, value) in report.as_object().into_iter().flatten() {
            // Long lists are for programs.
            if !value.is_array() {
                writeln!(out, "{:<13}{}", format!("{name}:"), value.to_string().trim_matches('"'))?;
            }
        }
    }
    Ok(())
}

fn order_all(args: &Args, instance: &Instance) -> Result<Value, order::Fault> {
    let mut options = Options::default();
    if let Some(seconds) = args.time_limit {
        options.search_work = u64::from(seconds) * STEPS_PER_SECOND;
    }
    let start = Instant::now();
    let ordering = order::order(instance, &options);
    let time = start.elapsed();
    order::verify(instance, &ordering)?;
    let sequence: Vec<usize> = ordering.sequence.iter().map(|job| job + 1).collect();
    Ok(json!({
        "objective": ordering.objective.to_string(),
        "lower_bound": ordering.lower_bound.to_string(),
        "gap": percent(ordering.gap_percent()),
        "proof": proof(ordering.proof() == order::Proof::Optimal),
        "time": milliseconds(time),
        "sequence": sequence,
    }))
}

fn choose(args: &Args, instance: &Instance, sum: u64) -> Result<Value, Box<dyn std::error::Error>> {
    let items = instance.jobs().iter().map(|job| Item { cost: job.effort, value: job.value }).collect();
    let needs = (0..instance.len()).map(|job| instance.needs(job).to_vec()).collect();
    let problem = Problem::new(items, needs)?;
    let mut limits = budget::Limits::default();
    if let Some(seconds) = args.time_limit {
        limits.work = u64::from(seconds) * STEPS_PER_SECOND;
    }
    let window = Window::up_to(sum);
    let start = Instant::now();
    let answer = budget::best(&problem, window, &limits);
    let time = start.elapsed();
    budget::verify(&problem, window, &answer)?;
    let Answer::Chosen(choice) = answer else { return Err("nothing fits".into()) };
    let chosen: Vec<usize> = choice.chosen.iter().map(|item| item + 1).collect();
    Ok(json!({
        "objective": choice.value.to_string(),
        "upper_bound": choice.bound().to_string(),
        "gap": percent(choice.gap_percent()),
        "proof": proof(choice.proof == budget::Proof::Optimal),
        "cost": choice.cost,
        "time": milliseconds(time),
        "chosen": chosen,
    }))
}

/// A limit by the clock. The answer depends on the machine, so it has no place but here.
struct Clock {
    start: Instant,
    limit: Duration,
}

impl Limit for Clock {
    fn spend(&mut self, _units: u64) {}

    fn used(&self) -> u32 {
        let thousandths = self.start.elapsed().as_nanos() * 1_000 / self.limit.as_nanos().max(1);
        u32::try_from(thousandths).unwrap_or(u32::MAX)
    }
}

fn end_early(args: &Args, text: &str) -> Result<Value, Box<dyn std::error::Error>> {
    let project = psplib::read(text)?;
    let (activities, workforce) = (&project.activities, &project.workforce);
    let seconds = args.time_limit.unwrap_or(SECONDS_FOR_PROJECT);
    let start = Instant::now();
    let found = if args.by_clock {
        let mut clock = Clock { start, limit: Duration::from_secs(seconds.into()) };
        makespan::shortest(activities, workforce, &mut clock)
    } else {
        makespan::shortest(activities, workforce, &mut Steps::of_seconds(seconds))
    };
    let time = start.elapsed();
    let mut starts: Vec<_> = project.numbers.iter().zip(&found.slots).map(|(job, slot)| (*job, slot.start)).collect();
    starts.sort_unstable();
    let starts: Vec<u32> = starts.into_iter().map(|(_, start)| start).collect();
    Ok(json!({
        "objective": found.end.to_string(),
        "lower_bound": found.lower_bound.to_string(),
        "bound": format!("{:?}", found.bound),
        "gap": percent(found.gap_percent()),
        "proof": proof(found.is_optimal()),
        "time": milliseconds(time),
        "schedules": found.n_schedules,
        "steps": found.n_steps,
        "starts": starts,
    }))
}

fn percent(value: f64) -> String {
    format!("{value:.5} %")
}

fn proof(is_optimal: bool) -> &'static str {
    if is_optimal { "optimal" } else { "bound" }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1_000.0)
}
