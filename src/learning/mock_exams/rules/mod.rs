//! What the rules say of mock exams: when they take place, and what their marks are worth.
//! A mock exam never feeds the official result.

mod batch;
pub mod book;
mod days;
mod marks;
mod plan;

pub use batch::{ExistingMarks, by_place, changes_in, faults_of, lacking, mean_of, stale_places};
pub use days::{ExamDays, check_days, days_in_words, last_day_of_month};
pub use marks::{FULL_MARK, Mark, MarkStatus, Mean, OPTIONAL_THRESHOLD, Paper, weighted_mean};
pub use plan::{MockExamSession, PlannedMockExam, papers_of, sessions, sessions_of};

#[cfg(test)]
mod tests;
