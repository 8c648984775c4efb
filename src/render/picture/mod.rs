//! Pictures as SVG, drawn by pure functions: data in, SVG out.
//!
//! One picture serves all formats: as a file beside the Markdown, inline in HTML, and as an image in the PDF. Each carries
//! its own ground, a text that stands for it, and the figures behind it as a table. Coordinates are whole numbers, so the
//! same data give the same bytes; widths of texts come from a table (`metrics`), so that what fits in one program fits in
//! the others. `palette` says which colours, and how a grey print tells things apart.
//!
//! - `roadmap` a Gantt chart, `heatmap` the levels over time, `dependencies` what waits for what (`layers` places it)
//! - `likelihood` how likely an end or a cost is to hold, `costs` by kind of work and level; `scale` lays out numbers
//! - `from_catalog` gathers what needs what in a catalog, and `dot` writes it for Graphviz
//! - `budget_curve` what a sum of money buys, `sensitivity` which estimates matter most
//! - `from_facts` gathers the data for a reader: what a public document leaves out is in none of its pictures

pub mod budget_curve;
mod calendar_axis;
mod canvas;
pub mod costs;
pub mod dependencies;
pub mod dot;
pub mod from_catalog;
pub mod from_facts;
pub mod heatmap;
mod layers;
pub mod likelihood;
mod mermaid;
pub mod metrics;
mod palette;
pub mod roadmap;
mod scale;
pub mod sensitivity;

/// A finished picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its file name without the ending; unique among the pictures of a document.
    pub name: &'static str,
    /// What it shows.
    pub title: String,
    /// What it says, as sentences, for those who cannot see it.
    pub description: String,
    /// The picture.
    pub svg: String,
    /// The figures behind it.
    pub table: DataTable,
    /// The same as a diagram of Mermaid, where that can draw it.
    pub mermaid: Option<String>,
}

/// Figures behind a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DataTable {
    /// Heads of the columns.
    pub head: Vec<String>,
    /// How many of the first columns hold text; the others hold numbers.
    pub n_text: usize,
    /// Rows, as long as the head.
    pub rows: Vec<Vec<String>>,
}

impl Picture {
    /// Width and height of the picture, in its own units.
    pub fn size(&self) -> (u32, u32) {
        let number = |name: &str| {
            let start = self.svg.find(name)? + name.len();
            let digits: String = self.svg[start..].chars().take_while(char::is_ascii_digit).collect();
            digits.parse().ok()
        };
        number("width=\"").zip(number("height=\"")).unwrap_or((1, 1))
    }
}
