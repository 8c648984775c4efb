//! Which estimates move P80 most: a bar for each, as far as P80 falls once its effort is known.

use super::canvas::{Anchor, Area, Canvas, Fill, LABEL, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::metrics::{Type, wrap};
use super::palette::{BLUE, INK, ORANGE, SOFT};
use super::scale::{HEIGHT as SCALE_HEIGHT, Scale};
use super::{DataTable, Picture};
use crate::text::one_line;

/// What bars of sensitivity show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sensitivity {
    /// Heading of the picture.
    pub heading: String,
    /// What the estimates move, such as the end or the cost.
    pub panels: Vec<Panel>,
    /// What the reader has to know beside it; empty where nothing.
    pub note: String,
}

/// One quantity whose P80 moves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// What moves, and what the scale counts.
    pub title: String,
    /// How much length makes one unit of the scale, 1 or more.
    pub per_unit: i128,
    /// The estimates that move it most, the largest share of its variance first.
    pub bars: Vec<Bar>,
}

/// An estimate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bar {
    /// Number and title.
    pub title: String,
    /// How far P80 falls if its effort is its likely value; below 0 where P80 rises.
    pub length: i128,
    /// The same with its unit.
    pub text: String,
    /// Percent of the variance that comes from it.
    pub share_percent: u32,
}

/// Left end of the chart, and its width; at the right of it stand figures.
const CHART: (i32, i32) = (266, 262);
const LABEL_ROOM: i32 = CHART.0 - MARGIN - 12;
/// Right end of the column before the last.
const FALLS: i32 = WIDTH - MARGIN - 82;
const BAR: i32 = 14;
const EDGE: Stroke = Stroke::solid(INK, 8);
const FALL: Fill = Fill::Plain(BLUE);
const RISE: Fill = Fill::Striped(ORANGE);

/// Draw bars of sensitivity.
pub fn sensitivity(data: &Sensitivity) -> Picture {
    let mut canvas = Canvas::new("sensitivity", WIDTH);
    let mut y = canvas.heading(&data.heading);
    if data.panels.iter().flat_map(|panel| &panel.bars).any(|bar| bar.length < 0) {
        let entries = [(Mark::Box(FALL, Some(EDGE)), "P80 falls"), (Mark::Box(RISE, Some(EDGE)), "P80 rises")];
        y = canvas.legend((MARGIN, y), &entries) + 2;
    }
    for panel in &data.panels {
        y = draw(&mut canvas, panel, y) + 10;
    }
    if !data.note.is_empty() {
        y = canvas.note(y, &data.note);
    }
    let description = description(data);
    canvas.picture(y, &data.heading, description, table(data))
}

/// One panel; gives the place below.
fn draw(canvas: &mut Canvas, panel: &Panel, top: i32) -> i32 {
    let top = canvas.paragraph((MARGIN, top), &panel.title, WIDTH - 2 * MARGIN, Type::bold(12), INK) + 4;
    let per_unit = panel.per_unit.max(1);
    let lengths = || panel.bars.iter().map(|bar| bar.length);
    let (least, most) = (lengths().min().unwrap_or(0).min(0), lengths().max().unwrap_or(0).max(0));
    // From the next whole unit below the least to the one above the most.
    let scale = Scale::new(least.div_euclid(per_unit), (most + per_unit - 1) / per_unit, CHART.0, CHART.1);
    let fine = Scale::new(
        least.div_euclid(per_unit) * per_unit,
        (most + per_unit - 1) / per_unit * per_unit,
        CHART.0,
        CHART.1,
    );
    let lines: Vec<Vec<String>> = panel.bars.iter().map(|bar| wrap(&bar.title, LABEL_ROOM, LABEL)).collect();
    let heights: Vec<i32> = lines.iter().map(|lines| (count(lines) * LABEL.leading()).max(BAR) + 8).collect();
    let rows_top = top + SCALE_HEIGHT;
    let bottom = rows_top + heights.iter().sum::<i32>();
    scale.draw(canvas, top, bottom);
    canvas.coloured((FALLS, rows_top - 5), "P80 falls by", SMALL, Anchor::End, SOFT);
    canvas.coloured((WIDTH - MARGIN, rows_top - 5), "of the spread", SMALL, Anchor::End, SOFT);
    let zero = fine.at(0);
    let mut y = rows_top;
    for ((bar, lines), height) in panel.bars.iter().zip(&lines).zip(&heights) {
        let first = y + (height - count(lines) * LABEL.leading()) / 2 + LABEL.size - 1;
        canvas.lines((MARGIN, first), lines, LABEL, Anchor::Start, INK);
        let end = fine.at(bar.length);
        let middle = y + height / 2;
        let fill = if bar.length < 0 { RISE } else { FALL };
        canvas.rect(Area(zero.min(end), middle - BAR / 2, (end - zero).abs().max(1), BAR), fill, Some(EDGE));
        canvas.text((FALLS, middle + 4), &bar.text, SMALL, Anchor::End);
        let share = format!("{} %", bar.share_percent);
        canvas.text((WIDTH - MARGIN, middle + 4), &share, SMALL, Anchor::End);
        y += height;
    }
    canvas.line(&[(zero, rows_top), (zero, bottom)], Stroke::solid(INK, 10));
    bottom
}

fn description(data: &Sensitivity) -> String {
    let bar = |bar: &Bar| format!("{} ({})", one_line(&bar.title), bar.text);
    let panel = |panel: &Panel| {
        let bars: Vec<String> = panel.bars.iter().map(bar).collect();
        format!("{}: {}.", one_line(&panel.title), bars.join("; "))
    };
    let panels: Vec<String> = data.panels.iter().map(panel).collect();
    format!("How far P80 falls if one effort is known. {}", panels.join(" "))
}

fn table(data: &Sensitivity) -> DataTable {
    let head = ["What moves", "Estimate", "P80 falls by, were it known", "Share of the spread"];
    let rows = data.panels.iter().flat_map(|panel| {
        panel.bars.iter().map(|bar| {
            let share = format!("{} %", bar.share_percent);
            vec![one_line(&panel.title), bar.title.clone(), bar.text.clone(), share]
        })
    });
    DataTable { head: head.map(str::to_owned).to_vec(), n_text: 2, rows: rows.collect() }
}
