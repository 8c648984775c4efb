//! Texts for people: lists in a sentence, full stops, paragraphs, paths.

use std::path::Path;

/// Several things in a sentence: `a`, `a and b`, `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A number and what it counts: `1 word`, `2 words`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A path as it is printed: with forward slashes on every system.
pub fn slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

/// The text with a full stop at its end.
pub fn sentence_end(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// The text as paragraphs, separated by empty lines, each on one line.
pub fn paragraphs(text: &str) -> Vec<String> {
    let unix = text.replace("\r\n", "\n");
    let parts = unix.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.filter(|part| !part.is_empty()).collect()
}

/// The text on one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text, cut after so many characters, with those that a terminal would obey, or that turn the direction of text, as
/// their numbers: it may come from anybody.
pub fn printable(text: &str, max_characters: usize) -> String {
    let mut out = String::with_capacity(text.len().min(max_characters));
    let mut characters = text.chars();
    for c in characters.by_ref().take(max_characters) {
        match c {
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.extend(c.escape_unicode()),
            _ if c.is_control() => out.extend(c.escape_unicode()),
            _ => out.push(c),
        }
    }
    if characters.next().is_some() {
        out.push_str("...");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_people_write_them() {
        let items = |n: usize| ["a", "b", "c"][..n].iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        assert_eq!(list(&items(0)), "");
        assert_eq!(list(&items(1)), "a");
        assert_eq!(list(&items(2)), "a and b");
        assert_eq!(list(&items(3)), "a, b and c");
    }
}
