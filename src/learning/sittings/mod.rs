//! Sittings: the papers of a mock exam as people attend them, in a room, before a jury, each candidate at an hour.

pub mod acts;
#[cfg(feature = "pdf")]
pub mod convocation;
#[cfg(feature = "pdf")]
pub mod jury_sheet;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::Sitting;
