//! What editors do to a whole text without anybody having written a word: line ends, byte order mark, last line end.

/// The shape of a text; a merge looks past it and gives it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    pub(super) has_byte_order_mark: bool,
    pub(super) has_crlf: bool,
    pub(super) ends_line: bool,
}

impl Shape {
    /// The shape of a text; of mixed line ends, the more frequent.
    pub fn of(text: &str) -> Self {
        let n_crlf = text.matches("\r\n").count();
        Self {
            has_byte_order_mark: text.starts_with('\u{FEFF}'),
            has_crlf: n_crlf > text.matches('\n').count() - n_crlf,
            ends_line: text.is_empty() || text.ends_with('\n'),
        }
    }

    /// A text without its shape: no byte order mark, lines that end with `\n`, the last one too.
    pub fn plain(text: &str) -> String {
        let mut plain = text.strip_prefix('\u{FEFF}').unwrap_or(text).replace("\r\n", "\n");
        if !plain.is_empty() && !plain.ends_with('\n') {
            plain.push('\n');
        }
        plain
    }

    /// Give a plain text this shape.
    pub fn apply(self, plain: String) -> String {
        let mut text = plain;
        // An empty line at the end is one of the text.
        if !self.ends_line && text.ends_with('\n') && text != "\n" && !text.ends_with("\n\n") {
            text.pop();
        }
        if self.has_crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.has_byte_order_mark {
            text.insert(0, '\u{FEFF}');
        }
        text
    }
}
