//! Colours of pictures.
//!
//! Kinds of things have colours of Okabe & Ito, *Color Universal Design* (2008), which people with any of the common
//! kinds of colour blindness can tell apart; steps of a scale have the blues of Brewer's ColorBrewer (2003), which fall
//! evenly in lightness. Nothing is said by hue alone: what differs in colour differs in lightness, pattern, shape or label
//! as well, so that a grey print says the same.

/// Text and lines that carry meaning.
pub const INK: &str = "#1d2329";
/// Text of less weight: 5.9 to 1 on white.
pub const SOFT: &str = "#5b6570";
/// Lines to guide the eye.
pub const HAIRLINE: &str = "#d5dae0";
/// Shade behind every second row.
pub const PANEL: &str = "#f4f6f8";
/// The ground that each picture brings along, for readers in dark mode.
pub const PAPER: &str = "#ffffff";

/// Work that is planned.
pub const BLUE: &str = "#0072b2";
/// What may come later: P80.
pub const ORANGE: &str = "#e69f00";
/// What is done.
pub const GREEN: &str = "#009e73";

/// Four steps of a scale, the least first, each with the colour of text on it.
pub const STEPS: [(&str, &str); 4] = [("#eff3ff", INK), ("#bdd7e7", INK), ("#6baed6", INK), ("#2171b5", PAPER)];

/// The step of a level; what is beyond the last is as the last.
pub fn step(level: u8) -> (&'static str, &'static str) {
    STEPS[usize::from(level).min(STEPS.len() - 1)]
}
