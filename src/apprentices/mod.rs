//! Apprentices, the guardians of minors, and enrolments in cohorts with the status computed from their contracts.

pub mod model;
pub mod rules;
pub mod store;

pub use model::{Apprentice, Enrolment, EnrolmentInCohort, Guardian};
