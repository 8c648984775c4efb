//! Tables on the terminal; where it is too narrow for columns, each row becomes a block of lines.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Table, TableComponent, Width};
use unicode_width::UnicodeWidthStr;

use super::colour::Tone;
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

/// What stands in a cell, and what it says of the registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    /// A short word with a colour, for a column that is never wrapped.
    pub fn toned(text: impl Into<String>, tone: Tone) -> Self {
        Self { text: text.into(), tone }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, tone: Tone::Plain }
    }
}

/// Blanks left and right of a cell.
const PADDING: usize = 2;

/// The blank between two columns.
const GAP: usize = 1;

/// The longest word that a table makes room for; a longer one, such as a link, is broken.
const LONGEST_WORD: usize = 24;

/// Below this, text in a column is a tower of single words.
const READABLE: usize = 16;

/// Room for the heads of blocks; a longer one is wrapped.
const WIDEST_HEAD: usize = 14;

/// A table that fits the terminal, ending with a line break.
pub fn table<C: Into<Cell>>(columns: &[Column], rows: Vec<Vec<C>>, terminal: &Terminal) -> String {
    let is_shown = |idx: &usize| columns[*idx].shown_from <= terminal.width;
    let shown: Vec<Column> = (0..columns.len()).filter(is_shown).map(|idx| columns[idx]).collect();
    let mut paint = Paint::new(terminal);
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| {
            row.into_iter()
                .enumerate()
                .filter(|(idx, _)| is_shown(idx))
                .map(|(_, cell)| paint.put(cell.into()))
                .collect()
        })
        .collect();
    let text = if narrowest(&shown, &rows) <= terminal.width {
        in_columns(&shown, &rows, terminal)
    } else {
        in_blocks(&shown, &rows, terminal)
    };
    paint.uncover(&text)
}

/// The width below which numbers or words would be broken.
fn narrowest(columns: &[Column], rows: &[Vec<String>]) -> usize {
    let widths: usize = (0..columns.len()).map(|idx| least(columns, rows, idx) + PADDING + GAP).sum();
    widths.saturating_sub(GAP)
}

/// The least width of the texts in one column.
fn least(columns: &[Column], rows: &[Vec<String>], idx: usize) -> usize {
    let is_fixed = columns[idx].fixed;
    let cell = |text: &str| if is_fixed { text.width() } else { longest_word(text).max(text.width().min(READABLE)) };
    let widest = rows.iter().filter_map(|row| row.get(idx)).map(|text| cell(text)).max();
    widest.unwrap_or(0).max(longest_word(columns[idx].head))
}

fn longest_word(text: &str) -> usize {
    text.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0).min(LONGEST_WORD)
}

fn in_columns(columns: &[Column], rows: &[Vec<String>], terminal: &Terminal) -> String {
    let mut table = bare(terminal);
    table.set_style(TableComponent::HeaderLines, '─').set_style(TableComponent::MiddleHeaderIntersections, '─');
    table.set_header(columns.iter().map(|column| column.head));
    rows.iter().for_each(|row| {
        table.add_row(row);
    });
    for (idx, column) in columns.iter().enumerate() {
        if let Some(set) = table.column_mut(idx) {
            if column.right {
                set.set_cell_alignment(CellAlignment::Right);
            }
            set.set_constraint(if column.fixed {
                ColumnConstraint::ContentWidth
            } else {
                ColumnConstraint::LowerBoundary(fixed_width(least(columns, rows, idx)))
            });
        }
    }
    let mut lines = lines(&table);
    if let Some(head) = lines.first_mut() {
        *head = terminal.paint(Tone::Head, head);
    }
    lines.iter().map(|line| line.clone() + "\n").collect()
}

/// Each row as lines of head and value; what is empty is left out.
fn in_blocks(columns: &[Column], rows: &[Vec<String>], terminal: &Terminal) -> String {
    let block = |row: &Vec<String>| {
        let mut table = bare(terminal);
        columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty()).for_each(|(column, cell)| {
            table.add_row([column.head, cell.as_str()]);
        });
        if let Some(heads) = table.column_mut(0) {
            let widest = columns.iter().map(|column| column.head.width()).max().unwrap_or(0).min(WIDEST_HEAD);
            heads.set_constraint(ColumnConstraint::Absolute(fixed_width(widest)));
        }
        lines(&table).iter().map(|line| line.clone() + "\n").collect::<String>()
    };
    rows.iter().map(block).collect::<Vec<_>>().join("\n")
}

/// The width of a column with texts of this width.
fn fixed_width(n_columns: usize) -> Width {
    Width::Fixed(u16::try_from(n_columns + PADDING).unwrap_or(u16::MAX))
}

fn bare(terminal: &Terminal) -> Table {
    let mut table = Table::new();
    table.load_preset(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(terminal.width).unwrap_or(u16::MAX));
    table
}

/// Each line is padded to the width of the table; the blanks help nobody.
fn lines(table: &Table) -> Vec<String> {
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Coloured words on their way through the layout, which would count escape codes as letters: each goes as a run of one
/// character for private use, as wide as the word, and is put back afterwards.
struct Paint<'a> {
    terminal: &'a Terminal,
    covered: Vec<(char, Cell)>,
}

/// The first character of the second plane for private use, which no font and no keyboard has.
const FIRST_COVER: u32 = 0x10_0000;

impl<'a> Paint<'a> {
    fn new(terminal: &'a Terminal) -> Self {
        Self { terminal, covered: Vec::new() }
    }

    fn put(&mut self, cell: Cell) -> String {
        let next = u32::try_from(self.covered.len()).ok().and_then(|n| char::from_u32(FIRST_COVER.checked_add(n)?));
        match next {
            Some(cover) if self.terminal.out_colour && cell.tone != Tone::Plain => {
                let run = cover.to_string().repeat(cell.text.width());
                self.covered.push((cover, cell));
                run
            }
            _ => cell.text,
        }
    }

    fn uncover(&self, text: &str) -> String {
        self.covered.iter().fold(text.to_owned(), |text, (cover, cell)| {
            text.replace(&cover.to_string().repeat(cell.text.width()), &cell.tone.paint(&cell.text))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every line fits, and every word of the cells is whole.
    fn fits(columns: &[Column], row: &[&str], width: usize) -> String {
        let row = row.iter().map(|cell| (*cell).to_owned()).collect();
        let text = table::<String>(columns, vec![row], &Terminal::of_width(width));
        assert!(text.lines().all(|line| line.width() <= width), "{width}:\n{text}");
        text
    }

    #[test]
    fn no_number_and_no_word_is_broken_at_any_width() {
        let columns = [
            Column::number("#"),
            Column::text("Step"),
            Column::fixed("Range").shown_from(90),
            Column::number("Cost"),
            Column::fixed("Start"),
        ];
        let row = ["1", "Show known vulnerabilities on package pages", "4.0-16.0", "12,345", "2027-01-04"];
        for width in [40, 60, 80, 120, 200] {
            let text = fits(&columns, &row, width);
            for whole in ["12,345", "2027-01-04", "vulnerabilities"] {
                assert!(text.contains(whole), "{width}:\n{text}");
            }
            assert_eq!(text.contains("4.0-16.0"), width >= 90);
        }
    }

    #[test]
    fn a_narrow_terminal_gets_blocks_instead_of_columns() {
        let columns =
            [Column::fixed("No."), Column::text("Capability"), Column::fixed("Standing"), Column::text("Detail")];
        let text = fits(&columns, &["2.4", "Revoke leaked tokens", "missing", ""], 40);
        assert_eq!(text, " No.         2.4\n Capability  Revoke leaked tokens\n Standing    missing\n");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        let columns = [Column::text("Registry"), Column::number("Cost"), Column::fixed("Finish")];
        let row = ["日本語のパッケージ管理システムの安全性評価", "12,345", "2027-01-04"];
        for width in [40, 80] {
            fits(&columns, &row, width);
        }
    }

    #[test]
    fn colour_moves_nothing() {
        let columns = [Column::text("Capability"), Column::fixed("Standing"), Column::text("Detail")];
        let plain = Terminal::of_width(60);
        let coloured = Terminal { out_colour: true, ..plain };
        let row = vec![
            Cell::from("Revoke leaked tokens within a day".to_owned()),
            Cell::toned("missing", Tone::Bad),
            Cell::from("nobody is told when a token leaks".to_owned()),
        ];
        let text = table(&columns, vec![row.clone(), row.clone()], &coloured);
        assert_eq!(text.matches("\u{1b}[1m\u{1b}[31mmissing\u{1b}[0m").count(), 2, "{text:?}");
        assert_eq!(anstream::adapter::strip_str(&text).to_string(), table(&columns, vec![row.clone(), row], &plain));
    }
}
