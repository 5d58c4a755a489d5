//! What the rules say of apprentices: pure decisions, no database, no clock.

pub mod status;
