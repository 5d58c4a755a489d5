//! The board of a site: ruptures of a year as counts, and the learners without a contract with both countdowns.

pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
