//! Apprentices and their enrolments.

pub mod rules;
