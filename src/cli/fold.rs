//! Long lines, folded between words.

use unicode_width::UnicodeWidthStr;

/// A text whose lines are folded at blanks to fit a width, each with the indent of its line.
///
/// A word longer than the line, such as a link, stays whole.
pub fn fold(text: &str, width: usize) -> String {
    text.split_inclusive('\n')
        .map(|line| if shown_width(line.trim_end()) <= width { line.to_owned() } else { fold_line(line, width) })
        .collect()
}

fn fold_line(line: &str, width: usize) -> String {
    let indent = &line[..line.len() - line.trim_start().len()];
    let mut out = String::new();
    let mut filled = 0;
    for word in line.split_whitespace() {
        let n_columns = shown_width(word);
        if out.is_empty() {
            out.push_str(indent);
            filled = indent.width();
        } else if filled + 1 + n_columns > width {
            out.push('\n');
            out.push_str(indent);
            filled = indent.width();
        } else {
            out.push(' ');
            filled += 1;
        }
        out.push_str(word);
        filled += n_columns;
    }
    out + if line.ends_with('\n') { "\n" } else { "" }
}

/// Columns that a text takes, escape codes left out.
fn shown_width(text: &str) -> usize {
    anstream::adapter::strip_str(text).map(UnicodeWidthStr::width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_between_words_and_keeps_the_indent() {
        assert_eq!(fold("  one two three\nfour\n", 11), "  one two\n  three\nfour\n");
        assert_eq!(fold("see averylongaddress now", 8), "see\naverylongaddress\nnow");
    }

    #[test]
    fn counts_wide_characters_twice_and_colours_not_at_all() {
        assert_eq!(fold("日本 日本", 8), "日本\n日本");
        assert_eq!(fold("\u{1b}[31mone\u{1b}[0m two", 7), "\u{1b}[31mone\u{1b}[0m two");
    }
}
