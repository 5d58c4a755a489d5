//! Who is where: the alternation calendar of a cohort, and the absences of its apprentices.

pub mod absences;
pub mod calendars;
