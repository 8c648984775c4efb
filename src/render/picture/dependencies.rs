//! The dependency graph: what waits for what, from left to right.

use super::canvas::{Anchor, Area, Canvas, Fill, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::layers::{Layers, layers};
use super::metrics::wrap;
use super::palette::{BLUE, GREEN, INK, ORANGE, PAPER, SOFT};
use super::{DataTable, Picture, mermaid};
use crate::text::{counted, list, one_line};

/// What a dependency graph shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dependencies {
    /// Heading of the picture.
    pub heading: String,
    /// Capabilities, in the order of the roadmap.
    pub nodes: Vec<Node>,
    /// What waits for what, without repeats and cycles.
    pub edges: Vec<Edge>,
}

/// A capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Number and title.
    pub title: String,
    /// What becomes of it.
    pub part: Part,
}

/// The part that a capability has in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// It is to be built.
    Planned,
    /// It is to be built because others cannot do without it.
    PulledIn,
    /// Whether it is missing is found out first.
    Assess,
    /// It is in place.
    Done,
    /// No plan is looked at: it stands in the built-in catalog.
    Listed,
    /// No plan is looked at: it stands in files of the user's own.
    Own,
}

/// One capability waits for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// What comes first, by its index.
    pub from: usize,
    /// What waits, by its index.
    pub to: usize,
    /// How much it waits for it.
    pub link: Link,
}

/// How much one capability waits for another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Link {
    /// Advice on the order.
    Soft,
    /// It cannot do without one of several, of which this is one.
    Either,
    /// It cannot do without.
    Hard,
}

const NAME: &str = "dependencies";
const PARTS: [Part; 6] = [Part::Planned, Part::PulledIn, Part::Assess, Part::Done, Part::Listed, Part::Own];
/// Width of the strip that tells the part, and of the gap between layers.
const STRIP: i32 = 9;
const CHANNEL: i32 = 34;
/// Widths of a box.
const NARROWEST: i32 = 104;
const WIDEST: i32 = 176;
const HARD: Stroke = Stroke::solid(INK, 11);
const EITHER: Stroke = Stroke::dashed(INK, 11);
const SOFT_EDGE: Stroke = Stroke::dashed(SOFT, 11);

impl Link {
    fn stroke(self) -> Stroke {
        match self {
            Self::Hard => HARD,
            Self::Either => EITHER,
            Self::Soft => SOFT_EDGE,
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Hard => "cannot do without",
            Self::Either => "cannot do without one of these",
            Self::Soft => "better after it",
        }
    }
}

impl Part {
    fn fill(self) -> Fill {
        match self {
            Self::Planned => Fill::Plain(BLUE),
            Self::PulledIn => Fill::Striped(ORANGE),
            Self::Assess => Fill::Dotted(BLUE),
            Self::Done => Fill::Plain(GREEN),
            Self::Listed => Fill::Plain(BLUE),
            Self::Own => Fill::Striped(ORANGE),
        }
    }

    /// What stands in the box below the title; planned work is the rule and needs no word.
    fn mark(self) -> &'static str {
        match self {
            Self::Planned | Self::Listed => "",
            Self::PulledIn => "+ pulled in",
            Self::Assess => "? found out first",
            Self::Done => "✓ in place",
            Self::Own => "* your own files",
        }
    }

    fn meaning(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::PulledIn => "+ pulled in, as others need it",
            Self::Assess => "? found out first",
            Self::Done => "✓ in place",
            Self::Listed => "in the catalog",
            Self::Own => "* from your own files",
        }
    }

    /// The same in a table.
    pub fn word(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::PulledIn => "pulled in",
            Self::Assess => "found out first",
            Self::Done => "in place",
            Self::Listed => "in the built-in catalog",
            Self::Own => "from your own files",
        }
    }
}

/// Draw a dependency graph.
pub fn dependencies(data: &Dependencies) -> Picture {
    let is_linked = |idx: usize| data.edges.iter().any(|edge| edge.from == idx || edge.to == idx);
    let (linked, loose): (Vec<usize>, Vec<usize>) = (0..data.nodes.len()).partition(|idx| is_linked(*idx));
    let place_of = |idx: usize| linked.binary_search(&idx).unwrap_or_default();
    let edges: Vec<(usize, usize)> = data.edges.iter().map(|edge| (place_of(edge.from), place_of(edge.to))).collect();
    // The number of layers, and with it the width of a box, does not depend on the heights.
    let n_layers = count(&vec![(); layers(&vec![1; linked.len()], &edges).n_layers]).max(1);
    let room = WIDTH - 2 * MARGIN;
    let box_width = ((room + CHANNEL) / n_layers - CHANNEL).clamp(NARROWEST, WIDEST);
    let width = (2 * MARGIN + n_layers * (box_width + CHANNEL) - CHANNEL).max(WIDTH);
    let heights: Vec<i32> = linked.iter().map(|idx| height(&data.nodes[*idx], box_width)).collect();
    let placed = layers(&heights, &edges);

    let mut canvas = Canvas::new(NAME, width);
    let top = canvas.heading(&data.heading);
    let mut y = canvas.legend((MARGIN, top), &legend(data)) + 6;
    let channel = if n_layers > 1 { (width - 2 * MARGIN - n_layers * box_width) / (n_layers - 1) } else { CHANNEL };
    let channel = channel.min(120);
    let left = |layer: usize| MARGIN + i32::try_from(layer).unwrap_or(0) * (box_width + channel);
    for (edge, route) in &placed.routes {
        draw_edge(&mut canvas, &placed, route, (y, box_width), left, data.edges[*edge]);
    }
    for (at, idx) in linked.iter().enumerate() {
        let place = &placed.places[at];
        let area = Area(left(place.layer), y + place.middle - heights[at] / 2, box_width, heights[at]);
        draw_node(&mut canvas, &data.nodes[*idx], area);
    }
    y += placed.height + 8;
    if !loose.is_empty() {
        y = draw_loose(&mut canvas, data, &loose, (y, width), !linked.is_empty());
    }
    let description = description(data, n_layers, loose.len());
    Picture { mermaid: Some(mermaid::flowchart(data)), ..canvas.picture(y, &data.heading, description, table(data)) }
}

fn legend(data: &Dependencies) -> Vec<(Mark, &'static str)> {
    let has = |part: &Part| data.nodes.iter().any(|node| node.part == *part);
    let edge = Some(Stroke::solid(INK, 8));
    let parts = PARTS.into_iter().filter(has).map(|part| (Mark::Box(part.fill(), edge), part.meaning()));
    let mut entries: Vec<_> = parts.collect();
    for link in [Link::Hard, Link::Either, Link::Soft] {
        if data.edges.iter().any(|edge| edge.link == link) {
            entries.push((Mark::Line(link.stroke()), link.meaning()));
        }
    }
    entries
}

fn lines(node: &Node, width: i32) -> Vec<String> {
    wrap(&node.title, width - STRIP - 10, SMALL)
}

fn height(node: &Node, width: i32) -> i32 {
    let n_lines = count(&lines(node, width)) + i32::from(!node.part.mark().is_empty());
    n_lines * SMALL.leading() + 8
}

fn draw_node(canvas: &mut Canvas, node: &Node, area: Area) {
    let Area(x, y, width, height) = area;
    let edge = Stroke::solid(INK, 8);
    canvas.rect(area, Fill::Plain(PAPER), Some(edge));
    canvas.rect(Area(x, y, STRIP, height), node.part.fill(), Some(edge));
    let lines = lines(node, width);
    let (left, first) = (x + STRIP + 5, y + SMALL.size + 4);
    canvas.lines((left, first), &lines, SMALL, Anchor::Start, INK);
    let below = first + count(&lines) * SMALL.leading();
    canvas.coloured((left, below), node.part.mark(), SMALL, Anchor::Start, SOFT);
}

/// An edge leaves a box at its right, crosses the layers between at its own places, and ends with an arrow.
fn draw_edge(
    canvas: &mut Canvas,
    placed: &Layers,
    route: &[usize],
    (top, box_width): (i32, i32),
    left: impl Fn(usize) -> i32,
    edge: Edge,
) {
    let stroke = edge.link.stroke();
    let mut points = Vec::new();
    for (at, place) in route.iter().enumerate() {
        let place = &placed.places[*place];
        let (x, y) = (left(place.layer), top + place.middle);
        if at > 0 {
            points.push((if at == route.len() - 1 { x - 6 } else { x }, y));
        }
        if at < route.len() - 1 {
            points.push((x + box_width, y));
        }
    }
    canvas.line(&points, stroke);
    if let Some((x, y)) = points.last() {
        canvas.polygon(&[(x - 1, y - 4), (x + 6, *y), (x - 1, y + 4)], Fill::Plain(stroke.colour), None);
    }
}

/// What nothing waits for and what waits for nothing, in rows; gives the place below.
fn draw_loose(
    canvas: &mut Canvas,
    data: &Dependencies,
    loose: &[usize],
    (top, width): (i32, i32),
    has_others: bool,
) -> i32 {
    let words = if has_others { "These wait for nothing, and nothing waits for them:" } else { "Nothing here waits." };
    let mut y = canvas.paragraph((MARGIN, top), words, width - 2 * MARGIN, SMALL, SOFT) + 6;
    let gap = 10;
    let n_columns = ((width - 2 * MARGIN + gap) / (WIDEST + gap)).max(1);
    let box_width = (width - 2 * MARGIN + gap) / n_columns - gap;
    for row in loose.chunks(usize::try_from(n_columns).unwrap_or(1)) {
        let row_height = row.iter().map(|idx| height(&data.nodes[*idx], box_width)).max().unwrap_or(0);
        for (column, idx) in (0..).zip(row) {
            let area = Area(MARGIN + column * (box_width + gap), y, box_width, row_height);
            draw_node(canvas, &data.nodes[*idx], area);
        }
        y += row_height + 8;
    }
    y
}

/// Titles of what a capability waits for.
fn waits_for(data: &Dependencies, idx: usize, is_hard: bool) -> Vec<String> {
    let edges = data.edges.iter().filter(|edge| edge.to == idx && (edge.link != Link::Soft) == is_hard);
    edges.map(|edge| one_line(&data.nodes[edge.from].title)).collect()
}

fn description(data: &Dependencies, n_layers: i32, n_loose: usize) -> String {
    let n_hard = data.edges.iter().filter(|edge| edge.link != Link::Soft).count();
    let mut sentences = vec![format!(
        "Dependency graph of {} with {} that cannot be done without and {} of advice on the order.",
        counted(data.nodes.len(), "capability", "capabilities"),
        counted(n_hard, "need", "needs"),
        counted(data.edges.len() - n_hard, "need", "needs")
    )];
    if n_layers > 1 {
        sentences.push(format!("The longest chain has {n_layers} of them."));
    }
    let parts: Vec<String> = PARTS
        .into_iter()
        .map(|part| (part, data.nodes.iter().filter(|node| node.part == part).count()))
        .filter(|(_, n)| *n > 0)
        .map(|(part, n)| format!("{n} {}", part.word()))
        .collect();
    sentences.push(format!("{}.", list(&parts)));
    if n_loose > 0 {
        sentences.push(format!("{n_loose} wait for nothing and hold up nothing."));
    }
    sentences.join(" ")
}

fn table(data: &Dependencies) -> DataTable {
    let head = ["Capability", "Part in the plan", "Cannot do without", "Better after"];
    let row = |(idx, node): (usize, &Node)| {
        let (hard, soft) = (waits_for(data, idx, true), waits_for(data, idx, false));
        vec![node.title.clone(), node.part.word().to_owned(), hard.join("; "), soft.join("; ")]
    };
    DataTable {
        head: head.map(str::to_owned).to_vec(),
        n_text: 4,
        rows: data.nodes.iter().enumerate().map(row).collect(),
    }
}
