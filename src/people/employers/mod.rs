//! Employers (one per SIRET) and the company tutors they employ.

pub mod acts;
pub mod batch;
pub mod merging;
pub mod model;
pub mod names;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{Employer, Tutor};
