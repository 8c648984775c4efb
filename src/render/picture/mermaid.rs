//! The same pictures as text that GitHub draws with Mermaid.
//!
//! Mermaid has no way to escape text in a Gantt chart, so what means something to it is replaced by what looks alike.

use chrono::NaiveDate;

use super::roadmap::{Roadmap, State};
use crate::render::characters::{is_line_space, reveal};

/// A Gantt chart.
pub fn gantt(data: &Roadmap) -> String {
    let mut text = String::from("gantt\n");
    text.push_str(&format!("    title {}\n", plain(&data.heading)));
    text.push_str("    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m\n    section Work\n");
    for (idx, row) in data.rows.iter().enumerate() {
        let Some((from, to)) = row.work else { continue };
        let tag = if row.state == State::Assess { "active, " } else { "" };
        let name = plain(&row.title);
        text.push_str(&format!("    {name} :{tag}w{idx}, {from}, {}\n", after(to)));
        if let Some(ready) = row.ready.filter(|ready| *ready > to) {
            text.push_str(&format!("    waiting time after it :done, l{idx}, {}, {}\n", after(to), after(ready)));
        }
    }
    if !data.milestones.is_empty() {
        text.push_str("    section Milestones\n");
    }
    for (idx, milestone) in data.milestones.iter().enumerate() {
        let name = plain(&milestone.title);
        text.push_str(&format!("    {name} :milestone, m{idx}, {}, 0d\n", milestone.planned));
        if let Some((_, p80)) = milestone.spread {
            text.push_str(&format!("    {name}, P80 :milestone, p{idx}, {p80}, 0d\n"));
        }
    }
    text
}

/// Mermaid's tasks end where the day begins.
fn after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// A text without what Mermaid, or the fence around it, takes for its own.
pub fn plain(text: &str) -> String {
    let shown = |c: char| match c {
        ':' => '∶',
        ';' => ',',
        '#' => '＃',
        '%' => '％',
        '"' => '”',
        '`' | '\'' => '’',
        '<' => '‹',
        '>' => '›',
        '{' | '[' => '(',
        '}' | ']' => ')',
        '&' => '＆',
        '\\' => '＼',
        '|' => '∣',
        ',' => '‚',
        c if is_line_space(c) => ' ',
        c => c,
    };
    let line: String = reveal(text).chars().map(shown).collect();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { "(no name)".to_owned() } else { line }
}
