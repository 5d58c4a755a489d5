//! What the rules say of contracts: pure decisions, no database, no clock.

pub mod dates;
pub mod window;
