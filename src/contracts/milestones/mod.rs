//! Milestones: what was done about a contract or a file and nothing else tells, such as a medical visit or a document.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::Milestone;
