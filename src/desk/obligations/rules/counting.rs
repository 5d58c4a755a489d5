//! How what is open changes from day to day: counting a whole site is adding these changes up.

use std::ops::{AddAssign, Sub};

use chrono::NaiveDate;

use super::{Days, state_on};
use crate::desk::obligations::model::ObligationState;
use crate::law::calendar::add_days;

/// How much is open, or how much more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Open {
    /// There is time.
    pub upcoming: i64,
    /// Now is the time.
    pub due: i64,
    /// The last day is over.
    pub late: i64,
}

impl AddAssign for Open {
    fn add_assign(&mut self, other: Self) {
        self.upcoming += other.upcoming;
        self.due += other.due;
        self.late += other.late;
    }
}

impl Sub for Open {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self {
            upcoming: self.upcoming - other.upcoming,
            due: self.due - other.due,
            late: self.late - other.late,
        }
    }
}

impl From<ObligationState> for Open {
    fn from(state: ObligationState) -> Self {
        let none = Self::default();
        match state {
            ObligationState::Upcoming => Self { upcoming: 1, ..none },
            ObligationState::Due => Self { due: 1, ..none },
            ObligationState::Late => Self { late: 1, ..none },
            ObligationState::Done | ObligationState::Waived | ObligationState::Lapsed => none,
        }
    }
}

/// Days during which something is given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenUp {
    pub from_on: NaiveDate,
    /// Day it was taken back.
    pub until_on: Option<NaiveDate>,
}

impl GivenUp {
    fn covers(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|until_on| day < until_on)
    }
}

/// The days on which something begins or ceases to be open, or moves on, each with what it changes.
pub fn changes(since_on: NaiveDate, days: Days, given_up: &[GivenUp]) -> Vec<(NaiveDate, Open)> {
    let mut turns = vec![since_on, days.from_on, add_days(days.due_on, 1), days.closed_on];
    turns.extend(given_up.iter().map(|period| period.from_on));
    turns.extend(given_up.iter().filter_map(|period| period.until_on));
    turns.retain(|day| *day >= since_on);
    turns.sort_unstable();
    turns.dedup();
    let mut before = Open::default();
    let changed = turns.into_iter().filter_map(|day| {
        let waived = given_up.iter().any(|period| period.covers(day));
        let now = Open::from(state_on(day, days, waived));
        let change = now - before;
        before = now;
        (change != Open::default()).then_some((day, change))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn days(done_on: Option<&str>, lapses_on: &str) -> Days {
        let (done_on, closed_on) = (done_on.map(day), add_days(day(lapses_on), 1));
        Days {
            from_on: day("2026-01-10"),
            due_on: day("2026-01-20"),
            done_on,
            closed_on: done_on.map_or(closed_on, |done_on| done_on.min(closed_on)),
        }
    }

    fn given_up(from_on: &str, until_on: Option<&str>) -> GivenUp {
        GivenUp { from_on: day(from_on), until_on: until_on.map(day) }
    }

    #[test]
    fn adding_up_the_changes_gives_where_it_stands_on_any_day() {
        let never = [];
        let once = [given_up("2026-01-12", None)];
        let again = [given_up("2026-01-05", Some("2026-01-15")), given_up("2026-01-21", Some("2026-01-25"))];
        let same_day = [given_up("2026-01-12", Some("2026-01-12")), given_up("2026-01-12", None)];
        let overlapping = [given_up("2026-01-05", Some("2026-01-15")), given_up("2026-01-12", None)];
        let since_on = day("2026-01-02");
        for (done_on, lapses_on) in [
            (None, "2026-02-10"),
            (None, "9999-12-31"),
            (Some("2026-01-15"), "2026-02-10"),
            (Some("2026-01-01"), "2026-02-10"),
            (Some("2026-01-22"), "2026-02-10"),
            (None, "2026-01-04"),
        ] {
            for waived in [&never[..], &once, &again, &same_day, &overlapping] {
                let days = days(done_on, lapses_on);
                let changes = changes(since_on, days, waived);
                let mut on = day("2025-12-28");
                while on < day("2026-02-20") {
                    let mut added = Open::default();
                    changes.iter().filter(|(from, _)| *from <= on).for_each(|(_, change)| added += *change);
                    let given_up = waived.iter().any(|period| period.covers(on));
                    let stands = match on < since_on {
                        true => Open::default(),
                        false => Open::from(state_on(on, days, given_up)),
                    };
                    assert_eq!(added, stands, "{on} {days:?} {waived:?}");
                    on = add_days(on, 1);
                }
            }
        }
    }
}
