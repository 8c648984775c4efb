//! How wide the columns of a table are, worked out from what is in them.
//!
//! Typst's own `auto` gives a column of prose all the room that its longest paragraph would like on one line, and
//! leaves the others to wrap letter by letter. So: columns of short entries get what they need, columns of prose share
//! what is left by the amount of text in them.

use pulldown_cmark::Alignment;

use super::measure::{MilliEm, code_width, widest_part, width};

/// Width of the text on the page in thousandths of the type size: 160 mm at 9 pt, and at 8 pt for dense tables.
const ROOM: u64 = 50_400;
const ROOM_DENSE: u64 = 56_700;
/// From so many columns on, a table is set smaller.
const DENSE_FROM: usize = 7;
/// Space on both sides of an entry, as the theme has it.
const PADDING: u64 = 1_150;
/// Entries up to this width are never wrapped while there is room.
const SHORT: u64 = 9_000;
/// A row of more lines than this may break across pages: it might be taller than one.
const TALLEST_WHOLE_ROW: u64 = 24;
/// A table of no more lines than this moves to the next page as a whole: about two fifths of a page.
const TALLEST_WHOLE_TABLE: u64 = 24;

/// What is known of an entry before it is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Extent {
    /// On one line.
    whole: MilliEm,
    /// The widest part that cannot be broken.
    part: MilliEm,
}

impl Extent {
    /// Of plain text.
    pub fn of_text(text: &str) -> Self {
        Self { whole: width(text), part: widest_part(text) }
    }

    /// Of code, which is opened at its signs only.
    pub fn of_code(text: &str) -> Self {
        let longest = text.split(|c: char| c.is_ascii_punctuation() || c == ' ').map(code_width).max();
        Self { whole: code_width(text), part: longest.unwrap_or_default() }
    }

    /// Of one after the other.
    pub fn then(self, next: Self) -> Self {
        Self { whole: self.whole + next.whole, part: self.part.max(next.part) }
    }
}

/// What a column holds.
struct Column {
    is_number: bool,
    /// Widest entry on one line, heading left out.
    entry: u64,
    /// The heading on one line.
    heading: u64,
    /// Widest part that cannot be broken, heading included.
    part: u64,
    /// All entries one after the other.
    total: u64,
}

impl Column {
    fn is_short(&self) -> bool {
        self.is_number || self.entry <= SHORT
    }

    fn on_one_line(&self) -> u64 {
        self.entry.max(self.heading)
    }

    /// Short columns keep their entries whole and their headings to about three lines, the others at least their words and room
    /// for two or three of them in a line, but none takes over the page.
    fn least_width(&self, room: u64) -> u64 {
        let wanted = if self.is_short() {
            self.entry.max(self.part).max(self.heading * 2 / 5)
        } else {
            self.part.max(SHORT * 3 / 4)
        };
        wanted.min(room / 2)
    }
}

/// How the table is set.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// One per column.
    pub tracks: Vec<Track>,
    /// Whether the type is smaller than in other tables.
    pub is_dense: bool,
    /// Whether a row stays on one page.
    pub keeps_rows: bool,
    /// Whether the table stays on one page.
    pub is_whole: bool,
}

/// Width of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Track {
    /// As wide as its widest entry.
    Auto,
    /// This wide.
    Fixed(MilliEm),
    /// A share of what the others leave, expected to come to this width.
    Share(MilliEm),
}

impl Track {
    /// Room for the text in the column; nothing where it takes what it needs.
    pub fn room(self) -> Option<MilliEm> {
        match self {
            Self::Auto => None,
            Self::Fixed(width) | Self::Share(width) => Some(MilliEm(width.0.saturating_sub(PADDING))),
        }
    }

    /// As Typst writes it.
    pub fn source(self) -> String {
        match self {
            Self::Auto => "auto".to_owned(),
            Self::Fixed(MilliEm(width)) => format!("{}.{:03}em", width / 1000, width % 1000),
            Self::Share(MilliEm(width)) => format!("{}fr", width.max(1)),
        }
    }
}

/// Decide on the columns. The first row is the heading; rows may be shorter than the list of alignments.
pub(super) fn layout(alignments: &[Alignment], rows: &[Vec<Extent>]) -> Layout {
    let columns: Vec<Column> = (0..alignments.len()).map(|idx| column(alignments[idx], rows, idx)).collect();
    let is_dense = columns.len() >= DENSE_FROM;
    let room = if is_dense { ROOM_DENSE } else { ROOM }.saturating_sub(PADDING * columns.len() as u64);

    let widths = if columns.iter().map(Column::on_one_line).sum::<u64>() <= room {
        columns.iter().map(Column::on_one_line).collect()
    } else {
        share(&columns, rows, room)
    };
    Layout {
        tracks: tracks(&columns, &widths),
        is_dense,
        keeps_rows: rows.iter().all(|row| row_lines(row, &widths) <= TALLEST_WHOLE_ROW),
        is_whole: table_height(rows, &widths) <= TALLEST_WHOLE_TABLE,
    }
}

fn column(alignment: Alignment, rows: &[Vec<Extent>], idx: usize) -> Column {
    let entries = || rows.iter().skip(1).filter_map(|row| row.get(idx));
    let heading = rows.first().and_then(|row| row.get(idx)).copied().unwrap_or_default();
    // Headings are set bold, a twelfth wider.
    let bold = |length: MilliEm| length.0 + length.0 / 12;
    Column {
        is_number: alignment == Alignment::Right,
        entry: entries().map(|entry| entry.whole.0).max().unwrap_or(0),
        heading: bold(heading.whole),
        // A little over the estimate, so that a word does not stick out for want of a hair.
        part: entries().map(|entry| entry.part.0 * 26 / 25).max().unwrap_or(0).max(bold(heading.part)),
        total: entries().map(|entry| entry.whole.0).sum::<u64>() + heading.whole.0,
    }
}

/// Widths for a table that does not fit on one line per row.
fn share(columns: &[Column], rows: &[Vec<Extent>], room: u64) -> Vec<u64> {
    let least: Vec<u64> = columns.iter().map(|column| column.least_width(room)).collect();
    let needed: u64 = least.iter().sum();
    if needed >= room {
        // More words than paper: every column gives in the same measure.
        return least.iter().map(|&width| (width * room / needed.max(1)).max(1)).collect();
    }
    // Columns by the amount of text in them, or by a root of it: whichever makes the table the least tall. The first
    // of equals wins, which is the most even one.
    let root = |total: u64| total.isqrt();
    let between = |total: u64| total.isqrt() * total.isqrt().isqrt();
    let plain = |total: u64| total;
    let rules: [fn(u64) -> u64; 3] = [root, between, plain];
    let most: Vec<u64> = columns.iter().map(Column::on_one_line).collect();
    let candidates = rules.map(|rule| {
        let weight = |column: &Column| if column.is_short() { 0 } else { rule(column.total) };
        fill(&least, &most, &columns.iter().map(weight).collect::<Vec<_>>(), room)
    });
    candidates.into_iter().min_by_key(|widths| table_height(rows, widths)).unwrap_or(least)
}

/// The room spread by weight, no column under its least width, and none wider than it has words for.
fn fill(least: &[u64], most: &[u64], weights: &[u64], room: u64) -> Vec<u64> {
    let mut widths = least.to_vec();
    let mut is_settled: Vec<bool> = weights.iter().map(|&weight| weight == 0).collect();
    loop {
        let open = || (0..widths.len()).filter(|&idx| !is_settled[idx]);
        let taken: u64 = (0..widths.len()).filter(|&idx| is_settled[idx]).map(|idx| widths[idx]).sum();
        let n_parts: u64 = open().map(|idx| weights[idx]).sum();
        let share = |idx: usize| room.saturating_sub(taken) * weights[idx] / n_parts.max(1);
        // Whoever would get less than the least, or else more than the most, gets just that, and the others share
        // again. Those who want go first: they are why the others have to do with less.
        let wants = open().find(|&idx| share(idx) < least[idx]).map(|idx| (idx, least[idx]));
        let has_enough = || open().find(|&idx| share(idx) > most[idx]).map(|idx| (idx, most[idx]));
        match wants.or_else(has_enough) {
            Some((idx, width)) => {
                widths[idx] = width;
                is_settled[idx] = true;
            }
            None => {
                let shares: Vec<(usize, u64)> = open().map(|idx| (idx, share(idx))).collect();
                shares.into_iter().for_each(|(idx, width)| widths[idx] = width);
                return widths;
            }
        }
    }
}

fn tracks(columns: &[Column], widths: &[u64]) -> Vec<Track> {
    let widest = (0..columns.len()).filter(|&idx| !columns[idx].is_number).max_by_key(|&idx| widths[idx]);
    let has_prose = columns.iter().any(|column| !column.is_short());
    let is_crowded = columns.iter().zip(widths).any(|(column, &width)| column.part > width);
    columns
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(idx, (column, &width))| {
            let takes_the_rest = !has_prose && Some(idx) == widest;
            if takes_the_rest || is_crowded || !column.is_short() {
                Track::Share(MilliEm(width + PADDING))
            } else if column.heading <= width && column.entry <= width {
                Track::Auto
            } else {
                // Again a little over: a number must not wrap.
                Track::Fixed(MilliEm(width + width / 25 + PADDING))
            }
        })
        .collect()
}

/// Lines of the whole table, with half a line per row for the space between rows.
fn table_height(rows: &[Vec<Extent>], widths: &[u64]) -> u64 {
    rows.iter().map(|row| row_lines(row, widths) * 2 + 1).sum::<u64>() / 2
}

fn row_lines(row: &[Extent], widths: &[u64]) -> u64 {
    // A tenth more than the bare sum, for what is lost at the ends of lines.
    let lines = |entry: &Extent, width: u64| (entry.whole.0 * 11 / 10).div_ceil(width.max(1)).max(1);
    row.iter().zip(widths).map(|(entry, &width)| lines(entry, width)).max().unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(rows: &[&[&str]]) -> Vec<Vec<Extent>> {
        rows.iter().map(|row| row.iter().map(|text| Extent::of_text(text)).collect()).collect()
    }

    #[test]
    fn numbers_keep_their_width_and_prose_shares_the_rest() {
        let prose = "A scheduled job looks up every domain in use and takes away its power. ".repeat(3);
        let alignments = [Alignment::None, Alignment::Right, Alignment::None];
        let layout =
            layout(&alignments, &rows(&[&["Id", "Cost in euros", "What changes"], &["A2.1", "12 500", &prose]]));
        assert_eq!(layout.tracks[0], Track::Auto);
        assert!(matches!(layout.tracks[1], Track::Fixed(MilliEm(width)) if width < 6_000), "{:?}", layout.tracks);
        assert!(matches!(layout.tracks[2], Track::Share(MilliEm(width)) if width > 35_000), "{:?}", layout.tracks);
        assert!(layout.keeps_rows && !layout.is_dense);
    }

    #[test]
    fn no_width_is_zero_however_many_columns() {
        for n_columns in 1..60 {
            let alignments = vec![Alignment::None; n_columns];
            let row: Vec<&str> = vec!["Interoperability of registries"; n_columns];
            let layout = layout(&alignments, &rows(&[&row, &row]));
            assert_eq!(layout.tracks.len(), n_columns);
            assert!(layout.tracks.iter().all(|track| track.room() != Some(MilliEm(0))), "{n_columns}");
        }
    }

    #[test]
    fn a_row_taller_than_a_page_may_break() {
        let essay = "word ".repeat(2_000);
        let layout = layout(&[Alignment::None], &rows(&[&["a"], &[&essay]]));
        assert!(!layout.keeps_rows);
    }

    #[test]
    fn a_table_without_rows_or_columns_is_laid_out() {
        assert!(layout(&[], &[]).tracks.is_empty());
        assert_eq!(layout(&[Alignment::Left], &rows(&[&[""]])).tracks.len(), 1);
    }
}
