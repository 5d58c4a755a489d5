//! What the rules say of mock exams: when they take place, and what their marks are worth.
//! A mock exam never feeds the official result.

mod marks;
mod sessions;

pub use marks::{FULL_MARK, Mark, MarkStatus, Mean, OPTIONAL_THRESHOLD, PASS_MARK, Paper, weighted_mean};
pub use sessions::{PlannedMockExam, Session, sessions};

#[cfg(test)]
mod tests;
