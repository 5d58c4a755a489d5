//! Ceiling derogations: by whose decision, and until when, one tutor may follow more apprentices at once.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;

pub use model::CeilingDerogation;
