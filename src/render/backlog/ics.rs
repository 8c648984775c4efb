//! The work list as a calendar (RFC 5545): a whole-day event per item and per milestone.
//!
//! Written here because calendars must not depend on the clock or on chance, and lines must keep to 75 octets.

use crate::render::characters::is_unprintable;
use crate::render::view::{BacklogItemView, BacklogView};
use chrono::{Days, NaiveDate};

/// The list as an iCalendar stream. Every `DTSTAMP` is the date of the plan, every `UID` is made from ids.
///
/// An event lasts for the days of work; the lag after it is in its description. Milestones are events of one day.
pub fn to_ics(view: &BacklogView) -> String {
    let mut calendar = Calendar { text: String::new() };
    let generator = concat!("-//fundable//fundable ", env!("CARGO_PKG_VERSION"), "//EN");
    calendar.line("BEGIN", "VCALENDAR");
    calendar.line("VERSION", "2.0");
    calendar.text_line("PRODID", generator);
    calendar.line("CALSCALE", "GREGORIAN");
    calendar.line("METHOD", "PUBLISH");
    calendar.text_line("X-WR-CALNAME", &format!("Security roadmap of {}", view.registry.name));
    let note = view.labels.join("\n");
    for item in &view.items {
        calendar.event(view, &item.id, &item.start.iso, &item.work_end.iso, |calendar| {
            calendar.text_line("SUMMARY", &format!("{}. {}", item.position, item.title));
            calendar.text_line("DESCRIPTION", &joined(&[description(item), note.clone()]));
            // What people do at other times of these days is theirs.
            calendar.line("TRANSP", "TRANSPARENT");
        });
    }
    for milestone in &view.milestones {
        calendar.event(view, &milestone.id, &milestone.finish.iso, &milestone.finish.iso, |calendar| {
            calendar.text_line("SUMMARY", &format!("Milestone: {}", milestone.title));
            let items: Vec<String> = milestone.items.iter().map(usize::to_string).collect();
            calendar.text_line("DESCRIPTION", &joined(&[format!("Items {}", items.join(", ")), note.clone()]));
            calendar.line("TRANSP", "TRANSPARENT");
        });
    }
    calendar.line("END", "VCALENDAR");
    calendar.text
}

/// The parts that are not empty, a line each.
fn joined(parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn description(item: &BacklogItemView) -> String {
    let mut lines = vec![item.summary.clone()];
    lines.push(format!("Effort: {} person-weeks ({})", item.effort.text, item.effort.range));
    lines.extend(item.roles.iter().map(|role| format!("{}: {}", role.role, role.kinds.join(", "))));
    lines.extend(item.needs.iter().map(|need| format!("Comes after {}. {}", need.position, need.title)));
    if let Some(because) = &item.lag_because {
        lines.push(format!("Then {} weeks until {}: {because}", item.lag_weeks, item.finish.text));
    }
    lines.extend(item.deadline.iter().map(|deadline| format!("Deadline: {}", deadline.text)));
    lines.extend(item.deliverables.iter().map(|deliverable| format!("- {deliverable}")));
    lines.join("\n")
}

struct Calendar {
    text: String,
}

impl Calendar {
    fn event(&mut self, view: &BacklogView, id: &str, first: &str, last: &str, more: impl FnOnce(&mut Self)) {
        let compact = |date: &str| date.replace('-', "");
        let after = last.parse::<NaiveDate>().map(|last| (last + Days::new(1)).to_string());
        self.line("BEGIN", "VEVENT");
        self.text_line("UID", &format!("{id}.{}@{}.fundable", slug(&view.registry.name), slug(&view.framework.id)));
        self.line("DTSTAMP", &format!("{}T000000Z", compact(&view.dated.iso)));
        self.line("DTSTART;VALUE=DATE", &compact(first));
        // The end is the first day that is no part of it.
        self.line("DTEND;VALUE=DATE", &compact(&after.unwrap_or_else(|_| last.to_owned())));
        more(self);
        self.line("END", "VEVENT");
    }

    fn text_line(&mut self, name: &str, text: &str) {
        self.line(name, &escaped(text));
    }

    /// A content line, folded: no line has more than 75 octets without its line end, and none splits a character.
    fn line(&mut self, name: &str, value: &str) {
        let mut n_octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if n_octets + c.len_utf8() > 75 {
                self.text.push_str("\r\n ");
                n_octets = 1;
            }
            self.text.push(c);
            n_octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text value (section 3.3.11). Line feeds are meant; other control characters have no place there.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            _ if c.is_control() || is_unprintable(c) => {}
            _ => escaped.push(c),
        }
    }
    escaped
}

/// A name as a part of an identifier: other letters as their code points, so that two names stay two.
fn slug(name: &str) -> String {
    let part = |c: char| match c {
        _ if c.is_ascii_alphanumeric() => c.to_ascii_lowercase().to_string(),
        _ if c.is_ascii() => "-".to_owned(),
        _ => format!("u{:x}", u32::from(c)),
    };
    name.chars().take(60).map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_at_75_octets_and_unfold_to_what_they_were() {
        for c in ["a", "é", "老", "🎉", " "] {
            for n in 60..80 {
                let mut calendar = Calendar { text: String::new() };
                let value = format!("{}{}", "x".repeat(n), c.repeat(100));
                calendar.line("SUMMARY", &value);
                assert!(calendar.text.split("\r\n").all(|line| line.len() <= 75), "{}", calendar.text);
                assert_eq!(calendar.text.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
            }
        }
    }

    #[test]
    fn text_cannot_end_its_line() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VCALENDAR\u{0}"), "a\\;b\\,c\\\\d\\nEND:VCALENDAR");
    }
}
