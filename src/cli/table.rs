//! Tables on the terminal.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, TableComponent};

use super::output::Terminal;

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    head: &'static str,
    /// Never wrapped: a number or a date that is broken in two says something else.
    fixed: bool,
    right: bool,
    /// Left out on a terminal with fewer columns than this.
    shown_from: usize,
}

impl Column {
    /// Text, wrapped where it does not fit.
    pub const fn text(head: &'static str) -> Self {
        Self { head, fixed: false, right: false, shown_from: 0 }
    }

    /// A date, a range or a short word, never wrapped.
    pub const fn fixed(head: &'static str) -> Self {
        Self { head, fixed: true, right: false, shown_from: 0 }
    }

    /// A number, at the right, never wrapped.
    pub const fn number(head: &'static str) -> Self {
        Self { head, fixed: true, right: true, shown_from: 0 }
    }

    /// The same, left out on narrower terminals.
    pub const fn shown_from(self, shown_from: usize) -> Self {
        Self { shown_from, ..self }
    }
}

/// A table that fits the terminal, ending with a line break.
pub fn table(columns: &[Column], rows: Vec<Vec<String>>, terminal: &Terminal) -> String {
    let shown = |idx: &usize| columns[*idx].shown_from <= terminal.width;
    let kept: Vec<usize> = (0..columns.len()).filter(shown).collect();
    let mut table = Table::new();
    table.load_preset(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_style(TableComponent::HeaderLines, '─').set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    table.set_header(kept.iter().map(|idx| columns[*idx].head));
    for row in rows {
        table.add_row(kept.iter().filter_map(|idx| row.get(*idx)));
    }
    for (position, idx) in kept.iter().enumerate() {
        if let Some(column) = table.column_mut(position) {
            if columns[*idx].right {
                column.set_cell_alignment(CellAlignment::Right);
            }
            if columns[*idx].fixed {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
    }
    // Each line is padded to the width of the table; the blanks help nobody.
    table.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_stay_whole_and_the_rest_makes_room() {
        let columns = [
            Column::number("#"),
            Column::text("Step"),
            Column::fixed("Range").shown_from(90),
            Column::number("Cost"),
            Column::fixed("Start"),
        ];
        let row = ["1", "Show known vulnerabilities on package pages", "4.0-16.0", "12,345", "2027-01-04"];
        for width in [40, 60, 80, 120] {
            let text = table(&columns, vec![row.map(str::to_owned).to_vec()], &Terminal::of_width(width));
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
            for whole in ["12,345", "2027-01-04"] {
                assert!(text.contains(whole), "{width}:\n{text}");
            }
            assert!(width < 60 || text.contains("vulnerabilities"), "{width}:\n{text}");
            assert_eq!(text.contains("4.0-16.0"), width >= 90);
        }
    }
}
