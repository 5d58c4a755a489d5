//! What the rules say of apprentices: pure decisions, no database, no clock.

pub mod book;
pub mod enrolling;
pub mod entry;
pub mod person;
pub mod phase;
pub mod requirement;
pub mod standing;
pub mod status;
