//! Mock exams of a cohort: sessions planned by the programme, papers, marks, and the tutors invited.

pub mod acts;
pub mod entering;
mod mailing;
pub mod model;
pub mod readings;
pub mod reminders;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::MockExam;
