//! Pictures of a document, and the figures behind them.

use serde::Serialize;

use super::registry::labels;
use super::{Audience, Facts, RegistryView};
use crate::render::page::Placed;
use crate::render::words::one_line;

/// The pictures that a document has; each is the line of Markdown that places it, to be written with `| safe`.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PicturesView {
    /// Gantt chart.
    pub roadmap: Option<String>,
    /// Level of each category, today and later.
    pub heatmap: Option<String>,
    /// What waits for what.
    pub dependencies: Option<String>,
    /// How likely end and cost are to hold.
    pub forecast: Option<String>,
    /// Cost by kind of work and level.
    pub costs: Option<String>,
    /// What a sum of money buys.
    pub budget: Option<String>,
    /// Which estimates matter most.
    pub sensitivity: Option<String>,
    /// The figures behind the pictures.
    pub tables: Vec<PictureTableView>,
}

/// The figures behind a picture.
#[derive(Debug, Clone, Serialize)]
pub struct PictureTableView {
    /// What the picture shows.
    pub title: String,
    /// Heads of the columns.
    pub head: Vec<String>,
    /// `---` or `---:` for each column, to be written with `| safe`.
    pub rule: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<Vec<String>>,
}

/// The view of pictures in their places.
pub fn pictures(placed: &[Placed]) -> PicturesView {
    let line = |name: &str| placed.iter().find(|placed| placed.picture.name == name).map(Placed::line);
    PicturesView {
        roadmap: line("roadmap"),
        heatmap: line("heatmap"),
        dependencies: line("dependencies"),
        forecast: line("forecast"),
        costs: line("costs"),
        budget: line("budget"),
        sensitivity: line("sensitivity"),
        tables: placed.iter().map(table).collect(),
    }
}

/// What the template of all pictures of a plan sees.
#[derive(Debug, Clone, Serialize)]
pub struct PictureIndexView {
    /// The registry.
    pub registry: RegistryView,
    /// Labels of inputs that are illustrations.
    pub labels: Vec<String>,
    /// `public` or `private`.
    pub audience: &'static str,
    /// The pictures in their order.
    pub shown: Vec<ShownPictureView>,
}

/// A picture with its figures.
#[derive(Debug, Clone, Serialize)]
pub struct ShownPictureView {
    /// The line of Markdown that places it, to be written with `| safe`.
    pub line: String,
    /// The figures behind it.
    pub table: PictureTableView,
}

/// The view of all pictures of a plan.
pub fn picture_index(facts: &Facts<'_>, placed: &[Placed], audience: Audience) -> PictureIndexView {
    PictureIndexView {
        registry: facts.assessment.into(),
        labels: labels(facts),
        audience: audience.name(),
        shown: placed.iter().map(|placed| ShownPictureView { line: placed.line(), table: table(placed) }).collect(),
    }
}

fn table(placed: &Placed) -> PictureTableView {
    let table = &placed.picture.table;
    let rule = |column: usize| if column < table.n_text { "---" } else { "---:" };
    PictureTableView {
        title: one_line(&placed.picture.title),
        head: table.head.clone(),
        rule: (0..table.head.len()).map(rule).collect(),
        rows: table.rows.clone(),
    }
}
