//! Difficulties: what an apprentice meets before any rupture, who is concerned, what is done about it, what was decided.
//!
//! A case is the office's; a trainer reads it while they follow the apprentice, the apprentice and the tutor once it is shared
//! with them, and each note, step or decision says who reads it.

pub mod acts;
pub mod mediators;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::DifficultyCase;
