//! Rooms of a site, with their seats: named once, so that nobody has to write them the same way twice.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::Room;
