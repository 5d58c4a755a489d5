//! What the rules say of mock exams: when they take place, and what their marks are worth.
//! A mock exam never feeds the official result.

mod batch;
pub mod book;
mod days;
mod marks;
mod plan;
mod results;
mod sessions;

pub use batch::{ExistingMarks, by_place, changes_in, faults_of, stale_places};
pub use days::{ExamDays, check_days, last_day_of_month};
pub use marks::{FULL_MARK, Mark, MarkStatus, Mean, OPTIONAL_THRESHOLD, Paper, weighted_mean};
pub use plan::{PlannedPaper, papers_of, sessions_of};
pub use results::mean_of;
pub use sessions::{MockExamSession, PlannedMockExam, sessions};

#[cfg(test)]
mod tests;
