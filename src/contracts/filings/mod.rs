//! Deposits with the skills operator or the State, of contracts and of amendments: sent, completed, accepted or refused.
//!
//! What both have in common is here; the handlers are those of the noun that is deposited.

pub mod acts;
pub mod model;
pub mod rules;
pub mod store;
pub mod wire;
