//! Amendments: what changes in a signed contract, from which day. What was signed is never rewritten.
//!
//! The contract as first signed is kept; each signed amendment is a merge patch of it with a first day. The contract on
//! a day is the fold of those begun by then, and the contract row is the fold of all: what is agreed at last.
//! What is computed reads the terms in force on each day, never the row.

pub mod acts;
pub mod in_force;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
