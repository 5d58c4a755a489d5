//! What the rules say of amendments: pure decisions, no database, no clock.

pub mod fold;
pub mod terms;
