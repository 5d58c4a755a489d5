//! Pure decisions on calendars: what a day is, and what may be written.

mod book;
mod days;
mod proposal;

pub use book::{RULES, WEEK_IS_ALREADY_ANOTHER, check_calendar, check_override, check_range};
pub use days::{ApprenticeDays, DayInfo, Stretch, Why};

#[cfg(test)]
mod days_tests;
pub use proposal::proposed_cycle;
