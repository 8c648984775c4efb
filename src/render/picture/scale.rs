//! Numbers along the width of a picture.

use super::canvas::{Anchor, Area, Canvas, Fill, SMALL, Stroke};
use super::metrics::width;
use super::palette::{HAIRLINE, PANEL, SOFT};
use crate::model::money::group_thousands;

/// Room for the labels.
pub const HEIGHT: i32 = 18;

/// A stretch of whole numbers laid out from left to right.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    first: i128,
    /// Numbers shown, 1 or more.
    length: i128,
    left: i32,
    width: i32,
}

impl Scale {
    /// From the first number to the last one.
    pub fn new(first: i128, last: i128, left: i32, width: i32) -> Self {
        Self { first, length: (last - first).max(1), left, width }
    }

    /// Where a number stands.
    pub fn at(&self, number: i128) -> i32 {
        let offset = (number - self.first).clamp(0, self.length) * i128::from(self.width);
        self.left + i32::try_from((offset * 2 + self.length) / (2 * self.length)).unwrap_or(self.width)
    }

    /// Draw labels of round numbers into the room below `top`, and lines down to `bottom`.
    pub fn draw(&self, canvas: &mut Canvas, top: i32, bottom: i32) {
        canvas.rect(Area(self.left, top, self.width, HEIGHT), Fill::Plain(PANEL), None);
        let step = self.step();
        let every = self.every(step);
        let mut number = self.first.div_euclid(step) * step;
        let mut free = self.left;
        while number <= self.first + self.length {
            if number >= self.first {
                let (x, words) = (self.at(number), group_thousands(number));
                canvas.line(&[(x, top + HEIGHT), (x, bottom)], Stroke::solid(HAIRLINE, 7));
                let half = width(&words, SMALL) / 2 + 1;
                if (number / step) % every == 0 && x - half >= free && x + half <= self.left + self.width {
                    canvas.coloured((x, top + HEIGHT - 5), &words, SMALL, Anchor::Middle, SOFT);
                    free = x + half + 6;
                }
            }
            number += step;
        }
    }

    /// Every line, every second, and so on: as many as have room for their labels, so that labels stand evenly.
    fn every(&self, step: i128) -> i128 {
        let label = |number: i128| i128::from(width(&group_thousands(number), SMALL) + 8);
        let widest = label(self.first).max(label(self.first + self.length));
        let room = (step * i128::from(self.width) / self.length).max(1);
        (widest + room - 1) / room
    }

    /// The least of 1, 2, 5, 10, 20, and so on with eight lines or fewer.
    fn step(&self) -> i128 {
        let mut ten = 1;
        while self.length / ten > 80 {
            ten *= 10;
        }
        [1, 2, 5, 10].into_iter().map(|n| n * ten).find(|step| self.length / step <= 8).unwrap_or(10 * ten)
    }
}
