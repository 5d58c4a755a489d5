//! The official form of a contract, or of an amendment: every box with its value, as JSON and as a printed summary.

pub mod amending;
pub mod model;
#[cfg(feature = "pdf")]
pub mod printing;
pub mod rights;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
