//! The official form of a contract: every box with its value, as JSON and as a printed summary.

pub mod model;
#[cfg(feature = "pdf")]
pub mod printing;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
