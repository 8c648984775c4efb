//! How long it takes to draw a picture: `cargo bench --bench pictures`.

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use fundable::render::picture::costs::{Costs, Kind, Part as CostPart, costs};
use fundable::render::picture::dependencies::{Dependencies, Edge, Link, Node, Part, dependencies};
use fundable::render::picture::heatmap::{Category, Heatmap, Maturity, heatmap};
use fundable::render::picture::likelihood::{Curve, Likelihood, Panel, likelihood};
use fundable::render::picture::roadmap::{Roadmap, Row, State, roadmap};

fn main() {
    divan::main();
}

const SIZES: [usize; 2] = [32, 200];

#[divan::bench(args = SIZES)]
fn roadmaps(bencher: Bencher, n: usize) {
    let row = |idx: usize| {
        let work = (day(idx * 9), day(idx * 9 + idx % 40));
        Row { title: title(idx), state: State::Planned, work: Some(work), ready: Some(work.1), baseline: None }
    };
    let data = Roadmap { heading: title(n), rows: (0..n).map(row).collect(), ..Roadmap::default() };
    bencher.bench(|| roadmap(black_box(&data)));
}

#[divan::bench(args = SIZES)]
fn heatmaps(bencher: Bencher, n: usize) {
    let cell = |column: usize| Maturity { level: Some((column % 4) as u8), n_reached: column, n_applicable: n };
    let row = |idx: usize| Category { title: title(idx), cells: (0..6).map(cell).collect(), target: Some(3) };
    let data = Heatmap {
        heading: title(n),
        columns: (0..6).map(title).collect(),
        rows: (0..n / 4).map(row).collect(),
        ..Heatmap::default()
    };
    bencher.bench(|| heatmap(black_box(&data)));
}

/// Each box waits for up to three before it, near and far.
#[divan::bench(args = SIZES)]
fn dependency_graphs(bencher: Bencher, n: usize) {
    let node = |idx: usize| Node { title: title(idx), part: Part::Planned };
    let edge =
        |from: usize, to: usize| Edge { from, to, link: if from.is_multiple_of(2) { Link::Hard } else { Link::Soft } };
    let mut edges: Vec<Edge> =
        (1..n).flat_map(|idx| [edge(idx / 2, idx), edge(idx / 5, idx), edge(idx * 4 / 5, idx)]).collect();
    edges.sort();
    edges.dedup_by_key(|edge| (edge.from, edge.to));
    let data = Dependencies { heading: title(n), nodes: (0..n).map(node).collect(), edges };
    bencher.bench(|| dependencies(black_box(&data)));
}

/// The number of capabilities changes no curve: it has 101 points.
#[divan::bench]
fn forecasts(bencher: Bencher) {
    let days = Curve::Days((0..=100).map(|percent| day(percent * 3)).collect(), day(140));
    let numbers = Curve::Numbers((0..=100).map(|percent| percent * 4_321).collect(), 200_000, "EUR".to_owned());
    let panel = |curve| Panel { title: title(3), curve, planned_percent: 40 };
    let data = Likelihood { heading: title(2), panels: vec![panel(days), panel(numbers)], note: title(9) };
    bencher.bench(|| likelihood(black_box(&data)));
}

#[divan::bench(args = SIZES)]
fn costs_by_kind(bencher: Bencher, n: usize) {
    let part = |length: usize| CostPart { length: length as i128, text: length.to_string() };
    let row = |idx: usize| Kind {
        title: title(idx),
        parts: (0..3).map(|level| part(idx * level * 7_919 % 90_000)).collect(),
        total: "123,456".to_owned(),
    };
    let data = Costs {
        heading: title(n),
        unit: "EUR".to_owned(),
        levels: (1..4).map(|level| format!("Level {level}")).collect(),
        rows: (0..n).map(row).collect(),
        total: "1,234,567".to_owned(),
        note: String::new(),
    };
    bencher.bench(|| costs(black_box(&data), 1));
}

fn day(days: usize) -> NaiveDate {
    NaiveDate::default() + Days::new(20_000 + days as u64)
}

fn title(idx: usize) -> String {
    format!("{idx}. Require phishing-resistant factors of maintainers")
}
