//! Ruptures: a contract ends early, its remaining visits with it, and the right to stay at the centre begins.

pub mod acts;
pub mod grounds;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::Rupture;
