//! Tables on the terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table, TableComponent};

use super::output::Terminal;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Text, wrapped where it does not fit.
    Text(&'static str),
    /// A number, at the right.
    Number(&'static str),
}

/// A table that fits the terminal, ending with a line break.
pub fn table(columns: &[Column], rows: Vec<Vec<String>>, terminal: &Terminal) -> String {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_style(TableComponent::HeaderLines, '─').set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    table.set_header(columns.iter().map(|column| match column {
        Column::Text(head) | Column::Number(head) => *head,
    }));
    for row in rows {
        table.add_row(row);
    }
    for (idx, column) in columns.iter().enumerate() {
        if let (Column::Number(_), Some(column)) = (column, table.column_mut(idx)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // Each line is padded to the width of the table; the blanks help nobody.
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}
