//! Apprentices, the guardians of minors, and enrolments in cohorts with the status computed from their contracts.

pub mod acts;
pub mod disability;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{Apprentice, Enrolment, EnrolmentInCohort, Guardian};
