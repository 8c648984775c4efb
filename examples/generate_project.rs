//! Writes a made-up project for `solve`: `cargo run --release --example generate_project -- 60 --seed 1 > 60.sm`.

use std::io::{self, Write};
use std::num::NonZeroUsize;

use clap::Parser;
use fundable::exchange::psplib;
use fundable::plan::makespan::generate::{Recipe, generate};
use fundable::plan::schedule::Workforce;

/// Write a made-up project for `solve`
#[derive(Debug, Parser)]
struct Args {
    /// Number of activities
    n_activities: NonZeroUsize,
    /// Needs of 100 activities together
    #[arg(long, default_value_t = 180)]
    network_complexity: usize,
    /// Percent of the resources that an activity takes up on average
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u8).range(..=100))]
    resource_factor: u8,
    /// Percent of the way from the least room that there can be to more than enough
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u8).range(..=100))]
    resource_strength: u8,
    /// Another seed, another project
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> io::Result<()> {
    let args = Args::parse();
    let made = generate(&Recipe {
        network_complexity: args.network_complexity,
        resource_factor: usize::from(args.resource_factor),
        resource_strength: u64::from(args.resource_strength),
        seed: args.seed,
        ..Recipe::usual(args.n_activities.get())
    });
    io::stdout().write_all(psplib::write(&made.activities, &Workforce::of_units(made.room)).as_bytes())
}
