//! Pure decisions on absences: what may be written, and the days of practical training that are left.

mod book;
mod counting;
mod whereabouts;

pub use book::{ONCE_A_HALF_DAY, RULES, already_absent, check_absence, not_in_the_class, unexpected_days};
pub use counting::{days_of_presence, worked_days, worked_days_at_least};
pub use whereabouts::{Missed, Where, Whereabouts};
