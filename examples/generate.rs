//! Writes a made-up problem for `solve`: `cargo run --release --example generate -- 194 --needs-per-100 150 --seed 1`.

use std::io::{self, Write};
use std::num::NonZeroUsize;

use clap::Parser;
use fundable::exchange::prec;
use fundable::plan::order::generate::{Recipe, Shape, generate};

/// Write a made-up problem for `solve`
#[derive(Debug, Parser)]
struct Args {
    /// Number of jobs
    n_jobs: usize,
    /// Needs of 100 jobs together
    #[arg(long, default_value_t = 150)]
    needs_per_100: usize,
    /// Put the jobs in so many layers, each of which needs jobs of the one before
    #[arg(long)]
    layers: Option<NonZeroUsize>,
    /// Another seed, another problem
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let shape = args.layers.map_or(Shape::Random, |n_layers| Shape::Layers(n_layers.get()));
    let sparse = Recipe::sparse(args.n_jobs);
    let recipe = Recipe { needs_per_100_jobs: args.needs_per_100, shape, seed: args.seed, ..sparse };
    io::stdout().write_all(prec::write(&generate(&recipe)?).as_bytes())?;
    Ok(())
}
