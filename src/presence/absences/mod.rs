//! Absences of apprentices, in half-days: from the centre, from the company, or from both over a period.
//!
//! The reason is a code, never a diagnosis, and is shown only to whom it concerns. Cancelling removes the row: the
//! journal keeps that there was one and who removed it, not what it said. With the calendar, absences tell who is where.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod visibility;
pub mod wire;

pub use model::Absence;
