//! What the rules say of contracts: pure decisions, no database, no clock.

pub mod dates;
pub mod life;
pub mod pay;
pub mod people;
pub mod succession;
pub mod window;
