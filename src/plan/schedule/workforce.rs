//! Who works when: capacities, holidays, absences.

use super::super::calendar::DAYS_PER_WEEK;
use super::task::units_per_day;

/// Roles with their capacities, and the days on which they cannot use them.
///
/// Days are working days of the calendar, counted from 0; weekends and holidays are none. Only lag, which passes on
/// holidays too, has to know where they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workforce {
    /// What each role can do in a day and in all, in units.
    pub(super) room: Vec<u64>,
    /// What one person of each role can do in a day, or less where the role is less than one person.
    pub(super) room_for_one: Vec<u64>,
    /// Absences per role, by their first day; none of them touches the next.
    pub(super) away: Vec<Vec<Away>>,
    /// Holidays, counted in weekdays from the same day 0; ascending.
    holidays: Vec<u32>,
    /// For each holiday, the working day that comes next.
    next_working_day: Vec<u32>,
}

/// Days on which a role, or a part of it, is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Away {
    /// First day.
    pub from: u32,
    /// The day after the last.
    pub to: u32,
    /// Units a day that the role cannot do then.
    pub units: u64,
}

impl Workforce {
    /// Roles that are always there. `capacity` is in hundredths of a full-time person, each above 0.
    pub fn new(capacity: &[u32]) -> Self {
        Self {
            room: capacity.iter().map(|capacity| units_per_day(*capacity)).collect(),
            room_for_one: capacity.iter().map(|capacity| units_per_day((*capacity).min(100))).collect(),
            away: vec![Vec::new(); capacity.len()],
            ..Self::default()
        }
    }

    /// Resources that can do this many units a day, each at once for one activity if need be.
    pub fn of_units(room: Vec<u64>) -> Self {
        Self { room_for_one: room.clone(), away: vec![Vec::new(); room.len()], room, ..Self::default() }
    }

    /// The same with holidays, counted in weekdays from day 0; day 0 itself is none.
    #[must_use]
    pub fn with_holidays(mut self, mut holidays: Vec<u32>) -> Self {
        holidays.sort_unstable();
        holidays.dedup();
        self.next_working_day = (0..).zip(&holidays).map(|(n_before, weekday)| weekday - n_before).collect();
        self.holidays = holidays;
        self
    }

    /// The same with a part of a role away from day `from` to the day before `to`; what was away before stays away.
    #[must_use]
    pub fn with_absence(mut self, role: usize, from: u32, to: u32, fte_hundredths: u32) -> Self {
        if from < to {
            let all = &mut self.away[role];
            all.push(Away { from, to, units: units_per_day(fte_hundredths) });
            *all = apart(all, self.room[role]);
        }
        self
    }

    /// Number of roles.
    pub fn len(&self) -> usize {
        self.room.len()
    }

    /// Whether there is no role.
    pub fn is_empty(&self) -> bool {
        self.room.is_empty()
    }

    /// What a role can do in a day when all of it is there, in units of effort.
    pub fn room(&self, role: usize) -> u64 {
        self.room[role]
    }

    /// What one person of a role can do in a day, or less where the role is less than one person.
    pub fn room_for_one(&self, role: usize) -> u64 {
        self.room_for_one[role]
    }

    /// Absences of a role, by their first day.
    pub fn away(&self, role: usize) -> &[Away] {
        &self.away[role]
    }

    /// The first working day after a lag, counted in weekdays, that begins on day `end`.
    ///
    /// Whole weeks of lag end on the same weekday on which the work ended, whatever holidays lie between.
    pub fn after_lag(&self, end: u32, lag_days: u32) -> u32 {
        if self.holidays.is_empty() || end == 0 {
            return end + lag_days;
        }
        self.working_day(self.weekday(end - 1) + lag_days + 1)
    }

    /// The last `end` for which [`after_lag`](Self::after_lag) is not above a day; none where there is no such day.
    pub fn before_lag(&self, ready: u32, lag_days: u32) -> Option<u32> {
        if self.holidays.is_empty() {
            return ready.checked_sub(lag_days);
        }
        self.weekday(ready).checked_sub(lag_days).map(|weekday| self.working_day(weekday))
    }

    /// The shortest time that a lag can take, in working days.
    pub fn shortest_lag(&self, lag_days: u32) -> u32 {
        // The most holidays that fit into as many weekdays in a row.
        let window = |first: usize| {
            let end = self.holidays[first] + lag_days;
            self.holidays[first..].partition_point(|day| *day < end) as u32
        };
        lag_days - (0..self.holidays.len()).map(window).max().unwrap_or(0)
    }

    /// What a role can do on the days `from..to`, in units.
    pub fn capacity_within(&self, role: usize, from: u32, to: u32) -> u64 {
        let lost = |away: &Away| u64::from(away.to.min(to).saturating_sub(away.from.max(from))) * away.units;
        u64::from(to - from) * self.room[role] - self.away[role].iter().map(lost).sum::<u64>()
    }

    /// The first day before which a role can do some effort, in units, if it begins on day `from`.
    pub fn done_by(&self, role: usize, from: u32, effort: u64) -> u32 {
        let (mut day, mut left) = (from, effort);
        // The rest of the effort fits before `until`, or `until` is where the capacity changes.
        let mut stretch = |until: Option<u32>, room: u64| {
            let n_days = left.checked_div(room).map_or(u64::MAX, |whole| whole + u64::from(left % room > 0));
            let here = until.map_or(n_days, |until| n_days.min(u64::from(until.saturating_sub(day))));
            left = left.saturating_sub(here * room);
            day = day.saturating_add(u32::try_from(here).unwrap_or(u32::MAX));
            left == 0
        };
        for away in self.away[role].iter().filter(|away| away.to > from) {
            if stretch(Some(away.from), self.room[role]) || stretch(Some(away.to), self.room[role] - away.units) {
                return day;
            }
        }
        stretch(None, self.room[role]);
        day
    }

    /// The same without holidays.
    pub(super) fn without_holidays(&self) -> Self {
        Self { holidays: Vec::new(), next_working_day: Vec::new(), ..self.clone() }
    }

    /// The number of a working day, counted in weekdays.
    fn weekday(&self, day: u32) -> u32 {
        day + self.next_working_day.partition_point(|next| *next <= day) as u32
    }

    /// The first working day on or after a weekday.
    fn working_day(&self, weekday: u32) -> u32 {
        weekday - self.holidays.partition_point(|holiday| *holiday < weekday) as u32
    }
}

/// Whole weeks in weekdays.
pub(super) fn weekdays(weeks: u32) -> u32 {
    weeks * DAYS_PER_WEEK
}

/// The same absences, cut so that none overlaps another; no more than all of the role is away.
fn apart(absences: &[Away], room: u64) -> Vec<Away> {
    let mut days: Vec<u32> = absences.iter().flat_map(|away| [away.from, away.to]).collect();
    days.sort_unstable();
    days.dedup();
    let pieces = days.windows(2).filter_map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        let covering = absences.iter().filter(|away| away.from <= from && to <= away.to);
        let units = covering.map(|away| away.units).sum::<u64>().min(room);
        (units > 0).then_some(Away { from, to, units })
    });
    let mut apart: Vec<Away> = Vec::new();
    for piece in pieces {
        match apart.last_mut() {
            Some(last) if last.to == piece.from && last.units == piece.units => last.to = piece.to,
            _ => apart.push(piece),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lag_passes_on_holidays_too() {
        // Day 0 is a Monday; Wednesday and Thursday of the first week are holidays.
        let workforce = Workforce::new(&[100]).with_holidays(vec![3, 2]);
        // Work ends on Monday; a week later is Monday, and the next day is the fifth working day, number 4.
        assert_eq!(workforce.after_lag(1, 5), 4);
        assert_eq!(workforce.before_lag(4, 5), Some(1));
        assert_eq!(workforce.before_lag(3, 5), Some(0));
        assert_eq!(workforce.before_lag(2, 5), None);
        assert_eq!((workforce.shortest_lag(5), workforce.shortest_lag(1), workforce.shortest_lag(0)), (3, 0, 0));
        assert_eq!(Workforce::new(&[100]).after_lag(1, 5), 6);
    }

    #[test]
    fn before_lag_is_the_last_that_after_lag_allows() {
        let workforce = Workforce::new(&[100]).with_holidays(vec![0, 4, 5, 6, 13, 30]);
        for lag in [0, 1, 5, 10] {
            for ready in 0..40 {
                let slow = (0..60).filter(|end| workforce.after_lag(*end, lag) <= ready && *end > 0).max();
                assert_eq!(workforce.before_lag(ready, lag).filter(|end| *end > 0), slow, "{lag} before {ready}");
            }
        }
    }

    #[test]
    fn absences_add_up_to_no_more_than_the_role() {
        let workforce = Workforce::new(&[100]).with_absence(0, 2, 6, 60).with_absence(0, 4, 8, 60);
        let units = |hundredths| units_per_day(hundredths);
        assert_eq!(
            workforce.away(0),
            [
                Away { from: 2, to: 4, units: units(60) },
                Away { from: 4, to: 6, units: units(100) },
                Away { from: 6, to: 8, units: units(60) },
            ]
        );
    }
}
