//! Sittings: the papers of a mock exam as people attend them, in a room, before a jury, each candidate at an hour.

pub mod model;
pub mod rules;

pub use model::Sitting;
