//! Referents: who follows an apprentice for the site, from when to when, and who stands in for them.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{Duty, Referent};
