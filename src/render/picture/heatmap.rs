//! Maturity: the level of each category today, after each phase of the plan, and its target.

use super::canvas::{Anchor, Area, Canvas, Fill, LABEL, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::metrics::{Type, wrap};
use super::palette::{HAIRLINE, INK, PANEL, PAPER, SOFT, step};
use super::{DataTable, Picture};
use crate::text::one_line;

/// What a heatmap shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heatmap {
    /// Heading of the picture.
    pub heading: String,
    /// Heads of the columns: today, then one per phase.
    pub columns: Vec<String>,
    /// Categories.
    pub rows: Vec<Category>,
    /// The highest level of the framework.
    pub highest: u8,
    /// What the reader has to know beside it; empty where nothing.
    pub note: String,
}

/// A category.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Category {
    /// Title.
    pub title: String,
    /// One per column.
    pub cells: Vec<Maturity>,
    /// Target level; none where nothing of the category applies, or there is no target.
    pub target: Option<u8>,
}

/// The state of a category at one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Maturity {
    /// Level, 0 to the highest of the framework; none where nothing of the category applies.
    pub level: Option<u8>,
    /// Capabilities that are in place.
    pub n_reached: usize,
    /// Capabilities that apply.
    pub n_applicable: usize,
}

const LABEL_ROOM: i32 = 150;
const CELL_HEIGHT: i32 = 46;
const GAP: i32 = 3;
const LEVEL: Type = Type::bold(17);

/// Draw a heatmap.
pub fn heatmap(data: &Heatmap) -> Picture {
    let mut canvas = Canvas::new("heatmap", WIDTH);
    let top = canvas.heading(&data.heading);
    let entries = legend(data.highest);
    let entries: Vec<_> = entries.iter().map(|(mark, words)| (*mark, words.as_str())).collect();
    let top = canvas.legend((MARGIN, top), &entries) + 2;
    let left = MARGIN + LABEL_ROOM + 10;
    // One column more for the target, set apart from the others.
    let n_columns = count(&data.columns) + 1;
    let cell_width = (WIDTH - MARGIN - left - 10) / n_columns;
    let x_of = |column: i32| left + column * cell_width + if column == n_columns - 1 { 10 } else { 0 };

    let heads: Vec<Vec<String>> = data
        .columns
        .iter()
        .map(String::as_str)
        .chain(["Target"])
        .map(|head| wrap(head, cell_width - 6, SMALL))
        .collect();
    let head_height = heads.iter().map(|head| count(head)).max().unwrap_or(1) * SMALL.leading() + 6;
    for (column, head) in (0..).zip(&heads) {
        let y = top + head_height - 8 - (count(head) - 1) * SMALL.leading();
        canvas.lines((x_of(column) + cell_width / 2, y), head, SMALL, Anchor::Middle, INK);
    }
    let mut y = top + head_height;
    for row in &data.rows {
        let lines = wrap(&row.title, LABEL_ROOM, LABEL);
        let height = CELL_HEIGHT.max(count(&lines) * LABEL.leading() + 6);
        let first = y + (height - GAP - count(&lines) * LABEL.leading()) / 2 + LABEL.size;
        canvas.lines((MARGIN, first), &lines, LABEL, Anchor::Start, INK);
        for (column, cell) in (0..).zip(&row.cells) {
            let area = Area(x_of(column), y, cell_width - GAP, height - GAP);
            draw_cell(&mut canvas, area, cell, row.target);
        }
        let area = Area(x_of(n_columns - 1), y, cell_width - GAP, height - GAP);
        draw_target(&mut canvas, area, row.target);
        y += height;
    }
    if !data.note.is_empty() {
        y = canvas.note(y + 4, &data.note);
    }
    let description = description(data);
    canvas.picture(y, &data.heading, description, table(data))
}

fn legend(highest: u8) -> Vec<(Mark, String)> {
    let edge = Some(Stroke::solid(SOFT, 7));
    let of = |level: u8| (Mark::Box(Fill::Plain(step(level).0), edge), format!("level {level}"));
    let reached = Mark::Box(Fill::Plain(PAPER), Some(Stroke::solid(INK, 20)));
    let others = [(reached, "target reached"), (Mark::Box(Fill::Striped("#9aa4ae"), edge), "does not apply")];
    (0..=highest).map(of).chain(others.map(|(mark, words)| (mark, words.to_owned()))).collect()
}

fn draw_cell(canvas: &mut Canvas, area: Area, cell: &Maturity, target: Option<u8>) {
    let Area(x, y, width, height) = area;
    let Some(level) = cell.level else { return inapplicable(canvas, area) };
    let (fill, ink) = step(level);
    let is_reached = target.is_some_and(|target| level >= target);
    let edge = if is_reached { Stroke::solid(INK, 20) } else { Stroke::solid(HAIRLINE, 10) };
    canvas.rect(area, Fill::Plain(fill), Some(edge));
    let middle = x + width / 2;
    canvas.coloured((middle, y + height / 2 + 1), &level.to_string(), LEVEL, Anchor::Middle, ink);
    let counts = format!("{} of {}", cell.n_reached, cell.n_applicable);
    canvas.coloured((middle, y + height / 2 + 15), &counts, SMALL, Anchor::Middle, ink);
}

fn draw_target(canvas: &mut Canvas, area: Area, target: Option<u8>) {
    let Area(x, y, width, height) = area;
    let Some(target) = target else { return inapplicable(canvas, area) };
    let (fill, ink) = step(target);
    canvas.rect(area, Fill::Plain(fill), Some(Stroke::solid(INK, 20)));
    canvas.coloured((x + width / 2, y + height / 2 + 6), &target.to_string(), LEVEL, Anchor::Middle, ink);
}

fn inapplicable(canvas: &mut Canvas, area: Area) {
    let Area(x, y, width, height) = area;
    canvas.rect(area, Fill::Striped("#9aa4ae"), Some(Stroke::solid(HAIRLINE, 10)));
    canvas.rect(Area(x + width / 2 - 16, y + height / 2 - 9, 32, 18), Fill::Plain(PANEL), None);
    canvas.coloured((x + width / 2, y + height / 2 + 4), "n/a", SMALL, Anchor::Middle, SOFT);
}

fn level_text(level: Option<u8>) -> String {
    level.map_or_else(|| "n/a".to_owned(), |level| level.to_string())
}

fn description(data: &Heatmap) -> String {
    let rows = data.rows.iter().map(|row| {
        let title = one_line(&row.title);
        let levels: Vec<String> = row.cells.iter().map(|cell| level_text(cell.level)).collect();
        match row.cells.first().and_then(|cell| cell.level) {
            None => format!("{title}: nothing of it applies."),
            Some(_) => format!("{title}: level {}; target {}.", levels.join(", then "), level_text(row.target)),
        }
    });
    let heads: Vec<String> = data.columns.iter().map(|head| one_line(head)).collect();
    format!("Level of each category: {}. {}", heads.join(", then "), rows.collect::<Vec<_>>().join(" "))
}

fn table(data: &Heatmap) -> DataTable {
    let head = ["Category".to_owned()].into_iter().chain(data.columns.iter().map(|head| one_line(head)));
    let rows = data.rows.iter().map(|row| {
        let cell = |cell: &Maturity| match cell.level {
            None => "n/a".to_owned(),
            Some(level) => format!("{level} ({} of {})", cell.n_reached, cell.n_applicable),
        };
        let cells = row.cells.iter().map(cell);
        [row.title.clone()].into_iter().chain(cells).chain([level_text(row.target)]).collect()
    });
    DataTable { head: head.chain(["Target".to_owned()]).collect(), n_text: 1, rows: rows.collect() }
}
