//! What the work costs: a bar per kind of work, stacked by level.

use super::canvas::{Anchor, Area, Canvas, Fill, LABEL, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::metrics::{Type, width, wrap};
use super::palette::{BLUE, INK, PAPER, STEPS};
use super::scale::{HEIGHT as SCALE_HEIGHT, Scale};
use super::{DataTable, Picture};
use crate::text::one_line;

/// What bars of cost show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Costs {
    /// Heading of the picture.
    pub heading: String,
    /// What the scale counts, such as a currency.
    pub unit: String,
    /// Levels, by their titles; rising.
    pub levels: Vec<String>,
    /// Kinds of work, then other costs.
    pub rows: Vec<Kind>,
    /// The sum of all.
    pub total: String,
    /// What the reader has to know beside it; empty where nothing.
    pub note: String,
}

/// A kind of work, or another cost.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kind {
    /// Title.
    pub title: String,
    /// One per level: 0 or more.
    pub parts: Vec<Part>,
    /// Their sum, as text.
    pub total: String,
}

/// A part of a bar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// How long it is, in any unit that all have in common; 0 or more.
    pub length: i128,
    /// The same on the scale: in whole units.
    pub text: String,
}

const CHART: (i32, i32) = (196, 408);
const LABEL_ROOM: i32 = CHART.0 - MARGIN - 10;
const BAR: i32 = 18;
const EDGE: Stroke = Stroke::solid(INK, 8);

/// The fill of a level by its index; a grey print shows them apart.
fn fill(level: usize) -> Fill {
    match level % 4 {
        0 => Fill::Plain(STEPS[1].0),
        1 => Fill::Striped(BLUE),
        2 => Fill::Plain(STEPS[3].0),
        _ => Fill::Dotted(BLUE),
    }
}

/// Draw costs. `per_unit` is how much length makes one unit of the scale, 1 or more.
pub fn costs(data: &Costs, per_unit: i128) -> Picture {
    let mut canvas = Canvas::new("costs", WIDTH);
    let top = canvas.heading(&data.heading);
    let levels = data.levels.iter().enumerate();
    let entries: Vec<(Mark, &str)> =
        levels.map(|(level, title)| (Mark::Box(fill(level), Some(EDGE)), title.as_str())).collect();
    let top = canvas.legend((MARGIN, top), &entries) + 2;
    let length = |row: &Kind| row.parts.iter().map(|part| part.length).sum::<i128>();
    let longest = data.rows.iter().map(length).max().unwrap_or(0);
    let per_unit = per_unit.max(1);
    let scale = Scale::new(0, longest / per_unit + 1, CHART.0, CHART.1);
    let heights: Vec<i32> = data
        .rows
        .iter()
        .map(|row| (count(&wrap(&row.title, LABEL_ROOM, LABEL)) * LABEL.leading()).max(BAR) + 10)
        .collect();
    let bottom = top + SCALE_HEIGHT + heights.iter().sum::<i32>();
    scale.draw(&mut canvas, top, bottom);
    canvas.text((MARGIN, top + SCALE_HEIGHT - 5), &data.unit, SMALL, Anchor::Start);
    let mut y = top + SCALE_HEIGHT;
    for (row, height) in data.rows.iter().zip(&heights) {
        draw(&mut canvas, row, &scale, per_unit, (y, *height));
        y += height;
    }
    canvas.line(&[(MARGIN, y), (WIDTH - MARGIN, y)], Stroke::solid(INK, 10));
    canvas.text((MARGIN, y + 17), "Sum", Type::bold(LABEL.size), Anchor::Start);
    canvas.text((WIDTH - MARGIN, y + 17), &data.total, Type::bold(LABEL.size), Anchor::End);
    y += 24;
    if !data.note.is_empty() {
        y = canvas.note(y + 2, &data.note);
    }
    let description = description(data);
    canvas.picture(y, &data.heading, description, table(data))
}

fn draw(canvas: &mut Canvas, row: &Kind, scale: &Scale, per_unit: i128, (y, height): (i32, i32)) {
    let lines = wrap(&row.title, LABEL_ROOM, LABEL);
    let first = y + (height - count(&lines) * LABEL.leading()) / 2 + LABEL.size - 1;
    canvas.lines((MARGIN, first), &lines, LABEL, Anchor::Start, INK);
    let top = y + (height - BAR) / 2;
    let mut sum = 0;
    for (level, part) in row.parts.iter().enumerate().filter(|(_, part)| part.length > 0) {
        let from = scale.at(sum / per_unit);
        sum += part.length;
        let length = (scale.at(sum / per_unit) - from).max(1);
        canvas.rect(Area(from, top, length, BAR), fill(level), Some(EDGE));
        let room = width(&part.text, SMALL) + 4;
        if room + 6 <= length {
            let middle = from + length / 2;
            if !matches!(fill(level), Fill::Plain(_)) {
                canvas.rect(Area(middle - room / 2, top + 2, room, BAR - 4), Fill::Plain(PAPER), None);
            }
            let colour = if fill(level) == Fill::Plain(STEPS[3].0) { STEPS[3].1 } else { INK };
            canvas.coloured((middle, top + 13), &part.text, SMALL, Anchor::Middle, colour);
        }
    }
    canvas.text((WIDTH - MARGIN, top + 13), &row.total, SMALL, Anchor::End);
}

fn description(data: &Costs) -> String {
    let row = |row: &Kind| format!("{} {}", one_line(&row.title), row.total);
    let rows: Vec<String> = data.rows.iter().map(row).collect();
    format!("Bars of cost by kind of work and level, in {}: {}. Sum {}.", data.unit, rows.join(", "), data.total)
}

fn table(data: &Costs) -> DataTable {
    let levels = data.levels.iter().map(|level| one_line(level));
    let head = [format!("Kind ({})", data.unit)].into_iter().chain(levels).chain(["Sum".to_owned()]);
    let row = |row: &Kind| {
        let parts = row.parts.iter().map(|part| part.text.clone());
        [row.title.clone()].into_iter().chain(parts).chain([row.total.clone()]).collect()
    };
    let blanks = data.levels.iter().map(|_| String::new());
    let last = ["Sum".to_owned()].into_iter().chain(blanks).chain([data.total.clone()]).collect();
    DataTable { head: head.collect(), n_text: 1, rows: data.rows.iter().map(row).chain([last]).collect() }
}
