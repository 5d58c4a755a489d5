//! The wing `presence` seen from outside.

pub mod absences;
pub mod calendars;
