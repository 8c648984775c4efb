//! Maturity levels.

use std::fmt;

/// A maturity level, 0 (very little) to the highest of the framework.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Level(u8);

impl Level {
    /// The lowest level; every registry has it.
    pub const ZERO: Self = Self(0);

    /// A level, none above `highest`.
    pub fn new(level: u8, highest: Self) -> Option<Self> {
        (level <= highest.0).then_some(Self(level))
    }

    /// The highest level of a framework that counts them from 0.
    pub fn highest(level: u8) -> Self {
        Self(level)
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// All levels from 1 up to this one.
    pub fn up_to(self) -> impl Iterator<Item = Self> {
        (1..=self.0).map(Self)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
