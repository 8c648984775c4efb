//! How long it takes to find an order: `cargo bench --bench order`.

use divan::{Bencher, black_box};
use fundable::plan::order::generate::{Recipe, Shape, generate};
use fundable::plan::order::{Instance, Options, order, verify};

fn main() {
    divan::main();
}

const SPARSE: [usize; 4] = [32, 194, 1_000, 10_000];

#[divan::bench(args = SPARSE, sample_count = 20)]
fn sparse(bencher: Bencher, n_jobs: usize) {
    solve(bencher, &Recipe::sparse(n_jobs));
}

#[divan::bench(args = [0, 1, 2, 3, 4, 5, 6, 7], sample_count = 20)]
fn catalog_of_194(bencher: Bencher, seed: u64) {
    solve(bencher, &Recipe { seed, ..Recipe::sparse(194) });
}

#[divan::bench(args = [0, 1, 2, 3, 4, 5, 6, 7], sample_count = 3)]
fn sparse_10_000(bencher: Bencher, seed: u64) {
    solve(bencher, &Recipe { seed, ..Recipe::sparse(10_000) });
}

#[divan::bench(sample_count = 3)]
fn dense_10_000(bencher: Bencher) {
    solve(bencher, &dense(Shape::Random));
}

#[divan::bench(sample_count = 3)]
fn dense_10_000_in_10_layers(bencher: Bencher) {
    solve(bencher, &dense(Shape::Layers(10)));
}

#[divan::bench(args = SPARSE, sample_count = 5)]
fn check(bencher: Bencher, n_jobs: usize) {
    let instance = make(&Recipe::sparse(n_jobs));
    let ordering = order(&instance, &Options::default());
    bencher.bench(|| verify(black_box(&instance), black_box(&ordering)));
}

fn dense(shape: Shape) -> Recipe {
    Recipe { needs_per_100_jobs: 500, shape, ..Recipe::sparse(10_000) }
}

fn solve(bencher: Bencher, recipe: &Recipe) {
    let instance = make(recipe);
    bencher.bench(|| order(black_box(&instance), &Options::default()));
}

fn make(recipe: &Recipe) -> Instance {
    generate(recipe).expect("the recipes of this bench are small enough")
}
