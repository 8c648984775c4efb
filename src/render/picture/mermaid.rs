//! The same pictures as text that GitHub draws with Mermaid.
//!
//! Mermaid has no way to escape text in a Gantt chart, so what means something to it is replaced by what looks alike.

use chrono::NaiveDate;

use super::dependencies::{Dependencies, Link, Part};
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

/// A flowchart of what waits for what: a solid arrow where it cannot do without, a dotted one for advice on the order.
pub fn flowchart(data: &Dependencies) -> String {
    let mut text = String::from("flowchart LR\n");
    for (idx, node) in data.nodes.iter().enumerate() {
        let name = plain(&node.title);
        // The shape tells the part; a stadium stands for what is in place.
        let shape = match node.part {
            Part::Planned | Part::Listed => format!("[\"{name}\"]"),
            Part::PulledIn => format!("[[\"{name} (pulled in)\"]]"),
            Part::Assess => format!("{{{{\"{name} (found out first)\"}}}}"),
            Part::Done => format!("([\"{name} (in place)\"])"),
            Part::Own => format!("[[\"{name} (own)\"]]"),
        };
        text.push_str(&format!("    n{idx}{shape}\n"));
    }
    for edge in &data.edges {
        let arrow = match edge.link {
            Link::Hard => "-->",
            Link::Either => "-- or -->",
            Link::Soft => "-.->",
        };
        text.push_str(&format!("    n{} {arrow} n{}\n", edge.from, edge.to));
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
