//! How much the program says besides what it was asked for.

/// `--quiet` and `--verbose`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Voice {
    /// Errors and what was asked for.
    Quiet,
    /// Also what was written, and what is worth a look.
    #[default]
    Plain,
    /// Also what was read and used, and how long each part took.
    Verbose,
}
