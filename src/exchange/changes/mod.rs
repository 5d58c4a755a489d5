//! What partners' software reads: the feed of changes.

pub mod model;
pub mod routes;
pub mod store;
pub mod wire;
