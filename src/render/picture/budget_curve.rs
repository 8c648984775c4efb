//! What a sum of money buys: value over cost in steps, with what funders pay.

use super::canvas::{Anchor, Canvas, Fill, LABEL, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::metrics::wrap;
use super::palette::{BLUE, HAIRLINE, INK, ORANGE, PAPER, SOFT};
use super::scale::{HEIGHT as SCALE_HEIGHT, Scale};
use super::{DataTable, Picture};
use crate::model::money::group_thousands;
use crate::text::{counted, one_line};

/// What a budget curve shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BudgetCurve {
    /// Heading of the picture.
    pub heading: String,
    /// Currency of all amounts.
    pub currency: String,
    /// Budgets at which the best choice is certain, the least first; costs and values never fall.
    pub corners: Vec<Corner>,
    /// What funders pay.
    pub windows: Vec<Window>,
    /// What the reader has to know beside it; empty where nothing.
    pub note: String,
}

/// A budget at which the best choice is certain.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corner {
    /// Whole units of the currency; 0 or more.
    pub cost: i128,
    /// Share in the value of everything, 0 to 1,000 thousandths.
    pub permille: u32,
    /// The same in whole percent, as other parts of a document say it.
    pub percent: u32,
    /// Threat points that it takes away.
    pub points: String,
    /// What it buys beyond the corner before.
    pub adds: Vec<String>,
}

/// From the least to the most that a funder pays, in whole units of the currency; at least one end is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The funder.
    pub funder: String,
    /// None where it names none.
    pub floor: Option<i128>,
    /// None where it names none.
    pub ceiling: Option<i128>,
}

/// Left end of the chart, and its width.
const CHART: (i32, i32) = (206, 498);
const RIGHT: i32 = CHART.0 + CHART.1;
const LABEL_ROOM: i32 = CHART.0 - MARGIN - 10;
const HEIGHT: i32 = 220;
const BAND: Fill = Fill::Striped(ORANGE);
const EDGE: Stroke = Stroke::solid(INK, 8);
const CURVE: Stroke = Stroke::solid(BLUE, 22);
const BOUND: Stroke = Stroke::dashed(BLUE, 9);

/// Draw a budget curve.
pub fn budget_curve(data: &BudgetCurve) -> Picture {
    let mut canvas = Canvas::new("budget", WIDTH);
    let top = canvas.heading(&data.heading);
    let mut entries = vec![
        (Mark::Line(CURVE), "value that a budget buys for certain"),
        (Mark::Line(BOUND), "no choice is worth more"),
        (Mark::Diamond(PAPER), "corner: what stands in the table"),
    ];
    if !data.windows.is_empty() {
        entries.push((Mark::Box(BAND, Some(EDGE)), "what a funder pays; with a point: and more"));
    }
    let top = canvas.legend((MARGIN, top), &entries) + 2;
    let most = data.corners.iter().map(|corner| corner.cost).max().unwrap_or(0);
    let scale = Scale::new(0, most + most / 20 + 1, CHART.0, CHART.1);
    let labels: Vec<(Vec<String>, Vec<String>)> =
        data.windows.iter().map(|window| window.label(&data.currency)).collect();
    let height = |(name, amounts): &(Vec<String>, Vec<String>)| {
        count(name) * LABEL.leading() + count(amounts) * SMALL.leading() + 8
    };
    let heights: Vec<i32> = labels.iter().map(height).collect();
    let chart_top = top + SCALE_HEIGHT + heights.iter().sum::<i32>() + 8;
    let bottom = chart_top + HEIGHT;
    scale.draw(&mut canvas, top, bottom);
    canvas.text((MARGIN, top + SCALE_HEIGHT - 5), &data.currency, SMALL, Anchor::Start);
    let mut y = top + SCALE_HEIGHT;
    for ((window, (name, amounts)), height) in data.windows.iter().zip(&labels).zip(&heights) {
        canvas.lines((MARGIN, y + LABEL.size + 2), name, LABEL, Anchor::Start, INK);
        let below = y + count(name) * LABEL.leading() + SMALL.size + 2;
        canvas.lines((MARGIN, below), amounts, SMALL, Anchor::Start, SOFT);
        window.draw(&mut canvas, &scale, most, y + height / 2);
        y += height;
        canvas.line(&[(MARGIN, y), (RIGHT, y)], Stroke::solid(HAIRLINE, 7));
    }
    draw_curve(&mut canvas, data, &scale, (chart_top, bottom));
    let y = if data.note.is_empty() { bottom } else { canvas.note(bottom + 8, &data.note) };
    let description = description(data);
    canvas.picture(y, &data.heading, description, table(data))
}

fn draw_curve(canvas: &mut Canvas, data: &BudgetCurve, scale: &Scale, (top, bottom): (i32, i32)) {
    let height_of = |permille: u32| bottom - i32::try_from(permille.min(1_000)).unwrap_or(0) * (HEIGHT - 12) / 1_000;
    for percent in [0, 20, 40, 60, 80, 100] {
        let y = height_of(percent * 10);
        canvas.line(&[(CHART.0, y), (RIGHT, y)], Stroke::solid(HAIRLINE, 7));
        canvas.coloured((CHART.0 - 8, y + 4), &format!("{percent} %"), SMALL, Anchor::End, SOFT);
    }
    let words = wrap("Share of the value of all that is asked for", LABEL_ROOM - 50, SMALL);
    canvas.lines((MARGIN, top + HEIGHT / 2 - 10), &words, SMALL, Anchor::Start, SOFT);
    let corners: Vec<(i32, i32)> =
        data.corners.iter().map(|corner| (scale.at(corner.cost), height_of(corner.permille))).collect();
    let start = (CHART.0, height_of(0));
    let straight: Vec<(i32, i32)> = std::iter::once(start).chain(corners.iter().copied()).collect();
    canvas.line(&straight, BOUND);
    let mut steps = vec![start];
    for (x, y) in &corners {
        let before = steps.last().map_or(*y, |(_, y)| *y);
        steps.extend([(*x, before), (*x, *y)]);
    }
    steps.push((RIGHT, steps.last().map_or(bottom, |(_, y)| *y)));
    canvas.line(&steps, CURVE);
    corners.iter().for_each(|corner| canvas.diamond(*corner, 4, PAPER));
    canvas.line(&[(CHART.0, bottom), (RIGHT, bottom)], Stroke::solid(INK, 10));
}

impl Window {
    /// Name and amounts, in lines.
    fn label(&self, currency: &str) -> (Vec<String>, Vec<String>) {
        (wrap(&self.funder, LABEL_ROOM, LABEL), wrap(&self.text(currency), LABEL_ROOM, SMALL))
    }

    /// A band from floor to ceiling, with a point at its end where it goes on beyond the scale.
    fn draw(&self, canvas: &mut Canvas, scale: &Scale, most: i128, y: i32) {
        let from = scale.at(self.floor.unwrap_or(0)).min(RIGHT - 12);
        let goes_on = self.ceiling.is_none_or(|ceiling| ceiling > most + most / 20);
        let to = self.ceiling.map_or(RIGHT, |ceiling| scale.at(ceiling)).max(from + 2);
        let (top, bottom) = (y - 5, y + 5);
        let corners = match goes_on {
            true => vec![(from, top), (to - 8, top), (to, y), (to - 8, bottom), (from, bottom)],
            false => vec![(from, top), (to, top), (to, bottom), (from, bottom)],
        };
        canvas.polygon(&corners, BAND, Some(EDGE));
    }

    /// Its amounts; `unit` comes before the first of them.
    fn text(&self, unit: &str) -> String {
        let first = |number: i128| format!("{unit} {}", group_thousands(number)).trim().to_owned();
        match (self.floor, self.ceiling) {
            (Some(floor), Some(ceiling)) => format!("{} to {}", first(floor), group_thousands(ceiling)),
            (Some(floor), None) => format!("from {}", first(floor)),
            (None, Some(ceiling)) => format!("up to {}", first(ceiling)),
            (None, None) => "any sum".to_owned(),
        }
    }
}

fn description(data: &BudgetCurve) -> String {
    let mut sentences = vec![format!("Value over cost in {}.", counted(data.corners.len(), "step", "steps"))];
    if let Some(half) = data.corners.iter().find(|corner| corner.permille >= 500) {
        let cost = group_thousands(half.cost);
        sentences.push(format!("{} {cost} buys {} % of the value.", data.currency, half.percent));
    }
    if let Some(all) = data.corners.last() {
        sentences.push(format!("All of it costs {} {}.", data.currency, group_thousands(all.cost)));
    }
    let windows =
        data.windows.iter().map(|window| format!("{} pays {}.", one_line(&window.funder), window.text(&data.currency)));
    sentences.extend(windows);
    sentences.join(" ")
}

fn table(data: &BudgetCurve) -> DataTable {
    let head = ["What it buys beyond the line above", &format!("Budget ({})", data.currency), "Threat points", "Share"];
    let corner = |corner: &Corner| {
        let share = format!("{} %", corner.percent);
        vec![corner.adds.join("; "), group_thousands(corner.cost), corner.points.clone(), share]
    };
    let window = |window: &Window| {
        vec![format!("What {} pays", one_line(&window.funder)), window.text(""), String::new(), String::new()]
    };
    DataTable {
        head: head.map(str::to_owned).to_vec(),
        n_text: 1,
        rows: data.corners.iter().map(corner).chain(data.windows.iter().map(window)).collect(),
    }
}
