//! What is refused of an exam, and what a registration still lacks.

pub mod book;
mod exam;
mod registration;

pub use exam::{CandidateExam, ExamJudged};
pub use registration::{RegistrationWindow, gaps_of};
