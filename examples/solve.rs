//! Solves a problem from a file and says how good the answer is: `cargo run --release --example solve -- FILE`.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use fundable::exchange::prec;
use fundable::plan::budget::{self, Answer, Item, Problem, Window};
use fundable::plan::order::{self, Instance, Options};
use serde_json::{Value, json};

/// Solve a problem from a file and say how good the answer is
#[derive(Debug, Parser)]
struct Args {
    /// Jobs with effort, value and needs; `src/exchange/mod.rs` lists the formats
    file: PathBuf,
    /// Take efforts as costs, and choose what is worth most for this sum instead of putting all in order
    #[arg(long, value_name = "SUM")]
    budget: Option<u64>,
    /// Give up about then; counted in steps of work, so that every machine gives the same answer
    #[arg(long, value_name = "SECONDS")]
    time_limit: Option<u64>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Steps of work in a second, roughly.
const STEPS_PER_SECOND: u64 = 5_000_000;

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
    // Every ending without a reader of its own.
    let instance = prec::read(&text)?;
    let report = match args.budget {
        None => order_all(args, &instance)?,
        Some(sum) => choose(args, &instance, sum)?,
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
        options.search_work = seconds.saturating_mul(STEPS_PER_SECOND);
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
        limits.work = seconds.saturating_mul(STEPS_PER_SECOND);
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

fn percent(value: f64) -> String {
    format!("{value:.5} %")
}

fn proof(is_optimal: bool) -> &'static str {
    if is_optimal { "optimal" } else { "bound" }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1_000.0)
}
