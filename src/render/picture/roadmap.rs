//! The roadmap: a Gantt chart of work and waiting time, and milestones with what may come later.

use chrono::NaiveDate;

use super::calendar_axis::{CalendarAxis, HEIGHT as AXIS_HEIGHT};
use super::canvas::{Anchor, Area, Canvas, Fill, LABEL, MARGIN, Mark, SMALL, Stroke, WIDTH, count};
use super::metrics::{Type, wrap};
use super::palette::{BLUE, GREEN, HAIRLINE, INK, ORANGE, PANEL, PAPER, SOFT};
use super::{DataTable, Picture, mermaid};
use crate::model::date::long_day;
use crate::text::counted;

/// What a roadmap shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Roadmap {
    /// Heading of the picture.
    pub heading: String,
    /// Pieces of work, from top to bottom.
    pub rows: Vec<Row>,
    /// Ends that people ask for.
    pub milestones: Vec<Milestone>,
    /// The day of a report, with its word, such as `assessed`.
    pub now: Option<(NaiveDate, String)>,
}

/// A piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Number and title.
    pub title: String,
    /// What becomes of it.
    pub state: State,
    /// First and last day of work; none for what is done and has no dates.
    pub work: Option<(NaiveDate, NaiveDate)>,
    /// Last day of the waiting time after the work, or of the work where there is none.
    pub ready: Option<NaiveDate>,
    /// From the first day of work to the day on which it was to be ready, by an older plan.
    pub baseline: Option<(NaiveDate, NaiveDate)>,
}

/// What becomes of a piece of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is to be built.
    Planned,
    /// Whether it is missing is found out first.
    Assess,
    /// It is in place.
    Done,
}

/// An end that people ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Milestone {
    /// What it is the end of.
    pub title: String,
    /// By the plan.
    pub planned: NaiveDate,
    /// One run of the forecast in two, and four in five, end by these days; none without a forecast.
    pub spread: Option<(NaiveDate, NaiveDate)>,
}

/// Left end of the chart, and its width; at the right of it stand dates.
const CHART: (i32, i32) = (246, 376);
const LABEL_ROOM: i32 = CHART.0 - MARGIN - 10;
const BAR: i32 = 12;
const DATE: Type = SMALL;

const WORK: Fill = Fill::Plain(BLUE);
const WAITING: Fill = Fill::Striped(BLUE);
const ASSESS: Fill = Fill::Dotted(BLUE);
const OUTLINE: Stroke = Stroke::solid(BLUE, 10);
const LATER: Fill = Fill::Plain(ORANGE);
const BASELINE: Fill = Fill::Plain("#9aa4ae");

/// Draw a roadmap.
pub fn roadmap(data: &Roadmap) -> Picture {
    let mut canvas = Canvas::new("roadmap", WIDTH);
    let top = canvas.heading(&data.heading);
    let top = canvas.legend((MARGIN, top), &legend(data)) + 4;
    let axis = axis(data);
    let rows_top = top + AXIS_HEIGHT;
    // The lines of the axis lie behind everything, so the height has to be known first.
    let heights: Vec<i32> = data.rows.iter().map(|row| row_height(&row.title, LABEL)).collect();
    let milestone_heights: Vec<i32> =
        data.milestones.iter().map(|milestone| row_height(&milestone.title, LABEL).max(34)).collect();
    let milestones_top = rows_top + heights.iter().sum::<i32>();
    let head = if data.milestones.is_empty() { 0 } else { 26 };
    let bottom = milestones_top + head + milestone_heights.iter().sum::<i32>();

    stripes(&mut canvas, rows_top, &heights);
    axis.draw(&mut canvas, top, bottom);
    canvas.coloured((WIDTH - MARGIN, top + AXIS_HEIGHT - 5), "Ready", DATE, Anchor::End, SOFT);
    let now_at = data.now.as_ref().map(|(day, _)| axis.end_of(*day));
    if let (Some(x), Some((_, word))) = (now_at, &data.now) {
        now(&mut canvas, x, (top, bottom), word);
    }
    let mut y = rows_top;
    for (row, height) in data.rows.iter().zip(&heights) {
        draw_row(&mut canvas, &axis, row, (y, *height), now_at);
        y += height;
    }
    if !data.milestones.is_empty() {
        canvas.line(&[(MARGIN, y), (WIDTH - MARGIN, y)], Stroke::solid(INK, 10));
        canvas.text((MARGIN, y + 18), "Milestones", Type::bold(LABEL.size), Anchor::Start);
        y += head;
    }
    for (milestone, height) in data.milestones.iter().zip(&milestone_heights) {
        draw_milestone(&mut canvas, &axis, milestone, (y, *height));
        y += height;
    }
    let description = description(data);
    Picture {
        mermaid: Some(mermaid::gantt(data)),
        ..canvas.picture(if data.now.is_some() { y + 20 } else { y }, &data.heading, description, table(data))
    }
}

fn legend(data: &Roadmap) -> Vec<(Mark, &str)> {
    let has = |state: State| data.rows.iter().any(|row| row.state == state);
    let waits = |row: &Row| row.work.zip(row.ready).is_some_and(|((_, end), ready)| ready > end);
    let mut entries = Vec::new();
    if has(State::Planned) {
        entries.push((Mark::Box(WORK, Some(OUTLINE)), "work"));
    }
    if data.rows.iter().any(waits) {
        entries.push((Mark::Box(WAITING, Some(OUTLINE)), "waiting time (review, notice)"));
    }
    if has(State::Assess) {
        entries.push((Mark::Box(ASSESS, Some(OUTLINE)), "found out first"));
    }
    if has(State::Done) {
        entries.push((Mark::Box(Fill::Plain(GREEN), Some(Stroke::solid(INK, 10))), "✓ in place"));
    }
    if data.rows.iter().any(|row| row.baseline.is_some()) {
        entries.push((Mark::Box(BASELINE, None), "as planned before"));
    }
    if !data.milestones.is_empty() {
        entries.push((Mark::Diamond(PAPER), "milestone by the plan"));
    }
    if data.milestones.iter().any(|milestone| milestone.spread.is_some()) {
        entries.push((Mark::Box(LATER, Some(Stroke::solid(INK, 10))), "P50 to P80: even chance to four in five"));
    }
    entries
}

/// Every day that is drawn.
fn days(data: &Roadmap) -> impl Iterator<Item = NaiveDate> {
    let of_row = |row: &Row| {
        let work = row.work.into_iter().chain(row.baseline).flat_map(|(from, to)| [from, to]);
        work.chain(row.ready).collect::<Vec<_>>()
    };
    let of_milestone = |milestone: &Milestone| {
        milestone.spread.into_iter().flat_map(|(p50, p80)| [p50, p80]).chain([milestone.planned]).collect::<Vec<_>>()
    };
    let rows = data.rows.iter().flat_map(of_row);
    rows.chain(data.milestones.iter().flat_map(of_milestone)).chain(data.now.as_ref().map(|(day, _)| *day))
}

fn axis(data: &Roadmap) -> CalendarAxis {
    let first = days(data).min().unwrap_or_default();
    let last = days(data).max().unwrap_or_default();
    CalendarAxis::new(first, last, CHART.0, CHART.1)
}

fn row_height(title: &str, set_in: Type) -> i32 {
    (count(&wrap(title, LABEL_ROOM, set_in)) * set_in.leading()).max(BAR) + 8
}

fn stripes(canvas: &mut Canvas, top: i32, heights: &[i32]) {
    let mut y = top;
    for (idx, height) in heights.iter().enumerate() {
        if idx % 2 == 1 {
            canvas.rect(Area(MARGIN, y, WIDTH - 2 * MARGIN, *height), Fill::Plain(PANEL), None);
        }
        y += height;
    }
}

fn now(canvas: &mut Canvas, x: i32, (top, bottom): (i32, i32), word: &str) {
    canvas.line(&[(x, top + AXIS_HEIGHT), (x, bottom + 4)], Stroke::dashed(INK, 12));
    canvas.text((x, bottom + 16), word, SMALL, Anchor::Middle);
}

fn title(canvas: &mut Canvas, title: &str, y: i32, height: i32) {
    let lines = wrap(title, LABEL_ROOM, LABEL);
    let first = y + (height - count(&lines) * LABEL.leading()) / 2 + LABEL.size - 1;
    canvas.lines((MARGIN, first), &lines, LABEL, Anchor::Start, INK);
}

fn draw_row(canvas: &mut Canvas, axis: &CalendarAxis, row: &Row, (y, height): (i32, i32), now_at: Option<i32>) {
    title(canvas, &row.title, y, height);
    let middle = y + height / 2;
    let bar_top = middle - BAR / 2;
    if let Some((from, to)) = row.baseline {
        let (from, to) = (axis.start_of(from), axis.end_of(to));
        canvas.rect(Area(from, bar_top + BAR, (to - from).max(2), 3), BASELINE, None);
    }
    let outline = Some(OUTLINE);
    if let Some((from, to)) = row.work {
        let (from, to) = (axis.start_of(from), axis.end_of(to));
        let ready = row.ready.map_or(to, |ready| axis.end_of(ready));
        if ready > to {
            canvas.rect(Area(to, bar_top, ready - to, BAR), WAITING, outline);
        }
        let fill = if row.state == State::Assess { ASSESS } else { WORK };
        // A day of work in a plan of years has to be seen as well.
        canvas.rect(Area(from, bar_top, (to - from).max(2), BAR), fill, outline);
    }
    if row.state == State::Done {
        // On which day is not known, only that it was before this one.
        let x = (now_at.unwrap_or(CHART.0 + BAR + 4) - BAR - 4).max(CHART.0);
        canvas.rect(Area(x, bar_top, BAR, BAR), Fill::Plain(GREEN), Some(Stroke::solid(INK, 10)));
        canvas.line(&[(x + 3, middle), (x + 5, middle + 3), (x + 10, middle - 3)], Stroke::solid(PAPER, 20));
    }
    let ready = match (row.state, row.ready) {
        (State::Done, _) => "in place".to_owned(),
        (_, Some(ready)) => ready.to_string(),
        _ => String::new(),
    };
    canvas.coloured((WIDTH - MARGIN, middle + 4), &ready, DATE, Anchor::End, INK);
}

fn draw_milestone(canvas: &mut Canvas, axis: &CalendarAxis, milestone: &Milestone, (y, height): (i32, i32)) {
    title(canvas, &milestone.title, y, height);
    let middle = y + height / 2;
    let planned = axis.end_of(milestone.planned);
    canvas.line(&[(CHART.0, middle), (CHART.0 + CHART.1, middle)], Stroke::solid(HAIRLINE, 7));
    let right = (WIDTH - MARGIN, middle);
    match milestone.spread {
        Some((p50, p80)) => {
            let (from, to) = (axis.end_of(p50), axis.end_of(p80));
            canvas.rect(Area(from, middle - 5, (to - from).max(3), 10), LATER, Some(Stroke::solid(INK, 10)));
            canvas.diamond((planned, middle), 6, PAPER);
            canvas.text((right.0, right.1 - 3), &milestone.planned.to_string(), DATE, Anchor::End);
            canvas.coloured((right.0, right.1 + 11), &format!("P80 {p80}"), DATE, Anchor::End, SOFT);
        }
        None => {
            canvas.diamond((planned, middle), 6, PAPER);
            canvas.text((right.0, right.1 + 4), &milestone.planned.to_string(), DATE, Anchor::End);
        }
    }
}

fn description(data: &Roadmap) -> String {
    let mut sentences = Vec::new();
    let n_rows = counted(data.rows.len(), "piece of work", "pieces of work");
    let starts = data.rows.iter().filter_map(|row| row.work).map(|(from, _)| from).min();
    let ends = data.rows.iter().filter_map(|row| row.ready).max();
    sentences.push(match starts.zip(ends) {
        Some((start, end)) => format!("Gantt chart of {n_rows}, from {} to {}.", long_day(start), long_day(end)),
        None => format!("Gantt chart of {n_rows}."),
    });
    let n_done = data.rows.iter().filter(|row| row.state == State::Done).count();
    if n_done > 0 {
        sentences.push(format!("{n_done} in place."));
    }
    for milestone in &data.milestones {
        let late = milestone.spread.map(|(_, p80)| format!(", by {} in four runs out of five", long_day(p80)));
        sentences.push(format!(
            "{}: {} by the plan{}.",
            crate::text::one_line(&milestone.title),
            long_day(milestone.planned),
            late.unwrap_or_default()
        ));
    }
    sentences.join(" ")
}

fn table(data: &Roadmap) -> DataTable {
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let has_baseline = data.rows.iter().any(|row| row.baseline.is_some());
    let mut head = vec!["Work or milestone", "Start", "Work ends", "Ready", "P50", "P80"];
    if has_baseline {
        head.push("Ready by the older plan");
    }
    let rows = data.rows.iter().map(|row| {
        let ready = if row.state == State::Done { "in place".to_owned() } else { day(row.ready) };
        let (start, end) = (row.work.map(|(from, _)| from), row.work.map(|(_, to)| to));
        let mut cells = vec![row.title.clone(), day(start), day(end), ready, String::new(), String::new()];
        if has_baseline {
            cells.push(day(row.baseline.map(|(_, to)| to)));
        }
        cells
    });
    let milestones = data.milestones.iter().map(|milestone| {
        let (p50, p80) = (milestone.spread.map(|(p50, _)| p50), milestone.spread.map(|(_, p80)| p80));
        let planned = milestone.planned.to_string();
        let mut cells = vec![milestone.title.clone(), String::new(), String::new(), planned, day(p50), day(p80)];
        if has_baseline {
            cells.push(String::new());
        }
        cells
    });
    DataTable {
        head: head.into_iter().map(str::to_owned).collect(),
        n_text: 6 + usize::from(has_baseline),
        rows: rows.chain(milestones).collect(),
    }
}
