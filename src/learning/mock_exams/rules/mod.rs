//! What the rules say of mock exams: when they take place, and what their marks are worth.
//! A mock exam never feeds the official result.

mod batch;
pub mod book;
mod days;
mod invitations;
mod marks;
mod plan;

pub use batch::{ExistingMarks, by_place, changes_in, faults_of, lacking, mean_of, stale_places};
pub use days::{ExamDays, check_days, days_in_words, first_week_of, last_day_of_month};
pub use invitations::{Offer, check_replacement, is_to_remind, refuse_late, strangers};
pub use marks::{FULL_MARK, Mark, MarkStatus, Mean, OPTIONAL_THRESHOLD, Paper, weighted_mean};
pub use plan::{MockExamSession, PlannedMockExam, as_in_force, papers_of, sessions, sessions_of};

#[cfg(test)]
mod tests;
