//! The work list as comma-separated values (RFC 4180): one line per deliverable, for spreadsheets and importers.

use crate::render::characters::{is_direction_control, is_unprintable};
use crate::render::view::{BacklogItemView, BacklogView, DateView, EffortView, RoleWorkView};

/// The columns. Those of the item repeat on each of its lines; to add up effort, filter `deliverable_no` on 1.
const COLUMNS: [&str; 23] = [
    "item",
    "id",
    "number",
    "title",
    "kind",
    "category",
    "level",
    "work_package",
    "needs",
    "effort_mean_weeks",
    "effort_low_weeks",
    "effort_high_weeks",
    "roles",
    "start",
    "work_end",
    "finish",
    "earliest",
    "deadline",
    "deliverable_no",
    "deliverable",
    "acceptance",
    "link",
    "note",
];

/// The list as CSV with a head and CRLF line ends; needs are ids, joined by blanks.
///
/// # Errors
/// What the writer says, which writes to memory and so has no cause to.
pub fn to_csv(view: &BacklogView) -> Result<String, Box<dyn std::error::Error>> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    let note = view.labels.join(" ");
    for item in &view.items {
        for (idx, deliverable) in item.deliverables.iter().enumerate() {
            writer.write_record(line(item, idx + 1, deliverable, &note).map(|cell| defused(&cell)))?;
        }
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}

fn line(item: &BacklogItemView, number: usize, deliverable: &str, note: &str) -> [String; COLUMNS.len()] {
    let needs: Vec<&str> = item.needs.iter().map(|need| need.id.as_str()).collect();
    let roles: Vec<String> = item.roles.iter().map(role).collect();
    let date = |date: &Option<DateView>| date.as_ref().map(|date| date.iso.clone());
    [
        item.position.to_string(),
        item.id.clone(),
        item.number.clone(),
        item.title.clone(),
        item.kind.to_owned(),
        item.category.title.clone(),
        item.level.to_string(),
        item.work_package.as_ref().map(|package| package.title.clone()).unwrap_or_default(),
        needs.join(" "),
        weeks(item.effort.mean),
        weeks(item.effort.low),
        weeks(item.effort.high),
        roles.join("; "),
        item.start.iso.clone(),
        item.work_end.iso.clone(),
        item.finish.iso.clone(),
        date(&item.earliest).unwrap_or_default(),
        date(&item.deadline).unwrap_or_default(),
        number.to_string(),
        deliverable.to_owned(),
        item.acceptance.join(" · "),
        item.links.iter().find_map(|link| link.url.clone()).unwrap_or_default(),
        note.to_owned(),
    ]
}

fn role(role: &RoleWorkView) -> String {
    let EffortView { text, .. } = &role.effort;
    format!("{} {text} ({})", role.role, role.kinds.join(", "))
}

fn weeks(weeks: f64) -> String {
    format!("{weeks:.2}")
}

/// A cell that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it, which
/// spreadsheets do not show (OWASP, CSV injection). Control characters go: a tab or a line end hides what follows.
pub fn defused(cell: &str) -> String {
    let visible: String = cell.chars().filter(|&c| !c.is_control() && !is_unprintable(c)).collect();
    // Blanks and invisible characters before a formula do not disarm it; full-width signs count for some programs.
    let skipped = |c: char| c.is_whitespace() || is_direction_control(c) || matches!(c, '\u{200B}'..='\u{200F}');
    let is_formula = visible.trim_start_matches(skipped).starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula { format!("'{visible}") } else { visible }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_defused_and_the_rest_left_alone() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{200B}=1", "\t=1", "\r\n=1", "＝1"] {
            let cell = defused(formula);
            assert!(cell.starts_with('\''), "{formula:?} became {cell:?}");
            assert!(!cell.contains(char::is_control), "{formula:?} became {cell:?}");
        }
        for text in ["a = b", "3.5", "A1.2", "\"quoted\", with comma", "🎉", "שלום", ""] {
            assert_eq!(defused(text), text);
        }
        assert_eq!(defused("a\u{0}\tb\u{7}"), "ab");
    }
}
