//! Where an apprentice stands before the exam, and what is still needed: computed from marks, never kept.
//!
//! The marks are those of mock exams or of the official exam, those kept from an earlier session, or those somebody supposes.
//! The rules of award are those of the regulation the cohort sits, read from the file of the programme; the jury alone decides.

mod acts;
pub mod model;
pub mod routes;
pub mod rules;
mod wire;
