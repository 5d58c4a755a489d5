//! What the base holds that evidences the indicators of the national quality standard, counted for a site and a period, with what
//! is missing. Nothing is kept.

pub mod routes;
pub mod rules;
pub mod store;
pub mod table;
pub mod wire;
