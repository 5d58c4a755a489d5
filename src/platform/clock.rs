//! The only place that reads the time.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Europe::Paris;

/// Tells the time; the demonstration and the tests move it away from the system's.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The clock of the system.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that shows ten in the morning in Paris on the given day, then runs.
    pub fn starting_on(day: NaiveDate) -> Self {
        let clock = Self::default();
        let ten = day.and_time(NaiveTime::MIN) + TimeDelta::hours(10);
        if let Some(start) = Paris.from_local_datetime(&ten).earliest() {
            clock.advance(start.with_timezone(&Utc) - system_now());
        }
        clock
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        system_now() + TimeDelta::milliseconds(self.offset_ms.load(Ordering::Relaxed))
    }

    /// The present day in France.
    pub fn today(&self) -> NaiveDate {
        paris_day(self.now())
    }

    /// Moves the clock forward, or back when negative.
    pub fn advance(&self, by: TimeDelta) {
        self.offset_ms.fetch_add(by.num_milliseconds(), Ordering::Relaxed);
    }

    /// Moves the clock forward by whole days.
    pub fn advance_days(&self, days: i64) {
        self.advance(TimeDelta::days(days));
    }
}

/// The civil day of an instant in Europe/Paris.
pub fn paris_day(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&Paris).date_naive()
}

/// What clocks of France show at an instant.
pub fn paris_time(at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&Paris).naive_local()
}

/// The instant at which clocks of France show an hour; the earlier of two when they go back, none when they jump over it.
pub fn paris_instant(shown: NaiveDateTime) -> Option<DateTime<Utc>> {
    Paris.from_local_datetime(&shown).earliest().map(|at| at.with_timezone(&Utc))
}

/// The hour of an instant in Europe/Paris.
pub fn paris_hour(at: DateTime<Utc>) -> u32 {
    at.with_timezone(&Paris).hour()
}

/// The first instant of a day in Europe/Paris.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    Paris.from_local_datetime(&midnight).earliest().map_or(midnight.and_utc(), |at| at.with_timezone(&Utc))
}

/// The eve of a day.
pub fn eve(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(1)).unwrap_or(day)
}

#[expect(clippy::disallowed_methods, reason = "the one reading of the system's time")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paris_day_begins_at_midnight_in_paris() {
        let late_evening_in_london = Utc.with_ymd_and_hms(2026, 7, 14, 22, 30, 0).unwrap();
        assert_eq!(paris_day(late_evening_in_london), NaiveDate::from_ymd_opt(2026, 7, 15).unwrap());
    }

    #[test]
    fn a_moved_clock_shows_the_day_it_was_set_to() {
        let day = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let clock = Clock::starting_on(day);
        assert_eq!(clock.today(), day);
        clock.advance_days(1);
        assert_eq!(clock.today(), day.succ_opt().unwrap());
    }
}
