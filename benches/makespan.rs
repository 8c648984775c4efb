//! How long it takes to end a project early: `cargo bench --bench makespan`.

use divan::{Bencher, black_box};
use fundable::plan::makespan::generate::{Generated, Recipe, generate};
use fundable::plan::makespan::{Steps, shortest};
use fundable::plan::schedule::Workforce;

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [30, 60, 120];

/// Half of the roles each, and half of the room that would be enough: the proof is found soon.
#[divan::bench(args = SIZES, sample_count = 10)]
fn usual(bencher: Bencher, n_activities: usize) {
    solve(bencher, &generate(&Recipe::usual(n_activities)));
}

/// All roles each and little room: hard, so that this is how long the work of a second takes.
#[divan::bench(args = SIZES, sample_count = 3)]
fn scarce_for_a_second(bencher: Bencher, n_activities: usize) {
    let recipe = Recipe { resource_factor: 100, resource_strength: 20, ..Recipe::usual(n_activities) };
    solve(bencher, &generate(&recipe));
}

fn solve(bencher: Bencher, project: &Generated) {
    let workforce = Workforce::of_units(project.room.clone());
    bencher.bench(|| shortest(black_box(&project.activities), &workforce, &mut Steps::of_seconds(1)));
}
