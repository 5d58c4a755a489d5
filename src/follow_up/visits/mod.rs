//! Visits in the company: planned with the contract, moved or cancelled, and logged once held.

pub mod acts;
pub mod model;
pub mod plans;
pub mod routes;
pub mod rules;
pub mod store;
pub mod taking_back;
pub mod wire;

pub use model::{NoteVisibility, Visit};
