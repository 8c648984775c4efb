//! Ratings of difficulty as person-weeks.

use std::fmt;

use super::activities::Difficulty;
use crate::model::decimal::parse_scaled;
use crate::model::effort::ThreePoint;

/// The three points of each rating from 1 to 5.
///
/// The model rates and does not measure, so this table is a judgement of ours, wide on purpose: from one rating to the next the work
/// grows about threefold, and the pessimistic point is at least three times the likely one.
#[derive(Debug, Clone)]
pub struct EffortTable([ThreePoint; 5]);

impl Default for EffortTable {
    fn default() -> Self {
        let points = |low, likely, high| {
            ThreePoint::new(low, likely, high).expect("the points of the table rise, which a test checks")
        };
        Self([
            points(20, 50, 200),
            points(50, 100, 400),
            points(100, 300, 1_000),
            points(300, 800, 2_400),
            points(600, 1_600, 4_800),
        ])
    }
}

/// Why a row of the table cannot be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WrongEffort;

impl fmt::Display for WrongEffort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("write a rating from 1 to 5 and three rising numbers of person-weeks, such as `3=1,3,10`")
    }
}

impl EffortTable {
    /// Replace a row: `RATING=OPTIMISTIC,LIKELY,PESSIMISTIC`, in person-weeks with up to two decimals.
    ///
    /// # Errors
    ///
    /// When it has another form, or the points do not rise.
    pub fn replace(&mut self, row: &str) -> Result<(), WrongEffort> {
        let (rating, points) = row.split_once('=').ok_or(WrongEffort)?;
        let rating: usize = rating.trim().parse().map_err(|_| WrongEffort)?;
        let row = rating.checked_sub(1).and_then(|idx| self.0.get_mut(idx)).ok_or(WrongEffort)?;
        let weeks = |text: &str| {
            let number = parse_scaled(text.trim(), 2).ok()?;
            u32::try_from(number).ok().filter(|number| (1..=100_000).contains(number))
        };
        let points: Option<Vec<u32>> = points.split(',').map(weeks).collect();
        let Some([low, likely, high]) = points.as_deref() else { return Err(WrongEffort) };
        *row = ThreePoint::new(*low, *likely, *high).ok_or(WrongEffort)?;
        Ok(())
    }

    /// The estimate of an activity: the time that it is rated to take, and if things go wrong, what its hardest side takes.
    pub fn estimate(&self, difficulty: &Difficulty) -> ThreePoint {
        let row = |rating: u8| self.0[usize::from(rating.clamp(1, 5)) - 1];
        let hardest = difficulty.knowledge.max(difficulty.time).max(difficulty.resources);
        let ((low, likely, own), (_, _, high)) = (row(difficulty.time).hundredths(), row(hardest).hundredths());
        ThreePoint::new(low, likely, high.max(own)).unwrap_or_else(|| row(difficulty.time))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(table: &EffortTable, knowledge: u8, time: u8, resources: u8) -> (u32, u32, u32) {
        table.estimate(&Difficulty { knowledge, time, resources }).hundredths()
    }

    #[test]
    fn time_sets_two_points_and_the_hardest_side_the_third() {
        let table = EffortTable::default();
        assert_eq!(estimate(&table, 1, 2, 1), (50, 100, 400));
        assert_eq!(estimate(&table, 4, 2, 1), (50, 100, 2_400));
        assert_eq!(estimate(&table, 1, 5, 3), (600, 1_600, 4_800));
    }

    #[test]
    fn every_rating_is_harder_than_the_one_before() {
        let table = EffortTable::default();
        for (lower, higher) in table.0.iter().zip(&table.0[1..]) {
            let ((a, b, c), (d, e, f)) = (lower.hundredths(), higher.hundredths());
            assert!(a < d && b < e && c < f);
        }
    }

    #[test]
    fn a_row_can_be_replaced_and_a_wrong_one_is_refused() {
        let mut table = EffortTable::default();
        table.replace("2 = 0.25, 1.5, 3").unwrap();
        assert_eq!(estimate(&table, 1, 2, 1), (25, 150, 300));
        for wrong in
            ["", "2", "0=1,2,3", "6=1,2,3", "2=1,2", "2=3,2,1", "2=1,2,x", "2=0,1,2", "2=1,2,3,4", "2=1,2,3000"]
        {
            assert_eq!(table.replace(wrong), Err(WrongEffort), "{wrong}");
        }
    }
}
