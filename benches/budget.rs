//! How long it takes to spend a sum well: `cargo bench --bench budget`.

use divan::{Bencher, black_box};
use fundable::plan::budget::{Item, Limits, Problem, Window, best, corners, verify, verify_corners};
use fundable::plan::order::generate::{Recipe, generate};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [32, 194, 1_000];

/// The whole curve of corner budgets.
#[divan::bench(args = SIZES)]
fn curve(bencher: Bencher, n_items: usize) {
    let problem = make(n_items, 1);
    bencher.bench(|| corners(black_box(&problem)));
}

/// The curve for eight catalogs of the same size.
#[divan::bench(args = [0, 1, 2, 3, 4, 5, 6, 7])]
fn curve_of_194(bencher: Bencher, seed: u64) {
    let problem = make(194, seed);
    bencher.bench(|| corners(black_box(&problem)));
}

/// The best choice for half of what everything costs, and what more money would buy.
#[divan::bench(args = SIZES, sample_count = 5)]
fn choice_for_half(bencher: Bencher, n_items: usize) {
    choice(bencher, n_items, 50);
}

/// The same for a tenth.
#[divan::bench(args = SIZES, sample_count = 5)]
fn choice_for_a_tenth(bencher: Bencher, n_items: usize) {
    choice(bencher, n_items, 10);
}

/// Proving the curve once more.
#[divan::bench(args = SIZES, sample_count = 5)]
fn check_curve(bencher: Bencher, n_items: usize) {
    let problem = make(n_items, 1);
    let corners = corners(&problem);
    bencher.bench(|| verify_corners(black_box(&problem), black_box(&corners)));
}

/// Proving a choice once more, as far as that goes.
#[divan::bench(args = SIZES, sample_count = 5)]
fn check_choice(bencher: Bencher, n_items: usize) {
    let problem = make(n_items, 1);
    let window = share(&problem, 50);
    let answer = best(&problem, window, &Limits::default());
    bencher.bench(|| verify(black_box(&problem), window, black_box(&answer)));
}

fn choice(bencher: Bencher, n_items: usize, percent: u64) {
    let problem = make(n_items, 1);
    let window = share(&problem, percent);
    bencher.bench(|| best(black_box(&problem), window, &Limits::default()));
}

fn share(problem: &Problem, percent: u64) -> Window {
    let (total, _) = problem.totals(0..problem.len());
    Window::up_to(total * percent / 100)
}

/// The sparse networks of `benches/order.rs`, with efforts as costs.
fn make(n_items: usize, seed: u64) -> Problem {
    let recipe = Recipe { seed, ..Recipe::sparse(n_items) };
    let instance = generate(&recipe).expect("the recipes of this bench are small enough");
    let items = instance.jobs().iter().map(|job| Item { cost: job.effort, value: job.value }).collect();
    let needs = (0..n_items).map(|item| instance.needs(item).to_vec()).collect();
    Problem::new(items, needs).expect("needs of an instance have no cycle")
}
