//! How likely an end or a sum is to hold: cumulative curves of a forecast, with P50 and P80.

use chrono::NaiveDate;

use super::calendar_axis::{CalendarAxis, HEIGHT as CALENDAR_HEIGHT};
use super::canvas::{Anchor, Area, Canvas, Fill, MARGIN, Mark, SMALL, Stroke, WIDTH};
use super::metrics::Type;
use super::palette::{BLUE, HAIRLINE, INK, ORANGE, PAPER, SOFT};
use super::scale::{HEIGHT as SCALE_HEIGHT, Scale};
use super::{DataTable, Picture};
use crate::model::date::long_day;
use crate::model::money::group_thousands;

/// What curves of a forecast show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Likelihood {
    /// Heading of the picture.
    pub heading: String,
    /// One curve each.
    pub panels: Vec<Panel>,
    /// What the reader has to know beside it; empty where nothing.
    pub note: String,
}

/// A curve with its title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// What ends, or what is paid.
    pub title: String,
    /// The curve.
    pub curve: Curve,
    /// Percent of the runs that stay within the plan.
    pub planned_percent: u32,
}

/// Percentiles 0 to 100, which never fall, and the value of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Curve {
    /// Days.
    Days(Vec<NaiveDate>, NaiveDate),
    /// Whole numbers, with what they count, such as a currency.
    Numbers(Vec<i128>, i128, String),
}

/// Left end of the chart, and its width; at the left of it stand percentiles.
const CHART: (i32, i32) = (168, 536);
const HEIGHT: i32 = 150;
const MARKED: [usize; 4] = [10, 50, 80, 100];

impl Curve {
    fn text(&self, percent: usize) -> String {
        match self {
            Self::Days(days, _) => days.get(percent).map(ToString::to_string).unwrap_or_default(),
            Self::Numbers(numbers, _, unit) => {
                numbers.get(percent).map(|number| with_unit(*number, unit)).unwrap_or_default()
            }
        }
    }

    fn planned(&self) -> String {
        match self {
            Self::Days(_, day) => day.to_string(),
            Self::Numbers(_, number, unit) => with_unit(*number, unit),
        }
    }

    /// The same in a sentence.
    fn spoken(&self, percent: usize) -> String {
        match self {
            Self::Days(days, _) => days.get(percent).map(|day| format!("by {}", long_day(*day))).unwrap_or_default(),
            Self::Numbers(..) => format!("within {}", self.text(percent)),
        }
    }
}

fn with_unit(number: i128, unit: &str) -> String {
    format!("{unit} {}", group_thousands(number)).trim().to_owned()
}

/// Draw the curves of a forecast.
pub fn likelihood(data: &Likelihood) -> Picture {
    let mut canvas = Canvas::new("forecast", WIDTH);
    let top = canvas.heading(&data.heading);
    let entries = [
        (Mark::Line(Stroke::solid(BLUE, 22)), "share of the runs that stay within it"),
        (Mark::Box(Fill::Striped(ORANGE), None), "P50 to P80: even chance to four in five"),
        (Mark::Diamond(PAPER), "by the plan"),
    ];
    let mut y = canvas.legend((MARGIN, top), &entries) + 2;
    for panel in &data.panels {
        y = draw(&mut canvas, panel, y) + 8;
    }
    if !data.note.is_empty() {
        y = canvas.note(y, &data.note);
    }
    let description = description(data);
    canvas.picture(y, &data.heading, description, table(data))
}

/// One panel; gives the place below.
fn draw(canvas: &mut Canvas, panel: &Panel, top: i32) -> i32 {
    let y = canvas.paragraph((MARGIN, top), &panel.title, WIDTH - 2 * MARGIN, Type::bold(12), INK) + 4;
    let (left, width) = CHART;
    // The curve keeps away from the edges of the chart, which are lines themselves.
    let (xs, planned, chart_top) = match &panel.curve {
        Curve::Days(days, planned) => {
            let (first, last) = (days.first().min(Some(planned)), days.last().max(Some(planned)));
            let axis =
                CalendarAxis::new(first.copied().unwrap_or_default(), last.copied().unwrap_or_default(), left, width);
            axis.draw(canvas, y, y + CALENDAR_HEIGHT + HEIGHT);
            let xs: Vec<i32> = days.iter().map(|day| axis.end_of(*day)).collect();
            (xs, axis.end_of(*planned), y + CALENDAR_HEIGHT)
        }
        Curve::Numbers(numbers, planned, _) => {
            let first = numbers.first().min(Some(planned)).copied().unwrap_or_default();
            let last = numbers.last().max(Some(planned)).copied().unwrap_or_default();
            let margin = (last - first) / 20 + 1;
            let scale = Scale::new((first - margin).max(0), last + margin, left, width);
            scale.draw(canvas, y, y + SCALE_HEIGHT + HEIGHT);
            let xs: Vec<i32> = numbers.iter().map(|number| scale.at(*number)).collect();
            (xs, scale.at(*planned), y + SCALE_HEIGHT)
        }
    };
    let bottom = chart_top + HEIGHT;
    let height_of = |percent: usize| bottom - i32::try_from(percent).unwrap_or(0) * (HEIGHT - 10) / 100;
    let x_of = |percent: usize| xs.get(percent).copied().unwrap_or(left);
    let (p50, p80) = (x_of(50), x_of(80));
    canvas.rect(Area(p50, chart_top, (p80 - p50).max(2), HEIGHT), Fill::Striped(ORANGE), None);
    for percent in MARKED {
        let y = height_of(percent);
        canvas.line(&[(left, y), (x_of(percent), y)], Stroke::solid(HAIRLINE, 10));
        let is_chosen = percent == 50 || percent == 80;
        let set_in = if is_chosen { Type::bold(SMALL.size) } else { SMALL };
        let name = if percent == 100 { "all".to_owned() } else { format!("P{percent}") };
        let colour = if is_chosen { INK } else { SOFT };
        canvas.coloured((MARGIN, y + 4), &name, set_in, Anchor::Start, colour);
        canvas.coloured((left - 8, y + 4), &panel.curve.text(percent), set_in, Anchor::End, colour);
    }
    for (x, percent) in [(p50, 50), (p80, 80)] {
        canvas.line(&[(x, height_of(percent)), (x, bottom)], Stroke::dashed(INK, 10));
    }
    let points: Vec<(i32, i32)> = xs.iter().enumerate().map(|(percent, x)| (*x, height_of(percent))).collect();
    canvas.line(&points, Stroke::solid(BLUE, 22));
    canvas.line(&[(left, bottom), (left + width, bottom)], Stroke::solid(INK, 10));
    canvas.diamond((planned, bottom), 6, PAPER);
    let words = format!("By the plan: {}, kept in {} % of the runs.", panel.curve.planned(), panel.planned_percent);
    canvas.paragraph((left, bottom + 9), &words, width, SMALL, SOFT)
}

fn description(data: &Likelihood) -> String {
    let sentence = |panel: &Panel| {
        let title = crate::text::one_line(&panel.title);
        let curve = &panel.curve;
        format!(
            "{title}: {} in half of the runs, {} in four out of five; the plan ({}) is kept in {} %.",
            curve.spoken(50),
            curve.spoken(80),
            curve.planned(),
            panel.planned_percent
        )
    };
    let sentences: Vec<String> = data.panels.iter().map(sentence).collect();
    format!("Cumulative curves of a forecast. {}", sentences.join(" "))
}

fn table(data: &Likelihood) -> DataTable {
    let heads = data.panels.iter().map(|panel| crate::text::one_line(&panel.title));
    let percents = (0..=100).step_by(10);
    let row = |percent: usize| {
        let name = match percent {
            0 => "lowest".to_owned(),
            100 => "highest".to_owned(),
            _ => format!("P{percent}"),
        };
        [name].into_iter().chain(data.panels.iter().map(|panel| panel.curve.text(percent))).collect()
    };
    let planned = |panel: &Panel| format!("{} ({} %)", panel.curve.planned(), panel.planned_percent);
    let last = ["By the plan (kept in)".to_owned()].into_iter().chain(data.panels.iter().map(planned)).collect();
    DataTable {
        head: ["Share of the runs".to_owned()].into_iter().chain(heads).collect(),
        n_text: 1,
        rows: percents.map(row).chain([last]).collect(),
    }
}
