//! Plain text into Markdown that shows exactly that text.

#[cfg(test)]
mod tests;

use crate::render::characters::{is_direction_control, is_line_space, is_unprintable};

/// Write plain text so that Markdown shows it as it is, wherever it is put inside a line.
///
/// The result is one line. It may stand in a paragraph, a heading, a list item, a quotation, a table cell or a link
/// label, at the start, in the middle or at the end. Runs of white space become one blank, white space at both ends is
/// dropped, and so are control characters and the invisible characters that reverse text.
///
/// Only what could be markup gets a backslash, because people edit the result by hand: `snake_case`, `-5`, `a < b`
/// and `C#` stay bare.
///
/// What no escape can stop, because GitHub looks for it after Markdown is done: mail addresses become links, and so do
/// `@names` and `#12` in issues, and `:tada:` becomes a picture. Bare `https://` and `www.` addresses become links too,
/// which is welcome as long as nothing in them had to be escaped. Our own converters leave all of these alone.
///
/// A template must not put `[` directly after an escaped text: a `!` at its end would make an image of the link.
pub fn escape_markdown(text: &str) -> String {
    let characters = one_line(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (&c, is_marked) in characters.iter().zip(marked(&characters)) {
        if is_marked {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// For each character whether it needs a backslash.
fn marked(characters: &[char]) -> Vec<bool> {
    let mut marked: Vec<bool> =
        characters.iter().enumerate().map(|(idx, &c)| Place { characters, idx }.could_be_markup(c)).collect();
    if let Some(idx) = end_of_list_number(characters) {
        marked[idx] = true;
    }
    // GitHub makes a link of a bare address and shows the backslashes in it, or worse, takes the one away that kept a
    // tag from being a tag. An address with backslashes in it must therefore not be found.
    let mut has_mark_ahead = false;
    for idx in (0..characters.len()).rev() {
        has_mark_ahead = characters[idx] != ' ' && (has_mark_ahead || marked[idx]);
        if has_mark_ahead && starts_bare_link(characters, idx) {
            marked[idx] = true;
        }
    }
    marked
}

/// Whether this is the `:` of `https://` or the dot of `www.`.
fn starts_bare_link(characters: &[char], idx: usize) -> bool {
    match characters[idx] {
        ':' => characters[idx..].starts_with(&[':', '/', '/']),
        '.' => characters[..idx].len() >= 3 && characters[idx - 3..idx].iter().all(|c| c.eq_ignore_ascii_case(&'w')),
        _ => false,
    }
}

/// Write an address so that it can stand in the round brackets of a Markdown link.
///
/// The result is in angle brackets, which allow everything but line ends. Whether the scheme is welcome is decided
/// where the link is followed, see [`crate::render::markdown::Target`].
pub fn escape_destination(address: &str) -> String {
    let mut escaped = String::from("<");
    for c in one_line(address) {
        match c {
            // Angle brackets and backslashes have no place in an address; percent signs keep what was meant.
            '<' => escaped.push_str("%3C"),
            '>' => escaped.push_str("%3E"),
            '\\' => escaped.push_str("%5C"),
            '|' => escaped.push_str("%7C"),
            '&' => escaped.push_str("&amp;"),
            ' ' => escaped.push_str("%20"),
            _ => escaped.push(c),
        }
    }
    escaped.push('>');
    escaped
}

/// The characters of the text as one line without blanks at its ends.
fn one_line(text: &str) -> Vec<char> {
    let mut line: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        if is_line_space(c) {
            // No blank at the start, never two in a row.
            if line.last().is_some_and(|&last| last != ' ') {
                line.push(' ');
            }
        } else if !is_unprintable(c) && !is_direction_control(c) {
            line.push(c);
        }
    }
    // Every kind of white space at the ends: a no-break space there has nothing to hold together, and it would keep a
    // template's `**` around the text from being emphasis.
    while line.last().is_some_and(|c| c.is_whitespace()) {
        line.pop();
    }
    let n_leading = line.iter().take_while(|c| c.is_whitespace()).count();
    line.split_off(n_leading)
}

/// Where the dot or bracket stands that would make the start of the line an ordered list.
fn end_of_list_number(characters: &[char]) -> Option<usize> {
    let n_digits = characters.iter().take_while(|c| c.is_ascii_digit()).count();
    let is_marker = n_digits > 0 && matches!(characters.get(n_digits), Some('.' | ')'));
    let ends_there = matches!(characters.get(n_digits + 1), None | Some(' '));
    (is_marker && ends_there).then_some(n_digits)
}

/// One character among its neighbours.
struct Place<'a> {
    characters: &'a [char],
    idx: usize,
}

impl Place<'_> {
    fn could_be_markup(&self, c: char) -> bool {
        match c {
            '`' | '[' | ']' | '|' | '$' => true,
            '*' | '~' => !self.is_between(c, |neighbour| neighbour == ' '),
            '_' => !self.is_between(c, |neighbour| neighbour == ' ') && !self.is_between(c, is_word),
            '\\' => self.next().is_none_or(|next| next.is_ascii_punctuation()),
            '<' => self.next().is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => self.could_be_entity(),
            '>' => self.idx == 0,
            '#' => self.idx == 0 || self.ends_heading(),
            // Bullets, rules and the line below a heading or a table head. A sign before a number is none of these.
            '-' | '+' | '=' => self.idx == 0 && self.next().is_none_or(|next| !next.is_alphanumeric()),
            ':' => self.idx == 0 && self.next() == Some('-'),
            _ => false,
        }
    }

    fn next(&self) -> Option<char> {
        self.characters.get(self.idx + 1).copied()
    }

    /// Whether the run of equal characters around this one has such a neighbour on both sides, within the text.
    ///
    /// An end of the text is never such a neighbour: a template may put anything there.
    fn is_between(&self, c: char, neighbour: impl Fn(char) -> bool) -> bool {
        let before = self.characters[..self.idx].iter().rev().find(|&&other| other != c);
        let after = self.characters[self.idx..].iter().find(|&&other| other != c);
        before.is_some_and(|&other| neighbour(other)) && after.is_some_and(|&other| neighbour(other))
    }

    /// Whether an entity such as `&amp;` or `&#38;` starts here, or could with the text that a template puts behind.
    fn could_be_entity(&self) -> bool {
        let rest = &self.characters[self.idx + 1..];
        let n_name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
        matches!(rest.get(n_name), None | Some(';'))
    }

    /// Whether a run of `#` ends the text here, which a heading would swallow.
    fn ends_heading(&self) -> bool {
        let only_marks_follow = self.characters[self.idx..].iter().all(|&c| c == '#');
        only_marks_follow && self.characters[self.idx - 1] == ' '
    }
}

/// Whether a character counts as part of a word on both sides of an underscore.
///
/// Stricter than [`char::is_alphanumeric`]: circled and squared letters are alphabetic in Rust but symbols in
/// CommonMark.
fn is_word(c: char) -> bool {
    let is_symbol = matches!(u32::from(c), 0x2000..=0x2BFF | 0x10000..);
    c.is_alphanumeric() && !is_symbol
}
