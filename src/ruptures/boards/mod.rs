//! The board of a site: ruptures of a year as counts, the procedures that go on, and the learners without a contract with both countdowns.

pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
