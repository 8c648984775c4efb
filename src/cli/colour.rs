//! When output is coloured, and what the few colours mean.

use std::ffi::OsStr;

use anstyle::{AnsiColor, Style};
use clap::ValueEnum;

/// `--color`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ColourChoice {
    /// On a terminal that shows colours, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Also through a pipe, and whatever the environment says.
    Always,
    /// Nowhere.
    Never,
}

impl ColourChoice {
    /// Whether a stream gets colours.
    ///
    /// An empty NO_COLOR counts as not set (<https://no-color.org>); a terminal called `dumb` shows escape codes as letters.
    pub fn wants(self, is_terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => is_terminal && no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|name| name != "dumb"),
        }
    }
}

/// What a word says of the registry. The word says it too: colour is for those who skim.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tone {
    /// As all other text.
    #[default]
    Plain,
    /// A head.
    Head,
    /// Reached.
    Good,
    /// On the way, or not known.
    Open,
    /// Missing, late or wrong.
    Bad,
}

impl Tone {
    /// The text with its escape codes; plain text stays as it is.
    pub fn paint(self, text: &str) -> String {
        let style = match self {
            Self::Plain => return text.to_owned(),
            Self::Head => Style::new().bold(),
            Self::Good => AnsiColor::Green.on_default(),
            Self::Open => AnsiColor::Yellow.on_default(),
            Self::Bad => AnsiColor::Red.on_default().bold(),
        };
        format!("{style}{text}{style:#}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colour_follows_the_option_then_the_environment_then_the_stream() {
        let wants = |choice: ColourChoice, is_terminal, no_color: Option<&str>, term: Option<&str>| {
            choice.wants(is_terminal, no_color.map(OsStr::new), term.map(OsStr::new))
        };
        let xterm = Some("xterm-256color");
        assert!(wants(ColourChoice::Auto, true, None, xterm));
        assert!(wants(ColourChoice::Auto, true, Some(""), xterm));
        assert!(wants(ColourChoice::Auto, true, None, None), "Windows sets no TERM");
        assert!(!wants(ColourChoice::Auto, true, Some("1"), xterm));
        assert!(!wants(ColourChoice::Auto, true, None, Some("dumb")));
        assert!(!wants(ColourChoice::Auto, false, None, xterm));
        assert!(wants(ColourChoice::Always, false, Some("1"), Some("dumb")));
        assert!(!wants(ColourChoice::Never, true, None, xterm));
    }

    #[test]
    fn paint_ends_where_the_word_ends() {
        assert_eq!(Tone::Plain.paint("met"), "met");
        assert_eq!(Tone::Good.paint("met"), "\u{1b}[32mmet\u{1b}[0m");
    }
}
