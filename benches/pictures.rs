//! How long it takes to draw the pictures of a plan: `cargo bench --bench pictures`.

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use fundable::render::picture::Picture;
use fundable::render::picture::budget_curve::{BudgetCurve, Corner, Window, budget_curve};
use fundable::render::picture::costs::{Costs, Kind, Part as CostPart, costs};
use fundable::render::picture::dependencies::{Dependencies, Edge, Link, Node, Part, dependencies};
use fundable::render::picture::heatmap::{Category, Heatmap, Maturity, heatmap};
use fundable::render::picture::likelihood::{Curve, Likelihood, Panel, likelihood};
use fundable::render::picture::roadmap::{Milestone, Roadmap, Row, State, roadmap};
use fundable::render::picture::sensitivity::{Bar, Panel as Moved, Sensitivity, sensitivity};

fn main() {
    divan::main();
}

/// Capabilities of the built-in catalog, and of a large one of somebody's own.
const SIZES: [usize; 2] = [32, 200];

/// All that `fundable plan --pictures` draws.
#[divan::bench(args = SIZES)]
fn all_of_a_plan(bencher: Bencher, n: usize) {
    let (gantt, levels, graph) = (gantt(n), levels(n), graph(n));
    let (curves, prices, sums, moves) = (curves(), prices(n), sums(n), moves());
    bencher.bench(|| -> [Picture; 7] {
        [
            roadmap(black_box(&gantt)),
            heatmap(black_box(&levels)),
            dependencies(black_box(&graph)),
            likelihood(black_box(&curves)),
            costs(black_box(&prices), 1),
            budget_curve(black_box(&sums)),
            sensitivity(black_box(&moves)),
        ]
    });
}

#[divan::bench(args = SIZES)]
fn roadmaps(bencher: Bencher, n: usize) {
    let data = gantt(n);
    bencher.bench(|| roadmap(black_box(&data)));
}

#[divan::bench(args = SIZES)]
fn heatmaps(bencher: Bencher, n: usize) {
    let data = levels(n);
    bencher.bench(|| heatmap(black_box(&data)));
}

#[divan::bench(args = SIZES)]
fn dependency_graphs(bencher: Bencher, n: usize) {
    let data = graph(n);
    bencher.bench(|| dependencies(black_box(&data)));
}

/// The number of capabilities changes no curve: it has 101 points.
#[divan::bench]
fn forecasts(bencher: Bencher) {
    let data = curves();
    bencher.bench(|| likelihood(black_box(&data)));
}

#[divan::bench(args = SIZES)]
fn costs_by_kind(bencher: Bencher, n: usize) {
    let data = prices(n);
    bencher.bench(|| costs(black_box(&data), 1));
}

#[divan::bench(args = SIZES)]
fn budget_curves(bencher: Bencher, n: usize) {
    let data = sums(n);
    bencher.bench(|| budget_curve(black_box(&data)));
}

/// Five estimates each, however many there are.
#[divan::bench]
fn sensitivities(bencher: Bencher) {
    let data = moves();
    bencher.bench(|| sensitivity(black_box(&data)));
}

fn gantt(n: usize) -> Roadmap {
    let row = |idx: usize| {
        let work = (day(idx * 9), day(idx * 9 + idx % 40));
        Row { title: title(idx), state: State::Planned, work: Some(work), ready: Some(work.1), baseline: None }
    };
    let milestone = |idx: usize| Milestone {
        title: title(idx),
        planned: day(idx * 200),
        spread: Some((day(idx * 210), day(idx * 230))),
    };
    Roadmap {
        heading: title(n),
        rows: (0..n).map(row).collect(),
        milestones: (0..6).map(milestone).collect(),
        now: None,
    }
}

fn levels(n: usize) -> Heatmap {
    let cell = |column: usize| Maturity { level: Some((column % 4) as u8), n_reached: column, n_applicable: n };
    let row = |idx: usize| Category { title: title(idx), cells: (0..6).map(cell).collect(), target: Some(3) };
    Heatmap {
        heading: title(n),
        columns: (0..6).map(title).collect(),
        rows: (0..n / 8).map(row).collect(),
        highest: 3,
        note: title(9),
    }
}

/// Each box waits for up to three before it, near and far.
fn graph(n: usize) -> Dependencies {
    let node = |idx: usize| Node { title: title(idx), part: Part::Planned };
    let edge =
        |from: usize, to: usize| Edge { from, to, link: if from.is_multiple_of(2) { Link::Hard } else { Link::Soft } };
    let mut edges: Vec<Edge> =
        (1..n).flat_map(|idx| [edge(idx / 2, idx), edge(idx / 5, idx), edge(idx * 4 / 5, idx)]).collect();
    edges.sort();
    edges.dedup_by_key(|edge| (edge.from, edge.to));
    Dependencies { heading: title(n), nodes: (0..n).map(node).collect(), edges }
}

fn curves() -> Likelihood {
    let days = Curve::Days((0..=100).map(|percent| day(percent * 3)).collect(), day(140));
    let numbers = Curve::Numbers((0..=100).map(|percent| percent * 4_321).collect(), 200_000, "EUR".to_owned());
    let panel = |curve| Panel { title: title(3), curve, planned_percent: 40 };
    Likelihood { heading: title(2), panels: vec![panel(days), panel(numbers)], note: title(9) }
}

/// A kind of work for each four capabilities, which is many.
fn prices(n: usize) -> Costs {
    let part = |length: usize| CostPart { length: length as i128, text: length.to_string() };
    let row = |idx: usize| Kind {
        title: title(idx),
        parts: (0..3).map(|level| part(idx * level * 7_919 % 90_000)).collect(),
        total: "123,456".to_owned(),
    };
    Costs {
        heading: title(n),
        unit: "EUR".to_owned(),
        levels: (1..4).map(|level| format!("Level {level}")).collect(),
        rows: (0..n / 4).map(row).collect(),
        total: "1,234,567".to_owned(),
        note: String::new(),
    }
}

fn sums(n: usize) -> BudgetCurve {
    let corner = |idx: usize| Corner {
        cost: (idx * idx * 900) as i128,
        permille: (idx * 1_000 / n) as u32,
        percent: (idx * 100 / n) as u32,
        points: idx.to_string(),
        adds: vec![title(idx)],
    };
    let window = |idx: usize| Window { funder: title(idx), floor: Some(5_000), ceiling: Some(idx as i128 * 50_000) };
    BudgetCurve {
        heading: title(n),
        currency: "EUR".to_owned(),
        corners: (1..=n).map(corner).collect(),
        windows: (1..8).map(window).collect(),
        note: title(9),
    }
}

fn moves() -> Sensitivity {
    let bar = |idx: usize| Bar {
        title: title(idx),
        length: 20_000 - 1_000 * idx as i128,
        text: "EUR 12,345".to_owned(),
        share_percent: 9,
    };
    let panel = || Moved { title: title(3), per_unit: 100, bars: (0..5).map(bar).collect() };
    Sensitivity { heading: title(2), panels: vec![panel(), panel()], note: title(9) }
}

fn day(days: usize) -> NaiveDate {
    NaiveDate::default() + Days::new(20_000 + days as u64)
}

fn title(idx: usize) -> String {
    format!("{idx}. Require phishing-resistant factors of maintainers")
}
